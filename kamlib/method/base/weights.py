"""Weights that add up to one, and the weighted sum."""

import pandas as pd

from kamlib.method.base.refuse import refuse
from kamlib.text import _


def normalised(weights: pd.Series) -> pd.Series:
    """Return weights that add up to 1, w_k / sum of w; their proportions stay.

    Raises
    ------
    KamError
        When a weight is below zero or missing, or all are zero.

    Examples
    --------
    >>> normalised(pd.Series({"potential": 3.0, "tenure": 1.0})).to_dict()
    {'potential': 0.75, 'tenure': 0.25}
    """
    wrong = weights.index[weights.isna() | (weights < 0)]
    if len(wrong):
        message = _("has no weight of zero or above")
        refuse("weight-below-zero", message, _("write a weight such as 0.4"), wrong)
    total = float(weights.sum())
    if total <= 0:
        refuse("weights-zero", _("all weights are zero"), _("give at least one criterion a weight"))
    return weights.astype("float64") / total


def weighted(scores: pd.DataFrame, weights: pd.Series) -> pd.Series:
    """Return the weighted sum of each row, sum over k of w_k x s_k; missing where a score is missing.

    Parameters
    ----------
    scores : DataFrame
        One row for each account, one column for each criterion.
    weights : Series
        By criterion; the columns that it names count, with weights made to add up to 1.

    Examples
    --------
    >>> scores = pd.DataFrame({"potential": [8.0, 4.0], "tenure": [4.0, 8.0]}, index=["A", "B"])
    >>> weighted(scores, pd.Series({"potential": 3.0, "tenure": 1.0})).to_dict()
    {'A': 7.0, 'B': 5.0}
    """
    shares = normalised(weights)
    return scores[shares.index].astype("float64") @ shares
