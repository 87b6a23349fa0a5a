"""What people typed, carried into a workbook that is made anew: nothing of it is left behind."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from kamlib.problems import KamError, Problem
from kamlib.study.books.book import Book
from kamlib.study.forms.answer import as_answer
from kamlib.study.forms.cells import Answer
from kamlib.study.forms.form import Column, Form, Kind, Line, OwnCell, OwnSheet, Page
from kamlib.study.forms.schema import Listed, Sheet
from kamlib.study.typed import UntypedError, as_text, written
from kamlib.text import _

_FORMER = "former:"


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

    def kind(self, name: str) -> Kind:
        return kind_in(self.page, self.listed, name)


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
    old = {(family_of(page), listed.key): own for page, listed, own in _lines_of(book)}
    pages, taken = [], set()
    for page in form.pages:
        filled, used = _filled(page, old)
        taken |= used
        pages.append(filled)
    left = {key: own for key, own in old.items() if key not in taken and (own.filled or key[1].isdigit())}
    pages = [with_spare(_with_left(page, left)) for page in pages]
    made = replace(form, pages=(*pages, *_former(form, left)), own=_own(book))
    _check_nothing_lost(made, book)
    return made


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


def family_of(page: Sheet | Page) -> str:
    """Return by what pages are known among which a line may move."""
    return page.family or page.key


def _filled(page: Page, old: dict[tuple[str, str], _Old]) -> tuple[Page, set[tuple[str, str]]]:
    """Return a page with what the lines of the same keys held."""
    lines, used = [], set()
    for line in page.lines:
        key = (family_of(page), line.key)
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
            cells[name], odd = as_cell(text, line.kinds.get(name, asked[name].kind) or Kind(), old.kind(name))
            beside += [(name, odd)] if odd else []
        else:
            words = dict(old.kind(name).choices).get(text, text)
            beside.append((name if name in asked else "", _label(old.page, name) + words))
    home = next((c.key for c in page.asked), "")
    for name, note in old.notes.items():
        if name not in asked:
            del notes[name]
            beside.append(("", _label(old.page, name) + note))
    for name, words in beside:
        notes = with_note(notes, name or home, words)
    return replace(line, cells=cells, notes=notes)


def as_cell(text: str, kind: Kind, before: Kind) -> tuple[object, str]:
    """Return an answer for a cell; what the cell does not take any more is returned as words beside it.

    Parameters
    ----------
    text : str
        The answer as it is kept.
    kind, before : Kind
        How the cell is answered, and how it was.
    """
    try:
        return cell_value(text, kind, before), ""
    except UntypedError:
        return None, dict(before.choices).get(text, text)


def cell_value(text: str, kind: Kind, before: Kind) -> object:
    """Return an answer as a cell holds it: a number, a day, or text.

    Raises
    ------
    UntypedError
        Where the cell does not take it.
    """
    value = written(text) if before.name in ("whole", "number") else text
    answer = as_answer(value, kind)
    if kind.name in ("whole", "number") and answer:
        return int(float(answer)) if kind.name == "whole" else float(answer)
    return date.fromisoformat(answer) if kind.name == "day" and answer else answer or None


def with_note(notes: Mapping[str, str], column: str, words: str) -> dict[str, str]:
    """Return comments with words below those of a column, unless they stand there already."""
    there = notes.get(column, "")
    joined = there if words in there else "\n".join(filter(None, (there, words)))
    return {**notes, **({column: joined} if joined else {})}


def kind_in(page: Sheet, line: Listed, column: str) -> Kind:
    """Return how a cell is answered in a workbook that there is."""
    usual = next((asked.kind for asked in page.columns if asked.key == column), Kind())
    return line.kinds.get(column, usual)


def _label(page: Sheet, name: str) -> str:
    return next((f"{asked.label}: " for asked in page.columns if asked.key == name), "")


def _with_left(page: Page, left: dict[tuple[str, str], _Old]) -> Page:
    """Return a page of records with the lines that people added; nothing of them is a template's."""
    if not page.spare:
        return page
    mine = [key for key in left if key[0] == family_of(page)]
    last = max((int(line) for _page, line in mine if line.isdigit() and left[_page, line].filled), default=0)
    for key in [key for key in mine if key[1].isdigit() and int(key[1]) > last]:
        mine.remove(key)
        del left[key]
    more = tuple(_refilled(Line(left[key].listed.key, ""), left.pop(key), page) for key in mine)
    return replace(page, lines=(*page.lines, *sorted(more, key=_number)))


def with_spare(page: Page) -> Page:
    """Return a page of records with as many empty numbered lines at its end as it always has."""
    if not page.spare:
        return page
    empty = sum(not holds(line, page) for line in page.lines if line.key.isdigit())
    next_one = max((int(line.key) for line in page.lines if line.key.isdigit()), default=0) + 1
    more = tuple(Line(str(next_one + n), "") for n in range(max(0, page.spare - empty)))
    return replace(page, lines=(*page.lines, *more))


def holds(line: Line, page: Page) -> bool:
    """Whether something stands in a line where something is asked."""
    return bool(line.notes) or any(line.cells.get(c.key) not in (None, "") for c in page.asked)


def _number(line: Line) -> tuple[int, str]:
    return (int(line.key), "") if line.key.isdigit() else (0, line.key)


def _former(form: Form, left: dict[tuple[str, str], _Old]) -> list[Page]:
    """Return the sheets for lines that are not asked for any more, with the columns of their pages."""
    made: list[Page] = []
    left = {key: own for key, own in left.items() if own.filled}
    for family in dict.fromkeys(family for family, _line in left):
        olds = [own for (of, _line), own in left.items() if of == family]
        like = next((page for page in form.pages if family_of(page) == family), None)
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


def _own(book: Book) -> tuple[OwnSheet, ...]:
    """Return people's own sheets, and one for what was written where nothing is asked."""
    title = _("Beside the form")
    own = dict(book.own)
    cells = own.get(title, ())
    at = {(cell.row, cell.column): cell.value for cell in cells}
    known = {(at.get((row, 1)), at.get((row, 2))) for row, _column in at}
    row = max((cell.row for cell in cells), default=0)
    for place, text in dict.fromkeys(book.beside):
        if (place, text) not in known:
            row += 1
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
            lines.setdefault((family_of(page), line.key), []).append((page, line))
    lost = []
    for before in book.schema.pages:
        kinds = {line.key: partial(kind_in, before, line) for line in before.lines}
        for answer in book.answers.get(before.key, []):
            words = dict(kinds[answer.line](answer.column).choices).get(answer.text, answer.text)
            there = lines.get((family_of(before), answer.line), [])
            if not any(_has(*own, answer, words) for own in there):
                lost.append(answer)
    if lost:
        message = _("would be lost, so the workbook was left as it is")
        raise KamError([
            Problem("book-loss", message, _("report it"), file=book.file, sheet=answer.sheet,
                    column=answer.at, found=(answer.text or answer.comment)[:80])
            for answer in lost
        ])  # fmt: skip


def _has(page: Page, line: Line, answer: Answer, words: str) -> bool:
    """Whether a line holds an answer, in its cell or as words beside it, and its comment."""
    beside = "\n".join(line.notes.values())
    open_ = {column.key for column in page.asked} - line.locked
    there = as_text(line.cells.get(answer.column)) if answer.column in open_ else ""
    return (answer.text == there or words in beside) and answer.comment in beside
