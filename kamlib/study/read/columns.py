"""What a column is - text, numbers or dates - and its values; every cell that is neither is named."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from kamlib.lexicon.cells import month_in
from kamlib.study.read.cells import Cells
from kamlib.study.read.dates import read_dates
from kamlib.study.read.doubts import cell_problems, date_question, decimal_question
from kamlib.study.read.found import ColumnFound, Place, Question
from kamlib.study.read.numbers import Numbers
from kamlib.study.read.ways import (
    EXACT_BELOW,
    Reading,
    excel_eight,
    kind_of_column,
    month_cells,
    read_all_ways,
    serial_days,
)
from kamlib.words import phrase


@dataclass
class ColumnRead:
    """Values of a column and what was found out about it."""

    values: pd.Series
    found: ColumnFound
    questions: list[Question] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    currency: pd.Series | None = None


def read_column(
    column: Any, tags: np.ndarray | None, data: np.ndarray, *, heading: str, rows: np.ndarray, place: Place,
    wanted: Mapping[str, Any], empty_words: tuple[str, ...] = (), currencies: tuple[str, ...] = ("",),
) -> ColumnRead:
    """Return the typed values of a column.

    Parameters
    ----------
    column : arrow array of text
        As in the grid; ``tags`` say what each cell is.
    data : bool array
        Rows that are data; the others (totals) are read too but tell nothing about the column.
    heading : str
        Cleaned heading.
    rows : int array
        Row of the file each row comes from.
    wanted : mapping
        What the user decided: ``kind``, ``dates``, ``decimal``; what is absent is found.
    empty_words : tuple of str
        More words that mean no value.
    currencies : tuple of str
        Names of the currencies that number formats show.
    """
    cells = Cells.of(column, tags, data, empty_words)
    reading = read_all_ways(cells, heading, wanted)
    kind = wanted.get("kind") or kind_of_column(reading)
    result = {"number": _as_number, "date": _as_date}.get(kind, _as_text)(reading, currencies, place)
    found = result.found
    found.examples = cells.shown(cells.live, 3)
    unread = cells.live & (np.isin(np.arange(len(cells.texts)), found.how.pop("unread", [])))
    found.problems.extend(cell_problems(cells, unread, found, rows, place, reading.numbers.decimal))
    found.n_empty = int((data & (cells.codes < 0)).sum()) + cells.count(cells.empty)
    if found.kind == "number":
        found.n_empty += cells.count(cells.dashes)
    if words := cells.shown(cells.empty & (cells.weights > 0) & ~_blank(cells), 3):
        result.steps.append(phrase("read-no-value", column=heading, words=[*map(repr, words)]))
    return result


def _blank(cells: Cells) -> np.ndarray:
    return np.asarray(pc.equal(cells.texts, ""))


def _as_text(reading: Reading, currencies: tuple[str, ...], place: Place) -> ColumnRead:
    return ColumnRead(_text_values(reading.cells), ColumnFound(reading.heading, "text"))


def _text_values(cells: Cells) -> pd.Series:
    keep = ~(cells.empty | cells.error | cells.no_value)
    texts = pc.if_else(pa.array(keep & ~_blank(cells)), cells.texts, None)
    index = pa.array(cells.codes, mask=cells.codes < 0)
    return pd.Series(texts.take(index).to_pandas(), dtype="str").reset_index(drop=True)


def _as_number(reading: Reading, currencies: tuple[str, ...], place: Place) -> ColumnRead:
    cells, numbers = reading.cells, reading.numbers
    live = cells.live
    found = ColumnFound(reading.heading, "number")
    found.how["unread"] = np.flatnonzero(live & ~numbers.ok & ~cells.dashes)
    for name, value in (("decimal", numbers.decimal), ("thousands", numbers.thousands)):
        if value:
            found.how[name] = value
    result = ColumnRead(_number_values(cells, numbers), found)
    if numbers.open:
        found.how.pop("decimal", None)
        result.values = _text_values(cells)
        result.questions.append(decimal_question(cells, reading.heading, place))
    _say_percent(reading, found, place)
    _say_currencies(reading, result, currencies)
    if (cells.dashes & live).any():
        times = cells.count(cells.dashes & live)
        result.steps.append(phrase("read-dashes", column=reading.heading, times=times))
    return result


def _number_values(cells: Cells, numbers: Numbers) -> pd.Series:
    ok = numbers.ok & ~cells.dashes
    value = cells.spread(np.where(ok, numbers.value, np.nan), np.nan)
    gone = np.isnan(value)
    whole = np.where(gone, 0, value)
    exact = (whole == np.floor(whole)).all() and np.abs(whole).max(initial=0) < EXACT_BELOW
    if exact and ok.any() and numbers.whole[ok & (cells.weights > 0)].all():
        return pd.Series(pd.arrays.IntegerArray(whole.astype(np.int64), gone))
    return pd.Series(value)


def _say_percent(reading: Reading, found: ColumnFound, place: Place) -> None:
    cells, numbers = reading.cells, reading.numbers
    percent = (numbers.percent & cells.live).any()
    if percent:
        found.how["percent"] = True
    bare = numbers.ok & ~numbers.percent & cells.live & (numbers.value != 0) & percent
    for code, which in (("percent-mixed", bare), ("number-shortened", numbers.shortened & cells.live)):
        if which.any():
            found.problems.append(place.problem(
                code, "warning", column=reading.heading, found=cells.shown(which, 1)[0],
                count=cells.count(which),
            ))


def _say_currencies(reading: Reading, result: ColumnRead, currencies: tuple[str, ...]) -> None:
    """Note which currencies the cells name; several of them become a column of their own."""
    cells, names = reading.cells, np.array([""] * len(reading.cells.texts), object)
    for place_of, code in reading.numbers.currency.items():
        names[place_of] = code
    formatted = cells.money > 0
    names[formatted] = np.array(currencies, object)[cells.money[formatted]]
    named = {str(code): cells.count((names == code) & cells.live) for code in sorted({*names} - {""})}
    named = {code: n for code, n in named.items() if n}
    if named:
        result.found.how["currencies"] = named
    if len(named) > 1:
        series = pd.Series(cells.spread(names, ""), dtype="str")
        result.currency = series.mask(series == "")


def _as_date(reading: Reading, currencies: tuple[str, ...], place: Place) -> ColumnRead:
    cells, dates = reading.cells, reading.dates
    value, found = dates.value.copy(), ColumnFound(reading.heading, "date")
    forms = list(dates.forms)
    for form, which, days in _other_dates(reading):
        if which.any():
            value[which] = days[which]
            forms.append(form)
    found.how["unread"] = np.flatnonzero(cells.live & np.isnat(value))
    if dates.order:
        found.how["dates"] = dates.order
    found.how["form"] = ", ".join(dict.fromkeys(forms))
    result = ColumnRead(pd.Series(cells.spread(value, np.datetime64("NaT", "us"))), found)
    if dates.two_digit_years:
        found.how["years"] = phrase("read-two-digits")
        result.steps.append(phrase("read-short-years", column=reading.heading))
    if dates.zones:
        result.steps.append(phrase("read-time-zones", column=reading.heading))
    if dates.open:
        found.how.pop("dates", None)
        result.values = _text_values(cells)
        result.questions.append(date_question(cells, dates, reading.heading, place))
    return result


def _other_dates(reading: Reading) -> list[tuple[str, np.ndarray, np.ndarray]]:
    """Return dates that are no written day: day numbers of Excel, eight digits as a number, months."""
    missing = np.isnat(reading.dates.value) & ~reading.cells.error & ~reading.cells.no_value
    value = np.nan_to_num(reading.numbers.value)
    serial = serial_days(reading) & missing
    seconds = (np.where(serial, value, 0) * 86_400).round().astype("timedelta64[s]")
    days = np.datetime64("1899-12-30", "us") + seconds
    eight = excel_eight(reading) & missing & ~serial
    digits = pa.array([str(int(v)) for v in value[eight]], pa.large_string())
    written = np.full(len(value), np.datetime64("NaT", "us"))
    written[eight] = read_dates(digits, np.ones(len(digits), np.int64)).value
    month = month_cells(reading) & missing & ~serial & ~eight
    firsts = written.copy()
    for at in np.flatnonzero(month):
        named = month_in(reading.cells.texts[int(at)].as_py())
        assert named is not None  # _months has just seen it
        firsts[at] = np.datetime64(f"{named[0]:04d}-{named[1]:02d}-01", "us")
    return [("Excel day number", serial, days), ("yyyymmdd", eight, written), ("month", month, firsts)]
