"""Gross margin in percent of revenue, by account and group, over the lines whose cost is known."""

import pandas as pd

from kamlib.method.base.ratios import quotients
from kamlib.method.base.wallet_cells import CELL, EVERYBODY, NOBODY


def margin_rates(sold: pd.DataFrame) -> pd.DataFrame:
    """Divide margin by revenue over the lines whose cost is known: margin / (margin + cost).

    Parameters
    ----------
    sold : DataFrame
        By account and group: ``account``, ``group``, ``cost``, ``margin`` (money, as `aggregate` gives them).

    Returns
    -------
    DataFrame
        ``account``, ``group``, ``margin_rate``: of each account and group, of each group over all accounts
        (account ""), of each account over all groups (group ""), and of everything (both ""). Without rows
        where no cost is known, or where what is known sold for nothing.

    Examples
    --------
    >>> sold = pd.DataFrame({"account": ["A", "B"], "group": "Flanges", "cost": [80.0, 70.0],
    ...                      "margin": [20.0, 30.0]})
    >>> rates = margin_rates(sold)
    >>> rates.loc[rates["account"] == EVERYBODY, "margin_rate"].tolist()
    [0.25, 0.25]
    """
    known = sold.assign(**{name: sold[name] if name in sold else float("nan") for name in ("cost", "margin")})
    known = known[known["margin"].notna() & known["cost"].notna()].astype({"account": "str"})
    named = known[known["group"].notna()].astype({"group": "str"})
    views = [named, named.assign(account=EVERYBODY), known.assign(group=NOBODY),
             known.assign(account=EVERYBODY, group=NOBODY)]
    every = pd.concat([view[[*CELL, "cost", "margin"]].astype({"group": "str"}) for view in views])
    sums = every.groupby(CELL)[["cost", "margin"]].sum().reset_index()
    rates = sums.assign(margin_rate=quotients(sums["margin"], sums["margin"] + sums["cost"]))
    return rates.loc[rates["margin_rate"].notna(), [*CELL, "margin_rate"]].reset_index(drop=True)
