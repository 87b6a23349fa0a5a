"""Weightings drawn at random: all that are possible, those near the chosen one, or those of its order."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamlib.method.base.refuse import refuse
from kamlib.method.base.weights import normalised
from kamlib.text import _

Floats = npt.NDArray[np.float64]
SAMPLINGS = ("simplex", "around", "ordered", "fixed")


def weightings(
    weights: pd.Series, luck: np.random.Generator, *, draws: int, sampling: str, spread: float | None = None
) -> Floats:
    """Draw weightings, one a row; each row adds up to 1.

    A criterion of weight 0 is recorded only and keeps weight 0. The four ways:

    - ``simplex``: every weighting is as likely as any other, w = e / sum of e with e exponential
      [rubinstein1982]_; for those who know nothing of the weights.
    - ``ordered``: as ``simplex``, but the order of the chosen weights stays; equal ones take turns.
    - ``around``: each chosen weight times a factor between 1 - spread and 1 + spread, made to add up to 1.
    - ``fixed``: the chosen weights; only scores are uncertain.

    Parameters
    ----------
    weights : Series
        By criterion; made to add up to 1.
    luck : Generator
        The source of random numbers; it moves on.
    draws : int
        How many.
    sampling : {"simplex", "around", "ordered", "fixed"}
        The way.
    spread : float, optional
        Share (0 to 1) for ``around``.

    Returns
    -------
    array of draws x criteria
        In the order of ``weights``.

    Raises
    ------
    KamError
        As `normalised`; when the way is none of the four, or ``around`` comes without a spread of 0 to 1.

    Examples
    --------
    >>> chosen = pd.Series({"potential": 3.0, "tenure": 1.0, "fit": 0.0})
    >>> drawn = weightings(chosen, np.random.default_rng(1), draws=5, sampling="ordered")
    >>> drawn.sum(axis=1).round(9).tolist(), bool((drawn[:, 0] >= drawn[:, 1]).all()), drawn[:, 2].sum()
    ([1.0, 1.0, 1.0, 1.0, 1.0], True, np.float64(0.0))
    """
    chosen = normalised(weights).to_numpy()
    if sampling not in SAMPLINGS:
        refuse("sampling-unknown", _("is no way to draw weightings"), ", ".join(SAMPLINGS), [sampling])
    used = chosen > 0
    drawn = np.zeros((draws, len(chosen)))
    drawn[:, used] = _drawn(chosen[used], luck, draws, sampling, spread)
    return drawn


def _drawn(
    chosen: Floats, luck: np.random.Generator, draws: int, sampling: str, spread: float | None
) -> Floats:
    """Draw for criteria that count."""
    if sampling == "fixed":
        return np.broadcast_to(chosen, (draws, len(chosen)))
    if sampling == "around":
        if spread is None or not 0 <= spread <= 1:
            refuse("spread", _("is not a share from 0 to 1"), _("write 0.25"), [spread])
        return _rows_to_one(chosen * luck.uniform(1 - spread, 1 + spread, (draws, len(chosen))))
    free = _rows_to_one(luck.standard_exponential((draws, len(chosen))))
    return free if sampling == "simplex" else _in_order(free, chosen, luck)


def _rows_to_one(rows: Floats) -> Floats:
    shares: Floats = rows / rows.sum(axis=1, keepdims=True)
    return shares


def _in_order(free: Floats, chosen: Floats, luck: np.random.Generator) -> Floats:
    """Give the largest share to the criterion that weighs most; equal ones in an order by lot."""
    _levels, level = np.unique(-chosen, return_inverse=True)
    order = np.argsort(level + luck.random(free.shape), axis=1)
    placed = np.empty_like(free)
    np.put_along_axis(placed, order, -np.sort(-free, axis=1), axis=1)
    return placed
