"""One workbook of an account as it is now: every answer and comment, and what people wrote beside them."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kamlib.problems import KamError, Problem
from kamlib.study.forms.cells import Answer, read_page
from kamlib.study.forms.find import find_page
from kamlib.study.forms.returned import Returned, open_returned
from kamlib.study.forms.schema import Schema
from kamlib.text import _

_MOST_CELLS = 200_000


@dataclass
class Book:
    """A workbook of an account.

    Parameters
    ----------
    file : str
        As problems name it.
    schema : Schema
        What it says of itself; ``about["account"]`` is the account.
    answers : dict of str to list of Answer
        By page: cells with an answer, a comment or both.
    beside : list of (str, str)
        Place and text of what was written where nothing is asked.
    own : list of (str, tuple of rows)
        Sheets that people added.
    pictures : int
        Pictures and charts that people put in.
    problems : list of Problem
        Cells that can't be taken.
    """

    file: str
    schema: Schema
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    beside: list[tuple[str, str]] = field(default_factory=list)
    own: list[tuple[str, tuple[tuple[Any, ...], ...]]] = field(default_factory=list)
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
        message, remedy = _("is a form and no workbook of an account"), _("collect it: kam collect")
        raise KamError(Problem("book-foreign", message, remedy, file=file))
    book = Book(file, returned.schema)
    for page in returned.schema.pages:
        read = read_page(returned, page)
        book.answers[page.key] = read.answers
        book.problems += read.problems
    _read_beside(returned, book)
    return book


def _read_beside(returned: Returned, book: Book) -> None:
    """Note what stands where nothing is asked, and the sheets that people added."""
    asked = {(a.sheet, a.at) for answers in book.answers.values() for a in answers}
    pages = {}
    for page in returned.schema.pages:
        found = find_page(returned, page)
        if found:
            pages[found.sheet.title] = found
    first = next((sheet.title for sheet in returned.sheets() if sheet.title not in pages), "")
    for sheet in returned.sheets():
        book.pictures += len(getattr(sheet, "_images", [])) + len(getattr(sheet, "_charts", []))
        if sheet.title in pages:
            found = pages[sheet.title]
            named = {cell.column for cell in sheet[found.row] if cell.value is not None}
            keys = found.row
        elif sheet.title == first and (sheet.protection.sheet or sheet.title == _("Read me")):
            named, keys = {1, 2}, 0  # the page that says what to do
        else:
            book.own.append((sheet.title, _cells(sheet)))
            continue
        for row in sheet.iter_rows():
            for cell in row:
                place = f"{sheet.title} {cell.coordinate}"
                if cell.comment and (sheet.title, cell.coordinate) not in asked:
                    book.beside.append((place, cell.comment.text.strip()))
                if cell.value is not None and cell.column not in named and cell.row != keys:
                    book.beside.append((place, str(cell.value)))


def _cells(sheet: Any) -> tuple[tuple[Any, ...], ...]:
    """Return the cells of a sheet as they are; more than anybody types is cut."""
    rows, count = [], 0
    for row in sheet.iter_rows(values_only=True):
        count += len(row)
        if count > _MOST_CELLS:
            break
        rows.append(tuple(row))
    return tuple(rows)


