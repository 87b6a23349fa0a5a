"""A form that is nothing but a table of ``judgement/``: its questions stand in the file that describes it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

import pandas as pd

from kamlib.problems import Problem
from kamlib.study.forms.cells import Answer
from kamlib.study.forms.form import Form, Line, Page
from kamlib.study.forms.statement import Statement, notes_of
from kamlib.study.forms.tables import asked
from kamlib.study.forms.who import called, first_facts, is_own, mark, sent_back
from kamlib.tables import QUESTIONNAIRES, Table, label
from kamlib.text import _


def questionnaire(
    name: str, *, study: str, who: str, accounts: pd.DataFrame, answered: pd.DataFrame,
    until: date | None = None,
) -> Form:  # fmt: skip
    """Return the form on a table: lines for each account, one for each row of the table.

    Parameters
    ----------
    name : str
        One of ``QUESTIONNAIRES``.
    study, who : str
    accounts : DataFrame
        ``account``, ``name``, and ``manager``, ``target`` as far as known.
    answered : DataFrame
        What the table holds already; its lines come first.
    until : date, optional
        When it is to be sent back.
    """
    table = QUESTIONNAIRES[name]
    own = table.sheets["main"]
    lines = [line for _n, account in accounts.iterrows() for line in _lines(table, account, who, answered)]
    page = Page(
        name, _(own.name), _(own.title), tuple(asked(table, column) for column in table.on_sheet),
        tuple(lines), help=tuple(_(sentence) for sentence in own.help), name_label=_(own.names),
        widths=own.widths,
    )  # fmt: skip
    steps = (*(_(step) for step in table.form.steps), sent_back())
    facts = first_facts(who, until, (_("Study"), study))
    return Form(name, study, who, _(table.form.title), steps, (page,), facts=facts)


def rows_said(
    name: str, answers: list[Answer], who: str, file: str
) -> tuple[list[Statement], list[Problem]]:
    """Return what the lines state; a line that lacks what it needs is a problem."""
    table = QUESTIONNAIRES[name]
    statements, problems = notes_of([a for a in answers if a.comment], who=who, form=name), []
    for _line, cells in groupby((a for a in answers if a.text), key=lambda answer: answer.line):
        own = list(cells)
        row = {answer.column: answer.text for answer in own}
        needed = (column for column in table.required if column in table.on_sheet)
        lacking = [label(table, column) for column in needed if column not in row]
        if lacking:
            message = _("is a line without: {}").format(", ".join(lacking))
            remedy = _("fill it, or empty the line")
            place = Problem("form-line", message, remedy, file=file, sheet=own[0].sheet, column=own[0].at)
            problems.append(replace(place, found=own[0].text[:80]))
        else:
            row |= {"account": own[0].about, "by": who}
            kept = frozenset(answer.column for answer in own if answer.untouched)
            # In other words it is another row of the table, and needs all that stands in it.
            kept = kept if kept.issuperset(table.known_beside_account) else frozenset()
            statements.append(Statement(name, row, own[0], kept))
    return statements, problems


def _lines(table: Table, account: pd.Series, who: str, answered: pd.DataFrame) -> Iterator[Line]:
    known = answered[answered["account"] == account["account"]]
    told = [{column: row[column] for column in table.on_sheet} for _n, row in known.iterrows()]
    spare = table.form.spare if told else 0
    for number in range(max(table.form.lines, len(told) + spare)):
        yield Line(
            f"{account['account']} #{number + 1}", called(account), about=account["account"],
            cells=told[number] if number < len(told) else {}, mark=mark(account, who) if number == 0 else "",
            own=is_own(account, who), first=number == 0,
        )  # fmt: skip
