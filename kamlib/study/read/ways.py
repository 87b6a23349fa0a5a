"""Every way to read the cells of a column, and which of them makes the most sense."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from kamlib.lexicon.cells import heads_dates, heads_names, month_in
from kamlib.study.read.cells import Cells
from kamlib.study.read.dates import Dates, read_dates
from kamlib.study.read.grid import DATE, NUMBER, PERCENT, TEXT
from kamlib.study.read.numbers import Numbers, read_numbers

# A column is numbers or dates when this share of its cells is; the others are problems, one for each value.
SHARE_OF_KIND = 0.8
# Excel's day numbers from 1941 to 2119; outside of them a number under a date heading is something else.
SERIAL_FROM, SERIAL_TO = 15_000, 80_000
# Different values looked at before all of them are.
SAMPLE = 4_000
SAMPLE_SHARE = 0.3
# Sizes, classes and grades: at least so many words, each about so often, and at most so many values.
SIZES_WORDS, SIZES_VALUES = 3, 60
# Beyond this a number of Excel has lost digits.
EXACT_BELOW = 1e15


@dataclass
class Reading:
    """The cells with every way to read them."""

    cells: Cells
    numbers: Numbers
    dates: Dates
    heading: str
    wanted: Mapping[str, Any]


def read_all_ways(cells: Cells, heading: str, wanted: Mapping[str, Any]) -> Reading:
    """Return the cells as numbers and as dates, as far as they are; a sample of plain text is enough."""
    # A total below the data is read as the data is.
    used = ~(cells.empty | cells.error | cells.no_value)
    if not wanted.get("kind") and _sample_is_text(cells):
        used = np.zeros(len(used), bool)
    return Reading(
        cells, _numbers(cells, used, str(wanted.get("decimal") or "")),
        _dates(cells, used, str(wanted.get("dates") or "")), heading, wanted,
    )


def _sample_is_text(cells: Cells) -> bool:
    live = np.flatnonzero(cells.live)
    if len(live) <= SAMPLE:
        return False
    some = np.zeros(len(cells.texts), bool)
    some[live[np.linspace(0, len(live) - 1, SAMPLE).astype(int)]] = True
    ok = _numbers(cells, some, "").ok | _dates(cells, some, "").ok
    return bool(ok[some].mean() < SAMPLE_SHARE)


def _numbers(cells: Cells, used: np.ndarray, decimal: str) -> Numbers:
    """Read the texts as numbers and take the numbers of Excel as they are, for all cells at once."""
    at = np.flatnonzero(used & (cells.tags == TEXT) & ~cells.dashes)
    read = read_numbers(cells.texts.take(pa.array(at)), cells.weights[at], decimal)
    full = {name: np.zeros(len(used), bool) for name in ("ok", "whole", "padded", "percent", "shortened")}
    for name, values in full.items():
        values[at] = getattr(read, name)
    value = np.full(len(used), np.nan)
    value[at] = read.value
    own = np.flatnonzero(used & np.isin(cells.tags, (NUMBER, PERCENT)))
    value[own] = cells.texts.take(pa.array(own)).cast(pa.float64()).to_numpy(zero_copy_only=False)
    full["ok"][own] = True
    full["whole"][own] = (value[own] == np.floor(value[own])) & (cells.tags[own] == NUMBER)
    full["percent"][own] = cells.tags[own] == PERCENT
    full["shortened"][own] = np.abs(value[own]) >= EXACT_BELOW
    currency = {int(at[i]): code for i, code in read.currency.items()}
    return replace(
        read, value=value, currency=currency, ok=full["ok"], whole=full["whole"], padded=full["padded"],
        percent=full["percent"], shortened=full["shortened"],
    )


def _dates(cells: Cells, used: np.ndarray, order: str) -> Dates:
    at = np.flatnonzero(used & np.isin(cells.tags, (TEXT, DATE)))
    read = read_dates(cells.texts.take(pa.array(at)), cells.weights[at], order)
    value = np.full(len(used), np.datetime64("NaT", "us"))
    ok, eight = np.zeros(len(used), bool), np.zeros(len(used), bool)
    value[at], ok[at], eight[at] = read.value, read.ok, read.eight
    return replace(read, value=value, ok=ok, eight=eight)


def kind_of_column(reading: Reading) -> str:
    """Return "text", "number" or "date".

    Dates come first, since eight digits or a month may be numbers too. Digits with zeros in front, or too
    many of them, are names; so are those under a heading such as phone, postal code or tax number.
    """
    cells, numbers, dates = reading.cells, reading.numbers, reading.dates
    live = cells.live
    total = cells.count(live)
    if not total or heads_names(reading.heading):
        return "text"
    sure = dates.ok & ~dates.eight
    if cells.count(sure & live) >= SHARE_OF_KIND * total:
        return "date"
    if _eight_digit_dates(reading) or serial_days(reading).any():
        return "date"
    if (numbers.padded & live).any() and not (numbers.ok & live & ~numbers.whole).any():
        return "text"
    n_numbers = cells.count(numbers.ok & live)
    if n_numbers and n_numbers >= SHARE_OF_KIND * cells.count(live & ~cells.dashes):
        if heads_dates(reading.heading) and month_cells(reading)[live].all():
            return "date"
        return "text" if _are_sizes(reading) else "number"
    return "date" if live.sum() <= SAMPLE and month_cells(reading)[live].all() else "text"


def _are_sizes(reading: Reading) -> bool:
    """Whether a few whole numbers stand beside a few short words, again and again: S, M, L, 42, 44."""
    live, ok = reading.cells.live, reading.numbers.ok
    words = np.flatnonzero(live & ~ok & ~reading.cells.dashes)
    if not SIZES_WORDS <= len(words) <= SIZES_VALUES or (ok & live).sum() > SIZES_VALUES:
        return False
    short = all(len(reading.cells.texts[int(at)].as_py()) <= 3 for at in words)
    often = reading.cells.weights[words].mean() >= SIZES_WORDS
    return bool(short and often and reading.numbers.whole[ok & live].all())


def _eight_digit_dates(reading: Reading) -> bool:
    """Whether eight digits are days: the heading says date and all of them could be; ids are like them."""
    live = reading.cells.live
    eight = reading.dates.ok | excel_eight(reading)
    return heads_dates(reading.heading) and bool(eight[live].all())


def excel_eight(reading: Reading) -> np.ndarray:
    """Whether a number of Excel is a date written as eight digits."""
    numbers = reading.cells.tags == NUMBER
    value = np.where(numbers & reading.numbers.whole, reading.numbers.value, 0)
    return (value >= 19500101) & (value <= 20991231) & (value % 100 <= 31) & (value // 100 % 100 <= 12)


def serial_days(reading: Reading) -> np.ndarray:
    """Whether numbers are Excel's day numbers: the user or the heading says date, and they could be."""
    live, numbers = reading.cells.live, reading.numbers
    said = reading.wanted.get("kind") == "date" or heads_dates(reading.heading)
    could = numbers.ok & (numbers.value >= SERIAL_FROM) & (numbers.value <= SERIAL_TO)
    none = np.zeros(len(could), bool)
    if not said or not (could & live).any():
        return none
    fits = could | reading.dates.ok
    return could if reading.cells.count(fits & live) >= SHARE_OF_KIND * reading.cells.count(live) else none


def month_cells(reading: Reading) -> np.ndarray:
    """Whether a cell is a month with its year: 01.2024, Jan 2024."""
    texts = reading.cells.texts.to_pylist() if len(reading.cells.texts) <= SAMPLE else []
    found = [bool((month := month_in(text)) and month[0]) for text in texts]
    return np.array(found, bool) if texts else np.zeros(len(reading.cells.texts), bool)
