"""What the other columns of a sales table say for or against a meaning."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from kamlib.lexicon.money import VAT_RATES
from kamlib.study.companions import currency_of
from kamlib.study.meaning.evidence import (
    days,
    equal_column,
    numbered_share,
    numbers,
    share_after,
    single_share,
    steady_ratio,
    vat_shares,
)
from kamlib.study.meaning.fits import Fit
from kamlib.study.meaning.priced import product_in, total_of
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
    needed, judge = _LINKS.get(meaning, ("", None))
    others = {key: other for key, other in anchors.items() if other != column}
    return judge(frame, column, others) if judge and (not needed or needed in others) else Fit()


def _graded(
    share: float, said: str, above: float, points: float, *, below: float = 0.0, less: float = 0.0
) -> Fit:
    """Return points for a share above one limit, others for a share below another."""
    return Fit(points if share > above else less if share < below else 0.0, (said,))


def _due(frame: pd.DataFrame, column: str, anchors: Anchors) -> Fit:
    on_or_after, after = share_after(days(frame[column]), days(frame[anchors["date"]]))
    said = _('on or after "{}" in {:.0%}').format(anchors["date"], on_or_after)
    return _graded(on_or_after, said, 0.9, 0.3 if after > 0.2 else 0.0, below=0.6, less=REFUTED)


def _cost(frame: pd.DataFrame, column: str, anchors: Anchors) -> Fit:
    fits = Fit()
    total = total_of(frame, column, anchors["quantity"]) if "quantity" in anchors else ""
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


def _amount(frame: pd.DataFrame, column: str, anchors: Anchors) -> Fit:
    where, product = product_in(frame, column, anchors)
    if where == "invoice":
        said = _('the total of each "{}", repeated on its lines').format(anchors["invoice"])
        return Fit(REFUTED, (said,))
    fits = Fit(0.4, (_("it is {}").format(product),)) if where else Fit()
    if "vat" in anchors:
        before = numbers(frame[column]) - numbers(frame[anchors["vat"]])
        if without := equal_column(frame, before, but={column, anchors["vat"]}):
            fits += Fit(-0.8, (_('it is "{}" plus "{}": with VAT').format(without, anchors["vat"]),))
    return fits


def _vat(frame: pd.DataFrame, column: str, anchors: Anchors) -> Fit:
    vat, amount = numbers(frame[column]), numbers(frame[anchors["amount"]])
    share = sum(vat_shares(vat, amount))
    known = {0.0, *VAT_RATES, *(round(100 * rate, 4) for rate in VAT_RATES)}
    if "%" in column or (share < COUNTS and vat.dropna().round(4).isin(known).mean() > COUNTS):
        return Fit(REFUTED, (_("rates of VAT, no money"),))
    middle, _steady = steady_ratio(vat, amount)
    said = _('a usual rate of "{}" in {:.0%}').format(anchors["amount"], share)
    return Fit(0.4 if share > 0.8 else -0.5 if 0 < middle < max(VAT_RATES) else REFUTED, (said,))


def _currency(frame: pd.DataFrame, column: str, anchors: Anchors) -> Fit:
    """Prefer the currencies in the cells of the amount to any column; those of another number are none."""
    whose = [name for name in map(str, frame.columns) if currency_of(name) == column]
    if not whose:
        return Fit()
    if anchors["amount"] in whose:
        return Fit(1.0, (_('written in the cells of "{}"').format(whose[0]),))
    return Fit(REFUTED, (_('of "{}", not of "{}"').format(whose[0], anchors["amount"]),))


def _line(frame: pd.DataFrame, column: str, anchors: Anchors) -> Fit:
    share = numbered_share(frame[anchors["invoice"]], frame[column])
    said = _('numbered within {:.0%} of "{}"').format(share, anchors["invoice"])
    return _graded(share, said, 0.8, 0.5, below=0.3, less=-1.0)


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
    share = single_share(frame[column], frame[anchors["account"]])
    return _graded(share, _("{:.0%} belong to one account").format(share), 0.95, 0.3, below=0.5, less=-1.0)


def _name(frame: pd.DataFrame, column: str, anchors: Anchors) -> Fit:
    share = single_share(frame[anchors["account"]], frame[column])
    said = _('one for each "{}" in {:.0%}').format(anchors["account"], share)
    return _graded(share, said, 0.9, 0.3, below=0.5, less=REFUTED)


def _group(frame: pd.DataFrame, column: str, anchors: Anchors) -> Fit:
    share = single_share(frame[anchors["product"]], frame[column])
    return _graded(share, _('one for each "{}" in {:.0%}').format(anchors["product"], share), 0.95, 0.2)


def looks_gross(frame: pd.DataFrame, net: str, other: str) -> str:
    """Return the sentence that one amount is another plus VAT, or an empty text."""
    ratio, share = steady_ratio(numbers(frame[other]), numbers(frame[net]))
    if share < 0.8 or not any(abs(ratio - 1 - rate) < 0.003 for rate in VAT_RATES):
        return ""
    return _('it is "{}" times {:.2f} in {:.0%} of rows: the same with VAT').format(net, ratio, share)


_LINKS: dict[str, tuple[str, Callable[[pd.DataFrame, str, Anchors], Fit]]] = {
    "due": ("date", _due),
    "paid": ("date", _due),
    "cost": ("", _cost),
    "amount": ("", _amount),
    "currency": ("amount", _currency),
    "vat": ("amount", _vat),
    "line": ("invoice", _line),
    "product": ("", _product),
    "invoice": ("account", _invoice),
    "name": ("account", _name),
    "group": ("product", _group),
}
"""Meaning -> the anchor without which nothing is said, and the judge."""
