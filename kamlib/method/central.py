"""Whose list it is: the weightings that speak for an account, and how sure it is under them."""

import numpy as np
import pandas as pd

from kamlib.method.base.draws import Floats, Sheet, inside, parts, refuse_counts, sheet
from kamlib.method.base.points import SCALE


def central_weights(
    low: pd.DataFrame, base: pd.DataFrame, high: pd.DataFrame, weights: pd.Series, *,
    draws: int, seed: int, places: int = 1, sampling: str = "simplex", spread: float | None = None,
    missing: pd.DataFrame | None = None, scale: tuple[float, float] = SCALE,
) -> pd.DataFrame:
    """Whose list it is: the mean weighting that puts each account first, and how sure it is under it.

    With ``places`` = 1 the central weight w_a^c and the confidence factor p_a^c [lahdelma2001]_; with more,
    the mean weighting that brings the account into the list.

    Parameters as in `kamlib.method.acceptability`.

    Returns
    -------
    DataFrame
        ``account``, ``in_list``, ``confidence`` (share of the score sheets in which the account is in the
        first ``places`` when the weights are its central ones), then a column for each criterion; missing
        for an account that no weighting brings there. In the order of the keys.

    Raises
    ------
    KamError
        As `kamlib.method.acceptability`.

    Examples
    --------
    >>> points = pd.DataFrame({"now": [9.0, 1.0], "later": [1.0, 9.0]}, index=list("AB"))
    >>> found = central_weights(points, points, points, pd.Series({"now": 1, "later": 1}), draws=4000, seed=1)
    >>> found.round(2)
      account  in_list  confidence   now  later
    0       A      0.5         1.0  0.75   0.25
    1       B      0.5         1.0  0.25   0.75
    """
    refuse_counts(places, draws)
    given = sheet(low, base, high, weights, missing=missing, scale=scale)
    held, summed = np.zeros(len(given.accounts)), np.zeros((len(given.accounts), len(weights)))
    for part in parts(given, draws=draws, seed=seed, sampling=sampling, spread=spread):
        member = inside(part.values, places)
        held += member.sum(axis=0)
        summed += member.T @ part.weights
    central = np.where(held[:, None] > 0, summed / np.where(held > 0, held, 1.0)[:, None], np.nan)
    sure = [_confidence(given, row, a, places, draws, seed) for a, row in enumerate(central)]
    table = pd.DataFrame({"account": given.accounts, "in_list": held / draws, "confidence": sure})
    return pd.concat([table, pd.DataFrame(central, columns=weights.index)], axis=1)


def _confidence(given: Sheet, weights: Floats, account: int, places: int, draws: int, seed: int) -> float:
    """Say how often the account is in the first places under given weights, over the score sheets."""
    if np.isnan(weights).any():
        return float("nan")
    own = Sheet(given.accounts, pd.Series(weights, given.weights.index), given.low, given.base, given.high,
                given.missing)
    drawn = parts(own, draws=draws, seed=seed, sampling="fixed")
    return float(sum(inside(part.values, places)[:, account].sum() for part in drawn) / draws)
