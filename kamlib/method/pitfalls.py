"""The pitfalls of scoring that fired, each with its evidence."""

from collections.abc import Iterable, Iterator

import pandas as pd

from kamlib.method.base.votes import latest_round, mean_correlation, own_and_others, pair_correlations

MARKS = 5  # a written scale has words, or anchors, at 1, 3, 5, 8 and 10 points
LESS_IS_BETTER = frozenset({"days_late"})
KNOWN = ("data", "people")
COLUMNS = ["code", "what", "evidence", "value", "limit"]
Row = tuple[str, str, str, float, float]


def pitfalls(
    matrix: pd.DataFrame, source: pd.DataFrame, criteria: pd.DataFrame, measures: pd.DataFrame,
    scores: pd.DataFrame, ranking: pd.DataFrame, knock_outs: pd.DataFrame,
    projects: pd.DataFrame | None = None, *,
    places: int, double_count: float, direction: float, discriminates: float, tie_gap: float, halo: float,
    own_votes: float, many_criteria: int,
) -> pd.DataFrame:
    """Return the pitfalls that this selection runs into.

    Parameters
    ----------
    matrix, source : DataFrame
        As `score_matrix` gives them, of the accounts that are ranked.
    criteria : DataFrame
        ``key``, ``weight``, ``main``, ``measures``, ``anchors``, ``words``, ``knock_out``.
    measures : DataFrame
        From `measures`: ``account``, perhaps ``manager``.
    scores : DataFrame
        ``who``, ``round``, ``account``, ``criterion``, ``score``.
    ranking : DataFrame
        From `ranking`, in the order in which the list is cut.
    knock_outs : DataFrame
        From `knock_outs`.
    projects : DataFrame, optional
        From `one_project`: ``account``, ``share_of_growth``, ``warned``.
    places : int
        Where the list is cut.
    double_count : float
        Two criteria tell the same thing twice above this correlation (Pearson's r, either sign); pairs of
        criteria that are only recorded are not looked at.
    direction : float
        A criterion runs against its measure from this correlation below zero on (Spearman's rho: points and
        money are on different scales, so that only their order can be compared).
    discriminates : float
        A criterion whose known points lie closer together does not tell accounts apart.
    tie_gap : float
        A gap at the cut below this share of the score is a tie.
    halo : float
        Above this mean correlation between criteria an evaluator gives one mark for everything.
    own_votes : float
        Points more for own accounts from which on an evaluator is named.
    many_criteria : int
        More main criteria than this are too many.

    Returns
    -------
    DataFrame
        One row for each case: ``code``, ``what`` (the criterion, account or evaluator it is about),
        ``evidence`` (the other criteria or accounts, as keys joined by commas), ``value`` and ``limit``.

        ================  ===============================  ==========================  =================
        code              what                             evidence                    value
        ================  ===============================  ==========================  =================
        double_counting   a criterion                      the other criterion         correlation
        scored_twice      a criterion                      the other criterion         correlation
        direction         a criterion                      the measure                 correlation
        unanchored        a criterion                      "words" or "anchors"        how many there are
        no_discrimination a criterion                                                  range in points
        tie_at_the_cut    the account in the last place    the one after it            gap, share
        missing_as_zero   a criterion                      accounts                    points
        halo              an evaluator                                                 correlation
        own_votes         an evaluator                     his accounts                points more
        compensated       an account within the places     rules that it breaks        points
        no_knock_out                                                                   0
        many_criteria                                      the main criteria           how many
        one_project       an account                                                   share of growth
        ================  ===============================  ==========================  =================

        *double_counting* is about the points that are added up, *scored_twice* about the medians of what
        people gave, where data decide in the end: they were asked twice for the same.
        "Weights set before ranges" can't be seen in the numbers and is left to the page.

    Examples
    --------
    >>> points = pd.DataFrame({"fit": [2.0, 4, 6, 8], "gain": [3.0, 5, 7, 9]}, index=list("ABCD"))
    >>> source = pd.DataFrame("people", index=points.index, columns=points.columns)
    >>> criteria = pd.DataFrame({"key": ["fit", "gain"], "weight": 1.0, "main": True, "measures": [[], []],
    ...                          "anchors": [[], []], "words": [list("abcde")] * 2, "knock_out": [1, 0]})
    >>> order = pd.DataFrame({"account": list("DCBA"), "score": [8.5, 6.5, 4.5, 2.5]})
    >>> said = pd.DataFrame(columns=["who", "round", "account", "criterion", "score"])
    >>> measured, out = pd.DataFrame({"account": list("ABCD")}), pd.DataFrame(columns=["account", "rule"])
    >>> pitfalls(points, source, criteria, measured, said, order, out, places=2, double_count=0.8,
    ...          direction=0.3, discriminates=3, tie_gap=0.02, halo=0.9, own_votes=1, many_criteria=7)
                  code what evidence  value  limit
    0  double_counting  fit     gain    1.0    0.8
    """
    known = matrix.where(source.isin(KNOWN))
    rows: list[Row] = [
        *_double("double_counting", known, criteria, double_count),
        *_double("scored_twice", _medians(scores, criteria), criteria, double_count),
        *_directions(known, criteria, measures, direction),
        *_unanchored(source, criteria), *_flat(known, discriminates), *_tie(ranking, places, tie_gap),
        *_zeros(scores), *_halo(scores, halo), *_own(scores, measures, own_votes),
        *_compensated(criteria, ranking, knock_outs, places), *_many(criteria, many_criteria),
        *_projects(projects, ranking),
    ]
    return _once(pd.DataFrame(rows, columns=COLUMNS))


def _once(found: pd.DataFrame) -> pd.DataFrame:
    """Leave out what people scored twice where the pair is named already."""
    twice = found["code"].isin(["double_counting", "scored_twice"])
    again = twice & found[twice].duplicated(["what", "evidence"]).reindex(found.index, fill_value=False)
    return found[~again].reset_index(drop=True)


def _medians(scores: pd.DataFrame, criteria: pd.DataFrame) -> pd.DataFrame:
    """Return the median of the evaluators, accounts by criteria in the order of the pack."""
    table = latest_round(scores).groupby(["account", "criterion"])["score"].median().unstack("criterion")
    return table[[key for key in criteria["key"] if key in table]]


def _double(code: str, known: pd.DataFrame, criteria: pd.DataFrame, limit: float) -> Iterator[Row]:
    """Compare the main criteria with one another and with those that are recorded, the alike first."""
    main = set(criteria.loc[criteria["main"].astype("bool"), "key"])
    pairs = pair_correlations(known)
    pairs = pairs[pairs["one"].isin(main) | pairs["other"].isin(main)]
    pairs = pairs[pairs["correlation"].abs() > limit]
    pairs = pairs.sort_values("correlation", ascending=False, key=abs, kind="stable")
    for one, other, value in zip(pairs["one"], pairs["other"], pairs["correlation"], strict=True):
        yield code, one, other, float(value), limit


def _directions(
    known: pd.DataFrame, criteria: pd.DataFrame, measures: pd.DataFrame, limit: float
) -> Iterator[Row]:
    """Compare each criterion with the first of its measures that can be compared."""
    table = measures.set_index("account").reindex(known.index)
    for key, names in zip(criteria["key"], criteria["measures"], strict=True):
        for name in (name for name in names if name in table):
            sign = -1.0 if name in LESS_IS_BETTER else 1.0
            ranks = pd.DataFrame({"points": known[key], "measure": sign * table[name]}).dropna().rank()
            pairs = pair_correlations(ranks)
            if len(pairs):
                value = float(pairs["correlation"].iloc[0])
                yield from [("direction", key, name, value, -limit)] if value <= -limit else []
                break


def _unanchored(source: pd.DataFrame, criteria: pd.DataFrame) -> Iterator[Row]:
    for _place, row in criteria.iterrows():
        from_people = (source[row["key"]] == "people").any()
        if from_people and len(row["words"]) < MARKS:
            yield "unanchored", row["key"], "words", float(len(row["words"])), float(MARKS)
        elif row["main"] and len(row["measures"]) and len(row["anchors"]) < MARKS and not from_people:
            yield "unanchored", row["key"], "anchors", float(len(row["anchors"])), float(MARKS)


def _flat(known: pd.DataFrame, limit: float) -> Iterator[Row]:
    for key in known:
        points = known[key].dropna()
        if len(points) > 1 and points.max() - points.min() < limit:
            yield "no_discrimination", str(key), "", float(points.max() - points.min()), limit


def _tie(ranking: pd.DataFrame, places: int, limit: float) -> Iterator[Row]:
    """Look at the gap between the last account in the list and the first one out."""
    if 0 < places < len(ranking):
        last, first = ranking.iloc[places - 1], ranking.iloc[places]
        gap = float((last["score"] - first["score"]) / last["score"])
        if gap < limit:
            yield "tie_at_the_cut", str(last["account"]), str(first["account"]), gap, limit


def _zeros(scores: pd.DataFrame) -> Iterator[Row]:
    """Find points below the scale: nobody's judgement, but an empty cell that became a number."""
    below = scores[scores["score"] < 1]
    for key, rows in below.groupby("criterion"):
        yield "missing_as_zero", str(key), _joined(rows["account"]), float(rows["score"].min()), 1.0


def _halo(scores: pd.DataFrame, limit: float) -> Iterator[Row]:
    found = mean_correlation(scores)
    for who, value in zip(found["who"], found["correlation"], strict=True):
        if value > limit:
            yield "halo", str(who), "", float(value), limit


def _own(scores: pd.DataFrame, measures: pd.DataFrame, limit: float) -> Iterator[Row]:
    if "manager" not in measures or scores.empty:
        return
    managers = measures.set_index("account")["manager"]
    found = own_and_others(scores, managers)
    for who, value in zip(found["who"], found["extra"], strict=True):
        if value >= limit:
            own = scores.loc[scores["who"] == who, "account"]
            yield "own_votes", str(who), _joined(own[own.map(managers) == who]), float(value), limit


def _compensated(
    criteria: pd.DataFrame, ranking: pd.DataFrame, knock_outs: pd.DataFrame, places: int
) -> Iterator[Row]:
    """Name accounts whose points would carry them into the list over a rule that forbids it."""
    if not (criteria["knock_out"] > 0).any():
        yield "no_knock_out", "", "", 0.0, 1.0
    within = ranking.head(places)
    for account, score in zip(within["account"], within["score"], strict=True):
        rules = knock_outs.loc[knock_outs["account"] == account, "rule"]
        if len(rules):
            yield "compensated", str(account), _joined(rules), float(score), float("nan")


def _many(criteria: pd.DataFrame, limit: int) -> Iterator[Row]:
    main = criteria.loc[criteria["main"].astype("bool") & (criteria["weight"] > 0), "key"]
    if len(main) > limit:
        yield "many_criteria", "", _joined(main), float(len(main)), float(limit)


def _projects(projects: pd.DataFrame | None, ranking: pd.DataFrame) -> Iterator[Row]:
    if projects is None:
        return
    warned = projects[projects["warned"] & projects["account"].isin(ranking["account"])]
    for account, share in zip(warned["account"], warned["share_of_growth"], strict=True):
        yield "one_project", str(account), "", float(share), float("nan")


def _joined(names: Iterable[object]) -> str:
    return ",".join(sorted({str(name) for name in names}))
