"""Written scales: what a measure is at 1, 3, 5, 8 and 10 points, proposed once from the data."""

import math
from itertools import combinations

import numpy as np
import pandas as pd

QUANTILES = (0.1, 0.4, 0.7, 0.9, 0.98)
SERIES = (1, 2, 5)


def propose_anchors(values: pd.Series) -> list[float]:
    """Propose money anchors once, from the values above zero that a study has.

    The values at the quantiles 10, 40, 70, 90 and 98 %, each as 1, 2 or 5 times a power of ten: the five
    rising numbers of that series that are nearest to them in proportion (least squares of the logarithms).
    Half of the points lie in the upper third of the accounts, because that is where a selection must tell
    them apart; the extremes are left out, because one giant must not press all others together. Where values
    lie close together the scale is wider than they are. Nothing recomputes it later: a scale that moves with
    the data compares nothing.

    Parameters
    ----------
    values : Series
        The measure; missing values and those not above zero are not looked at.

    Returns
    -------
    list of float
        Five numbers that rise; none with fewer than five different values.

    Examples
    --------
    >>> propose_anchors(pd.Series([10.0 * 1.2**i for i in range(60)]))
    [20.0, 1000.0, 20000.0, 200000.0, 500000.0]
    >>> propose_anchors(pd.Series([100.0, 101.0, 102.0, 103.0, 104.0]))
    [20.0, 50.0, 100.0, 200.0, 500.0]
    >>> propose_anchors(pd.Series([1.0, 2.0, 3.0]))
    []
    """
    positive = values[values > 0].astype("float64")
    if positive.nunique() < len(QUANTILES):
        return []
    wanted = np.log([float(value) for value in positive.quantile(list(QUANTILES))])
    near = sorted({number for value in np.exp(wanted) for number in _around(float(value))})
    choices = np.array(list(combinations(near, len(QUANTILES))))
    best = ((np.log(choices) - wanted) ** 2).sum(axis=1).argmin()
    return [float(f"{number:.6g}") for number in choices[best]]


def _around(value: float) -> list[float]:
    """Return the numbers of the series around a value: five to either side are enough for five that rise."""
    power = math.floor(math.log10(value))
    series = [step * 10.0**exponent for exponent in range(power - 2, power + 3) for step in SERIES]
    return sorted(series, key=lambda number: abs(math.log(number / value)))[: 2 * len(QUANTILES)]
