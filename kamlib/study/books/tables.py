"""The answers in the workbooks of all accounts, as typed tables."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from kamlib.problems import KamError, Problem
from kamlib.study.books.book import Book, read_book
from kamlib.study.books.place import book_paths, label_of
from kamlib.study.forms.cells import Answer
from kamlib.study.forms.schema import Sheet
from kamlib.study.typed import typed_frame
from kamlib.tables import BOOKS, KEPT, Table
from kamlib.text import _

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
    for path in book_paths(folder, kind):
        label = label_of(folder, path)
        try:
            book = read_book(path, label)
        except KamError as error:
            problems += error.problems
            continue
        first = files.get(book.account)
        if book.schema.name != kind or (first and kind != "meeting"):
            problems.append(_second(label, first))
            continue
        files[book.account] = label
        problems += book.problems
        for page in book.schema.pages:
            name = page.key.split(":")[0]
            if name not in rows:
                continue
            found, lacking = _rows(book, page, KEPT[name])
            rows[name] += found
            problems += lacking
        comments += [
            (book.account, page, answer.line, answer.column, answer.comment)
            for page, answers in book.answers.items() for answer in answers if answer.comment
        ]  # fmt: skip
    tables = {name: _typed(found, KEPT[name], kind) for name, found in rows.items()}
    return Books(tables, pd.DataFrame(comments, columns=COMMENTS, dtype="str"), problems, files)


def _rows(book: Book, page: Sheet, table: Table) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Return what a page says as rows of its table, and a problem for each line that lacks what it needs."""
    known = {"account": book.account, "day": book.schema.about.get("day", "")}
    lines: dict[str, dict[str, str]] = {}
    places: dict[str, Answer] = {}
    for answer in book.answers.get(page.key, []):
        if answer.text:
            lines.setdefault(answer.line, {})[answer.column] = answer.text
            places.setdefault(answer.line, answer)
    if page.lines and all(line.key in table.columns for line in page.lines):
        fields = {line: cells["value"] for line, cells in lines.items() if "value" in cells}
        return ([{**known, "line": table.name, **fields}] if fields else []), []
    by_line = next(iter(table.columns))
    implied = by_line not in {asked.key for asked in page.columns}
    found, lacking = [], []
    for line, cells in lines.items():
        row = {**({by_line: line} if implied else {}), **cells}
        missing = [name for name in table.required if name not in row]
        if missing:
            labels = {asked.key: asked.label for asked in page.columns}
            message = _("is a line without: {}").format(", ".join(labels.get(n, n) for n in missing))
            at = places[line]
            lacking.append(Problem("book-line", message, _("fill it, or empty the line"), "warning",
                                   file=book.file, sheet=at.sheet, column=at.at, found=at.text[:80]))
        else:
            found.append({**known, "line": line, **row})
    return found, lacking


def _typed(rows: list[dict[str, Any]], table: Table, kind: str) -> pd.DataFrame:
    first = ["account", *(["day"] if kind == "meeting" else []), "line"]
    cells = pd.DataFrame(rows, columns=[*first, *table.columns], dtype="object").fillna("").astype("str")
    frame, _wrong = typed_frame(cells, table, Problem("book-cell", ""), exact=True)
    return frame[[*first, *table.columns]]


def _second(label: str, first: str | None) -> Problem:
    message = _("is a second workbook of the account of {}").format(first) if first else _(
        "is a workbook of another kind than its name says")
    return Problem("book-second", message, _("keep one of them there"), file=label)

