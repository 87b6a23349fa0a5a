"""Weights from an order of importance alone: the version for five minutes."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kamlib.method.base.refuse import refuse
from kamlib.text import _


def rank_order_centroid(order: pd.Series | Sequence[str]) -> pd.Series:
    """Weights in the middle of all weightings that have this order: steep at the top.

    w_j = (1/n) sum over k = j..n of 1/k [barron1996]_. Fits people who would give points out of 100.

    Parameters
    ----------
    order : Series or sequence
        By criterion its place, 1 the most important, equal places for equally important ones; or the
        criteria, the most important first. Only the order of the places counts.

    Returns
    -------
    Series
        By criterion, adding up to 1; equally important ones get the mean of the weights of their places.

    Raises
    ------
    KamError
        When there is no criterion, one stands twice, or one has no place.

    Examples
    --------
    >>> rank_order_centroid(["potential", "status", "tenure", "fit"]).round(3).tolist()
    [0.521, 0.271, 0.146, 0.062]
    """
    places = _places(order)
    n = len(places)
    return _by_place(np.cumsum(1 / np.arange(n, 0, -1))[::-1] / n, places)


def rank_sum(order: pd.Series | Sequence[str]) -> pd.Series:
    """Weights that fall by the same step from place to place: flatter than the centroid.

    w_j = 2 (n + 1 - j) / (n (n + 1)) [stillwell1981]_. Fits people who would rate each criterion directly
    [roberts2002]_.

    Parameters, Returns and refusals as `rank_order_centroid`.

    Raises
    ------
    KamError
        As `rank_order_centroid`.

    Examples
    --------
    >>> rank_sum(pd.Series({"potential": 1, "status": 2, "tenure": 2, "fit": 3})).round(2).tolist()
    [0.4, 0.25, 0.25, 0.1]
    """
    places = _places(order)
    n = len(places)
    return _by_place(2 * np.arange(n, 0, -1) / (n * (n + 1)), places)


def _places(order: pd.Series | Sequence[str]) -> pd.Series:
    """Return the place of each criterion; refuse what is no order."""
    places = order if isinstance(order, pd.Series) else pd.Series(range(1, len(order) + 1), list(order))
    if places.empty:
        refuse("order-empty", _("there are no criteria to order"), _("name at least one"))
    twice = places.index[places.index.duplicated()]
    if len(twice):
        refuse("criterion-twice", _("stands in the order twice"), _("name it once"), twice)
    unknown = places.index[places.isna()]
    if len(unknown):
        refuse("place-unknown", _("has no place in the order"), _("give it one, or leave it out"), unknown)
    return places.astype("float64")


def _by_place(weights: np.ndarray, places: pd.Series) -> pd.Series:
    """Hand the weights out by place, the mean of theirs to equal places."""
    in_order = places.rank(method="first").astype(int)
    given = pd.Series(weights[in_order.to_numpy() - 1], places.index)
    return given.groupby(places).transform("mean").rename("weight")
