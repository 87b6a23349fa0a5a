"""Whose account is it: by date in the sales, by one rule at a date."""

import pandas as pd


def owner(
    sales: pd.DataFrame, *, as_of: pd.Timestamp, months: int, accounts: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Say who manages each account at a date.

    The accounts table decides where it names one; else the manager with the largest revenue at the account
    in the last ``months`` months up to ``as_of``, equal ones in the order of their names. An account without
    either has no owner; nobody is guessed.

    Parameters
    ----------
    sales : DataFrame
        ``account``, ``date``, ``amount``, perhaps ``manager`` (of the day).
    as_of : Timestamp
        The date asked for; that day counts.
    months : int
        How far back sales are looked at.
    accounts : DataFrame, optional
        ``account`` and ``manager`` today; a missing manager leaves it to the sales.

    Returns
    -------
    DataFrame
        ``account``, ``manager``, ``source`` ("accounts", "sales" or ""); all accounts of both tables, by key.

    Examples
    --------
    >>> sales = pd.DataFrame({"account": ["A", "A"], "manager": ["Ada", "Bo"], "amount": [5.0, 9.0],
    ...                       "date": pd.to_datetime(["2024-01-05", "2022-03-01"])})
    >>> owner(sales, as_of=pd.Timestamp("2024-12-31"), months=12)["manager"].tolist()
    ['Ada']
    """
    keys = set(sales["account"].unique()) | (set(accounts["account"]) if accounts is not None else set())
    table = pd.DataFrame({"account": sorted(keys)})
    sold = table["account"].map(_by_sales(sales, as_of, months)).astype("str")
    told = pd.Series(None, index=table.index, dtype="str")
    if accounts is not None and "manager" in accounts:
        told = table["account"].map(accounts.dropna(subset="manager").groupby("account")["manager"].first())
    source = pd.Series("", index=table.index).mask(sold.notna(), "sales").mask(told.notna(), "accounts")
    return table.assign(manager=told.astype("str").fillna(sold), source=source)


def _by_sales(sales: pd.DataFrame, as_of: pd.Timestamp, months: int) -> pd.Series:
    if "manager" not in sales:
        return pd.Series(dtype="str")
    sums = _recent(sales, as_of, months).groupby(["account", "manager"])["amount"].sum().reset_index()
    best = sums.sort_values(["account", "amount", "manager"], ascending=[True, False, True])
    return best.drop_duplicates("account").set_index("account")["manager"]


def shared_accounts(
    sales: pd.DataFrame, owners: pd.DataFrame, *, as_of: pd.Timestamp, months: int
) -> list[str]:
    """Return the accounts that their manager shares with another: both sell to them, in turn.

    A manager shares an account who sold to it between two sales of another one, in the last ``months`` months
    up to ``as_of``. A change of managers is no sharing, nor is a stand-in while the manager is away.

    Parameters
    ----------
    sales : DataFrame
        ``account``, ``date``, perhaps ``manager`` (of the day).
    owners : DataFrame
        ``account`` and ``manager`` today.
    as_of : Timestamp
        That day counts.
    months : int
        How far back sales are looked at.

    Returns
    -------
    list of str
        Keys, in order.

    Examples
    --------
    >>> days = pd.to_datetime(["2024-02-01", "2024-03-01", "2024-05-01", "2024-02-01", "2024-05-01"])
    >>> sales = pd.DataFrame({"account": list("AAABB"), "date": days,
    ...                       "manager": ["Jan", "Ida", "Jan", "Jan", "Ida"]})
    >>> owners = pd.DataFrame({"account": ["A", "B"], "manager": "Ida"})
    >>> shared_accounts(sales, owners, as_of=pd.Timestamp("2024-12-31"), months=12)
    ['A']
    """
    if "manager" not in sales:
        return []
    named = _recent(sales, as_of, months).dropna(subset=["manager"])
    mine = named["manager"] == named["account"].map(owners.set_index("account")["manager"])
    others = named[~mine].groupby(["account", "manager"])["date"].agg(["min", "max"]).reset_index()
    days = named.loc[mine, ["account", "date"]].merge(others, on="account")
    between = (days["min"] < days["date"]) & (days["date"] < days["max"])
    return sorted(set(days.loc[between, "account"]))


def _recent(sales: pd.DataFrame, as_of: pd.Timestamp, months: int) -> pd.DataFrame:
    since = as_of - pd.DateOffset(months=months)
    return sales[(sales["date"] > since) & (sales["date"] < as_of + pd.Timedelta(days=1))]


def managers_over_time(sales: pd.DataFrame) -> pd.DataFrame:
    """Return who sold to the accounts that had more than one manager.

    Periods that overlap are a stand-in or a shared account; periods that follow one another are a change.

    Parameters
    ----------
    sales : DataFrame
        ``account``, ``name``, ``date``, ``amount``, and ``manager`` where the study has it.

    Returns
    -------
    DataFrame
        ``account``, ``name``, ``manager``, ``first``, ``last`` (days of sale), ``lines``, ``amount`` (money);
        the accounts with most revenue first, within an account by first day.

    Examples
    --------
    >>> days = pd.to_datetime(["2024-02-01", "2024-05-01", "2024-02-01"])
    >>> sales = pd.DataFrame({"account": list("AAB"), "name": list("AAB"), "manager": ["Jan", "Ida", "Jan"],
    ...                       "date": days, "amount": 1.0})
    >>> managers_over_time(sales)["manager"].tolist()
    ['Jan', 'Ida']
    """
    columns = ["account", "name", "manager", "first", "last", "lines", "amount"]
    if "manager" not in sales:
        return pd.DataFrame(columns=columns)
    found = sales.groupby(["account", "name", "manager"], as_index=False).agg(
        first=("date", "min"), last=("date", "max"), lines=("amount", "size"), amount=("amount", "sum")
    )
    of_account = found.groupby("account")["amount"]
    several = found.assign(total=of_account.transform("sum"))[of_account.transform("size") > 1]
    ranked = several.sort_values(
        ["total", "account", "first", "manager"], ascending=[False, True, True, True]
    )
    return ranked.reset_index(drop=True)[columns]
