"""Growth on equal months, split into price and quantity."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kamlib.method.base.ratios import quotient, quotients
from kamlib.method.base.refuse import refuse
from kamlib.method.base.window import EqualMonths, Window
from kamlib.tables.results import Split
from kamlib.text import _


def growth(
    monthly: pd.DataFrame, windows: EqualMonths, *, by: str | Sequence[str] = "account"
) -> pd.DataFrame:
    """Revenue of each account (or group, or manager) in two equal windows.

    With quantities, revenue index = quantity index x price index, where the price is revenue per piece: what
    moves between dear and cheap articles counts as price here (`price_index` tells them apart), and adding
    pieces of different units says little. Without quantities all of it, prices included, is in the growth.

    Parameters
    ----------
    monthly : DataFrame
        Columns ``by``, ``amount``, perhaps ``quantity`` and ``name``, and ``month`` (first day) or ``date``.
    windows : EqualMonths
        From `equal_months`.
    by : str or sequence of str
        What grows.

    Returns
    -------
    DataFrame
        ``by``, ``name`` where there is one (the latest), ``before``, ``now``, ``change`` (money), ``growth``
        (now / before - 1; missing where nothing or less was bought before) and ``status``: "grew", "fell",
        "same", "new" (nothing before), "stopped" (nothing now). With quantities also ``quantity_index`` and
        ``price_index``. Largest gain first, then the order of ``by``; no rows where windows hold no month.

    Raises
    ------
    KamError
        When a column is missing.

    Examples
    --------
    >>> from kamlib.method.periods import equal_months
    >>> windows = equal_months(pd.Timestamp("2023-01-02"), pd.Timestamp("2024-01-31"), months=12)
    >>> monthly = pd.DataFrame({"account": ["A", "A"], "amount": [100.0, 114.0], "quantity": [100.0, 97.0],
    ...                         "month": pd.to_datetime(["2023-01-01", "2024-01-01"])})
    >>> growth(monthly, windows)[["account", "growth", "quantity_index", "price_index"]].round(3)
      account  growth  quantity_index  price_index
    0       A    0.14            0.97        1.175
    """
    keys = [by] if isinstance(by, str) else list(by)
    before, now = (_sums(monthly, window, keys) for window in (windows.before, windows.now))
    table = now.join(before, how="outer", lsuffix="_now", rsuffix="_before").reset_index()
    then, today = table["amount_before"].fillna(0.0), table["amount_now"].fillna(0.0)
    result = table[keys].assign(
        before=then,
        now=today,
        change=today - then,
        growth=quotients(today, then) - 1,
        status=_status(then, today),
    )
    if "quantity_now" in table:
        pieces = quotients(table["quantity_now"], table["quantity_before"])
        quantity = pieces.where(pieces > 0)
        result = result.assign(quantity_index=quantity, price_index=quotients(today, then) / quantity)
    result = result.sort_values(["change", *keys], ascending=[False] + [True] * len(keys), ignore_index=True)
    return _named(result, monthly, keys)


def growth_split(monthly: pd.DataFrame, windows: EqualMonths) -> Split:
    """Growth of everything together, split into quantity and price.

    quantity effect = before x (quantity index - 1), price effect = the rest of the change: what the pieces
    sold now cost more than pieces did before. Golden: revenue +14 %, pieces -3 % give 1.14 / 0.97, prices
    +17.5 %.

    Parameters
    ----------
    monthly : DataFrame
        ``amount``, perhaps ``quantity``, and ``month`` or ``date``.
    windows : EqualMonths
        From `equal_months`.

    Returns
    -------
    Split
        Zero revenue and missing indices where windows hold no month.

    Raises
    ------
    KamError
        When a column is missing.

    Examples
    --------
    >>> from kamlib.method.periods import equal_months
    >>> windows = equal_months(pd.Timestamp("2023-01-02"), pd.Timestamp("2024-01-31"), months=12)
    >>> monthly = pd.DataFrame({"amount": [100.0, 114.0], "quantity": [100.0, 97.0],
    ...                         "month": pd.to_datetime(["2023-01-01", "2024-01-01"])})
    >>> round(growth_split(monthly, windows).price_index, 3)
    1.175
    """
    whole = monthly.assign(whole=0)
    sums = [_sums(whole, window, ["whole"]).sum() for window in (windows.before, windows.now)]
    before, now = (float(found["amount"]) for found in sums)
    pieces = quotient(*(float(found.get("quantity", np.nan)) for found in reversed(sums)))
    quantity = pieces if pieces > 0 else float("nan")
    revenue, effect = quotient(now, before), before * (quantity - 1)
    return Split(
        windows.months, before, now, revenue, quantity, revenue / quantity, effect, now - before - effect
    )


def _sums(monthly: pd.DataFrame, window: Window, keys: list[str]) -> pd.DataFrame:
    when = "month" if "month" in monthly else "date"
    missing = [name for name in (*keys, "amount", when) if name not in monthly]
    if missing:
        refuse("column-missing", _("is not among the columns"), _("add sales up by month first"), missing)
    numbers = [name for name in ("amount", "quantity") if name in monthly]
    inside = monthly[window.holds(monthly[when])]
    return inside.groupby(keys, dropna=False)[numbers].sum(min_count=1)


def _status(before: pd.Series, now: pd.Series) -> np.ndarray:
    cases = [(before == 0) & (now > 0), (before > 0) & (now == 0), now > before, now < before]
    return np.select(cases, ["new", "stopped", "grew", "fell"], default="same")


def _named(result: pd.DataFrame, monthly: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    if "name" not in monthly or "name" in keys or "account" not in keys:
        return result
    when = "month" if "month" in monthly else "date"
    names = monthly.sort_values([when, "name"]).groupby("account")["name"].last()
    place = keys.index("account") + 1
    result.insert(place, "name", result["account"].map(names))
    return result
