"""Whether an offer may be made: limit and overdue are seen before it."""

import pandas as pd


def offer_stop(accounts: pd.DataFrame, *, overdue_least: float) -> pd.DataFrame:
    """Return for each account whether an offer is stopped, and by what.

    An order is sized with regard to "the quality of the debt and the credit history" (duty 2.8 in
    [seed002]_). An offer is stopped when something is overdue, or more is owed than the credit limit;
    *free* needs both to be known, else it is *unknown*: a limit that nobody gave stops nothing and allows
    nothing.

    Parameters
    ----------
    accounts : DataFrame
        ``account``, ``owed``, ``overdue``, ``credit_limit`` (money; missing: not known).
    overdue_least : float
        Up to so much overdue stops nothing; money.

    Returns
    -------
    DataFrame
        The columns given and ``offer`` ("stopped", "free" or "unknown"), ``over_limit`` (money above the
        limit, missing where either is not known), ``room`` (money left below it), ``by_overdue`` and
        ``by_limit`` (yes, no or missing).

    Examples
    --------
    >>> told = offer_stop(pd.DataFrame({"account": ["A", "B", "C"], "owed": [5.0, 5.0, 5.0],
    ...     "overdue": [0.0, 2.0, 0.0], "credit_limit": [4.0, None, None]}), overdue_least=0)
    >>> told["offer"].tolist()
    ['stopped', 'stopped', 'unknown']
    """
    owed, overdue = (accounts[name].astype("float64") for name in ("owed", "overdue"))
    limit = accounts["credit_limit"].astype("float64")
    by_overdue = (overdue > overdue_least).astype("boolean").mask(overdue.isna())
    by_limit = (owed > limit).astype("boolean").mask(owed.isna() | limit.isna())
    stopped = by_overdue | by_limit
    offer = stopped.map({True: "stopped", False: "free"}).astype("str").fillna("unknown")
    return accounts.assign(offer=offer, over_limit=(owed - limit).clip(lower=0.0),
                           room=(limit - owed).clip(lower=0.0), by_overdue=by_overdue, by_limit=by_limit)
