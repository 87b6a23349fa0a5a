"""Records of a text: fields cut, quotes mended where that is certain, the line of each record kept."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Literal

import numpy as np
import pyarrow as pa

from kamlib.problems import Problem
from kamlib.study.read.found import Place
from kamlib.study.read.grid import STRING, Grid, only_filled, without_blank

# A cell of more lines than this is a quote that was never closed where its lines look like records, and
# longer than any cell of a spreadsheet it is one anyway.
LONGEST_CELL_LINES = 200
LONGEST_CELL = 32_767
ROWS_AT_ONCE = 50_000
# More fields than a sheet of Excel has columns are no table.
MOST_FIELDS = 16_384


@dataclass
class _Lines:
    """Lines that can be given back, counted as an editor counts them."""

    source: Iterator[str]
    delimiter: str
    number: int = 0
    pending: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    nul_line: int = 0
    nul_count: int = 0
    usual: int = 0
    alike: int = 0
    size: int = 0

    def __iter__(self) -> "Iterator[str]":
        return self

    def __next__(self) -> str:
        if len(self.pending) >= LONGEST_CELL_LINES and self._never_closed():
            raise csv.Error("quote never closed")
        line = self.returned.pop() if self.returned else next(self.source)
        self.number += 1
        if "\0" in line:
            line = line.replace("\0", "")
            self.nul_count += 1
            self.nul_line = self.nul_line or self.number
        self.pending.append(line)
        self.usual = self.usual or line.count(self.delimiter)
        self.alike += line.count(self.delimiter) >= self.usual
        self.size += len(line)
        return line

    def _never_closed(self) -> bool:
        """Whether the record under way holds the next ones: most of its lines are cut as the first one is."""
        return 2 * self.alike > len(self.pending) or self.size > LONGEST_CELL

    def settle(self) -> None:
        """Begin the next record."""
        self.pending.clear()
        self.alike = self.size = 0

    def give_back_all_but_first(self) -> str:
        """Return the first line of the record under way; the others will be read again."""
        first, *others = self.pending
        self.returned.extend(reversed(others))
        self.number -= len(others)
        self.settle()
        return first


def read_records(
    text: Iterator[str], delimiter: str, quoted: bool, place: Place, *, ruled: bool = False
) -> tuple[Grid, list[Problem]]:
    """Return the text as a grid, and what is wrong with its lines; blank lines are counted, not kept.

    Parameters
    ----------
    text : iterator of str
        Lines with their ends as they are in the file.
    delimiter : str
        One character.
    quoted : bool
        Whether quotes hold fields together.
    place : Place
        Names the file in messages.
    ruled : bool
        Whether lines are drawn around padded fields, as SAP prints lists.
    """
    lines = _Lines(text, delimiter)
    broken: list[tuple[int, str]] = []
    parts: list[tuple[list[pa.Array], list[int], list[int]]] = []
    rows: list[list[str]] = []
    numbers: list[int] = []
    for number, record in _cut(lines, delimiter, quoted, broken):
        if ruled:
            if is_rule("".join(record)):
                continue
            record = [cell.strip() for cell in record]
        rows.append(record)
        numbers.append(number)
        if len(rows) == ROWS_AT_ONCE:
            parts.append(_columns(rows, numbers))
            rows, numbers = [], []
    parts.append(_columns(rows, numbers))
    return _grid(parts), _problems(lines, broken, place)


def _cut(
    lines: _Lines, delimiter: str, quoted: bool, broken: list[tuple[int, str]],
) -> Iterator[tuple[int, list[str]]]:
    style: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    reader = csv.reader(lines, delimiter=delimiter, quoting=style, strict=True)
    while True:
        start = lines.number + 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error:
            if not lines.pending:
                return
            first = lines.give_back_all_but_first().rstrip("\r\n")
            broken.append((start, first))
            record = loose_fields(first, delimiter)
        lines.settle()
        yield start, record[:MOST_FIELDS]


def is_rule(line: str) -> bool:
    """Whether a line only draws a line.

    Examples
    --------
    >>> is_rule("|-------+------|"), is_rule("|- |5,00|")
    (True, False)
    """
    return bool(re.fullmatch(r"[\s|+]*[-=_]{3}[-=_\s|+]*", line))


def loose_fields(line: str, delimiter: str) -> list[str]:
    """Return the fields of a line whose quotes are not doubled: a quote closes only before a delimiter.

    Examples
    --------
    >>> loose_fields('1;"ООО "Ромашка"";25', ";")
    ['1', 'ООО "Ромашка"', '25']
    >>> loose_fields('1;"12 inch;100', ";")
    ['1', '"12 inch', '100']
    """
    sign = re.escape(delimiter)
    pattern = re.compile(rf'\s*"(?P<quoted>.*?)"\s*(?={sign}|$)|(?P<plain>[^{sign}]*)')
    fields, at = [], 0
    while at <= len(line):
        found = pattern.match(line, at)
        assert found is not None  # the second form matches everything, also nothing
        quoted = found["quoted"]
        fields.append(found["plain"] if quoted is None else quoted.replace('""', '"'))
        at = found.end() + 1
    return fields


def _columns(rows: list[list[str]], numbers: list[int]) -> tuple[list[pa.Array], list[int], list[int]]:
    return [pa.array(c, STRING) for c in zip_longest(*rows)], numbers, [len(row) for row in rows]


def _grid(parts: list[tuple[list[pa.Array], list[int], list[int]]]) -> Grid:
    width = max(len(columns) for columns, _n, _f in parts)
    cells = []
    for c in range(width):
        pieces = [cs[c] if c < len(cs) else pa.nulls(len(n), STRING) for cs, n, _f in parts]
        cells.append(pa.concat_arrays(pieces))
    rows = np.array([n for _c, numbers, _f in parts for n in numbers], np.int64)
    fields = np.array([n for _c, _n, fields in parts for n in fields], np.int64)
    grid = Grid(without_blank(cells), rows, np.zeros(len(rows), np.int64), fields=fields,
                letters=list(range(width)))
    return only_filled(grid)


def _problems(lines: _Lines, broken: list[tuple[int, str]], place: Place) -> list[Problem]:
    problems = []
    if lines.nul_count:
        problems.append(place.problem("text-nul", "warning", row=lines.nul_line, count=lines.nul_count))
    if broken:
        row, line = broken[0]
        problems.append(place.problem("text-quotes", "warning", row=row, found=line[:60], count=len(broken)))
    return problems
