"""What people keep in the workbooks of the accounts, under the keys that the study has."""

import os
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd

from kamlib.flow.keep import kept
from kamlib.flow.once import once
from kamlib.flow.prepare import prepared
from kamlib.problems import Problem
from kamlib.study.books import Books, read_books
from kamlib.study.books.place import book_paths
from kamlib.study.folder import Study
from kamlib.tables import BOOKS
from kamlib.tables.codes import Codes
from kamlib.text import _

_PROBLEM = ["code", "message", "remedy", "severity", "file", "sheet", "column", "found"]


@once(books=True)
def kept_books(study: Study, kind: str) -> Books:
    """Return the workbooks of a kind, of all accounts; read again only when one of them changed.

    Parameters
    ----------
    study : Study
    kind : {"dossier", "buying-centre", "plan", "meeting"}

    Returns
    -------
    Books
        Of accounts that the study has; a workbook of another one is among the problems.

    Raises
    ------
    KamError
        When something stops the study.

    Examples
    --------
    >>> from kamlib.flow import open_study
    >>> "persons" in kept_books(open_study(), "buying-centre").tables
    True
    """
    papers = book_paths(study.folder, kind)
    if not papers:
        return _without_any(kind)
    frames = kept(study.named, f"books-{kind}", lambda: _frames(study.folder, kind), papers=papers)
    told = frames["problems"].to_dict("records")
    problems = [Problem(**{str(name): value for name, value in row.items()}) for row in told]
    files = dict(frames["files"][["account", "file"]].itertuples(index=False, name=None))
    tables = {table.name: frames[table.name] for table in BOOKS[kind]}
    accounts = set(prepared(study).accounts["account"])
    books = _known(Books(tables, frames["comments"], problems, files), accounts)
    return books if study.codes is None else _coded(books, kind, study.codes)


@cache
def _without_any(kind: str) -> Books:
    return read_books(Path(os.devnull), kind)


def troubles(problems: list[Problem]) -> pd.DataFrame:
    """Return what could not be taken as it stands and what is right: ``place``, ``found``, ``what``."""
    rows = [(p.place, p.found, f"{p.message}; {p.remedy}" if p.remedy else p.message) for p in problems]
    return pd.DataFrame(rows, columns=["place", "found", "what"], dtype="str")


def _coded(books: Books, kind: str, codes: Codes) -> Books:
    """Return the workbooks with codes in place of people, and without what names anybody."""
    tables = {table.name: codes.table(books.tables[table.name], table) for table in BOOKS[kind]}
    problems = [replace(one, message=codes.words(one.message), remedy=codes.words(one.remedy),
                        found=codes.words(one.found)) for one in books.problems]
    return replace(books, tables=tables, comments=books.comments.head(0), problems=problems)


def _frames(folder: Path, kind: str) -> dict[str, pd.DataFrame]:
    books = read_books(folder, kind)
    told = [[getattr(problem, name) for name in _PROBLEM] for problem in books.problems]
    return {
        **books.tables, "comments": books.comments,
        "problems": pd.DataFrame(told, columns=_PROBLEM, dtype="str"),
        "files": pd.DataFrame(list(books.files.items()), columns=["account", "file"], dtype="str"),
    }  # fmt: skip


def _known(books: Books, accounts: set[str]) -> Books:
    """Return the workbooks of accounts that the study has."""
    strange = {account: file for account, file in books.files.items() if account not in accounts}
    if not strange:
        return books
    message = _("is the workbook of an account that the study does not have; it is kept and not counted")
    remedy = _("rename the account back, or give its folder the key that it has now")
    told = [
        Problem("book-stranger", message, remedy, "warning", file=file, found=account)
        for account, file in strange.items()
    ]
    tables = {
        name: frame[~frame["account"].isin(list(strange))].reset_index(drop=True)
        for name, frame in books.tables.items()
    }
    files = {account: file for account, file in books.files.items() if account in accounts}
    return replace(books, tables=tables, problems=[*books.problems, *told], files=files)
