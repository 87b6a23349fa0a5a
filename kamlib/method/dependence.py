"""Dependence on one customer, for the company and for each manager."""

import pandas as pd

from kamlib.method.base.order import ranked
from kamlib.method.base.shares import ROUNDING, herfindahl

COLUMNS = ["accounts", "amount", "largest", "largest_name", "largest_amount", "largest_share",
           "top3_share", "effective_number", "left", "left_share", "dependent", "left_out"]


def dependence(sold: pd.DataFrame, *, threshold: float, by: str | None = None) -> pd.DataFrame:
    """How much of the company's, or of each manager's, revenue hangs on the largest account.

    What is harmless for the company may be fatal for one manager's plan: ``left`` is what remains of the
    plan when the largest account goes.

    Parameters
    ----------
    sold : DataFrame
        One row for each account, or for each manager and account (sales by the manager *of the day*):
        ``account``, ``amount``, perhaps ``name``, and the column ``by``.
    threshold : float
        Share of the largest account (0 to 1) from which on someone is dependent; exactly that share is.
    by : str, optional
        Column to look at one by one, such as ``"manager"``; the whole company without it. Sales without
        a manager make a row of their own, with a missing manager.

    Returns
    -------
    DataFrame
        ``by``, then how many ``accounts``, their ``amount``; ``largest``, ``largest_name``,
        ``largest_amount``, ``largest_share``; ``top3_share``; ``effective_number`` (1 / H); ``left`` and
        ``left_share`` after the largest has gone; ``dependent``; ``left_out`` accounts at or below zero,
        which have no share. Largest share first, then the order of ``by``. Those with no account above
        zero have no row.

    Raises
    ------
    KamError
        When an account stands twice for one manager.

    Examples
    --------
    >>> sold = pd.DataFrame({"manager": ["M5", "M5", "M6"], "account": list("ABC"),
    ...                      "amount": [76.8, 49.2, 9.0]})
    >>> found = dependence(sold, by="manager", threshold=0.25)
    >>> found[["manager", "largest", "largest_share", "left"]].round(2)
      manager largest  largest_share  left
    0      M6       C           1.00   0.0
    1      M5       A           0.61  49.2
    """
    if by is None:
        return _table([_row(sold, threshold)], COLUMNS)
    groups = sold.groupby(by, dropna=False, sort=True)
    rows = [{by: key, **row} for key, group in groups if (row := _row(group, threshold))]
    table = _table(rows, [by, *COLUMNS])
    return table.sort_values(["largest_share", by], ascending=[False, True], kind="stable", ignore_index=True)


def _table(rows: list[dict[str, object]], columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame([row for row in rows if row], columns=columns)


def _row(sold: pd.DataFrame, threshold: float) -> dict[str, object]:
    """Numbers of one seller; empty when nobody bought."""
    bought = ranked(sold[sold["amount"] > 0], "amount")
    if bought.empty:
        return {}
    amounts = bought.set_index("account")["amount"]
    total, largest = float(amounts.sum()), float(amounts.iloc[0])
    return {
        "accounts": len(amounts), "amount": total, "largest": amounts.index[0],
        "largest_name": bought["name"].iloc[0] if "name" in bought else amounts.index[0],
        "largest_amount": largest, "largest_share": largest / total,
        "top3_share": float(amounts.iloc[:3].sum()) / total,
        "effective_number": 1 / herfindahl(amounts), "left": total - largest,
        "left_share": 1 - largest / total, "dependent": largest / total >= threshold - ROUNDING,
        "left_out": len(sold) - len(amounts),
    }
