"""Rows that are sums of the rows below them without any mark: a grouped report that lost its indents."""

import numpy as np

from kamlib.study.read.found import Place, Question
from kamlib.study.read.groups import Groups
from kamlib.text import _

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
