"""What people typed, carried into a workbook that is made anew: nothing of it is left behind."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from kamlib.problems import KamError, problem
from kamlib.study.books.book import Book
from kamlib.study.forms.answer import as_answer
from kamlib.study.forms.cells import Answer, by_line
from kamlib.study.forms.form import Column, Form, Kind, Line, OwnCell, OwnSheet, Page, free_name
from kamlib.study.forms.statement import place_of
from kamlib.study.typed import UntypedError, as_text, written
from kamlib.text import _

_FORMER = "former:"
# By page and line: a line as it was, with its answers and comments.
Old = dict[tuple[str, str], tuple[Page, Line]]


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
        return replace(form, pages=tuple(with_spare(page) for page in form.pages))
    old = {(page.group, line.key): (page, line) for page, line in _lines_of(book)}
    asked = {(page.group, line.key) for page in form.pages for line in page.lines}
    left = {key: own for key, own in old.items() if key not in asked and (_typed(own) or key[1].isdigit())}
    pages = [with_spare(_with_left(_filled(page, old), left)) for page in form.pages]
    result = replace(form, pages=(*pages, *_former(form, left)), own=_own(book))
    _check_nothing_lost(result, book)
    return result


def _lines_of(book: Book) -> Iterator[tuple[Page, Line]]:
    """Yield every line that the workbook has, filled or not, with its answers and comments."""
    for page in book.schema.pages:
        cells = by_line(book.answers.get(page.key, []))
        for line in page.lines:
            own = cells.get(line.key, {})
            texts = {name: answer.text for name, answer in own.items() if answer.text}
            notes = {name: answer.comment for name, answer in own.items() if answer.comment}
            yield page, replace(line, cells=texts, notes=notes)


def _typed(own: tuple[Page, Line]) -> bool:
    return bool(own[1].cells or own[1].notes)


def _filled(page: Page, old: Old) -> Page:
    """Return a page with what the lines of the same keys held."""
    lines = [_refilled(page, line, *old[page.group, line.key]) if (page.group, line.key) in old else line
             for line in page.lines]  # fmt: skip
    return replace(page, lines=tuple(lines))


def _refilled(page: Page, line: Line, before: Page, old: Line) -> Line:
    """Return a line with the answers of the earlier one; shown cells stay as the data have them."""
    asked = page.asked_by_key
    home = next(iter(asked), "")
    cells = {name: value for name, value in line.cells.items() if name not in asked or name in line.locked}
    notes = {name: note for name, note in old.notes.items() if name in asked}
    for name, text in old.cells.items():
        value, words = fitted(page, line, name, text, before, old)
        if not words:
            cells[name] = value
        notes = with_note(notes, name if name in asked else home, words)
    for name in old.notes.keys() - asked.keys():
        notes = with_note(notes, home, f"{before.asked_by_key[name].label}: {old.notes[name]}")
    return replace(line, cells=cells, notes=notes)


def fitted(
    page: Page, line: Line, name: str, text: str, before: Page, old: Line
) -> tuple[object, str]:
    """Return an answer for a cell, and what the cell does not take as words that stand beside it.

    Parameters
    ----------
    page : Page
    line : Line
    name : str
        The column of the cell.
    text : str
        The answer as it is kept.
    before, old : Page, Line
        Where it was answered.
    """
    kind = before.kind(old, name) or Kind()
    words, label = dict(kind.choices).get(text, text), f"{before.asked_by_key[name].label}: "
    if name not in page.asked_by_key or name in line.locked:
        return None, label + words
    try:
        return cell_value(text, page.kind(line, name) or Kind(), kind), ""
    except UntypedError:
        return None, words


def cell_value(text: str, kind: Kind, before: Kind) -> object:
    """Return an answer as a cell holds it: a number, a day, or text.

    Parameters
    ----------
    text : str
        The answer as it is kept.
    kind, before : Kind
        How the cell is answered, and how it was.

    Raises
    ------
    UntypedError
        Where the cell does not take it.
    """
    answer = as_answer(written(text) if before.name in ("whole", "number") else text, kind)
    if kind.name in ("whole", "number") and answer:
        return int(float(answer)) if kind.name == "whole" else float(answer)
    return date.fromisoformat(answer) if kind.name == "day" and answer else answer or None


def with_note(notes: Mapping[str, str], column: str, words: str) -> dict[str, str]:
    """Return comments with words below those of a column, unless they stand there already."""
    there = notes.get(column, "")
    joined = there if words in there else "\n".join(filter(None, (there, words)))
    return {**notes, **({column: joined} if joined else {})}


def _with_left(page: Page, left: Old) -> Page:
    """Return a page of records with the lines that people added; nothing of them is a template's."""
    if not page.spare:
        return page
    mine = {key: own for key, own in left.items() if key[0] == page.group}
    numbers = (int(key) for (_group, key), own in mine.items() if key.isdigit() and _typed(own))
    last = max(numbers, default=0)
    more = []
    for (group, key), (before, old) in mine.items():
        del left[group, key]
        if not key.isdigit() or int(key) <= last:
            more.append(_refilled(page, Line(key, ""), before, old))
    more.sort(key=lambda line: (int(line.key), "") if line.key.isdigit() else (0, line.key))
    return replace(page, lines=(*page.lines, *more))


def with_spare(page: Page) -> Page:
    """Return a page of records with as many empty numbered lines at its end as it always has."""
    numbered = [line for line in page.lines if line.key.isdigit()]
    empty = sum(not page.holds(line) for line in numbered)
    last = max((int(line.key) for line in numbered), default=0)
    more = (Line(str(last + 1 + n), "") for n in range(page.spare - empty))
    return replace(page, lines=(*page.lines, *more))


def _former(form: Form, left: Old) -> list[Page]:
    """Return the sheets for lines that are not asked for any more, with the columns of their pages."""
    pages: list[Page] = []
    by_group: dict[str, list[tuple[Page, Line]]] = {}
    for (group, _line), own in left.items():
        if _typed(own):
            by_group.setdefault(group, []).append(own)
    for group, old in by_group.items():
        like = next((page for page in form.pages if page.group == group), None)
        shown = like.columns if like else tuple(Column(c.key, c.label, c.kind) for c in old[0][0].columns)
        name = (like.former if like else "") or _("Former lines")
        taken = [page.sheet for page in (*form.pages, *pages)]
        page = Page(
            f"{_FORMER}{group}", free_name(name, taken), name,
            tuple(replace(column, question="", words=()) for column in shown), (),
            help=(_("Nobody asks for these any more; what was typed stays here until you delete it."),),
            name_label=like.name_label if like else "", widths=(0.0, 44.0, 0.0), family=group,
        )  # fmt: skip
        lines = (_refilled(page, Line(line.key, line.name or line.key, kinds=line.kinds), before, line)
                 for before, line in old)  # fmt: skip
        pages.append(replace(page, lines=tuple(lines)))
    return pages


def _own(book: Book) -> tuple[OwnSheet, ...]:
    """Return people's own sheets, and one for what was written where nothing is asked."""
    title = _("Beside the form")
    own = dict(book.own)
    cells = own.get(title, ())
    at = {(cell.row, cell.column): cell.value for cell in cells}
    known = {(at.get((row, 1)), at.get((row, 2))) for row, _column in at}
    new = [said for said in dict.fromkeys(book.beside) if said not in known]
    for row, (place, text) in enumerate(new, 1 + max((cell.row for cell in cells), default=0)):
        cells = (*cells, OwnCell(row, 1, place), OwnCell(row, 2, text))
    return tuple((own | ({title: cells} if cells else {})).items())


def _check_nothing_lost(form: Form, book: Book) -> None:
    """Refuse to go on where an answer or a comment does not stand in its own line of the new workbook.

    Raises
    ------
    KamError
        Naming every cell.
    """
    lines: dict[tuple[str, str], list[tuple[Page, Line]]] = {}
    for page in form.pages:
        for line in page.lines:
            lines.setdefault((page.group, line.key), []).append((page, line))
    lost = []
    for before in book.schema.pages:
        old = before.by_key
        for answer in book.answers.get(before.key, []):
            kind = before.kind(old[answer.line], answer.column) or Kind()
            words = dict(kind.choices).get(answer.text, answer.text)
            if not any(_has(*own, answer, words) for own in lines.get((before.group, answer.line), [])):
                lost.append(answer)
    if lost:
        raise KamError(problem("book-loss", **place_of(answer, book.file)) for answer in lost)


def _has(page: Page, line: Line, answer: Answer, words: str) -> bool:
    """Whether a line holds an answer, in its cell or as words beside it, and its comment."""
    beside = "\n".join(line.notes.values())
    is_open = answer.column in page.asked_by_key and answer.column not in line.locked
    there = as_text(line.cells.get(answer.column)) if is_open else ""
    return (answer.text == there or words in beside) and answer.comment in beside
