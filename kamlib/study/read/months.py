"""One column a month, or a year: turned into one row for each."""

import re
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from kamlib.lexicon.cells import (
    QUARTER_WORDS,
    TOTAL_ALONE,
    TOTAL_BEGINS,
    TOTAL_PERHAPS,
    TOTAL_WORDS,
    YEAR_WORDS,
    month_in,
)
from kamlib.lexicon.money import unit_in
from kamlib.study.read.found import ColumnFound, Loaded, Place, Question
from kamlib.words import phrase

# Two columns named after months may be two dates of one row; three are a calendar.
FEWEST_MONTHS = 3
FEWEST_YEARS = 2
YEARS = ("columns", "rows")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR_ALONE = re.compile(rf"(?:{YEAR_WORDS})?\s*((?:19|20)\d\d)\s*(?:(?:{YEAR_WORDS})\.?)?")
_YEAR_LAST = re.compile(
    rf"(?P<said>[^\W\d_][^\d/]*?)[\s_:,-]*\b(?P<year>(?:19|20)\d\d)(?:\s*(?:{YEAR_WORDS})\.?)?"
)
_PARTS = re.compile(r"\s+/\s+|,\s+")
_QUARTER = re.compile(
    rf"\bq([1-4])\b|\b([1-4])\s*(?:{QUARTER_WORDS})|\b(i{{1,3}}|iv)\s*(?:{QUARTER_WORDS})"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# Pivot tables of Excel write the year before the word.
_YEAR_SUM = re.compile(rf"(?:19|20)\d\d (?:{TOTAL_WORDS})")


@dataclass
class _Month:
    column: str
    year: int
    month: int
    measure: str
    said: bool = False


def unpivot_months(table: Loaded, place: Place, *, year: int | None, years: str = "") -> None:
    """Turn month columns into rows, in place: the columns left of them, ``month`` and ``amount``.

    Where each month has several columns (amount, quantity), each of them becomes a column. Empty cells give
    no row. Sums over the months are compared and left out. Without a column left of the months that says
    whose amounts they are, the table is refused.

    Parameters
    ----------
    table : Loaded
        Typed, without totals rows.
    place : Place
        For messages.
    year : int or None
        The year of months that name none, where the user or the title says it.
    years : {"", "columns", "rows"}
        What columns are that name something of each year (*sales 2024*), where the user says it; otherwise
        they become rows. Beside other sales they may be a list of clients: `ask_years`.
    """
    months, form = _month_columns(table), "month"
    if len({(m.year, m.month) for m in months}) < FEWEST_MONTHS:
        months, form = _year_columns(table), "year"
        if len({m.year for m in months}) < FEWEST_YEARS or any(c.kind == "date" for c in table.columns):
            return
        if years == "columns" and months[0].said:
            return
    first = list(table.frame).index(months[0].column)
    keys = [c for c in table.frame.columns[:first] if _is_key(table, c)]
    if not keys:
        table.problems.append(place.problem("months-without-account"))
        return
    if any(not m.year for m in months):
        if year is None:
            ask = phrase("ask-year", first=months[0].column, last=months[-1].column)
            table.questions.append(place.question(ask, {"YYYY": phrase("ask-year-digits")}, ("year",)))
            return
        months = [replace(m, year=m.year or year) for m in months]
    amounts = (table.frame[m.column] for m in months)
    if all(pd.api.types.is_numeric_dtype(values) or values.isna().all() for values in amounts):
        _leave_out_sums(table, months, place)
        _melt(table, months, form)


def _year_columns(table: Loaded) -> list[_Month]:
    """Return the columns that are years, each from its first day, or say of which year they are."""
    found, said = [], []
    for column in map(str, table.frame.columns):
        if not pd.api.types.is_numeric_dtype(table.frame[column]):
            continue
        parts = [part.strip() for part in column.split(" / ")]
        years = [year for part in parts if (year := _YEAR_ALONE.fullmatch(part.casefold()))]
        if len(years) == 1:
            rest = [part for part in parts if not _YEAR_ALONE.fullmatch(part.casefold())]
            found.append(_Month(column, int(years[0][1]), 1, " / ".join(rest)))
        elif (last := _YEAR_LAST.fullmatch(column)) and not _is_sum(column):
            said.append(_Month(column, int(last["year"]), 1, last["said"].strip(), said=True))
    # One year of something is a column like any other.
    several = {m.measure for m in said if any(m.measure == o.measure and m.year != o.year for o in said)}
    return found or [m for m in said if m.measure in several]


def _month_columns(table: Loaded) -> list[_Month]:
    found = []
    for column in table.frame.columns:
        parts = [part.strip() for part in _PARTS.split(str(column))]
        named = [(part, month_in(part)) for part in parts]
        month = next((month for _part, month in named if month), None)
        if month is None:
            continue
        years = [int(part) for part in parts if part.isdigit() and len(part) == 4]
        rest = [part for part, what in named if not what and not (part.isdigit() and len(part) == 4)]
        found.append(_Month(str(column), month[0] or (years[0] if years else 0), month[1], " / ".join(rest)))
    return found


def _is_key(table: Loaded, column: str) -> bool:
    values = table.frame[column]
    named = pd.api.types.is_string_dtype(values) or pd.api.types.is_integer_dtype(values)
    return bool(named and values.notna().any())


def ask_years(table: Loaded) -> Question | None:
    """Ask whether columns that name something of each year are sales, where they became rows unasked."""
    headings = next((c.how["of_years"] for c in table.columns if "of_years" in c.how), None)
    if headings is None or "years" in table.settings:
        return None
    choices = {"columns": phrase("ask-years-columns"), "rows": phrase("ask-years-rows")}
    ask = phrase("ask-years", first=headings[0], last=headings[1])
    return Place(table.file, table.sheet).question(ask, choices, ("years",))


def _leave_out_sums(table: Loaded, months: list[_Month], place: Place) -> None:
    """Compare columns that are sums of the months with them, and leave them out."""
    for found in list(table.columns):
        parts = [part.strip() for part in found.heading.split(" / ")]
        if not any(map(_is_sum, parts)) or not pd.api.types.is_numeric_dtype(table.frame[found.heading]):
            continue
        measure = " / ".join(p for p in parts if not _is_sum(p) and not _YEAR.fullmatch(p))
        years = {int(year) for part in parts for year in _YEAR.findall(part)} or {m.year for m in months}
        part = _part_of_year(parts)
        alike = [
            m.column for m in months
            if m.measure == measure and m.year in years and (not part or m.month in part)
        ]
        if not alike:
            continue
        total = table.frame[found.heading].astype("float64").fillna(0.0)
        sums = table.frame[alike].astype("float64").sum(axis=1)
        apart = (total - sums).abs() > 0.005 * len(alike) + 1e-9 * sums.abs()
        if apart.any():
            at = int(np.argmax(apart.to_numpy()))
            table.problems.append(place.problem(
                "total-differs__months", "warning", row=int(table.rows.iloc[at]), column=found.heading,
                found=f"{total.iloc[at]:.12g}", count=int(apart.sum()), sum=f"{sums.iloc[at]:.12g}",
            ))
        else:
            table.steps.append(phrase("read-sum-of-months", column=found.heading))
        table.frame = table.frame.drop(columns=found.heading)
        table.columns.remove(found)


def _part_of_year(parts: list[str]) -> set[int]:
    """Return the months that a sum stands for: of the month or the quarter that it names; empty for all."""
    words = [word for part in parts for word in re.findall(r"[^\W\d_]+", part.casefold())]
    named = {month[1] for word in words if (month := month_in(word))}
    quarters = [found for part in parts if (found := _QUARTER.search(part.casefold()))]
    for one in quarters:
        quarter = int(one[1] or one[2] or _ROMAN[one[3]])
        named |= set(range(3 * quarter - 2, 3 * quarter + 1))
    return named


def _is_sum(heading: str) -> bool:
    """Whether a heading is that of a sum: a word for a total with what it is the total of, or a quarter."""
    plain = heading.lower()
    said = any(re.search(pattern, plain) for pattern in (TOTAL_ALONE, TOTAL_BEGINS, TOTAL_PERHAPS))
    return bool((said and not month_in(plain)) or _YEAR_SUM.fullmatch(plain))


def _melt(table: Loaded, months: list[_Month], form: str) -> None:
    frame = table.frame
    names = [m.column for m in months]
    keep = [str(c) for c in frame.columns if c not in names]
    measures = list(dict.fromkeys(m.measure for m in months))
    value_names = {m: _value_name(m, alone=len(measures) == 1) for m in measures}
    pieces = []
    for year, month in sorted({(m.year, m.month) for m in months}):
        piece = frame[keep].copy()
        piece[form] = np.datetime64(f"{year:04d}-{month:02d}-01", "us")
        for m in months:
            if (m.year, m.month) == (year, month):
                piece[value_names[m.measure]] = frame[m.column]
        piece["__row__"] = table.rows.to_numpy()
        pieces.append(piece)
    values = list(dict.fromkeys(value_names.values()))
    long = pd.concat(pieces, ignore_index=True)
    long = long[long[values].notna().any(axis=1)].sort_values("__row__", kind="stable").reset_index(drop=True)
    table.rows = long.pop("__row__").rename(None)
    table.frame = long
    table.totals = 0  # What is counted from here are cells.
    problems = [p for c in table.columns if c.heading in names for p in c.problems]
    kept = [c for c in table.columns if c.heading not in names]
    like = next(c for c in table.columns if c.heading in names)
    how: dict[str, Any] = {"form": form} | ({"of_years": [names[0], names[-1]]} if months[0].said else {})
    new = [ColumnFound(form, "date", how, names[:3])]
    for value in values:
        empty = int(long[value].isna().sum())
        new.append(ColumnFound(value, "number", dict(like.how), list(like.examples), empty))
    new[1].problems = problems
    table.columns = [*kept, *new]
    table.steps.append(phrase("read-unpivoted", columns=len(names), form=form))
    repeated = [f'"{c}"' for c in keep if pd.api.types.is_float_dtype(table.frame[c])]
    if repeated:
        table.steps.append(phrase("read-repeated", columns=repeated))


def _value_name(measure: str, *, alone: bool) -> str:
    """Return the heading of what stood under the months: its own, if it says more than a unit."""
    return f"amount, {measure}" if alone and unit_in(measure) else measure or "amount"
