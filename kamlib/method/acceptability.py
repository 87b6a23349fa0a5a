"""In how many of all weightings an account is in the list."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamlib.method.base.draws import count_inside, parts, refuse_counts, sheet, whole
from kamlib.method.base.draws import ranks as ranks_of
from kamlib.method.base.points import SCALE
from kamlib.method.base.refuse import refuse
from kamlib.method.base.shares import ROUNDING
from kamlib.text import N_, _

ENDS = (0.05, 0.5, 0.95)
SAFE, CONTESTED, OUT = N_("safe"), N_("contested"), N_("out")
UNKNOWN = N_("unknown")
SHARES = ("in_list", "weights_alone", "any_weights")


def acceptability(
    low: pd.DataFrame, base: pd.DataFrame, high: pd.DataFrame, weights: pd.Series, *,
    places: int, draws: int, seed: int, sampling: str = "simplex", spread: float | None = None,
    missing: pd.DataFrame | None = None, scale: tuple[float, float] = SCALE, ranks: bool = True,
) -> pd.DataFrame:
    """In how many of all drawn weightings and score sheets each account is in the first ``places``.

    The list is safe where it does not hang on a weight that somebody guessed. In the literature: SMAA-2 with
    a linear value function; ``in_list`` is the sum of the rank acceptabilities b_a^r over r up to
    ``places`` [lahdelma2001]_ [tervonen2007]_.

    Parameters
    ----------
    low, base, high : DataFrame
        Index account, one column for each criterion, points; low <= base <= high, drawn from the triangular
        distribution. Three times the same frame: only the weights are uncertain, which is the fast way.
    weights : Series
        By criterion; see `weightings` for what the ways to draw take from it.
    places : int
        Length of the list.
    draws, seed : int
        How many weightings and sheets, and the seed of the draws. The standard error of ``in_list`` is
        sqrt(p (1 - p) / draws): half a percentage point at most with 10,000.
    sampling : {"simplex", "around", "ordered", "fixed"}
        How weightings are drawn.
    spread : float, optional
        Share for ``around``.
    missing : DataFrame, optional
        True where nobody gave a score: drawn uniformly from ``scale``, whatever ``base`` says. A missing base
        is missing too.
    scale : tuple of two floats
        Lowest and highest points.
    ranks : bool
        Whether the ranks are wanted; without them it takes about a third of the time.

    Returns
    -------
    DataFrame
        ``account``, ``in_list`` (share of the draws; equal accounts at the cut share the place, so the sum is
        ``places``), ``rank_low``, ``rank_median``, ``rank_high`` (5, 50 and 95 % of the draws; equal scores
        in the order of the keys) and ``expected_rank``. Most often in the list first, then by expected
        rank, then by key. No accounts, no rows.

    Raises
    ------
    KamError
        When ``places`` or ``draws`` is below 1; as `sheet` and `weightings`.

    Examples
    --------
    Two criteria and every weighting: A leads where the first weighs more than a third, C never does.

    >>> points = pd.DataFrame({"now": [9.0, 1.0, 2.0], "later": [1.0, 5.0, 2.0]}, index=list("ABC"))
    >>> equal = pd.Series({"now": 1.0, "later": 1.0})
    >>> found = acceptability(points, points, points, equal, places=1, draws=4000, seed=1)
    >>> found.round(1)[["account", "in_list", "rank_low", "rank_high"]]
      account  in_list  rank_low  rank_high
    0       A      0.7         1          3
    1       B      0.3         1          3
    2       C      0.0         2          3
    """
    refuse_counts(places, draws)
    given = sheet(low, base, high, weights, missing=missing, scale=scale)
    n = len(given.accounts)
    found, stood = np.zeros(n), np.empty((draws if ranks else 0, n), whole(n))
    start = 0
    for part in parts(given, draws=draws, seed=seed, sampling=sampling, spread=spread):
        found += count_inside(part.values, places)
        if ranks:
            stood[start : start + len(part.values)] = ranks_of(part.values)
        start += len(part.values)
    table = pd.DataFrame({"account": given.accounts, "in_list": found / draws})
    order = ["in_list", "account"]
    if ranks:
        table, order = pd.concat([table, _summary(stood)], axis=1), ["in_list", "expected_rank", "account"]
    rising = [False, *[True] * (len(order) - 1)]
    return table.sort_values(order, ascending=rising, ignore_index=True)


def verdicts(found: pd.DataFrame, *, safe: float, out: float) -> pd.DataFrame:
    """Return the frame of `acceptability` with ``verdict``: safe, contested or out.

    Parameters
    ----------
    found : DataFrame
        With ``in_list``.
    safe, out : float
        Shares: in the list in at least ``safe`` of the draws is safe, in at most ``out`` is out; between the
        two, contested: to be talked about.

    Raises
    ------
    KamError
        When ``out`` is not below ``safe``.

    Examples
    --------
    >>> found = pd.DataFrame({"account": list("ABC"), "in_list": [0.93, 0.52, 0.1]})
    >>> verdicts(found, safe=0.9, out=0.1)["verdict"].tolist()
    ['safe', 'contested', 'out']
    """
    if not out < safe:
        remedy = _("write 0.1 and 0.9")
        refuse("verdict-cuts", _("are no two shares, the lower one first"), remedy, [out, safe])
    share = found["in_list"]
    words = np.select([share >= safe - ROUNDING, share <= out + ROUNDING], [SAFE, OUT], CONTESTED)
    return found.assign(verdict=words)


def unjudged(found: pd.DataFrame) -> pd.DataFrame:
    """Return the frame of `verdicts` without shares, for accounts of which hardly a score is known.

    Examples
    --------
    >>> found = pd.DataFrame({"account": ["A"], "in_list": [1.0], "verdict": ["safe"]})
    >>> unjudged(found).to_dict("list")
    {'account': ['A'], 'in_list': [nan], 'verdict': ['unknown']}
    """
    shares = {name: float("nan") for name in SHARES if name in found}
    return found.assign(**shares, verdict=UNKNOWN)


def rank_acceptability(
    low: pd.DataFrame, base: pd.DataFrame, high: pd.DataFrame, weights: pd.Series, *,
    draws: int, seed: int, sampling: str = "simplex", spread: float | None = None,
    missing: pd.DataFrame | None = None, scale: tuple[float, float] = SCALE,
) -> pd.DataFrame:
    """Share of the draws in which each account has each rank, b_a^r [lahdelma2001]_; for small studies.

    Parameters as in `acceptability`.

    Returns
    -------
    DataFrame
        Index ``account`` in the order of the keys, columns 1 to n; rows and columns add up to 1.

    Raises
    ------
    KamError
        As `acceptability`.

    Examples
    --------
    >>> points = pd.DataFrame({"now": [9.0, 1.0], "later": [8.0, 2.0]}, index=list("AB"))
    >>> rank_acceptability(points, points, points, pd.Series({"now": 1, "later": 1}), draws=9, seed=1)
             1    2
    account
    A      1.0  0.0
    B      0.0  1.0
    """
    refuse_counts(1, draws)
    given = sheet(low, base, high, weights, missing=missing, scale=scale)
    n = len(given.accounts)
    found = np.zeros(n * n)
    for part in parts(given, draws=draws, seed=seed, sampling=sampling, spread=spread):
        cells = np.arange(n) * n + (ranks_of(part.values).astype(np.intp) - 1)
        found += np.bincount(cells.ravel(), minlength=n * n)
    shape = found.reshape(n, n) / draws
    return pd.DataFrame(shape, index=given.accounts.rename("account"), columns=range(1, n + 1))


def _summary(stood: npt.NDArray[np.unsignedinteger]) -> pd.DataFrame:
    """Return ends, middle and mean of the ranks of each account."""
    mean = stood.mean(axis=0, dtype="float64")
    rows = np.sort(np.ascontiguousarray(stood.T), axis=1, kind="stable")
    at = [int(np.ceil(end * len(stood) - ROUNDING)) - 1 for end in ENDS]
    names = ("rank_low", "rank_median", "rank_high")
    ends = {name: rows[:, place].astype(np.int64) for name, place in zip(names, at, strict=True)}
    return pd.DataFrame(ends).assign(expected_rank=mean)
