"""What influence counts in a sum: the scale of 1 to 5 only orders, so its marks carry weights."""

from collections.abc import Sequence

import pandas as pd


def influence_weights(influence: pd.Series, weights: Sequence[float]) -> pd.Series:
    """Return the weight of each influence (1 to 5); an unknown one stays unknown.

    Examples
    --------
    >>> influence_weights(pd.Series([5.0, 1.0, float("nan")]), [1, 2, 4, 7, 12]).tolist()
    [12.0, 1.0, nan]
    """
    return influence.astype("float64").map(dict(enumerate(map(float, weights), 1))).astype("float64")
