"""Work spread over processes; one that ends or hangs takes nothing with it but the task it was at."""

import math
import os
import signal
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Generator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from typing import Any

from kamlib.run.forking import Warm
from kamlib.run.kernel import elsewhere

Tell = Callable[[Any], None]
_PATIENCE = 10  # seconds that a process which was told to end has for its own kernel


@dataclass(frozen=True)
class Lost:
    """A task that did not come to its end, and why.

    Parameters
    ----------
    report : str
        What went wrong in it; empty when its process was gone or hung.
    hung : bool
        Whether its process said nothing for too long, and was ended.
    """

    report: str = ""
    hung: bool = False


class _Finished:
    """What a process says when it is ready for the next task."""


@dataclass
class _Busy:
    """A process, the task it is at, and when it last said something."""

    process: Any
    task: Any
    heard: float


def spread(
    work: Callable[[Any, Tell], None], tasks: deque[Any], *, workers: int, patience: float = math.inf
) -> Generator[tuple[Any, object]]:
    """Do tasks in processes of their own, and yield what is told of each as it comes.

    Parameters
    ----------
    work : callable
        Takes a task and a function by which it tells how far it is; both must be known by name to a new
        process.
    tasks : deque
        Taken from the left; more may be added while it runs, such as what is left of a lost one.
    workers : int
        At most so many processes.
    patience : float
        Seconds; a process that says nothing for longer is ended, and its task is lost.

    Yields
    ------
    task, message
        What ``work`` told, or ``Lost``.
    """
    busy: dict[Connection, _Busy] = {}
    idle: list[tuple[Connection, Any]] = []
    try:
        while tasks or busy:
            while tasks and len(busy) < workers:
                line, process = idle.pop() if idle else _start(work)
                busy[line] = _Busy(process, tasks.popleft(), time.monotonic())
                line.send(busy[line].task)
            for line, message in _messages(busy, patience):
                one = busy[line]
                one.heard = time.monotonic()
                if isinstance(message, _Finished | Lost):
                    del busy[line]
                    if isinstance(message, Lost) and not message.report:
                        _end([(line, one.process)], at_once=True)
                    else:
                        idle.append((line, one.process))
                if not isinstance(message, _Finished):
                    yield one.task, message
    finally:
        _end([*((line, one.process) for line, one in busy.items()), *idle], at_once=bool(busy))


def _messages(busy: dict[Connection, _Busy], patience: float) -> list[tuple[Connection, object]]:
    """Wait for the next messages; a process that said nothing for too long is among them as lost."""
    until = min(one.heard for one in busy.values()) + patience
    ready = wait(list(busy), None if math.isinf(until) else max(0.0, until - time.monotonic()))
    now = time.monotonic()
    return [
        (line, _heard(line) if line in ready else Lost(hung=True))
        for line, one in busy.items()
        if line in ready or now - one.heard > patience
    ]


def _heard(line: Connection) -> object:
    try:
        return line.recv()
    except (EOFError, OSError):
        return Lost()


def _start(work: Callable[[Any, Tell], None]) -> tuple[Connection, Any]:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(work, theirs), daemon=False)
    with elsewhere():
        process.start()
    theirs.close()
    return ours, process


def _end(processes: list[tuple[Connection, Any]], *, at_once: bool) -> None:
    for line, process in processes:
        line.close()
        if at_once:
            process.terminate()
    for _line, process in processes:
        process.join(_PATIENCE)
        if process.is_alive():
            process.kill()
            process.join()


def _serve(work: Callable[[Any, Tell], None], line: Connection) -> None:
    """Do one task after the other until nobody asks any more."""
    # Ctrl-C is for the process that the user sees; it tells this one to end, and its kernel ends too.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            task = line.recv()
            try:
                work(task, line.send)
            except Exception:
                line.send(Lost(traceback.format_exc()))
            else:
                line.send(_Finished())
    Warm.end_all()


def _end_with_parent() -> None:
    """End, with kernels and whatever is being done, when the process that asks is gone."""
    parent = parent_process()
    if parent:
        wait([parent.sentinel])
        Warm.end_all()
        os._exit(1)


def _leave(_number: int, _frame: object) -> None:
    # Kernels end first: they would still write into folders that are being removed.
    Warm.end_all()
    raise SystemExit(0)
