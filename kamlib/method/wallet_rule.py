"""Shares of a wallet guessed from the client's ranking of his suppliers, where nobody knows better."""

import pandas as pd

from kamlib.method.base.refuse import refuse
from kamlib.text import _


def wallet_rule(ranks: pd.DataFrame) -> pd.DataFrame:
    """Estimate each supplier's share of a wallet from its rank with the client.

    share = (1 - rank / (n + 1)) x 2 / n, with n the suppliers that the client uses [keiningham2015]_; equal
    ranks share the mean of their places. The shares of one wallet add up to 1. An estimate for clients who
    buy from several suppliers as a rule: hold it against observed shares before you rely on it.

    Parameters
    ----------
    ranks : DataFrame
        ``account``, perhaps ``group``, ``supplier``, and ``rank``: 1 for the one that the client likes best.
        Any growing numbers will do; only their order counts.

    Returns
    -------
    DataFrame
        The same rows with ``place`` (mean of the places of equal ranks) and ``share`` (0 to 1), sorted by
        account, group, place and supplier.

    Raises
    ------
    KamError
        When a supplier has no rank, or stands twice in one wallet.

    Examples
    --------
    >>> ranks = pd.DataFrame({"account": "A", "supplier": ["we", "X", "Y"], "rank": [1, 1, 2]})
    >>> wallet_rule(ranks)[["supplier", "place", "share"]].round(4)
      supplier  place   share
    0        X    1.5  0.4167
    1       we    1.5  0.4167
    2        Y    3.0  0.1667
    """
    wallet = ["account", "group"] if "group" in ranks else ["account"]
    missing = ranks.loc[ranks["rank"].isna(), "supplier"]
    if len(missing):
        refuse("rank-missing", _("has no rank"), _("leave the supplier out, or ask the client"), missing)
    twice = ranks.loc[ranks.duplicated([*wallet, "supplier"]), "supplier"]
    if len(twice):
        refuse("supplier-twice", _("is ranked twice by one client"), _("keep one of the two"), twice)
    by_wallet = ranks.groupby(wallet, dropna=False)["rank"]
    place, suppliers = by_wallet.rank(method="average"), by_wallet.transform("size")
    share = (1 - place / (suppliers + 1)) * 2 / suppliers
    found = ranks.assign(place=place, share=share)
    return found.sort_values([*wallet, "place", "supplier"], ignore_index=True)
