"""ABC: the few accounts that bring most, those that follow, and the many."""

import pandas as pd

from kamlib.method.base.order import ranked
from kamlib.method.base.refuse import refuse
from kamlib.method.base.shares import ROUNDING, shares
from kamlib.text import _

CLASSES = ("A", "B", "C")


def abc(accounts: pd.DataFrame, *, cuts: tuple[float, float], value: str = "amount") -> pd.DataFrame:
    """Return the accounts, largest first, with ``share``, ``cumulative`` and ``abc``.

    An account belongs to class A as long as those *before* it hold less than the first cut, to B as long as
    they hold less than the second, else to C. So the account that crosses a cut belongs to the better class,
    and A is the smallest set that reaches the first cut. Equal accounts stand in the order of their key, and
    may fall on two sides of a cut. An account of zero is C.

    Parameters
    ----------
    accounts : DataFrame
        One row for each buying account.
    cuts : tuple of two floats
        Cumulative shares where A and B end, 0 < first < second <= 1; 0.8 and 0.95 are usual.
    value : str
        Column with money, none below zero.

    Returns
    -------
    DataFrame
        With ``rank``, ``share``, ``cumulative`` (0 to 1) and ``abc`` ("A", "B", "C").

    Raises
    ------
    KamError
        Naming accounts below zero; when the total is zero or the cuts are out of order.

    Examples
    --------
    >>> table = pd.DataFrame({"account": list("ABCD"), "amount": [70.0, 20.0, 6.0, 4.0]})
    >>> abc(table, cuts=(0.8, 0.95))["abc"].tolist()
    ['A', 'A', 'B', 'C']
    """
    first, second = cuts
    if not 0 < first < second <= 1:
        refuse("cuts-order", _("are not two rising shares between 0 and 1"), _("write 0.8 and 0.95"), cuts)
    placed = ranked(accounts, value)
    share = shares(placed.set_index("account")[value]).to_numpy()
    cumulative = share.cumsum()
    before = pd.Series(cumulative - share)
    in_a = (before < first - ROUNDING) & (share > 0)
    in_b = (before < second - ROUNDING) & (share > 0)
    classes = pd.Series("C", index=placed.index, dtype="str").mask(in_b, "B").mask(in_a, "A")
    return placed.assign(share=share, cumulative=cumulative, abc=classes)


def abc_summary(classed: pd.DataFrame, *, value: str = "amount") -> pd.DataFrame:
    """One row for each class: how many accounts, what they bring, and both as shares.

    Returns
    -------
    DataFrame
        ``abc``, ``accounts``, ``accounts_share``, the sum of ``value``, ``share``; always three rows.

    Examples
    --------
    >>> table = pd.DataFrame({"account": list("ABCD"), "amount": [70.0, 20.0, 6.0, 4.0]})
    >>> abc_summary(abc(table, cuts=(0.8, 0.95)))[["abc", "accounts", "amount"]]
      abc  accounts  amount
    0   A         2    90.0
    1   B         1     6.0
    2   C         1     4.0
    """
    grouped = classed.groupby("abc")
    sums = {"accounts": grouped.size(), value: grouped[value].sum(), "share": grouped["share"].sum()}
    table = pd.DataFrame(sums)
    table = table.reindex(pd.Index(CLASSES, name="abc"), fill_value=0).reset_index()
    return table.assign(accounts_share=table["accounts"] / len(classed))[
        ["abc", "accounts", "accounts_share", value, "share"]
    ]
