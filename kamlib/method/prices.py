"""Price told from mix: index numbers over the articles sold in both windows (for the analyst)."""

import pandas as pd

from kamlib.method.base.ratios import quotient
from kamlib.method.base.refuse import refuse
from kamlib.method.base.window import EqualMonths, Window
from kamlib.tables.results import PriceIndex
from kamlib.text import _


def price_index(by_article: pd.DataFrame, windows: EqualMonths) -> PriceIndex:
    """Measure how prices changed, article by article.

    With p the revenue per piece and q the pieces of an article, before (0) and now (1), over the articles
    with money and pieces in both windows:

    * Laspeyres = sum p1 q0 / sum p0 q0: last year's basket at today's prices;
    * Paasche = sum p1 q1 / sum p0 q1: today's basket;
    * Fisher = the square root of their product [fisher1922]_, [ppi2004]_.

    The change of revenue falls into: *quantity* = revenue before x (all pieces now / all pieces before - 1);
    *price* = sum (p1 - p0) q1 over matched articles; *mix* = the rest: other articles in other proportions,
    new ones and those no longer sold. Price per article is an average of lines: a change of discounts is a
    change of price, and so is a change of clients within an article.

    Parameters
    ----------
    by_article : DataFrame
        ``product``, ``amount``, ``quantity``, and ``month`` (first day) or ``date``; several rows an article.
    windows : EqualMonths
        From `equal_months`.

    Returns
    -------
    PriceIndex
        Indices are missing where no article was sold in both windows.

    Raises
    ------
    KamError
        When a column is missing.

    Examples
    --------
    >>> from kamlib.method.periods import equal_months
    >>> windows = equal_months(pd.Timestamp("2023-01-02"), pd.Timestamp("2024-01-31"), months=12)
    >>> sold = pd.DataFrame({"product": ["nut", "nut"], "amount": [10.0, 24.0], "quantity": [10.0, 20.0],
    ...                      "month": pd.to_datetime(["2023-01-01", "2024-01-01"])})
    >>> found = price_index(sold, windows)
    >>> round(found.fisher, 6), found.quantity_effect, round(found.price_effect, 6)
    (1.2, 10.0, 4.0)
    """
    before, now = (_by_article(by_article, window) for window in (windows.before, windows.now))
    both = before.join(now, how="inner", lsuffix="0", rsuffix="1")
    both = both[(both > 0).all(axis=1)]
    p0, p1 = both["amount0"] / both["quantity0"], both["amount1"] / both["quantity1"]
    q0, q1 = both["quantity0"], both["quantity1"]
    laspeyres = quotient(float((p1 * q0).sum()), float((p0 * q0).sum()))
    paasche = quotient(float((p1 * q1).sum()), float((p0 * q1).sum()))
    revenue0, revenue1 = float(before["amount"].sum()), float(now["amount"].sum())
    pieces = quotient(float(now["quantity"].sum()), float(before["quantity"].sum()))
    matched = (float(both["amount0"].sum()), float(both["amount1"].sum()))
    quantity_effect, price_effect = revenue0 * (pieces - 1), float(((p1 - p0) * q1).sum())
    return PriceIndex(
        len(both),
        quotient(matched[0], revenue0),
        quotient(matched[1], revenue1),
        laspeyres,
        paasche,
        float((laspeyres * paasche) ** 0.5),
        quantity_effect,
        revenue1 - revenue0 - quantity_effect - price_effect,
        price_effect,
    )


def _by_article(by_article: pd.DataFrame, window: Window) -> pd.DataFrame:
    when = "month" if "month" in by_article else "date"
    missing = [name for name in ("product", "amount", "quantity", when) if name not in by_article]
    if missing:
        remedy = _("add sales up by article and month")
        refuse("column-missing", _("is not among the columns"), remedy, missing)
    inside = by_article[window.holds(by_article[when])]
    return inside.groupby("product")[["amount", "quantity"]].sum()
