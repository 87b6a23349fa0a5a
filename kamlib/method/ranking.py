"""The order of accounts by their points, and what each criterion and each evaluator adds to it."""

import pandas as pd

from kamlib.method.base.weights import normalised, weighted

MISSING, PEOPLE = "missing", "people"


def ranking(
    matrix: pd.DataFrame, criteria: pd.DataFrame, accounts: pd.DataFrame, *,
    source: pd.DataFrame | None = None, by_size: bool = False,
) -> pd.DataFrame:
    """Rank accounts by the weighted sum of their points on the main criteria.

    score = sum of w_k x s_k over the main criteria, weights made to add up to 1; those that are only recorded
    break ties, then the revenue, then the key. Scales are absolute, so that an account that comes or goes
    changes nobody's score.

    Parameters
    ----------
    matrix : DataFrame
        Index account, one column for each criterion, 1 to 10.
    criteria : DataFrame
        ``key``, ``weight``, ``main``.
    accounts : DataFrame
        ``account``, perhaps ``name`` and ``revenue``; other accounts are not looked at.
    source : DataFrame, optional
        As `score_matrix` gives it: where a main criterion is "missing".
    by_size : bool
        Equal scores are ordered by revenue at once: for a list that rests on size alone, see `rests_on_size`.

    Returns
    -------
    DataFrame
        Best first: ``account``, ``name``, ``score`` and ``score_recorded`` (1 to 10; missing where nothing is
        only recorded), ``rank`` from 1, ``incomplete``: a main criterion is not known.

    Raises
    ------
    KamError
        When no main criterion has a weight.

    Examples
    --------
    >>> matrix = pd.DataFrame({"fit": [8.0, 4.0], "gain": [4.0, 8.0]}, index=["A", "B"])
    >>> criteria = pd.DataFrame({"key": ["fit", "gain"], "weight": [1.0, 3.0], "main": True})
    >>> ranking(matrix, criteria, pd.DataFrame({"account": ["A", "B"]}))[["account", "score", "rank"]]
      account  score  rank
    0       B    7.0     1
    1       A    5.0     2
    """
    main, recorded = _weights(criteria, main=True), _weights(criteria, main=False)
    table = pd.DataFrame({"score": weighted(matrix, main)})
    table["score_recorded"] = weighted(matrix, recorded) if recorded.sum() > 0 else float("nan")
    unknown = pd.DataFrame(False, index=matrix.index, columns=matrix.columns) if source is None \
        else source == MISSING
    table["incomplete"] = (unknown | matrix.isna())[list(main.index)].any(axis=1)
    names = accounts.set_index("account").get("name", pd.Series(dtype="str"))
    table.insert(0, "name", table.index.to_series().map(names).fillna(table.index.to_series()))
    revenue = accounts.set_index("account").get("revenue", pd.Series(dtype="float64"))
    table["revenue"] = table.index.to_series().map(revenue).astype("float64")
    return _placed(table.rename_axis("account").reset_index(), by_size)


def _placed(table: pd.DataFrame, by_size: bool) -> pd.DataFrame:
    # Sums of the same points in another order differ in the last digits; such scores are equal.
    order = table.assign(score=table["score"].round(9), score_recorded=table["score_recorded"].round(9))
    falling = ["score", "revenue"] if by_size else ["score", "score_recorded", "revenue"]
    order = order.sort_values([*falling, "account"], ascending=[*[False] * len(falling), True])
    placed = table.loc[order.index].reset_index(drop=True).assign(rank=range(1, len(table) + 1))
    return placed[["account", "name", "score", "score_recorded", "rank", "incomplete"]]


def _weights(criteria: pd.DataFrame, *, main: bool) -> pd.Series:
    chosen = criteria[criteria["main"].astype("bool") == main]
    return chosen.set_index("key")["weight"].astype("float64")


def unknown_weight(source: pd.DataFrame, weights: pd.Series) -> float:
    """Return the share of the weight (0 to 1) for which nobody knows a score, in the mean of the accounts.

    Parameters
    ----------
    source : DataFrame
        As `score_matrix` gives it.
    weights : Series
        Of the main criteria.

    Examples
    --------
    >>> source = pd.DataFrame({"size": ["data", "data"], "fit": ["people", "missing"]}, index=["A", "B"])
    >>> unknown_weight(source, pd.Series({"size": 0.25, "fit": 0.75}))
    0.375
    """
    shares = normalised(weights)
    return float((source[shares.index] == MISSING).mul(shares).sum(axis=1).mean()) if len(source) else 0.0


def rests_on_size(source: pd.DataFrame, weights: pd.Series, *, decides_from: float) -> bool:
    """Return whether nobody scored a main criterion and less than ``decides_from`` of the weight is known.

    The points are then those of sales alone, and what is not known could turn the order round.

    Examples
    --------
    >>> source = pd.DataFrame({"size": ["data"], "fit": ["missing"]}, index=["A"])
    >>> rests_on_size(source, pd.Series({"size": 0.35, "fit": 0.65}), decides_from=0.5)
    True
    """
    scored = source[weights.index].isin([PEOPLE]).any(axis=None)
    return not scored and 1 - unknown_weight(source, weights) < decides_from


def contributions(matrix: pd.DataFrame, criteria: pd.DataFrame) -> pd.DataFrame:
    """Return what each main criterion adds to the score, w_k x s_k; rows add up to the score.

    Examples
    --------
    >>> matrix = pd.DataFrame({"fit": [8.0], "gain": [4.0]}, index=["A"])
    >>> criteria = pd.DataFrame({"key": ["fit", "gain"], "weight": [1.0, 3.0], "main": True})
    >>> contributions(matrix, criteria).to_dict("index")
    {'A': {'fit': 2.0, 'gain': 3.0}}
    """
    weights = normalised(_weights(criteria, main=True))
    return matrix[weights.index] * weights


def attractiveness(matrix: pd.DataFrame, criteria: pd.DataFrame) -> pd.Series:
    """Return the weighted mean of the points on the criteria that the pack marks attractive, 1 to 10.

    Examples
    --------
    >>> matrix = pd.DataFrame({"fit": [8.0], "tenure": [4.0]}, index=["A"])
    >>> criteria = pd.DataFrame({"key": ["fit", "tenure"], "weight": 1.0, "attractive": [True, False]})
    >>> attractiveness(matrix, criteria).to_dict()
    {'A': 8.0}
    """
    return weighted(matrix, _weights(criteria.assign(main=criteria["attractive"]), main=True))


def by_evaluator(scores: pd.DataFrame, criteria: pd.DataFrame) -> pd.DataFrame:
    """Return each evaluator's own weighted score of each account, over the main criteria he scored.

    Parameters
    ----------
    scores : DataFrame
        ``who``, ``round``, ``account``, ``criterion``, ``score``; of each evaluator the latest round counts.
    criteria : DataFrame
        ``key``, ``weight``, ``main``.

    Returns
    -------
    DataFrame
        ``account``, ``who``, ``score`` (1 to 10) and ``share``: the share of the weight that he scored.

    Examples
    --------
    >>> criteria = pd.DataFrame({"key": ["fit", "gain"], "weight": [1.0, 3.0], "main": True})
    >>> said = pd.DataFrame({"who": "Vera", "round": 1, "account": "A", "criterion": ["fit", "gain"],
    ...                      "score": [8.0, 4.0]})
    >>> by_evaluator(said, criteria)
      account   who  score  share
    0       A  Vera    5.0    1.0
    """
    weights = normalised(_weights(criteria, main=True))
    known = scores[scores["criterion"].isin(weights.index) & scores["score"].notna()]
    latest = known.sort_values("round").drop_duplicates(["who", "account", "criterion"], keep="last")
    latest = latest.assign(share=latest["criterion"].map(weights).astype("float64"))
    latest = latest.assign(score=latest["share"] * latest["score"])
    sums = latest.groupby(["account", "who"])[["score", "share"]].sum().reset_index()
    return sums[sums["share"] > 0].assign(score=lambda table: table["score"] / table["share"])


def score_range(low: pd.DataFrame, high: pd.DataFrame, criteria: pd.DataFrame) -> pd.DataFrame:
    """Return the lowest and the highest score of each account, were all its points low, or all high.

    Returns
    -------
    DataFrame
        Index account, ``score_low`` and ``score_high``, 1 to 10.

    Examples
    --------
    >>> low, high = (pd.DataFrame({"fit": [points]}, index=["A"]) for points in (4.0, 7.0))
    >>> rules = pd.DataFrame({"key": ["fit"], "weight": [1.0], "main": [True]})
    >>> score_range(low, high, rules).to_dict("index")
    {'A': {'score_low': 4.0, 'score_high': 7.0}}
    """
    weights = _weights(criteria, main=True)
    return pd.DataFrame({"score_low": weighted(low, weights), "score_high": weighted(high, weights)})
