"""Rows that are sums of other rows: found by their words or their numbers, used as check sums, left out."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from kamlib.lexicon.cells import TOTAL_ALONE, TOTAL_BEGINS, TOTAL_ENDS, TOTAL_PERHAPS
from kamlib.problems import Problem
from kamlib.study.read.found import Place
from kamlib.study.read.grid import Grid
from kamlib.study.read.sums import silent_subtotals
from kamlib.text import _

# Sums of rounded amounts may differ by half a cent a row.
ROUNDING = 0.005
# A column is a key when this share of its cells is filled.
KEY_FILLED = 0.95
LABEL_COLUMNS = 6
SUBTOTALS_LOOKED_BACK = 500


@dataclass
class Totals:
    """Rows that look like totals.

    Parameters
    ----------
    sure : bool array
        Rows that say so and are too empty to be data.
    maybe : bool array
        Rows that perhaps say so; totals only where their numbers agree.
    agreed : bool array or None
        Rows whose numbers show that they are sums of others, whatever they say.
    """

    sure: np.ndarray
    maybe: np.ndarray
    agreed: np.ndarray | None = None

    @property
    def no_data(self) -> np.ndarray:
        """Rows that are surely no data."""
        return self.sure if self.agreed is None else np.asarray(self.sure | self.agreed)


def say_total(grid: Grid) -> Totals:
    """Return the rows whose first filled cell is a word for a total."""
    n = len(grid)
    filled = grid.filled
    first = filled.argmax(axis=1) if grid.width else np.zeros(n, int)
    alone, begins, perhaps = np.zeros(n, bool), np.zeros(n, bool), np.zeros(n, bool)
    for c in range(min(grid.width, LABEL_COLUMNS)):
        here = (first == c) & filled[:, c]
        column = pc.utf8_lower(pc.utf8_trim_whitespace(grid.cells[c]))
        alone |= here & _match(column, TOTAL_ALONE)
        begins |= here & (_match(column, TOTAL_BEGINS) | _match(column, TOTAL_ENDS))
        perhaps |= _match(column, TOTAL_ALONE) | (here & _match(column, TOTAL_PERHAPS))
    if not (alone | begins | perhaps).any():
        return Totals(alone, begins)
    count = filled.sum(axis=1)
    said = alone | begins
    usual = float(np.median(count[~said])) if (~said).any() else 0.0
    sparse = count < usual
    last = _tail(said)
    sure = (alone & (sparse | last)) | (begins & sparse)
    if grid.levels is not None and grid.summary_below:
        # Excel's own subtotals: "Acme Total" on a higher level, right below the rows of Acme.
        sure |= said & (grid.levels < np.concatenate([[0], grid.levels[:-1]]))
    return Totals(sure, (alone | begins | (perhaps & sparse)) & ~sure)


def _tail(said: np.ndarray) -> np.ndarray:
    """Rows that say total with no other row below them."""
    return np.asarray(np.logical_and.accumulate(said[::-1])[::-1])


def _match(column: object, pattern: str) -> np.ndarray:
    return np.asarray(pc.fill_null(pc.match_substring_regex(column, pattern), False))


@dataclass
class Checked:
    """What the totals turned out to be."""

    left_out: np.ndarray
    steps: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def check_totals(frame: pd.DataFrame, totals: Totals, rows: np.ndarray, place: Place) -> Checked:
    """Compare each total with the sum of the rows that it stands for; those in ``agreed`` are compared.

    A total stands for all rows above it, or for those since an earlier total. Cells of a total that lie
    within the range of the single values (an average price, a share) are no sums and are not compared.

    Parameters
    ----------
    frame : DataFrame
        All rows, totals among them, with typed columns.
    totals : Totals
        Rows that say that they are totals.
    rows : int array
        Row of the file each row comes from.
    place : Place
        For messages.
    """
    numbers = numeric(frame)
    gone = totals.no_data | _silent_total(frame, numbers, totals.no_data)
    checked = Checked(gone)
    agreed: list[int] = []
    for at, right, wrong in _compared(numbers, gone):
        if totals.agreed is not None and totals.agreed[at]:
            agreed.append(at)
        elif wrong:
            checked.problems.append(_differs(wrong, at, rows, place))
        elif right:
            agreed.append(at)
        else:
            said_so = _("totals row {} left out; it holds nothing to compare")
            checked.steps.append(said_so.format(int(rows[at])))
    checked.steps.extend(_say_agreed(agreed, rows))
    return checked


def settled(totals: Totals, numbers: dict[str, np.ndarray], filled: np.ndarray) -> Totals:
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
        told = _compared(numbers, totals.sure | totals.maybe)
        agreed[[at for at, right, wrong in told if len(right) > len(wrong)]] = True
        agreed &= totals.maybe
    silent = silent_subtotals(numbers, filled, totals.sure | agreed)
    return Totals(totals.sure | silent.differ, totals.maybe & ~agreed, agreed | silent.agree)


def _compared(
    numbers: dict[str, np.ndarray], gone: np.ndarray
) -> Iterator[tuple[int, list[str], list[tuple[str, float, float]]]]:
    """Yield each total with the columns that agree with the rows it stands for, and those that differ."""
    data, at_totals = ~gone, np.flatnonzero(gone)
    sums = {name: _running(np.where(data, values, 0)) for name, values in numbers.items()}
    for i, at in enumerate(map(int, at_totals)):
        starts = [0, *(int(t) + 1 for t in at_totals[max(0, i - SUBTOTALS_LOOKED_BACK) : i][::-1])]
        yield at, *_compare(numbers, sums, data, at, starts)


def numeric(frame: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return the numeric columns as floats, by name."""
    kinds = pd.api.types.is_numeric_dtype
    return {str(name): values.astype("float64").to_numpy() for name, values in frame.items() if kinds(values)}


def _running(values: np.ndarray) -> np.ndarray:
    return np.concatenate([[0.0], np.cumsum(np.nan_to_num(values))])


def _compare(
    numbers: dict[str, np.ndarray], sums: dict[str, np.ndarray], data: np.ndarray, at: int, starts: list[int],
) -> tuple[list[str], list[tuple[str, float, float]]]:
    """Return the columns that agree from the start where most do, and those that differ, with both sums."""
    best: tuple[list[str], list[tuple[str, float, float]]] = ([], [])
    until = at if data[:at].any() else len(data)  # a total above its rows stands for those below it
    for number, start in enumerate(starts):
        right: list[str] = []
        wrong: list[tuple[str, float, float]] = []
        for name, values in numbers.items():
            said = values[at]
            if np.isnan(said):
                continue
            total = float(sums[name][until] - sums[name][start])
            if abs(total - said) <= _tolerance(total, until - start):
                right.append(name)
            elif not _within(values[start:until][data[start:until]], said):
                wrong.append((name, float(said), total))
        if number == 0 or len(right) > len(best[0]):
            best = (right, wrong)
        if right and number and not wrong:
            break  # the nearest rows that add up are its rows
    return best


def _tolerance(total: float, n: int) -> float:
    return float(ROUNDING * max(2, n) ** 0.5 + 1e-9 * abs(total) + 1e-9)


def _within(values: np.ndarray, said: float) -> bool:
    values = values[~np.isnan(values)]
    return len(values) > 1 and bool(values.min() <= said <= values.max())


def _silent_total(frame: pd.DataFrame, numbers: dict[str, np.ndarray], said: np.ndarray) -> np.ndarray:
    """Return the last row of data where it has no key and all its numbers are the sums of theirs."""
    found = np.zeros(len(frame), bool)
    data = np.flatnonzero(~said)
    if len(data) < 3 or not numbers:
        return found
    last, above = int(data[-1]), data[:-1]
    keys = [c for c in frame if c not in numbers]
    full = [c for c in keys if frame[c].iloc[above].notna().mean() >= KEY_FILLED]
    if not full or frame[full].iloc[last].notna().any():
        return found
    here = {name: values[last] for name, values in numbers.items() if not np.isnan(values[last])}
    totals = {name: float(np.nansum(numbers[name][above])) for name in here}
    agree = [abs(totals[n] - value) <= _tolerance(totals[n], len(above)) for n, value in here.items()]
    found[last] = bool(agree) and all(agree) and any(here.values())
    return found


def _differs(
    wrong: list[tuple[str, float, float]], at: int, rows: np.ndarray, place: Place,
) -> Problem:
    name, said, total = wrong[0]
    message = _("is the total, but its rows add up to {}").format(_money(total))
    remedy = _("find out which rows are missing or too many; the totals row was left out")
    return place.problem(
        "total-differs", message, remedy, "warning", row=int(rows[at]), column=name, found=_money(said),
    )


def _money(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _say_agreed(agreed: list[int], rows: np.ndarray) -> list[str]:
    if not agreed:
        return []
    if len(agreed) == 1:
        row = int(rows[agreed[0]])
        return [_("totals row {} left out; its amounts agree with the sums of the columns").format(row)]
    shown = ", ".join(str(int(rows[at])) for at in agreed[:5]) + (" ..." if len(agreed) > 5 else "")
    said = _("{} totals rows left out ({}); their amounts agree with their rows")
    return [said.format(len(agreed), shown)]
