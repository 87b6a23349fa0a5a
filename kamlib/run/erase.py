"""The command ``kam erase``: one person out of a whole study, with a report."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from kamlib.problems import KamError, Problem
from kamlib.run.lock import locked, results_locked
from kamlib.study.books import read_books
from kamlib.study.erase import Erasure, erase, erasure
from kamlib.study.erase_near import Near
from kamlib.study.erase_search import remaining
from kamlib.study.folder import Study, open_study
from kamlib.study.judgement import cells_as_bytes, read_cells
from kamlib.study.person_files import same_name
from kamlib.text import _, ngettext

LOG = "erasures.csv"
_COLUMNS = ["on", "erased", "files", "places"]


def erase_person(folder: Path, name: str, *, do: bool, on: date) -> list[str]:
    """Erase a person from a study, or say what that would change.

    Lines about the person go whole; other mentions become a word that stands for nobody. Dated copies are
    changed as well, and no new ones are kept. ``judgement/erasures.csv`` says when and how much, not whom.

    Parameters
    ----------
    folder : Path
        The study.
    name : str
        As it was written.
    do : bool
        False: only tell.
    on : date
        Today.

    Returns
    -------
    list of str
        The report, a line each.

    Raises
    ------
    KamError
        When the name is too short to be one, is written nowhere, or a workbook is open or damaged.
    """
    study = open_study(folder)
    return list(erased(study, name, do=do, on=on).lines)


@dataclass(frozen=True)
class Report:
    """What an erasure did.

    Parameters
    ----------
    lines : tuple of str
    complete : bool
        Whether nothing is left, or nothing was to be done yet.
    """

    lines: tuple[str, ...]
    complete: bool


def erased(study: Study, name: str, *, do: bool, on: date) -> Report:
    """Erase a person and return the report, as `erase_person` does.

    Raises
    ------
    KamError
        As `erase_person` says.
    """
    if not do:
        return _erased(study, name, do=False, on=on)
    with locked(study.folder, "kam erase"), results_locked(study.output):
        return _erased(study, name, do=True, on=on)


def _erased(study: Study, name: str, *, do: bool, on: date) -> Report:
    """Return the report on an erasure.

    Raises
    ------
    KamError
        As `erase_person` says.
    """
    if len("".join(name.split())) < 3:
        message, remedy = _("is too short for a name"), _("write it in full, as it was written")
        raise KamError(Problem("erase-name", message, remedy, found=name))
    log = study.judgement / LOG
    before = read_cells(log, f"judgement/{LOG}", _COLUMNS, _COLUMNS) if log.exists() else pd.DataFrame()
    instead = _("erased person {}").format(len(before) + 1)
    found = erasure(study.folder, name, instead=instead)
    near = _near(study.folder, name)
    if not (found.contents or found.renamed or found.deleted or found.left
            or (study.output.exists() and remaining(study.output, name)[0])):  # fmt: skip
        like = near or list(dict.fromkeys(" ".join(one.words) for one in found.near))[:5]
        remedy = _("did you mean {}?").format(", ".join(like)) if like else _("look how it was written")
        raise KamError(Problem("erase-name", _("is written nowhere in this study"), remedy, found=name))
    if not do:
        last = [_("Nothing was changed yet. To erase, which can't be undone, add --yes.")]
        return Report((*_report(study.folder, found), *_what_is_left(study.folder, found, near), *last), True)
    study.judgement.mkdir(exist_ok=True)
    # First what can be made again: a run that is interrupted finds the name once more.
    shutil.rmtree(study.output, ignore_errors=True)
    row = dict(zip(_COLUMNS, (on.isoformat(), instead, str(len(found.contents)),
                              str(sum(found.places.values()))), strict=True))  # fmt: skip
    found.contents[log] = cells_as_bytes(pd.concat([before, pd.DataFrame([row])]), _COLUMNS)
    erase(found)
    known = dict(found.left)
    left, found.unread = remaining(study.folder, name)
    found.left = [(path, known.get(path, _("look at it yourself"))) for path in left]
    last = _end(found, instead, study.output)
    complete = not (found.left or found.unread or study.output.exists())
    return Report((*_report(study.folder, found), *_what_is_left(study.folder, found, near), *last), complete)


def _report(folder: Path, found: Erasure) -> list[str]:
    lines = []
    for path, count in found.places.items():
        words = ngettext("{}: {} place", "{}: {} places", count)
        lines.append(words.format(_label(folder, path), count))
    lines += [_("{}: goes, it was made for the person").format(_label(folder, p)) for p in found.deleted]
    return [*lines, *(_("{}: is called {} from now on").format(_label(folder, old), new.name)
                      for old, new in found.renamed.items())]  # fmt: skip


def _what_is_left(folder: Path, found: Erasure, near: Sequence[str]) -> list[str]:
    lines = [_("{}: mentions the person; {}").format(_label(folder, path), why) for path, why in found.left]
    if found.unread:
        shown = ", ".join(_label(folder, path) for path in found.unread[:5])
        words = ngettext("{} attachment can't be searched, look at it yourself: {}",
                         "{} attachments can't be searched, look at them yourself: {}", len(found.unread))
        lines.append(words.format(len(found.unread), shown + (" ..." if len(found.unread) > 5 else "")))
    if near:
        lines.append(_("Other spellings are not changed; nearly the same: {}").format(", ".join(near)))
    if found.near:
        lines.append(_("Words like those of the name are not changed. They may be the person in another case "
                       "or another order, or somebody else: look, and change them by hand."))
    return [*lines, *_like_the_name(folder, found.near)]


def _like_the_name(folder: Path, near: Sequence[Near]) -> Iterator[str]:
    """Yield a line for each sheet or file and the words found there, with every cell or line."""
    places: dict[tuple[Path, str, str], list[str]] = {}
    for one in near:
        places.setdefault((one.path, one.sheet, ", ".join(one.words)), []).append(one.at)
    for (path, sheet, words), found in places.items():
        cells = ", ".join(at or (_("name of the sheet") if sheet else _("name of the file")) for at in found)
        if not sheet and any(found):
            cells = _("line {}").format(cells)
        yield f"  {', '.join(filter(None, (_label(folder, path), sheet, cells)))}: {words}"


def _end(found: Erasure, instead: str, output: Path) -> list[str]:
    """Return the last lines; that the person is erased is said only when nothing is left."""
    if not (found.left or found.unread or output.exists()):
        said = _('Erased; where the name stood it says "{}".').format(instead)
        return [_("{} output/ was deleted: kam run makes it again.").format(said)]
    mention = ngettext("{} file still mentions the person", "{} files still mention the person",
                       len(found.left)).format(len(found.left))  # fmt: skip
    sealed = ngettext("{} file can't be searched", "{} files can't be searched",
                      len(found.unread)).format(len(found.unread))  # fmt: skip
    open_ = [words for words, there in ((mention, found.left), (sealed, found.unread)) if there]
    lines = [_('What could be changed is: there the name is "{}" now.').format(instead)]
    if open_:
        lines.append(_("The erasure is not complete: {}. See above, and deal with them.").format(
            _(" and ").join(open_)))  # fmt: skip
    if output.exists():
        lines.append(_("output/ could not be deleted whole, and the name may stand there: delete it."))
    return lines


def _near(folder: Path, name: str) -> list[str]:
    """Return names in the buying centres that are nearly the same."""
    tables = read_books(folder, "buying-centre").tables
    names = sorted({*tables["persons"]["person"], *tables["team"]["person"]})
    return [one for one in get_close_matches(name, names, 5, cutoff=0.6) if not same_name(one, name)]


def _label(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()
