"""The Pareto curve: what the largest accounts bring, one after the other."""

import pandas as pd

from kamlib.method.base.order import ranked
from kamlib.method.base.refuse import refuse
from kamlib.method.base.shares import ROUNDING, top_count
from kamlib.text import _


def pareto(accounts: pd.DataFrame, *, value: str = "amount") -> pd.DataFrame:
    """Accounts, largest first, with what each and all up to it bring.

    Accounts with a value below zero are kept: they stand last, and the curve falls from above 1 back to 1.
    Give buying accounts only (see `buying`): every row counts as an account.

    Parameters
    ----------
    accounts : DataFrame
        One row for each account: ``account``, ``value``; other columns are kept.
    value : str
        Column with money.

    Returns
    -------
    DataFrame
        With ``rank``, ``share`` (of the total), ``cumulative`` (share of all up to here) and
        ``accounts_share`` (rank / number of accounts); equal accounts in the order of their key.

    Raises
    ------
    KamError
        When the total is not above zero: there are no shares of nothing. Also as `ranked`.

    Examples
    --------
    >>> curve = pareto(pd.DataFrame({"account": ["A", "B"], "amount": [1.0, 3.0]}))
    >>> curve[["account", "cumulative", "accounts_share"]]
      account  cumulative  accounts_share
    0       B        0.75             0.5
    1       A        1.00             1.0
    """
    placed = ranked(accounts, value)
    total = float(placed[value].sum())
    if not total > 0:
        refuse("total-not-positive", _("the total is not above zero, so there are no shares"),
               _("show the curve in money"))
    return placed.assign(
        share=placed[value] / total,
        cumulative=placed[value].cumsum() / total,
        accounts_share=placed["rank"] / len(placed),
    )


def held_by_top(curve: pd.DataFrame, *, share: float) -> float:
    """Share of the total that the top ``share`` of accounts hold; how many these are: `top_count`.

    Examples
    --------
    >>> curve = pareto(pd.DataFrame({"account": list("ABCDE"), "amount": [60.0, 10, 10, 10, 10]}))
    >>> round(held_by_top(curve, share=0.2), 2)
    0.6
    """
    return float(curve["cumulative"].iloc[top_count(len(curve), share=share) - 1])


def reaching(curve: pd.DataFrame, *, share: float) -> int:
    """Size of the smallest set of accounts that holds at least ``share`` of the total.

    Examples
    --------
    >>> reaching(pareto(pd.DataFrame({"account": list("ABC"), "amount": [5.0, 3.0, 2.0]})), share=0.8)
    2
    """
    return int((curve["cumulative"] >= share - ROUNDING).to_numpy().argmax()) + 1
