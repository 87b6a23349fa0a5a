"""Block D of a perspective plan: its first year in quarters, and the plan against what was sold."""

import pandas as pd

from kamlib.method.base.ratios import quotients
from kamlib.method.base.shares import NEARLY

QUARTERS = (1, 2, 3, 4)
TYPED, OWN, EQUAL = "typed", "own seasonality", "equal"


def seasonality(
    sales: pd.DataFrame, *, first: pd.Timestamp, last: pd.Timestamp, years_min: int
) -> pd.DataFrame:
    """Return the share of each quarter in an account's year, the mean over its complete calendar years.

    Every year counts the same, so that prices that rise do not pull the shares to the last one. A year of
    which the file covers a part, in which the account bought nothing, or in which a quarter is below zero
    (returns), says nothing of the seasons.

    Parameters
    ----------
    sales : DataFrame
        ``account``, ``date``, ``amount`` (net).
    first, last : Timestamp
        First day covered and last day counted.
    years_min : int
        At least so many such years; accounts with fewer have no row.

    Returns
    -------
    DataFrame
        ``account``, ``quarter`` (1 to 4), ``share`` (they add up to 1), ``years``. Sorted.

    Examples
    --------
    >>> days = pd.to_datetime(["2024-02-01", "2024-08-01", "2025-02-01", "2025-11-01"])
    >>> sales = pd.DataFrame({"account": "A", "date": days, "amount": [30.0, 10.0, 50.0, 50.0]})
    >>> first, last = pd.Timestamp("2024-01-01"), pd.Timestamp("2025-12-31")
    >>> seasonality(sales, first=first, last=last, years_min=2)["share"].tolist()
    [0.625, 0.0, 0.125, 0.25]
    """
    whole = [year for year in range(first.year, last.year + 1)
             if first <= pd.Timestamp(year, 1, 7) and last >= pd.Timestamp(year, 12, 25)]
    inside = sales[sales["date"].dt.year.isin(whole)]
    table = inside.groupby(["account", inside["date"].dt.year, inside["date"].dt.quarter])["amount"].sum()
    wide = table.unstack(fill_value=0.0).reindex(columns=list(QUARTERS), fill_value=0.0)
    wide = wide[(wide.sum(axis=1) > 0) & (wide >= 0).all(axis=1)]
    shares = wide.div(wide.sum(axis=1), axis=0).groupby("account")
    years = shares.size()
    mean = shares.mean()[years >= years_min]
    mean.columns = pd.Index(list(QUARTERS), name="quarter")
    found: pd.DataFrame = mean.stack().rename("share").reset_index()
    return found.assign(years=found["account"].map(years).astype("int64"))


def plan_quarters(by_year: pd.DataFrame, typed: pd.DataFrame, seasons: pd.DataFrame) -> pd.DataFrame:
    """Split the first year of each plan into quarters, so that the plan of the period follows from it.

    By the shares that were typed, where all four are there and add up to one; else by the account's own
    seasonality; else into equal parts. Which of them it was is said.

    Parameters
    ----------
    by_year : DataFrame
        From `plan_by_year` or `plan_value`: ``account``, ``year``, ``calendar``, ``revenue``, ``margin``.
    typed : DataFrame
        ``account``, ``quarter``, ``share`` (of the first year, 0 to 1), perhaps ``note``.
    seasons : DataFrame
        From `seasonality`.

    Returns
    -------
    DataFrame
        ``account``, ``quarter``, ``calendar``, ``share``, ``revenue``, ``margin`` (money of the quarter),
        ``share_from`` ("typed", "own seasonality" or "equal"), ``years`` that the seasonality rests on,
        ``typed_sum``: what was typed adds up to, missing where nothing was; ``note``. Sorted as ``by_year``.

    Examples
    --------
    >>> years = pd.DataFrame({"account": ["A"], "year": [1], "calendar": [2026], "revenue": [50.0],
    ...                       "margin": [10.0]})
    >>> typed = pd.DataFrame({"account": "A", "quarter": [1, 2, 3, 4], "share": [0.2, 0.24, 0.28, 0.28]})
    >>> nobody = pd.DataFrame(columns=["account", "quarter", "share", "years"])
    >>> found = plan_quarters(years, typed, nobody)
    >>> found[["quarter", "revenue", "margin", "share_from"]]
       quarter  revenue  margin share_from
    0        1     10.0     2.0      typed
    1        2     12.0     2.4      typed
    2        3     14.0     2.8      typed
    3        4     14.0     2.8      typed
    """
    first = by_year.loc[by_year["year"] == 1, ["account", "calendar", "revenue", "margin"]]
    rows = first.merge(pd.DataFrame({"quarter": QUARTERS}), how="cross")
    said = typed[typed["share"].notna()].drop_duplicates(["account", "quarter"]).astype({"quarter": "int64"})
    sums = said.groupby("account")["share"].agg(["sum", "size"]).astype("float64")
    rows = rows.merge(said[["account", "quarter", "share"]], on=["account", "quarter"], how="left")
    own = seasons.astype({"quarter": "int64"}).rename(columns={"share": "own"})
    rows = rows.merge(own[["account", "quarter", "own", "years"]], on=["account", "quarter"], how="left")
    total, count = (rows["account"].map(sums[name]).astype("float64") for name in ("sum", "size"))
    stands = (count == len(QUARTERS)) & ((total - 1).abs() <= NEARLY)
    seasonal = ~stands & rows["own"].notna()
    share = (rows["share"] / total).where(stands, rows["own"].astype("float64")).fillna(1 / len(QUARTERS))
    notes = _notes(typed)
    return rows.assign(
        share=share, revenue=rows["revenue"] * share, margin=rows["margin"] * share,
        share_from=pd.Series(EQUAL, index=rows.index).mask(stands, TYPED).mask(seasonal, OWN),
        years=rows["years"].astype("float64").where(seasonal).fillna(0).astype("int64"), typed_sum=total,
        note=[notes.get(key, "") for key in zip(rows["account"], rows["quarter"], strict=True)],
    )[["account", "quarter", "calendar", "share", "revenue", "margin", "share_from", "years", "typed_sum",
       "note"]]


def _notes(typed: pd.DataFrame) -> dict[tuple[object, object], str]:
    if "note" not in typed:
        return {}
    return dict(zip(zip(typed["account"], typed["quarter"], strict=True), typed["note"], strict=True))


def plan_against_fact(
    quarters: pd.DataFrame, sales: pd.DataFrame, *, first: pd.Timestamp, last: pd.Timestamp, reached: float
) -> pd.DataFrame:
    """Set each quarter of the plan beside what was sold in it.

    A running quarter is held against the part of its plan that its days gone would bring; a quarter that the
    file does not reach, or begins before it, has no fact, which is not zero.

    Parameters
    ----------
    quarters : DataFrame
        From `plan_quarters`.
    sales : DataFrame
        ``account``, ``date``, ``amount`` (net).
    first, last : Timestamp
        First day covered and last day counted.
    reached : float
        From this share of its plan on a quarter is "reached".

    Returns
    -------
    DataFrame
        ``account``, ``quarter``, ``calendar``, ``start``, ``end`` (days), ``plan``, ``plan_so_far``,
        ``fact`` (money), ``difference`` (fact - plan so far), ``fulfilled`` (fact / plan so far), ``state``:
        "reached", "short", "running, on plan", "running, short", "to come", or "unknown" (no plan, no base
        year, or not covered).

    Examples
    --------
    >>> quarters = pd.DataFrame({"account": "A", "quarter": [1, 2, 3], "calendar": 2026,
    ...                          "revenue": [10.0, 12.0, 14.0]})
    >>> days = pd.to_datetime(["2026-02-01", "2026-04-10"])
    >>> sales = pd.DataFrame({"account": "A", "date": days, "amount": [9.0, 8.0]})
    >>> found = plan_against_fact(quarters, sales, first=pd.Timestamp("2025-01-01"),
    ...                           last=pd.Timestamp("2026-05-15"), reached=0.95)
    >>> found[["quarter", "plan_so_far", "fact", "fulfilled", "state"]].round(2)
       quarter  plan_so_far  fact  fulfilled             state
    0        1        10.00   9.0       0.90             short
    1        2         5.93   8.0       1.35  running, on plan
    2        3         0.00   NaN        NaN           to come
    """
    year = quarters["calendar"].astype("float64")
    start = pd.to_datetime(pd.DataFrame({"year": year, "month": 3 * quarters["quarter"] - 2, "day": 1}),
                           errors="coerce")
    end = start + pd.offsets.QuarterEnd(startingMonth=3)
    gone = ((last.normalize() - start).dt.days + 1) / ((end - start).dt.days + 1)
    part = gone.clip(0.0, 1.0).mask(end - last <= pd.Timedelta(days=6), 1.0)
    sold = sales.groupby(["account", sales["date"].dt.to_period("Q")])["amount"].sum()
    keys = pd.MultiIndex.from_arrays([quarters["account"], start.dt.to_period("Q")])
    covered = (part > 0) & (start >= first - pd.Timedelta(days=6))
    fact = pd.Series(sold.reindex(keys).fillna(0.0).to_numpy("float64"), index=quarters.index).where(covered)
    plan = quarters["revenue"] * part
    found = quarters[["account", "quarter", "calendar"]].assign(
        start=start, end=end, plan=quarters["revenue"], plan_so_far=plan, fact=fact, difference=fact - plan,
        fulfilled=quotients(fact, plan))
    return found.assign(state=_states(found, part, covered, reached))


def _states(found: pd.DataFrame, part: pd.Series, covered: pd.Series, reached: float) -> pd.Series:
    enough, over = found["fulfilled"] >= reached, part >= 1
    state = pd.Series("short", index=found.index).mask(enough, "reached")
    state = state.mask(~over, "running, short").mask(~over & enough, "running, on plan")
    state = state.mask(part <= 0, "to come")
    lost = found["plan"].isna() | found["start"].isna() | (~covered & (part > 0)) | (found["plan"] <= 0)
    return state.mask(lost, "unknown")
