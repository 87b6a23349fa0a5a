"""Rows that say that they are totals: compared with the rows that they stand for, and left out."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from kamlib.lexicon.cells import TOTAL_ALONE, TOTAL_BEGINS, TOTAL_ENDS, TOTAL_PERHAPS
from kamlib.study.read.found import Loaded, Place
from kamlib.study.read.grid import Grid
from kamlib.study.read.sums import LOOKED_BACK, equal_sums, sparse_subtotals
from kamlib.words import phrase

# A column is a key when this share of its cells is filled.
KEY_FILLED = 0.95
LABEL_COLUMNS = 6

Differing = list[tuple[str, float, float]]
"""Column, what the total says, what its rows add up to."""


@dataclass
class Totals:
    """Rows that are totals.

    Parameters
    ----------
    sure : bool array
        Rows that say so and are too empty to be data.
    maybe : bool array
        Rows that perhaps say so; totals only where their numbers agree.
    agreed : bool array
        Rows whose numbers show that they are sums of others, whatever they say.
    """

    sure: np.ndarray
    maybe: np.ndarray
    agreed: np.ndarray

    @property
    def rows(self) -> np.ndarray:
        """Rows that are surely no data."""
        return np.asarray(self.sure | self.agreed)


def say_total(grid: Grid) -> Totals:
    """Return the rows whose first filled cell is a word for a total."""
    n, filled = len(grid), grid.filled
    first = filled.argmax(axis=1) if grid.width else np.zeros(n, int)
    said, alone, perhaps, none = np.zeros((4, n), bool)
    for c in range(min(grid.width, LABEL_COLUMNS)):
        here = (first == c) & filled[:, c]
        column = pc.utf8_lower(pc.utf8_trim_whitespace(grid.cells[c]))
        total = _match(column, TOTAL_ALONE)
        alone |= here & total
        said |= here & (total | _match(column, TOTAL_BEGINS) | _match(column, TOTAL_ENDS))
        perhaps |= total | (here & _match(column, TOTAL_PERHAPS))
    if not (said | perhaps).any():
        return Totals(none, none, none)
    count = filled.sum(axis=1)
    sparse = count < (float(np.median(count[~said])) if (~said).any() else 0.0)
    last = np.logical_and.accumulate(said[::-1])[::-1]
    sure = (said & sparse) | (alone & last)
    if grid.levels is not None and grid.summary_below:
        # Excel's own subtotals: "Acme Total" on a higher level, right below the rows of Acme.
        sure |= said & (grid.levels < np.concatenate([[0], grid.levels[:-1]]))
    return Totals(sure, (said | (perhaps & sparse)) & ~sure, none)


def _match(column: object, pattern: str) -> np.ndarray:
    return np.asarray(pc.fill_null(pc.match_substring_regex(column, pattern), False))


def settle(totals: Totals, numbers: dict[str, np.ndarray], filled: np.ndarray) -> Totals:
    """Return totals with the rows that are sums of others by their numbers, as far as words leave it open.

    A row that perhaps says so and does not add up is a row like the others, for the other totals too.

    Parameters
    ----------
    totals : Totals
        What the words say.
    numbers : dict of float arrays
        Numeric columns by heading.
    filled : bool array of rows by columns
        Which cells hold something.
    """
    agreed = np.zeros(len(totals.sure), bool)
    if totals.maybe.any():
        compared = _compared(numbers, totals.sure | totals.maybe)
        agreed[[at for at, right, wrong in compared if len(right) > len(wrong)]] = True
        agreed &= totals.maybe
    agree, differ = sparse_subtotals(numbers, filled, totals.sure | agreed)
    return Totals(totals.sure | differ, totals.maybe & ~agreed, agreed | agree)


def leave_out_totals(table: Loaded, totals: Totals, place: Place) -> None:
    """Compare each total of a typed table with its rows and leave it out, in place."""
    numbers = numeric(table.frame)
    gone = totals.rows | _silent_total(table.frame, numbers, totals.rows)
    compare_totals(table, numbers, gone, totals.agreed, table.rows.to_numpy(), place)
    keep_rows(table, ~gone)


def compare_totals(
    table: Loaded, numbers: dict[str, np.ndarray], gone: np.ndarray, agreed: np.ndarray, rows: np.ndarray,
    place: Place,
) -> None:
    """Compare each total with the sum of the rows that it stands for; those in ``agreed`` are compared.

    A total stands for all rows above it, or for those since an earlier total. Cells of a total that lie
    within the range of the single values (an average price, a share) are no sums and are not compared.
    """
    agree: list[int] = []
    for at, right, wrong in _compared(numbers, gone):
        row = int(rows[at])
        if agreed[at] or (right and not wrong):
            agree.append(row)
        elif wrong:
            name, total, adds_up = wrong[0]
            table.problems.append(place.problem(
                "total-differs", "warning", row=row, column=name, found=_money(total), sum=_money(adds_up),
            ))
        else:
            table.steps.append(phrase("read-total-alone", row=str(row)))
    if agree:
        shown = ", ".join(map(str, agree[:5])) + (" ..." if len(agree) > 5 else "")
        table.steps.append(phrase("read-totals", rows=shown, totals=len(agree)))


def keep_rows(table: Loaded, which: np.ndarray) -> None:
    """Keep only these rows of a table, in place; the others were sums."""
    if not which.all():
        table.totals += int((~which).sum())
        table.frame = table.frame[which].reset_index(drop=True)
        table.rows = table.rows[which].reset_index(drop=True)


def numeric(frame: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return the numeric columns as floats, by name."""
    kinds = pd.api.types.is_numeric_dtype
    return {str(name): values.astype("float64").to_numpy() for name, values in frame.items() if kinds(values)}


def _compared(
    numbers: dict[str, np.ndarray], gone: np.ndarray
) -> Iterator[tuple[int, list[str], Differing]]:
    """Yield each total with the columns that agree with the rows it stands for, and those that differ."""
    data, at_totals = ~gone, np.flatnonzero(gone)
    sums = {name: np.concatenate([[0.0], np.cumsum(np.nan_to_num(np.where(data, values, 0)))])
            for name, values in numbers.items()}
    for i, at in enumerate(map(int, at_totals)):
        best: tuple[list[str], Differing] = ([], [])
        until = at if data[:at].any() else len(data)  # a total above its rows stands for those below it
        for number, start in enumerate([0, *(at_totals[max(0, i - LOOKED_BACK) : i][::-1] + 1)]):
            right, wrong = _compare(numbers, sums, data, at, slice(int(start), until))
            if number == 0 or len(right) > len(best[0]):
                best = (right, wrong)
            if right and number and not wrong:
                break  # the nearest rows that add up are its rows
        yield at, *best


def _compare(
    numbers: dict[str, np.ndarray], sums: dict[str, np.ndarray], data: np.ndarray, at: int, span: slice,
) -> tuple[list[str], Differing]:
    """Return the columns in which a total is the sum of a span of rows, and those that differ."""
    right: list[str] = []
    wrong: Differing = []
    for name, values in numbers.items():
        said = values[at]
        if np.isnan(said):
            continue
        total = float(sums[name][span.stop] - sums[name][span.start])
        if equal_sums(said, total, span.stop - span.start):
            right.append(name)
            continue
        single = values[span][data[span] & ~np.isnan(values[span])]
        if len(single) < 2 or not single.min() <= said <= single.max():
            wrong.append((name, float(said), total))
    return right, wrong


def _silent_total(frame: pd.DataFrame, numbers: dict[str, np.ndarray], said: np.ndarray) -> np.ndarray:
    """Return the last row of data where it has no key and all its numbers are the sums of theirs."""
    found = np.zeros(len(frame), bool)
    data = np.flatnonzero(~said)
    if len(data) < 3 or not numbers:
        return found
    last, above = int(data[-1]), data[:-1]
    full = [c for c in frame if c not in numbers and frame[c].iloc[above].notna().mean() >= KEY_FILLED]
    if not full or frame[full].iloc[last].notna().any():
        return found
    here = {name: values[last] for name, values in numbers.items() if not np.isnan(values[last])}
    agree = [equal_sums(value, float(np.nansum(numbers[n][above])), len(above)) for n, value in here.items()]
    found[last] = bool(agree) and all(agree) and any(here.values())
    return found


def _money(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
