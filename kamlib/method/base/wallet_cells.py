"""One row for each wallet, out of the table of wallets that has one for each supplier."""

from collections.abc import Iterable

import pandas as pd

NOBODY = ""  # supplier: whoever is not named; group: all groups together
EVERYBODY = ""  # account: all accounts together
OUR_SALES, BOUND = "our sales", "bound"
# Best first: the order of the method; what is not in it is as weak as a guess.
SOURCES = (OUR_SALES, "client said", "norm", "peers", "competitor", "guess", "", BOUND)
CELL = ["account", "group"]
ENDS = ("_low", "", "_high")  # of the columns of one number with its range


def weakest(sources: Iterable[object]) -> str:
    """Return the source that is to be trusted least; empty where one is not named, or there is none.

    One in the user's own words stands beside a guess; what is no text is not looked at.

    Examples
    --------
    >>> weakest(["client said", "guess", "norm"])
    'guess'
    """
    known = {source for source in sources if isinstance(source, str)}
    return max(known, key=lambda source: (_trust(source), source), default="")


def _trust(source: str) -> int:
    return SOURCES.index(source if source in SOURCES else "guess")


def cells(wallets: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each account and group.

    Parameters
    ----------
    wallets : DataFrame
        From the method's `wallets`.

    Returns
    -------
    DataFrame
        ``account``, ``group``, ``ours`` (money a year; missing where our sales are not split into groups),
        ``wallet_low``, ``wallet``, ``wallet_high``, ``growth``, ``reachable``, ``wallet_source``,
        ``typed``, ``raised``; sorted.
    """
    own = wallets[wallets["own"]].rename(columns={"base": "ours"})
    kept = [*CELL, "ours", "wallet_low", "wallet", "wallet_high", "growth", "reachable", "wallet_source",
            "typed", "raised"]
    return own[kept].sort_values(CELL, ignore_index=True)
