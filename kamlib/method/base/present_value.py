"""What money of later years is worth today."""

from collections.abc import Iterable

from kamlib.method.base.refuse import refuse
from kamlib.text import _


def present_value(increments: Iterable[float], *, rate: float) -> float:
    """Discount yearly amounts, V = sum over t of x_t / (1 + i) ** t, the first of them after one year.

    Parameters
    ----------
    increments : iterable of float
        Money of year 1, 2, ...; an unknown one makes the whole unknown.
    rate : float
        Discount rate a year, i; above -1.

    Raises
    ------
    KamError
        When the rate is -1 or less.

    Examples
    --------
    >>> round(present_value([0.7, 3.7, 6.8], rate=0.2), 2)
    7.09
    """
    if not rate > -1:
        refuse("rate-too-low", _("is no discount rate"), _("write a rate such as 0.2 for 20 %"), [rate])
    return float(sum(amount / (1 + rate) ** year for year, amount in enumerate(increments, start=1)))
