"""One column a month: turned into one row a month."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kamlib.study.read.found import ColumnFound, Loaded, Place
from kamlib.study.read.words import TOTAL_ALONE, month_in
from kamlib.text import _

# Two columns named after months may be two dates of one row; three are a calendar.
FEWEST_MONTHS = 3
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# Pivot tables of Excel write the year before the word.
_YEAR_SUM = re.compile(r"(?:19|20)\d\d (?:total|sum|итого?|всего|suma|razem)")


@dataclass
class _Month:
    column: str
    year: int
    month: int
    measure: str


def unpivot_months(table: Loaded, place: Place, *, year: int | None) -> None:
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
    """
    months = _month_columns(table)
    if len({(m.year, m.month) for m in months}) < FEWEST_MONTHS:
        return
    first = list(table.frame).index(months[0].column)
    keys = [c for c in table.frame.columns[:first] if _is_key(table, c)]
    if not keys:
        message = _("has one column a month but no column left of them that says whose amounts they are")
        remedy = _("add a column with the client")
        table.problems.append(place.problem("months-without-account", message, remedy))
        return
    if any(not m.year for m in months):
        if year is None:
            _ask_year(table, months, place)
            return
        months = [_Month(m.column, m.year or year, m.month, m.measure) for m in months]
    if all(_holds_amounts(table.frame[m.column]) for m in months):
        _leave_out_sums(table, months, place)
        _melt(table, months)


def _holds_amounts(values: pd.Series) -> bool:
    return bool(pd.api.types.is_numeric_dtype(values) or values.isna().all())


def _month_columns(table: Loaded) -> list[_Month]:
    found = []
    for column in table.frame.columns:
        parts = [part.strip() for part in str(column).split(" / ")]
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


def _ask_year(table: Loaded, months: list[_Month], place: Place) -> None:
    ask = _('the columns "{}" to "{}" are months without a year; which year is it?').format(
        months[0].column, months[-1].column)
    table.questions.append(place.question(ask, {"YYYY": _("the year, in four digits")}, ("year",)))


def _leave_out_sums(table: Loaded, months: list[_Month], place: Place) -> None:
    """Compare columns that are sums of the months with them, and leave them out."""
    for found in list(table.columns):
        parts = [part.strip() for part in found.heading.split(" / ")]
        if not any(map(_is_sum, parts)):
            continue
        if not pd.api.types.is_numeric_dtype(table.frame[found.heading]):
            continue
        measure = " / ".join(p for p in parts if not _is_sum(p) and not _YEAR.fullmatch(p))
        years = {int(year) for part in parts for year in _YEAR.findall(part)} or {m.year for m in months}
        alike = [m.column for m in months if m.measure == measure and m.year in years]
        total = table.frame[found.heading].astype("float64").fillna(0.0)
        sums = table.frame[alike].astype("float64").sum(axis=1)
        apart = (total - sums).abs() > 0.005 * len(alike) + 1e-9 * sums.abs()
        if apart.any():
            at = int(np.argmax(apart.to_numpy()))
            message = _("is the sum of the months, but they add up to {:.12g}").format(sums.iloc[at])
            remedy = _("find out which is right; the column was left out")
            table.problems.append(place.problem(
                "total-differs", message, remedy, "warning", row=int(table.rows.iloc[at]),
                column=found.heading, found=f"{total.iloc[at]:.12g}", count=int(apart.sum()),
            ))
        else:
            said = _('column "{}" left out; it agrees with the sum of the months')
            table.steps.append(said.format(found.heading))
        table.frame = table.frame.drop(columns=found.heading)
        table.columns.remove(found)


def _is_sum(heading: str) -> bool:
    return bool(re.match(TOTAL_ALONE, heading.lower()) or _YEAR_SUM.fullmatch(heading.lower()))


def _melt(table: Loaded, months: list[_Month]) -> None:
    frame = table.frame
    names = [m.column for m in months]
    keep = [str(c) for c in frame.columns if c not in names]
    measures = list(dict.fromkeys(m.measure for m in months))
    value_names = {m: (m if len(measures) > 1 and m else "amount") for m in measures}
    pieces = []
    for year, month in sorted({(m.year, m.month) for m in months}):
        piece = frame[keep].copy()
        piece["month"] = np.datetime64(f"{year:04d}-{month:02d}-01", "us")
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
    problems = [p for c in table.columns if c.heading in names for p in c.problems]
    kept = [c for c in table.columns if c.heading not in names]
    like = next(c for c in table.columns if c.heading in names)
    new = [ColumnFound("month", "date", {"form": "month"}, names[:3])]
    for value in values:
        empty = int(long[value].isna().sum())
        new.append(ColumnFound(value, "number", dict(like.how), list(like.examples), empty))
    new[1].problems = problems
    table.columns = [*kept, *new]
    said = _("unpivoted {} month columns into one row a month; empty cells give no row")
    table.steps.append(said.format(len(names)))
    _warn_repeated(table, keep)


def _warn_repeated(table: Loaded, keep: list[str]) -> None:
    repeated = [c for c in keep if pd.api.types.is_float_dtype(table.frame[c])]
    if repeated:
        table.steps.append(_("the amounts in {} stand in each month's row; do not add them up").format(
            ", ".join(f'"{c}"' for c in repeated)))
