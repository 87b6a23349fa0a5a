"""Rows grouped in one column by outline or indent, the usual 1C report: found and flattened."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from kamlib.problems import Problem
from kamlib.study.read.found import Place
from kamlib.study.read.grid import Grid
from kamlib.text import _, ngettext

# The column that holds the groups is filled in this share of the rows.
KEY_FILLED = 0.8
# Fewer spaces, or fewer rows that begin with them, are slips of the keyboard.
SMALLEST_INDENT, SHARE_INDENTED = 2, 0.3
# Upper rows are sums of lower ones when this share of them agrees.
SHARE_AGREES = 0.5
ROUNDING = 0.005


@dataclass
class Groups:
    """Rows grouped under rows.

    Parameters
    ----------
    column : int
        Place of the column that holds the groups.
    depth : int array
        How deep each row lies, 0 for the uppermost; compared, not counted.
    parents : int array
        Place of the row above each row in the hierarchy; -1 for the uppermost.
    """

    column: int
    depth: np.ndarray
    parents: np.ndarray

    @property
    def leaf(self) -> np.ndarray:
        """Rows with none below them in the hierarchy."""
        leaf = np.ones(len(self.parents), bool)
        leaf[self.parents[self.parents >= 0]] = False
        return leaf


def find_groups(grid: Grid, data: np.ndarray) -> Groups | None:
    """Return how the rows are grouped; None where they are not.

    Outline levels count first, then indents by format or by spaces. Upper rows stand above the lower ones,
    or, where the sheet says so, below them.

    Parameters
    ----------
    grid : Grid
        The rows below the headings.
    data : bool array
        Rows that are data; totals at the end have no place in the hierarchy.
    """
    column = _key_column(grid)
    if column is None or data.sum() < 3:
        return None
    for depth, below in ((grid.levels, grid.summary_below), (_indents(grid, column), False)):
        if depth is None or len(np.unique(depth[data])) < 2:
            continue
        order = np.flatnonzero(data)
        # Excel's default says that sums stand below; reports say so too and yet begin with the sum.
        reverse = below and depth[order[0]] > depth[order[-1]]
        parents = _parents(depth, order[::-1] if reverse else order)
        if (parents >= 0).any():
            return Groups(column, depth, parents)
    return None


def _key_column(grid: Grid) -> int | None:
    for c, column in enumerate(grid.cells):
        if len(column) and 1 - column.null_count / len(column) >= KEY_FILLED:
            return c
    return None


def _indents(grid: Grid, column: int) -> np.ndarray | None:
    """Return the indent of each row; a stray space before a few names is none."""
    if grid.indents is not None and grid.indents.any():
        indents = grid.indents
    else:
        texts = pc.fill_null(grid.cells[column], "")
        lead = pc.subtract(pc.utf8_length(texts), pc.utf8_length(pc.utf8_ltrim_whitespace(texts)))
        indents = np.asarray(lead).astype(np.int64)
    indents = np.where(indents >= SMALLEST_INDENT, indents, 0)
    return indents if (indents > 0).mean() >= SHARE_INDENTED and not indents[0] else None


def _parents(depth: np.ndarray, order: np.ndarray) -> np.ndarray:
    parents = np.full(len(depth), -1, np.int64)
    open_rows: list[int] = []
    for at in map(int, order):
        while open_rows and depth[open_rows[-1]] >= depth[at]:
            open_rows.pop()
        parents[at] = open_rows[-1] if open_rows else -1
        open_rows.append(at)
    return parents


@dataclass
class Flattened:
    """The lowest rows with the names of those above them, one column a level."""

    levels: pd.DataFrame
    leaf: np.ndarray
    steps: list[str]
    problems: list[Problem]

    def name_levels(self, names: list[str], *, taken: list[str]) -> None:
        """Call the levels by the headings that stand for them, where there is one for each."""
        if len(names) == self.levels.shape[1] and len({*names, *taken}) == len(names) + len(taken):
            self.levels.columns = pd.Index(names)
            self.steps.append(_("the levels are called {}").format(", ".join(names)))


def flatten(
    groups: Groups, labels: pd.Series, numbers: dict[str, np.ndarray], *, data: np.ndarray, rows: np.ndarray,
    place: Place,
) -> Flattened:
    """Return the lowest rows and their levels; sums in upper rows are compared with the rows below them.

    Where upper rows hold numbers that are no sums of the lower ones, nothing says what to add up: an error
    names the levels.

    Parameters
    ----------
    groups : Groups
        The hierarchy.
    labels : Series of str
        The column that holds the groups.
    numbers : dict of float arrays
        Numeric columns by heading.
    data : bool array
        Rows that are data.
    rows : int array
        Row of the file each row comes from.
    place : Place
        For messages.
    """
    leaf = groups.leaf & data
    paths = [_path(groups, labels, int(at)) for at in np.flatnonzero(leaf)]
    n_levels = max(map(len, paths), default=0)
    columns = [f"level_{i + 1}" for i in range(n_levels)]
    padded = [path + [None] * (n_levels - len(path)) for path in paths]
    levels = pd.DataFrame(padded, columns=columns, index=np.flatnonzero(leaf)).astype("str")
    said = _("rows grouped under one another flattened into {} levels: {}")
    steps = [said.format(n_levels, _name_levels(levels))]
    short = sum(len(path) < n_levels for path in paths)
    if short:
        said = ngettext("{} row has none of the lowest level below it; it was kept",
                        "{} rows have none of the lowest level below them; they were kept", short)
        steps.append(said.format(short))
    more_steps, problems = _check(groups, numbers, data, rows, levels, place)
    return Flattened(levels, leaf, steps + more_steps, problems)


def _path(groups: Groups, labels: pd.Series, at: int) -> list[object]:
    path: list[object] = []
    while at >= 0:
        path.append(labels.iloc[at])
        at = int(groups.parents[at])
    return path[::-1]


def _name_levels(levels: pd.DataFrame) -> str:
    parts = [f'{c} ("{levels[c].dropna().iloc[0]}" ...)' for c in levels if levels[c].notna().any()]
    return ", ".join(parts)


def _check(
    groups: Groups, numbers: dict[str, np.ndarray], data: np.ndarray, rows: np.ndarray, levels: pd.DataFrame,
    place: Place,
) -> tuple[list[str], list[Problem]]:
    upper = ~groups.leaf & data
    children = np.flatnonzero((groups.parents >= 0) & data)
    agreeing, some, problems = [], False, []
    for name, values in numbers.items():
        sums, counts = np.zeros(len(values)), np.zeros(len(values))
        np.add.at(sums, groups.parents[children], np.nan_to_num(values[children]))
        np.add.at(counts, groups.parents[children], 1)
        said = upper & ~np.isnan(values)
        some |= bool(said.any())
        apart = said & (np.abs(sums - values) > ROUNDING * np.maximum(counts, 2) + 1e-9 * np.abs(sums))
        if not said.any() or said.sum() - apart.sum() < SHARE_AGREES * said.sum():
            continue
        agreeing.append(name)
        problems += [_differs(name, int(at), values, sums, rows, place) for at in np.flatnonzero(apart)[:20]]
    if some and not agreeing:
        message = _("groups rows under one another, but upper rows are no sums of lower ones: {}").format(
            _name_levels(levels))
        remedy = _("export the report without groups, as a plain list")
        return [], [place.problem("rows-grouped", message, remedy, row=int(rows[np.argmax(upper)]))]
    if agreeing and not problems:
        return [_("subtotals agree with the rows below them and were left out ({})").format(upper.sum())], []
    if not some:
        return [_("upper rows hold no numbers; they only name their groups ({})").format(upper.sum())], []
    return [_("upper rows left out ({})").format(upper.sum())], problems


def _differs(
    name: str, at: int, values: np.ndarray, sums: np.ndarray, rows: np.ndarray, place: Place,
) -> Problem:
    message = _("is the subtotal, but the rows below it add up to {:.12g}").format(sums[at])
    remedy = _("find out which rows are missing; the lower rows were kept")
    where = int(rows[at])
    return place.problem("subtotal-differs", message, remedy, "warning", row=where, column=name,
                         found=f"{values[at]:.12g}")
