"""Promising: could bring as much more as a large account brings."""

import pandas as pd

from kamlib.method.base.kleene import by_bounds
from kamlib.method.screen.evidence import as_evidence


def promising(measures: pd.DataFrame, large: pd.DataFrame) -> pd.DataFrame:
    """Answer promising: whether we could gain as much margin a year as a usual large account brings today.

    The reachable increase of yearly margin against the median of the positive margins of the large accounts.
    Money against money: a ratio to today's revenue would let every tiny account in. Decided by the range of
    the increase where that settles it, else by its likeliest value; without an estimate it is unknown.

    Parameters
    ----------
    measures : DataFrame
        ``account``, ``margin``, ``reachable_margin`` with ``_low`` and ``_high`` (money a year).
    large : DataFrame
        From `large`.

    Returns
    -------
    DataFrame
        As `large`, one row for each account, part "reachable_margin". Where no large account has a known
        margin there is nothing to compare with: all answers are unknown.

    Examples
    --------
    >>> measured = pd.DataFrame({"account": ["A", "B"], "margin": [6.0, 1.0], "reachable_margin": [None, 5.0],
    ...                          "reachable_margin_low": [None, 3.0], "reachable_margin_high": [None, 9.0]})
    >>> sizes = pd.DataFrame({"account": ["A", "B"], "answer": pd.array([True, False], dtype="boolean")})
    >>> promising(measured, sizes)[["account", "answer", "value", "threshold"]]
      account  answer  value  threshold
    0       A    <NA>    NaN        6.0
    1       B   False    5.0        6.0
    """
    table = measures.set_index("account")
    members = large.loc[large["answer"].fillna(False), "account"]
    margins = table.loc[members, "margin"]
    limit = float(margins[margins > 0].median())
    base = table["reachable_margin"].astype("float64")
    answer = by_bounds(table["reachable_margin_low"], base, table["reachable_margin_high"], limit)
    found = pd.DataFrame({"part": "reachable_margin", "answer": answer, "value": base, "threshold": limit})
    return as_evidence(found, "promising", "money")
