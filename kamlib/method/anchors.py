"""Written scales: what a measure is at 1, 3, 5, 8 and 10 points, proposed once from the data."""

from itertools import pairwise

import numpy as np
import pandas as pd

QUANTILES = (0.1, 0.4, 0.7, 0.9, 0.98)
LEAST = 5
SERIES: tuple[tuple[float, ...], ...] = (
    (1, 2, 5), (1, 1.5, 2, 3, 5, 7), tuple(step / 10 for step in range(10, 100)))


def propose_anchors(values: pd.Series) -> list[float]:
    """Propose money anchors once, from the values above zero that a study has.

    The values at the quantiles 10, 40, 70, 90 and 98 %, each rounded to 1, 2 or 5 times a power of ten. Half
    of the points lie in the upper third of the accounts, because that is where a selection must tell them
    apart; the extremes are left out, because one giant must not press all others together. Where values lie
    so close that rounding makes two anchors equal, a finer series is used. Nothing recomputes them later:
    a scale that moves with the data compares nothing.

    Parameters
    ----------
    values : Series
        The measure; missing values and those not above zero are not looked at.

    Returns
    -------
    list of float
        Five numbers that rise; none with fewer than five different values, or where these lie too close.

    Examples
    --------
    >>> propose_anchors(pd.Series([10.0 * 1.2**i for i in range(60)]))
    [20.0, 1000.0, 20000.0, 200000.0, 500000.0]
    >>> propose_anchors(pd.Series([1.0, 2.0, 3.0]))
    []
    """
    positive = values[values > 0].astype("float64")
    if positive.nunique() < LEAST:
        return []
    wanted = [float(value) for value in positive.quantile(list(QUANTILES))]
    for series in SERIES:
        found = [_rounded(value, series) for value in wanted]
        if all(low < high for low, high in pairwise(found)):
            return found
    return []


def _rounded(value: float, series: tuple[float, ...]) -> float:
    """Return the number of the series, times a power of ten, that is nearest in proportion."""
    power = float(np.floor(np.log10(value)))
    near = [step * 10.0**exponent for exponent in (power, power + 1) for step in series]
    return float(f"{min(near, key=lambda number: abs(np.log(number / value))):.6g}")
