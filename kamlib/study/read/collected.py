"""Cells of a sheet collected one by one, without a Python object staying for each, and made into a grid."""

from array import array
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from kamlib.study.read.grid import STRING, Grid
from kamlib.study.read.records import drop_blank_rows

# Cells of text are handed over in portions, so that Python's strings do not pile up.
CELLS_AT_ONCE = 200_000


@dataclass
class Collected:
    """Cells in the order of the file, with what the sheet says of rows."""

    rows: "array[int]" = field(default_factory=lambda: array("q"))
    columns: "array[int]" = field(default_factory=lambda: array("i"))
    tags: bytearray = field(default_factory=bytearray)
    texts: list[str] = field(default_factory=list)
    done: list[pa.Array] = field(default_factory=list)
    levels: dict[int, int] = field(default_factory=dict)
    indents: dict[int, tuple[int, int]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: int = 0
    summary_below: bool = True

    def add(self, row: int, column: int, text: str, tag: int) -> None:
        """Take one cell."""
        self.rows.append(row)
        self.columns.append(column)
        self.tags.append(tag)
        self.texts.append(text)
        if len(self.texts) >= CELLS_AT_ONCE:
            self.hand_over()

    def hand_over(self) -> None:
        """Turn the texts so far into an arrow array."""
        self.done.append(pa.array(self.texts, STRING))
        self.texts.clear()


def as_grid(collected: Collected, currencies: tuple[str, ...]) -> Grid:
    """Return the cells as a grid of the rows and columns that hold something."""
    collected.hand_over()
    texts = pa.concat_arrays(collected.done)
    cell_rows, cell_columns = np.array(collected.rows, np.int64), np.array(collected.columns, np.int64)
    tags = np.frombuffer(bytes(collected.tags), np.uint8)
    rows, at_row = np.unique(cell_rows, return_inverse=True)
    letters = np.unique(cell_columns)
    cells, grid_tags = [], np.zeros((len(rows), len(letters)), np.uint8)
    for place, letter in enumerate(letters):
        mine = np.flatnonzero(cell_columns == letter)
        source = np.full(len(rows), -1, np.int64)
        source[at_row[mine]] = mine
        grid_tags[at_row[mine], place] = tags[mine]
        cells.append(texts.take(pa.array(source, mask=source < 0)))
    levels = np.array([collected.levels.get(int(row), 0) for row in rows], np.int64)
    indents = np.array([collected.indents.get(int(row), (0, 0))[1] for row in rows], np.int64)
    blanks = np.diff(np.concatenate([[0], rows])) - 1 if len(rows) else np.zeros(0, np.int64)
    grid = Grid(
        cells, rows, blanks, grid_tags, None, levels, indents, collected.merges, [int(c) for c in letters],
        currencies, collected.summary_below,
    )
    return grid if grid.filled.any(axis=1).all() else drop_blank_rows(grid)
