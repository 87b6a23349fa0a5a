"""Cells that can't be read, and columns that can be read in two ways: in words, with what would be right."""

import re

import numpy as np
import pyarrow as pa

from kamlib.lexicon.money import SCALES
from kamlib.problems import Problem
from kamlib.study.read.cells import Cells
from kamlib.study.read.dates import Dates, read_dates
from kamlib.study.read.found import ColumnFound, Place, Question
from kamlib.study.read.grid import DATE, NUMBER, STRING
from kamlib.study.read.numbers import read_numbers
from kamlib.words import phrase

# More different unreadable values than this in one column are one problem of the column.
MOST_VALUES_NAMED = 20
# With more than that the first few are enough, in whatever order.
SORTED_UP_TO = 1000


def cell_problems(
    cells: Cells, unread: np.ndarray, found: ColumnFound, rows: np.ndarray, place: Place, decimal: str,
) -> list[Problem]:
    """Return one problem for each different cell that has no value it should have."""

    def of_cell(key: str, at: int, **facts: object) -> Problem:
        return place.problem(key, row=int(rows[cells.first_row(at)]), column=found.heading, **{
            "found": cells.texts[at].as_py()[:80], "count": int(cells.weights[at]), **facts})

    live = cells.weights > 0
    errors = np.flatnonzero(cells.error & live)[:MOST_VALUES_NAMED]
    problems = [of_cell("excel-error", int(at)) for at in errors]
    if (formulas := np.flatnonzero(cells.no_value & live)).size:
        # One reason and one remedy for the whole column, though each row has a formula of its own.
        first = min(map(int, formulas), key=cells.first_row)
        problems.append(of_cell("formula-without-value", first, count=int(cells.weights[formulas].sum())))
    at = np.flatnonzero(unread).tolist()
    if len(at) <= SORTED_UP_TO:
        at.sort(key=cells.first_row)
    for cell in at[:MOST_VALUES_NAMED]:
        if found.kind == "date":
            problems.append(of_cell("date-unreadable", cell))
        elif cells.tags[cell] == DATE:
            problems.append(of_cell("number-unreadable__date", cell))
        else:
            times = _multiplied(cells.texts[cell].as_py(), decimal)
            number = times or ("1234,56" if decimal == "," else "1234.56")
            key = "number-unreadable__times" if times else "number-unreadable"
            problems.append(of_cell(key, cell, number=number))
    if len(at) > MOST_VALUES_NAMED:
        more = str(len(at) - MOST_VALUES_NAMED)
        key = "date-unreadable__more" if found.kind == "date" else "number-unreadable__more"
        problems.append(place.problem(key, column=found.heading, more=more))
    return problems


def _multiplied(text: str, decimal: str) -> str:
    """Return a number that a word multiplies, multiplied; empty where none does."""
    if parts := re.match(r"^(.*\d)\s*([^\d\s]+)$", text):
        word = parts[2].replace(".", "").casefold()
        times = 10**6 if word == "m" else SCALES.get(word)
        read = _read_one(parts[1], decimal or ("," if "," in text else "."))
        if times and read is not None:
            return f"{read * times:.12g}"
    return ""


def _read_one(text: str, decimal: str) -> float | None:
    read = read_numbers(pa.array([text], STRING), np.ones(1, int), decimal)
    return float(read.value[0]) if read.ok[0] else None


def decimal_question(cells: Cells, heading: str, place: Place) -> Question:
    """Ask whether the only separator parts thousands or decimals."""
    shown = [t for t in cells.shown(cells.live & (cells.tags != NUMBER), 200) if re.search("[.,]", t)][:3]
    choices = {}
    for sign in (".", ","):
        value = _read_one(shown[0], sign)
        meaning = phrase("ask-decimal-none") if value is None else f"{value:.12g}"
        choices[sign] = phrase("ask-decimal-means", text=repr(shown[0]), number=meaning)
    ask = phrase("ask-decimal", texts=[*map(repr, shown)])
    return place.question(ask, choices, ("columns", heading, "decimal"))


def date_question(cells: Cells, dates: Dates, heading: str, place: Place) -> Question:
    """Ask which part of the dates is the day."""
    texts = cells.texts.filter(pa.array(cells.live & dates.ok))
    values = {order: read_dates(texts, np.ones(len(texts), int), order).value for order in dates.open}
    one, other = (values[order] for order in dates.open[:2])
    apart = np.flatnonzero(one != other)[:3]
    shown = [*map(repr, texts.take(pa.array(apart)).to_pylist())]
    choices = {
        order: phrase("ask-day-means", text=shown[0], day=np.datetime_as_string(value[apart[0]], "D"))
        for order, value in values.items()
    }
    return place.question(phrase("ask-day", texts=shown), choices, ("columns", heading, "dates"))
