"""The register of promises: what was promised to clients, by whom, until when, kept or not."""

import pandas as pd

STATES = ("overdue", "open", "kept", "broken", "withdrawn")


def promises_told(promises: pd.DataFrame, *, today: pd.Timestamp) -> pd.DataFrame:
    """Return each promise with its state on a day, and how long it has been so.

    Kept from the day it was kept; broken or withdrawn where somebody says so; else overdue from the day
    after its deadline, and open until then. A promise without a deadline is open for ever and told apart.
    Source 001 makes keeping promises the second step of the work with key accounts [seed001]_.

    Parameters
    ----------
    promises : DataFrame
        ``made``, ``until``, ``kept`` (days, may be missing) and ``outcome`` ("", "withdrawn", "broken").
    today : Timestamp
        What came after it is not known yet: a promise kept tomorrow is open today.

    Returns
    -------
    DataFrame
        The rows given, those made after ``today`` left out, with ``state`` ("overdue", "open", "kept",
        "broken", "withdrawn"), ``days_overdue`` (of what is overdue), ``late_by`` (days that a kept one came
        after its deadline; 0 when in time), ``age`` (days since it was made, of what is open or overdue) and
        ``undated`` (no deadline).

    Examples
    --------
    >>> said = pd.DataFrame({"made": "2025-12-01", "until": ["2025-12-31", "2026-01-20", "2026-02-10"],
    ...                      "kept": ["2026-01-04", None, None], "outcome": ""})
    >>> said = said.assign(**{day: pd.to_datetime(said[day]) for day in ("made", "until", "kept")})
    >>> promises_told(said, today=pd.Timestamp("2026-01-30"))[["state", "late_by", "days_overdue"]]
         state  late_by  days_overdue
    0     kept      4.0           NaN
    1  overdue      NaN          10.0
    2     open      NaN           NaN
    """
    known = promises[~(promises["made"] > today)]
    kept = known["kept"].notna() & (known["kept"] <= today)
    ended = ~kept & known["outcome"].isin(["broken", "withdrawn"])
    late = ~kept & ~ended & (known["until"] < today)
    state = pd.Series("open", index=known.index, dtype="str").mask(late, "overdue").mask(kept, "kept")
    running = ~kept & ~ended
    return known.assign(
        state=state.mask(ended, known["outcome"]),
        days_overdue=_days(today - known["until"]).where(late),
        late_by=_days(known["kept"] - known["until"]).clip(lower=0.0).where(kept),
        age=_days(today - known["made"]).where(running),
        undated=known["until"].isna())


def _days(spans: "pd.Series[pd.Timedelta]") -> "pd.Series[float]":
    return spans.dt.days.astype("float64")


def promises_by(told: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return how many promises are in each state, by person, manager or account.

    Parameters
    ----------
    told : DataFrame
        From `promises_told`.
    by : str
        The column to count by; an empty or missing word is nobody, and counted as "".

    Returns
    -------
    DataFrame
        ``by``, ``promises``, one column for each state, ``days_overdue`` (of the oldest overdue one) and
        ``kept_in_time`` (share of those that were kept, broken or are overdue; missing where there is none);
        most overdue first.

    Examples
    --------
    >>> told = pd.DataFrame({"by": ["Ada", "Ada", None], "state": ["overdue", "kept", "open"],
    ...                      "days_overdue": [10.0, None, None], "late_by": [None, 0.0, None]})
    >>> promises_by(told, "by")[["by", "promises", "overdue", "kept", "kept_in_time"]]
        by  promises  overdue  kept  kept_in_time
    0  Ada         2        1     1           0.5
    1              1        0     0           NaN
    """
    words = told[by].astype("str").fillna("")
    counts = pd.crosstab(words, told["state"]).reindex(columns=list(STATES), fill_value=0)
    ended = told["state"].isin(["kept", "broken", "overdue"])
    in_time = ((told["state"] == "kept") & ~(told["late_by"] > 0))[ended].groupby(words[ended]).mean()
    found = counts.assign(promises=counts.sum(axis=1), days_overdue=told["days_overdue"].groupby(words).max(),
                          kept_in_time=in_time).rename_axis(by).rename_axis(columns=None).reset_index()
    order = ["overdue", "open", "promises", by]
    found = found.sort_values(order, ascending=[False, False, False, True], ignore_index=True)
    return found[[by, "promises", *STATES, "days_overdue", "kept_in_time"]]


def ageing(told: pd.DataFrame, *, steps: list[int]) -> pd.DataFrame:
    """Return how long the overdue promises have been overdue.

    Parameters
    ----------
    told : DataFrame
        From `promises_told`.
    steps : list of int
        Last day of each class, rising: 7, 30 makes 1-7, 8-30 and more than 30.

    Returns
    -------
    DataFrame
        ``first``, ``last`` (days; missing in the last class), ``promises``, ``accounts``.

    Examples
    --------
    >>> told = pd.DataFrame({"account": ["A", "A", "B"], "days_overdue": [3.0, 8.0, 31.0]})
    >>> ageing(told, steps=[7, 30])["promises"].tolist()
    [1, 1, 1]
    """
    days = told["days_overdue"]
    rows = []
    for first, last in zip([1, *(step + 1 for step in steps)], [*steps, None], strict=True):
        inside = (days >= first) & (days <= last if last is not None else True)
        rows.append({"first": first, "last": last, "promises": int(inside.sum()),
                     "accounts": told.loc[inside, "account"].nunique()})
    return pd.DataFrame(rows).astype({"last": "float64"})
