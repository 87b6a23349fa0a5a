"""The grid: cells of a sheet as text, column by column, with what the file says about each cell and row."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

# What a cell is, beyond its text. Cells of text files are all TEXT.
TEXT, NUMBER, DATE, ERROR, NO_VALUE, PERCENT = range(6)
# The upper part of a tag is the place of its currency in ``Grid.currencies``; 0 is none.
CURRENCY_STEP = 8

STRING = pa.large_string()


@dataclass(frozen=True)
class Grid:
    """Cells without the rows that hold nothing.

    Parameters
    ----------
    cells : list of arrow arrays of text
        One for each column; null where there is nothing.
    rows : int array
        Row of the file each row comes from, from 1.
    blanks : int array
        How many rows with nothing in them come right before each row.
    tags : uint8 array of rows by columns, or None
        What each cell is; None when all are text.
    fields : int array or None
        How many fields the record of a text file has.
    levels : int array or None
        Outline level of the row.
    indents : int array or None
        Indent of the first filled cell of the row.
    merges : list of (first row, last row, first column, last column)
        Merged cells; rows as in ``rows``, columns from 0.
    letters : list of int
        Column of the sheet each column comes from, from 0.
    """

    cells: list[Any]
    rows: np.ndarray
    blanks: np.ndarray
    tags: np.ndarray | None = None
    fields: np.ndarray | None = None
    levels: np.ndarray | None = None
    indents: np.ndarray | None = None
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    letters: list[int] = field(default_factory=list)
    currencies: tuple[str, ...] = ("",)
    summary_below: bool = False
    _texts: dict[int, list[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.cells)

    @property
    def filled(self) -> np.ndarray:
        """Whether each cell holds something, rows by columns."""
        if not self.cells:
            return np.zeros((len(self), 0), bool)
        return np.column_stack([np.asarray(pc.is_valid(column)) for column in self.cells])

    def row(self, at: int) -> list[str]:
        """Return the cells of one row, without spaces around them; ``""`` where there is nothing."""
        if at not in self._texts:
            self._texts[at] = [(column[at].as_py() or "").strip() for column in self.cells]
        return self._texts[at]

    def row_tags(self, at: int) -> list[int]:
        """Return what the cells of one row are."""
        return [TEXT] * self.width if self.tags is None else [int(t) % CURRENCY_STEP for t in self.tags[at]]

    def take(self, which: np.ndarray) -> "Grid":
        """Return the rows where the mask holds, or between two positions given as a slice's indices."""
        at = np.flatnonzero(which) if which.dtype == bool else which
        index = pa.array(at)
        return replace(
            self, cells=[column.take(index) for column in self.cells], rows=self.rows[at],
            blanks=self.blanks[at], tags=_rows(self.tags, at), fields=_rows(self.fields, at),
            levels=_rows(self.levels, at), indents=_rows(self.indents, at),
        )

    def between(self, start: int, stop: int) -> "Grid":
        """Return the rows from ``start`` up to, not including, ``stop``."""
        return self.take(np.arange(start, min(stop, len(self))))

    def columns(self, which: Sequence[int]) -> "Grid":
        """Return only the columns at these places."""
        return replace(
            self, cells=[self.cells[c] for c in which],
            tags=None if self.tags is None else self.tags[:, list(which)],
            letters=[self.letters[c] for c in which],
        )


def only_filled(grid: Grid) -> Grid:
    """Return the rows that hold something, each knowing how many blank ones come right before it."""
    at = np.flatnonzero(grid.filled.any(axis=1))
    part = grid.take(at)
    part.blanks[:] = grid.blanks[at] + np.diff(np.concatenate([[-1], at])) - 1
    return part


def _rows(values: np.ndarray | None, at: np.ndarray) -> np.ndarray | None:
    return None if values is None else values[at]


def without_blank(cells: list[Any]) -> list[Any]:
    """Return columns with null in place of text that is only spaces."""
    written = r"[^\s\x00\x{a0}\x{2007}\x{2009}\x{202f}\x{feff}]"
    return [pc.if_else(pc.match_substring_regex(column, written), column, None) for column in cells]
