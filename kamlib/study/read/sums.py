"""Rows that are sums of others and do not say so: told by empty cells, and by what they add up."""

from dataclasses import dataclass

import numpy as np

from kamlib.study.read.found import Place, Question
from kamlib.study.read.groups import Groups
from kamlib.text import _

# Sums of rounded amounts may differ by half a cent a row.
ROUNDING = 0.005
# Of the rows that leave the same cells empty so many must be sums.
SHARE_AGREES = 0.8
# The others are sums of sums: of the quarter, of the year.
SHARE_NEAREST = 0.3
MOST_PATTERNS = 40
LOOKED_BACK = 500


@dataclass
class Silent:
    """Rows that are subtotals: those whose numbers agree, and those of the same form whose numbers do not."""

    agree: np.ndarray
    differ: np.ndarray

    @property
    def rows(self) -> np.ndarray:
        """All of them."""
        return np.asarray(self.agree | self.differ)


def silent_subtotals(numbers: dict[str, np.ndarray], filled: np.ndarray, said: np.ndarray) -> Silent:
    """Return the rows that leave empty what others fill and hold the sums of the rows above or below them.

    Parameters
    ----------
    numbers : dict of float arrays
        Numeric columns by heading.
    filled : bool array of rows by columns
        Which cells hold something.
    said : bool array
        Rows that say that they are totals; they end a group and are not looked at.
    """
    none = np.zeros(len(said), bool)
    found = Silent(none.copy(), none.copy())
    numbered = ~np.all([np.isnan(values) for values in numbers.values()], axis=0) if numbers else none
    forms, smaller = _forms(filled, ~said)
    data = ~said
    for form, within in smaller.items():
        mine = data & (forms == form) & numbered
        if not 2 <= mine.sum() <= 0.5 * data.sum():
            continue
        bounds = mine | said | (data & np.isin(forms, within))
        agree = sums_since(numbers, data & ~bounds, mine, bounds)
        if not agree.any():
            back = {k: v[::-1] for k, v in numbers.items()}
            agree = sums_since(back, (data & ~bounds)[::-1], mine[::-1], bounds[::-1])[::-1]
        if agree.any():
            found.agree |= agree
            found.differ |= mine & ~agree
            data &= ~mine
    return found


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


def sums_since(
    numbers: dict[str, np.ndarray], data: np.ndarray, mine: np.ndarray, bounds: np.ndarray
) -> np.ndarray:
    """Return those of ``mine`` that are sums of the data since an earlier bound; none where too few are."""
    at, ends = np.flatnonzero(mine), np.flatnonzero(bounds)
    before = np.concatenate([[-1], ends])[np.searchsorted(ends, at)] + 1
    rows = np.concatenate([[0], np.cumsum(data)])
    counted = {name: np.nan_to_num(np.where(data, values, 0)) for name, values in numbers.items()}
    sums = {name: np.concatenate([[0.0], np.cumsum(values)]) for name, values in counted.items()}
    nearest = {name: _equal(values[at], sums[name], before, at, rows) for name, values in numbers.items()}
    given = {name: ~np.isnan(values[at]) for name, values in numbers.items()}
    added = [n for n, equal in nearest.items() if equal.sum() >= max(2, 0.5 * given[n].sum())]
    agree = np.zeros(len(mine), bool)
    if not added:
        return agree
    right = np.all([nearest[name] | ~given[name] for name in added], axis=0)
    right &= np.any([nearest[name] for name in added], axis=0)
    several = right & (rows[at] - rows[before] > 1)
    if right.mean() < SHARE_NEAREST:
        return agree
    for place in np.flatnonzero(~right):
        starts = np.concatenate([ends[ends < at[place]][::-1][:LOOKED_BACK] + 1, [0]])
        here = np.repeat(at[place], len(starts))
        said = {name: np.repeat(numbers[name][at[place]], len(starts)) for name in added}
        far = [_equal(said[name], sums[name], starts, here, rows) for name in added]
        whole = np.flatnonzero(np.all(far, axis=0))
        right[place] = bool(len(whole))
        several[place] = any(rows[at[place]] - rows[starts[start]] > 1 for start in whole[:1])
    if several.sum() >= 2 and right.mean() >= SHARE_AGREES:
        agree[at[right]] = True
    return agree


def _equal(
    values: np.ndarray, sums: np.ndarray, start: np.ndarray, at: np.ndarray, rows: np.ndarray
) -> np.ndarray:
    total = sums[at] - sums[start]
    room = ROUNDING * np.sqrt(np.maximum(2, rows[at] - rows[start])) + 1e-9 * np.abs(total) + 1e-9
    return np.asarray((np.abs(total - values) <= room) & (np.abs(total) > room))


# Smaller tables may look grouped by chance.
FEWEST_ROWS = 6
MOST_ROWS = 50_000
# A group of more rows than this would be a table of its own.
LARGEST_GROUP = 5_000
GROUPED = ("flatten", "keep")


def find_sums(numbers: dict[str, np.ndarray], data: np.ndarray, column: int) -> Groups | None:
    """Return the hierarchy when every row is a sum of rows below it or one of those rows; None otherwise.

    Parameters
    ----------
    numbers : dict of float arrays
        Numeric columns by heading; one that shows the hierarchy is enough.
    data : bool array
        Rows that are data.
    column : int
        Place of the column that would hold the groups.
    """
    order = np.flatnonzero(data)
    if not FEWEST_ROWS <= len(order) <= MOST_ROWS:
        return None
    for values in numbers.values():
        here = values[order]
        if np.isnan(here).any() or not (here > 0).all():
            continue
        parents = _parents(here)
        if parents is not None:
            full = np.full(len(data), -1, np.int64)
            full[order] = np.where(parents >= 0, order[parents], -1)
            return Groups(column, np.zeros(len(data), np.int64), full)
    return None


def _parents(values: np.ndarray) -> np.ndarray | None:
    """Cut the rows from top to bottom into groups of a sum and its parts; None where that fails."""
    parents = np.full(len(values), -1, np.int64)
    at, groups, parts = 0, 0, 0
    while at < len(values):
        end = _end_of_group(values, at, parents)
        if end is None:
            return None
        groups, parts, at = groups + 1, parts + end - at - 1, end
    return parents if groups > 1 and parts >= 2 * groups else None


def _end_of_group(values: np.ndarray, at: int, parents: np.ndarray) -> int | None:
    """Return where the group of the sum at ``at`` ends: its parts may be sums themselves."""
    total, upto, below = values[at], 0.0, at + 1
    within = 0.005 + 1e-9 * total
    while below < min(len(values), at + LARGEST_GROUP) and upto + values[below] <= total + within:
        upto += values[below]
        parents[below] = at
        nested = _end_of_flat_group(values, below, parents)
        below = nested or below + 1
        if abs(upto - total) <= within:
            return below
    return None


def _end_of_flat_group(values: np.ndarray, at: int, parents: np.ndarray) -> int | None:
    """Return the end of a group of two parts or more, none of which is a sum."""
    upto = 0.0
    for below in range(at + 1, min(len(values), at + LARGEST_GROUP)):
        upto += values[below]
        if upto > values[at] + 0.005:
            return None
        if abs(upto - values[at]) <= 0.005 and below > at + 1:
            parents[at + 1 : below + 1] = at
            return below + 1
    return None


def ask_grouped(labels: list[str], place: Place) -> Question:
    """Ask whether rows are sums of those below them."""
    ask = _("every row seems to be a sum of rows below it, or one of them ({} ...); is it a grouped report?")
    choices = {
        "flatten": _("yes: the sums are left out and their names become columns of the rows below them"),
        "keep": _("no: every row is a row of data of its own"),
    }
    return place.question(ask.format(", ".join(labels[:3])), choices, ("grouped",))
