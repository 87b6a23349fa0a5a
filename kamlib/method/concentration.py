"""How much hangs on how few: top shares, the Herfindahl index, Lorenz curve and Gini."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kamlib.method.base.order import ranked
from kamlib.method.base.shares import herfindahl as herfindahl_of
from kamlib.method.base.shares import shares
from kamlib.tables.results import Concentration


def concentration(accounts: pd.DataFrame, *, value: str = "amount") -> Concentration:
    """Sum up how concentrated a portfolio is.

    Parameters
    ----------
    accounts : DataFrame
        One row for each account; ``value`` not below zero (see `buying` for who to leave out).
    value : str
        Column with money or another amount that can be added.

    Returns
    -------
    Concentration
        See `herfindahl`, `effective_number` and `gini`.

    Raises
    ------
    KamError
        Naming the accounts below zero, or when the total is zero.

    Examples
    --------
    >>> shares = pd.DataFrame({"account": list("ABCDEF"), "amount": [35.0, 20, 15, 10, 10, 10]})
    >>> found = concentration(shares)
    >>> found.largest, round(found.herfindahl, 3), round(found.effective_number, 2)
    ('A', 0.215, 4.65)
    """
    values = _values(accounts, value)
    index = herfindahl_of(values)
    return Concentration(
        len(values),
        float(values.sum()),
        str(values.index[0]),
        float(shares(values).iloc[0]),
        index,
        1 / index,
        gini(accounts, value=value),
    )


def top_shares(accounts: pd.DataFrame, *, top: Sequence[int], value: str = "amount") -> pd.DataFrame:
    """Share of the total that the largest 1, 3, 5 ... accounts hold together.

    Equal accounts at the edge are taken in the order of their key; the share does not depend on it.
    Where there are fewer accounts than asked for, all of them are taken (see ``accounts``).

    Returns
    -------
    DataFrame
        ``top`` as asked, ``accounts`` taken, ``value`` (their sum) and ``share`` (0 to 1).

    Raises
    ------
    KamError
        Naming the accounts below zero, or when the total is zero.

    Examples
    --------
    >>> table = pd.DataFrame({"account": list("ABC"), "amount": [50.0, 30.0, 20.0]})
    >>> top_shares(table, top=[1, 5])
       top  accounts  amount  share
    0    1         1    50.0    0.5
    1    5         3   100.0    1.0
    """
    values = _values(accounts, value)
    parts = shares(values)
    rows = [
        {
            "top": n,
            "accounts": min(n, len(values)),
            value: float(values.iloc[:n].sum()),
            "share": float(parts.iloc[:n].sum()),
        }
        for n in top
    ]
    return pd.DataFrame(rows, columns=["top", "accounts", value, "share"])


def herfindahl(accounts: pd.DataFrame, *, value: str = "amount") -> float:
    """Herfindahl-Hirschman index, H = sum of s_i ** 2: 1/n when n are equal, 1 when one has it all.

    Measured 0 to 1; competition authorities write it times 10 000. Source: [hirschman1964]_,
    [herfindahl1950]_. An account of zero changes nothing.

    Raises
    ------
    KamError
        Naming the accounts below zero, or when the total is zero.

    Examples
    --------
    >>> round(herfindahl(pd.DataFrame({"account": list("ABCD"), "amount": [30.0, 30, 20, 20]})), 3)
    0.26
    """
    return herfindahl_of(_values(accounts, value))


def effective_number(accounts: pd.DataFrame, *, value: str = "amount") -> float:
    """Count the equal clients that would give the same concentration, 1 / H [adelman1969]_.

    The sentence for the room: "you have 120 clients and it is as if you had 12 equal ones".

    Raises
    ------
    KamError
        Naming the accounts below zero, or when the total is zero.

    Examples
    --------
    >>> effective_number(pd.DataFrame({"account": ["A", "B"], "amount": [7.0, 7.0]}))
    2.0
    """
    return 1 / herfindahl(accounts, value=value)


def lorenz(accounts: pd.DataFrame, *, value: str = "amount") -> pd.DataFrame:
    """Points of the Lorenz curve: the smallest accounts first, from (0, 0) to (1, 1) [lorenz1905]_.

    Returns
    -------
    DataFrame
        n + 1 rows of ``accounts_share`` and ``value_share``, both 0 to 1 and never falling.

    Raises
    ------
    KamError
        Naming the accounts below zero, or when the total is zero.

    Examples
    --------
    >>> lorenz(pd.DataFrame({"account": ["A", "B"], "amount": [3.0, 1.0]}))["value_share"].tolist()
    [0.0, 0.25, 1.0]
    """
    ascending = shares(_values(accounts, value)).to_numpy()[::-1]
    held = np.concatenate([[0.0], np.cumsum(ascending)])
    # Rounding of the sum must not leave the last point beside the corner.
    held[-1] = 1.0
    return pd.DataFrame({"accounts_share": np.linspace(0, 1, len(held)), "value_share": held})


def gini(accounts: pd.DataFrame, *, value: str = "amount") -> float:
    """Gini coefficient: 0 when all are equal, (n - 1)/n when one has it all [gini1912]_.

    G = sum over i of (2 i - n - 1) x_i / (n sum of x), the values x_i ascending; twice the area between the
    Lorenz curve and the diagonal, without correction for small n.

    Raises
    ------
    KamError
        Naming the accounts below zero, or when the total is zero.

    Examples
    --------
    >>> gini(pd.DataFrame({"account": ["A", "B"], "amount": [3.0, 1.0]}))
    0.25
    """
    ascending = shares(_values(accounts, value)).to_numpy()[::-1]
    n = len(ascending)
    return float(((2 * np.arange(1, n + 1) - n - 1) * ascending).sum() / n)


def _values(accounts: pd.DataFrame, value: str) -> pd.Series:
    return ranked(accounts, value).set_index("account")[value]
