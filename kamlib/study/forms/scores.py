"""The form on which people score accounts by criteria, silently first, then once more after the talk."""

from datetime import date

import pandas as pd

from kamlib.study.forms.cells import Answer
from kamlib.study.forms.facts import facts_page
from kamlib.study.forms.form import Column, Form, Line, Page
from kamlib.study.forms.statement import Statement, kept_in, notes_of
from kamlib.study.forms.tables import asked, kind_of
from kamlib.study.forms.who import account_line, first_facts, own_or_all, sales_columns, sent_back
from kamlib.tables import PEOPLE
from kamlib.text import _

NAME, PAGE = "scores", "scores"
MARKS = ("10", "8", "5", "3", "1")
_POINTS = kind_of(PEOPLE["scores"].columns["score"])
_OWN, _ALL = ":own", ":all"


def scores_form(
    *, study: str, who: str, round: int, accounts: pd.DataFrame, criteria: pd.DataFrame, facts: pd.DataFrame,
    known: pd.DataFrame, answered: pd.DataFrame, facts_answered: pd.DataFrame, notes: pd.DataFrame,
    group: pd.DataFrame, currency: str = "", until: date | None = None, free: int = 5,
) -> Form:  # fmt: skip
    """Return the form of one evaluator.

    Parameters
    ----------
    study, who : str
    round : int
        1: silent, nothing of others is shown; later: own earlier answer and that of all stand beside.
    accounts : DataFrame
        ``account``, ``name``, and ``manager``, ``revenue`` (money a year), ``target`` as far as known.
    criteria : DataFrame
        Catalogue of the pack: ``key``, ``label``, ``question``, ``words`` (at 1, 3, 5, 8, 10 points).
    facts : DataFrame
        Catalogue of the pack with ``group``; without rows there is no sheet of facts. A manager is asked
        about the own clients, anybody else about all accounts.
    known : DataFrame
        Points that the data decide, index account, a column for each such criterion: shown, not asked.
    answered, facts_answered, notes : DataFrame
        What this person said before: scores of this round, facts, notes of this round.
    group : DataFrame
        For a later round: ``account``, ``criterion``, ``own`` (points before) and ``all`` (middle and range,
        in words).
    currency : str
    until : date, optional
        When it is to be sent back.
    free : int
        Empty lines for accounts that are not listed.
    """
    page = _page(who, round, accounts, criteria, known, answered, notes, group, currency, free)
    asked = round == 1 and len(facts)
    pages = (page, facts_page(who, own_or_all(accounts, who), facts, facts_answered)) if asked else (page,)
    return Form(
        NAME, study, who, _("Which accounts are key for us?"), _steps(round, len(pages) > 1), pages,
        about={"round": str(round)},
        facts=first_facts(who, until, (_("Study"), study), (_("Round"), _round_words(round))),
    )  # fmt: skip


def scores_said(answers: list[Answer], *, who: str, round: str) -> list[Statement]:
    """Return the scores and notes that a page states; a comment on a cell is the note of its score."""
    scores = [
        Statement(
            "scores",
            {"who": who, "round": round, "account": a.about, "criterion": a.column, "score": a.text}
            | ({"note": a.comment} if a.comment else {}),
            a,
            kept_in(a, "score"),
        )
        for a in answers
        if a.column != "note" and a.text
    ]
    other = [a for a in answers if a.column == "note" or not a.text]
    return [*scores, *notes_of(other, who=who, form=NAME, round=round)]


def _round_words(round: int) -> str:
    return (
        _("1, silent: before anybody talks about it") if round == 1 else _("{}, after the talk").format(round)
    )


def _steps(round: int, facts: bool) -> tuple[str, ...]:
    sheets = _("Fill the sheets Scores and Facts") if facts else _("Fill the sheet Scores")
    alone = _("{} by yourself, and do not talk about your answers before the workshop.").format(sheets)
    again = _(
        "This is the second look: beside each cell stand your first answer and the middle and range of all;"
        " change what the talk has changed, an empty cell keeps your first answer."
    )
    return (
        alone if round == 1 else again,
        _("Type whole points from 1 to 10; the words above each column say what 10, 8, 5, 3 and 1 mean."),
        _("Leave a cell empty where you do not know: it never counts as a bad mark."),
        _("Your own clients are marked: score them by the same words as the rest. Grey is known from data."),
        _("An account that is missing: write its name into an empty line at the bottom, and score it."),
        sent_back(),
    )


def _page(
    who: str, round: int, accounts: pd.DataFrame, criteria: pd.DataFrame, known: pd.DataFrame,
    answered: pd.DataFrame, notes: pd.DataFrame, group: pd.DataFrame, currency: str, free: int,
) -> Page:  # fmt: skip
    columns = sales_columns(accounts, currency, width=13)
    for _n, criterion in criteria.iterrows():
        columns += _columns(criterion, again=round > 1)
    columns.append(asked(PEOPLE["scores"], "note"))
    said = _cells(answered, notes, group)
    lines = [_line(account, who, known, said, set(criteria["key"])) for _n, account in accounts.iterrows()]
    return Page(
        PAGE, _("Scores"), _("Scores, round {}: {}").format(round, who), tuple(columns), tuple(lines),
        help=(_help(round),), marks=MARKS, free=free,
        free_words=_("nominated"), name_label=_("Account"),
    )  # fmt: skip


def _help(round: int) -> str:
    if round == 1:
        return _("Whole points from 1 to 10. An empty cell means: not known.")
    return _(
        "Whole points from 1 to 10. An empty cell keeps your answer before. All: middle, range, how many."
    )


def _columns(criterion: pd.Series, *, again: bool) -> list[Column]:
    words = tuple(reversed(criterion["words"]))
    asked = Column(criterion["key"], criterion["label"], _POINTS, criterion["question"], words, width=18)
    if not again:
        return [asked]
    own = Column(criterion["key"] + _OWN, _("you, before"), width=8, shown_as="mark")
    everybody = Column(criterion["key"] + _ALL, _("all, before"), width=14, shown_as="mark")
    return [asked, own, everybody]


def _cells(answered: pd.DataFrame, notes: pd.DataFrame, group: pd.DataFrame) -> dict[str, dict[str, object]]:
    """Return what stands in the cells of each account."""
    cells: dict[str, dict[str, object]] = {}
    for account, criterion, own, everybody in (
        group[["account", "criterion", "own", "all"]].to_numpy().tolist()
    ):
        cells.setdefault(account, {}).update({criterion + _OWN: own, criterion + _ALL: everybody})
    for account, criterion, score in answered[["account", "criterion", "score"]].to_numpy().tolist():
        cells.setdefault(account, {})[criterion] = score
    for account, note in notes[["account", "note"]].to_numpy().tolist():
        cells.setdefault(account, {})["note"] = note
    return cells


def _line(
    account: pd.Series, who: str, known: pd.DataFrame, said: dict[str, dict[str, object]], asked: set[str]
) -> Line:
    key = account["account"]
    points = known.loc[key].dropna().to_dict() if key in known.index else {}
    decided = {str(criterion): value for criterion, value in points.items() if criterion in asked}
    return account_line(account, who, {**said.get(key, {}), **decided}, locked=decided)
