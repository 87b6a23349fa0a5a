"""The cells of a sheet, read in one pass and made into a grid."""

import re
from array import array
from math import isfinite

import numpy as np
import pyarrow as pa

from kamlib.study.read.container import parse
from kamlib.study.read.found import Place
from kamlib.study.read.grid import CURRENCY_STEP, ERROR, NO_VALUE, NUMBER, STRING, TEXT, Grid, only_filled
from kamlib.study.read.workbook import Sheet, Workbook, unescape
from kamlib.words import phrase

# Cells of text are handed over in portions, so that Python's strings do not pile up.
CELLS_AT_ONCE = 200_000


MOST_CELLS = 60_000_000
# One step of indent by format beside indents written with spaces.
SPACES_A_STEP = 4


def read_sheet(book: Workbook, sheet: Sheet, place: Place) -> tuple[Grid, list[str]]:
    """Return the cells of a sheet as a grid, and sentences on what a reader of the sheet may not see.

    Numbers keep every digit that the file has; errors and formulas without a stored result are tagged, so
    that they can't be taken for blanks; ids that a format shows with zeros in front are text with them.

    Raises
    ------
    RefusedError
        Where there are more cells than can be read.
    """
    reader = _Reader(book, place)
    with book.archive.open(sheet.part) as stream:
        parse(stream, reader.start, reader.end, reader.text)
    steps = [phrase("read-hidden-sheet")] if sheet.hidden else []
    if reader.hidden_rows:
        steps.append(phrase("read-hidden-rows", rows=reader.hidden_rows))
    return reader.grid(), steps


class _Reader:
    """Handles the XML of a sheet; keeps the cells in the order of the file, and the one under way."""

    def __init__(self, book: Workbook, place: Place):
        self.book, self.place = book, place
        self.rows, self.columns, self.tags = array("q"), array("i"), bytearray()
        self.texts: list[str] = []
        self.done: list[pa.Array] = []
        self.levels: dict[int, int] = {}
        self.indents: dict[int, tuple[int, int]] = {}
        self.merges: list[tuple[int, int, int, int]] = []
        self.currencies = [""]
        self.hidden_rows = 0
        self.summary_below = True
        self.row = self.column = 0
        self.kind, self.style_number = "", ""
        self.formula = self.has_value = False
        self.taking = self.reading = False
        self.pieces: list[str] = []
        self.formula_pieces: list[str] = []
        self.letters: dict[str, int] = {}

    def add(self, text: str, tag: int) -> None:
        """Take one cell."""
        self.rows.append(self.row)
        self.columns.append(self.column)
        self.tags.append(tag)
        self.texts.append(text)
        if len(self.rows) > MOST_CELLS:
            raise self.place.refuse("workbook-too-large__cells")
        if len(self.texts) >= CELLS_AT_ONCE:
            self.hand_over()

    def hand_over(self) -> None:
        """Turn the texts so far into an arrow array."""
        self.done.append(pa.array(self.texts, STRING))
        self.texts.clear()

    def grid(self) -> Grid:
        """Return the cells as a grid of the rows and columns that hold something."""
        self.hand_over()
        texts, tags = pa.concat_arrays(self.done), np.frombuffer(bytes(self.tags), np.uint8)
        columns = np.array(self.columns, np.int64)
        rows, at_row = np.unique(np.array(self.rows, np.int64), return_inverse=True)
        letters = np.unique(columns)
        cells, grid_tags = [], np.zeros((len(rows), len(letters)), np.uint8)
        for place, letter in enumerate(letters):
            mine = np.flatnonzero(columns == letter)
            source = np.full(len(rows), -1, np.int64)
            source[at_row[mine]] = mine
            grid_tags[at_row[mine], place] = tags[mine]
            cells.append(texts.take(pa.array(source, mask=source < 0)))
        levels = np.array([self.levels.get(int(row), 0) for row in rows], np.int64)
        indents = np.array([self.indents.get(int(row), (0, 0))[1] for row in rows], np.int64)
        blanks = np.diff(np.concatenate([[0], rows])) - 1
        return only_filled(Grid(
            cells, rows, blanks, grid_tags, None, levels, indents, self.merges, [int(c) for c in letters],
            tuple(self.currencies), self.summary_below,
        ))

    def start(self, name: str, values: dict[str, str]) -> None:
        if name == "c":
            self._cell(values)
        elif name in ("v", "t"):
            self.taking = not self.reading
            self.has_value = True
        elif name == "f":
            self.formula = self.taking = True
            self.has_value = False
        elif name == "row":
            self._row(values)
        elif name == "rPh":
            self.reading = True
        elif name == "mergeCell":
            self._merge(values.get("ref", ""))
        elif name == "outlinePr":
            self.summary_below = values.get("summaryBelow", "1").lower() in ("1", "true")

    def end(self, name: str) -> None:
        if name == "c":
            self._finish()
        elif name in ("v", "t", "f"):
            self.taking = False
            if name == "f":
                self.formula_pieces = self.pieces
                self.pieces = []
        elif name == "rPh":
            self.reading = False

    def text(self, piece: str) -> None:
        if self.taking:
            self.pieces.append(piece)

    def _row(self, values: dict[str, str]) -> None:
        self.row = int(values.get("r", self.row + 1))
        self.column = -1
        if level := values.get("outlineLevel"):
            self.levels[self.row] = int(level)
        if values.get("hidden", "0").lower() in ("1", "true"):
            self.hidden_rows += 1

    def _cell(self, values: dict[str, str]) -> None:
        reference = values.get("r", "")
        self.column = self._column(reference.rstrip("0123456789")) if reference else self.column + 1
        self.kind, self.style_number = values.get("t", "n"), values.get("s", "")
        self.formula = self.has_value = False
        self.pieces, self.formula_pieces = [], []

    def _column(self, letters: str) -> int:
        if letters not in self.letters:
            number = 0
            for letter in letters.upper():
                number = number * 26 + ord(letter) - 64
            self.letters[letters] = number - 1
        return self.letters[letters]

    def _finish(self) -> None:
        text = "".join(self.pieces)
        if text or (self.kind != "n" and self.has_value):
            text, tag = self._value(text)
            if not text.strip():
                return
            self._indent(text)
            self.add(text, tag)
        elif self.formula:
            self.add(("=" + "".join(self.formula_pieces))[:80], NO_VALUE)

    def _value(self, text: str) -> tuple[str, int]:
        if self.kind == "n":
            style = self.book.style(self.style_number)
            shown, tag = style.shown(text, self.book.epoch_1904)
            if tag == NUMBER:
                shown = _number(shown)
                tag = NUMBER if shown else TEXT
            return shown or text, tag + (self._money(style.currency) if tag == NUMBER else 0)
        if self.kind == "s":
            at = int(text)
            return (self.book.strings[at] if 0 <= at < len(self.book.strings) else ""), TEXT
        if self.kind == "b":
            return ("TRUE" if text.strip() in ("1", "true") else "FALSE"), TEXT
        if self.kind == "e":
            return text, ERROR
        return unescape(text), TEXT

    def _money(self, currency: str) -> int:
        if not currency:
            return 0
        if currency not in self.currencies and len(self.currencies) < 30:
            self.currencies.append(currency)
        return CURRENCY_STEP * (self.currencies.index(currency) if currency in self.currencies else 0)

    def _indent(self, text: str) -> None:
        known = self.indents.get(self.row)
        if known is None or self.column < known[0]:
            spaces = len(text) - len(text.lstrip(" \u00a0"))
            steps = self.book.style(self.style_number).indent
            self.indents[self.row] = (self.column, steps * SPACES_A_STEP + spaces)

    def _merge(self, reference: str) -> None:
        if found := re.match(r"^([A-Z]+)(\d+):([A-Z]+)(\d+)$", reference):
            left, right = self._column(found[1]), self._column(found[3])
            self.merges.append((int(found[2]), int(found[4]), left, right))


def _number(text: str) -> str:
    """Return a number as short as people write it, ``12`` for ``12.0``; nothing where it is none."""
    if text.isdigit():
        return text
    try:
        value = float(text)
    except ValueError:
        return ""
    if not isfinite(value):
        return ""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else text
