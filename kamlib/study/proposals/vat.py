"""VAT: whether it is in the amounts, and the amounts without it."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kamlib.lexicon.money import VAT_RATES
from kamlib.problems import KamError, Problem
from kamlib.study.meaning import says_gross
from kamlib.study.proposals.frame import as_decisions, decision
from kamlib.text import _


def vat_shares(sales: pd.DataFrame, *, rates: Sequence[float], room: float) -> tuple[float, float]:
    """Return the shares of money whose VAT is a rate *on* the amount, and a rate contained *in* it.

    The ratio VAT / amount is r where the amount is net and r / (1 + r) where it is gross; each line goes to
    the nearest of all these ratios.

    Parameters
    ----------
    sales : DataFrame
        ``amount`` and ``vat``.
    rates : sequence of float
        Rates looked for, such as 0.2.
    room : float
        Largest difference between a ratio and a rate.

    Examples
    --------
    >>> vat_shares(pd.DataFrame({"amount": [120.0, 60.0], "vat": [20.0, 10.0]}), rates=[0.2], room=0.002)
    (0.0, 1.0)
    """
    if "vat" not in sales:
        return 0.0, 0.0
    told = sales[(sales["vat"].abs() > 0) & (sales["amount"].abs() > 0)]
    weight = told["amount"].abs().to_numpy(dtype="float64")
    known = np.array([*rates, *(rate / (1 + rate) for rate in rates)])
    gap = np.abs((told["vat"] / told["amount"]).to_numpy(dtype="float64")[:, None] - known)
    if not len(told):
        return 0.0, 0.0
    near, inside = gap.argmin(axis=1), gap.min(axis=1) <= room
    net = float(weight[inside & (near < len(rates))].sum() / weight.sum())
    return net, float(weight[inside & (near >= len(rates))].sum() / weight.sum())


def propose_vat(
    sales: pd.DataFrame, *, heading: str, rates: Sequence[float] = VAT_RATES, room: float = 0.0025,
    enough: float = 0.8,
) -> pd.DataFrame:
    """Propose whether the amounts are net or have VAT in them.

    Parameters
    ----------
    sales : DataFrame
        ``amount``, and ``vat`` where mapped.
    heading : str
        Heading of the amount in the client's file; empty where not known.
    rates, room
        As for ``vat_shares``.
    enough : float
        Share of money from which the ratios decide.

    Returns
    -------
    DataFrame
        One decision, ``net`` or ``gross``, on all lines.
    """
    net, gross = vat_shares(sales, rates=rates, room=room)
    if heading and says_gross(heading):
        answer, reason = "gross", _('the heading "{}" says that VAT is in it').format(heading[:80])
    elif gross >= enough and gross > net:
        said = _("VAT is a usual rate contained in the amount in {:.0%} of money")
        answer, reason = "gross", said.format(gross)
    elif net >= enough:
        answer, reason = "net", _("VAT is a usual rate on top of the amount in {:.0%} of money").format(net)
    else:
        answer, reason = "net", _("nothing in the file says that VAT is in the amounts; ask the client")
    every = pd.Series(True, index=sales.index)
    return as_decisions([decision("vat", "amount", answer, reason, sales, every)])


def net_of_vat(sales: pd.DataFrame, *, rate: float | None = None) -> pd.DataFrame:
    """Return sales whose amounts, given with VAT, are net: less the VAT column, else divided by 1 + rate.

    Raises
    ------
    KamError
        Where there is neither a VAT column nor a rate, or the column has gaps and there is no rate.

    Examples
    --------
    >>> list(net_of_vat(pd.DataFrame({"amount": [120.0]}), rate=0.2)["amount"])
    [100.0]
    """
    missing = sales["vat"].isna() if "vat" in sales else pd.Series(True, index=sales.index)
    if rate is None and missing.any():
        remedy = _("name the column that holds the VAT as vat: under columns, or write settings: {}; where a "
                   "column holds rates, divide by 1 + rate in a query").format("{intake.vat_rate: 0.2}")
        message = _("amounts have VAT in them, and nothing says how much")
        raise KamError(Problem("vat-unknown", message, remedy, file="study.yaml", count=int(missing.sum())))
    without = sales["amount"] / (1 + (rate or 0.0))
    if "vat" in sales:
        without = (sales["amount"] - sales["vat"]).where(~missing, without)
    return sales.assign(amount=without.astype("float64"))
