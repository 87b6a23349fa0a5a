"""A workbook of an account, made or made anew: one step, a dated copy, and nothing that was typed lost."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from kamlib.problems import KamError, Problem, problem
from kamlib.study.books.book import Book, read_book
from kamlib.study.books.carry import carried
from kamlib.study.books.change import Change, changed
from kamlib.study.books.place import AccountForm, account_folder, book_path, label_of, safe
from kamlib.study.books.proposed import renewed
from kamlib.study.forms.keep import refuse_open
from kamlib.study.forms.write import workbook_of
from kamlib.study.judgement import keep_copy, write_whole

__all__ = ["Change", "Made", "make_book"]


@dataclass(frozen=True)
class Made:
    """What became of a workbook.

    Parameters
    ----------
    path : Path
    state : {"new", "changed", "same"}
    answers, former : int
        Cells carried over, and of them those that nobody asks for any more.
    copy : Path or None
        What was there before.
    pictures : int
        Pictures and charts that only the copy has.
    """

    path: Path
    state: Literal["new", "changed", "same"]
    answers: int = 0
    former: int = 0
    copy: Path | None = None
    pictures: int = 0


def make_book(
    folder: Path, account_form: AccountForm, *, on: date, changes: Iterable[Change] = ()
) -> Made:
    """Write a workbook of an account; what is there already keeps every answer, comment and attachment.

    Proposals that nobody touched are made anew: see `kamlib.study.books.proposed.renewed`.

    Parameters
    ----------
    folder : Path
        The study folder.
    account_form : AccountForm
        What the template and the data make of it.
    on : date
        Day in the name of the copy.
    changes : iterable of Change
        Cells to be written after what is there was carried over.

    Returns
    -------
    Made

    Raises
    ------
    KamError
        When the workbook that is there is open, damaged, of another account or holds cells that can't be
        taken; it is left as it is.
    """
    own = account_form
    path = book_path(folder, own.account, own.name, own.kind, own.day)
    label = label_of(folder, path)
    refuse_open(path, Problem("book-open", "", file=label))
    before = path.read_bytes() if path.exists() else None
    book = renewed(_sound(path, label, own), on=on) if before is not None else None
    form = changed(carried(own.form, book), changes)
    content = workbook_of(form)
    _make_folders(folder, own)
    answers = sum(bool(a.text) for answers in book.answers.values() for a in answers) if book else 0
    former = sum(len(p.lines) for p in form.pages if p.key.startswith("former:"))
    if content == before:
        return Made(path, "same", answers, former)
    copy = _kept(path, before, label, on) if before is not None else None
    write_whole(path, content)
    return Made(path, "changed" if copy else "new", answers, former, copy, book.pictures if book else 0)


def _sound(path: Path, label: str, own: AccountForm) -> Book:
    """Return what is there.

    Raises
    ------
    KamError
        Where it can't be read, is not this account's, or a cell of it can't be taken.
    """
    book = read_book(path, label)
    if (book.account, book.schema.name) != (own.account, own.kind):
        raise KamError(problem("book-other", file=label, name=own.name))
    wrong = [problem for problem in book.problems if problem.stops]
    if wrong:
        raise KamError(wrong)
    return book


def _kept(path: Path, before: bytes, label: str, on: date) -> Path:
    """Keep a copy of what is there.

    Raises
    ------
    KamError
        Where somebody saved it meanwhile.
    """
    if path.read_bytes() != before:
        raise KamError(problem("book-open__saved", file=label))
    return keep_copy(path, on=on)


def _make_folders(folder: Path, own: AccountForm) -> None:
    place = account_folder(folder, own.account, own.name)
    for name in ("", *map(safe, own.folders), *(["meetings"] if own.kind == "meeting" else [])):
        (place / name).mkdir(parents=True, exist_ok=True)
