"""What is doubtful in ``judgement/``: files that nothing reads, and files that may be cut off."""

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from pathlib import Path

from kamlib.problems import Problem
from kamlib.study.books.place import FOLDER as BOOKS_FOLDER
from kamlib.study.judgement import COLUMNS, is_copy, last_line
from kamlib.study.person_files import person_files
from kamlib.study.reviews import FOLDER as REVIEWS_FOLDER
from kamlib.study.reviews import review_names
from kamlib.study.statements import BY_PERSON
from kamlib.tables import BOOKS, JUDGED, REVIEWED
from kamlib.text import _, ngettext

_FILES = [f"{name}.csv" for name in (*COLUMNS, *JUDGED)]
_FOLDERS = [*BY_PERSON, BOOKS_FOLDER, REVIEWS_FOLDER]
# Endings of tables: somebody typed what counts into them.
_TABLES = {".csv", ".tsv", ".txt", ".xls", ".xlsx", ".xlsm", ".ods", ".numbers"}
_OF_SYSTEMS = {"thumbs.db", "desktop.ini"}


def paper_doubts(folder: Path) -> list[Problem]:
    """Return what is in ``judgement/`` and is not read, and what is read and looks cut off.

    Parameters
    ----------
    folder : Path
        The study folder.

    Returns
    -------
    list of Problem
        A table that nothing reads is an error; another file, a last line that is short or has no end, and
        headings without rows are warnings.

    Examples
    --------
    >>> from kamlib.study.folder import CASE
    >>> paper_doubts(CASE)
    []
    """
    return [*_unread(folder), *_cut_off(folder)]


def _unread(folder: Path) -> Iterator[Problem]:
    place, days = folder / "judgement", review_names(folder)
    books, reviews = place / BOOKS_FOLDER, place / REVIEWS_FOLDER
    accounts = [path for path in _seen(books) if path.is_dir()]
    tables = [f"{name}.csv" for name in REVIEWED]
    workbooks = [f"{name}.xlsx" for name in BOOKS if name != "meeting"]
    # A folder, what is read in it, and how files there should be called.
    rules: list[tuple[Path, Callable[[Path], bool], list[str]]] = [
        (place, lambda path: path.is_dir() or path.name in _FILES or _same_file(path, _FILES), _FILES),
        (place, lambda path: path.is_file() or path.name in _FOLDERS, _FOLDERS),
        *((place / name, person_files(folder, name).__contains__, ["NAME.csv"]) for name in BY_PERSON),
        (reviews, lambda path: path.name in days, ["2026-01-31"]),
        *((reviews / day, lambda path: path.name in tables, tables) for day in days),
        (books, Path.is_dir, [f"ACCOUNT/{name}" for name in workbooks]),
        *((account, lambda path: not _like_a_workbook(path) or path.name in workbooks, workbooks)
          for account in accounts),
        *((account / "meetings", lambda path: not _is_workbook(path) or path.name.startswith("meeting-"),
           ["meeting-2026-01-31.xlsx"]) for account in accounts),
    ]  # fmt: skip
    for where, is_read, names in rules:
        yield from (_nobody_reads(path, folder, names) for path in _seen(where) if not is_read(path))


def _is_workbook(path: Path) -> bool:
    return path.is_file() and path.suffix.casefold() == ".xlsx"


def _like_a_workbook(path: Path) -> bool:
    """Whether a file of an account is named like its workbooks; attachments may have any name."""
    return _is_workbook(path) and bool(get_close_matches(path.stem.casefold(), [*BOOKS], 1, cutoff=0.6))


def _seen(place: Path) -> list[Path]:
    """Return what lies in a folder, without hidden files, lock files, dated copies and files of systems."""
    found = place.iterdir() if place.is_dir() else []
    return sorted(path for path in found if not path.name.startswith((".", "~"))
                  and not is_copy(path) and path.name.casefold() not in _OF_SYSTEMS)


def _same_file(path: Path, names: list[str]) -> bool:
    """Whether a file is read under another spelling, where capitals of file names do not matter."""
    return any(name.casefold() == path.name.casefold() and path.with_name(name).exists()
               and path.samefile(path.with_name(name)) for name in names)


def _nobody_reads(path: Path, folder: Path, names: list[str]) -> Problem:
    table = path.is_dir() or path.suffix.casefold() in _TABLES
    near = get_close_matches(path.name.casefold(), names, 1, cutoff=0.6) or names[-1:] * (len(names) == 1)
    remedy = _("call it {}, or move it out of judgement/").format(near[0]) if near else _(
        "move it out of judgement/, or give it one of these names: {}").format(", ".join(names))
    return Problem("judgement-unread", _("is not read; what is typed there does not count"), remedy,
                   "error" if table else "warning", file=path.relative_to(folder).as_posix())


def _cut_off(folder: Path) -> Iterator[Problem]:
    """Yield the files that are read and whose last line, or whose rows, somebody should look at."""
    place = folder / "judgement"
    paths = [place / name for name in _FILES]
    paths += [path for name in BY_PERSON for path in person_files(folder, name)]
    paths += [place / REVIEWS_FOLDER / day / f"{name}.csv" for day in review_names(folder)
              for name in REVIEWED]
    for path in paths:
        label = path.relative_to(folder).as_posix()
        last = last_line(path)
        if last is None or (last.short and not last.ended):
            continue  # whoever reads it refuses it
        copy = _("look at it; if it was cut off, take back a dated copy")
        if last.row == 1 and path.parent.parent.name != REVIEWS_FOLDER:
            remedy = _("delete the file, or take back a dated copy if there were rows")
            yield Problem("judgement-no-rows", _("has headings and no rows"), remedy, "warning", label, row=1)
        elif not last.ended:
            yield Problem("judgement-end", _("is the last line and does not end; it may be cut off"),
                          _("{}, else press Enter behind it and save").format(copy), "warning", label,
                          row=last.row, found=last.text)
        elif last.short:
            message = ngettext("is the last line and has {} cell less than the headings",
                               "is the last line and has {} cells less than the headings", last.short)
            yield Problem("judgement-end", message.format(last.short),
                          _("{}, else write the separators of the empty cells").format(copy), "warning",
                          label, row=last.row, found=last.text)
