"""Which single unknown fact would settle a contested account."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamlib.method.base.draws import (
    Floats,
    Part,
    Sheet,
    Singles,
    count_inside,
    inside,
    parts,
    refuse_counts,
    sheet,
)
from kamlib.method.base.points import SCALE
from kamlib.method.base.refuse import refuse
from kamlib.method.base.shares import ROUNDING
from kamlib.text import _

BINS = 25
COLUMNS = ["account", "criterion", "unknown", "low", "high", "in_list", "if_low", "if_high", "value",
           "others", "settled", "settles", "can_settle"]
Cells = dict[tuple[int, int], Singles]


def information_value(
    low: pd.DataFrame, base: pd.DataFrame, high: pd.DataFrame, weights: pd.Series, *,
    places: int, draws: int, seed: int, safe: float, out: float, sampling: str = "simplex",
    spread: float | None = None, missing: pd.DataFrame | None = None, scale: tuple[float, float] = SCALE,
) -> pd.DataFrame:
    """Value of knowing each open score of a contested account.

    The doubt of an account is d = min(P, 1 - P), with P how often it is in the list: the chance that the
    better of the two decisions, in or out, is the wrong one. Once the score x is known it is min(P(x),
    1 - P(x)); the value of knowing it is the expected fall d - E[min(P(x), 1 - P(x))], the expected value of
    partial perfect information with a loss of 1 for a wrong place [howard1966]_ [strong2014]_. P(x) comes
    from the same draws, in 25 equal bins of x, made to rise with x, as it must: a better score never pushes
    an account out.

    Parameters
    ----------
    low, base, high, weights, places, draws, seed, sampling, spread, missing, scale
        As `kamlib.method.acceptability`. With ``simplex`` much of the doubt is about weights, and no fact
        takes that away.
    safe, out : float
        Shares from which on, and down to which, an account is no longer contested.

    Returns
    -------
    DataFrame
        A row for each open score of a contested account: ``account``, ``criterion``, ``unknown`` (nobody
        gave a score; else it has a range), ``low`` and ``high`` points, ``in_list`` now, ``if_low`` and
        ``if_high`` (with the score in its lowest or highest twenty-fifth), ``value`` (0 to 0.5), ``others``
        (the fall of doubt of the other contested accounts together, for whom it makes room or takes it),
        ``settled`` (chance that the account is safe or out once the score is known), ``settles`` (that this
        is more likely than not) and ``can_settle`` (at its lowest the account is out, at its highest safe).
        Highest value first, then account and criterion.

    Raises
    ------
    KamError
        As `kamlib.method.acceptability`; when ``out`` is not below ``safe``.

    Examples
    --------
    B is known to have 5 points, nobody scored A: it is in if it gets more: five cases of nine.

    >>> points = pd.DataFrame({"fit": [None, 5.0]}, index=["A", "B"], dtype="float64")
    >>> found = information_value(points, points, points, pd.Series({"fit": 1.0}), places=1, draws=9000,
    ...                           seed=1, safe=0.9, out=0.1)
    >>> found[["account", "in_list", "if_low", "if_high", "value", "settles"]].round(1)
      account  in_list  if_low  if_high  value  settles
    0       A      0.6     0.0      1.0    0.4     True
    """
    refuse_counts(places, draws)
    if not out < safe:
        remedy = _("write 0.1 and 0.9")
        refuse("verdict-cuts", _("are no two shares, the lower one first"), remedy, [out, safe])
    given = sheet(low, base, high, weights, missing=missing, scale=scale)
    drawn = partial(parts, given, draws=draws, seed=seed, sampling=sampling, spread=spread)
    held = np.sum([count_inside(part.values, places) for part in drawn()], axis=0) / draws
    contested = np.flatnonzero((held < safe - ROUNDING) & (held > out + ROUNDING))
    members, scores = _kept(drawn, contested, places)
    rows = [_told(given, contested[at], k) | _value(members, at, points, safe, out)
            for (at, k), points in scores.items()]
    table = pd.DataFrame(rows, columns=COLUMNS)
    rising = [False, True, True]
    return table.sort_values(["value", "account", "criterion"], ascending=rising, ignore_index=True)


def _kept(
    drawn: Callable[[], Iterator[Part]], contested: npt.NDArray[np.intp], places: int
) -> tuple[Floats, Cells]:
    """Draw again, and keep only who was in, and the scores, of contested accounts: memory stays small."""
    members: list[Floats] = []
    scores: dict[tuple[int, int], list[Singles]] = {}
    for part in drawn():
        members.append(inside(part.values, places)[:, contested])
        for k, (rows, points) in part.scores.items():
            for at in np.flatnonzero(np.isin(contested, rows)):
                own = points[:, np.searchsorted(rows, contested[at])]
                scores.setdefault((int(at), k), []).append(own)
    return np.concatenate(members), {cell: np.concatenate(own) for cell, own in scores.items()}


def _told(given: Sheet, account: int, k: int) -> dict[str, object]:
    return {"account": given.accounts[account], "criterion": given.weights.index[k],
            "unknown": bool(given.missing[account, k]), "low": given.low[account, k],
            "high": given.high[account, k]}


def _value(members: Floats, at: int, points: Singles, safe: float, out: float) -> dict[str, object]:
    """Return what knowing one score would change for its account and for the others."""
    from scipy.optimize import isotonic_regression  # here, so that a start does not wait for it

    bins = np.array_split(np.argsort(points, kind="stable"), min(BINS, len(points)))
    sizes = np.array([len(part) for part in bins], "float64")
    shares = sizes / sizes.sum()
    known = np.stack([members[part].mean(axis=0) for part in bins])
    for other in range(known.shape[1]):
        known[:, other] = isotonic_regression(known[:, other], weights=sizes, increasing=other == at).x
    now = members.mean(axis=0)
    fall = np.maximum(0, np.minimum(now, 1 - now) - shares @ np.minimum(known, 1 - known))
    own = known[:, at]
    both = bool(own[0] <= out + ROUNDING and own[-1] >= safe - ROUNDING)
    settled = float(shares[(own >= safe - ROUNDING) | (own <= out + ROUNDING)].sum())
    return {"in_list": float(now[at]), "if_low": float(own[0]), "if_high": float(own[-1]),
            "value": float(fall[at]), "others": float(fall.sum() - fall[at]), "settled": settled,
            "settles": settled > 0.5, "can_settle": both}
