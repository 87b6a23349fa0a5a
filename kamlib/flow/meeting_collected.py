"""What collecting a meeting finds: cells to be written in other workbooks, and what was not taken."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd

from kamlib.problems import Problem
from kamlib.study.books import Book, Change
from kamlib.text import _

DOSSIER, CENTRE = "dossier", "buying-centre"


@dataclass
class Collected:
    """What a meeting changes.

    Parameters
    ----------
    book : Book
        The workbook of the meeting.
    changes : dict of str to list of Change
        By kind of workbook; empty where there is nothing to change.
    answers, promises, attitudes, contacts, steps : int
        How many of each.
    persons : list of str
        Whom nobody knew there until then.
    same : int
        What is there already.
    problems : list of Problem
        What was not taken, and why.
    """

    book: Book
    changes: dict[str, list[Change]] = field(default_factory=dict)
    answers: int = 0
    promises: int = 0
    attitudes: int = 0
    contacts: int = 0
    steps: int = 0
    persons: list[str] = field(default_factory=list)
    same: int = 0
    problems: list[Problem] = field(default_factory=list)

    def add(self, kind: str, page: str, line: str, **cells: str) -> None:
        """Note the cells of one line."""
        made = [Change(page, line, column, text) for column, text in cells.items()]
        self.changes.setdefault(kind, []).extend(made)

    def warn(self, code: str, message: str, remedy: str, at: tuple[str, str, str], found: str) -> None:
        """Note what was not taken; ``at`` are page, line and column in the workbook of the meeting."""
        page, *where = at
        answers = self.book.answers.get(page, [])
        cell = next((answer for answer in answers if [answer.line, answer.column] == where), None)
        self.problems.append(Problem(
            code, message, remedy, "warning", file=self.book.file, sheet=cell.sheet if cell else "",
            column=cell.at if cell else "", found=found[:80]))

    def lines(self) -> Iterator[str]:
        """Say what was taken, a part for each kind that has any."""
        words = (
            (self.answers, _("answers to the dossier: {}")), (self.promises, _("promises: {}")),
            (self.attitudes, _("attitudes: {}")), (self.contacts, _("last contacts: {}")),
            (self.steps, _("next step: {}")), (self.same, _("known already: {}")),
            (", ".join(self.persons), _("new in the buying centre: {}")),
        )  # fmt: skip
        yield from (text.format(told) for told, text in words if told)


def is_after(on: object, day: pd.Timestamp) -> bool:
    """Whether a day is known and later than another."""
    return isinstance(on, pd.Timestamp) and not pd.isna(on) and on > day


def is_not_before(on: object, day: pd.Timestamp) -> bool:
    """Whether a day is known and no earlier than another."""
    return isinstance(on, pd.Timestamp) and not pd.isna(on) and on >= day
