"""Negative lines: cancellations, which mirror a sale, told from returns."""

import numpy as np
import pandas as pd

from kamlib.study.proposals.frame import as_decisions
from kamlib.text import _


def mirrored(sales: pd.DataFrame, *, within_days: int) -> pd.DataFrame:
    """Pair each negative line with the sale that it mirrors.

    A pair has the same account and product (where mapped), opposite amount (to the cent) and quantity (where
    mapped), and the negative line on the day of the sale or up to ``within_days`` after it. Each line is in
    one pair at most; a negative line takes the latest sale that is free.

    Parameters
    ----------
    sales : DataFrame
        ``account``, ``date``, ``amount``, and ``product``, ``quantity`` where mapped. Not changed.
    within_days : int
        Longest time between a sale and its cancellation, in days.

    Returns
    -------
    DataFrame
        ``sale`` and ``mirror``: places of the lines, counted from 0.

    Examples
    --------
    >>> sales = pd.DataFrame({"account": ["A", "A", "A"], "amount": [50.0, 70.0, -50.0],
    ...     "date": pd.to_datetime(["2024-03-01", "2024-03-02", "2024-03-09"])})
    >>> mirrored(sales, within_days=30).to_numpy().tolist()
    [[0, 2]]
    """
    lines = _candidates(sales)
    pairs: list[tuple[int, int]] = []
    free: list[tuple[int, int]] = []
    last_key = -1
    for key, day, below, place in lines.itertuples(index=False, name=None):
        if key != last_key:
            free, last_key = [], key
        if not below:
            free.append((day, place))
        elif free and day - free[-1][0] <= within_days:
            pairs.append((free.pop()[1], place))
    return pd.DataFrame(pairs, columns=["sale", "mirror"], dtype="int64")


def _candidates(sales: pd.DataFrame) -> pd.DataFrame:
    """Lines of keys with both signs, in the order of time, sales before returns on one day."""
    sign = np.sign(sales["amount"].to_numpy(dtype="float64", na_value=np.nan))
    cents = (sales["amount"].abs() * 100).round().to_numpy()
    parts = pd.DataFrame({"cents": cents, "place": range(len(sales))})
    for name in {"account", "product"} & {*sales.columns}:
        parts[name] = sales[name].to_numpy()
    if "quantity" in sales:
        # A credit of a price has no quantity, or the sale's own sign: it mirrors nothing.
        parts["quantity"] = sales["quantity"].to_numpy(dtype="float64", na_value=np.nan) * sign
    parts["day"] = sales["date"].to_numpy().astype("datetime64[D]").astype("int64")
    parts["below"] = sign < 0
    known = (sales["account"].notna() & sales["date"].notna()).to_numpy()
    parts = parts[(sign != 0) & ~np.isnan(sign) & known]
    by = [name for name in ("account", "product", "cents", "quantity") if name in parts]
    parts["key"] = parts.groupby(by, dropna=False, sort=False).ngroup()
    both = parts.groupby("key")["below"].transform("nunique") == 2
    ordered: pd.DataFrame = parts.loc[both, ["key", "day", "below", "place"]]
    return ordered.sort_values(["key", "day", "below", "place"])


def cancelled(sales: pd.DataFrame, *, within_days: int) -> pd.Series:
    """Return the mark of both lines of every cancellation pair."""
    pairs = mirrored(sales, within_days=within_days)
    marks = np.zeros(len(sales), dtype=bool)
    marks[pairs.to_numpy().ravel()] = True
    return pd.Series(marks, index=sales.index)


def propose_returns(sales: pd.DataFrame, *, within_days: int) -> pd.DataFrame:
    """Propose to leave out cancellation pairs, whose sum is nothing, and to keep returns as they are.

    Returns
    -------
    DataFrame
        Decisions ``cancellations`` (subject: the days) and ``returns``; empty where nothing is below zero.
    """
    below = (sales["amount"] < 0).fillna(False)
    pairs = cancelled(sales, within_days=within_days)
    returned = below & ~pairs
    turned, sold = sales.loc[pairs & ~below, "amount"], float(sales.loc[sales["amount"] > 0, "amount"].sum())
    share = -float(sales.loc[returned, "amount"].sum()) / sold if sold else 0.0
    taken_back = _("{} sales worth {:,.2f} are taken back in full: revenue stays, there are fewer orders")
    less = _("lines below zero, {:.1%} of what was sold: they lessen the revenue of their account")
    in_full, days = taken_back.format(len(turned), turned.sum()), f"within {within_days} days"
    return as_decisions(sales, [
        ("cancellations", days, "leave_out", in_full, pairs),
        ("returns", "all", "keep", less.format(share), returned),
    ])
