"""Cells of an account's workbook written by the workbook itself: what a copy or a meeting brings."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kamlib.problems import KamError, Problem
from kamlib.study.books.carry import cell_value, holds, with_note, with_spare
from kamlib.study.forms.form import Form, Kind, Line, Page
from kamlib.study.typed import UntypedError
from kamlib.text import _


@dataclass(frozen=True)
class Change:
    """One cell to be written.

    Parameters
    ----------
    page, line, column : str
        Keys; a line ``"+1"`` is the next empty one of the page, the same for every change that names it.
    text : str
        The answer as it is kept: days as 2026-01-31, shares as 0.35, choices by their keys. Empty: the cell
        is emptied or, with a note, left as it is.
    note : str
        A comment beside the cell, put below those that are there.
    """

    page: str
    line: str
    column: str
    text: str
    note: str = ""


def changed(form: Form, changes: Iterable[Change]) -> Form:
    """Return a form with cells written; new lines are taken where they are empty.

    Raises
    ------
    KamError
        Where a page, a line or a column is not there, or the text is no answer for it.
    """
    pages = {page.key: page for page in form.pages}
    places: dict[tuple[str, str], str] = {}
    problems = []
    for change in changes:
        page = pages.get(change.page)
        if page is None:
            problems.append(_unknown(change.page, _("is no page of this workbook")))
            continue
        page = with_spare(page)
        line = _line_for(page, change, places)
        column = next((c for c in page.asked if c.key == change.column), None)
        if line is None or column is None:
            problems.append(_unknown(f"{change.line} {change.column}".strip(), _("is no place of the page")))
            continue
        kind = line.kinds.get(column.key, column.kind) or Kind()
        try:
            value = cell_value(change.text, kind, kind)
        except UntypedError as error:
            problems.append(Problem("book-change", error.message, error.remedy, found=change.text[:80]))
            continue
        alone = change.note and value is None
        cells = line.cells if alone else {**line.cells, column.key: value}
        notes = with_note(line.notes, column.key, change.note)
        after = replace(line, cells=cells, notes=notes)
        lines = tuple(after if one.key == line.key else one for one in page.lines)
        pages[page.key] = replace(page, lines=lines)
    if problems:
        raise KamError(problems)
    return replace(form, pages=tuple(with_spare(pages[page.key]) for page in form.pages))


def _unknown(found: str, message: str) -> Problem:
    return Problem("book-change", message, found=found)


def _line_for(page: Page, change: Change, places: dict[tuple[str, str], str]) -> Line | None:
    """Return the line of a change; for a new one the next empty line, the same every time it is named."""
    key = change.line
    if not key or key.startswith("+"):
        at = (page.key, key)
        if not key or at not in places:
            empty = next((line for line in page.lines if line.key.isdigit() and not holds(line, page)), None)
            if empty is None:
                return None
            if not key:
                return empty
            places[at] = empty.key
        key = places[at]
    return next((line for line in page.lines if line.key == key), None)
