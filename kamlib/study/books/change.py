"""Cells of an account's workbook written by the workbook itself: what a copy or a meeting brings."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kamlib.problems import KamError, Problem, problem
from kamlib.study.books.carry import cell_value, with_note, with_spare
from kamlib.study.forms.form import Form, Kind, Line, Page
from kamlib.study.typed import UntypedError


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
    new_lines: dict[tuple[str, str], str] = {}
    problems = []
    for change in changes:
        if change.page not in pages:
            problems.append(problem("book-change__page", found=change.page))
            continue
        page = with_spare(pages[change.page])
        line = _line_for(page, change, new_lines)
        if line is None or change.column not in page.asked_by_key:
            found = f"{change.line} {change.column}".strip()
            problems.append(problem("book-change__place", found=found))
            continue
        try:
            after = _after(page, line, change)
        except UntypedError as error:
            problems.append(Problem("book-change", error.message, error.remedy, found=change.text[:80]))
            continue
        lines = tuple(after if one.key == line.key else one for one in page.lines)
        pages[page.key] = replace(page, lines=lines)
    if problems:
        raise KamError(problems)
    return replace(form, pages=tuple(with_spare(page) for page in pages.values()))


def _after(page: Page, line: Line, change: Change) -> Line:
    """Return a line with a cell written.

    Raises
    ------
    UntypedError
        Where the text is no answer for it.
    """
    kind = page.kind(line, change.column) or Kind()
    value = cell_value(change.text, kind, kind)
    cells = line.cells if change.note and value is None else {**line.cells, change.column: value}
    return replace(line, cells=cells, notes=with_note(line.notes, change.column, change.note))


def _line_for(page: Page, change: Change, new_lines: dict[tuple[str, str], str]) -> Line | None:
    """Return the line of a change; for a new one the next empty line, the same every time it is named."""
    key, at = change.line, (page.key, change.line)
    if key and not key.startswith("+"):
        return page.by_key.get(key)
    if key and at in new_lines:
        return page.by_key[new_lines[at]]
    empty = next((line for line in page.lines if line.key.isdigit() and not page.holds(line)), None)
    if empty and key:
        new_lines[at] = empty.key
    return empty
