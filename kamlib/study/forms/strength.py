"""The form on how a customer sees us beside the best competitor, by what the customer himself looks at."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

import pandas as pd

from kamlib.problems import Problem
from kamlib.study.forms.cells import Answer
from kamlib.study.forms.form import Column, Form, Line, Page
from kamlib.study.forms.statement import Statement, notes_of
from kamlib.study.forms.tables import asked
from kamlib.study.forms.who import called, first_facts, is_own, mark, sent_back
from kamlib.tables import JUDGED, label
from kamlib.text import _

NAME, PAGE = "strength", "strength"
_LINES, _SPARE = 5, 2
_TABLE = JUDGED["strength"]


def strength_form(
    *, study: str, who: str, accounts: pd.DataFrame, answered: pd.DataFrame, until: date | None = None
) -> Form:
    """Return the form on relative strength: lines for each account, one for each criterion of the customer.

    Parameters
    ----------
    study, who : str
    accounts : DataFrame
        ``account``, ``name``, and ``manager``, ``target`` as far as known.
    answered : DataFrame
        What is known already, as the table of strength; its lines come first.
    until : date, optional
        When it is to be sent back.
    """
    lines = [line for _n, account in accounts.iterrows() for line in _lines(account, who, answered)]
    title = _("How the customer sees us, and whom he compares us with")
    page = Page(
        PAGE, _("Strength"), title, _columns(), tuple(lines), name_label=_("Account"),
        help=(_("One line for each thing that he looks at, in his words; spare lines stay empty."),),
    )  # fmt: skip
    return Form(
        NAME, study, who, _("Where are we stronger than the best competitor?"), _steps(), (page,),
        facts=first_facts(who, until, (_("Study"), study)),
    )  # fmt: skip


def strength_said(answers: list[Answer], who: str, file: str) -> tuple[list[Statement], list[Problem]]:
    """Return what the lines state; a line that lacks what it needs is a problem."""
    statements, problems = notes_of([a for a in answers if a.comment], who=who, form=NAME), []
    for _line, cells in groupby((a for a in answers if a.text), key=lambda answer: answer.line):
        own = list(cells)
        row = {answer.column: answer.text for answer in own}
        needed = (name for name in _TABLE.required if name in _TABLE.on_sheet)
        lacking = [label(_TABLE, name) for name in needed if name not in row]
        if lacking:
            message = _("is a line without: {}").format(", ".join(lacking))
            remedy = _("fill it, or empty the line")
            place = Problem("form-line", message, remedy, file=file, sheet=own[0].sheet, column=own[0].at)
            problems.append(replace(place, found=own[0].text[:80]))
        else:
            row |= {"account": own[0].about, "by": who}
            kept = frozenset(answer.column for answer in own if answer.untouched)
            # A criterion in other words is another line of the table, and needs all that stands in it.
            kept = kept if "criterion" in kept else frozenset()
            statements.append(Statement("strength", row, own[0], kept))
    return statements, problems


def _columns() -> tuple[Column, ...]:
    return tuple(asked(_TABLE, name) for name in _TABLE.on_sheet)


def _steps() -> tuple[str, ...]:
    return (
        _("Think of what this customer looks at when he compares suppliers, and write it in his words."),
        _("Say how much each counts for him, how he sees us, and how he sees the best competitor in it."),
        _("It is his view that counts, not ours: ask him, and choose the customer said so where he did."),
        _("Leave empty what you do not know; a line needs what he looks at, how much it counts, and us."),
        _("Three good lines for an account are better than five weak ones."),
        sent_back(),
    )


def _lines(account: pd.Series, who: str, answered: pd.DataFrame) -> Iterator[Line]:
    known = answered[answered["account"] == account["account"]]
    told = [{column.key: row[column.key] for column in _columns()} for _n, row in known.iterrows()]
    for number in range(max(_LINES, len(told) + _SPARE)):
        yield Line(
            f"{account['account']} #{number + 1}", called(account), about=account["account"],
            cells=told[number] if number < len(told) else {}, mark=mark(account, who) if number == 0 else "",
            own=is_own(account, who), first=number == 0,
        )  # fmt: skip
