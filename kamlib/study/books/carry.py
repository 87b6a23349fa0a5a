"""What people typed, carried into a workbook that is made anew: nothing of it is left behind."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from kamlib.problems import KamError, Problem
from kamlib.study.books.book import Book
from kamlib.study.forms.answer import as_answer
from kamlib.study.forms.cells import Answer
from kamlib.study.forms.form import Column, Form, Kind, Line, Page
from kamlib.study.forms.schema import Listed, Sheet
from kamlib.study.statements import as_text
from kamlib.study.typed import UntypedError
from kamlib.text import _

_FORMER = "former:"


@dataclass(frozen=True)
class Change:
    """One cell to be written.

    Parameters
    ----------
    page, line, column : str
        Keys; a line ``"+1"`` is the next empty one of the page, the same for every change that names it.
    text : str
        The answer as it is kept: days as 2026-01-31, shares as 0.35, choices by their keys; empty: the cell is
        emptied, or, with a note, left as it is.
    note : str
        A comment beside the cell, put below those that are there.
    """

    page: str
    line: str
    column: str
    text: str
    note: str = ""


@dataclass
class _Old:
    """A line of the workbook that is there: its answers and comments by column."""

    listed: Listed
    page: Sheet
    cells: dict[str, str]
    notes: dict[str, str]

    @property
    def filled(self) -> bool:
        return any(self.cells.values()) or bool(self.notes)


def carried(form: Form, book: Book | None) -> Form:
    """Return a form with every answer and comment of the workbook that is there.

    A line that the workbook has already keeps what stands in it, also where it is empty; what is filled in
    beforehand goes to new lines only. A line that is not asked for any more goes to the sheet that its page
    names for it. What was typed where something is only shown now becomes a comment there.

    Parameters
    ----------
    form : Form
        As the template and the data make it.
    book : Book or None
        What is there.

    Raises
    ------
    KamError
        When something would be left behind.
    """
    if book is None:
        return replace(form, pages=tuple(_with_spare(page) for page in form.pages))
    old = {(_family_of(page), listed.key): own for page, listed, own in _lines_of(book)}
    pages, taken = [], set()
    for page in form.pages:
        filled, used = _filled(page, old)
        taken |= used
        pages.append(filled)
    left = {key: own for key, own in old.items() if key not in taken and (own.filled or key[1].isdigit())}
    pages = [_with_spare(_with_left(page, left)) for page in pages]
    made = replace(form, pages=(*pages, *_former(form, left)), own=_own(book))
    _check_nothing_lost(made, book)
    return made


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
        line = _line_for(page, change, places)
        column = next((c for c in page.asked if c.key == change.column), None)
        if line is None or column is None:
            problems.append(_unknown(f"{change.line} {change.column}".strip(), _("is no place of the page")))
            continue
        kind = line.kinds.get(column.key, column.kind) or Kind()
        try:
            text = as_answer(change.text, kind)
        except UntypedError as error:
            problems.append(Problem("book-change", error.message, error.remedy, found=change.text[:80]))
            continue
        alone = change.note and not text
        cells = line.cells if alone else {**line.cells, column.key: typed(text, kind)}
        notes = _noted(line.notes, column.key, change.note)
        after = replace(line, cells=cells, notes=notes)
        lines = tuple(after if one.key == line.key else one for one in page.lines)
        pages[page.key] = replace(page, lines=lines)
    if problems:
        raise KamError(problems)
    return replace(form, pages=tuple(_with_spare(pages[page.key]) for page in form.pages))


def _noted(notes: dict[str, str], column: str, words: str) -> dict[str, str]:
    there = notes.get(column, "")
    if not words or words in there:
        return notes
    return {**notes, column: f"{there}\n{words}".strip()}


def typed(text: str, kind: Kind) -> object:
    """Return an answer as a cell holds it: a number, a day, or text."""
    if not text:
        return None
    if kind.name in ("whole", "number"):
        return int(text) if kind.name == "whole" else float(text)
    if kind.name == "day":
        return date.fromisoformat(text)
    return text


def _lines_of(book: Book) -> Iterator[tuple[Sheet, Listed, _Old]]:
    """Return every line that the workbook has, filled or not."""
    for page in book.schema.pages:
        cells: dict[str, dict[str, Answer]] = {}
        for answer in book.answers.get(page.key, []):
            cells.setdefault(answer.line, {})[answer.column] = answer
        for listed in page.lines:
            own = cells.get(listed.key, {})
            texts = {name: answer.text for name, answer in own.items() if answer.text}
            notes = {name: answer.comment for name, answer in own.items() if answer.comment}
            yield page, listed, _Old(listed, page, texts, notes)


def _family_of(page: Sheet | Page) -> str:
    return page.family or page.key


def _filled(page: Page, old: dict[tuple[str, str], _Old]) -> tuple[Page, set[tuple[str, str]]]:
    """Return a page with what the lines of the same keys held."""
    lines, used = [], set()
    for line in page.lines:
        key = (_family_of(page), line.key)
        if key in old:
            used.add(key)
            line = _refilled(line, old[key], page)
        lines.append(line)
    return replace(page, lines=tuple(lines)), used


def _refilled(line: Line, old: _Old, page: Page) -> Line:
    """Return a line with the answers of the earlier one; shown cells stay as the data have them."""
    asked = {column.key: column for column in page.asked}
    cells = {name: value for name, value in line.cells.items() if name not in asked or name in line.locked}
    notes, beside = dict(old.notes), []
    for name, text in old.cells.items():
        if name in asked and name not in line.locked:
            cells[name], odd = _as_cell(text, line.kinds.get(name, asked[name].kind) or Kind())
            beside += [(name, odd)] if odd else []
        else:
            beside.append((name if name in asked else "", _label(old.page, name) + text))
    home = next((c.key for c in page.asked), "")
    for name, note in old.notes.items():
        if name not in asked:
            del notes[name]
            beside.append(("", _label(old.page, name) + note))
    for name, words in beside:
        at = name or home
        if words not in notes.get(at, ""):
            notes[at] = "\n".join(filter(None, (notes.get(at, ""), words)))
    return replace(line, cells=cells, notes=notes)


def _as_cell(text: str, kind: Kind) -> tuple[object, str]:
    """Return an answer for a cell; what the cell does not take any more is returned as words beside it."""
    try:
        return typed(as_answer(text, kind), kind), ""
    except UntypedError:
        return None, text


def _label(page: Sheet, name: str) -> str:
    return next((f"{asked.label}: " for asked in page.columns if asked.key == name), "")


def _with_left(page: Page, left: dict[tuple[str, str], _Old]) -> Page:
    """Return a page of records with the lines that people added; nothing of them is a template's."""
    if not page.spare:
        return page
    mine = [key for key in left if key[0] == _family_of(page)]
    last = max((int(line) for _page, line in mine if line.isdigit() and left[_page, line].filled), default=0)
    for key in [key for key in mine if key[1].isdigit() and int(key[1]) > last]:
        mine.remove(key)
        del left[key]
    more = tuple(_refilled(Line(left[key].listed.key, ""), left.pop(key), page) for key in mine)
    return replace(page, lines=(*page.lines, *sorted(more, key=_number)))


def _with_spare(page: Page) -> Page:
    """Return a page of records with as many empty numbered lines at its end as it always has."""
    if not page.spare:
        return page
    empty = sum(not _holds(line, page) for line in page.lines if line.key.isdigit())
    next_one = max((int(line.key) for line in page.lines if line.key.isdigit()), default=0) + 1
    more = tuple(Line(str(next_one + n), "") for n in range(max(0, page.spare - empty)))
    return replace(page, lines=(*page.lines, *more))


def _holds(line: Line, page: Page) -> bool:
    return bool(line.notes) or any(line.cells.get(c.key) not in (None, "") for c in page.asked)


def _number(line: Line) -> tuple[int, str]:
    return (int(line.key), "") if line.key.isdigit() else (0, line.key)


def _former(form: Form, left: dict[tuple[str, str], _Old]) -> list[Page]:
    """Return the sheets for lines that are not asked for any more, with the columns of their pages."""
    made: list[Page] = []
    left = {key: own for key, own in left.items() if own.filled}
    for family in dict.fromkeys(family for family, _line in left):
        olds = [own for (of, _line), own in left.items() if of == family]
        like = next((page for page in form.pages if _family_of(page) == family), None)
        bare = tuple(Column(asked.key, asked.label, asked.kind) for asked in olds[0].page.columns)
        columns = like.columns if like else bare
        name = like.former if like and like.former else _("Former lines")
        page = Page(
            f"{_FORMER}{family}", _free_name(name, form, made), name,
            tuple(replace(column, question="", words=()) for column in columns), (),
            help=(_("Nobody asks for these any more; what was typed stays here until you delete it."),),
            name_label=like.name_label if like else "", widths=(0.0, 44.0, 0.0), family=family,
        )  # fmt: skip
        lines = [
            _refilled(Line(o.listed.key, o.listed.name or o.listed.key, kinds=o.listed.kinds), o, page)
            for o in olds
        ]
        made.append(replace(page, lines=tuple(lines)))
    return made


def _free_name(name: str, form: Form, made: list[Page]) -> str:
    taken = {page.sheet.casefold() for page in (*form.pages, *made)}
    names = (name, *(f"{name[:27]} {n}" for n in range(2, 99)))
    return next(one for one in names if one.casefold() not in taken)


def _own(book: Book) -> tuple[tuple[str, tuple[tuple[object, ...], ...]], ...]:
    """Return people's own sheets, and one for what was written where nothing is asked."""
    title = _("Beside the form")
    own = dict(book.own)
    rows = [tuple(row) for row in own.get(title, ())]
    rows += [(place, text) for place, text in book.beside if (place, text) not in rows]
    return tuple((own | ({title: tuple(rows)} if rows else {})).items())


def _check_nothing_lost(form: Form, book: Book) -> None:
    """Refuse to go on where a text that was typed stands nowhere in the new workbook.

    Raises
    ------
    KamError
        Naming every cell.
    """
    now = Counter[str]()
    beside: list[str] = []
    for page in form.pages:
        for line in page.lines:
            now.update(_as_kept(line.cells.get(c.key)) for c in page.asked if c.key not in line.locked)
            beside += line.notes.values()
    words = "\n".join(beside)
    lost = []
    for page_key, answers in book.answers.items():
        for answer in answers:
            if answer.text and not now[answer.text] and answer.text not in words:
                lost.append((page_key, answer))
            now[answer.text] -= bool(answer.text and now[answer.text] > 0)
            if answer.comment and answer.comment not in words:
                lost.append((page_key, answer))
    if lost:
        message = _("would be lost, so the workbook was left as it is")
        raise KamError([
            Problem("book-loss", message, _("report it"), file=book.file, sheet=answer.sheet,
                    column=answer.at, found=(answer.text or answer.comment)[:80])
            for _page, answer in lost
        ])  # fmt: skip


def _as_kept(value: object) -> str:
    return as_text(value)


def _unknown(found: str, message: str) -> Problem:
    return Problem("book-change", message, found=found)


def _line_for(page: Page, change: Change, places: dict[tuple[str, str], str]) -> Line | None:
    """Return the line of a change; for a new one the next empty line, the same every time it is named."""
    key = change.line
    if not key or key.startswith("+"):
        at = (page.key, key)
        if not key or at not in places:
            empty = next((line for line in page.lines if line.key.isdigit() and not _holds(line, page)), None)
            if empty is None:
                return None
            if not key:
                return empty
            places[at] = empty.key
        key = places[at]
    return next((line for line in page.lines if line.key == key), None)
