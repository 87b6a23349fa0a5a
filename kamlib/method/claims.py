"""What the sources claim of key clients, beside what a study shows."""

import pandas as pd

from kamlib.method.base.order import ranked
from kamlib.method.base.shares import ROUNDING, top_count

COLUMNS = ["claim", "source", "claimed", "basis", "accounts", "measured", "of_accounts"]


def profit_basis(accounts: pd.DataFrame, *, cost_known_from: float) -> str:
    """Name what stands for profit: ``"margin"`` where costs are known well enough, else ``"amount"``.

    Parameters
    ----------
    accounts : DataFrame
        One row for each account: ``amount``, perhaps ``margin`` and ``cost_known``.
    cost_known_from : float
        Share of the revenue (0 to 1) with a known cost from which on margin is taken; exactly that share
        is enough. Without ``cost_known`` an account's cost is known when its margin is.

    Examples
    --------
    >>> profit_basis(pd.DataFrame({"account": ["A"], "amount": [5.0]}), cost_known_from=0.95)
    'amount'
    """
    if "margin" not in accounts or accounts["margin"].isna().all():
        return "amount"
    known = accounts["margin"].notna().astype(float)
    if "cost_known" in accounts:
        known = accounts["cost_known"].fillna(0.0)
    weight = accounts["amount"].abs()
    share = float((known * weight).sum() / weight.sum()) if weight.sum() > 0 else 0.0
    return "margin" if share >= cost_known_from - ROUNDING else "amount"


def claims(accounts: pd.DataFrame, *, cost_known_from: float) -> pd.DataFrame:
    """Put the four claims of the sources beside the study's own numbers.

    * ``clients_profit`` [seed002]_: 20 % of clients bring 80 % of profit. ``accounts`` are the top 20 %,
      ``measured`` their share of the profit (above 1 where others lose it again).
    * ``effort_result`` [seed001]_: 20 % of effort bring 80 % of result. Effort is ``hours``; those that bring
      most for an hour stand first. ``accounts`` are those that the first 20 % of the hours reach,
      ``measured`` what these hours bring of the result of all accounts with known hours, an account at the
      border in proportion; both missing where no hours are known.
    * ``together``: key clients bring 50 % [seed001]_, or 70-80 % [seed002]_, of profit. ``accounts`` is how
      many it takes, ``measured`` what these bring.
    * ``each`` [seed002]_: each key client brings 10-20 % of income. ``accounts`` is how many bring at least
      10 % (20 %) of revenue, ``measured`` what they bring together. At 10 % each there are at most ten, and
      each is a concentration risk.

    Profit is margin where costs are known, else revenue (see `profit_basis`): ``basis`` says which.

    Parameters
    ----------
    accounts : DataFrame
        One row for each buying account: ``account``, ``amount`` above zero, perhaps ``margin``,
        ``cost_known`` and ``hours`` (of ours, above zero or missing); accounts without margin are left out
        where margin is the basis.
    cost_known_from : float
        See `profit_basis`.

    Returns
    -------
    DataFrame
        ``claim``, ``source`` ("001", "002"), ``claimed`` (share), ``basis``, ``accounts``, ``measured``
        (share; missing where the total is not above zero), ``of_accounts``; the names of the claims are
        put in words by the figures.

    Raises
    ------
    KamError
        When an account stands twice or has no amount.

    Examples
    --------
    >>> table = claims(pd.DataFrame({"account": list("ABCDE"), "amount": [60.0, 10, 10, 10, 10]}),
    ...                cost_known_from=0.95)
    >>> table.loc[table["claim"] == "clients_profit", ["accounts", "measured"]].to_numpy().tolist()
    [[1.0, 0.6]]
    """
    basis = profit_basis(accounts, cost_known_from=cost_known_from)
    profit = ranked(accounts[accounts[basis].notna()], basis)[basis]
    income = ranked(accounts, "amount")["amount"]
    top = top_count(len(profit), share=0.2)
    rows = [("clients_profit", "002", 0.8, basis, top, _held(profit, top), len(profit)),
            ("effort_result", "001", 0.8, basis, *_by_effort(accounts, basis))]
    for source, share in (("001", 0.5), ("002", 0.7), ("002", 0.8)):
        needed = _needed(profit, share)
        rows.append(("together", source, share, basis, needed, _held(profit, needed), len(profit)))
    for share in (0.1, 0.2):
        large = int((income >= share * income.sum() - ROUNDING).sum())
        rows.append(("each", "002", share, "amount", large, _held(income, large), len(income)))
    numbers = {"accounts": "float64", "measured": "float64"}
    return pd.DataFrame(rows, columns=COLUMNS).astype(numbers)


def _by_effort(accounts: pd.DataFrame, basis: str) -> tuple[int | None, float | None, int]:
    """Return how many accounts the best 20 % of hours reach, their share of the result, and of how many."""
    if "hours" not in accounts:
        return None, None, 0
    known = accounts[accounts[basis].notna() & (accounts["hours"] > 0)]
    total = float(known[basis].sum())
    if total <= 0:
        return None, None, len(known)
    placed = ranked(known.assign(an_hour=known[basis] / known["hours"]), "an_hour")
    left = 0.2 * float(placed["hours"].sum())
    before = placed["hours"].cumsum() - placed["hours"]
    part = ((left - before) / placed["hours"]).clip(0.0, 1.0)
    return int((part > ROUNDING).sum()), float((part * placed[basis]).sum()) / total, len(known)


def _held(values: pd.Series, first: int | None) -> float | None:
    total = float(values.sum())
    return None if first is None or total <= 0 else float(values.iloc[:first].sum()) / total


def _needed(values: pd.Series, share: float) -> int | None:
    total = float(values.sum())
    if total <= 0:
        return None
    return int((values.cumsum() / total >= share - ROUNDING).to_numpy().argmax()) + 1
