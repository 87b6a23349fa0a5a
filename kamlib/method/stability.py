"""How far a weight may move before the leader, or the list, changes."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamlib.method.base.refuse import refuse
from kamlib.method.base.weights import normalised, weighted
from kamlib.text import N_, _

Floats = npt.NDArray[np.float64]
LEADER, LIST = N_("leader"), N_("list")
SAME = 1e-12  # two slopes, or two sums, as near as this are equal


def weight_stability(matrix: pd.DataFrame, weights: pd.Series, *, places: int | None = None) -> pd.DataFrame:
    """Interval of each weight in which the leader, and the set of the first ``places``, stay; exact.

    The weight w_k moves to t between 0 and 1, the others keep their proportions. With
    r_a = sum over j other than k of w_j s_aj / (1 - w_k) the score of a is r_a + t (s_ak - r_a), a straight
    line, and a pair breaks even at t* = (r_b - r_a) / ((s_ak - r_a) - (s_bk - r_b)). The interval ends at
    the nearest t* of all pairs of one inside and one outside [triantaphyllou1997]_. At an end the two are
    equal; beyond it the one outside is ahead.

    Parameters
    ----------
    matrix : DataFrame
        Index account, one column for each criterion, points; none missing.
    weights : Series
        By criterion; made to add up to 1. A criterion that has all the weight gives it to the others in
        equal parts.
    places : int, optional
        Length of the list; without it only the leader is looked at.

    Returns
    -------
    DataFrame
        A row for each criterion and for ``kept`` = "leader" or "list": ``criterion``, ``kept``, ``weight``,
        ``low``, ``high`` (0 and 1 where nothing changes on that side); ``below_in``, ``below_out`` (who
        comes in for whom below ``low``), ``above_in``, ``above_out`` (above ``high``); ``change`` (smallest
        change that does it, as a share of the weight; missing where none does, or the weight is 0) and
        ``critical``: the smallest of these, often not the heaviest criterion. Nobody can come in where all
        have a place.

    Raises
    ------
    KamError
        When a score is missing, naming the accounts; as `normalised`.

    Examples
    --------
    >>> points = pd.DataFrame({"A": [8, 5, 9, 4, 3, 2], "B": [9, 8, 4, 6, 6, 5]}, index=list("uvwxyz")).T
    >>> found = weight_stability(points, pd.Series([.3, .15, .25, .1, .1, .1], list("uvwxyz")))
    >>> found[["criterion", "low", "weight", "high", "change", "critical"]].round(4)
      criterion     low  weight    high  change  critical
    0         u  0.0000    0.30  1.0000     NaN     False
    1         v  0.0556    0.15  1.0000  0.6296     False
    2         w  0.0000    0.25  0.2925  0.1698      True
    3         x  0.0000    0.10  1.0000     NaN     False
    4         y  0.0000    0.10  1.0000     NaN     False
    5         z  0.0000    0.10  1.0000     NaN     False
    """
    shares = normalised(weights)
    points = matrix[shares.index].sort_index()
    unknown = points.index[points.isna().any(axis=1)]
    if len(unknown):
        refuse("score-unknown", _("has a criterion without a score"),
               _("write the criterion's median and say so"), unknown)
    rounded = weighted(points, shares).round(9)  # equal sums stand in the order of their keys
    order = np.argsort(-rounded.to_numpy(), kind="stable")
    scores = points.to_numpy("float64")[order]
    kept = {LEADER: 1} | ({} if places is None else {LIST: places})
    tables = [_table(scores, points.index[order], shares, name, count) for name, count in kept.items()]
    return pd.concat(tables, ignore_index=True)


def _table(scores: Floats, accounts: pd.Index, shares: pd.Series, kept: str, count: int) -> pd.DataFrame:
    """Return the intervals of all criteria for one thing that is to stay."""
    rows = []
    for k, (criterion, weight) in enumerate(shares.items()):
        low, below = _end(scores, shares.to_numpy(), k, count, -1)
        high, above = _end(scores, shares.to_numpy(), k, count, 1)
        rows.append({"criterion": criterion, "kept": kept, "weight": weight, "low": low, "high": high,
                     **_names("below", below, accounts), **_names("above", above, accounts)})
    table = pd.DataFrame(rows)
    moved = pd.concat([(table["weight"] - table["low"]).where(table["below_in"].notna()),
                       (table["high"] - table["weight"]).where(table["above_in"].notna())], axis=1)
    change = (moved.min(axis=1) / table["weight"].where(table["weight"] > 0)).astype("float64")
    return table.assign(change=change, critical=change.notna() & (change <= change.min() + SAME))


def _end(
    scores: Floats, shares: Floats, k: int, count: int, side: int
) -> tuple[float, tuple[int, int] | None]:
    """Return how far weight k can go to one side, and which pair then changes places (inside, outside).

    Only pairs whose lead shrinks on that side count; one that breaks even just at 0 or 1 is a tie there and
    changes nothing.
    """
    others = np.delete(shares, k)
    part = others / others.sum() if others.sum() > 0 else np.full(len(others), 1 / max(1, len(others)))
    rest = np.delete(scores, k, axis=1) @ part
    slopes, weight = (scores[:, k] - rest) if len(others) else np.zeros(len(scores)), float(shares[k])
    now = rest + weight * slopes
    lead = now[:count, None] - now[None, count:]
    closing = side * (slopes[None, count:] - slopes[:count, None])
    far = np.where(closing > SAME, np.maximum(lead, 0) / np.where(closing > SAME, closing, 1.0), np.inf)
    room = weight if side < 0 else 1 - weight
    if not far.size or not far.min() < room - SAME:
        return (0.0 if side < 0 else 1.0), None
    inside, outside = np.unravel_index(int(far.argmin()), far.shape)
    return weight + side * float(far.min()), (int(inside), int(outside) + count)


def _names(side: str, pair: tuple[int, int] | None, accounts: pd.Index) -> dict[str, object]:
    comes, goes = (accounts[pair[1]], accounts[pair[0]]) if pair else (None, None)
    return {f"{side}_in": comes, f"{side}_out": goes}
