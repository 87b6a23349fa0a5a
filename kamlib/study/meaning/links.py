"""What the other columns of a sales table say for or against a meaning."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from kamlib.lexicon.money import VAT_RATES
from kamlib.study.companions import currency_of
from kamlib.study.meaning.catalogue import say
from kamlib.study.meaning.evidence import (
    days,
    numbered_share,
    numbers,
    share_after,
    share_equal,
    single_share,
    steady_ratio,
    vat_share,
)
from kamlib.study.meaning.fits import Fit
from kamlib.study.meaning.priced import repeated_total
from kamlib.text import _

ROWS_COMPARED = 200_000
"""Rows, from the first, on which columns are compared with one another."""

COUNTS = 0.9
"""Share of lines, or of orders, that follow a count."""

REFUTED = -3.0
"""Points that no heading outweighs: the values say the contrary."""

Anchors = Mapping[str, str]
"""Meaning -> the column that most looks like it before columns are compared."""


def link(frame: pd.DataFrame, meaning: str, column: str, anchors: Anchors) -> Fit:
    """Return what the other columns of a sales table say about ``column`` as ``meaning``.

    Parameters
    ----------
    frame : DataFrame
        Typed sales lines; the first ``ROWS_COMPARED`` rows are enough.
    meaning, column : str
        The pair that is judged.
    anchors : mapping
        Meaning -> column; the pair is judged against anchors of other columns only.
    """
    judge = _LINKS.get(meaning)
    others = {key: other for key, other in anchors.items() if other != column}
    return judge(frame, column, others) if judge else Fit()


def _due(frame: pd.DataFrame, column: str, anchors: Anchors) -> Fit:
    if "date" not in anchors:
        return Fit()
    on_or_after, after = share_after(days(frame[column]), days(frame[anchors["date"]]))
    said = _('on or after "{}" in {:.0%}').format(anchors["date"], on_or_after)
    return Fit(0.3 if on_or_after > 0.9 and after > 0.2 else REFUTED if on_or_after < 0.6 else 0.0, (said,))


def _cost(frame: pd.DataFrame, column: str, anchors: Anchors) -> Fit:
    fits = Fit()
    total = _total_of(frame, column, anchors)
    if total:
        fits += Fit(REFUTED, (_('times quantity it is "{}": a cost per unit').format(total),))
    elif per_unit(frame, column, anchors):
        fits += Fit(REFUTED, (_('as large as the price of one, not as "{}"').format(anchors["amount"]),))
    if "amount" in anchors:
        cost, amount = numbers(frame[column]), numbers(frame[anchors["amount"]])
        both = cost.notna() & (amount > 0)
        below = float((cost[both] < amount[both]).mean()) if both.any() else 0.0
        middle = float((cost[both] / amount[both]).median()) if both.any() else 0.0
        said = _('below "{}" in {:.0%} of rows').format(anchors["amount"], below)
        fits += Fit(0.3 if below > 0.5 and middle > 0.05 else -0.8, (said,))
    return fits


def per_unit(frame: pd.DataFrame, column: str, anchors: Anchors) -> bool:
    """Whether a cost follows the price of one unit more closely than the amount of the line.

    The logarithm of cost x quantity / amount then spreads less than half as much as that of cost / amount.
    """
    if not {"quantity", "amount"} <= set(anchors):
        return False
    cost, amount, quantity = (
        numbers(frame[name]) for name in (column, anchors["amount"], anchors["quantity"])
    )
    above = (cost > 0) & (amount > 0) & (quantity > 0)
    of_line = np.log((cost / amount)[above])
    of_unit = of_line + np.log(quantity[above])
    return bool(len(of_line) > 20 and of_unit.std() < of_line.std() / 2 and abs(of_unit.median()) < 1.6)


def _total_of(frame: pd.DataFrame, column: str, anchors: Anchors) -> str:
    """Return the column that is ``column`` times the quantity, where quantities say something."""
    if "quantity" not in anchors:
        return ""
    quantity = numbers(frame[anchors["quantity"]])
    product = numbers(frame[column]) * quantity
    if not (quantity.notna() & (quantity != 1)).mean() > 0.05:
        return ""
    same = (
        name
        for name in sorted(map(str, frame.columns))
        if name != column
        and pd.api.types.is_numeric_dtype(frame[name])
        and share_equal(product, numbers(frame[name])) > 0.95
    )
    return next(same, "")


def _amount(frame: pd.DataFrame, column: str, anchors: Anchors) -> Fit:
    amount = numbers(frame[column])
    if repeated_total(frame, column, anchors):
        said = _('the total of each "{}", repeated on its lines').format(anchors["invoice"])
        return Fit(REFUTED, (said,))
    fits = _price_times_quantity(frame, amount, column, anchors)
    if "vat" in anchors and anchors["vat"] != column:
        before = amount - numbers(frame[anchors["vat"]])
        without = [
            name
            for name in sorted(map(str, frame.columns))
            if name not in {column, anchors["vat"]}
            and pd.api.types.is_numeric_dtype(frame[name])
            and share_equal(before, numbers(frame[name])) > 0.95
        ]
        if without:
            said = _('it is "{}" plus "{}": with VAT').format(without[0], anchors["vat"])
            fits += Fit(-0.8, (said,))
    return fits


def _price_times_quantity(frame: pd.DataFrame, amount: pd.Series, column: str, anchors: Anchors) -> Fit:
    prices = [name for name in map(str, frame.columns) if say(name, "lines", "unit_price").strength >= 2]
    if "quantity" not in anchors or not prices:
        return Fit()
    quantity = numbers(frame[anchors["quantity"]])
    discounts = [name for name in map(str, frame.columns) if say(name, "lines", "discount").strength >= 2]
    for price in sorted(set(prices) - {column}):
        gross = numbers(frame[price]) * quantity
        discounted = [gross * (1 - _fraction(numbers(frame[name]))) for name in sorted(discounts)]
        for total in (gross, *discounted):
            if share_equal(total, amount) > 0.9:
                return Fit(0.4, (_('it is "{}" times "{}"').format(price, anchors["quantity"]),))
    return Fit()


def _fraction(discount: pd.Series) -> pd.Series:
    return discount / 100 if discount.max() > 1 else discount


def _vat(frame: pd.DataFrame, column: str, anchors: Anchors) -> Fit:
    if "amount" not in anchors:
        return Fit()
    vat, amount = numbers(frame[column]), numbers(frame[anchors["amount"]])
    share = vat_share(vat, amount, rates=VAT_RATES)
    known = {0.0, *VAT_RATES, *(round(100 * rate, 4) for rate in VAT_RATES)}
    if "%" in column or (share < COUNTS and vat.dropna().round(4).isin(known).mean() > COUNTS):
        return Fit(REFUTED, (_("rates of VAT, no money"),))
    middle, _steady = steady_ratio(vat, amount)
    said = _('a usual rate of "{}" in {:.0%}').format(anchors["amount"], share)
    if share > 0.8:
        return Fit(0.4, (said,))
    return Fit(-0.5 if 0 < middle < max(VAT_RATES) else REFUTED, (said,))


def _currency(frame: pd.DataFrame, column: str, anchors: Anchors) -> Fit:
    """Prefer the currencies in the cells of the amount to any column; those of another number are none."""
    whose = [name for name in map(str, frame.columns) if currency_of(name) == column]
    if not whose or "amount" not in anchors:
        return Fit()
    if anchors["amount"] in whose:
        return Fit(1.0, (_('written in the cells of "{}"').format(whose[0]),))
    return Fit(REFUTED, (_('of "{}", not of "{}"').format(whose[0], anchors["amount"]),))


def _line(frame: pd.DataFrame, column: str, anchors: Anchors) -> Fit:
    if "invoice" not in anchors:
        return Fit()
    share = numbered_share(frame[anchors["invoice"]], frame[column])
    said = _('numbered within {:.0%} of "{}"').format(share, anchors["invoice"])
    return Fit(0.5 if share > 0.8 else -1.0 if share < 0.3 else 0.0, (said,))


def _product(frame: pd.DataFrame, column: str, anchors: Anchors) -> Fit:
    """Refuse what counts 1, 2, 3 or 10, 20, 30 within an order: it numbers the lines."""
    line = numbers(frame[column])
    if line.isna().all():
        line = pd.to_numeric(frame[column], errors="coerce")
    if line.isna().any() or line.nunique() < 2:
        return Fit()
    step = line.min()
    counts = ((line == step) | (line == line.shift() + step)).mean() if step > 0 else 0.0
    if "invoice" in anchors:
        counts = max(counts, numbered_share(frame[anchors["invoice"]], line))
    return Fit(REFUTED, (_("it numbers the lines of an order"),)) if counts > COUNTS else Fit()


def _invoice(frame: pd.DataFrame, column: str, anchors: Anchors) -> Fit:
    if "account" not in anchors:
        return Fit()
    share = single_share(frame[column], frame[anchors["account"]])
    said = _("{:.0%} belong to one account").format(share)
    return Fit(0.3 if share > 0.95 else -1.0 if share < 0.5 else 0.0, (said,))


def _name(frame: pd.DataFrame, column: str, anchors: Anchors) -> Fit:
    if "account" not in anchors:
        return Fit()
    share = single_share(frame[anchors["account"]], frame[column])
    said = _('one for each "{}" in {:.0%}').format(anchors["account"], share)
    return Fit(0.3 if share > 0.9 else REFUTED if share < 0.5 else 0.0, (said,))


def _group(frame: pd.DataFrame, column: str, anchors: Anchors) -> Fit:
    if "product" not in anchors:
        return Fit()
    share = single_share(frame[anchors["product"]], frame[column])
    said = _('one for each "{}" in {:.0%}').format(anchors["product"], share)
    return Fit(0.2 if share > 0.95 else 0.0, (said,))


def looks_gross(frame: pd.DataFrame, net: str, other: str) -> str:
    """Return the sentence that one amount is another plus VAT, or an empty text."""
    ratio, share = steady_ratio(numbers(frame[other]), numbers(frame[net]))
    if share < 0.8 or not any(abs(ratio - 1 - rate) < 0.003 for rate in VAT_RATES):
        return ""
    return _('it is "{}" times {:.2f} in {:.0%} of rows: the same with VAT').format(net, ratio, share)


_LINKS: dict[str, Callable[[pd.DataFrame, str, Anchors], Fit]] = {
    "due": _due,
    "paid": _due,
    "cost": _cost,
    "amount": _amount,
    "currency": _currency,
    "vat": _vat,
    "line": _line,
    "product": _product,
    "invoice": _invoice,
    "name": _name,
    "group": _group,
}
