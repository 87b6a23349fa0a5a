"""One workbook of an account as it is now: every answer and comment, and what people wrote beside them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kamlib.problems import KamError, Problem, problem
from kamlib.study.forms.answer import shown
from kamlib.study.forms.cells import Answer, Found, find_page, one_line, read_page
from kamlib.study.forms.form import Form, OwnCell, OwnSheet, Page
from kamlib.study.forms.returned import Returned, open_returned
from kamlib.text import _

_MOST_CELLS = 200_000


@dataclass
class Book:
    """A workbook of an account.

    Parameters
    ----------
    file : str
        As problems name it.
    schema : Form
        What it says of itself; ``about["account"]`` is the account.
    answers : dict of str to list of Answer
        By page: cells with an answer, a comment or both.
    beside : list of (str, str)
        Place and text of what was written where nothing is asked.
    own : list of (str, tuple of OwnCell)
        Sheets that people added.
    pictures : int
        Pictures and charts that people put in.
    problems : list of Problem
        Cells that can't be taken.
    """

    file: str
    schema: Form
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    beside: list[tuple[str, str]] = field(default_factory=list)
    own: list[OwnSheet] = field(default_factory=list)
    pictures: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def account(self) -> str:
        """Key of the account."""
        return self.schema.about.get("account", "")


def read_book(path: Path, file: str) -> Book:
    """Read a workbook of an account.

    Parameters
    ----------
    path : Path
    file : str
        The file as problems name it.

    Raises
    ------
    KamError
        When it can't be read, is hostile, or is no workbook of an account.
    """
    returned = open_returned(path, file)
    if "account" not in returned.schema.about:
        raise KamError(problem("book-foreign", file=file))
    book = Book(file, returned.schema, pictures=len(returned.book.chartsheets))
    pages = {}
    for page in returned.schema.pages:
        read = read_page(returned, page)
        book.answers[page.key] = read.answers
        book.problems += read.problems
        if found := find_page(returned, page):
            pages[found.sheet.title] = (page, found)
    first = next((sheet.title for sheet in returned.sheets() if sheet.title not in pages), "")
    for sheet in returned.sheets():
        book.pictures += len(getattr(sheet, "_images", [])) + len(getattr(sheet, "_charts", []))
        if sheet.title in pages:
            _read_beside(*pages[sheet.title], book)
        elif sheet.title == first and (sheet.protection.sheet or sheet.title == _("Read me")):
            # the page that says what to do
            _note(sheet, book, lambda cell: cell.column not in (1, 2), lambda cell: True)
        else:
            _own_sheet(returned, sheet, book)
    return book


def _read_beside(page: Page, found: Found, book: Book) -> None:
    """Note what stands beside the table of a page, below its lines, and comments on cells only shown."""
    answered = {(a.sheet, a.at) for a in book.answers[page.key]}
    named = {cell.column for cell in found.sheet[found.row] if cell.value is not None}
    listed = {one_line(line.key) for line in page.lines}
    keys = {cell.row: one_line(shown(cell.value)) for cell in _cells_of(found.sheet)
            if cell.column == found.key and shown(cell.value)}  # fmt: skip
    below = min((row for row, key in keys.items() if key in listed), default=found.sheet.max_row)
    asked = set(found.columns.values())

    def beside(cell: Any) -> bool:
        keyless = cell.row > below and cell.row not in keys and cell.column not in asked
        return cell.row != found.row and (cell.column not in named or keyless)

    _note(found.sheet, book, beside, lambda cell: (found.sheet.title, cell.coordinate) not in answered)


def _note(sheet: Any, book: Book, beside: Callable[[Any], bool], loose: Callable[[Any], bool]) -> None:
    for cell in _cells_of(sheet):
        place = f"{sheet.title} {cell.coordinate}"
        if cell.comment and loose(cell):
            book.beside.append((place, cell.comment.text.strip()))
        if shown(cell.value) and beside(cell):
            book.beside.append((place, shown(cell.value)))


def _own_sheet(returned: Returned, sheet: Any, book: Book) -> None:
    """Take a sheet that somebody added as it is, or say that it is too large to be carried over."""
    cells = [cell for cell in _cells_of(sheet) if cell.value is not None or cell.comment]
    if len(cells) > _MOST_CELLS:
        book.problems.append(problem("book-large", file=book.file, sheet=sheet.title))
    own = []
    for cell in cells:
        note, value, formula = cell.comment.text.strip() if cell.comment else "", cell.value, ""
        if cell.data_type == "f":
            formula = str(getattr(value, "text", value))
            value = returned.results[sheet.title][cell.coordinate].value
        own.append(OwnCell(cell.row, cell.column, value, formula, note))
    book.own.append((sheet.title, tuple(own)))


def _cells_of(sheet: Any) -> list[Any]:
    """Return the cells that are there; going through rows would make those between them."""
    return [cell for _place, cell in sorted(sheet._cells.items())]
