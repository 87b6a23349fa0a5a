"""VAT: whether it is in the amounts, and the amounts without it."""

import pandas as pd

from kamlib.problems import KamError, Problem
from kamlib.study.meaning import says_gross
from kamlib.study.meaning.evidence import vat_shares
from kamlib.study.proposals.frame import as_decisions
from kamlib.text import _

ENOUGH = 0.8
"""Share of money from which the ratios of VAT to amounts decide."""


def propose_vat(sales: pd.DataFrame, *, heading: str) -> pd.DataFrame:
    """Propose whether the amounts are net or have VAT in them.

    Parameters
    ----------
    sales : DataFrame
        ``amount``, and ``vat`` where mapped.
    heading : str
        Heading of the amount in the client's file; empty where not known.

    Returns
    -------
    DataFrame
        One decision, ``net`` or ``gross``, on all lines.
    """
    net, gross = vat_shares(sales["vat"], sales["amount"]) if "vat" in sales else (0.0, 0.0)
    if heading and says_gross(heading):
        answer, reason = "gross", _('the heading "{}" says that VAT is in it').format(heading[:80])
    elif gross >= ENOUGH and gross > net:
        said = _("VAT is a usual rate contained in the amount in {:.0%} of money")
        answer, reason = "gross", said.format(gross)
    elif net >= ENOUGH:
        answer, reason = "net", _("VAT is a usual rate on top of the amount in {:.0%} of money").format(net)
    else:
        answer, reason = "net", _("nothing in the file says that VAT is in the amounts; ask the client")
    return as_decisions(sales, [("vat", "amount", answer, reason, pd.Series(True, index=sales.index))])


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
