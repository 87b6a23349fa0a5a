"""One command at a time writes into a study; the others wait, and say for whom.

The lock is the system's own: it ends with the process that holds it, however that ends. Its file stays,
hidden and empty; beside it lies who holds it.
"""

import getpass
import json
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import datetime
from functools import cache, wraps
from inspect import signature
from pathlib import Path
from typing import ParamSpec, TypeVar

from filelock import FileLock, Timeout

from kamlib.problems import KamError, problem
from kamlib.study.folder import CASE
from kamlib.study.leftovers import HOLDER, LOCK, remove_left_behind, remove_results_left_behind
from kamlib.words import phrase

# Seconds: how long nobody is told that a command waits, and how long it waits then.
QUIET, PATIENCE = 1.0, 600.0

_Words = ParamSpec("_Words")
_Result = TypeVar("_Result")


@contextmanager
def locked(
    place: Path, command: str, tidy: Callable[[Path], None] = remove_left_behind
) -> Iterator[None]:
    """Let nobody else write into a folder meanwhile; whoever comes later waits.

    Parameters
    ----------
    place : Path
        The study folder.
    command : str
        Who holds it, as others are told: ``kam collect``.
    tidy : callable
        Removes what commands left that were ended half way.

    Raises
    ------
    KamError
        When another command has held it for too long.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, locked(Path(folder), "kam collect"):
    ...     sorted(path.name for path in Path(folder).iterdir())
    ['.kam.holder', '.kam.lock']
    """
    lock, holder = _lock_of(place.resolve()), place.resolve() / HOLDER
    outermost = not lock.is_locked
    _acquire(lock, place, holder)
    try:
        if outermost:
            _note(holder, command)
            tidy(place)
        yield
    finally:
        if outermost:
            holder.unlink(missing_ok=True)
        lock.release()


@contextmanager
def results_locked(output: Path) -> Iterator[None]:
    """Let no other run write into the folder of results meanwhile; what is typed can still be collected.

    Raises
    ------
    KamError
        When another run has held it for too long.
    """
    place = output / ".log"
    place.mkdir(parents=True, exist_ok=True)
    with locked(place, "kam run", lambda log: remove_results_left_behind(log.parent)):
        yield


def studying(folder: Path, command: str) -> AbstractContextManager[None]:
    """Return the lock of a study; a folder that is none is not locked: whatever reads it says so."""
    return locked(folder, command) if (folder / "study.yaml").is_file() else nullcontext()


def alone(command: str) -> Callable[[Callable[_Words, _Result]], Callable[_Words, _Result]]:
    """Return a decorator: a function that is given a study as ``folder`` holds its lock while it works.

    Parameters
    ----------
    command : str
        As others are told: ``kam collect``.
    """

    def around(function: Callable[_Words, _Result]) -> Callable[_Words, _Result]:
        words = signature(function)

        @wraps(function)
        def held(*args: _Words.args, **named: _Words.kwargs) -> _Result:
            with studying(Path(words.bind(*args, **named).arguments.get("folder") or CASE), command):
                return function(*args, **named)

        return held

    return around


@cache
def _lock_of(place: Path) -> FileLock:
    """Return the one lock of a folder, so that a command which calls another one does not wait for itself."""
    return FileLock(place / LOCK)


def _acquire(lock: FileLock, place: Path, holder: Path) -> None:
    """Wait until it is free.

    Raises
    ------
    KamError
        When it takes too long.
    """
    try:
        lock.acquire(timeout=QUIET)
    except Timeout:
        _tell(phrase("lock-waiting", holder=_who(holder)))
        try:
            lock.acquire(timeout=PATIENCE)
        except Timeout:
            raise KamError(problem("study-busy", file=place.name, holder=_who(holder))) from None


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _note(holder: Path, command: str) -> None:
    """Write down who holds the lock, for those who wait; it is no matter when that can't be done."""
    with suppress(OSError, KeyError, ImportError):
        said = {"command": command, "user": getpass.getuser(), "host": socket.gethostname(),
                "since": f"{datetime.now():%H:%M}"}  # fmt: skip
        holder.write_text(json.dumps(said), encoding="utf-8")


def _who(holder: Path) -> str:
    try:
        said = json.loads(holder.read_text(encoding="utf-8"))
        return phrase("lock-holder", **{name: str(value) for name, value in said.items()})
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return phrase("lock-another")
