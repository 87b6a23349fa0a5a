"""A copy of an account's workbook that came back by mail, put beside the one that is kept."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kamlib.names import plain
from kamlib.problems import Problem
from kamlib.study.books.book import Book
from kamlib.study.books.carry import as_cell, family_of, holds, kind_in
from kamlib.study.books.change import Change
from kamlib.study.forms.cells import Answer
from kamlib.study.forms.form import Form, Kind, Line, Page
from kamlib.study.forms.schema import Sheet
from kamlib.study.person_files import same_name
from kamlib.study.typed import as_text
from kamlib.tables import KEPT
from kamlib.text import _

Cells = dict[str, Answer]


@dataclass
class Differences:
    """What a copy says that the kept workbook does not.

    Parameters
    ----------
    changes : list of Change
    new, same : int
        Answers that were not there, or were known.
    replaced : list of (Answer, str)
        Answers that take the place of another one, and that one.
    problems : list of Problem
        What has no place in the kept workbook.
    """

    changes: list[Change] = field(default_factory=list)
    new: int = 0
    same: int = 0
    replaced: list[tuple[Answer, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _Target:
    """Where a line of the copy belongs; without a line, a new one of the page."""

    page: Page
    key: str
    line: Line | None = None


def differences(returned: Book, form: Form) -> Differences:
    """Return what is to be written into the kept workbook; an empty cell of the copy erases nothing.

    A line of people, steps or promises is known by what it must say - the person, the pair who meet - and
    not by its number: where somebody else wrote another one into the same line meanwhile, the copy's goes to
    a new line. What a cell does not take any more goes beside it, as when a workbook is made anew.

    Parameters
    ----------
    returned : Book
    form : Form
        The kept workbook as it will be: the new form with everything that was typed into the old one.
    """
    found = Differences(problems=[*_not_taken(returned, form)])
    for page in returned.schema.pages:
        lines: dict[str, Cells] = {}
        for answer in returned.answers.get(page.key, []):
            lines.setdefault(answer.line, {})[answer.column] = answer
        targets = _targets(page, lines, form)
        listed = {line.key: line for line in page.lines}
        for key, cells in lines.items():
            for answer in cells.values():
                if key in targets:
                    _compare(answer, kind_in(page, listed[key], answer.column), targets[key], found)
                else:
                    message, remedy = _("is not asked any more"), _("write it where it belongs now")
                    said = Problem("book-unasked", message, remedy, file=returned.file, sheet=answer.sheet)
                    told = (answer.text or answer.comment)[:80]
                    found.problems.append(replace(said, column=answer.at, found=told))
    return found


def _compare(answer: Answer, before: Kind, target: _Target, found: Differences) -> None:
    """Note what one cell of the copy changes; ``before`` is how it was answered there."""
    page, line = target.page, target.line or Line(target.key, "")
    asked = {column.key: column for column in page.asked}
    column, there = answer.column, as_text(line.cells.get(answer.column))
    alike = same_name if column in _known_by(page) else str.__eq__
    note, text, at = answer.comment, answer.text, column if column in asked else page.asked[0].key
    if text and there and alike(there, text):
        found.same, text = found.same + 1, ""
    elif text:
        odd = "" if column in asked else f"{answer.label}: "
        if column not in asked or column in line.locked:
            odd += dict(before.choices).get(text, text)
        else:
            odd = as_cell(text, line.kinds.get(column, asked[column].kind) or Kind(), before)[1]
        if odd:
            text, note = "", "\n".join(filter(None, (odd, note)))
    note = "" if note in line.notes.get(at, "") else note
    if text and there:
        found.replaced.append((answer, there))
    found.new += bool(text and not there)
    if text or note:
        found.changes.append(Change(page.key, target.key, at, text, note))


def _targets(page: Sheet, lines: dict[str, Cells], form: Form) -> dict[str, _Target]:
    """Return for each line of the copy the one that it speaks of, each taken once; no place where none is."""
    pages = [own for own in form.pages if family_of(own) == family_of(page) and own.asked]
    home = {line.key: _Target(own, line.key, line) for own in reversed(pages) for line in own.lines}
    records = next((own for own in pages if own.spare), None)
    if records is None or not _known_by(records):
        return {key: home[key] for key in lines if key in home}
    there = {line.key: home[line.key] for line in records.lines if holds(line, records)}
    found = {key: home[key] for key, cells in lines.items()
             if (key in there and _fits(cells, there[key])) or (key in home and not key.isdigit())}
    for key, cells in lines.items():
        if key not in found:
            taken = {target.key for target in found.values()}
            same = [own for own in there.values() if own.key not in taken and _same(cells, own)]
            found[key] = same[0] if same else _Target(records, f"+{key}")
    return found


def _fits(cells: Cells, target: _Target) -> bool:
    """Whether a line of the same number is the same one; one that says not what it is about takes more."""
    return _same(cells, target) or (not any(_is(target)) and _agree(cells, target))


def _same(cells: Cells, target: _Target) -> bool:
    known_by = _known_by(target.page)
    said = tuple(plain(cells[name].text) if name in cells else "" for name in known_by)
    return said == _is(target) and (any(said) or _agree(cells, target))


def _is(target: _Target) -> tuple[str, ...]:
    cells = target.line.cells if target.line else {}
    return tuple(plain(as_text(cells.get(name))) for name in _known_by(target.page))


def _agree(cells: Cells, target: _Target) -> bool:
    there = {name: as_text(value) for name, value in (target.line.cells if target.line else {}).items()}
    return all(there.get(name, "") in ("", answer.text) for name, answer in cells.items() if answer.text)


def _known_by(page: Page) -> tuple[str, ...]:
    """Return the columns by which a line of a page of records is known: those that it must fill."""
    table = KEPT.get(page.key.split(":")[0])
    asked = {column.key for column in page.asked}
    return tuple(name for name in table.required if name in asked) if table else ()


def _not_taken(returned: Book, form: Form) -> Iterator[Problem]:
    """Yield what people put into the copy where nothing is asked, as far as it is not kept already."""
    kept = dict(form.own)
    known = {cell.value for cells in kept.values() for cell in cells}
    remedy = _("copy it into the kept workbook yourself, if it shall stay")
    for place, text in returned.beside:
        if text not in known:
            sheet, _blank, at = place.rpartition(" ")
            message = _("stands where nothing is asked and was not taken")
            yield Problem("book-beside", message, remedy, file=returned.file, sheet=sheet, column=at,
                          found=text[:80])
    for title, cells in returned.own:
        if kept.get(title) != cells:
            message = _("is a sheet of your own and was not taken")
            yield Problem("book-beside", message, remedy, file=returned.file, sheet=title)
    if returned.pictures:
        message = _("holds pictures or charts, which were not taken")
        yield Problem("book-beside", message, remedy, "warning", file=returned.file)
