"""The same scores ranked by three methods: what all agree on does not hang on the method."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamlib.method.base.refuse import refuse
from kamlib.method.base.weights import normalised, weighted
from kamlib.text import _

Floats = npt.NDArray[np.float64]
DIGITS = 9  # scores equal to so many digits have the same rank


def second_opinion(
    matrix: pd.DataFrame, weights: pd.Series, *, indifference: float, preference: float,
    places: int | None = None,
) -> pd.DataFrame:
    """Rank accounts by weighted sum, TOPSIS and PROMETHEE II, and say where the three disagree.

    - Weighted sum: sum of w_k s_ak; the method of the workbook. Good criteria make up for bad ones, and no
      other account changes a score.
    - TOPSIS [hwang1981]_: closeness = d- / (d- + d+), the distances of the weighted columns, each divided by
      its length, from the worst and the best of *this* list. Adding an account may turn two others round.
    - PROMETHEE II [brans1985]_: net flow = mean over the others of what speaks for the account less what
      speaks against it; a difference up to ``indifference`` counts nothing, from ``preference`` on fully,
      between them in proportion.

    TOPSIS and PROMETHEE are computed by pymcdm [kizielewicz2023]_.

    Parameters
    ----------
    matrix : DataFrame
        Index account, one column for each criterion, points, the higher the better; none missing.
    weights : Series
        By criterion; made to add up to 1.
    indifference, preference : float
        q and p in points, 0 <= q < p, the same for all criteria.
    places : int, optional
        Length of the list.

    Returns
    -------
    DataFrame
        ``account``; ``score`` and ``rank_sum``; ``closeness`` (0 to 1) and ``rank_topsis``; ``flow``
        (-1 to 1) and ``rank_promethee``; ``best`` and ``worst`` rank of the three, ``apart`` (worst - best);
        with ``places`` also ``lists`` (how many of the three have it in the list; 0 or 3: all agree). Equal
        accounts share a rank and the next is skipped; at the end of a list the key decides. By ``rank_sum``,
        then key.

    Raises
    ------
    KamError
        When a score is missing, naming the accounts, or not 0 <= q < p; as `normalised`.

    Examples
    --------
    >>> points = pd.DataFrame({"now": [9.0, 5.0, 1.0], "later": [1.0, 5.0, 9.0]}, index=list("ABC"))
    >>> found = second_opinion(points, pd.Series({"now": 2.0, "later": 1.0}), indifference=1, preference=4)
    >>> found[["account", "score", "rank_sum", "rank_topsis", "rank_promethee", "apart"]].round(2)
      account  score  rank_sum  rank_topsis  rank_promethee  apart
    0       A   6.33         1            1               1      0
    1       B   5.00         2            2               2      0
    2       C   3.67         3            3               3      0
    """
    shares = normalised(weights)
    points = matrix[shares.index].astype("float64").sort_index()
    unknown = points.index[points.isna().any(axis=1)]
    if len(unknown):
        refuse("score-unknown", _("has a criterion without a score"),
               _("write the criterion's median and say so"), unknown)
    if not 0 <= indifference < preference:
        refuse("thresholds", _("are no two differences in points, the smaller first"), _("write 1 and 3"),
               [indifference, preference])
    values = points.to_numpy()
    weighed = shares.to_numpy()
    table = pd.DataFrame({
        "account": points.index, "score": weighted(points, shares).to_numpy(),
        "closeness": _topsis(values, weighed),
        "flow": _promethee(values, weighed, indifference, preference)})
    found = table[["score", "closeness", "flow"]].round(DIGITS)
    ranks = found.rank(method="min", ascending=False).astype(int)
    ranks.columns = pd.Index(["rank_sum", "rank_topsis", "rank_promethee"])
    best, worst = ranks.min(axis=1), ranks.max(axis=1)
    table = pd.concat([table, ranks], axis=1).assign(best=best, worst=worst, apart=worst - best)
    if places is not None:
        first = found.rank(method="first", ascending=False) <= places
        table = table.assign(lists=first.sum(axis=1))
    return table.sort_values(["rank_sum", "account"], ignore_index=True)


def turned_round(
    matrix: pd.DataFrame, newcomers: pd.DataFrame, weights: pd.Series, *,
    indifference: float, preference: float,
) -> pd.DataFrame:
    """Which pairs of accounts change their order because others join the list, by method.

    For teaching: with the weighted sum of points on a written scale none ever does; with TOPSIS and
    PROMETHEE a newcomer that is worse than everybody can decide who is first.

    Parameters
    ----------
    matrix, newcomers : DataFrame
        Index account, one column for each criterion, points: those there, and those that join.
    weights, indifference, preference
        As `second_opinion`.

    Returns
    -------
    DataFrame
        ``method`` ("sum", "topsis", "promethee"), ``before`` (ahead without the newcomers) and ``after``
        (ahead with them). No pair, no rows.

    Raises
    ------
    KamError
        As `second_opinion`.

    Examples
    --------
    >>> points = pd.DataFrame({"now": [6.0, 10, 7], "later": [5.0, 4, 6]}, index=list("ABC"))
    >>> worse = pd.DataFrame({"now": [6.0], "later": [3.0]}, index=["D"])
    >>> turned_round(points, worse, pd.Series({"now": 1, "later": 1}), indifference=1, preference=4)
       method before after
    0  topsis      B     C
    """
    alone, joined = (
        second_opinion(points, weights, indifference=indifference, preference=preference).set_index("account")
        for points in (matrix, pd.concat([matrix, newcomers])))
    rows = []
    for name in ("sum", "topsis", "promethee"):
        before, after = (table.loc[alone.index, f"rank_{name}"].to_numpy() for table in (alone, joined))
        turned = (before[:, None] < before) & (after[:, None] > after)
        rows += [(name, alone.index[i], alone.index[j]) for i, j in np.argwhere(turned)]
    return pd.DataFrame(rows, columns=["method", "before", "after"])


def _topsis(values: Floats, shares: Floats) -> Floats:
    """Return the closeness of each account; a half when all accounts are the same."""
    from pymcdm.methods import TOPSIS  # type: ignore[import-untyped]  # a second to import: only when asked
    from pymcdm.normalizations import vector_normalization  # type: ignore[import-untyped]

    if not len(values) or (values[:, shares > 0] == values[:1, shares > 0]).all():
        return np.full(len(values), 0.5)
    used = values[:, (shares > 0) & (values != 0).any(axis=0)]
    weights = shares[(shares > 0) & (values != 0).any(axis=0)]
    method = TOPSIS(vector_normalization)
    found: Floats = method(used, weights / weights.sum(), np.ones(len(weights)), validation=False)
    return found


def _promethee(values: Floats, shares: Floats, indifference: float, preference: float) -> Floats:
    """Return the net flow of each account; zero for one alone."""
    from pymcdm.methods import PROMETHEE_II

    if len(values) < 2:
        return np.zeros(len(values))
    count = len(shares)
    method = PROMETHEE_II("vshape_2", p=[preference] * count, q=[indifference] * count)
    found: Floats = method(values, shares, np.ones(count), validation=False)
    return found
