"""Keys written once for several rows, and lines that head the rows below them."""

from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa

from kamlib.study.read.found import Loaded, Place, Question
from kamlib.study.read.grid import STRING, Grid
from kamlib.study.read.totals import Totals
from kamlib.text import _

# So many empty cells below filled ones look like a key written once for its rows.
SHARE_EMPTY = 0.2
SECTION = "section"


def with_sections(grid: Grid, names: list[str], totals: Totals) -> tuple[Grid, list[str], list[str]]:
    """Turn lines that hold nothing but a name into a column of the rows below them.

    Returns the grid and the names of its columns, both as they were where there are no such lines, and
    sentences on what was done.
    """
    filled = grid.filled
    alone = (filled.sum(axis=1) == 1) & filled[:, :1].any(axis=1) & ~totals.sure & ~totals.maybe
    full = filled.sum(axis=1) > 2
    if grid.width < 3 or SECTION in names or not alone.any() or alone.sum() > full.sum() or alone[-1]:
        return grid, names, []
    outlined = grid.levels is not None and grid.levels.any()
    if not alone[0] or (alone[1:] & alone[:-1]).any() or outlined:
        return grid, names, []
    source = np.where(alone, np.arange(len(grid)), 0)
    sections = grid.cells[0].take(pa.array(np.maximum.accumulate(source))).cast(STRING)
    shown = ", ".join(f'"{grid.row(int(at))[0]}"' for at in np.flatnonzero(alone)[:3])
    tags = grid.tags if grid.tags is None else np.column_stack([grid.tags, np.zeros(len(grid), np.uint8)])
    letters = [*grid.letters, grid.letters[-1] + 1]
    wide = replace(grid, cells=[*grid.cells, sections], letters=letters, tags=tags)
    said = _('lines that head the rows below them ({}) became the column "{}"').format(shown, SECTION)
    return wide.take(~alone), [*names, SECTION], [said]


def fill_keys(table: Loaded, place: Place, wanted: dict[str, Any]) -> Question | None:
    """Fill the first column down where the user said so; ask where it looks written once for many rows."""
    if table.frame.empty or not len(table.frame.columns):
        return None
    name = str(table.frame.columns[0])
    values = table.frame[name]
    said = (wanted.get(name) or {}).get("fill")
    if said == "down":
        table.frame[name] = values.ffill()
        table.steps.append(_('column "{}": empty cells filled from the row above').format(name))
    empty = values.isna().to_numpy()
    others = table.frame.iloc[:, 1:].notna().mean(axis=1).to_numpy()
    if said or table.columns[0].kind != "text" or empty[0] or not SHARE_EMPTY < empty.mean() < 1:
        return None
    if (others[empty] < 1).any() or len(table.frame.columns) < 2:
        return None
    row, last = int(table.rows[int(np.argmax(empty))]), values.iloc[int(np.argmax(empty)) - 1]
    ask = _('column "{}" is empty in {} rows; does the name above stand for the rows below it?')
    choices = {
        "down": _("yes: row {} belongs to {}").format(row, repr(last)),
        "leave": _("no: those rows have none"),
    }
    return place.question(ask.format(name, int(empty.sum())), choices, ("columns", name, "fill"))
