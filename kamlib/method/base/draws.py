"""Score sheets drawn at random together with weightings, a part at a time so that memory stays small."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamlib.method.base.refuse import refuse
from kamlib.method.base.simplex import weightings
from kamlib.text import _

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]

CELLS = 100_000  # values in one part: it stays in the processor's cache, and one thread multiplies it
NUDGE = 1e-12  # sends equal scores into the order of their keys without a slower, stable sort
TIE = 1e-9  # scores as near as this are the same: sums in another order differ in their last digit


@dataclass(frozen=True)
class Sheet:
    """Scores with their uncertainty, accounts in the order of their keys, criteria in that of the weights."""

    accounts: pd.Index
    weights: pd.Series
    low: Floats
    base: Floats
    high: Floats
    missing: npt.NDArray[np.bool_]

    @property
    def uncertain(self) -> npt.NDArray[np.bool_]:
        """Which scores are drawn; the others are the same in every sheet."""
        return self.missing | (self.low < self.high)


@dataclass(frozen=True)
class Part:
    """Some draws: their weightings, the value of each account, and the scores drawn for each criterion."""

    weights: Floats
    values: Floats
    scores: dict[int, tuple[npt.NDArray[np.intp], Singles]]


def sheet(
    low: pd.DataFrame, base: pd.DataFrame, high: pd.DataFrame, weights: pd.Series, *,
    missing: pd.DataFrame | None, scale: tuple[float, float],
) -> Sheet:
    """Bring scores and weights into one order and refuse what would give a plausible wrong number.

    Parameters
    ----------
    low, base, high : DataFrame
        Index account, one column for each criterion, points. A missing ``low`` or ``high`` is the base.
    weights : Series
        By criterion; the columns that it names count.
    missing : DataFrame, optional
        True where nobody gave a score, whatever stands in ``base``; a missing base is missing too.
    scale : tuple of two floats
        Lowest and highest points: a missing score may be any between them.

    Raises
    ------
    KamError
        Naming accounts that stand twice, criteria without a column, accounts with low > base or base > high.
    """
    twice = base.index[base.index.duplicated()]
    if len(twice):
        refuse("account-twice", _("stands in more than one row"), _("add up by account first"), twice)
    absent = [key for key in weights.index if key not in base]
    if absent:
        refuse("criterion-absent", _("has a weight and no scores"), _("take its weight away"), absent)
    ordered = base.sort_index()
    accounts, criteria = ordered.index, weights.index
    middle = ordered[criteria].to_numpy("float64")
    least, most = (
        frame.reindex(index=accounts, columns=criteria).to_numpy("float64") for frame in (low, high))
    least, most = np.where(np.isnan(least), middle, least), np.where(np.isnan(most), middle, most)
    unknown = np.isnan(middle)
    if missing is not None:
        unknown = unknown | missing.reindex(accounts)[criteria].to_numpy(bool)
    wrong = ~unknown & ((least > middle) | (middle > most))
    if wrong.any():
        refuse("range-crossed", _("has a low score above, or a high score below, its score"),
               _("write low, score and high in rising order"), accounts[wrong.any(axis=1)])
    least, most = np.where(unknown, scale[0], least), np.where(unknown, scale[1], most)
    return Sheet(accounts, weights, least, np.where(unknown, 0.0, middle), most, unknown)


def parts(
    given: Sheet, *, draws: int, seed: int, sampling: str, spread: float | None = None
) -> Iterator[Part]:
    """Draw weightings and score sheets; the same seed gives the same draws.

    A score with a range is triangular (low, base, high) [johnson1997]_, a missing one uniform on the scale.
    Where no score is uncertain a part costs one matrix product.

    Yields
    ------
    Part
        With about a hundred thousand values.
    """
    luck = np.random.default_rng(seed)
    drawn = weightings(given.weights, luck, draws=draws, sampling=sampling, spread=spread)
    uncertain = given.uncertain
    certain = np.where(uncertain, 0.0, given.base).T
    columns = [k for k in np.flatnonzero(uncertain.any(axis=0)) if given.weights.iloc[k] > 0]
    step = max(1, CELLS // max(1, len(given.accounts)))
    for start in range(0, draws, step):
        weights = drawn[start : start + step]
        values: Floats = weights @ certain
        scores: dict[int, tuple[npt.NDArray[np.intp], Singles]] = {}
        for k in columns:
            rows = np.flatnonzero(uncertain[:, k])
            points = _points(given, rows, k, luck, len(weights))
            if len(rows) == values.shape[1]:
                values += weights[:, [k]] * points
            else:
                values[:, rows] += weights[:, [k]] * points
            scores[int(k)] = (rows, points)
        yield Part(weights, values, scores)


def _points(
    given: Sheet, rows: npt.NDArray[np.intp], k: np.intp, luck: np.random.Generator, n: int
) -> Singles:
    """Draw ``n`` times the points of some accounts on one criterion.

    With u < v two uniform numbers, u + c (v - u) is triangular from 0 to 1 with its peak at c [stein2009]_:
    no root and no case, twice as fast as the inverse; single precision is far finer than any score.
    """
    low, base, high = (part[rows, k].astype(np.float32) for part in (given.low, given.base, given.high))
    unknown = given.missing[rows, k]
    width = high - low
    peak = np.where(width > 0, (base - low) / np.where(width > 0, width, 1), 0)
    one, two = luck.random((2, n, len(rows)), dtype=np.float32)
    points: Singles = np.minimum(one, two)
    points += peak * (np.maximum(one, two) - points)
    if unknown.any():
        points[:, unknown] = one[:, unknown]
    points *= width
    points += low
    return points


def inside(values: Floats, places: int) -> Floats:
    """Share of a place that each account has in each draw: 1 in the first ``places``, 0 behind, ties share.

    Examples
    --------
    >>> inside(np.array([[9.0, 7.0, 7.0, 1.0]]), 2).tolist()
    [[1.0, 0.5, 0.5, 0.0]]
    """
    accounts = values.shape[1]
    if places >= accounts:
        return np.ones_like(values)
    cut = np.partition(values, accounts - places, axis=1)[:, [accounts - places]]
    above, at_least = values > cut + TIE, values >= cut - TIE
    certain = np.count_nonzero(above, axis=1)[:, None]
    tied = np.count_nonzero(at_least, axis=1)[:, None] - certain
    shared: Floats = above + (at_least & ~above) * ((places - certain) / tied)
    return shared


def count_inside(values: Floats, places: int) -> Floats:
    """Sum of `inside` over the draws, at the cost of one partial sort.

    Examples
    --------
    >>> count_inside(np.array([[9.0, 7.0, 7.0, 1.0], [9.0, 8.0, 7.0, 1.0]]), 2).tolist()
    [2.0, 1.5, 0.5, 0.0]
    """
    accounts = values.shape[1]
    if places >= accounts:
        return np.full(accounts, float(len(values)))
    cut = np.partition(values, accounts - places, axis=1)[:, [accounts - places]]
    at_least = values >= cut - TIE
    crowded = np.count_nonzero(at_least, axis=1) > places
    found: Floats = np.count_nonzero(at_least, axis=0).astype("float64")
    if crowded.any():
        found += inside(values[crowded], places).sum(axis=0) - np.count_nonzero(at_least[crowded], axis=0)
    return found


def ranks(values: Floats) -> npt.NDArray[np.unsignedinteger]:
    """Rank of each account in each draw, from 1; equal scores in the order of the columns.

    Examples
    --------
    >>> ranks(np.array([[7.0, 9.0, 7.0]])).tolist()
    [[2, 1, 3]]
    """
    draws, n = values.shape
    order = np.argsort(NUDGE * np.arange(n) - values, axis=1)
    stood = np.empty((draws, n), whole(n))
    np.put_along_axis(stood, order, np.arange(1, n + 1, dtype=stood.dtype)[None, :], axis=1)
    return stood


def whole(accounts: int) -> type[np.unsignedinteger]:
    """Return the smallest whole number type that holds the ranks: small ones are sorted faster."""
    return np.uint16 if accounts < np.iinfo(np.uint16).max else np.uint32


def refuse_counts(places: int, draws: int) -> None:
    """Refuse a list without places, or nothing drawn.

    Raises
    ------
    KamError
        Naming the count.
    """
    for count, code in ((places, "places"), (draws, "draws")):
        if count < 1:
            refuse(code, _("is below one"), _("write a whole number such as 15"), [count])
