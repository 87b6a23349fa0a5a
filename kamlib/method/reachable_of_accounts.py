"""What could be reached at each account, all groups together, and what its joint growth is worth today."""

import pandas as pd

from kamlib.method.base.present_value import present_value
from kamlib.method.base.wallet_cells import ENDS

SUMS = ("reachable_revenue", "more_revenue", "reachable_margin")


def reachable_of_accounts(reached: pd.DataFrame, *, years: int, rate: float) -> pd.DataFrame:
    """Add up what can be reached over the groups of each account.

    Where the wallet of one group is unknown, the sum is, and its low end holds the known groups: "at least".
    Where nobody typed anything of an account, nothing is known of what can be reached there.

    Parameters
    ----------
    reached : DataFrame
        From `reachable`.
    years : int
        The same horizon.
    rate : float
        Discount rate a year for the present value.

    Returns
    -------
    DataFrame
        ``account``; ``reachable_revenue``, ``more_revenue`` and ``reachable_margin`` (money a year at the
        horizon; _low, _high; the last two are increases over today); ``growth_npv``: `joint_growth_npv` of
        the increase of margin; ``complete``: every group is known. Sorted.

    Examples
    --------
    >>> from kamlib.method.reachable import reachable
    >>> from kamlib.method.wallet import wallets
    >>> bought = pd.DataFrame({"account": "A", "group": ["Flanges", "Valves"], "amount": [18.0, 6.0]})
    >>> typed = pd.DataFrame({"account": ["A"], "group": ["Flanges"], "base": [40.0]})
    >>> rates = pd.DataFrame({"account": "", "group": ["Flanges", "Valves"], "margin_rate": 0.15})
    >>> reached = reachable(wallets(typed, bought, ours="we"), rates, years=3, wallet_growth=0.0,
    ...                     reachable_share=0.5)
    >>> found = reachable_of_accounts(reached, years=3, rate=0.2)
    >>> found[["more_revenue_low", "more_revenue", "complete"]]
       more_revenue_low  more_revenue  complete
    0               2.0           NaN     False
    """
    names = [f"{name}{end}" for name in SUMS for end in ENDS]
    by_account = reached.groupby("account")
    sums = by_account[names].sum().mask(by_account[names].count().lt(by_account.size(), axis=0))
    lows = [name for name in names if name.endswith("_low")]
    known = by_account["typed"].any()
    # Growth of an unknown size at a loss: nobody knows the least.
    losing = (reached["margin_rate"] < 0) & reached["reachable_margin_low"].isna()
    at_least = by_account[lows].sum(min_count=1)
    at_risk = losing.groupby(reached["account"]).any()
    at_least["reachable_margin_low"] = at_least["reachable_margin_low"].mask(at_risk)
    sums[lows] = sums[lows].fillna(at_least)
    sums = sums.where(known)
    found = sums.assign(complete=sums["more_revenue"].notna(),
                        growth_npv=joint_growth_npv(sums["reachable_margin"], years=years, rate=rate))
    return found.reset_index()[["account", *names, "growth_npv", "complete"]]


def joint_growth_npv(increase: pd.Series, *, years: int, rate: float) -> pd.Series:
    """Discount growth that rises in even steps to the horizon, NPV = x sum over t of (t / n) / (1 + i) ** t.

    The first step comes after one year; what comes after the horizon is not counted. A tool to choose with:
    a plan has its own increments.

    Parameters
    ----------
    increase : Series
        Increase of yearly margin at the horizon, money; missing stays missing.
    years : int
        n, years to the horizon.
    rate : float
        i, discount rate a year.

    Raises
    ------
    KamError
        As `present_value`.

    Examples
    --------
    >>> joint_growth_npv(pd.Series({"A": 3.0}), years=3, rate=0.0).to_dict()
    {'A': 6.0}
    """
    return increase * present_value([year / years for year in range(1, years + 1)], rate=rate)
