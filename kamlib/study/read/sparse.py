"""Keys written once for several rows, and lines that head the rows below them."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyarrow as pa

from kamlib.study.read.found import Loaded, Place, Question
from kamlib.study.read.grid import STRING, Grid
from kamlib.study.read.totals import Totals
from kamlib.text import _

# So many empty cells below filled ones look like a key written once for its rows.
SHARE_EMPTY = 0.2
# Rows below a line that heads them are complete; in a list with gaps a lone name is a row like the others.
SHARE_COMPLETE = 0.95
SECTION = "section"


@dataclass
class Sections:
    """Lines that hold nothing but a name, above rows that are full."""

    grid: Grid
    names: list[str]
    steps: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def with_sections(grid: Grid, names: list[str], totals: Totals, place: Place, said: str) -> Sections:
    """Turn lines that head the rows below them into a column, where the user said that they do.

    Parameters
    ----------
    grid : Grid
        Rows of data.
    names : list of str
        Headings of its columns.
    totals : Totals
        Rows that say that they are totals.
    place : Place
        For the question.
    said : str
        ``"flatten"``, ``"keep"`` or nothing, which asks.
    """
    as_it_was, alone = Sections(grid, names), _lines_alone(grid, totals)
    if said == "keep" or SECTION in names or not alone.any():
        return as_it_was
    shown = ", ".join(f'"{grid.row(int(at))[0]}"' for at in np.flatnonzero(alone)[:3])
    if said != "flatten":
        ask = _("lines hold nothing but a name ({}); do they head the rows below them?").format(shown)
        choices = {
            "flatten": _("yes: the names become a column of the rows below them"),
            "keep": _("no: they are rows of their own without values"),
        }
        as_it_was.questions.append(place.question(ask, choices, ("grouped",)))
        return as_it_was
    source = np.where(alone, np.arange(len(grid)), 0)
    sections = grid.cells[0].take(pa.array(np.maximum.accumulate(source))).cast(STRING)
    tags = grid.tags if grid.tags is None else np.column_stack([grid.tags, np.zeros(len(grid), np.uint8)])
    letters = [*grid.letters, grid.letters[-1] + 1]
    wide = replace(grid, cells=[*grid.cells, sections], letters=letters, tags=tags)
    step = _('lines that head the rows below them ({}) became the column "{}"').format(shown, SECTION)
    return Sections(wide.take(~alone), [*names, SECTION], [step])


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
