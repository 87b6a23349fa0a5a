"""The form on what a manager can change at an account: for the manager, the supervisor, or both."""

from datetime import date

import pandas as pd

from kamlib.study.forms.cells import Answer
from kamlib.study.forms.form import Column, Form, Kind, Page
from kamlib.study.forms.statement import Statement, kept_in, notes_of, unanswered, with_evidence
from kamlib.study.forms.tables import asked
from kamlib.study.forms.who import account_line, first_facts, sales_columns, sent_back
from kamlib.tables import PEOPLE
from kamlib.text import _

NAME, PAGE = "influence", "influence"
MARKS = ("1", "0.75", "0.5", "0.25", "0")
NOT_APPLICABLE = "-"
_EVIDENCE = "evidence"


def influence_form(
    *, study: str, who: str, role: str, manager: str, accounts: pd.DataFrame, questions: pd.DataFrame,
    answered: pd.DataFrame, currency: str = "", until: date | None = None,
) -> Form:  # fmt: skip
    """Return the form on the influence of a manager on his accounts.

    Parameters
    ----------
    study, who : str
    role : {"manager", "supervisor", "settled"}
    manager : str
        Whose influence it is.
    accounts : DataFrame
        Those of the manager: ``account``, ``name``, ``revenue`` and ``target`` as far as known.
    questions : DataFrame
        Catalogue of the pack: ``key``, ``label``, ``question``, ``part``, ``words`` (0, 0.25, 0.5, 0.75, 1).
    answered : DataFrame
        What the same person answered before in the same role, as the table of influence.
    currency : str
    until : date, optional
        When it is to be sent back.
    """
    columns = sales_columns(accounts, currency, width=14)
    columns += [_column(question) for _n, question in questions.iterrows()]
    columns.append(asked(PEOPLE["influence"], _EVIDENCE))
    before = _before(answered)
    lines = tuple(account_line(account, "", before.get(account["account"], {}))
                  for _n, account in accounts.iterrows())
    title = _("Influence of {} on the accounts").format(manager)
    page = Page(
        PAGE, _("Influence"), title, tuple(columns), lines, marks=MARKS, name_label=_("Account"),
        help=(_("Choose what comes nearest to what one can have seen. An empty cell means: not known."),),
    )  # fmt: skip
    return Form(
        NAME, study, who, _("What can be changed at these accounts?"), _steps(role, manager), (page,),
        about={"role": role, "manager": manager},
        facts=first_facts(who, until, (_("Study"), study), (_("On the influence of"), manager)),
    )  # fmt: skip


def influence_said(answers: list[Answer], *, who: str, role: str, manager: str) -> list[Statement]:
    """Return the answers on influence, each with the evidence that stands beside its account."""
    statements = notes_of(unanswered(answers, _EVIDENCE), who=who, form=NAME, columns=(_EVIDENCE,))
    for answer, evidence in with_evidence(answers, _EVIDENCE):
        none = answer.text == NOT_APPLICABLE
        row = {
            "who": who,
            "role": role,
            "manager": manager,
            "account": answer.about,
            "question": answer.column,
        }
        row |= {"applies": "no"} if none else {"answer": answer.text, "applies": "yes"}
        kept = kept_in(answer, "answer", "applies")
        statements.append(Statement("influence", row | evidence, answer, kept))
    return statements


def _steps(role: str, manager: str) -> tuple[str, ...]:
    whose = {
        "manager": _(
            "Say for each of your accounts what you can change there; your supervisor does the same."
        ),
        "supervisor": _("Say for each account what {} can change there; the manager does the same."),
        "settled": _("Write down what was agreed on what {} can change at each account."),
    }[role].format(manager)
    return (
        whose,
        _("Choose from the list in each cell; the words above each column are the same as in the list."),
        _("Answer for the last 12 months, and write the last time that an action changed something."),
        _("Leave a cell empty where you do not know; choose does not apply where it makes no sense."),
        _("Do not talk about your answers before both are back: where they differ, you will talk."),
        sent_back(),
    )


def _column(question: pd.Series) -> Column:
    words = tuple(reversed(question["words"]))
    choices = [(value, f"{value}  {said}") for value, said in zip(MARKS, words, strict=True)]
    if question["part"] == "develop":
        choices.append((NOT_APPLICABLE, _("does not apply")))
    kind = Kind("choice", choices=tuple(choices))
    return Column(question["key"], question["label"], kind, question["question"], words, width=20)


def _before(answered: pd.DataFrame) -> dict[str, dict[str, object]]:
    cells: dict[str, dict[str, object]] = {}
    for _n, row in answered.iterrows():
        own = cells.setdefault(row["account"], {})
        if row["applies"] == "no":
            own[row["question"]] = NOT_APPLICABLE
        elif pd.notna(row["answer"]):
            own[row["question"]] = f"{row['answer']:g}"
        if row["evidence"]:
            own[_EVIDENCE] = row["evidence"]
    return cells
