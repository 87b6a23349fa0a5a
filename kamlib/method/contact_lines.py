"""What the contact schedule is derived from: meetings, promises, steps of the plan and contacts wanted."""

import pandas as pd

COLUMNS = ["account", "what", "kind", "subject", "person", "who", "until", "hours", "reasons", "fixed",
           "soon"]
KINDS = ("meeting", "promise", "step", "contact")


def contact_lines(
    meetings: pd.DataFrame, promises: pd.DataFrame, steps: pd.DataFrame, contacts: pd.DataFrame, *,
    today: pd.Timestamp, until: pd.Timestamp,
) -> pd.DataFrame:
    """Return what is to be done at accounts until a day, each line with the reason why it is there.

    There is no quota: a line comes from something that somebody planned, promised or wants, and never from
    a number of visits a month; source 002 calls such norms inadmissible [seed002]_, and asks for a weekly
    schedule all the same. A person stands in at most one line, whatever the number of reasons.

    Parameters
    ----------
    meetings : DataFrame
        ``account``, ``day``, ``goal``, ``leads``, ``hours``: meetings agreed, from today on.
    promises : DataFrame
        From `promises_told`, with ``account``, ``line``, ``promise``, ``to``, ``by``, ``hours``; only open
        and overdue ones count.
    steps : DataFrame
        Of the plans: ``account``, ``line``, ``action``, ``responsible``, ``until``, ``done``, ``hours``;
        those without a deadline are nobody's turn yet.
    contacts : DataFrame
        One row for each person of theirs: ``account``, ``line``, ``person``, ``who`` (of ours), ``now`` and
        ``wanted`` (0 to 3, missing: unknown), ``last`` (two-way contact of whatever kind, an informal one as
        well), ``check_days`` (at most so old for the roles held; missing: none asks), ``action``,
        ``action_until``, ``hours``, ``meeting`` (day of the next meeting that this person attends; missing:
        none). A meeting after the day on which the contact is due, or further away than ``check_days``, is
        not waited for.
    today, until : Timestamp
        From and to; what is due later is not yet in it.

    Returns
    -------
    DataFrame
        ``account``; ``what`` (stable name of the line: "promise 3", "meeting 2026-02-05"); ``kind``;
        ``subject`` (what was promised, planned, typed); ``person`` of theirs; ``who`` of ours ("": nobody);
        ``until`` (missing: no day); ``hours``; ``reasons`` (keys joined by commas: "action", "wanted",
        "check", "never"); ``fixed`` (at a day agreed with the client); ``soon`` (wanted before its day, which
        is only the latest). Meetings first, then by day.

    Examples
    --------
    >>> none = pd.DataFrame()
    >>> person = pd.DataFrame({"account": "A", "line": "4", "person": "Bo", "who": "Ada", "now": [1.0],
    ...     "wanted": 2.0, "last": pd.Timestamp("2025-11-01"), "check_days": 90.0, "action": "",
    ...     "action_until": pd.NaT, "hours": 1.0, "meeting": pd.NaT})
    >>> found = contact_lines(none, none, none, person, today=pd.Timestamp("2026-01-30"),
    ...                       until=pd.Timestamp("2026-04-30"))
    >>> found[["what", "until", "reasons"]]
            what      until       reasons
    0  contact 4 2026-01-30  wanted,check
    """
    parts = [
        _meetings(meetings, today, until), _promises(promises, until), _steps(steps, today, until),
        _contacts(contacts, today, until),
    ]  # fmt: skip
    filled = [part for part in parts if len(part)]
    if not filled:
        return pd.DataFrame(columns=COLUMNS)
    both = pd.concat(filled, ignore_index=True)
    both["until"] = pd.to_datetime(both["until"])
    order = both.assign(turn=both["kind"].map({kind: turn for turn, kind in enumerate(KINDS)}),
                        first=~both["fixed"])
    ordered = order.sort_values(["first", "until", "turn", "account", "what"], ignore_index=True)
    return ordered[COLUMNS]


def _lines(rows: pd.DataFrame, kind: str, *, name: pd.Series, **columns: object) -> pd.DataFrame:
    given = {"person": "", "reasons": "", "fixed": False, "soon": False, **columns}
    return pd.DataFrame({"account": rows["account"], "what": kind + " " + name.astype("str"), "kind": kind,
                         "hours": rows["hours"], **given})


def _meetings(rows: pd.DataFrame, today: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    if rows.empty:
        return rows
    coming = rows[(rows["day"] >= today) & (rows["day"] <= until)]
    return _lines(coming, "meeting", name=coming["day"].dt.strftime("%Y-%m-%d"), subject=coming["goal"],
                  who=coming["leads"], until=coming["day"], fixed=True)


def _promises(rows: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    if rows.empty:
        return rows
    due = rows[rows["state"].isin(["open", "overdue"]) & ~(rows["until"] > until)]
    return _lines(due, "promise", name=due["line"], subject=due["promise"], person=due["to"], who=due["by"],
                  until=due["until"])


def _steps(rows: pd.DataFrame, today: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    if rows.empty:
        return rows
    due = rows[~(rows["done"] <= today) & (rows["until"] <= until)]
    return _lines(due, "step", name=due["line"], subject=due["action"], who=due["responsible"],
                  until=due["until"])


def _contacts(rows: pd.DataFrame, today: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    """Return one line for each person who is to be met, with every reason; at a meeting if there is one."""
    if rows.empty:
        return rows
    typed = rows["action"].fillna("").astype("str").str.strip()
    limit = pd.to_timedelta(rows["check_days"], unit="D")
    check = (rows["last"] + limit).where(lambda day: day <= until)
    wanted, never = rows["now"] < rows["wanted"], rows["check_days"].notna() & rows["last"].isna()
    soon = (wanted | never) & rows["action_until"].isna()
    why = pd.DataFrame({
        "action": (typed != "") & ~(rows["action_until"] > until), "wanted": wanted,
        # Who is to be met soon anyway is not met because of a day that is still to come.
        "check": check.notna() & ~(soon & (check > today)), "never": never})
    told = [",".join(str(name) for name, holds in row.items() if holds) for row in why.to_dict("records")]
    reasons = pd.Series(told, index=rows.index, dtype="str")
    day = pd.to_datetime(pd.DataFrame({"action": rows["action_until"].where(why["action"]),
                                       "check": check}).min(axis=1))
    at_meeting = (rows["meeting"] <= until) & ~(rows["meeting"] > day) & ~(rows["meeting"] > today + limit)
    due = _lines(rows, "contact", name=rows["line"], subject=typed, person=rows["person"], who=rows["who"],
                 until=day.where(~at_meeting, rows["meeting"]), reasons=reasons, fixed=at_meeting,
                 soon=soon & ~at_meeting)
    hours = rows["hours"].mask(at_meeting, 0.0)
    return due.assign(hours=hours).loc[reasons != ""]
