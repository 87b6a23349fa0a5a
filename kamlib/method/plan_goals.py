"""How far goals are reached: the client's own, and apart from them ours."""

import numpy as np
import pandas as pd

from kamlib.method.base.ratios import quotients
from kamlib.method.base.shares import ROUNDING

CLIENT, US = "client", "us"


def goal_progress(goals: pd.DataFrame, *, cap: float) -> pd.DataFrame:
    """Measure each goal: progress = (actual - base) / (target - base).

    A goal where less is better needs no other form: base 12, target 8, actual 7 is 1.25. A goal without base,
    target or actual is not measured, and one whose target is its base cannot be: the state says which.

    Parameters
    ----------
    goals : DataFrame
        ``account``, ``whose`` ("client" or "us"), ``goal``, ``base``, ``target``, ``actual`` in the goal's
        own unit, perhaps more.
    cap : float
        No goal counts for more than this in a sum.

    Returns
    -------
    DataFrame
        The goals, with ``progress`` (1 is reached; missing where not measured), ``counted`` (capped) and
        ``state``: "reached", "on the way", "not moved", "further away", "no target", "no base", "no actual",
        or "target is the base".

    Examples
    --------
    >>> goals = pd.DataFrame({"account": "A", "whose": "client", "goal": ["sales", "days", "branch"],
    ...     "base": [100.0, 12, 0], "target": [140.0, 8, 1], "actual": [130.0, 7, 0]})
    >>> goal_progress(goals, cap=1)[["progress", "counted", "state"]]
       progress  counted       state
    0      0.75     0.75  on the way
    1      1.25     1.00     reached
    2      0.00     0.00   not moved
    """
    way = goals["target"] - goals["base"]
    progress = ((goals["actual"] - goals["base"]) / way.where(way != 0)).astype("float64")
    cases = [goals["target"].isna(), goals["base"].isna(), way == 0, goals["actual"].isna(),
             progress >= 1 - ROUNDING, progress > 0, progress == 0]
    words = ["no target", "no base", "target is the base", "no actual", "reached", "on the way", "not moved"]
    state = pd.Series(np.select(cases, words, default="further away"), index=goals.index, dtype="str")
    return goals.assign(progress=progress, counted=progress.clip(upper=cap), state=state)


def goals_of_accounts(progress: pd.DataFrame, accounts: pd.DataFrame, *, whose: str = CLIENT) -> pd.DataFrame:
    """Sum the progress of each account's goals, sum of w x progress / sum of w over those that are measured.

    The client's goals are strategic goal achievement, KPI 6 of source 000; ours are plan fulfilment, another
    line: the two are never mixed. Goals without a weight weigh alike; where some of an account have one, the
    others weigh as much as their mean. An account without a goal that can be measured has no number: it is
    unknown, and never averaged in [seed000]_.

    Parameters
    ----------
    progress : DataFrame
        From `goal_progress`, perhaps with ``weight``.
    accounts : DataFrame
        ``account``: those that are looked at, in their order.
    whose : {"client", "us"}
        Whose goals.

    Returns
    -------
    DataFrame
        ``account``, ``goals``, ``measured``, ``confirmed`` (somebody at the client is named, with a day;
        where the columns are there), ``achieved`` (capped) and ``achieved_raw`` (1 is all reached; missing
        where nothing is measured), ``known``.

    Examples
    --------
    >>> goals = pd.DataFrame({"account": "A", "whose": "client", "weight": [3.0, 2, 1],
    ...     "base": [100.0, 12, 0], "target": [140.0, 8, 1], "actual": [130.0, 7, 0]})
    >>> found = goals_of_accounts(goal_progress(goals, cap=1), pd.DataFrame({"account": ["A", "B"]}))
    >>> found[["account", "measured", "achieved", "achieved_raw", "known"]].round(3)
      account  measured  achieved  achieved_raw  known
    0       A         3     0.708         0.792   True
    1       B         0       NaN           NaN  False
    """
    own = progress[progress["whose"] == whose]
    weight = own.get("weight", pd.Series(np.nan, index=own.index)).astype("float64")
    usual = weight.groupby(own["account"]).transform("mean").fillna(1.0)
    rows = own.assign(weight=weight.fillna(usual), measured=own["progress"].notna(),
                      confirmed=confirmed_there(own))
    told = rows[rows["measured"]]
    sums = told.assign(part=told["weight"] * told["counted"], raw=told["weight"] * told["progress"]).groupby(
        "account")[["weight", "part", "raw"]].sum()
    counts = rows.groupby("account").agg(goals=("measured", "size"), measured=("measured", "sum"),
                                         confirmed=("confirmed", "sum"))
    found = accounts[["account"]].join(counts, on="account").join(sums, on="account")
    whole = {name: found[name].fillna(0).astype("int64") for name in ("goals", "measured", "confirmed")}
    found = found.assign(**whole, achieved=quotients(found["part"], found["weight"]),
                         achieved_raw=quotients(found["raw"], found["weight"]))
    found = found.assign(known=found["achieved"].notna())
    return found[["account", *whole, "achieved", "achieved_raw", "known"]].reset_index(drop=True)


def confirmed_there(goals: pd.DataFrame) -> pd.Series:
    """Return which goals were confirmed: somebody at the client is named, with a day; others are our guess.

    Parameters
    ----------
    goals : DataFrame
        ``confirmed_by`` and ``confirmed_on``; where one of them is not there, nothing was confirmed.

    Examples
    --------
    >>> goals = pd.DataFrame({"confirmed_by": ["Ada", ""], "confirmed_on": "2026-01-14"})
    >>> confirmed_there(goals).tolist()
    [True, False]
    """
    if "confirmed_by" not in goals or "confirmed_on" not in goals:
        return pd.Series(False, index=goals.index)
    return (goals["confirmed_by"].fillna("").str.strip() != "") & goals["confirmed_on"].notna()
