"""Keys written once for several rows, and lines that head the rows below them."""

from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa

from kamlib.study.read.body import Body
from kamlib.study.read.found import Loaded, Place, Question
from kamlib.study.read.grid import STRING, Grid
from kamlib.study.read.totals import Totals
from kamlib.words import phrase

# So many empty cells below filled ones look like a key written once for its rows.
SHARE_EMPTY = 0.2
# Rows below a line that heads them are complete; in a list with gaps a lone name is a row like the others.
SHARE_COMPLETE = 0.95
SECTION = "section"


def add_sections(body: Body, totals: Totals, place: Place, answer: str) -> list[Question]:
    """Turn lines that head the rows below them into a column, in place, where the user said that they do.

    Parameters
    ----------
    body : Body
        Rows of data.
    totals : Totals
        Rows that say that they are totals.
    place : Place
        For the question.
    answer : str
        ``"flatten"``, ``"keep"`` or nothing, which asks.
    """
    grid, alone = body.grid, _lines_alone(body.grid, totals)
    if answer == "keep" or SECTION in body.names or not alone.any():
        return []
    shown = ", ".join(f'"{grid.row(int(at))[0]}"' for at in np.flatnonzero(alone)[:3])
    if answer != "flatten":
        choices = {"flatten": phrase("ask-sections-flatten"), "keep": phrase("ask-sections-keep")}
        return [place.question(phrase("ask-sections", names=shown), choices, ("grouped",))]
    source = np.where(alone, np.arange(len(grid)), 0)
    sections = grid.cells[0].take(pa.array(np.maximum.accumulate(source))).cast(STRING)
    tags = grid.tags if grid.tags is None else np.column_stack([grid.tags, np.zeros(len(grid), np.uint8)])
    letters = [*grid.letters, grid.letters[-1] + 1]
    body.grid = replace(grid, cells=[*grid.cells, sections], letters=letters, tags=tags).take(~alone)
    body.names = [*body.names, SECTION]
    body.steps.append(phrase("read-sections", names=shown, column=SECTION))
    return []


def _lines_alone(grid: Grid, totals: Totals) -> np.ndarray:
    """Rows with a name alone, the first row among them, in a table whose other rows are complete."""
    none = np.zeros(len(grid), bool)
    if grid.width < 3 or not len(grid):
        return none
    filled = grid.filled
    total = totals.sure | totals.maybe
    alone = (filled.sum(axis=1) == 1) & filled[:, 0] & ~total
    full = ~alone & ~total
    outlined = grid.levels is not None and grid.levels.any()
    if not alone[0] or alone[-1] or outlined or (alone[1:] & alone[:-1]).any() or alone.sum() > full.sum():
        return none
    return alone if filled[full].mean() >= SHARE_COMPLETE else none


def fill_keys(table: Loaded, place: Place, wanted: dict[str, Any]) -> None:
    """Fill the first column down where the user said so; ask where it looks written once for many rows."""
    if table.frame.empty:
        return
    name = str(table.frame.columns[0])
    values = table.frame[name]
    answer = (wanted.get(name) or {}).get("fill")
    if answer == "down":
        table.frame[name] = values.ffill()
        table.steps.append(phrase("read-filled-down", column=name))
    empty = values.isna().to_numpy()
    others = table.frame.iloc[:, 1:].notna()
    if answer or table.columns[0].kind != "text" or empty[0] or not SHARE_EMPTY < empty.mean() < 1:
        return
    if not others.shape[1] or not others[empty].all(axis=None):
        return
    at = int(np.argmax(empty))
    choices = {
        "down": phrase("ask-fill-down", row=str(table.rows[at]), key=repr(values.iloc[at - 1])),
        "leave": phrase("ask-fill-leave"),
    }
    ask = phrase("ask-fill", column=name, rows=int(empty.sum()))
    table.questions.append(place.question(ask, choices, ("columns", name, "fill")))
