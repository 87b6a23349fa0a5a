"""Subtotals that fill every cell as lines do: told by what they add up to, and never left out unasked."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa

from kamlib.study.read.found import Place, Question
from kamlib.study.read.grid import Grid
from kamlib.study.read.sums import ROUNDING, Silent, sums_since
from kamlib.text import _

SUBTOTALS = ("leave_out", "keep")
FEWEST_ROWS = 6
# Groups of one line prove nothing: two lines in a row are equal by chance.
FEWEST_GROUPS = 3
SHARE_ADDS_UP = 0.8
# What only subtotals name, in nearly all of them and in nearly no line, they name for their lines.
NAMED = 0.95
# Rows that bring less or more than this of what the others bring are sums of other rows at most.
LEAST, MOST = 0.25, 2.0
# Subtotals, sums of them, and a grand total.
LEVELS = 3


def filled_subtotals(numbers: dict[str, np.ndarray], grid: Grid, said: np.ndarray) -> Silent:
    """Return the rows that look like lines and hold, regularly, the sums of the rows above or below them.

    Sums with the sign turned, which take off what the rows beside them hold, are sums too.

    Looked at are rows alike in one cell (an article "x"), rows that part the table into sums without gaps,
    the ends of runs of rows alike in one cell (the last row of each client), and a first or last row that is
    the sum of all others. Columns of flags, or mostly of zeros, show nothing.

    Parameters
    ----------
    numbers : dict of float arrays
        Numeric columns by heading.
    grid : Grid
        The same rows as text.
    said : bool array
        Rows that are totals already.
    """
    keyed = grid.filled.sum(axis=1) > np.sum([~np.isnan(values) for values in numbers.values()], axis=0)
    numbers = {name: values for name, values in numbers.items() if _varied(values)}
    found = Silent(np.zeros(len(said), bool), np.zeros(len(said), bool))
    codes = [pd.factorize(np.asarray(cells.to_pandas(), object))[0] for cells in grid.cells]
    for _level in range(LEVELS):
        at = np.flatnonzero(~said & ~found.rows)
        if len(at) < FEWEST_ROWS:
            break
        here = {name: values[at] for name, values in numbers.items()}
        agree, differ = _one_level(here, [code[at] for code in codes])
        if not agree.any():
            agree = _whole(here, keyed[at])
        if not agree.any():
            break
        found.agree[at[agree]] = True
        found.differ[at[differ]] = True
    return found


def _varied(values: np.ndarray) -> bool:
    some = values[~np.isnan(values) & (values != 0)]
    return 2 * len(some) > len(values) and len(np.unique(some)) >= FEWEST_ROWS


def _one_level(numbers: dict[str, np.ndarray], codes: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows of the first likely kind that adds up, and those of that kind that do not."""
    back = {name: values[::-1] for name, values in numbers.items()}
    for ahead, behind in _likely(numbers, back, codes):
        for mine, columns, turned in ((ahead, numbers, False), (behind, back, True)):
            agree = _add_up(columns, mine)
            agree = agree if agree.any() else _add_up(_turned(columns, mine), mine)
            if agree.any():
                differ = mine & ~agree
                return (agree[::-1], differ[::-1]) if turned else (agree, differ)
    none = np.zeros(len(codes[0]), bool)
    return none, none


def _whole(numbers: dict[str, np.ndarray], keyed: np.ndarray) -> np.ndarray:
    """Return the first or last row where it holds more than numbers and is the sum of all others."""
    rows = len(keyed)
    found = np.zeros(rows, bool)
    for at in {0, rows - 1} & set(np.flatnonzero(keyed)):
        mine = np.arange(rows) == at
        columns = {name: np.where(mine, 0, values) for name, values in numbers.items()}
        found[at] = any(
            abs(abs(total) - abs(numbers[name][at])) <= ROUNDING * rows**0.5 + 1e-9 * abs(total)
            for name, values in columns.items() if (total := float(np.nansum(values)))
        )
    return found


def _likely(
    numbers: dict[str, np.ndarray], back: dict[str, np.ndarray], codes: list[np.ndarray]
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield rows that may be sums of those above them and, turned, rows that may be sums of those below."""
    for code in codes:
        for mine in _alike(numbers, code):
            yield mine, mine[::-1]
    for name, values in numbers.items():
        for sign in (1, -1):
            yield _parted(values, sign), _parted(back[name], sign)
    for code in codes:
        first = np.concatenate([[True], code[1:] != code[:-1]])
        last = np.concatenate([first[1:], [True]])
        alone = first & last
        if 2 * (first & ~alone).sum() <= len(code):
            yield last & ~alone, (first & ~alone)[::-1]


def _alike(numbers: dict[str, np.ndarray], code: np.ndarray) -> Iterator[np.ndarray]:
    """Yield the rows of each value of a column that brings about as much as all the others."""
    rows = np.bincount(code + 1)
    brings = np.zeros(len(rows), bool)
    for values in numbers.values():
        sums = np.bincount(code + 1, np.nan_to_num(values))
        rest = sums.sum() - sums
        share = np.abs(sums) / np.maximum(np.abs(rest), ROUNDING)
        brings |= (share > LEAST) & (share < MOST)
    for value in np.flatnonzero(brings & (rows >= FEWEST_GROUPS) & (2 * rows <= len(code))):
        yield code == value - 1


def _parted(values: np.ndarray, sign: int) -> np.ndarray:
    """Return the ends of the longest chain of sums without gaps from the first row; none if it is short."""
    sums = np.concatenate([[0], np.cumsum(np.rint(100 * np.nan_to_num(values)))]).astype(np.int64)
    cents = np.diff(sums)
    reached: dict[int, int] = {0: 0}
    came: dict[int, int] = {}
    # Together with the sum that takes them off, any line is the others' sum turned: signs tell which it is.
    may_be = cents != 0 if sign > 0 else cents * np.sign(np.median(cents)) < 0
    for row, (before, value) in enumerate(zip(sums[:-1].tolist(), cents.tolist(), strict=True)):
        start = reached.get(before - sign * value) if may_be[row] else None
        if start is not None and start < row:
            came[row] = start
            reached[before + value] = row + 1
    ends = np.zeros(len(values), bool)
    at = max(came, default=-1) + 1
    if at < SHARE_ADDS_UP * len(values):
        return ends
    while at:
        ends[at - 1] = True
        at = came[at - 1]
    return ends


def _add_up(numbers: dict[str, np.ndarray], mine: np.ndarray) -> np.ndarray:
    """Return those of ``mine`` that are sums since the one before, where groups of several lines show it."""
    none = np.zeros(len(mine), bool)
    if mine.sum() < 2 or 2 * mine.sum() > len(mine):
        return none
    agree = sums_since(numbers, ~mine, mine, mine)
    at = np.flatnonzero(mine)
    several = np.diff(np.concatenate([[-1], at])) > 2
    if several.sum() < FEWEST_GROUPS or agree[at[several]].mean() < SHARE_ADDS_UP:
        return none
    return agree


def _turned(numbers: dict[str, np.ndarray], mine: np.ndarray) -> dict[str, np.ndarray]:
    """Return the columns in which ``mine`` has another sign than the others, with that sign turned."""
    return {
        name: np.where(mine, -values, values) for name, values in numbers.items()
        if np.nansum(np.sign(values[mine])) * np.nansum(np.sign(values[~mine])) < 0
    }


def fill_from_sums(grid: Grid, mine: np.ndarray, totals: np.ndarray) -> list[int]:
    """Fill columns that only the subtotals fill into the lines they are the sums of; return their places."""
    filled, lines = grid.filled, ~totals
    alone = (filled[mine].mean(axis=0) >= NAMED) & (filled[lines].mean(axis=0) <= 1 - NAMED)
    at = np.arange(len(mine))
    if mine[int(np.argmax(mine | lines))]:
        source = np.maximum.accumulate(np.where(mine, at, -1))
    else:
        source = np.minimum.accumulate(np.where(mine, at, len(at))[::-1])[::-1]
    source = np.where(lines & (source >= 0) & (source < len(at)), source, at)
    for c in np.flatnonzero(alone):
        grid.cells[c] = grid.cells[c].take(pa.array(source))
    return np.flatnonzero(alone).tolist()


def ask_subtotals(found: Silent, names: list[str], rows: np.ndarray, place: Place) -> Question:
    """Ask whether rows are subtotals; ``names`` are the columns that name something in these rows alone."""
    at = rows[np.flatnonzero(found.rows)]
    shown = ", ".join(map(str, at[:5].tolist())) + (" ..." if len(at) > 5 else "")
    ask = _("{} rows look like lines but hold the sums of the rows beside them ({}); are they subtotals?")
    yes = _("yes: they are left out, and their lines are counted")
    if names:
        words = _("yes: they are left out, and what they say in {} stands for their lines")
        yes = words.format(", ".join(names))
    choices = {"leave_out": yes, "keep": _("no: every row is a line of its own")}
    return place.question(ask.format(len(at), shown), choices, ("subtotals",))
