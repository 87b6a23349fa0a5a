"""What each evaluator thinks of the accounts, and what the list would be without each of them."""

from collections.abc import Callable, Collection

import pandas as pd

from kamlib.method.base.concordance import concordance
from kamlib.method.base.refuse import refuse
from kamlib.method.base.weights import weighted
from kamlib.text import _

DIGITS = 9  # sums equal to so many digits are equal


def totals(scores: pd.DataFrame, weights: pd.Series) -> pd.DataFrame:
    """Weighted sum of each evaluator for each account; missing where a criterion was not scored.

    Parameters
    ----------
    scores : DataFrame
        Long: ``who``, ``account``, ``criterion``, ``score``; one round.
    weights : Series
        By criterion; those that nobody scored don't count here.

    Returns
    -------
    DataFrame
        Index account, one column for each evaluator, both in the order of their keys; who scored none of
        the criteria has none.

    Raises
    ------
    KamError
        When nobody scored a criterion that has a weight, or one scored the same thing twice.

    Examples
    --------
    >>> rows = [("Ann", "A", "fit", 8.0), ("Ann", "A", "status", 4.0), ("Bob", "A", "fit", 6.0)]
    >>> said = pd.DataFrame(rows, columns=["who", "account", "criterion", "score"])
    >>> totals(said, pd.Series({"fit": 3.0, "status": 1.0}))
    who      Ann  Bob
    account
    A        7.0  NaN
    """
    _refuse_twice(scores)
    asked = [key for key in weights.index if key in set(scores["criterion"]) and weights[key] > 0]
    if not asked:
        refuse("nothing-scored", _("nobody scored a criterion that has a weight"), _("collect the scores"))
    wide = scores.pivot(index=["who", "account"], columns="criterion", values="score").reindex(columns=asked)
    wide = wide.dropna(how="all")
    return weighted(wide, weights[asked]).unstack("who").sort_index().sort_index(axis=1)


def evaluator_agreement(scores: pd.DataFrame, weights: pd.Series) -> pd.DataFrame:
    """How each evaluator stands to the mean of the others: Spearman's rank correlation, and strictness.

    Parameters
    ----------
    scores, weights
        As `totals`.

    Returns
    -------
    DataFrame
        ``who``, ``agreement`` (-1 to 1; missing with fewer than three shared accounts, or where one of the
        two tells none apart), ``higher`` (points above the others on the same accounts), ``accounts`` shared.
        Least agreement first.

    Raises
    ------
    KamError
        As `totals`.

    Examples
    --------
    >>> rows = [(who, account, "fit", score) for who, given in
    ...         {"Ann": (9.0, 6, 3), "Bob": (8.0, 5, 2), "Cy": (5.0, 3, 4)}.items()
    ...         for account, score in zip("ABC", given)]
    >>> said = pd.DataFrame(rows, columns=["who", "account", "criterion", "score"])
    >>> evaluator_agreement(said, pd.Series({"fit": 1.0}))
       who  agreement  higher  accounts
    0   Cy        0.5    -1.5         3
    1  Ann        1.0     1.5         3
    2  Bob        1.0     0.0         3
    """
    summed = totals(scores, weights)
    rows = []
    for who in summed.columns:
        both = pd.DataFrame({"own": summed[who], "rest": summed.drop(columns=who).mean(axis=1)}).dropna()
        rows.append({"who": who, "agreement": _spearman(both), "higher": (both["own"] - both["rest"]).mean(),
                     "accounts": len(both)})
    table = pd.DataFrame(rows, columns=["who", "agreement", "higher", "accounts"])
    return table.sort_values(["agreement", "who"], ignore_index=True)


def leave_one_out(
    scores: pd.DataFrame, weights: pd.Series, *, list_without: Callable[[str | None], Collection[str]]
) -> pd.DataFrame:
    """Agreement, and the list, without each evaluator in turn.

    Parameters
    ----------
    scores : DataFrame
        As `totals`; whoever stands in it is left out in turn.
    weights : Series
        By criterion; those on which people agree or not.
    list_without : callable
        Takes an evaluator and returns the accounts of the list that is made without their scores; None:
        with everybody's.

    Returns
    -------
    DataFrame
        ``who``, ``agreement`` (Kendall's W of the others), ``agreement_all``, ``comes_in`` and ``goes_out``
        (tuples of accounts), ``changes`` (how many come in). The first row, with a missing ``who``, is
        everybody; then who changes most, then by name. Missing agreement: fewer than two evaluators left, or
        fewer than two accounts that all scored.

    Raises
    ------
    KamError
        As `totals`.

    Examples
    --------
    >>> rows = [(who, account, "fit", score) for who, given in
    ...         {"Ann": (9.0, 6, 3), "Bob": (8.0, 7, 2), "Cy": (1.0, 5, 9)}.items()
    ...         for account, score in zip("ABC", given)]
    >>> said = pd.DataFrame(rows, columns=["who", "account", "criterion", "score"])
    >>> def best(who):
    ...     return [said[said["who"] != who].groupby("account")["score"].median().idxmax()]
    >>> leave_one_out(said, pd.Series({"fit": 1.0}), list_without=best).round(2)
        who  agreement  agreement_all comes_in goes_out  changes
    0   NaN       0.11           0.11       ()       ()        0
    1   Ann       0.00           0.11     (B,)     (A,)        1
    2   Bob       0.00           0.11     (C,)     (A,)        1
    3    Cy       1.00           0.11       ()       ()        0
    """
    summed = totals(scores, weights)
    everybody = set(list_without(None))
    rows: list[dict[str, object]] = [{"who": None, "agreement": _w(summed), "comes_in": (), "goes_out": ()}]
    for who in sorted(scores["who"].unique()):
        kept = set(list_without(who))
        rows.append({"who": who, "agreement": _w(summed.drop(columns=who, errors="ignore")),
                     "comes_in": tuple(sorted(kept - everybody)),
                     "goes_out": tuple(sorted(everybody - kept))})
    table = pd.DataFrame(rows)
    table = table.assign(agreement_all=_w(summed), changes=table["comes_in"].map(len),
                         all=table["who"].notna())
    table = table.sort_values(["all", "changes", "who"], ascending=[True, False, True], ignore_index=True)
    return table[["who", "agreement", "agreement_all", "comes_in", "goes_out", "changes"]]


def _refuse_twice(scores: pd.DataFrame) -> None:
    twice = scores[scores.duplicated(["who", "account", "criterion"])]
    if len(twice):
        refuse("scored-twice", _("scored the same account and criterion twice"), _("choose one round"),
               twice["who"].unique())


def _spearman(both: pd.DataFrame) -> float:
    if len(both) < 3 or both["own"].nunique() < 2 or both["rest"].nunique() < 2:
        return float("nan")
    ranks = both.round(DIGITS).rank()
    return float(ranks["own"].corr(ranks["rest"]))


def _w(summed: pd.DataFrame) -> float:
    """Return W of the totals; missing where two evaluators or two accounts are not left."""
    complete = summed.dropna()
    if min(complete.shape) < 2:
        return float("nan")
    return concordance(complete.round(DIGITS).rank().to_numpy())
