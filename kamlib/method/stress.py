"""What goes when each of the largest accounts goes."""

import pandas as pd

from kamlib.method.base.order import ranked
from kamlib.method.base.refuse import refuse
from kamlib.text import _


def stress(
    accounts: pd.DataFrame, *, top: int, fixed_costs: float | None = None, value: str = "amount"
) -> pd.DataFrame:
    """Take away each of the ``top`` largest accounts, one at a time, and say what goes and what is left.

    Parameters
    ----------
    accounts : DataFrame
        One row for each account: ``account``, ``value``, perhaps ``name`` and ``margin``.
    top : int
        How many of the largest are taken away, one at a time.
    fixed_costs : float, optional
        Money of the same period that the margin has to cover; without it nothing is said of it.
    value : str
        Column with revenue.

    Returns
    -------
    DataFrame
        ``rank``, ``account``, ``name``, ``value`` and ``share`` (what goes), ``left`` (what is left);
        where margins are known ``margin``, ``margin_share`` (missing where the total is not above zero),
        ``margin_left``; with ``fixed_costs`` also ``fixed_costs_covered`` = margin left / fixed costs.
        Accounts without a known margin lose no margin, and theirs is missing.

    Raises
    ------
    KamError
        When the total is not above zero, an account stands twice, or fixed costs are not above zero.

    Examples
    --------
    >>> table = pd.DataFrame({"account": list("ABC"), "amount": [50.0, 30.0, 20.0]})
    >>> stress(table, top=2)[["account", "share", "left"]]
      account  share  left
    0       A    0.5  50.0
    1       B    0.3  70.0
    """
    placed = ranked(accounts, value)
    total = float(placed[value].sum())
    if not total > 0:
        refuse("total-not-positive", _("the total is not above zero, so there are no shares"),
               _("choose a period with sales"))
    largest = placed.head(top)
    gone = largest.assign(share=largest[value] / total, left=total - largest[value])
    columns = ["rank", "account", *(["name"] if "name" in gone else []), value, "share", "left"]
    if "margin" not in gone or placed["margin"].isna().all():
        return gone[columns]
    margin = float(placed["margin"].sum())
    gone = gone.assign(
        margin_share=gone["margin"] / margin if margin > 0 else float("nan"),
        margin_left=margin - gone["margin"],
    )
    columns += ["margin", "margin_share", "margin_left"]
    if fixed_costs is None:
        return gone[columns]
    if not fixed_costs > 0:
        remedy = _("leave it out or write 1000")
        refuse("fixed-costs", _("is not an amount of fixed costs"), remedy, [fixed_costs])
    return gone[columns].assign(fixed_costs_covered=gone["margin_left"] / fixed_costs)
