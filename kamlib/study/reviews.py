"""What a review keeps: the state of its day as CSV in ``judgement/reviews/<day>/``, never written over."""

import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from kamlib.problems import KamError, Problem
from kamlib.study.judgement import read_cells, write_cells
from kamlib.study.leftovers import temporary
from kamlib.study.typed import as_text, typed_frame
from kamlib.tables import REVIEWED
from kamlib.text import _

FOLDER = "reviews"
_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:-(\d+))?")


@dataclass(frozen=True)
class Review:
    """The state of a day.

    Parameters
    ----------
    name : str
        Its folder, as 2025-10-31 or 2025-10-31-2.
    day : date
    tables : dict of str to DataFrame
        Those that were kept, with the columns of ``REVIEWED``.
    """

    name: str
    day: date
    tables: dict[str, pd.DataFrame]


def review_names(folder: Path, *, until: str = "") -> list[str]:
    """Return the names of the reviews of a study, the earliest first.

    Parameters
    ----------
    folder : Path
        The study folder.
    until : str
        A day, as 2025-10-31, after which no review is looked at; empty: all of them.
    """
    place = folder / "judgement" / FOLDER
    found = [path.name for path in place.glob("*") if path.is_dir()] if place.is_dir() else []
    found = [name for name in found if not until or name[:10] <= until]
    return sorted(filter(_order, found), key=lambda name: _order(name) or (date.min, 0))


def write_review(folder: Path, tables: Mapping[str, pd.DataFrame], *, on: date) -> Path:
    """Keep the state of a day, whole or not at all; a second one of the same day gets a number.

    Parameters
    ----------
    folder : Path
        The study folder.
    tables : dict of str to DataFrame
        By the names of ``REVIEWED``; columns that a frame lacks are kept empty, others are not kept.
    on : date
        The day.

    Returns
    -------
    Path
        The folder of the review.

    Raises
    ------
    KamError
        When a table is none of those that are kept.
    """
    unknown = [name for name in tables if name not in REVIEWED]
    if unknown:
        message, remedy = _("is not kept in a review"), _("there are: {}").format(", ".join(REVIEWED))
        raise KamError([Problem("review-table", message, remedy, found=name) for name in unknown])
    place = folder / "judgement" / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=place, **temporary("review")))
    try:
        for name, frame in tables.items():
            columns = list(REVIEWED[name].columns)
            write_cells(draft / f"{name}.csv", _texts(frame, columns), columns, on=on)
        draft.chmod(0o755)
        return _moved(draft, place, on)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def read_review(folder: Path, name: str) -> Review:
    """Read a review.

    Parameters
    ----------
    folder : Path
        The study folder.
    name : str
        One of `review_names`.

    Raises
    ------
    KamError
        Naming file, row, column and value of every cell that is not right.
    """
    place = folder / "judgement" / FOLDER / name
    tables, problems = {}, []
    for key, table in REVIEWED.items():
        path, label = place / f"{key}.csv", f"judgement/{FOLDER}/{name}/{key}.csv"
        if not path.exists():
            continue
        try:
            cells = read_cells(path, label, list(table.columns), table.required)
        except KamError as error:
            problems += error.problems
            continue
        frame, wrong = typed_frame(cells, table, Problem("review-cell", "", file=label), exact=True)
        tables[key] = frame[list(table.columns)].reset_index(drop=True)
        problems += wrong
    if problems:
        raise KamError(problems)
    order = _order(name)
    return Review(name, order[0] if order else date.min, tables)


def _order(name: str) -> tuple[date, int] | None:
    """Return day and number that a name tells; None where it is no review's."""
    match = _NAME.fullmatch(name)
    try:
        return (date.fromisoformat(match[1]), int(match[2] or 1)) if match else None
    except ValueError:
        return None


def _moved(draft: Path, place: Path, on: date) -> Path:
    """Give a draft the first name of its day that nobody has, in one step.

    Raises
    ------
    OSError
        When the folder can't be written.
    """
    number = 1
    while True:
        path = place / (on.isoformat() if number == 1 else f"{on.isoformat()}-{number}")
        if not path.exists():
            try:
                return draft.rename(path)
            except OSError:
                if not path.exists():  # else somebody else's review took the name meanwhile
                    raise
        number += 1


def _texts(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    known = frame.reindex(columns=columns)
    return pd.DataFrame({name: [_text(value) for value in known[name]] for name in columns}, dtype="str")


def _text(value: Any) -> str:
    return "" if value is pd.NA else as_text(bool(value) if isinstance(value, np.bool_) else value)
