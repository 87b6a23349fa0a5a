"""Answers with three values - holds, does not hold, unknown - and how they combine [kleene1952]_.

Unknown is never "no": it stays unknown until what is known settles the matter by itself.
"""

from collections.abc import Mapping

import pandas as pd

UNKNOWN = pd.NA


def at_least(values: pd.Series, limit: float) -> pd.Series:
    """Return whether each value reaches the limit; unknown where the value, or the limit, is missing.

    Examples
    --------
    >>> at_least(pd.Series([0.75, 0.5, None]), 0.75).tolist()
    [True, False, <NA>]
    """
    known = values.notna() & pd.notna(limit)
    return (values.astype("float64") >= limit).astype("boolean").where(known, UNKNOWN)


def by_bounds(low: pd.Series, base: pd.Series, high: pd.Series, limit: float) -> pd.Series:
    """Return whether a value known as a range reaches the limit.

    It holds where even ``low`` reaches the limit, does not where even ``high`` stays below; between them
    ``base`` decides, and without a base it is unknown.

    Examples
    --------
    >>> low, base, high = (pd.Series(row) for row in ([0.6, 0.1, 0.1], [None, None, 0.5], [None, 0.4, 0.9]))
    >>> by_bounds(low, base, high, 0.5).tolist()
    [True, False, True]
    """
    settled = at_least(low, limit).where(at_least(low, limit).fillna(False), UNKNOWN)
    below = at_least(high, limit).where(~at_least(high, limit).fillna(True), UNKNOWN)
    return settled.fillna(below).fillna(at_least(base, limit))


def all_hold(answers: pd.Series, by: pd.Series) -> pd.Series:
    """Return Kleene's "and" for each value of ``by``: one "no" settles it, else one unknown leaves it open.

    Examples
    --------
    >>> parts = pd.Series([True, True, True, pd.NA, False, pd.NA], dtype="boolean")
    >>> all_hold(parts, pd.Series(list("AABBCC"))).tolist()
    [True, <NA>, False]
    """
    return _settled(answers, by, word=False)


def any_holds(answers: pd.Series, by: pd.Series) -> pd.Series:
    """Return Kleene's "or" for each value of ``by``: one "yes" settles it, else one unknown leaves it open.

    Examples
    --------
    >>> parts = pd.Series([True, pd.NA, False, pd.NA, False, False], dtype="boolean")
    >>> any_holds(parts, pd.Series(list("AABBCC"))).tolist()
    [True, <NA>, False]
    """
    return _settled(answers, by, word=True)


def enough_hold(parts: Mapping[str, pd.Series] | pd.DataFrame, at_least_so_many: int) -> pd.Series:
    """Return whether so many parts hold; unknown while those that are unknown could still make it so.

    With 1 it is Kleene's "or" of a row, with all of them Kleene's "and".

    Examples
    --------
    >>> parts = {"a": pd.Series([True, True, False], dtype="boolean"),
    ...          "b": pd.Series([True, pd.NA, pd.NA], dtype="boolean")}
    >>> enough_hold(parts, 2).tolist()
    [True, <NA>, False]
    """
    table = pd.DataFrame(parts).astype("boolean")
    hold, open_ = table.fillna(False).sum(axis=1), table.isna().sum(axis=1)
    return _three(hold >= at_least_so_many, hold + open_ < at_least_so_many)


def _settled(answers: pd.Series, by: pd.Series, *, word: bool) -> pd.Series:
    """Return ``word`` where any part says it, unknown where any is unknown, else the contrary."""
    says = (answers == word).fillna(False).astype("bool").groupby(by).any()
    other = ~says & answers.notna().groupby(by).all()
    return _three(says if word else other, other if word else says)


def _three(yes: pd.Series, no: pd.Series) -> pd.Series:
    unknown = ~(yes.to_numpy(bool) | no.to_numpy(bool))
    return pd.Series(pd.arrays.BooleanArray(yes.to_numpy(bool), unknown), index=yes.index)
