"""The command ``kam erase``: one person out of a whole study, with a report."""

import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from kamlib.problems import KamError, problem
from kamlib.run.lock import locked, results_locked
from kamlib.run.terminal import Said
from kamlib.study.books import read_books
from kamlib.study.erase import Erasure, erasure
from kamlib.study.erase import erase as carry_out
from kamlib.study.erase_near import Near
from kamlib.study.erase_search import remaining
from kamlib.study.folder import Study, open_study
from kamlib.study.judgement import cells_as_bytes, read_cells
from kamlib.study.person_files import same_name
from kamlib.words import phrase

LOG = "erasures.csv"
_COLUMNS = ["on", "erased", "files", "places"]


def erase(folder: Path, *, person: str, do: bool, on: date | None = None) -> Said:
    """Erase a person from a study, or say what that would change.

    Lines about the person go whole; other mentions become a word that stands for nobody. Dated copies are
    changed as well, and no new ones are kept. ``judgement/erasures.csv`` says when and how much, not whom.

    Parameters
    ----------
    folder : Path
        The study.
    person : str
        The name as it was written.
    do : bool
        False: only tell.
    on : date, optional
        Today.

    Returns
    -------
    Said
        The report, a line each; it fails while something is left.

    Raises
    ------
    KamError
        When the name is too short to be one, is written nowhere, or a workbook is open or damaged.
    """
    study, day = open_study(folder), on or date.today()
    if not do:
        return _erased(study, person, do=False, on=day)
    with locked(study.folder, "kam erase"), results_locked(study.output):
        return _erased(study, person, do=True, on=day)


def _erased(study: Study, name: str, *, do: bool, on: date) -> Said:
    """Return the report on an erasure.

    Raises
    ------
    KamError
        As `erase` says.
    """
    if len("".join(name.split())) < 3:
        raise KamError(problem("erase-name__short", found=name))
    log = study.judgement / LOG
    before = read_cells(log, f"judgement/{LOG}", _COLUMNS, _COLUMNS) if log.exists() else pd.DataFrame()
    instead = phrase("erase-instead", number=str(len(before) + 1))
    found = erasure(study.folder, name, instead=instead)
    near = _near(study.folder, name)
    if not (found.contents or found.renamed or found.deleted or found.left
            or (study.output.exists() and remaining(study.output, name)[0])):  # fmt: skip
        like = near or list(dict.fromkeys(" ".join(one.words) for one in found.near))[:5]
        if like:
            raise KamError(problem("erase-name__like", found=name, like=like))
        raise KamError(problem("erase-name", found=name))
    if not do:
        last = [phrase("erase-not-yet")]
        return Said((*_report(study.folder, found), *_what_is_left(study.folder, found, near), *last))
    study.judgement.mkdir(exist_ok=True)
    # First what can be made again: a run that is interrupted finds the name once more.
    shutil.rmtree(study.output, ignore_errors=True)
    row = dict(zip(_COLUMNS, (on.isoformat(), instead, str(len(found.contents)),
                              str(sum(found.places.values()))), strict=True))  # fmt: skip
    found.contents[log] = cells_as_bytes(pd.concat([before, pd.DataFrame([row])]), _COLUMNS)
    carry_out(found)
    known = dict(found.left)
    left, found.unread = remaining(study.folder, name)
    found.left = [(path, known.get(path, phrase("erase-look"))) for path in left]
    lines = (*_report(study.folder, found), *_what_is_left(study.folder, found, near),
             *_end(found, instead, study.output))
    return Said(lines, fails=bool(found.left or found.unread or study.output.exists()))


def _report(folder: Path, found: Erasure) -> list[str]:
    return [
        *(phrase("erase-places", file=_label(folder, path), places=count)
          for path, count in found.places.items()),
        *(phrase("erase-deleted", file=_label(folder, path)) for path in found.deleted),
        *(phrase("erase-renamed", file=_label(folder, old), name=new.name)
          for old, new in found.renamed.items()),
    ]  # fmt: skip


def _what_is_left(folder: Path, found: Erasure, near: Sequence[str]) -> list[str]:
    lines = [phrase("erase-left", file=_label(folder, path), reason=why) for path, why in found.left]
    if found.unread:
        shown = ", ".join(_label(folder, path) for path in found.unread[:5])
        more = " ..." if len(found.unread) > 5 else ""
        lines.append(phrase("erase-attachments", files=len(found.unread), names=shown + more))
    lines += [phrase("erase-spellings", names=list(near))] if near else []
    lines += [phrase("erase-near")] if found.near else []
    return [*lines, *_like_the_name(folder, found.near)]


def _like_the_name(folder: Path, near: Sequence[Near]) -> Iterator[str]:
    """Yield a line for each sheet or file and the words found there, with every cell or line."""
    places: dict[tuple[Path, str, str], list[str]] = {}
    for one in near:
        places.setdefault((one.path, one.sheet, ", ".join(one.words)), []).append(one.at)
    for (path, sheet, words), found in places.items():
        unnamed = phrase("erase-sheet-name" if sheet else "erase-file-name")
        cells = ", ".join(at or unnamed for at in found)
        if not sheet and any(found):
            cells = phrase("erase-line", lines=cells)
        yield f"  {', '.join(filter(None, (_label(folder, path), sheet, cells)))}: {words}"


def _end(found: Erasure, instead: str, output: Path) -> list[str]:
    """Return the last lines; that the person is erased is said only when nothing is left."""
    if not (found.left or found.unread or output.exists()):
        return [phrase("erase-done", instead=instead)]
    lines = [phrase("erase-partly", instead=instead)]
    if found.left or found.unread:
        lines.append(phrase("erase-incomplete", mention=len(found.left), sealed=len(found.unread)))
    if output.exists():
        lines.append(phrase("erase-output-left"))
    return lines


def _near(folder: Path, name: str) -> list[str]:
    """Return names in the buying centres that are nearly the same."""
    tables = read_books(folder, "buying-centre").tables
    names = sorted({*tables["persons"]["person"], *tables["team"]["person"]})
    return [one for one in get_close_matches(name, names, 5, cutoff=0.6) if not same_name(one, name)]


def _label(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()
