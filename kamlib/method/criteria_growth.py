"""Growth of an account against the very criteria that selected it."""

import numpy as np
import pandas as pd

from kamlib.method.base.shares import ROUNDING

CHANGES = ["account", "criterion", "main", "weight", "then", "now", "change", "state"]


def criteria_growth(then: pd.DataFrame, now: pd.DataFrame, criteria: pd.DataFrame) -> pd.DataFrame:
    """Set the points of each criterion beside those with which the account was selected.

    An account is chosen for what it promises; whether it keeps that is read on the same scales, not on
    revenue alone (row M11 of the method, after [seed001]_). Points that were not known then, or are not known
    now, give no change.

    Parameters
    ----------
    then, now : DataFrame
        Index account, one column for each criterion, 1 to 10; missing where nobody knew. Points that only
        stand in for an unknown one have to be taken out first.
    criteria : DataFrame
        ``key``, ``weight``, ``main``, in the order of the pack; of those in force when the account was
        selected.

    Returns
    -------
    DataFrame
        For accounts in both frames: ``account``, ``criterion``, ``main``, ``weight``, ``then``, ``now``,
        ``change`` (points), ``state``: "grew", "fell", "same", "not known then", "not known now", "never
        known". Main criteria first, each in the order of the pack.

    Examples
    --------
    >>> criteria = pd.DataFrame({"key": ["potential", "fit"], "weight": [3.0, 1.0], "main": [True, False]})
    >>> then = pd.DataFrame({"potential": [7.0], "fit": [5.0]}, index=["A"])
    >>> now = pd.DataFrame({"potential": [8.5], "fit": [None]}, index=["A"])
    >>> criteria_growth(then, now, criteria)[["criterion", "then", "now", "change", "state"]]
       criterion  then  now  change          state
    0  potential   7.0  8.5     1.5           grew
    1        fit   5.0  NaN     NaN  not known now
    """
    both = [account for account in now.index if account in then.index]
    order = criteria.sort_values("main", ascending=False, kind="stable")
    rows = pd.DataFrame({"account": both}).merge(
        order[["key", "weight", "main"]].rename(columns={"key": "criterion"}), how="cross")
    before, after = (_points(frame, rows) for frame in (then, now))
    change = after - before
    cases = [before.isna() & after.isna(), before.isna(), after.isna(), change > ROUNDING, change < -ROUNDING]
    words = ["never known", "not known then", "not known now", "grew", "fell"]
    state = pd.Series(np.select(cases, words, default="same"), index=rows.index, dtype="str")
    return rows.assign(then=before, now=after, change=change, state=state)[CHANGES]


def _points(frame: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    wide = frame.reindex(columns=rows["criterion"].unique()).astype("float64")
    long_ = wide.stack() if len(wide) else pd.Series(dtype="float64")
    keys = list(zip(rows["account"], rows["criterion"], strict=True))
    return pd.Series([long_.get(key, np.nan) for key in keys], index=rows.index, dtype="float64")


def score_growth(changes: pd.DataFrame) -> pd.DataFrame:
    """Sum the main criteria of each account then and now, over those that were known both times.

    Parameters
    ----------
    changes : DataFrame
        From `criteria_growth`.

    Returns
    -------
    DataFrame
        ``account``, ``then``, ``now``, ``change`` (points, 1 to 10; missing where no main criterion is known
        both times), ``criteria`` that count, ``unknown`` main ones, ``grew``, ``fell``. Most grown first.

    Examples
    --------
    >>> changes = pd.DataFrame({"account": "A", "criterion": ["potential", "fit"], "main": True,
    ...     "weight": [3.0, 1.0], "then": [7.0, 5.0], "now": [8.0, 4.0], "state": ["grew", "fell"]})
    >>> score_growth(changes)[["then", "now", "change", "criteria", "unknown"]]
       then  now  change  criteria  unknown
    0   6.5  7.0     0.5         2        0
    """
    main = changes[changes["main"].astype("bool")]
    known = main["then"].notna() & main["now"].notna()
    weight = main["weight"].where(known, 0.0)
    table = main.assign(known=known, w=weight, a=weight * main["then"].fillna(0.0),
                        b=weight * main["now"].fillna(0.0), up=main["state"] == "grew",
                        down=main["state"] == "fell")
    sums = table.groupby("account", sort=False).agg(
        w=("w", "sum"), a=("a", "sum"), b=("b", "sum"), criteria=("known", "sum"), size=("known", "size"),
        grew=("up", "sum"), fell=("down", "sum")).reset_index()
    whole = sums["w"].where(sums["w"] > 0)
    found = sums.assign(then=sums["a"] / whole, now=sums["b"] / whole,
                        unknown=sums["size"] - sums["criteria"])
    found = found.assign(change=found["now"] - found["then"])
    kept = found[["account", "then", "now", "change", "criteria", "unknown", "grew", "fell"]]
    return kept.sort_values(["change", "account"], ascending=[False, True], ignore_index=True)
