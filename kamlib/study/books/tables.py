"""The answers in the workbooks of all accounts, as typed tables."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from kamlib.problems import KamError, Problem, problem
from kamlib.study.books.book import Book, read_book
from kamlib.study.books.place import book_paths, label_of
from kamlib.study.forms.cells import by_line
from kamlib.study.forms.form import Page
from kamlib.study.forms.statement import lacking_in, place_of
from kamlib.study.typed import typed_frame
from kamlib.tables import BOOKS, KEPT, Table

COMMENTS = ["account", "page", "line", "column", "comment"]


@dataclass(frozen=True)
class Books:
    """The workbooks of a kind, of all accounts.

    Parameters
    ----------
    tables : dict of str to DataFrame
        By table: ``account``, ``line`` and the columns of the table; of meetings also ``day``.
    comments : DataFrame
        ``account``, ``page``, ``line``, ``column``, ``comment``.
    problems : list of Problem
        Workbooks and cells that can't be taken, and lines that lack what they need.
    files : dict of str to str
        Account -> its workbook, as problems name it; of meetings the latest.
    """

    tables: dict[str, pd.DataFrame]
    comments: pd.DataFrame
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)


def read_books(folder: Path, kind: str) -> Books:
    """Read the workbooks of a kind; one that can't be read is told and does not stop the others.

    Parameters
    ----------
    folder : Path
        The study folder.
    kind : {"dossier", "buying-centre", "plan", "meeting"}

    Returns
    -------
    Books
    """
    rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in BOOKS[kind]}
    comments: list[tuple[str, ...]] = []
    problems: list[Problem] = []
    files: dict[str, str] = {}
    for book in _books(folder, kind, problems):
        if book.account in files and kind != "meeting":
            problems.append(problem("book-second", file=book.file, other=files[book.account]))
            continue
        files[book.account] = book.file
        problems += book.problems
        for page in book.schema.pages:
            if page.table in rows:
                rows[page.table] += _rows(book, page, KEPT[page.table], problems)
        comments += [
            (book.account, page, answer.line, answer.column, answer.comment)
            for page, answers in book.answers.items() for answer in answers if answer.comment
        ]  # fmt: skip
    tables = {name: _typed(own, KEPT[name], kind) for name, own in rows.items()}
    return Books(tables, pd.DataFrame(comments, columns=COMMENTS, dtype="str"), problems, files)


def _books(folder: Path, kind: str, problems: list[Problem]) -> Iterator[Book]:
    """Yield the workbooks of a kind that can be read."""
    for path in book_paths(folder, kind):
        try:
            book = read_book(path, label_of(folder, path))
        except KamError as error:
            problems += error.problems
            continue
        if book.schema.name == kind:
            yield book
        else:
            problems.append(problem("book-second__kind", file=book.file))


def _rows(book: Book, page: Page, table: Table, problems: list[Problem]) -> Iterator[dict[str, Any]]:
    """Yield what a page says as rows of its table; a line that lacks what it needs is a problem."""
    known = {"account": book.account, "day": book.schema.about.get("day", "")}
    lines = by_line(answer for answer in book.answers.get(page.key, []) if answer.text)
    if page.lines and all(line.key in table.columns for line in page.lines):
        fields = {line: cells["value"].text for line, cells in lines.items() if "value" in cells}
        yield from [{**known, "line": table.name, **fields}] if fields else []
        return
    by_key = next(iter(table.columns))
    for line, cells in lines.items():
        if lacking := lacking_in(cells, table, page):
            place = place_of(next(iter(cells.values())), book.file)
            problems.append(problem("book-line", severity="warning", lacking=lacking, **place))
        else:
            implied = {} if by_key in page.asked_by_key else {by_key: line}
            texts = {name: answer.text for name, answer in cells.items()}
            yield {**known, "line": line, **implied, **texts}


def _typed(rows: list[dict[str, Any]], table: Table, kind: str) -> pd.DataFrame:
    first = ["account", *(["day"] if kind == "meeting" else []), "line"]
    cells = pd.DataFrame(rows, columns=[*first, *table.columns], dtype="object").fillna("").astype("str")
    frame, _wrong = typed_frame(cells, table, Problem("book-cell", ""), exact=True)
    return frame[[*first, *table.columns]]
