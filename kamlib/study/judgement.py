"""What people decided: CSV files in ``judgement/`` that are never lost.

Every write goes to a temporary file first and then takes the place of the old one, in one step. The old file
stays beside it as a copy with the day and a number in its name.
"""

import codecs
import csv
import io
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from kamlib.problems import KamError, Problem
from kamlib.study.leftovers import temporary
from kamlib.text import _, for_spreadsheet

COLUMNS = {
    "groups": ["entity", "account", "name", "reason", "decided", "by", "on"],
    "decisions": ["what", "subject", "proposal", "decided", "by", "on", "note"],
}

_COPY = re.compile(r"\.\d{4}-\d\d-\d\d(-\d+)?$")
MOST_ROWS = 50_000
"""Rows of a file that people write; a program that ran wild writes more."""
_GUARD = re.compile(r"^'([=+@\t\r-])")


def read_judgement(folder: Path, name: str) -> pd.DataFrame:
    """Read ``judgement/<name>.csv``; an absent file is an empty table.

    Parameters
    ----------
    folder : Path
        The study folder.
    name : {"groups", "decisions"}
        Which decisions.

    Returns
    -------
    DataFrame
        Text only, with the columns of ``COLUMNS[name]`` first; empty cells are empty text. The index is the
        row in the file.

    Raises
    ------
    KamError
        When the file can't be read or a column is missing; the file is left as it is.
    """
    path, label = folder / "judgement" / f"{name}.csv", f"judgement/{name}.csv"
    if not path.exists():
        return pd.DataFrame(columns=COLUMNS[name], dtype="str")
    return read_cells(path, label, COLUMNS[name], COLUMNS[name])


def read_cells(path: Path, label: str, columns: list[str], needed: list[str]) -> pd.DataFrame:
    """Read the cells of a judgement file as text, however a spreadsheet saved it.

    Parameters
    ----------
    path : Path
        A CSV file: UTF-8 or UTF-16; commas, semicolons or tabs.
    label : str
        The file as problems name it.
    columns, needed : list of str
        The columns that it may have, and those that it must have; others are kept.

    Returns
    -------
    DataFrame
        Text, spaces around it taken off, rows without any left out. The index is the row as a spreadsheet
        counts it.

    Raises
    ------
    KamError
        When the file can't be read or is cut off, a needed column is missing, or a row has more cells than
        the heading.
    """
    remedy = _('save it as "CSV UTF-8", or take back a dated copy beside it')
    try:
        text = _text(path.read_bytes())
        heading, *rows = _records(text, columns, label)
    except UnicodeDecodeError as error:
        message = _("is not saved as UTF-8, so its letters can't be told")
        if "end of data" in error.reason or "truncated" in error.reason:
            message = _("ends in the middle of a letter: it is cut off")
        raise KamError(Problem("judgement", message, remedy, file=label)) from None
    except (OSError, ValueError) as error:
        message = _("can't be read: {}").format(str(error).split("\n")[0])
        raise KamError(Problem("judgement", message, remedy, file=label)) from None
    if len(rows) > MOST_ROWS:
        message = _("has {} rows, more than people write").format(f"{len(rows):,}".replace(",", " "))
        raise KamError(Problem("judgement", message, remedy, file=label))
    last = _last(text, heading, rows)
    if last.short and not last.ended:
        message = _("is the last line, and it is cut off")
        remedy = _("complete it, or take back a dated copy")
        raise KamError(Problem("judgement-cut", message, remedy, file=label, row=last.row, found=last.text))
    frame = _as_frame(heading, rows, label)
    missing = [c for c in needed if c not in frame]
    if missing:
        message = _("has no column {}").format(", ".join(missing))
        remedy = _("put the heading back: {}").format(",".join(columns))
        raise KamError(Problem("judgement", message, remedy, file=label, row=1))
    return frame


def _records(text: str, columns: list[str], label: str) -> list[list[str]]:
    """Return the cells of each row, the heading first.

    Raises
    ------
    KamError
        Where a quotation mark is not closed, or closed within a cell.
    """
    rows: list[list[str]] = []
    try:
        rows += csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, columns), strict=True)
    except csv.Error:
        message = _("has a quotation mark that is not closed")
        remedy = _("put whole cells between quotes, or take back a dated copy: the file may be cut off")
        raise KamError(Problem("judgement", message, remedy, file=label, row=len(rows) + 1)) from None
    return rows


@dataclass(frozen=True)
class LastLine:
    """The last line of a judgement file.

    Parameters
    ----------
    row : int
        As a spreadsheet counts it; 1: there is nothing below the headings.
    text : str
        Its cells.
    short : int
        How many cells it has less than the headings, where it is shorter than every other line.
    ended : bool
        Whether a line end stands behind it.
    """

    row: int
    text: str
    short: int
    ended: bool


def last_line(path: Path) -> LastLine | None:
    """Return the last line of a judgement file; None where it is not there or can't be read."""
    try:
        text = _text(path.read_bytes())
        heading, *rows = _records(text, [], "")
    except (OSError, ValueError, KamError):
        return None
    return _last(text, heading, rows)


def _last(text: str, heading: list[str], rows: list[list[str]]) -> LastLine:
    filled = [(n, row) for n, row in enumerate(rows, 2) if any(cell.strip() for cell in row)]
    row, cells = filled[-1] if filled else (1, heading)
    width = max((n for n, name in enumerate(heading, 1) if name.strip()), default=0)
    shortest = min((len(other) for _n, other in filled[:-1]), default=width)
    short = width - len(cells) if len(cells) < min(width, shortest) else 0
    return LastLine(row, ", ".join(cells)[:80], short, text.endswith(("\n", "\r")))


def _as_frame(heading: list[str], rows: list[list[str]], label: str) -> pd.DataFrame:
    """Return rows as a frame; a column without a heading is kept by its number, or dropped when empty.

    Raises
    ------
    KamError
        Where two columns have the same heading, or a row is longer than the heading and filled there.
    """
    names = [name.strip() or _("column {}").format(n) for n, name in enumerate(heading, 1)]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        message, remedy = _("stands over two columns"), _("give one of them another heading")
        raise KamError(Problem("judgement", message, remedy, file=label, row=1, found=twice[0]))
    cells = [[_GUARD.sub(r"\1", cell.strip()) for cell in row] for row in rows]
    long = [n for n, row in enumerate(cells, 2) if any(row[len(names) :])]
    if long:
        message = _("has more cells than the heading has columns")
        remedy = _("put text with commas between quotes, or take back a dated copy")
        raise KamError(Problem("judgement", message, remedy, file=label, row=long[0], count=len(long)))
    even = [[*row, *[""] * len(names)][: len(names)] for row in cells]
    frame = pd.DataFrame(even, columns=names, index=pd.RangeIndex(2, len(even) + 2), dtype="str")
    bare = [n for n, own in zip(names, heading, strict=True) if not own.strip() and not frame[n].any()]
    filled: pd.DataFrame = frame.loc[(frame != "").any(axis=1)].drop(columns=bare)
    return filled


def contradictions(subjects: pd.DataFrame, answers: pd.DataFrame) -> dict[Any, Any]:
    """Return the rows that answer otherwise than the first row on the same subject, each with that row.

    Examples
    --------
    >>> rows = pd.DataFrame({"account": ["A", "B", "A", "B"], "served": ["yes", "no", "no", "no"]})
    >>> contradictions(rows[["account"]], rows[["served"]])
    {2: 0}
    """
    order = pd.Series(subjects.index, index=subjects.index)
    first = order.groupby([subjects[name] for name in subjects], sort=False, dropna=False).transform("first")
    pairs: list[tuple[Any, Any]] = list(first.items())
    return {row: before for row, before in pairs
            if row != before and not answers.loc[row].equals(answers.loc[before].rename(row))}  # fmt: skip


def _delimiter(text: str, columns: list[str]) -> str:
    """Return the sign that parts the heading into most of the columns that are known."""
    heading = text.lstrip("\r\n").split("\n", 1)[0]
    known = set(columns)
    parts = {sign: {cell.strip().strip('"') for cell in heading.split(sign)} for sign in ",;\t"}
    return max(parts, key=lambda sign: (len(parts[sign] & known), not known and len(parts[sign])))


def _text(content: bytes) -> str:
    """Return the text of a file; the mark at its beginning tells UTF-16, as Excel writes Unicode text.

    Raises
    ------
    ValueError
        Where it has no text, or parts of it are none.
    """
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = content.decode("utf-16" if wide else "utf-8-sig")
    if not text.strip():
        raise ValueError(_("it is empty"))
    if "\0" in text:
        raise ValueError(_("parts of it are no text; perhaps it was not written to its end"))
    return text


def write_judgement(folder: Path, name: str, frame: pd.DataFrame, *, on: date) -> Path:
    """Write ``judgement/<name>.csv`` in one step and keep what was there as a dated copy.

    Parameters
    ----------
    folder : Path
        The study folder.
    name : {"groups", "decisions"}
        Which decisions.
    frame : DataFrame
        All rows; the columns of ``COLUMNS[name]`` come first, others are kept after them.
    on : date
        The day written into the name of the copy.

    Returns
    -------
    Path
        The file written.
    """
    return write_cells(folder / "judgement" / f"{name}.csv", frame, COLUMNS[name], on=on)


def write_cells(path: Path, frame: pd.DataFrame, columns: list[str], *, on: date) -> Path:
    """Write a judgement file in one step, its known columns first; keep a dated copy of what was there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = cells_as_bytes(frame, columns)
    if path.exists():
        if path.read_bytes().removeprefix(codecs.BOM_UTF8) == content.removeprefix(codecs.BOM_UTF8):
            return path
        keep_copy(path, on=on)
    write_whole(path, content)
    return path


def cells_as_bytes(frame: pd.DataFrame, columns: list[str]) -> bytes:
    """Return a judgement file as it is written, its known columns first."""
    others = [c for c in frame if c not in columns]
    ordered = frame.reindex(columns=[*columns, *others]).fillna("").astype("str")
    text: str = ordered.map(for_spreadsheet).to_csv(index=False, lineterminator="\n")
    return text.encode("utf-8-sig")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    with written_beside(path, content) as finished:
        finished.replace(path)


@contextmanager
def written_beside(path: Path, content: bytes) -> Iterator[Path]:
    """Yield a temporary file beside ``path`` with the content safely on the disk; it goes afterwards."""
    handle, name = tempfile.mkstemp(dir=path.parent, **temporary(path.name))
    finished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        finished.chmod(0o644)
        yield finished
    finally:
        finished.unlink(missing_ok=True)


def is_copy(path: Path) -> bool:
    """Whether a file is a dated copy, by the name that `keep_copy` gives.

    Examples
    --------
    >>> is_copy(Path("dossier.2026-01-31-2.xlsx")), is_copy(Path("meeting-2026-01-31.xlsx"))
    (True, False)
    """
    return bool(_COPY.search(path.stem))


def keep_copy(path: Path, *, on: date) -> Path:
    """Copy a file to ``<name>.<day>[-n].<ending>`` beside it, in one step, over no other copy; return it."""
    number = 1
    with written_beside(path, path.read_bytes()) as finished:
        while True:
            mark = on.isoformat() if number == 1 else f"{on.isoformat()}-{number}"
            copy = path.with_name(f"{path.stem}.{mark}{path.suffix}")
            if not copy.exists() and _named(finished, copy):
                return copy
            number += 1


def _named(finished: Path, copy: Path) -> bool:
    """Give a file its name in one step, unless somebody else has taken that meanwhile."""
    try:
        os.link(finished, copy)
    except FileExistsError:
        return False
    except OSError:  # a disk without links
        finished.rename(copy)
    return True
