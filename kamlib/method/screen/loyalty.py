"""Loyal: buys regularly, for long, and much of what it needs."""

import pandas as pd

from kamlib.method.base.kleene import UNKNOWN, at_least, by_bounds
from kamlib.method.screen.evidence import as_evidence


def loyal(
    measures: pd.DataFrame, *, regularity: float, periods: int, years: float, share_of_wallet: float
) -> pd.DataFrame:
    """Answer the three parts of loyal: buys regularly, for long, and much of what it needs.

    All three must hold; the test is Kleene's "and" of its parts, so that one "no" settles it and an unknown
    share of wallet never becomes a "no".

    Parameters
    ----------
    measures : DataFrame
        ``account``, ``target``, ``regularity``, ``periods``, ``tenure_years``, ``tenure_cut``,
        ``share_of_wallet`` with ``_low`` and ``_high``.
    regularity : float
        Share of the periods (0 to 1) bought in.
    periods : int
        With fewer periods regularity is unknown.
    years : float
        Of tenure; below them, "at least n years" is unknown, not "no".
    share_of_wallet : float
        From 0 to 1; decided by its range where that settles it, else by its likeliest value.

    Returns
    -------
    DataFrame
        As `large`, one row for each account and part: "regular", "tenure", "share_of_wallet".

    Examples
    --------
    >>> measured = pd.DataFrame({"account": ["A"], "target": False, "regularity": 0.9, "periods": 8,
    ...     "tenure_years": 1.8, "tenure_cut": True, "share_of_wallet": 0.6,
    ...     "share_of_wallet_low": 0.4, "share_of_wallet_high": 0.8})
    >>> found = loyal(measured, regularity=0.75, periods=8, years=3, share_of_wallet=0.5)
    >>> found[["part", "answer"]]
                  part  answer
    0          regular    True
    1           tenure    <NA>
    2  share_of_wallet    True
    """
    table = measures.set_index("account")
    regular = at_least(table["regularity"].where(table["periods"] >= periods), regularity)
    long = at_least(table["tenure_years"], years)
    long = long.mask(table["tenure_cut"].astype("bool") & ~long.fillna(True), UNKNOWN)
    wallet = by_bounds(table["share_of_wallet_low"], table["share_of_wallet"],
                       table["share_of_wallet_high"], share_of_wallet)
    parts = {
        "regular": (regular, table["regularity"], regularity, "share"),
        "tenure": (long, table["tenure_years"], years, "years"),
        "share_of_wallet": (wallet, table["share_of_wallet"], share_of_wallet, "share"),
    }
    rows = []
    for part, (answer, value, limit, unit) in parts.items():
        found = pd.DataFrame({"part": part, "answer": answer, "value": value, "threshold": limit})
        found = found.assign(part=found["part"].mask(table["target"], "not_applicable"),
                             answer=found["answer"].mask(table["target"], False))
        rows.append(as_evidence(found, "loyal", unit))
    whole = pd.concat(rows).drop_duplicates(["account", "part"])
    return whole.sort_values("account", kind="stable", ignore_index=True)
