"""Who else sells to an account, how much of its wallet each holds, and when their contracts end."""

import pandas as pd

from kamlib.method.base.wallet_cells import NOBODY


def rivals(wallets: pd.DataFrame, *, as_of: pd.Timestamp) -> pd.DataFrame:
    """List the named competitors of each wallet, contracts that end soonest first.

    Parameters
    ----------
    wallets : DataFrame
        From `wallets`.
    as_of : Timestamp
        The day from which days are counted.

    Returns
    -------
    DataFrame
        ``account``, ``group`` ("": all groups together), ``supplier``, ``base`` (money a year, missing where
        only the name is known), ``share`` of the wallet (0 to 1), ``our_share`` of it, ``source``,
        ``contract_end``, ``days_left`` (below zero: over since). Contracts that still run first, by their
        last day; then those that are over, the latest first; then those without a known end, largest first.

    Examples
    --------
    >>> from kamlib.method.wallet import wallets
    >>> typed = pd.DataFrame({"account": "A", "group": "Flanges", "supplier": ["", "Rival"],
    ...                       "base": [40.0, 15.2], "contract_end": [None, "2026-05-31"]})
    >>> bought = pd.DataFrame({"account": ["A"], "group": ["Flanges"], "amount": [18.0]})
    >>> found = rivals(wallets(typed, bought, ours="we"), as_of=pd.Timestamp("2025-12-31"))
    >>> found[["supplier", "share", "our_share", "days_left"]]
      supplier  share  our_share  days_left
    0    Rival   0.38       0.45      151.0
    """
    ours = wallets[wallets["own"]].set_index(["account", "group"])["share"].rename("our_share")
    named = wallets[~wallets["own"] & (wallets["supplier"] != NOBODY)].join(ours, on=["account", "group"])
    days = (named["contract_end"] - as_of).dt.days.astype("float64")
    turn = (days < 0).astype(int).mask(days.isna(), 2)
    placed = named.assign(days_left=days, turn=turn, away=days.abs())
    columns = ["account", "group", "supplier", "base", "share", "our_share", "source",
               "contract_end", "days_left"]
    ordered = placed.sort_values(["turn", "away", "base", "account", "group", "supplier"],
                                 ascending=[True, True, False, True, True, True], ignore_index=True)
    return ordered[columns]
