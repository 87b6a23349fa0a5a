"""A copy of an account's workbook that came back by mail, put beside the one that is kept."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kamlib.names import plain
from kamlib.problems import Problem, problem
from kamlib.study.books.book import Book
from kamlib.study.books.carry import fitted
from kamlib.study.books.change import Change
from kamlib.study.forms.cells import Answer, Cells, by_line
from kamlib.study.forms.form import Form, Line, Page
from kamlib.study.forms.statement import place_of
from kamlib.study.person_files import same_name
from kamlib.study.typed import as_text
from kamlib.tables import KEPT

# Where a line of the copy belongs; the key of a new line of the page begins with +.
_Target = tuple[Page, Line]


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
    result = Differences(problems=[*_not_taken(returned, form)])
    for before in returned.schema.pages:
        lines = by_line(returned.answers.get(before.key, []))
        targets = _targets(before, lines, form)
        for key, cells in lines.items():
            for answer in cells.values():
                if key in targets:
                    _compare(answer, before, *targets[key], result)
                else:
                    result.problems.append(problem("book-unasked", **place_of(answer, returned.file)))
    return result


def _compare(answer: Answer, before: Page, page: Page, line: Line, result: Differences) -> None:
    """Note what one cell of the copy changes."""
    column, text, note = answer.column, answer.text, answer.comment
    at = column if column in page.asked_by_key else page.asked[0].key
    there = as_text(line.cells.get(column))
    alike = same_name if column in _known_by(page) else str.__eq__
    if text and there and alike(there, text):
        result.same, text = result.same + 1, ""
    if text and (words := fitted(page, line, column, text, before, before.by_key[answer.line])[1]):
        text, note = "", "\n".join(filter(None, (words, note)))
    note = "" if note in line.notes.get(at, "") else note
    if text and there:
        result.replaced.append((answer, there))
    result.new += bool(text and not there)
    if text or note:
        result.changes.append(Change(page.key, line.key, at, text, note))


def _targets(before: Page, lines: dict[str, Cells], form: Form) -> dict[str, _Target]:
    """Return for each line of the copy the one that it speaks of, each taken once; no place where none is."""
    pages = [page for page in form.pages if page.group == before.group and page.asked]
    home = {line.key: (page, line) for page in reversed(pages) for line in page.lines}
    records = next((page for page in pages if page.spare), None)
    if records is None or not _known_by(records):
        return {key: home[key] for key in lines if key in home}
    there = {line.key: line for line in records.lines if records.holds(line)}
    result = {key: home[key] for key, cells in lines.items()
              if (key in there and _fits(cells, records, there[key])) or (key in home and not key.isdigit())}
    for key, cells in lines.items():
        if key not in result:
            taken = {line.key for _page, line in result.values()}
            same = (line for line in there.values() if line.key not in taken and _same(cells, records, line))
            result[key] = records, next(same, Line(f"+{key}", ""))
    return result


def _fits(cells: Cells, page: Page, line: Line) -> bool:
    """Whether a line of the same number is the same one; one that says not what it is about takes more."""
    return _same(cells, page, line) or (not any(_is(page, line)) and _agree(cells, line))


def _same(cells: Cells, page: Page, line: Line) -> bool:
    answers = tuple(plain(cells[name].text) if name in cells else "" for name in _known_by(page))
    return answers == _is(page, line) and (any(answers) or _agree(cells, line))


def _is(page: Page, line: Line) -> tuple[str, ...]:
    return tuple(plain(as_text(line.cells.get(name))) for name in _known_by(page))


def _agree(cells: Cells, line: Line) -> bool:
    return all(as_text(line.cells.get(name)) in ("", answer.text)
               for name, answer in cells.items() if answer.text)  # fmt: skip


def _known_by(page: Page) -> tuple[str, ...]:
    """Return the columns by which a line of a page of records is known: those that it must fill."""
    table = KEPT.get(page.table)
    return tuple(name for name in table.required if name in page.asked_by_key) if table else ()


def _not_taken(returned: Book, form: Form) -> Iterator[Problem]:
    """Yield what people put into the copy where nothing is asked, as far as it is not kept already."""
    kept, file = dict(form.own), returned.file
    known = {cell.value for cells in kept.values() for cell in cells}
    for place, text in returned.beside:
        if text not in known:
            sheet, _blank, at = place.rpartition(" ")
            yield problem("book-beside", file=file, sheet=sheet, column=at, found=text[:80])
    for title, cells in returned.own:
        if kept.get(title) != cells:
            yield problem("book-beside__sheet", file=file, sheet=title)
    if returned.pictures:
        yield problem("book-beside__pictures", severity="warning", file=file)
