"""The answers in the cells of a returned page, each with its place; nothing is guessed."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kamlib.names import plain
from kamlib.problems import Problem, problem
from kamlib.study.forms.answer import as_answer, shown, wanted
from kamlib.study.forms.form import Kind, Line, Page
from kamlib.study.forms.page import MARK, NAME
from kamlib.study.forms.returned import Returned
from kamlib.study.typed import UntypedError
from kamlib.words import phrase

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# The row that names the columns stands first; rows and columns that somebody inserted push it.
_ROWS, _COLUMNS = 30, 300
# Far beyond any form; a cell in the last row of a sheet would otherwise fill the memory with empty ones.
_MOST_ROWS = 20_000


@dataclass(frozen=True)
class Found:
    """A page in a workbook: its sheet, the row above its head, and where its columns stand, from 1."""

    sheet: "Worksheet"
    row: int
    key: int
    name: int
    columns: dict[str, int]


@dataclass(frozen=True)
class Answer:
    """One cell with an answer, a comment or both: what it speaks of, and where it stands.

    Parameters
    ----------
    line : str
        Key of the line.
    about : str
        The account, or what somebody wrote as its name.
    column, label : str
        The column, and its heading.
    text : str
        The answer as it is kept; empty where there is only a comment.
    sheet, at : str
        The place.
    comment : str
        What somebody wrote beside the cell.
    before : str
        What the cell held when the form was made.
    """

    line: str
    about: str
    column: str
    label: str
    text: str
    sheet: str
    at: str
    comment: str = ""
    before: str = ""

    @property
    def untouched(self) -> bool:
        """Whether the form came back with what it was sent with."""
        return bool(self.text) and self.text == self.before


Cells = dict[str, Answer]


@dataclass
class PageRead:
    """What a returned page holds.

    Parameters
    ----------
    answers : list of Answer
        Of the listed lines; ``about`` is the account.
    free : dict of str to list of Answer
        Of lines that somebody added, by what was written as the name; ``about`` is that text.
    problems : list of Problem
    empty : int
        How many cells that could be answered are empty.
    """

    answers: list[Answer] = field(default_factory=list)
    free: dict[str, list[Answer]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    empty: int = 0


def by_line(answers: Iterable[Answer]) -> dict[str, Cells]:
    """Return answers by line and column."""
    lines: dict[str, Cells] = {}
    for answer in answers:
        lines.setdefault(answer.line, {})[answer.column] = answer
    return lines


def find_page(returned: Returned, page: Page) -> Found | None:
    """Return where a page is, whatever its tab is called now.

    It is known by its hidden row of names, or by its headings where that row was deleted.
    """
    sheets = sorted(returned.sheets(), key=lambda sheet: bool(sheet.title != page.sheet))
    for sheet in sheets:
        for row, at in _head(sheet):
            if MARK + page.key in at:
                columns = {name: at[name] for name in page.asked_by_key if name in at}
                return Found(sheet, row, at[MARK + page.key], at.get(NAME, 0), columns)
    for row, at in _head(sheets[0]) if sheets and sheets[0].title == page.sheet else ():
        columns = {name: at[column.label] for name, column in page.asked_by_key.items() if column.label in at}
        if len(columns) > len(page.asked) / 2 and sheets[0].cell(row, 1).value is not None:
            return Found(sheets[0], row, 1, 2, columns)
    return None


def _head(sheet: "Worksheet") -> Iterator[tuple[int, dict[str, int]]]:
    """Yield the first rows: the place of each text in it."""
    # Looking beyond the last cell would make cells there, hundreds of thousands in a study.
    rows, columns = min(_ROWS, sheet.max_row), min(_COLUMNS, sheet.max_column)
    for row, cells in enumerate(sheet.iter_rows(max_row=rows, max_col=columns, values_only=True), 1):
        yield row, {shown(cell): place for place, cell in enumerate(cells, 1) if cell is not None}


def read_page(returned: Returned, page: Page) -> PageRead:
    """Return the answers of a page; whatever can't be taken is a problem with sheet and cell."""
    found = find_page(returned, page)
    if found is None:
        gone = problem("form-sheet", file=returned.file, name=page.sheet)
        return PageRead(problems=[gone], empty=len(page.asked) * len(page.lines))
    return _Reader(returned, page, found).read()


class _Reader:
    """Goes through the rows of a page."""

    def __init__(self, returned: Returned, page: Page, found: Found):
        self.returned, self.page, self.found, self.sheet = returned, page, found, found.sheet
        self.lines = {one_line(line.key): line for line in page.lines}
        self.merged = {(area.min_row, area.min_col) for area in self.sheet.merged_cells.ranges}
        self.out = PageRead()
        self.rows: dict[str, int] = {}

    def read(self) -> PageRead:
        found, place = self.found, {"file": self.returned.file, "sheet": self.sheet.title}
        gone = [column for name, column in self.page.asked_by_key.items() if name not in found.columns]
        self.out.problems += [problem("form-column", found=column.label, **place) for column in gone]
        last, width = min(self.sheet.max_row, _MOST_ROWS), max(found.key, found.name, *found.columns.values())
        for cells in self.sheet.iter_rows(min_row=self._start(), max_row=last, max_col=width):
            self._row(list(cells))
        if self.sheet.max_row > _MOST_ROWS:
            self.out.problems.append(problem("form-rows", last=str(_MOST_ROWS), **place))
        for line in self.page.lines:
            if line.key not in self.rows:
                self.out.empty += len(found.columns.keys() - line.locked)
        return self.out

    def _start(self) -> int:
        """Return the first row of lines: that of a key, else where they were when the form was made."""
        first = self.found.row + 1
        usual = first + self.page.head - 1
        for row in range(first, min(usual, self.sheet.max_row) + 1):
            if one_line(shown(self.sheet.cell(row, self.found.key).value)) in self.lines:
                return row
        return usual

    def _row(self, cells: list[Any]) -> None:
        at = self.found
        key, name = (shown(self._value(cells[place - 1])) if place else "" for place in (at.key, at.name))
        key = one_line(key)
        asked = {column: cells[place - 1] for column, place in at.columns.items()}
        filled = {column: cell for column, cell in asked.items() if shown(cell.value) or cell.comment}
        if key in self.lines:
            self._listed(self.lines[key], name, asked, cells[at.key - 1])
        elif key and filled:
            self._problem("form-key__unknown", cells[at.key - 1], key)
        elif not key and name and self.page.free:
            taken = self.out.free.setdefault(name, [])
            for column, cell in filled.items():
                taken += self._answers(Line(f"row {cells[0].row}", name), column, cell)
        elif not key:
            for cell in filled.values():
                self._problem("form-key", cell, shown(cell.value))

    def _listed(self, line: Line, name: str, asked: dict[str, Any], at: Any) -> None:
        """Take a line of the form, unless it was torn apart or copied."""
        if name and plain(name) != plain(line.name):
            self._problem("form-torn", at, name, name=line.name)
        elif line.key not in self.rows:
            self.rows[line.key] = at.row
            for column, cell in asked.items():
                if column not in line.locked:
                    self.out.answers += self._answers(line, column, cell)
                    self.out.empty += not shown(cell.value)
        elif any(shown(cell.value) for cell in asked.values()):
            self._problem("form-twice__row", at, line.name, other=str(self.rows[line.key]))

    def _answers(self, line: Line, name: str, cell: Any) -> list[Answer]:
        """Return the answer of a cell, if it holds one; what is wrong with it becomes a problem."""
        kind, label = self.page.kind(line, name) or Kind(), self.page.asked_by_key[name].label
        value, before = self._value(cell), str(line.cells.get(name, ""))
        with suppress(UntypedError):  # what is none of the choices any more is left as it is
            before = as_answer(before, kind)
        try:
            text = self._checked(value, cell, kind)
        except UntypedError as error:
            if shown(value) != before:
                self.out.problems.append(Problem(
                    "form-cell", error.message, error.remedy, file=self.returned.file, sheet=self.sheet.title,
                    column=f"{cell.coordinate} {label}", found=shown(value)[:80]))  # fmt: skip
                return []
            text = before
        comment = _own_words(cell.comment.text) if cell.comment else ""
        place = (self.sheet.title, cell.coordinate)
        answer = Answer(line.key, line.subject, name, label, text, *place, comment, before)
        return [answer] if text or comment else []

    def _checked(self, value: Any, cell: Any, kind: Kind) -> str:
        """Return a cell's answer as it is kept.

        Raises
        ------
        UntypedError
            Where it is none, or it is not told for which row it stands.
        """
        if (cell.row, cell.column) in self.merged and shown(value):
            raise UntypedError(phrase("answer-merged"), phrase("answer-merged.remedy"))
        if cell.data_type == "f" and isinstance(value, str) and value.startswith("="):
            raise UntypedError(phrase("answer-formula"), wanted(kind))
        return as_answer(value, kind)

    def _value(self, cell: Any) -> Any:
        """Return what a cell shows: of a formula its result."""
        if cell.data_type != "f":
            return cell.value
        sheets = self.returned.results
        result = sheets[self.sheet.title][cell.coordinate].value if self.sheet.title in sheets else None
        return f"={shown(getattr(cell.value, 'text', cell.value)).lstrip('=')}" if result is None else result

    def _problem(self, key: str, cell: Any, found: str, **facts: Any) -> None:
        place: dict[str, Any] = {"sheet": self.sheet.title, "column": cell.coordinate, "found": found[:80]}
        self.out.problems.append(problem(key, file=self.returned.file, **place, **facts))


def _own_words(comment: str) -> str:
    """Return what somebody wrote into a comment, without what Excel writes around it."""
    threaded = comment.startswith("[Threaded comment]")
    return (comment.partition("Comment:")[2] if threaded else comment).strip()


def one_line(text: str) -> str:
    """Return a text with each gap in it as one blank, as keys are compared."""
    return " ".join(text.split())
