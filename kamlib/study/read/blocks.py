"""Which parts of a sheet are tables of their own, and which lines only stand beside a table."""

from itertools import pairwise

import numpy as np

from kamlib.study.read.cells import NOTHING, PERIOD, TEXTUAL, is_value, look
from kamlib.study.read.grid import Grid, only_filled

# Blocks beyond this are blank lines within one table, not tables.
MOST_BLOCKS = 500
# Fewer filled cells than this beside a table are a remark.
REMARK_CELLS = 3


def split_blocks(grid: Grid) -> list[Grid]:
    """Return the tables of a sheet: parted by blank columns, then by blank rows with other headings below."""
    return [block for part in side_by_side(grid) for block in _one_below_another(part)]


def side_by_side(grid: Grid) -> list[Grid]:
    """Part the sheet at blank columns, where the two sides are of different length or begin alike."""
    empty = {c for c, column in enumerate(grid.cells) if column.null_count == len(column)}
    gaps = [c for c in range(1, grid.width) if grid.letters[c] - grid.letters[c - 1] > 1]
    edges = sorted({0, grid.width, *gaps, *empty})
    parts = [[c for c in range(a, b) if c not in empty] for a, b in pairwise(edges)]
    groups: list[list[int]] = []
    for part in filter(None, parts):
        if groups and not _apart(grid.columns(groups[-1]), grid.columns(part)):
            groups[-1] = groups[-1] + part
        else:
            groups.append(part)
    if len(groups) < 2:
        return [grid.columns(groups[0])] if groups else []
    return [only_filled(grid.columns(group)) for group in groups]


def _apart(left: Grid, right: Grid) -> bool:
    a, b = (np.flatnonzero(part.filled.any(axis=1)) for part in (left, right))
    if right.filled.sum() <= REMARK_CELLS or not len(a):
        return False
    return (a[-1] != b[-1] and _is_table_start(right, int(b[0]))) or _begin_alike(left, right)


def _begin_alike(left: Grid, right: Grid) -> bool:
    """Whether the same headings begin both sides."""
    for at in range(min(len(left), 10)):
        ours, theirs = [t for t in left.row(at) if t], [t for t in right.row(at) if t]
        if len(ours) > 1 and ours[: len(theirs)] == theirs and len(theirs) > 1:
            return True
    return False


def _is_table_start(grid: Grid, at: int) -> bool:
    kinds = _looks(grid, at)
    return len(kinds) > 1 and all(kind in (TEXTUAL, PERIOD) for kind in kinds)


def _looks(grid: Grid, at: int) -> list[str]:
    return [k for t, g in zip(grid.row(at), grid.row_tags(at), strict=True) if (k := look(t, g)) != NOTHING]


def _one_below_another(grid: Grid) -> list[Grid]:
    """Part the rows where, after blank ones, a row of other headings begins another table."""
    cuts = [0]
    for start in map(int, np.flatnonzero(grid.blanks[1:] > 0)[:MOST_BLOCKS] + 1):
        if _begins_another(grid, cuts[-1], start):
            cuts.append(start)
    return [grid.between(a, b) for a, b in pairwise([*cuts, len(grid)])]


def _begins_another(grid: Grid, current: int, start: int) -> bool:
    """Whether a new table begins here: headings, perhaps below a title, unlike ours and above values."""
    head = _heading_at(grid, start)
    ours = next((i for i in range(current, min(current + 30, start)) if _is_table_start(grid, i)), None)
    if head is None or ours is None:
        return False
    names, theirs = grid.row(ours), grid.row(head)
    if names == theirs or not _valued_below(grid, ours, start):
        return False
    same = [c for c, text in enumerate(theirs) if text and text == names[c]]
    return len(same) < len([t for t in theirs if t]) and _was_valued(grid, ours, start, theirs)


def _heading_at(grid: Grid, start: int) -> int | None:
    """Return the heading row of a block that starts here, with at most three lines of title above it."""
    for at in range(start, min(start + 4, len(grid) - 1)):
        if at > start and grid.blanks[at] > 1:
            return None
        kinds = _looks(grid, at)
        if len(kinds) > 1:
            below = _looks(grid, at + 1)
            enough = len(below) > 1 and not (len(kinds) < 3 and grid.width > 4 and len(below) > 3)
            return at if enough and all(k in (TEXTUAL, PERIOD) for k in kinds) and TEXTUAL in kinds else None
    return None


def _valued_below(grid: Grid, heading: int, stop: int) -> bool:
    return any(is_value(k) for at in range(heading + 1, min(heading + 40, stop)) for k in _looks(grid, at))


def _was_valued(grid: Grid, ours: int, stop: int, theirs: list[str]) -> bool:
    """Whether the new headings stand as text where our table has values, or reach where it has nothing."""
    last = min(ours + 40, stop)
    for c, text in enumerate(theirs):
        if not text:
            continue
        kinds = [look(grid.row(at)[c], grid.row_tags(at)[c]) for at in range(ours + 1, last)]
        filled = [kind for kind in kinds if kind != NOTHING]
        if filled and 2 * sum(map(is_value, filled)) > len(filled):
            return True
        if not filled and not grid.row(ours)[c]:
            return True
    return False
