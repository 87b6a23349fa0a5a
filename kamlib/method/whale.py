"""The whale curve: profit adds up to a peak, and the tail eats a part of it."""

import numpy as np
import pandas as pd

from kamlib.method.base.order import ranked
from kamlib.tables.results import Whale


def whale(accounts: pd.DataFrame, *, service_costs: pd.DataFrame | None = None) -> pd.DataFrame:
    """Accounts by what they leave over, best first, with the running sum.

    profit_c = margin_c - cost to serve c; the curve adds it up from the best account to the worst
    [kaplan2001]_. The last point is the total. In shares of the total only where that is above zero:
    "340 %" of a loss says nothing.

    Parameters
    ----------
    accounts : DataFrame
        One row for each buying account: ``account``, ``margin`` (money). An account without a known
        margin is left out; `whale_summary` counts those it is given.
    service_costs : DataFrame, optional
        ``account``, ``amount`` (money, several rows an account allowed): taken off the margin. Accounts
        without a row cost nothing to serve, as far as is known.

    Returns
    -------
    DataFrame
        The accounts' columns, then ``service_cost`` where given, ``profit``, ``rank``, ``accounts_share``,
        ``cumulative`` (money) and ``cumulative_share`` (missing where the total is not above zero). Equal
        profits in the order of the key. No rows where no margin is known.

    Raises
    ------
    KamError
        When an account stands twice.

    Examples
    --------
    >>> curve = whale(pd.DataFrame({"account": list("ABC"), "margin": [90.0, 30.0, -20.0]}))
    >>> curve["cumulative_share"].tolist()
    [0.9, 1.2, 1.0]
    """
    margin = accounts["margin"] if "margin" in accounts else pd.Series(np.nan, index=accounts.index)
    known = accounts.assign(profit=margin)[margin.notna()]
    if service_costs is not None:
        costs = service_costs.groupby("account")["amount"].sum()
        service = known["account"].map(costs).astype("float64").fillna(0.0)
        known = known.assign(service_cost=service, profit=known["profit"] - service)
    placed = ranked(known, "profit")
    cumulative = placed["profit"].cumsum()
    total = float(placed["profit"].sum())
    return placed.assign(
        accounts_share=placed["rank"] / max(1, len(placed)),
        cumulative=cumulative,
        cumulative_share=cumulative / total if total > 0 else np.nan,
    )


def whale_summary(curve: pd.DataFrame, *, accounts: int) -> Whale:
    """Peak, place of the peak and loss tail of a curve that `whale` made.

    The peak is the sum of all profits above zero; an account of exactly zero is neither before nor behind it.

    Parameters
    ----------
    curve : DataFrame
        From `whale`.
    accounts : int
        How many accounts there were before those of unknown margin were left out.

    Examples
    --------
    >>> curve = whale(pd.DataFrame({"account": list("ABC"), "margin": [90.0, 30.0, -20.0]}))
    >>> found = whale_summary(curve, accounts=3)
    >>> found.peak, found.peak_share, found.losing, found.loss
    (120.0, 1.2, 1, 20.0)
    """
    profit = curve["profit"]
    total, peak = float(profit.sum()), float(profit[profit > 0].sum())
    return Whale(
        len(curve),
        total,
        peak,
        peak / total if total > 0 else float("nan"),
        int((profit > 0).sum()),
        float(-profit[profit < 0].sum()) + 0.0,
        int((profit < 0).sum()),
        accounts - len(curve),
    )
