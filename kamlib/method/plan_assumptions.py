"""The assumptions of a perspective plan, each with its low, its base and its high."""

import pandas as pd

from kamlib.method.base.plan_outcomes import ENDS, WHAT, ranges

ABOUT = ("condition", "confidence", "on")


def plan_assumptions(lines: pd.DataFrame, quantities: pd.DataFrame) -> pd.DataFrame:
    """List what each plan assumes: growth of a wallet, our share and our margin rate in the last year.

    A missing end is the base: nobody said that it may be otherwise on that side, and the plan is called
    surer than it is. Ends on the wrong side of the base give no range.

    Parameters
    ----------
    lines : DataFrame
        From `plan_quantities`.
    quantities : DataFrame
        What `plan_quantities` was given, with ``growth_low``, ``growth_high``, ``share_low``, ``share_high``,
        ``margin_low``, ``margin_high``; perhaps ``condition``, ``confidence``, ``on``.

    Returns
    -------
    DataFrame
        ``account``, ``line``, ``name``, ``what`` ("growth", "share" or "margin"), ``low``, ``base``, ``high``
        (0 to 1, growth a year), ``ranged``: an end was typed, ``crossed``: the ends stand on the wrong side;
        what is known of the line. In the order of the lines.

    Examples
    --------
    >>> from kamlib.method.plan_quantities import plan_quantities
    >>> typed = pd.DataFrame({"account": "A", "line": ["1"], "name": "Valves", "wallet": 10.0, "growth": 0.04,
    ...     "growth_low": 0.0, "margin_rate": 0.2, "share_0": 0.3, "share_1": 0.5, "share_low": 0.6})
    >>> lines = plan_quantities(typed, pd.DataFrame({"account": ["A"]}), years=1)
    >>> plan_assumptions(lines, typed)[["what", "low", "base", "high", "ranged", "crossed"]]
         what  low  base  high  ranged  crossed
    0  growth  0.0  0.04  0.04    True    False
    1   share  0.5  0.50  0.50   False     True
    2  margin  0.2  0.20  0.20   False    False
    """
    found = [_of_account(rows, quantities) for _account, rows in lines.groupby("account", sort=False)]
    columns = ["account", "line", "name", "what", *ENDS, "ranged", "crossed",
               *(name for name in ABOUT if name in quantities)]
    return pd.concat(found, ignore_index=True)[columns] if found else pd.DataFrame(columns=columns)


def _of_account(rows: pd.DataFrame, quantities: pd.DataFrame) -> pd.DataFrame:
    typed = quantities[quantities["account"] == rows["account"].iloc[0]]
    told = ranges(typed, int(rows["year"].max()))
    parts = [pd.concat([typed, told[what]], axis=1).assign(what=what, turn=turn)
             for turn, what in enumerate(WHAT)]
    found = pd.concat(parts).assign(place=list(range(len(typed))) * len(WHAT))
    placed: pd.DataFrame = found.sort_values(["place", "turn"])
    return placed
