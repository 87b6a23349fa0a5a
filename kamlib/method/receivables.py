"""What an account owes, what of it is overdue, and how fast it pays."""

import numpy as np
import pandas as pd

from kamlib.method.base.refuse import refuse
from kamlib.text import _

COLUMNS = ["account", "owed", "overdue", "oldest_days", "fell_due", "without_due", "payment_days",
           "terms_days", "late_days"]


def receivables(sales: pd.DataFrame, *, known_until: pd.Timestamp, day: pd.Timestamp) -> pd.DataFrame:
    """Return the open debt of each account, seen before an offer is made [seed002]_.

    owed = sum of the amounts not paid; overdue = those of them due before the last day of which the file
    knows payments. What fell due between that day and today is told apart: nobody knows whether it was paid.

    Parameters
    ----------
    sales : DataFrame
        ``account``, ``date``, ``amount`` (money, as in the sales, returns negative), ``due``, ``paid`` (day;
        missing: not paid).
    known_until : Timestamp
        The last day of which the file knows payments; a payment after it counts as not made.
    day : Timestamp
        The day from which one looks.

    Returns
    -------
    DataFrame
        One row for each account of the sales, sorted by key: ``owed``, ``overdue``, ``fell_due`` and
        ``without_due`` (owed without a day on which it is due) in money; ``oldest_days`` that the oldest
        overdue line is late; ``payment_days`` from sale to payment, ``terms_days`` from sale to the day due
        and ``late_days`` from the day due to payment: means of the paid lines, weighed by amount, missing
        where nothing was paid.

    Raises
    ------
    KamError
        When the sales tell no days of payment.

    Examples
    --------
    >>> days = {name: pd.to_datetime(when) for name, when in {
    ...     "date": ["2025-10-01", "2025-11-01"], "due": ["2025-10-31", "2025-12-01"],
    ...     "paid": ["2025-11-10", None]}.items()}
    >>> sales = pd.DataFrame({"account": "A", "amount": [60.0, 40.0], **days})
    >>> end = pd.Timestamp("2025-12-31")
    >>> receivables(sales, known_until=end, day=end)[["owed", "overdue", "oldest_days", "payment_days"]]
       owed  overdue  oldest_days  payment_days
    0  40.0     40.0         30.0          40.0
    """
    lacking = [name for name in ("due", "paid") if name not in sales]
    if lacking:
        refuse("no-payments", _("tell no days of payment"), _("name the columns in study.yaml"), lacking)
    known = min(known_until, day)
    lines = sales[(sales["date"] <= day) & sales["amount"].notna()]
    paid = lines["paid"].notna() & (lines["paid"] <= known)
    open_, settled = lines[~paid], lines[paid & (lines["amount"] > 0)]
    late = open_["due"] < known
    fell = (open_["due"] >= known) & (open_["due"] < day)
    found = pd.DataFrame({"owed": _sums(open_), "overdue": _sums(open_[late]), "fell_due": _sums(open_[fell]),
                          "without_due": _sums(open_[open_["due"].isna()])},
                         index=pd.Index(sorted(sales["account"].unique()), name="account")).fillna(0.0)
    # A credit note may outweigh what is late: then nothing is.
    found["overdue"] = found["overdue"].clip(lower=0.0)
    oldest = open_[late & (open_["amount"] > 0)].groupby("account")["due"].min()
    found["oldest_days"] = (known - oldest).dt.days.astype("float64").where(found["overdue"] > 0)
    for name, first, last in (("payment_days", "date", "paid"), ("terms_days", "date", "due"),
                              ("late_days", "due", "paid")):
        found[name] = _weighed(settled, first, last)
    return found.reset_index()[COLUMNS]


def _sums(lines: pd.DataFrame) -> pd.Series:
    return lines.groupby("account")["amount"].sum()


def _weighed(lines: pd.DataFrame, first: str, last: str) -> pd.Series:
    """Return mean days between two columns, weighed by amount."""
    known = lines[lines[first].notna() & lines[last].notna()]
    days = (known[last] - known[first]).dt.days * known["amount"]
    weight = known.groupby("account")["amount"].sum()
    return days.groupby(known["account"]).sum() / weight.where(weight > 0, np.nan)
