"""Decisions carried out: what is left out is handed back, so that nothing vanishes."""

import re
from functools import partial

import pandas as pd

from kamlib.problems import KamError, Problem
from kamlib.study.proposals.duplicates import OTHER, SAME, repeated
from kamlib.study.proposals.frame import ANSWERS, in_force
from kamlib.study.proposals.pseudo import without_account
from kamlib.study.proposals.returns import cancelled
from kamlib.text import _

_ORDER = {what: place for place, what in enumerate(ANSWERS)}
_DAYS = re.compile(r"\s*within (\d{1,4}) days\s*")


def apply_decisions(sales: pd.DataFrame, decisions: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the sales that stay and the lines left out by the decisions in force.

    A line goes to the first decision that leaves it out, in the order of ``ANSWERS``: each line of ``sales``
    is in exactly one of the two frames. Decisions on VAT and currency change amounts, not lines, and are
    carried out by ``net_of_vat`` and ``convert``.

    Parameters
    ----------
    sales : DataFrame
        Sales; ``entity`` is looked at beside ``account`` where it exists. Not changed.
    decisions : DataFrame
        ``what``, ``subject``, ``proposal``, and ``decided`` where people decided.

    Returns
    -------
    kept, left_out : DataFrame
        Lines in their order; ``left_out`` has the columns ``what`` and ``subject`` besides.

    Raises
    ------
    KamError
        Where a decision has an answer, a subject or a kind that is not known.

    Examples
    --------
    >>> sales = pd.DataFrame({"account": ["A", None], "amount": [9.0, 1.0]})
    >>> made = pd.DataFrame({"what": ["no_account"], "subject": ["all"], "proposal": ["leave_out"]})
    >>> kept, left_out = apply_decisions(sales, made)
    >>> len(kept), float(left_out["amount"].sum())
    (1, 1.0)
    """
    given = decisions.assign(answer=in_force(decisions), subject=decisions["subject"].map(_plain))
    out = given[given["answer"] == "leave_out"]
    what = pd.Series("", index=sales.index, dtype="str")
    subject = what.copy()
    for kind, about in sorted(zip(out["what"], out["subject"], strict=True), key=lambda one: _ORDER[one[0]]):
        new = _lines_of(sales, given, kind, about) & (what == "")
        what[new], subject[new] = kind, about
    gone = what != ""
    return sales[~gone].copy(), sales[gone].assign(what=what[gone], subject=subject[gone])


def _lines_of(sales: pd.DataFrame, decisions: pd.DataFrame, kind: str, about: str) -> pd.Series:
    """Mark the lines that a decision to leave out is about."""
    if kind == "no_account":
        return without_account(sales)
    if kind in ("pseudo_client", "internal"):
        return _of_account(sales, about)
    if kind == "cancellations":
        return cancelled(sales, within_days=_days(about))
    if kind == "returns":
        below = (sales["amount"] < 0).fillna(False) & ~_any_cancelled(sales, decisions)
        return below if about in ("", "all") else below & _of_account(sales, about)
    if kind == "repeated_lines":
        return repeated(sales, _one_of(about, (SAME, OTHER), kind))
    known = tuple(map(str, sales.columns))
    return sales.duplicated([_one_of(name.strip(), known, kind) for name in about.split(",")])


def _of_account(sales: pd.DataFrame, about: str) -> pd.Series:
    mark = (sales["account"].astype("str") == about).fillna(False)
    return mark | (sales["entity"].astype("str") == about).fillna(False) if "entity" in sales else mark


def _any_cancelled(sales: pd.DataFrame, decisions: pd.DataFrame) -> pd.Series:
    """Mark cancellations as far as there is a decision on them, kept or not: they are no returns."""
    mark = pd.Series(False, index=sales.index)
    for about in decisions.loc[decisions["what"] == "cancellations", "subject"]:
        mark |= cancelled(sales, within_days=_days(about))
    return mark


def _days(about: str) -> int:
    found = _DAYS.fullmatch(about)
    if not found:
        raise _unclear("cancellations", about, _('write "within 30 days"'))
    return int(found[1])


def _one_of(about: str, known: tuple[str, ...], kind: str) -> str:
    if about not in known:
        raise _unclear(kind, about, _("write one of {}").format(", ".join(known)))
    return about


def _unclear(kind: str, about: str, remedy: str) -> KamError:
    at = partial(Problem, file="judgement/decisions.csv", column="subject", found=about[:80])
    return KamError(at("subject-unknown", _("is nothing that {} can be about").format(kind), remedy))


def _plain(value: object) -> str:
    return "" if value is None or value != value else str(value).strip()
