"""What the command line says: any letter, one line for each thing, and quietly to the end of the reader."""

import contextlib
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO, TypeVar

from kamlib.problems import KamError
from kamlib.text import one_line, visible
from kamlib.words import phrase

_Result = TypeVar("_Result")

CLOSED_PIPE = 128 + 13
"""The exit status when nobody reads any more, as a shell tells of what SIGPIPE ended."""


class NobodyReadsError(Exception):
    """Whoever read what we say has seen enough, as after ``| head``."""


@dataclass(frozen=True)
class Said:
    """What a verb says at its end.

    Parameters
    ----------
    lines, errors : sequence
        Lines of the two streams; a `Problem` is a line.
    fails : bool
        Whether something is to be fixed.
    """

    lines: Sequence[object]
    errors: Sequence[object] = ()
    fails: bool = False


def speak_to_nobody() -> None:
    """Let what is still to be written go nowhere, so that Python does not complain at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def say(lines: Iterable[object], *, to: TextIO | None = None) -> None:
    """Print lines, each on one line of the terminal whatever the names in it hold.

    Raises
    ------
    NobodyReadsError
        When the other end is closed; a pipe of our own processes breaks with another error.
    """
    text = "\n".join(one_line(str(line)) for line in lines)
    try:
        print(visible(text), file=to, flush=True)
    except BrokenPipeError:
        raise NobodyReadsError from None


def speak_utf8() -> None:
    """Write any letter on any console; what it can't show becomes a mark, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def short(path: Path) -> Path:
    """Return ``path`` as the user can type it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def stopped_lines(stopped: Mapping[str, Sequence[str]]) -> list[str]:
    """Return what stopped with its reasons; each reason is said once for all that stopped for it."""
    lines = []
    for reasons in dict.fromkeys(map(tuple, stopped.values())):
        names = [name for name, why in stopped.items() if tuple(why) == reasons]
        lines += [phrase("chapters-stopped", names=names), *(f"  {reason}" for reason in reasons)]
    return lines


def kept_report(file: Path, report: str, *, below: Path | None = None) -> str:
    """Write the full report of a mistake of ours and return the sentence for the user.

    Parameters
    ----------
    file : Path
    report : str
    below : Path or None
        The folder from which the sentence names the file; None: as the user can type it.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(report, encoding="utf-8")
    return phrase("our-mistake", file=file.relative_to(below).as_posix() if below else short(file))


def attempt(work: Callable[[], _Result], report: Path, *, below: Path) -> tuple[_Result | None, list[str]]:
    """Do something that is to stop nothing else; return its result, and why it stopped where it did.

    Parameters
    ----------
    work : callable
    report, below : Path
        Where the full report of a mistake of ours goes, and the folder from which it is named.
    """
    try:
        return work(), []
    except KamError as error:
        return None, [*map(str, error.problems)]
    except OSError as error:
        return None, [phrase("disk-chapter", reason=error.strerror or type(error).__name__)]
    except Exception:
        return None, [kept_report(report, traceback.format_exc(), below=below)]


class Progress:
    """Shows how far a run is: a bar that moves with every cell on a terminal, lines alone elsewhere.

    Parameters
    ----------
    cells : int
        Cells of all chapters together.
    screen : text file
        Where to show it; without a bar when it is not a terminal.
    """

    def __init__(self, cells: int, screen: TextIO):
        self._cells = cells
        self._screen = screen
        self._bar: Any = None

    def __enter__(self) -> "Progress":
        if self._screen.isatty():
            from tqdm import tqdm

            form = "{desc:<16} {bar:30} {percentage:3.0f} %  {elapsed}"
            self._bar = tqdm(total=self._cells, file=self._screen, bar_format=form, leave=False)
        return self

    def __exit__(self, *_error: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def start(self, chapter: str) -> None:
        """Name the chapter that runs now."""
        if self._bar is not None:
            self._bar.set_description_str(chapter)

    def cell(self) -> None:
        """Move the bar by one cell, never beyond its end: papermill adds a cell to a chapter given values."""
        if self._bar is not None and self._bar.n < self._cells:
            self._bar.update()

    def say(self, text: str) -> None:
        """Write a line above the bar."""
        if self._bar is not None:
            self._bar.refresh()
            self._bar.write(text, file=self._screen)
        else:
            print(text, file=self._screen, flush=True)
