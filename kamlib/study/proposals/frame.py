"""The form of a decision: what it is about, what is proposed, why, the lines and money that rest on it."""

from collections.abc import Iterable
from functools import partial

import pandas as pd

from kamlib.problems import KamError, Problem
from kamlib.text import _

Row = tuple[str, str, str, str, pd.Series]
"""What a decision is about, its subject, the answer proposed, why, and the mark of its lines."""
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


def as_decisions(sales: pd.DataFrame, rows: Iterable[Row]) -> pd.DataFrame:
    """Return decisions with the lines and the money that rest on them; one on no lines is none.

    Examples
    --------
    >>> sales = pd.DataFrame({"account": ["A", None], "amount": [9.0, 1.0]})
    >>> as_decisions(sales, [("no_account", "all", "keep", "", sales["account"].isna())])["amount"].to_list()
    [1.0]
    """
    made = [(*row[:4], row[4].sum(), sales.loc[row[4], "amount"].sum()) for row in rows if row[4].any()]
    kinds = dict.fromkeys(COLUMNS[:4], "str") | {"lines": "int64", "amount": "float64"}
    return pd.DataFrame(made, columns=COLUMNS).astype(kinds)


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
    answers = decisions["proposal"].astype("str").str.strip()
    if "decided" in decisions:
        decided = decisions["decided"].astype("str").str.strip().fillna("")
        answers = decided.str.casefold().where(decided != "", answers)
    problems = [
        _unknown(place, str(what), str(answer))
        for place, (what, answer) in enumerate(zip(decisions["what"], answers, strict=True))
        if str(answer) not in ANSWERS.get(str(what), ())
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
