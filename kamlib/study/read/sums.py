"""Rows that are sums of the rows beside them and do not say so: found by what they add up.

Rows are sums where one rule picks them - they leave the same cells empty, are alike in one cell, part the
table without gaps, or end each client's rows - and most rows picked hold what the rows between them add up.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa

from kamlib.study.read.found import Place, Question
from kamlib.study.read.grid import Grid
from kamlib.words import phrase

Numbers = dict[str, np.ndarray]
"""Numeric columns by heading."""

# Sums of rounded amounts may differ by half a cent a row.
ROUNDING = 0.005
# Of the rows picked by one rule so many must be sums.
SHARE_AGREES = 0.8
# The others are sums of sums: of the quarter, of the year.
SHARE_NEAREST = 0.3
MOST_PATTERNS = 40
LOOKED_BACK = 500
FEWEST_ROWS = 6
# Groups of one line prove nothing: two lines in a row are equal by chance.
FEWEST_GROUPS = 3
# What only subtotals name, in nearly all of them and in nearly no line, they name for their lines.
NAMED = 0.95
# Rows that bring less or more than this of what the others bring are sums of other rows at most.
LEAST, MOST = 0.25, 2.0
# Subtotals, sums of them, and a grand total.
LEVELS = 3
# A list beyond this is no grouped report, and a group beyond this would be a table of its own.
MOST_ROWS, LARGEST_GROUP = 50_000, 5_000


def equal_sums(value: np.ndarray | float, total: np.ndarray | float, n: np.ndarray | int) -> np.ndarray:
    """Whether a value is the total of ``n`` rows, but for their rounding."""
    room = ROUNDING * np.sqrt(np.maximum(2, n)) + 1e-9 * np.abs(total) + 1e-9
    return np.asarray(np.abs(total - value) <= room)


def sparse_subtotals(numbers: Numbers, filled: np.ndarray, said: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows that leave empty what others fill and hold the sums of the rows above or below them.

    Parameters
    ----------
    numbers : dict of float arrays
        Numeric columns by heading.
    filled : bool array of rows by columns
        Which cells hold something.
    said : bool array
        Rows that say that they are totals; they end a group and are not looked at.

    Returns
    -------
    tuple of bool arrays
        Those that agree, and those of the same form whose numbers do not.
    """
    agree, differ, none = np.zeros((3, len(said)), bool)
    numbered = ~np.all([np.isnan(values) for values in numbers.values()], axis=0) if numbers else none
    forms, smaller = _forms(filled, ~said)
    data = ~said
    for form, within in smaller.items():
        mine = data & (forms == form) & numbered
        if not 2 <= mine.sum() <= 0.5 * data.sum():
            continue
        bounds = mine | said | (data & np.isin(forms, within))
        right = _sums_since(numbers, data & ~bounds, mine, bounds)
        if not right.any():
            lines = (data & ~bounds)[::-1]
            right = _sums_since(_turned(numbers), lines, mine[::-1], bounds[::-1])[::-1]
        if right.any():
            agree |= right
            differ |= mine & ~right
            data &= ~mine
    return agree, differ


def _turned(numbers: Numbers) -> Numbers:
    return {name: values[::-1] for name, values in numbers.items()}


def _forms(filled: np.ndarray, data: np.ndarray) -> tuple[np.ndarray, dict[int, list[int]]]:
    """Return the form of each row - which cells it fills - and the forms that fill less than the usual one.

    The fullest come first, each with those that fill still less.
    """
    some = np.flatnonzero(~filled[data].all(axis=0))[:62] if data.any() else np.array([], int)
    forms = filled[:, some].astype(np.int64) @ (1 << np.arange(len(some), dtype=np.int64))
    each, counts = np.unique(forms[data], return_counts=True)
    if len(each) < 2:
        return forms, {}
    usual = int(each[np.argmax(counts)])
    common = each[np.argsort(-counts, kind="stable")][:MOST_PATTERNS]
    less = [int(form) for form in common if form != usual and form & usual == form]
    less.sort(key=lambda form: (-form.bit_count(), form))
    within = {form: [other for other in less if other != form and other & form == other] for form in less}
    return forms, within


def _sums_since(numbers: Numbers, lines: np.ndarray, mine: np.ndarray, bounds: np.ndarray) -> np.ndarray:
    """Return those of ``mine`` that are sums of the lines since an earlier bound; none where too few are."""
    at, ends = np.flatnonzero(mine), np.flatnonzero(bounds)
    before = np.concatenate([[-1], ends])[np.searchsorted(ends, at)] + 1
    rows = np.concatenate([[0], np.cumsum(lines)])
    sums = {name: np.concatenate([[0.0], np.cumsum(np.nan_to_num(np.where(lines, values, 0)))])
            for name, values in numbers.items()}

    def add_up(name: str, start: np.ndarray, stop: np.ndarray) -> np.ndarray:
        total, n = sums[name][stop] - sums[name][start], rows[stop] - rows[start]
        return np.asarray(equal_sums(numbers[name][stop], total, n) & ~equal_sums(0, total, n))

    nearest = {name: add_up(name, before, at) for name in numbers}
    given = {name: ~np.isnan(values[at]) for name, values in numbers.items()}
    added = [name for name in numbers if nearest[name].sum() >= max(2, 0.5 * given[name].sum())]
    agree = np.zeros(len(mine), bool)
    if not added:
        return agree
    right = np.all([nearest[name] | ~given[name] for name in added], axis=0)
    right &= np.any([nearest[name] for name in added], axis=0)
    if right.mean() < SHARE_NEAREST:
        return agree
    several = right & (rows[at] - rows[before] > 1)
    for place in np.flatnonzero(~right):
        starts = np.concatenate([ends[ends < at[place]][::-1][:LOOKED_BACK] + 1, [0]])
        stops = np.repeat(at[place], len(starts))
        whole = np.flatnonzero(np.all([add_up(name, starts, stops) for name in added], axis=0))
        right[place] = bool(len(whole))
        several[place] = any(rows[at[place]] - rows[starts[start]] > 1 for start in whole[:1])
    if several.sum() >= 2 and right.mean() >= SHARE_AGREES:
        agree[at[right]] = True
    return agree


def filled_subtotals(numbers: Numbers, grid: Grid, said: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
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

    Returns
    -------
    tuple of bool arrays
        Those that agree, and those picked by the same rule whose numbers do not.
    """
    keyed = grid.filled.sum(axis=1) > np.sum([~np.isnan(values) for values in numbers.values()], axis=0)
    numbers = {name: values for name, values in numbers.items() if _varied(values)}
    agree, differ = np.zeros((2, len(said)), bool)
    codes = [pd.factorize(np.asarray(cells.to_pandas(), object))[0] for cells in grid.cells]
    for _level in range(LEVELS):
        at = np.flatnonzero(~(said | agree | differ))
        if len(at) < FEWEST_ROWS:
            break
        here = {name: values[at] for name, values in numbers.items()}
        right, wrong = _one_level(here, [code[at] for code in codes])
        right = right if right.any() else _sum_of_all(here, keyed[at])
        if not right.any():
            break
        agree[at[right]] = True
        differ[at[wrong]] = True
    return agree, differ


def _varied(values: np.ndarray) -> bool:
    some = values[~np.isnan(values) & (values != 0)]
    return 2 * len(some) > len(values) and len(np.unique(some)) >= FEWEST_ROWS


def _one_level(numbers: Numbers, codes: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows of the first likely kind that adds up, and those of that kind that do not."""
    turned = _turned(numbers)
    for above, below in _likely(numbers, turned, codes):
        for mine, columns, way in ((above, numbers, 1), (below, turned, -1)):
            agree = _add_up(columns, mine)
            agree = agree if agree.any() else _add_up(_other_sign(columns, mine), mine)
            if agree.any():
                return agree[::way], (mine & ~agree)[::way]
    none = np.zeros(len(codes[0]), bool)
    return none, none


def _sum_of_all(numbers: Numbers, keyed: np.ndarray) -> np.ndarray:
    """Return the first or last row where it holds more than numbers and is the sum of all others."""
    rows = len(keyed)
    found = np.zeros(rows, bool)
    for at in {0, rows - 1} & set(np.flatnonzero(keyed)):
        totals = {name: float(np.nansum(np.delete(values, at))) for name, values in numbers.items()}
        found[at] = any(total and equal_sums(abs(numbers[name][at]), abs(total), rows)
                        for name, total in totals.items())
    return found


def _likely(
    numbers: Numbers, turned: Numbers, codes: list[np.ndarray]
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield rows that may be sums of those above them and, turned, rows that may be sums of those below."""
    for code in codes:
        for mine in _alike(numbers, code):
            yield mine, mine[::-1]
    for name, values in numbers.items():
        for sign in (1, -1):
            yield _parted(values, sign), _parted(turned[name], sign)
    for code in codes:
        first = np.concatenate([[True], code[1:] != code[:-1]])
        last = np.concatenate([first[1:], [True]])
        alone = first & last
        if 2 * (first & ~alone).sum() <= len(code):
            yield last & ~alone, (first & ~alone)[::-1]


def _alike(numbers: Numbers, code: np.ndarray) -> Iterator[np.ndarray]:
    """Yield the rows of each value of a column that brings about as much as all the others."""
    rows = np.bincount(code + 1)
    brings = np.zeros(len(rows), bool)
    for values in numbers.values():
        sums = np.bincount(code + 1, np.nan_to_num(values))
        share = np.abs(sums) / np.maximum(np.abs(sums.sum() - sums), ROUNDING)
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
    if at < SHARE_AGREES * len(values):
        return ends
    while at:
        ends[at - 1] = True
        at = came[at - 1]
    return ends


def _add_up(numbers: Numbers, mine: np.ndarray) -> np.ndarray:
    """Return those of ``mine`` that are sums since the one before, where groups of several lines show it."""
    none = np.zeros(len(mine), bool)
    if mine.sum() < 2 or 2 * mine.sum() > len(mine):
        return none
    agree = _sums_since(numbers, ~mine, mine, mine)
    at = np.flatnonzero(mine)
    several = np.diff(np.concatenate([[-1], at])) > 2
    proven = several.sum() >= FEWEST_GROUPS and agree[at[several]].mean() >= SHARE_AGREES
    return agree if proven else none


def _other_sign(numbers: Numbers, mine: np.ndarray) -> Numbers:
    """Return the columns in which ``mine`` has another sign than the others, with that sign turned."""
    return {
        name: np.where(mine, -values, values) for name, values in numbers.items()
        if np.nansum(np.sign(values[mine])) * np.nansum(np.sign(values[~mine])) < 0
    }


def fill_from_sums(grid: Grid, mine: np.ndarray, totals: np.ndarray) -> list[int]:
    """Fill columns that only the subtotals fill into the lines they are the sums of; return their places."""
    filled, lines = grid.filled, ~totals
    alone = np.flatnonzero(
        (filled[mine].mean(axis=0) >= NAMED) & (filled[lines].mean(axis=0) <= 1 - NAMED))
    at = pd.Series(np.where(mine, np.arange(len(mine)), np.nan))
    source = (at.ffill() if mine[int(np.argmax(mine | lines))] else at.bfill()).to_numpy()
    source = np.where(lines & ~np.isnan(source), source, np.arange(len(mine))).astype(np.int64)
    for c in alone:
        grid.cells[c] = grid.cells[c].take(pa.array(source))
    return [int(c) for c in alone]


def ask_subtotals(rows: np.ndarray, names: list[str], place: Place) -> Question:
    """Ask whether rows are subtotals; ``names`` are the columns that name something in these rows alone."""
    shown = ", ".join(map(str, rows[:5].tolist())) + (" ..." if len(rows) > 5 else "")
    yes = phrase("ask-subtotals-naming", columns=names) if names else phrase("ask-subtotals-out")
    choices = {"leave_out": yes, "keep": phrase("ask-subtotals-keep")}
    return place.question(phrase("ask-subtotals", subtotals=len(rows), rows=shown), choices, ("subtotals",))


def find_parents(numbers: Numbers, data: np.ndarray) -> np.ndarray | None:
    """Return the sum that each row is a part of where every row is a sum of those below it or such a part.

    Parameters
    ----------
    numbers : dict of float arrays
        Numeric columns by heading; one that shows the hierarchy is enough.
    data : bool array
        Rows that are data.

    Returns
    -------
    int array or None
        Place of the sum; -1 for rows that are no part. None where the rows are a plain list.
    """
    order = np.flatnonzero(data)
    if not FEWEST_ROWS <= len(order) <= MOST_ROWS:
        return None
    for values in (values[order] for values in numbers.values()):
        if (values > 0).all() and (parents := _parents(values)) is not None:
            found = np.full(len(data), -1, np.int64)
            found[order] = np.where(parents >= 0, order[parents], -1)
            return found
    return None


def _parents(values: np.ndarray) -> np.ndarray | None:
    """Cut the rows from top to bottom into groups of a sum and its parts; None where that fails."""
    ends = _ends_of_groups(values.tolist())
    heads, at = 0, 0
    while at < len(values) and ends[at]:
        heads, at = heads + 1, ends[at]
    if at < len(values) or heads < 2 or len(values) < 3 * heads:
        return None
    parents = np.full(len(values), -1, np.int64)
    for head, end in enumerate(ends):
        below = head + 1
        while below < end:
            parents[below] = head
            below = _next_part(ends, below)
    return parents


def _ends_of_groups(values: list[float]) -> list[int]:
    """Return for each row where the group ends whose sum it is; 0 where it is no sum of the rows below."""
    ends = [0] * len(values)
    for at in range(len(values) - 1, -1, -1):
        total, upto, below = values[at], 0.0, at + 1
        within = ROUNDING + 1e-9 * total
        while below < min(len(values), at + LARGEST_GROUP) and upto + values[below] <= total + within:
            upto += values[below]
            below = _next_part(ends, below)
            if abs(upto - total) <= within:
                ends[at] = below
                break
    return ends


def _next_part(ends: list[int], at: int) -> int:
    """Return the row below a part, which may be a sum of several rows itself."""
    return ends[at] if ends[at] > at + 2 else at + 1


def ask_grouped(labels: list[str], place: Place) -> Question:
    """Ask whether rows are sums of those below them."""
    choices = {"flatten": phrase("ask-sums-flatten"), "keep": phrase("ask-sums-keep")}
    return place.question(phrase("ask-sums", names=labels[:3]), choices, ("grouped",))
