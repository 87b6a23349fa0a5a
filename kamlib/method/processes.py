"""Processes made for one client alone: what they cost in hours and money, and who looks at them again."""

import pandas as pd

MONTHS = 12


def processes_by_account(processes: pd.DataFrame, *, today: pd.Timestamp, hour_cost: float) -> pd.DataFrame:
    """Return what the processes made for each client alone take a year.

    year = cost + 12 x hours a month x cost of an hour. Source 002 lets the key account manager change
    processes for a client [seed002]_; that somebody looks at them again is ours. What nobody knows counts as
    nothing and is counted.

    Parameters
    ----------
    processes : DataFrame
        ``account``, ``process``, ``hours`` (a month), ``cost`` (money a year, hours not in it), ``review``
        (day), ``owner``.
    today : Timestamp
    hour_cost : float
        What an hour costs us; money. Missing where nobody knows it: then a year with hours is missing too.

    Returns
    -------
    DataFrame
        ``account``, ``processes``, ``hours`` a month, ``cost`` and ``year`` (money a year), ``unknown``
        (processes without hours or without cost), ``unowned``, ``late_review`` (due before today, or never
        planned); the dearest first.

    Examples
    --------
    >>> told = pd.DataFrame({"account": "A", "process": ["labels", "night delivery"], "hours": [2.0, None],
    ...     "cost": [1000.0, 5000.0], "review": pd.to_datetime([None, "2026-06-30"]), "owner": ["Ada", ""]})
    >>> found = processes_by_account(told, today=pd.Timestamp("2026-01-30"), hour_cost=100)
    >>> found[["year", "unknown", "unowned", "late_review"]]
         year  unknown  unowned  late_review
    0  8400.0        1        1            1
    """
    lines = processes.assign(
        unknown=processes["hours"].isna() | processes["cost"].isna(),
        unowned=processes["owner"].fillna("").astype("str").str.strip() == "",
        late_review=~(processes["review"] >= today))
    found = lines.groupby("account").agg(
        processes=("process", "size"), hours=("hours", "sum"), cost=("cost", "sum"),
        unknown=("unknown", "sum"), unowned=("unowned", "sum"), late_review=("late_review", "sum"))
    found["year"] = found["cost"] + (MONTHS * found["hours"] * hour_cost).where(found["hours"] > 0, 0.0)
    columns = ["account", "processes", "hours", "cost", "year", "unknown", "unowned", "late_review"]
    return found.reset_index().sort_values(["year", "cost", "account"], ascending=[False, False, True],
                                           ignore_index=True)[columns]
