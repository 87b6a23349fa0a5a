"""Make a folder whole or not at all."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kamlib.problems import KamError, Problem
from kamlib.study.leftovers import is_left_behind, remove, temporary
from kamlib.text import _


@contextmanager
def building(folder: Path) -> Iterator[Path]:
    """Yield a folder beside ``folder`` that takes its place when all went well, and goes when not.

    Parameters
    ----------
    folder : Path
        Absent or empty; an empty one is filled, and stays the folder it was. Folders around it are made, and
        go again when something fails.

    Raises
    ------
    KamError
        When the folder can't be made there.
    """
    folder = folder.absolute()
    around = [parent for parent in folder.parents if not parent.exists()]
    place = folder
    try:
        with _writing(folder):
            folder.parent.mkdir(parents=True, exist_ok=True)
            for left in filter(is_left_behind, folder.parent.glob(".kam-new.*")):
                remove(left)
            place = Path(tempfile.mkdtemp(dir=folder.parent, **temporary("kam-new")))
            place.chmod(0o755)
            (place / "input").mkdir()
        yield place
        with _writing(folder):
            _take_place(place, folder)
    except BaseException:
        if place != folder:
            shutil.rmtree(place, ignore_errors=True)
        for parent in around:
            if parent.is_dir() and not any(parent.iterdir()):
                parent.rmdir()
        raise


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = _("can't be made: {}").format(error.strerror or type(error).__name__)
        problem = Problem("folder-unwritable", message, _("choose another place"), file=str(folder))
        raise KamError(problem) from None


def _take_place(place: Path, folder: Path) -> None:
    if not folder.exists():
        place.rename(folder)
        return
    # study.yaml goes last: without it the folder is no study yet.
    parts = sorted(place.iterdir(), key=lambda part: part.name == "study.yaml")
    moved: list[Path] = []
    try:
        for part in parts:
            moved.append(part.rename(folder / part.name))
        place.rmdir()
    except BaseException:
        for part in moved:
            shutil.rmtree(part) if part.is_dir() else part.unlink()
        raise
