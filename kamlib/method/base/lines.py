"""Lines of contact: which pairs of persons meet, how strongly, and which of them are active today."""

from collections.abc import Sequence

import pandas as pd

ACCOUNT_PAIR = ["account", "ours", "theirs"]


def lines(
    contacts: pd.DataFrame, *, today: pd.Timestamp, active_level: int, recent_days: int,
    level_weights: Sequence[float],
) -> pd.DataFrame:
    """Return the contacts with what they are worth; whatever is not known stays unknown.

    A line is a contact of level 1 or more. It is active where both sides speak (``active_level``) and the
    last two-way contact is not older than ``recent_days``. Its intensity is contacts a year x weight of the
    level: the yearly talk at the top counts for more than its number.

    Parameters
    ----------
    contacts : DataFrame
        ``account``, ``ours``, ``theirs``, ``level`` (0 none to 3 trusted), ``a_year`` (contacts), ``last``
        (day of the last two-way contact); anything may be missing.
    today : Timestamp
        The day looked at.
    active_level : int
        From this level on a contact goes both ways.
    recent_days : int
        So many days ago is still recent; exactly that many is.
    level_weights : sequence of float
        Of levels 1, 2, 3; level 0 weighs nothing.

    Returns
    -------
    DataFrame
        The columns given, then ``line`` and ``active`` (true, false, unknown), ``intensity`` (missing where
        level or number is). A pair that stands twice is one line: its highest level, all its contacts, its
        last day.

    Examples
    --------
    >>> told = pd.DataFrame({"account": "A", "ours": "Ada", "theirs": ["Bo", "Cy"], "level": [2.0, 1.0],
    ...                      "a_year": [6.0, None], "last": pd.to_datetime(["2026-01-10", None])})
    >>> lines(told, today=pd.Timestamp("2026-01-30"), active_level=2, recent_days=90,
    ...       level_weights=[1, 2, 3])[["theirs", "active", "intensity"]]
      theirs  active  intensity
    0     Bo    True       12.0
    1     Cy   False        NaN
    """
    once = _once(contacts)
    level = once["level"]
    two_way = (level >= active_level).astype("boolean").mask(level.isna())
    age = (today - once["last"]).dt.days
    recent = (age <= recent_days).astype("boolean").mask(age.isna())
    weights = pd.Series([0.0, *level_weights], dtype="float64")
    return once.assign(
        line=(level >= 1).astype("boolean").mask(level.isna()), active=two_way & recent,
        intensity=once["a_year"] * level.map(weights))


def _once(contacts: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each pair, in the order in which the pairs first stand."""
    told = contacts.astype({"level": "float64", "a_year": "float64"})
    if not told.duplicated(ACCOUNT_PAIR).any():
        return told.reset_index(drop=True)
    groups = told.groupby(ACCOUNT_PAIR, sort=False)
    return groups.agg(level=("level", "max"), a_year=("a_year", _sum), last=("last", "max")).reset_index()


def _sum(values: pd.Series) -> float:
    return float(values.sum(min_count=1))


def certain(answers: pd.Series) -> pd.Series:
    """Return where something is known to hold, as plain truth values.

    Examples
    --------
    >>> certain(pd.Series([True, pd.NA, False], dtype="boolean")).tolist()
    [True, False, False]
    """
    return answers.fillna(False).astype("bool")


def possible(answers: pd.Series) -> pd.Series:
    """Return where something holds or may hold, as plain truth values.

    Examples
    --------
    >>> possible(pd.Series([True, pd.NA, False], dtype="boolean")).tolist()
    [True, True, False]
    """
    return answers.fillna(True).astype("bool")
