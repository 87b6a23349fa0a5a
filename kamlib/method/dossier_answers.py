"""What is known of each account, question by question: how sure it is, and whether it still holds."""

import pandas as pd

from kamlib.method.base.refuse import refuse
from kamlib.tables import CONFIDENCE, NOT_APPLICABLE
from kamlib.text import _

ASSUMED, OPEN = "assumed", "open"
STATES = (*CONFIDENCE, NOT_APPLICABLE, OPEN)
VALIDITY = ("valid", "expiring", "expired", "undated")
DAYS_A_MONTH = 365.25 / 12
_ASKED = {"key": "question", "question": "words"}


def dossier_answers(
    answers: pd.DataFrame, questions: pd.DataFrame, accounts: pd.DataFrame, *, today: pd.Timestamp,
    expires_days: float,
) -> pd.DataFrame:  # fmt: skip
    """Lay the answers beside the questions: one row for each account and question, answered or not.

    An answer holds until the day that somebody typed; without one until the day it was learnt plus the
    months of its question, that day included. A question of 0 months is a constant: its answer never ages.
    An answer that can age and has no day is undated: whether it holds is unknown, never yes. An answer
    without a word on how sure it is counts as assumed. What a question's answer is worth to a decision is
    another matter (`dossier_questions`). The rules are ours; source 003 asks for information that is kept up
    to date and used.

    Parameters
    ----------
    answers : DataFrame
        Table of the dossier: ``account``, ``question`` (key), ``value``, ``on``, ``confidence``,
        ``valid_until`` and what else it has. Answers to other questions are left out.
    questions : DataFrame
        ``key``, ``question`` (words), ``group``, ``group_label``, ``level``, ``importance``,
        ``valid_months``, ``ask``, in their order.
    accounts : DataFrame
        ``account``, ``name``: who has a row for each question.
    today : Timestamp
    expires_days : float
        An answer that holds for so many days more, or fewer, expires soon; 0 days more still holds.

    Returns
    -------
    DataFrame
        By account and question in their order: what stands in the tables, with ``words`` for the question;
        ``state`` (fact, said, assumed, not applicable, open), ``validity`` (valid, expiring, expired,
        undated; empty where nothing is answered), ``valid`` (whether it holds; missing where unknown),
        ``valid_until`` (missing for a constant), ``days_left``, ``age_months`` (missing without a day).

    Raises
    ------
    KamError
        When an account answers a question twice.

    Examples
    --------
    >>> asked = pd.DataFrame({"key": ["needs"], "question": ["What?"], "valid_months": 6, "importance": 3})
    >>> said = pd.DataFrame({"account": ["A"], "question": ["needs"], "value": ["pumps"],
    ...                      "on": pd.to_datetime(["2025-07-30"]), "confidence": ["said"]})
    >>> one = pd.DataFrame({"account": ["A"], "name": ["Alder"]})
    >>> found = dossier_answers(said, asked, one, today=pd.Timestamp("2026-01-30"), expires_days=60)
    >>> found[["state", "validity", "days_left"]].to_dict("records")
    [{'state': 'said', 'validity': 'expiring', 'days_left': 0.0}]
    """
    twice = answers[answers.duplicated(["account", "question"])]
    if len(twice):
        refuse("answer-twice", _("is answered twice"), _("keep one answer"), twice["question"])
    asked = questions.rename(columns=_ASKED)
    rows = accounts[["account", "name"]].astype({"account": "str"}).merge(asked, how="cross")
    told = answers.drop(columns=["line", "name"], errors="ignore").astype(dict.fromkeys(
        ["account", "question"], "str"))
    rows = rows.merge(told, on=["account", "question"], how="left")
    for name in ("value", "confidence"):
        rows[name] = rows[name].astype("str").where(rows[name].notna(), "").str.strip()
    for name in ("on", "valid_until"):
        rows[name] = pd.to_datetime(rows[name]) if name in rows else pd.Series(pd.NaT, index=rows.index)
    state = _state(rows)
    return _aged(rows.assign(state=state), today, expires_days)


def _state(rows: pd.DataFrame) -> pd.Series:
    """Return how sure each answer is; nothing typed is open, nothing said of how sure is assumed."""
    sure = rows["confidence"].where(rows["confidence"].isin(CONFIDENCE), ASSUMED)
    state = sure.where(rows["value"] != "", OPEN)
    return state.mask(rows["confidence"] == NOT_APPLICABLE, NOT_APPLICABLE)


def _aged(rows: pd.DataFrame, today: pd.Timestamp, expires_days: float) -> pd.DataFrame:
    """Add until when each answer holds, and whether it does."""
    answered = rows["state"].isin(CONFIDENCE)
    until = rows["valid_until"].fillna(_by_rule(rows["on"], rows["valid_months"])).where(answered)
    days = (until - today).dt.days.astype("float64")
    constant = answered & (rows["valid_months"] == 0) & until.isna()
    validity = pd.Series("", index=rows.index, dtype="str").mask(answered, "undated")
    validity = validity.mask(days < 0, "expired").mask((days >= 0) & (days <= expires_days), "expiring")
    validity = validity.mask((days > expires_days) | constant, "valid")
    holds = validity.isin(["valid", "expiring"]).astype("boolean").mask(validity.isin(["", "undated"]))
    age = ((today - rows["on"]).dt.days.clip(lower=0) / DAYS_A_MONTH).where(answered)
    return rows.assign(validity=validity, valid=holds, valid_until=until, days_left=days, age_months=age)


def _by_rule(on: pd.Series, months: pd.Series) -> pd.Series:
    """Return the day an answer was learnt plus the months of its question; none for a constant."""
    until = pd.Series(pd.NaT, index=on.index, dtype="datetime64[s]")
    for count in sorted(set(months[months > 0])):
        mine = (months == count) & on.notna()
        until[mine] = on[mine] + pd.DateOffset(months=int(count))
    return until
