"""Whose account it is: by date, not by the last value in the file."""

import pandas as pd


def manager_at(
    sales: pd.DataFrame, accounts: pd.DataFrame | None, *, day: pd.Timestamp, months: int
) -> pd.Series:
    """Return account -> manager at ``day``.

    The accounts table first; else the manager with the largest revenue in the last ``months`` months up to
    and with ``day``, the first by name where two are equal. Never the last value: a stand-in's week is no
    change.

    Parameters
    ----------
    sales : DataFrame
        ``account``, ``date``, ``amount``, and ``manager`` where mapped.
    accounts : DataFrame or None
        ``account``, and ``manager`` where mapped.
    day : Timestamp
        Day asked for.
    months : int
        Length of the time looked back on.

    Returns
    -------
    Series
        ``manager`` indexed by ``account``, sorted; missing where nobody is known.

    Examples
    --------
    >>> sales = pd.DataFrame({"account": ["A", "A"], "manager": ["Ida", "Jan"], "amount": [90.0, 10.0],
    ...                       "date": pd.to_datetime(["2024-02-01", "2024-12-30"])})
    >>> manager_at(sales, None, day=pd.Timestamp("2024-12-31"), months=12)["A"]
    'Ida'
    """
    known = _by_revenue(sales, day=pd.Timestamp(day), months=months)
    every = [frame["account"] for frame in (sales, accounts) if frame is not None]
    index = pd.Index(pd.concat(every).dropna().drop_duplicates().sort_values(), name="account")
    owners = known.reindex(index)
    if accounts is not None and "manager" in accounts:
        today = _filled(accounts).drop_duplicates("account").set_index("account")["manager"]
        owners = today.reindex(index).fillna(owners)
    return owners.astype("str").rename("manager")


def _filled(frame: pd.DataFrame) -> pd.DataFrame:
    given = frame.dropna(subset=["account", "manager"])
    return given[given["manager"].astype("str").str.strip() != ""]


def _by_revenue(sales: pd.DataFrame, *, day: pd.Timestamp, months: int) -> pd.Series:
    if "manager" not in sales:
        return pd.Series(dtype="str")
    from_day, to_day = day - pd.DateOffset(months=months), day + pd.Timedelta(days=1)
    recent = _filled(sales[(sales["date"] > from_day) & (sales["date"] < to_day)])
    sums = recent.groupby(["account", "manager"], as_index=False).agg(amount=("amount", "sum"))
    ranked = sums.sort_values(["account", "amount", "manager"], ascending=[True, False, True])
    owners: pd.Series = ranked.drop_duplicates("account").set_index("account")["manager"]
    return owners


def manager_history(sales: pd.DataFrame) -> pd.DataFrame:
    """Return who sold to the accounts that had more than one manager.

    Returns
    -------
    DataFrame
        ``account``, ``manager``, ``first``, ``last`` (days of sale), ``lines``, ``amount``; by account and
        first day. Periods that overlap are a stand-in or a shared account, periods that follow a change.
    """
    columns = ["account", "manager", "first", "last", "lines", "amount"]
    if "manager" not in sales:
        return pd.DataFrame(columns=columns)
    found = (
        _filled(sales)
        .groupby(["account", "manager"], as_index=False)
        .agg(
            first=("date", "min"),
            last=("date", "max"),
            lines=("amount", "size"),
            amount=("amount", "sum"),
        )
    )
    several = found.groupby("account")["manager"].transform("size") > 1
    return found[several].sort_values(["account", "first", "manager"], ignore_index=True)[columns]
