"""Who buys: the accounts that shares can be taken of, and those that are left out of them."""

import pandas as pd

from kamlib.method.base.order import ranked


def buying(accounts: pd.DataFrame, *, value: str = "amount") -> pd.DataFrame:
    """Return the accounts with ``value`` above zero, largest first, with the column ``rank``.

    Target accounts that never bought and accounts whose returns outweigh their purchases have no share of
    the revenue.

    Raises
    ------
    KamError
        When the column is missing or an account stands twice.

    Examples
    --------
    >>> accounts = pd.DataFrame({"account": ["A", "B", "C"], "amount": [5.0, -1.0, float("nan")]})
    >>> buying(accounts)["account"].tolist()
    ['A']
    """
    return ranked(accounts[accounts[value] > 0] if value in accounts else accounts, value)


def not_above_zero(accounts: pd.DataFrame, *, value: str = "amount") -> pd.DataFrame:
    """Return the accounts that had sales and whose ``value`` is zero or below, the lowest first.

    They are in no figure that `buying` feeds; a missing value is of an account without sales.

    Examples
    --------
    >>> accounts = pd.DataFrame({"account": ["A", "B", "C"], "amount": [5.0, -1.0, float("nan")]})
    >>> not_above_zero(accounts)["account"].tolist()
    ['B']
    """
    return accounts[accounts[value] <= 0].sort_values([value, "account"], ignore_index=True)
