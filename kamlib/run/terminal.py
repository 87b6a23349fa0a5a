"""What the command line says: any letter, one line for each thing, and quietly to the end of the reader."""

import contextlib
import os
import sys
from collections.abc import Iterable
from typing import TextIO

from kamlib.text import one_line, visible

CLOSED_PIPE = 128 + 13
"""The exit status when nobody reads any more, as a shell tells of what SIGPIPE ended."""


class NobodyReadsError(Exception):
    """Whoever read what we say has seen enough, as after ``| head``."""


def speak_to_nobody() -> None:
    """Let what is still to be written go nowhere, so that Python does not complain at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def say(lines: Iterable[object], *, to: TextIO | None = None) -> None:
    """Print lines, each on one line of the terminal whatever the names in it hold; see `write`."""
    write("\n".join(one_line(str(line)) for line in lines), to=to)


def write(text: str, *, to: TextIO | None = None) -> None:
    """Print a text whose lines are made already.

    Raises
    ------
    NobodyReadsError
        When the other end is closed; a pipe of our own processes breaks with another error.
    """
    try:
        print(visible(text), file=to, flush=True)
    except BrokenPipeError:
        raise NobodyReadsError from None


def speak_utf8() -> None:
    """Write any letter on any console; what it can't show becomes a mark, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
