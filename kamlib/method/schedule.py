"""The contact schedule: what fits into the hours of each of us, week by week, and what waits."""

import math
from collections.abc import Mapping
from typing import Any, cast

import pandas as pd

DAYS = 7
WORKDAYS = 5
STATES = ("fixed", "placed", "moved", "due", "late", "waits", "refused")
SPREAD = 4  # weeks: a month's hours
ROUNDING = 1e-9


def schedule(
    lines: pd.DataFrame, hours: Mapping[str, float], decisions: pd.DataFrame, *, today: pd.Timestamp,
    weeks: int,
) -> pd.DataFrame:
    """Return the lines with the week of each, within the hours of whoever does it.

    A line takes the latest week in which it ends by its day, one that is wanted *soon* the first; where none
    has room, the first later one, and it is *late*. Lines without a day take the first weeks with room after
    all others. What is *due* already comes in the first week. A line longer than a week's hours takes those
    of the next weeks too, of at most four, each whole. What was agreed with the client and what the manager
    moved stand where they were put and take their hours first. What does not fit *waits*. A line that the
    manager refused takes no hours; its reason stays. For lines of equal hours nothing is late that need not
    be; for others the order by day is a fair rule and no proof.

    Parameters
    ----------
    lines : DataFrame
        From `contact_lines`; ``soon`` may be missing.
    hours : mapping of str to float
        Hours a week of each of us; of whom it is missing nobody knows them: the lines are placed without a
        limit.
    decisions : DataFrame
        ``account``, ``what``, ``decision`` ("moved", "refused"), ``to`` (day), ``reason``, ``by``.
    today : Timestamp
    weeks : int
        How many weeks ahead; the first is that of the next working day.

    Returns
    -------
    DataFrame
        The lines with ``week`` (its Monday; missing where it has none), ``day`` (a working day of it: that on
        which the line is due, else the nearest; of a line of several weeks the first), ``ends`` (the day on
        which it is done), ``state``, ``reason`` and ``by`` of the manager, ``why_waits`` ("nobody": nobody of
        ours is named, "hours": no room, "later": beyond these weeks, or moved to no day). In the order of the
        weeks, then as given.

    Examples
    --------
    >>> lines = pd.DataFrame({"account": "A", "what": ["promise 1", "promise 2", "promise 3"],
    ...     "kind": "promise", "who": "Ada", "until": pd.Timestamp("2026-02-11"), "hours": 1.0,
    ...     "fixed": False})
    >>> none = pd.DataFrame(columns=["account", "what", "decision", "to", "reason", "by"])
    >>> found = schedule(lines, {"Ada": 1.0}, none, today=pd.Timestamp("2026-01-30"), weeks=4)
    >>> found[["what", "week", "state"]]
            what       week   state
    0  promise 2 2026-02-02  placed
    1  promise 1 2026-02-09  placed
    2  promise 3 2026-02-16    late
    """
    mondays = weeks_ahead(today, weeks)
    told = _decided(lines, decisions)
    room = {who: [limit] * weeks for who, limit in hours.items() if limit == limit}
    place = pd.Series(pd.NaT, index=told.index, dtype="datetime64[ns]")
    ends = place.copy()
    state = pd.Series("waits", index=told.index, dtype="str")
    why = pd.Series("", index=told.index, dtype="str")
    for at in _in_turn(told):
        row: Any = told.loc[at]
        if row["decision"] == "refused":
            state[at] = "refused"
            continue
        if row["who"] == "":
            why[at] = "nobody"
            continue
        wish = row["to"] if row["decision"] == "moved" else row["until"]
        put = row["fixed"] or row["decision"] == "moved"
        who = str(row["who"])
        found = _week(wish, mondays, room.get(who), hours.get(who, 0.0), float(row["hours"]), put=bool(put),
                      soon=bool(row["soon"]))
        if found is None:
            why[at] = "later" if put else "hours"
            continue
        place[at], ends[at] = mondays[found[0]], found[1]
        state[at] = _state(row, bool(put), place[at], ends[at], _after(today))
    day = _days(told, place, ends, today)
    result = told.assign(week=place, day=day, ends=ends.fillna(day), state=state, why_waits=why)
    return _in_order(result.drop(columns=["decision", "to", "soon"]))


def of_weeks(found: pd.DataFrame, last: pd.Timestamp) -> pd.DataFrame:
    """Return what a page shows that ends on a day: what falls into its weeks, is due by then, or has no day.

    What comes later *waits*, and says so; what is shown is the same however many weeks are shown.

    Parameters
    ----------
    found : DataFrame
        From `schedule`, of more weeks than are shown.
    last : Timestamp
        The last day shown.

    Returns
    -------
    DataFrame
        As `schedule` returns it.

    Examples
    --------
    >>> lines = pd.DataFrame({"account": "A", "what": ["step 1", "step 2"], "kind": "step", "who": "Ada",
    ...     "until": pd.to_datetime(["2026-02-13", "2026-02-27"]), "hours": 1.0, "fixed": False})
    >>> none = pd.DataFrame(columns=["account", "what", "decision", "to", "reason", "by"])
    >>> found = schedule(lines, {"Ada": 1.0}, none, today=pd.Timestamp("2026-01-30"), weeks=13)
    >>> of_weeks(found, pd.Timestamp("2026-02-15"))["what"].tolist()
    ['step 1']
    """
    later = found["week"] > last
    rows = found[(found["week"] <= last) | ~(found["until"] > last)]
    days = {name: rows[name].mask(later) for name in ("week", "day", "ends")}
    return _in_order(rows.assign(state=rows["state"].mask(later, "waits"),
                                 why_waits=rows["why_waits"].mask(later, "later"), **days))


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.sort_values("week", kind="stable", na_position="last", ignore_index=True)


def _after(today: pd.Timestamp) -> pd.Timestamp:
    """Return the next working day."""
    return pd.Timestamp(today).normalize() + pd.offsets.BusinessDay(1)


def _days(told: pd.DataFrame, week: pd.Series, ends: pd.Series, today: pd.Timestamp) -> pd.Series:
    """Return a working day of the week of each line, after today; the first of those that take several."""
    put = told["fixed"].astype("bool") | (told["decision"] == "moved")
    wish = told["to"].where(told["decision"] == "moved", told["until"])
    friday = week + pd.Timedelta(days=4)
    earliest = week.mask(week < _after(today), _after(today))
    near = wish.mask(wish < earliest, earliest).fillna(friday)
    near = near.mask(near > friday, friday).mask(ends.notna(), earliest).where(week.notna())
    # What was agreed with the client is not moved, be it a Saturday.
    return pd.to_datetime(wish.where(put & week.notna(), near))


def weeks_ahead(today: pd.Timestamp, weeks: int) -> list[pd.Timestamp]:
    """Return the Mondays of the weeks ahead; the first is that of the next working day.

    Examples
    --------
    >>> [day.date().isoformat() for day in weeks_ahead(pd.Timestamp("2026-01-30"), 2)]
    ['2026-02-02', '2026-02-09']
    """
    after = _after(today)
    first = after - pd.Timedelta(days=after.weekday())
    return [first + pd.Timedelta(days=DAYS * week) for week in range(weeks)]


def week_load(
    placed: pd.DataFrame, hours: Mapping[str, float], *, today: pd.Timestamp, weeks: int
) -> pd.DataFrame:
    """Return the hours of each of us in each week beside those there are.

    Returns
    -------
    DataFrame
        ``who``, ``week``, ``lines``, ``hours``, ``limit`` (missing where nobody knows it); every week of
        everybody who has a line in any.

    Examples
    --------
    >>> placed = pd.DataFrame({"who": ["Ada"], "week": [pd.Timestamp("2026-02-02")], "hours": [1.5],
    ...                        "state": "placed"})
    >>> week_load(placed, {"Ada": 2.0}, today=pd.Timestamp("2026-01-30"), weeks=2)
       who       week  lines  hours  limit
    0  Ada 2026-02-02      1    1.5    2.0
    1  Ada 2026-02-09      0    0.0    2.0
    """
    inside = _spread(placed[placed["week"].notna()], hours)
    every = pd.MultiIndex.from_product([sorted(set(inside["who"])), weeks_ahead(today, weeks)],
                                       names=["who", "week"])
    of_week = inside.groupby(["who", "week"])["hours"]
    sums = pd.DataFrame({"lines": of_week.size(), "hours": of_week.sum()}).reindex(every, fill_value=0)
    found = sums.astype({"lines": "int64", "hours": "float64"}).reset_index()
    return found.assign(limit=found["who"].map(dict(hours)).astype("float64"))


def _spread(inside: pd.DataFrame, hours: Mapping[str, float]) -> pd.DataFrame:
    """Return lines that take the hours of several weeks as a part in each of them."""
    limit = inside["who"].map(dict(hours)).astype("float64")
    spreads = inside["state"].isin(["placed", "due", "late"])
    long = (inside["hours"] > limit + ROUNDING) & spreads & (limit > 0)
    parts = [inside[~long]]
    for at in inside.index[long]:
        row, most = cast(Any, inside.loc[at]), float(limit[at])
        left, week = float(row["hours"]), row["week"]
        while left > ROUNDING:
            parts.append(inside.loc[[at]].assign(hours=min(left, most), week=week))
            left, week = left - most, week + pd.Timedelta(days=DAYS)
    return pd.concat(parts)


def _decided(lines: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """Return the lines with what a manager said of each; the last one counts."""
    last = decisions.drop_duplicates(["account", "what"], keep="last")
    keys = {"account": "str", "what": "str"}
    said = last[[*keys, "decision", "to", "reason", "by"]].astype(keys)
    both = lines.astype(keys).merge(said, on=["account", "what"], how="left")
    told = ("decision", "reason", "by")
    words = {name: both[name].astype("object").fillna("").astype("str") for name in told}
    days = {name: pd.to_datetime(both[name]).astype("datetime64[ns]") for name in ("to", "until")}
    return both.assign(**words, **days, soon=both.get("soon", False))


def _in_turn(told: pd.DataFrame) -> list[int]:
    """Return the lines in the order in which they take their hours."""
    put = told["fixed"].astype("bool") | (told["decision"] == "moved")
    day = told["until"].fillna(pd.Timestamp.max)
    return list(told.assign(put=~put, day=day).sort_values(["put", "day"], kind="stable").index)


def _week(
    wish: pd.Timestamp, mondays: list[pd.Timestamp], room: list[float] | None, limit: float, need: float, *,
    put: bool, soon: bool,
) -> tuple[int, pd.Timestamp | None] | None:  # fmt: skip
    """Return the week that a line takes, and take its hours there; None where it fits into none.

    Beside it the day on which a line of several weeks ends; None for one that a week is enough for.
    """
    last = _last_week(wish, mondays)
    if put:
        if last is None or wish >= mondays[-1] + pd.Timedelta(days=DAYS):
            return None
        if room is not None:
            room[last] -= need
        return last, None
    in_time = [] if last is None or soon else [*range(last, -1, -1)]
    for turn, week in enumerate([*in_time, *range(len(mondays))]):
        if room is None:
            return week, None
        taken = _taken(room[week:week + SPREAD], need, limit)
        end = _end(mondays[week], len(taken), need, limit)
        if taken and (turn >= len(in_time) or (end or mondays[week]) <= wish):
            room[week:week + len(taken)] = taken
            return week, end
    return None


def _end(monday: pd.Timestamp, weeks: int, need: float, limit: float) -> pd.Timestamp | None:
    """Return the working day on which a line of several weeks ends; of one that a week is enough for, none.

    Examples
    --------
    >>> _end(pd.Timestamp("2026-02-02"), 3, 2.5, 1.0)
    Timestamp('2026-02-18 00:00:00')
    """
    if weeks < 2:
        return None
    whole = weeks - 1
    days = math.ceil(WORKDAYS * (need - whole * limit) / limit - ROUNDING)
    return monday + pd.Timedelta(days=DAYS * whole + max(days, 1) - 1)


def _taken(room: list[float], need: float, limit: float) -> list[float]:
    """Return what is left in the first weeks when a line has taken its hours; none where it can't.

    Examples
    --------
    >>> _taken([2.0, 2.0], 1.5, 2.0), _taken([1.0, 1.0], 1.5, 1.0), _taken([0.5, 1.0], 1.5, 1.0)
    ([0.5], [0.0, 0.5], [])
    """
    if need <= room[0] + ROUNDING:
        return [room[0] - need]
    taken: list[float] = []
    for free in room if need > limit + ROUNDING else ():
        if free < limit - ROUNDING:
            return []
        taken.append(max(0.0, free - need))
        need -= free
        if need <= ROUNDING:
            return taken
    return []


def _last_week(wish: pd.Timestamp, mondays: list[pd.Timestamp]) -> int | None:
    """Return the latest week that begins up to a day; the first one for what is overdue."""
    if pd.isna(wish):
        return None
    return max(0, sum(monday <= wish for monday in mondays) - 1)


def _state(
    row: "pd.Series[Any]", put: bool, monday: pd.Timestamp, end: pd.Timestamp, after: pd.Timestamp
) -> str:
    if put:
        return "moved" if row["decision"] == "moved" else "fixed"
    due = row["until"]
    if pd.isna(due) or max(monday if pd.isna(end) else end, after) <= due:
        return "placed"
    # What is due already comes as soon as it can; the schedule makes nothing later by that.
    return "due" if due < after and monday <= after else "late"
