"""Lines that belong to no account."""

import pandas as pd

from kamlib.study.proposals.frame import as_decisions, decision
from kamlib.text import _


def without_account(sales: pd.DataFrame) -> pd.Series:
    """Return the mark of lines whose account is missing or blank.

    Examples
    --------
    >>> list(without_account(pd.DataFrame({"account": ["A", " ", None]})))
    [False, True, True]
    """
    account = sales["account"]
    return account.isna() | (account.astype("str").str.strip() == "").fillna(True)


def propose_no_account(sales: pd.DataFrame) -> pd.DataFrame:
    """Propose to leave out lines without account: nobody can be made responsible for them.

    Returns
    -------
    DataFrame
        Decisions; empty where every line has an account.
    """
    found = without_account(sales)
    reason = _("no account is written: they count for no client and can't be worked on")
    rows = [decision("no_account", "all", "leave_out", reason, sales, found)] if found.any() else []
    return as_decisions(rows)
