"""A copy of an account's workbook that came back by mail, put beside the one that is kept."""

from dataclasses import dataclass, field

from kamlib.study.books.book import Book
from kamlib.study.books.change import Change
from kamlib.study.forms.cells import Answer
from kamlib.study.person_files import same_name
from kamlib.tables import KEPT


@dataclass
class Differences:
    """What a copy says that the kept workbook does not.

    Parameters
    ----------
    changes : list of Change
    new, changed, same : int
        Answers that were not there, take the place of another one, or were known.
    """

    changes: list[Change] = field(default_factory=list)
    new: int = 0
    changed: int = 0
    same: int = 0


def differences(returned: Book, kept: Book | None) -> Differences:
    """Return what is to be written into the kept workbook; an empty cell of the copy erases nothing.

    A line of people, steps or promises is known by what stands in its first column, not by its number alone:
    where somebody else wrote another person into the same line meanwhile, the copy's goes to a new line.

    Parameters
    ----------
    returned : Book
    kept : Book or None
        None where there is no workbook yet.
    """
    found = Differences()
    for page in returned.schema.pages:
        there = _lines(kept.answers.get(page.key, [])) if kept else {}
        first = _first_column(page.key)
        for line, cells in _lines(returned.answers.get(page.key, [])).items():
            target = _target(line, cells, there, first)
            before = there.get(target, {})
            for column, answer in cells.items():
                known = before.get(column)
                same = known is not None and _alike(known.text, answer.text, name=column == first)
                note = answer.comment if not known or answer.comment not in known.comment else ""
                text = "" if same else answer.text
                found.same += bool(same and answer.text)
                found.changed += bool(text and known and known.text)
                found.new += bool(text and not (known and known.text))
                if note or text:
                    found.changes.append(Change(page.key, target, column, text, note))
    return found


def _alike(one: str, other: str, *, name: bool) -> bool:
    return one == other or (name and same_name(one, other))


def _lines(answers: list[Answer]) -> dict[str, dict[str, Answer]]:
    lines: dict[str, dict[str, Answer]] = {}
    for answer in answers:
        lines.setdefault(answer.line, {})[answer.column] = answer
    return lines


def _first_column(page: str) -> str:
    table = KEPT.get(page.split(":")[0])
    return next(iter(table.columns)) if table else ""


def _target(line: str, cells: dict[str, Answer], there: dict[str, dict[str, Answer]], first: str) -> str:
    """Return the line of the kept workbook that a line of the copy speaks of."""
    if first not in cells or not line.isdigit():
        return line
    name = cells[first].text
    same = [key for key, own in there.items() if first in own and same_name(own[first].text, name)]
    if line in same or not (same or first in there.get(line, {})):
        return line
    return same[0] if same else f"+{line}"
