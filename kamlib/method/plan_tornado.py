"""Which assumption of a perspective plan moves its result most."""

import numpy as np
import pandas as pd

from kamlib.method.base.plan_outcomes import ENDS, WHAT, cases, ranges

COLUMNS = ["account", "line", "name", "what", *ENDS, "npv_low", "npv_base", "npv_high", "swing",
           "revenue_low", "revenue_base", "revenue_high", "revenue_swing"]


def plan_tornado(
    lines: pd.DataFrame, quantities: pd.DataFrame, budgets: pd.DataFrame, plans: pd.DataFrame, *,
    discount_rate: float,
) -> pd.DataFrame:
    """Move one assumption at a time to its low and to its high; all others stay at their base.

    The result is the value over held shares, and beside it the revenue of the last year; what moves most is
    what to find out first [howard1988]_. A range is what people typed: a short bar is a sure assumption or a
    bold one.

    Parameters
    ----------
    lines, quantities, budgets, plans, discount_rate
        As `plan_scenarios`.

    Returns
    -------
    DataFrame
        One row for each assumption with a range: ``account``, ``line``, ``name``, ``what`` ("growth", "share"
        or "margin"), ``low``, ``base``, ``high``; ``npv_low``, ``npv_base``, ``npv_high``: value over held
        shares at each end, ``swing`` between the ends; ``revenue_low`` ... ``revenue_swing``: the same of the
        last year's revenue; money. By account, widest swing first.

    Examples
    --------
    >>> from kamlib.method.plan_quantities import plan_quantities
    >>> typed = pd.DataFrame({"account": "A", "line": ["1"], "name": "Valves", "wallet": 100.0, "growth": 0.0,
    ...     "margin_rate": 0.2, "share_0": 0.2, "share_1": 0.4, "share_low": 0.3, "share_high": 0.45,
    ...     "margin_low": 0.19})
    >>> plan = pd.DataFrame({"account": ["A"]})
    >>> lines = plan_quantities(typed, plan, years=1)
    >>> nothing = pd.DataFrame(columns=["account", "year", "budget"])
    >>> found = plan_tornado(lines, typed, nothing, plan, discount_rate=0.0)
    >>> found[["what", "npv_low", "npv_base", "npv_high", "swing"]].round(2)
         what  npv_low  npv_base  npv_high  swing
    0   share      2.0       4.0       5.0    3.0
    1  margin      3.6       4.0       4.0    0.4
    """
    found = []
    for account, typed, one in cases(lines, quantities, budgets, plans, discount_rate=discount_rate):
        told = pd.concat([ranges(typed, one.years)[what].assign(what=what, line=typed["line"],
                                                                name=typed["name"]) for what in WHAT])
        moved = np.flatnonzero(told["ranged"].to_numpy(bool))
        rows = np.tile(one.ends["base"], (2 * len(moved) + 1, 1))
        for turn, end in enumerate(("low", "high")):
            rows[1 + turn * len(moved) + np.arange(len(moved)), moved] = one.ends[end][moved]
        out = one.outcomes(rows)
        table = told.iloc[moved].assign(account=account)
        for name, result in (("npv", out.npv_held), ("revenue", out.revenue[:, -1])):
            low, high = np.split(result[1:], 2)
            table = table.assign(**{f"{name}_low": low, f"{name}_base": result[0], f"{name}_high": high})
        found.append(table.assign(swing=(table["npv_high"] - table["npv_low"]).abs(),
                                  revenue_swing=(table["revenue_high"] - table["revenue_low"]).abs()))
    if not found:
        return pd.DataFrame(columns=COLUMNS)
    every = [table.sort_values(["swing", "revenue_swing"], ascending=False, kind="stable") for table in found]
    return pd.concat(every, ignore_index=True)[COLUMNS]
