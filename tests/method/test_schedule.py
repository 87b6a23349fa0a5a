"""The contact schedule: derived and never a norm (source 002), within the hours, with reasons that stay."""

import inspect

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamlib.method import contact_lines as lines_module
from kamlib.method import schedule as schedule_module
from kamlib.method.contact_lines import contact_lines
from kamlib.method.schedule import of_weeks, schedule, week_load, weeks_ahead

TODAY = pd.Timestamp("2026-01-30")  # a Friday
NONE = pd.DataFrame()
NO_DECISION = pd.DataFrame(columns=["account", "what", "decision", "to", "reason", "by"])


def person(**said: object) -> pd.DataFrame:
    known = {"account": "A", "line": "4", "person": "Bo", "who": "Ada", "now": 2.0, "wanted": 2.0,
             "last": pd.Timestamp("2026-01-20"), "check_days": float("nan"), "action": "",
             "action_until": pd.NaT, "hours": 1.0, "meeting": pd.NaT}
    row = pd.DataFrame([{**known, **said}])
    return row.assign(**{name: pd.to_datetime(row[name]) for name in ("last", "action_until", "meeting")})


def lines(*people: pd.DataFrame, meetings: pd.DataFrame = NONE, promises: pd.DataFrame = NONE,
          steps: pd.DataFrame = NONE, until: str = "2026-05-03") -> pd.DataFrame:
    contacts = pd.concat(people) if people else NONE
    return contact_lines(meetings, promises, steps, contacts, today=TODAY, until=pd.Timestamp(until))


def some(*due: str | None, hours: float = 1.0, who: str = "Ada") -> pd.DataFrame:
    rows = pd.DataFrame({"account": "A", "what": [f"promise {n}" for n in range(len(due))], "kind": "promise",
                         "who": who, "until": pd.to_datetime(list(due)), "hours": hours, "fixed": False})
    return rows.assign(until=pd.to_datetime(rows["until"]))


def placed(rows: pd.DataFrame, limit: float = 1.0, weeks: int = 4, decisions: pd.DataFrame = NO_DECISION
           ) -> pd.DataFrame:
    return schedule(rows, {"Ada": limit}, decisions, today=TODAY, weeks=weeks).set_index("what")


def test_nothing_in_it_is_a_number_of_visits_to_be_reached() -> None:
    # 002: "it is completely inadmissible to introduce visit standards for a KAM".
    for module in (lines_module, schedule_module):
        for _name, function in inspect.getmembers(module, inspect.isfunction):
            asked = " ".join(inspect.signature(function).parameters)
            assert not any(word in asked for word in ("visit", "quota", "norm", "a_year", "per_", "target"))
    satisfied = person()
    assert lines(satisfied).empty
    assert lines(satisfied.assign(a_year=52.0)).empty


@given(st.integers(1, 104), st.floats(0, 3), st.floats(0, 3), st.none() | st.integers(30, 365))
@settings(max_examples=40)
def test_a_person_has_at_most_one_line_however_far_one_looks(
    weeks: int, now: float, wanted: float, check: int | None
) -> None:
    until = (TODAY + pd.Timedelta(weeks=weeks)).strftime("%Y-%m-%d")
    assert len(lines(person(now=now, wanted=wanted, check_days=check or float("nan")), until=until)) <= 1


def test_a_contact_of_whatever_kind_counts() -> None:
    # The day of the last two-way contact says nothing of how it came about: a dinner counts like a visit.
    assert lines(person(check_days=90.0, last="2026-01-29"), until="2026-02-28").empty
    due = lines(person(check_days=90.0, last="2025-11-20"), until="2026-02-28").iloc[0]
    assert (due["reasons"], due["until"]) == ("check", pd.Timestamp("2026-02-18"))


def test_a_role_that_wants_contact_with_somebody_never_met_has_no_day_and_is_no_delay() -> None:
    never = lines(person(check_days=90.0, last=None)).iloc[0]
    assert never["reasons"] == "never" and pd.isna(never["until"])


def test_an_unknown_contact_is_not_less_than_wanted() -> None:
    assert lines(person(now=float("nan"), wanted=3.0)).empty


def test_who_will_be_at_a_meeting_is_met_there_and_takes_no_hours_of_his_own() -> None:
    met = lines(person(now=1.0, meeting="2026-02-05")).iloc[0]
    assert (met["hours"], met["fixed"], met["until"]) == (0.0, True, pd.Timestamp("2026-02-05"))


def test_a_meeting_behind_the_weeks_shown_holds_up_nothing_that_is_due_before_it() -> None:
    due = lines(person(now=1.0, meeting="2026-09-01", check_days=90.0, last="2025-11-20")).iloc[0]
    assert due[["hours", "fixed", "until"]].tolist() == [1.0, False, pd.Timestamp("2026-02-18")]


def test_a_contact_that_is_wanted_is_the_same_however_far_one_looks() -> None:
    # The role asks for a contact by 2026-04-20; wanted it is today.
    near, far = (lines(person(now=1.0, check_days=90.0), until=until).iloc[0]
                 for until in ("2026-05-03", "2028-01-30"))
    assert near.equals(far)
    assert near[["reasons", "soon", "until"]].tolist() == ["wanted", True, pd.Timestamp("2026-04-20")]


def test_a_meeting_further_away_than_the_role_allows_is_not_waited_for() -> None:
    never = lines(person(last=None, check_days=90.0, meeting="2026-09-01"), until="2028-01-30").iloc[0]
    assert (never["reasons"], never["fixed"]) == ("never", False)


def test_kept_promises_done_steps_and_what_is_due_later_are_not_in_it() -> None:
    day = pd.to_datetime
    promises = pd.DataFrame({"account": "A", "line": ["1", "2", "3"], "promise": "list", "to": "Bo",
                             "by": "Ada", "state": ["kept", "open", "open"], "hours": 1.0,
                             "until": day(["2026-02-01", "2026-02-10", "2026-12-01"])})
    steps = pd.DataFrame({"account": "A", "line": ["1", "2", "3"], "action": "trial", "responsible": "Ada",
                          "until": day(["2026-02-01", "2026-02-20", None]), "hours": 2.0,
                          "done": day(["2026-01-20", None, None])})
    assert lines(promises=promises, steps=steps)["what"].tolist() == ["promise 2", "step 2"]


def test_the_first_week_is_that_of_the_next_working_day() -> None:
    first = [weeks_ahead(pd.Timestamp(day), 1)[0].strftime("%m-%d") for day in
             ("2026-01-29", "2026-01-30", "2026-02-01", "2026-02-02")]
    assert first == ["01-26", "02-02", "02-02", "02-02"]


def test_what_does_not_fit_waits_and_nobodys_line_is_named() -> None:
    nobodys = some("2026-02-27", who="").assign(what="promise x")
    found = placed(pd.concat([some(*["2026-02-27"] * 5), nobodys]))
    assert (found["state"] == "placed").sum() == 4
    assert found.loc[found["state"] == "waits", "why_waits"].tolist() == ["hours", "nobody"]


def test_a_line_longer_than_a_week_takes_the_next_weeks_too_and_a_month_is_the_most() -> None:
    found = schedule(some("2026-02-27", hours=2.5), {"Ada": 1.0}, NO_DECISION, today=TODAY, weeks=6)
    load = week_load(found, {"Ada": 1.0}, today=TODAY, weeks=6)
    assert load["hours"].tolist() == [0, 1.0, 1.0, 0.5, 0, 0]
    # Half of the last week's hours: done on its third day.
    assert [f"{found.loc[0, name]:%m-%d}" for name in ("day", "ends")] == ["02-09", "02-25"]
    assert placed(some("2026-02-27", hours=4.5), weeks=13)["state"].tolist() == ["waits"]


def test_of_whom_nobody_knows_the_hours_the_lines_are_placed_without_a_limit() -> None:
    found = schedule(some(*["2026-02-13"] * 9), {}, NO_DECISION, today=TODAY, weeks=4)
    assert set(found["week"]) == {pd.Timestamp("2026-02-09")}
    assert week_load(found, {}, today=TODAY, weeks=4)["limit"].isna().all()


def decision(what: str, how: str, to: str | None = None) -> pd.DataFrame:
    row = pd.DataFrame([{"account": "A", "what": what, "decision": how, "to": to, "reason": "they stocktake",
                         "by": "Ada"}])
    return row.assign(to=pd.to_datetime(row["to"]))


def test_a_moved_line_stands_where_it_was_put_and_its_reason_stays() -> None:
    found = placed(some("2026-02-03", "2026-02-03"), decisions=decision("promise 1", "moved", "2026-02-21"))
    moved = found.loc["promise 1"]
    assert (moved["state"], moved["week"], moved["reason"]) == (
        "moved", pd.Timestamp("2026-02-16"), "they stocktake")
    assert found.loc["promise 0", "week"] == pd.Timestamp("2026-02-02")


def test_a_refused_line_takes_no_hours_and_its_reason_stays() -> None:
    found = placed(some("2026-02-03", "2026-02-03"), decisions=decision("promise 0", "refused"))
    refused = found.loc["promise 0"]
    assert (refused["state"], refused["reason"]) == ("refused", "they stocktake")
    assert found.loc["promise 1", "week"] == pd.Timestamp("2026-02-02")


def test_a_line_moved_beyond_the_weeks_shown_waits_until_then() -> None:
    found = placed(some("2026-02-03"), decisions=decision("promise 0", "moved", "2026-07-01"))
    assert (found["state"].iloc[0], found["why_waits"].iloc[0]) == ("waits", "later")


@given(st.lists(st.tuples(st.integers(-20, 80), st.sampled_from([0.5, 1.0, 2.0, 3.5]), st.booleans()),
                max_size=20), st.floats(0.5, 4), st.sampled_from(["2026-01-28", "2026-01-30", "2026-02-02"]))
@settings(max_examples=60)
def test_what_is_called_planned_ends_by_its_day(
    rows: list[tuple[int, float, bool]], limit: float, today: str
) -> None:
    day = pd.Timestamp(today)
    whole = pd.DataFrame({
        "account": "A", "what": [f"step {n}" for n in range(len(rows))], "kind": "step", "who": "Ada",
        "until": pd.to_datetime([day + pd.Timedelta(days=due) for due, _h, _s in rows]),
        "hours": [hours for _due, hours, _s in rows], "fixed": False, "soon": [soon for *_, soon in rows]})
    found = schedule(whole, {"Ada": limit}, NO_DECISION, today=day, weeks=40)
    planned = found[found["state"] == "placed"]
    assert (planned["ends"] <= planned["until"]).all()
    late = found[found["state"].isin(["late", "due"])]
    assert (late["ends"] > late["until"]).all()
    assert (found.loc[found["state"] == "due", "until"] < day + pd.offsets.BusinessDay(1)).all()


@given(st.lists(st.tuples(st.integers(0, 200) | st.none(), st.sampled_from([0.5, 1.0, 2.5])), max_size=20),
       st.floats(0.5, 4), st.integers(1, 30))
@settings(max_examples=40)
def test_what_is_shown_is_the_same_however_many_weeks_are_shown(
    rows: list[tuple[int | None, float]], limit: float, weeks: int
) -> None:
    days = [None if due is None else TODAY + pd.Timedelta(days=due) for due, _hours in rows]
    whole = pd.DataFrame({
        "account": "A", "what": [f"step {n}" for n in range(len(rows))], "kind": "step", "who": "Ada",
        "until": pd.to_datetime(pd.Series(days, dtype="object")), "hours": [hours for _due, hours in rows],
        "fixed": False})
    found = schedule(whole, {"Ada": limit}, NO_DECISION, today=TODAY, weeks=104)
    last = weeks_ahead(TODAY, weeks)[-1] + pd.Timedelta(days=6)
    shown = of_weeks(found, last)
    inside = found[found["week"] <= last]
    pd.testing.assert_frame_equal(shown[shown["week"].notna()], inside.reset_index(drop=True))
    rest = shown[shown["week"].isna()]
    assert set(rest["why_waits"]) <= {"later", "hours"}
    assert set(whole.loc[~(whole["until"] > last), "what"]) <= set(shown["what"])


def test_who_is_wanted_soon_is_met_soon_whatever_the_last_day_for_it() -> None:
    found = placed(some("2026-02-26", "2026-02-26").assign(soon=[True, False]))
    assert found["week"].dt.strftime("%m-%d").to_dict() == {"promise 0": "02-02", "promise 1": "02-23"}


def test_every_placed_line_has_a_working_day_of_its_week_after_today() -> None:
    found = placed(some("2025-11-01", "2026-02-08", "2026-02-18", None), limit=9.0)
    assert found.sort_index()["day"].dt.strftime("%m-%d").tolist() == ["02-02", "02-06", "02-18", "02-06"]


due = st.lists(st.integers(0, 5), min_size=1, max_size=14)


@given(due, st.integers(1, 3))
@settings(max_examples=80)
def test_for_equal_hours_nothing_is_late_that_need_not_be(week_of: list[int], limit: int) -> None:
    mondays = weeks_ahead(TODAY, 6)
    rows = some(*[(mondays[week] + pd.Timedelta(days=4)).strftime("%Y-%m-%d") for week in week_of])
    found = placed(rows, limit=float(limit), weeks=6)
    # Hall: all are in time exactly where up to every week no more are due than its weeks have room for.
    fits = all(sum(week <= last for week in week_of) <= limit * (last + 1) for last in range(6))
    assert (found["state"] == "placed").all() == fits


@given(st.lists(st.tuples(st.integers(0, 80), st.sampled_from([0.5, 1.0, 2.0, 3.5])), max_size=20),
       st.floats(0.4, 6))
@settings(max_examples=60)
def test_nobody_is_given_more_hours_than_there_are(rows: list[tuple[int, float]], limit: float) -> None:
    whole = pd.DataFrame({
        "account": "A", "what": [f"step {n}" for n in range(len(rows))], "kind": "step", "who": "Ada",
        "until": pd.to_datetime([TODAY + pd.Timedelta(days=day) for day, _h in rows]),
        "hours": [hours for _day, hours in rows], "fixed": False})
    found = schedule(whole, {"Ada": limit}, NO_DECISION, today=TODAY, weeks=8)
    assert len(found) == len(whole)
    load = week_load(found, {"Ada": limit}, today=TODAY, weeks=8)
    assert (load["hours"] <= limit + 1e-6).all()
    assert load["hours"].sum() == pytest.approx(found.loc[found["week"].notna(), "hours"].sum())
