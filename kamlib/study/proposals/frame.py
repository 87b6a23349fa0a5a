"""The form of a decision: what it is about, what is proposed, why, the lines and money that rest on it."""

from collections.abc import Iterable
from functools import partial

import numpy as np
import pandas as pd

from kamlib.problems import KamError, Problem
from kamlib.text import _

COLUMNS = ["what", "subject", "proposal", "reason", "lines", "amount"]

ANSWERS = {
    "repeated_lines": ("leave_out", "keep"),
    "no_account": ("leave_out", "keep"),
    "pseudo_client": ("leave_out", "keep"),
    "internal": ("leave_out", "keep"),
    "cancellations": ("leave_out", "keep"),
    "returns": ("keep", "leave_out"),
    "look_alikes": ("keep", "leave_out"),
    "vat": ("net", "gross"),
    "currency": ("base", "convert"),
    "sign": ("turn", "keep"),
}
"""What a decision is about, in the order in which lines are left out, and the answers it can have."""


def decision(
    what: str, subject: str, proposal: str, reason: str, sales: pd.DataFrame, of: pd.Series
) -> dict[str, object]:
    """Return one row of decisions; ``of`` marks the lines of ``sales`` that rest on it."""
    amount = float(sales.loc[of, "amount"].sum())
    row = (what, subject, proposal, reason, int(of.sum()), amount)
    return dict(zip(COLUMNS, row, strict=True))


def as_decisions(rows: Iterable[dict[str, object]]) -> pd.DataFrame:
    """Return rows as a frame of decisions, its dtypes the same when it is empty."""
    made = pd.DataFrame(list(rows), columns=COLUMNS)
    texts = dict.fromkeys(COLUMNS[:4], "str")
    return made.astype({**texts, "lines": "int64", "amount": "float64"})


def in_force(decisions: pd.DataFrame) -> pd.Series:
    """Return the answer in force for each decision: the decided one, else the proposal.

    Raises
    ------
    KamError
        With one problem for each answer, or kind of decision, that is not known.

    Examples
    --------
    >>> made = pd.DataFrame({"what": ["no_account", "returns"], "proposal": ["leave_out", "keep"],
    ...                      "decided": ["keep", ""]})
    >>> list(in_force(made))
    ['keep', 'keep']
    """
    proposed = decisions["proposal"].astype("str").str.strip()
    if "decided" not in decisions:
        answers = proposed
    else:
        decided = decisions["decided"].astype("str").str.strip().fillna("")
        answers = decided.str.casefold().where(decided != "", proposed)
    known = [
        str(answer) in ANSWERS.get(str(what), ())
        for what, answer in zip(decisions["what"], answers, strict=True)
    ]
    problems = [
        _unknown(int(place), str(decisions["what"].iloc[place]), str(answers.iloc[place]))
        for place in np.flatnonzero(~np.array(known, dtype=bool))
    ]
    if problems:
        raise KamError(problems)
    return answers


def _unknown(place: int, what: str, answer: str) -> Problem:
    at = partial(Problem, file="judgement/decisions.csv", row=place + 2)
    if what not in ANSWERS:
        remedy = _("write one of {}").format(", ".join(ANSWERS))
        return at("decision-unknown", _("is no kind of decision"), remedy, column="what", found=what[:80])
    remedy = _("write {}").format(_(" or ").join(ANSWERS[what]))
    message = _("is no answer to {}").format(what)
    return at("answer-unknown", message, remedy, column="decided", found=answer[:80])
