"""One order for every list of accounts: largest first, equal ones by their key."""

import pandas as pd

from kamlib.method.base.refuse import refuse
from kamlib.text import _


def ranked(accounts: pd.DataFrame, value: str) -> pd.DataFrame:
    """Return the accounts, largest ``value`` first, with the column ``rank`` counted from 1.

    Accounts with the same value stand in the order of their key, so that no result depends on the order
    in which rows came. Ranks are places in that order: equal values have different places.

    Parameters
    ----------
    accounts : DataFrame
        One row for each account: ``account`` and the column ``value``.
    value : str
        The column to order by.

    Returns
    -------
    DataFrame
        A new frame with index 0..n-1 and ``rank`` as its last column.

    Raises
    ------
    KamError
        When the column is missing, an account stands twice, or a value is unknown; with the accounts' names.

    Examples
    --------
    >>> ranked(pd.DataFrame({"account": ["B", "A"], "amount": [5.0, 5.0]}), "amount")
      account  amount  rank
    0       A     5.0     1
    1       B     5.0     2
    """
    if value not in accounts:
        refuse("column-missing", _("is not among the columns"), _("give a table that has it"), [value])
    twice = accounts["account"][accounts["account"].duplicated()]
    if len(twice):
        refuse("account-twice", _("stands in more than one row"), _("add up by account first"), twice)
    unknown = accounts.loc[accounts[value].isna(), "account"]
    if len(unknown):
        refuse("value-unknown", _("has no known value"), _("leave it out and say so"), unknown)
    placed = accounts.sort_values([value, "account"], ascending=[False, True], ignore_index=True)
    return placed.assign(rank=range(1, len(placed) + 1))
