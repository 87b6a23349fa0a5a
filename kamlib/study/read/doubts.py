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
from kamlib.text import _

# More different unreadable values than this in one column are one problem of the column.
MOST_VALUES_NAMED = 20

# With more than that the first few are enough, in whatever order.
SORTED_UP_TO = 1000

def cell_problems(
    cells: Cells, unread: np.ndarray, found: ColumnFound, rows: np.ndarray, place: Place, decimal: str,
) -> list[Problem]:
    """Return one problem for each different cell that has no value it should have."""
    problems = _errors(cells, found.heading, rows, place)
    at = np.flatnonzero(unread).tolist()
    if len(at) <= SORTED_UP_TO:
        at.sort(key=cells.first_row)
    for number in at[:MOST_VALUES_NAMED]:
        problems.append(_unreadable(cells, int(number), found, rows, place, decimal))
    if len(at) > MOST_VALUES_NAMED:
        rest = np.zeros(len(unread), bool)
        rest[at[MOST_VALUES_NAMED:]] = True
        message = _("{} more different values can't be read as a {}").format(int(rest.sum()), _(found.kind))
        remedy = _("say in the settings that the column is text, or mend it in the file")
        problems.append(place.problem(f"{found.kind}-unreadable", message, remedy, column=found.heading))
    return problems


def _errors(cells: Cells, heading: str, rows: np.ndarray, place: Place) -> list[Problem]:
    problems = []
    message, remedy = _("is an error of Excel, not a value"), _("mend the formula in Excel and save")
    for at in np.flatnonzero(cells.error & (cells.weights > 0))[:MOST_VALUES_NAMED]:
        row, text = int(rows[cells.first_row(int(at))]), cells.texts[int(at)].as_py()
        problems.append(place.problem(
            "excel-error", message, remedy, row=row, column=heading, found=text, count=int(cells.weights[at]),
        ))
    if (at_all := np.flatnonzero(cells.no_value & (cells.weights > 0))).size:
        # One reason and one remedy for the whole column, though each row has a formula of its own.
        first = min(map(int, at_all), key=cells.first_row)
        message = _("is a formula whose result is not in the file")
        remedy = _("open the workbook in Excel, let it calculate and save it")
        problems.append(place.problem(
            "formula-without-value", message, remedy, row=int(rows[cells.first_row(first)]), column=heading,
            found=cells.texts[first].as_py(), count=int(cells.weights[at_all].sum()),
        ))
    return problems


def _unreadable(
    cells: Cells, at: int, found: ColumnFound, rows: np.ndarray, place: Place, decimal: str,
) -> Problem:
    text = cells.texts[at].as_py()
    if found.kind == "date":
        message, remedy = _("is not a date"), _("write it like 2024-01-31")
    elif cells.tags[at] == DATE:
        message = _("is a date among numbers; Excel may have turned a number into it")
        remedy = _("write the number")
    else:
        message, remedy = _("is not a number"), _number_remedy(text, decimal)
    return place.problem(
        f"{found.kind}-unreadable", message, remedy, row=int(rows[cells.first_row(at)]), column=found.heading,
        found=text[:80], count=int(cells.weights[at]),
    )


def _number_remedy(text: str, decimal: str) -> str:
    """Say what the number would be, where words multiply it."""
    if parts := re.match(r"^(.*\d)\s*([^\d\s]+)$", text):
        word = parts[2].replace(".", "").casefold()
        times = 10**6 if word == "m" else SCALES.get(word)
        sign = decimal or ("," if "," in text else ".")
        read = read_numbers(pa.array([parts[1]], STRING), np.ones(1, int), sign)
        if times and read.ok[0]:
            return _("write {}").format(f"{read.value[0] * times:.12g}")
    return _("write it like {}").format("1234,56" if decimal == "," else "1234.56")


def decimal_question(cells: Cells, heading: str, place: Place) -> Question:
    """Ask whether the only separator parts thousands or decimals."""
    shown = [t for t in cells.shown(cells.live & (cells.tags != NUMBER), 200) if re.search("[.,]", t)][:3]
    ask = _("is the sign in {} a decimal sign or one between thousands?").format(", ".join(map(repr, shown)))
    choices = {}
    for sign in (".", ","):
        read = read_numbers(pa.array(shown[:1], STRING), np.ones(1, int), sign)
        meaning = f"{read.value[0]:.12g}" if read.ok[0] else _("not a number")
        choices[sign] = _("{} is {}").format(repr(shown[0]), meaning)
    return place.question(ask, choices, ("columns", heading, "decimal"))


def date_question(cells: Cells, dates: Dates, heading: str, place: Place) -> Question:
    """Ask which part of the dates is the day."""
    texts = cells.texts.filter(pa.array(cells.live & dates.ok))
    one = np.ones(len(texts), int)
    values = {order: read_dates(texts, one, order).value for order in dates.open}
    apart = np.flatnonzero(np.array(list(values.values())).T[:, :1].ravel() != values[dates.open[1]])
    at = int(apart[0])
    shown = texts.take(pa.array(apart[:3])).to_pylist()
    ask = _("which part is the day in {}? No date of the column tells").format(", ".join(map(repr, shown)))
    choices = {
        order: _("{} is the day {}").format(repr(shown[0]), np.datetime_as_string(value[at], "D"))
        for order, value in values.items()
    }
    return place.question(ask, choices, ("columns", heading, "dates"))
