"""What a command that was ended half way left behind: known by its name, and removed at the next start.

Whatever is written takes its place in one step; until then it has a hidden name that says which process of
which computer writes it.
"""

import os
import re
import shutil
import socket
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypedDict

LOCK, HOLDER = ".kam.lock", ".kam.holder"
# Longer than any command writes one file, on whatever computer.
DAY_SECONDS = 24 * 3600

_NAME = re.compile(r"^\..+\.[a-z0-9_]{8}\.(?P<pid>\d+)-(?P<host>[0-9a-f]{8})\.tmp$")
_SCRATCH = re.compile(r"^kam-(?P<pid>\d+)-[a-z0-9_]{8}$")


class Naming(TypedDict):
    """How ``tempfile`` is told what a temporary name begins and ends with."""

    prefix: str
    suffix: str


def temporary(name: str) -> Naming:
    """Return beginning and ending of a temporary name, for ``tempfile``.

    Examples
    --------
    >>> with tempfile.NamedTemporaryFile(**temporary("scores.csv")) as file:
    ...     is_temporary(Path(file.name))
    True
    """
    return {"prefix": f".{name}.", "suffix": f".{os.getpid()}-{_host()}.tmp"}


def scratch_name() -> str:
    """Return how folders begin that a run needs outside the study; short, as sockets lie in them."""
    return f"kam-{os.getpid()}-"


def is_temporary(path: Path) -> bool:
    """Whether a name is one of ours for what is not finished."""
    return bool(_NAME.match(path.name))


def is_left_behind(path: Path) -> bool:
    """Whether nobody works any more at what has a temporary name.

    Examples
    --------
    >>> is_left_behind(Path("scores.csv"))
    False
    """
    named = _NAME.match(path.name)
    if named and named["host"] == _host() and _gone(int(named["pid"])):
        return True
    return is_temporary(path) and rests(path, DAY_SECONDS)


def remove_left_behind(study: Path) -> None:
    """Remove what commands left that wrote into a study; only for a command that writes there alone."""
    for path in _hidden(study, "judgement", "forms"):
        if is_left_behind(path):
            remove(path)


def remove_results_left_behind(output: Path) -> None:
    """Remove what runs left, in the folder of results and outside; only for a run that writes there alone."""
    for path in _hidden(output, *(p.name for p in output.glob("[!.]*") if p.is_dir()), ".log"):
        if is_left_behind(path):
            remove(path)
    for path in Path(tempfile.gettempdir()).glob("kam-*"):
        named = _SCRATCH.match(path.name)
        if named and _gone(int(named["pid"])):
            remove(path)


def remove(path: Path) -> None:
    """Remove a file, or a folder in one step; somebody else may be doing the same."""
    with suppress(OSError):
        if path.is_dir():
            gone = path.with_name(f".gone.{path.name}.{os.getpid()}")
            path.rename(gone)
            shutil.rmtree(gone, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _hidden(folder: Path, *parts: str) -> Iterator[Path]:
    """Yield what is hidden in a folder itself, and in these parts of it at any depth."""
    yield from folder.glob(".*")
    for part in parts:
        yield from list((folder / part).rglob(".*"))


def _gone(pid: int) -> bool:
    """Whether a process of this computer has ended; on Windows nobody can ask without disturbing it."""
    if pid == os.getpid() or sys.platform == "win32":
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        pass
    return False


def last_used(path: Path) -> float:
    """Return when somebody used a file or a folder, in seconds; 0 where it is gone."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def rests(path: Path, seconds: float) -> bool:
    """Whether nobody has used a file or a folder for so long."""
    return last_used(path) < time.time() - seconds


def _host() -> str:
    return f"{zlib.crc32(socket.gethostname().encode()):08x}"
