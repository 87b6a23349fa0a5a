"""The process that loads what every chapter loads, and forks a kernel whenever it is asked to.

Started by `kamlib.run.forking`, never by hand: ``python -m kamlib.run.warm SOCKET``. It speaks lines of JSON
over that socket, ends when the socket closes, and takes its kernels with it.
"""

import gc
import importlib
import json
import os
import signal
import socket
import sys
import traceback
from contextlib import suppress
from typing import Any

from kamlib.run.begin import OWN_BACKEND

LOADED = ("ipykernel.kernelapp", "ipykernel.ipkernel", "matplotlib.pyplot", "kamlib.flow", "kamlib.show")
# A thread does not survive a fork; libraries of numpy and Arrow would start some while they are loaded.
ALONE = {
    "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}  # fmt: skip


def load() -> None:
    """Load everything once, in the way that a kernel would."""
    os.environ.update(ALONE)
    os.environ.setdefault("MPLBACKEND", OWN_BACKEND)
    for name in LOADED:
        with suppress(ImportError):
            importlib.import_module(name)
    gc.collect()
    # Without this the first collection in a kernel would copy all of it.
    gc.freeze()


def serve(number: int) -> None:
    """Answer questions until nobody is left to ask them."""
    place = socket.socket(fileno=number)
    lines = place.makefile("rwb")
    ended: dict[int, int | None] = {}
    _say(lines, "ready")
    with suppress(OSError):
        for line in lines:
            question = json.loads(line)
            _note_ended(ended)
            if "watch" in question:
                _say(lines, ended.get(question["watch"], 0))
                continue
            pid = os.fork()
            if pid == 0:
                _become_kernel(question, lines, place)
            ended[pid] = None
            _say(lines, pid)
    for pid, status in ended.items():
        if status is None:
            # One that was forked just now leads no group yet.
            for end in (os.killpg, os.kill):
                with suppress(OSError):
                    end(pid, signal.SIGKILL)
            with suppress(OSError):
                os.waitpid(pid, 0)


def _say(lines: Any, answer: object) -> None:
    lines.write(json.dumps(answer).encode() + b"\n")
    lines.flush()


def _note_ended(ended: dict[int, int | None]) -> None:
    while any(status is None for status in ended.values()):
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        ended[pid] = os.waitstatus_to_exitcode(status)


def _become_kernel(question: dict[str, Any], lines: Any, place: socket.socket) -> None:
    """Run a kernel in this forked process to its end; never returns."""
    status = 1
    try:
        os.setsid()
        lines.close()
        place.close()
        os.environ.clear()
        # A kernel ends by itself when its parent is gone: that is the process it was forked from.
        os.environ.update(question["env"], JPY_PARENT_PID=str(os.getppid()))
        os.chdir(question["cwd"])
        sys.argv = ["ipykernel_launcher", *question["words"]]
        _start(question["words"])
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def _start(words: list[str]) -> None:
    import numpy as np
    from ipykernel.kernelapp import IPKernelApp
    from matplotlib_inline import backend_inline

    # Forked twins would draw the same numbers.
    np.random.seed()
    app = IPKernelApp.instance()
    app.initialize(words)
    # Loaded before there was a kernel, matplotlib does not know of it yet.
    backend_inline._enable_matplotlib_integration()  # type: ignore[no-untyped-call]
    app.start()


if __name__ == "__main__":
    load()
    serve(int(sys.argv[1]))
    # What was loaded is not taken apart: some libraries would complain on the terminal.
    os._exit(0)
