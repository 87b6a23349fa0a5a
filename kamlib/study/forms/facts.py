"""The sheet of facts that no sales file knows: what the tests and the stage of a relationship need."""

import pandas as pd

from kamlib.study.forms.cells import Answer
from kamlib.study.forms.form import Column, Kind, Line, Page
from kamlib.study.forms.statement import Statement, kept_in, notes_of, unanswered, with_evidence
from kamlib.study.forms.tables import asked
from kamlib.study.forms.who import account_line
from kamlib.study.statements import UNKNOWN
from kamlib.tables import PEOPLE
from kamlib.text import _

PAGE = "facts"
_EVIDENCE = "evidence"


def facts_page(who: str, accounts: pd.DataFrame, facts: pd.DataFrame, answered: pd.DataFrame) -> Page:
    """Return the sheet of facts.

    Parameters
    ----------
    who : str
    accounts : DataFrame
        ``account``, ``name``, perhaps ``manager`` and ``target``.
    facts : DataFrame
        The catalogue of the pack, with ``group``: the name of the test that each feeds.
    answered : DataFrame
        What this person answered before, as the table of facts.
    """
    before = {(a, f): (said, how) for a, f, said, how in _rows(answered)}
    columns = tuple(
        Column(key, group, _kind(kind), question, width=15)
        for key, question, group, kind in facts[["key", "question", "group", "kind"]].to_numpy().tolist()
    )
    evidence = asked(PEOPLE["facts"], _EVIDENCE)
    lines = [_line(account, who, before) for _n, account in accounts.iterrows()]
    return Page(
        PAGE, _("Facts"), _("Facts that no sales file knows"), (*columns, evidence), tuple(lines),
        help=(
            _("Empty: not answered. Say don't know where you looked and could not find out."),
            _("Where a number is asked and you do not know it, leave the cell empty."),
        ),
        name_label=_("Account"),
    )  # fmt: skip


def facts_said(answers: list[Answer], who: str) -> list[Statement]:
    """Return the facts that a page states, each with how its account's facts are known."""
    facts = [
        Statement(
            "facts",
            {"who": who, "account": a.about, "fact": a.column, "answer": a.text} | evidence,
            a,
            kept_in(a, "answer"),
        )
        for a, evidence in with_evidence(answers, _EVIDENCE)
    ]
    return [*facts, *notes_of(unanswered(answers, _EVIDENCE), who=who, form=PAGE, columns=(_EVIDENCE,))]


def _rows(answered: pd.DataFrame) -> list[list[str]]:
    return answered[["account", "fact", "answer", "evidence"]].to_numpy().tolist()


def _line(account: pd.Series, who: str, before: dict[tuple[str, str], tuple[str, str]]) -> Line:
    key = account["account"]
    own = {fact: told for (about, fact), told in before.items() if about == key}
    cells: dict[str, object] = {fact: _as_cell(said) for fact, (said, _how) in own.items()}
    how = [how for _said, how in own.values() if how]
    return account_line(account, who, cells | ({_EVIDENCE: how[0]} if how else {}))


def _as_cell(said: str) -> object:
    return float(said) if said.replace(".", "", 1).isdigit() else said


def _kind(kind: str) -> Kind:
    if kind == "count":
        return Kind("whole", low=0)
    return Kind("choice", choices=(("yes", _("yes")), ("no", _("no")), (UNKNOWN, _("don't know"))))
