"""Rows grouped in one column by outline or indent, the usual 1C report: found and flattened."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from kamlib.study.read.body import Body
from kamlib.study.read.documents import names_by_documents
from kamlib.study.read.found import ColumnFound, Loaded, Place
from kamlib.study.read.grid import Grid
from kamlib.study.read.totals import Totals, compare_totals, keep_rows, numeric
from kamlib.words import phrase

# The column that holds the groups is filled in this share of the rows.
KEY_FILLED = 0.8
# Fewer spaces, or fewer rows that begin with them, are slips of the keyboard.
SMALLEST_INDENT, SHARE_INDENTED = 2, 0.3
# Upper rows are sums of lower ones when this share of them agrees.
SHARE_AGREES = 0.5
ROUNDING = 0.005
MOST_NAMED = 20
GROUPED = ("flatten", "keep")


@dataclass
class Groups:
    """Rows grouped under rows.

    Parameters
    ----------
    column : int
        Place of the column that holds the groups.
    parents : int array
        Place of the row above each row in the hierarchy; -1 for the uppermost.
    """

    column: int
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
    filled = grid.filled.mean(axis=0) if len(grid) else np.zeros(0)
    if data.sum() < 3 or not (filled >= KEY_FILLED).any():
        return None
    column, order = int(np.argmax(filled >= KEY_FILLED)), np.flatnonzero(data)
    for depth, below in ((grid.levels, grid.summary_below), (_indents(grid, column), False)):
        if depth is None or len(np.unique(depth[data])) < 2:
            continue
        # Excel's default says that sums stand below; reports say so too and yet begin with the sum.
        turned = below and depth[order[0]] > depth[order[-1]]
        parents = _parents(depth, order[::-1] if turned else order)
        if (parents >= 0).any():
            return Groups(column, parents)
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


def flatten(table: Loaded, groups: Groups, totals: Totals, body: Body, place: Place) -> None:
    """Keep the lowest rows, with the names of those above them in a column a level, in place.

    Sums in upper rows are compared with the rows below them. Where upper rows hold numbers that are no sums
    of the lower ones, nothing says what to add up: an error names the levels.

    Parameters
    ----------
    table : Loaded
        Typed, all rows in it.
    groups : Groups
        The hierarchy.
    totals : Totals
        Rows that have no place in it.
    body : Body
        Its names of columns, and of lower levels where lines below the heading name them.
    place : Place
        For messages.
    """
    data, rows, numbers = ~totals.sure, table.rows.to_numpy(), numeric(table.frame)
    key = body.names[groups.column]
    leaf = groups.leaf & data
    levels, short = _levels(groups, table.frame[key], leaf)
    shown = ", ".join(
        f'{c} ("{levels[c].dropna().iloc[0]}" ...)' for c in levels if levels[c].notna().any())
    table.steps.append(phrase("read-flattened", levels=levels.shape[1], shown=shown))
    if short:
        table.steps.append(phrase("read-flattened-short", rows=short))
    _compare_upper(table, groups, numbers, data, shown, place)
    names = _level_names(levels, key, body.level_names)
    taken = [name for name in map(str, table.frame) if name != key]
    if len(names) == levels.shape[1] and len({*names, *taken}) == len(names) + len(taken):
        levels.columns = pd.Index(names)
        table.steps.append(phrase("read-levels-named", levels=names))
    kept = np.concatenate([np.flatnonzero(leaf), np.flatnonzero(totals.sure)])
    compare_totals(
        table, {name: values[kept] for name, values in numbers.items()}, totals.sure[kept],
        np.zeros(len(kept), bool), rows[kept], place,
    )
    keep_rows(table, leaf)
    at = list(table.frame).index(key)
    table.frame = table.frame.drop(columns=key)
    table.columns.pop(at)
    for i, name in enumerate(map(str, levels)):
        level = levels[name]
        table.frame.insert(at + i, name, level)
        examples = [str(v) for v in level.dropna().unique()[:3]]
        found = ColumnFound(name, "text", {"from": key, "level": i + 1}, examples, int(level.isna().sum()))
        table.columns.insert(at + i, found)


def _levels(groups: Groups, labels: pd.Series, leaf: np.ndarray) -> tuple[pd.DataFrame, int]:
    """Return the names above each of the lowest rows and its own, and how many have fewer than others."""
    paths: list[list[object]] = []
    for at in np.flatnonzero(leaf):
        path: list[object] = []
        while at >= 0:
            path.insert(0, labels.iloc[at])
            at = groups.parents[at]
        paths.append(path)
    n = max(map(len, paths), default=0)
    padded = [path + [None] * (n - len(path)) for path in paths]
    levels = pd.DataFrame(padded, columns=[f"level_{i + 1}" for i in range(n)]).astype("str")
    return levels, sum(len(path) < n for path in paths)


def _level_names(levels: pd.DataFrame, heading: str, below: list[str]) -> list[str]:
    """Return the names of the levels: one in a line each, all in one heading, or told by dated documents."""
    parts = re.split(r"\s*[/,>|\\→]\s*", heading)
    said = next((names for names in ([heading, *below], parts) if len(names) == levels.shape[1]), [])
    return said or names_by_documents(levels, heading)


def _compare_upper(
    table: Loaded, groups: Groups, numbers: dict[str, np.ndarray], data: np.ndarray, shown: str, place: Place,
) -> None:
    upper = ~groups.leaf & data
    children = np.flatnonzero((groups.parents >= 0) & data)
    agreeing, some, problems = False, False, []
    for name, values in numbers.items():
        sums, counts = np.zeros((2, len(values)))
        np.add.at(sums, groups.parents[children], np.nan_to_num(values[children]))
        np.add.at(counts, groups.parents[children], 1)
        said = upper & ~np.isnan(values)
        some |= bool(said.any())
        apart = said & (np.abs(sums - values) > ROUNDING * np.maximum(counts, 2) + 1e-9 * np.abs(sums))
        if said.any() and said.sum() - apart.sum() >= SHARE_AGREES * said.sum():
            agreeing = True
            problems += [
                place.problem("subtotal-differs", "warning", row=int(table.rows[at]), column=name,
                              found=f"{values[at]:.12g}", sum=f"{sums[at]:.12g}")
                for at in np.flatnonzero(apart)[:MOST_NAMED]
            ]
    if some and not agreeing:
        row = int(table.rows[int(np.argmax(upper))])
        table.problems.append(place.problem("rows-grouped", row=row, levels=shown))
        return
    table.problems += problems
    left_out = "differ" if problems else "agree" if agreeing else "empty"
    table.steps.append(phrase("read-upper", upper=int(upper.sum()), hold=left_out))
