"""Promises, debts and processes of one client: what counts on which day, and what nobody knows."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamlib.method.offer_stop import offer_stop
from kamlib.method.processes import processes_by_account
from kamlib.method.promises import STATES, ageing, promises_by, promises_told
from kamlib.method.receivables import receivables
from kamlib.problems import KamError

TODAY = pd.Timestamp("2026-01-30")
END = pd.Timestamp("2025-12-31")


def promise(*, made: str | None = "2025-12-01", until: str | None = "2026-01-15", kept: str | None = None,
            outcome: str = "") -> pd.DataFrame:
    said = pd.DataFrame({"made": [made], "until": [until], "kept": [kept], "outcome": [outcome]})
    return said.assign(**{name: pd.to_datetime(said[name]) for name in ("made", "until", "kept")})


def state(**said: str | None) -> pd.Series:
    return promises_told(promise(**said), today=TODAY).iloc[0]


def test_a_promise_is_overdue_from_the_day_after_its_deadline() -> None:
    assert state(until="2026-01-30")["state"] == "open"
    late = state(until="2026-01-29")
    assert (late["state"], late["days_overdue"]) == ("overdue", 1)


def test_what_is_kept_tomorrow_is_open_today() -> None:
    assert state(until="2026-02-15", kept="2026-01-31")["state"] == "open"
    assert state(until="2026-01-20", kept="2026-01-31")["state"] == "overdue"
    assert state(until="2026-02-15", kept="2026-01-30")["state"] == "kept"


def test_a_kept_promise_tells_how_late_it_came() -> None:
    assert state(kept="2026-01-20")["late_by"] == 5
    assert state(kept="2026-01-10")["late_by"] == 0


def test_what_was_withdrawn_or_broken_is_not_overdue() -> None:
    assert [state(outcome=end)["state"] for end in ("withdrawn", "broken")] == ["withdrawn", "broken"]


def test_a_promise_without_a_day_is_open_and_told_apart() -> None:
    wish = state(until=None)
    assert (wish["state"], wish["undated"]) == ("open", True)
    assert pd.isna(wish["days_overdue"])


def test_a_promise_of_tomorrow_is_not_in_the_register_of_today() -> None:
    assert promises_told(promise(made="2026-01-31"), today=TODAY).empty
    assert len(promises_told(promise(made=None), today=TODAY)) == 1


days = st.integers(-400, 400).map(lambda step: TODAY + pd.Timedelta(days=step))


ended = st.sampled_from(["", "withdrawn", "broken"])


@given(st.lists(st.tuples(days, days, st.none() | days, ended), max_size=12))
@settings(max_examples=60)
def test_every_promise_has_one_state_and_each_day_shows_more_of_them(rows: list[tuple[object, ...]]) -> None:
    said = pd.DataFrame(rows, columns=["made", "until", "kept", "outcome"])
    typed = {name: pd.to_datetime(said[name]) for name in ("made", "until", "kept")}
    said = said.assign(account="A", **typed)
    told = promises_told(said, today=TODAY)
    assert set(told["state"]) <= set(STATES)
    assert told["days_overdue"].notna().equals(told["state"] == "overdue")
    counts = promises_by(told, "account")
    assert int(counts[list(STATES)].to_numpy().sum()) == len(told)
    classes = ageing(told, steps=[7, 30, 90])
    assert int(classes["promises"].sum()) == int((told["state"] == "overdue").sum())
    assert len(promises_told(said, today=TODAY + pd.Timedelta(days=1))) >= len(told)


def test_who_kept_his_word_is_counted_over_what_came_to_an_end() -> None:
    told = pd.concat([promises_told(promise(**said), today=TODAY) for said in (
        {"kept": "2026-01-10"}, {"kept": "2026-01-20"}, {"outcome": "broken"}, {"until": "2026-03-01"},
        {"outcome": "withdrawn"})])
    row = promises_by(told.assign(by="Ada"), "by").iloc[0]
    # One of three that ended was kept in time; what is open or was withdrawn by consent is no broken word.
    assert row["kept_in_time"] == pytest.approx(1 / 3)


def sale(amount: float, *, date: str = "2025-11-01", due: str | None = "2025-12-01", paid: str | None = None
         ) -> pd.DataFrame:
    row = pd.DataFrame({"account": ["A"], "amount": [amount], "date": [date], "due": [due], "paid": [paid]})
    return row.assign(**{name: pd.to_datetime(row[name]) for name in ("date", "due", "paid")})


def owed(*sales: pd.DataFrame, day: pd.Timestamp = TODAY) -> pd.Series:
    return receivables(pd.concat(sales), known_until=END, day=day).iloc[0]


def test_what_fell_due_after_the_file_ends_is_neither_overdue_nor_paid() -> None:
    found = owed(sale(10, due="2025-12-01"), sale(20, due="2026-01-10"), sale(30, due="2026-02-10"))
    assert (found["owed"], found["overdue"], found["fell_due"]) == (60, 10, 20)
    assert found["oldest_days"] == 30  # 1 to 31 December


def test_a_payment_after_the_day_one_looks_from_was_not_made_yet() -> None:
    found = owed(sale(10, paid="2025-12-20"), day=pd.Timestamp("2025-12-10"))
    assert (found["owed"], found["overdue"]) == (10, 10)


def test_a_credit_note_is_taken_off_what_is_overdue() -> None:
    assert owed(sale(10), sale(-4))["overdue"] == 6
    assert owed(sale(10), sale(-14))["overdue"] == 0


def test_days_of_payment_are_weighed_by_amount() -> None:
    found = owed(sale(30, date="2025-10-01", due="2025-10-31", paid="2025-11-10"),
                 sale(10, date="2025-10-01", due="2025-10-31", paid="2025-10-21"))
    # (30 x 40 + 10 x 20) / 40 = 35; late (30 x 10 + 10 x -10) / 40 = 5.
    assert (found["payment_days"], found["terms_days"], found["late_days"]) == (35, 30, 5)


def test_sales_without_days_of_payment_are_refused() -> None:
    with pytest.raises(KamError, match="due, paid"):
        receivables(sale(1).drop(columns=["due", "paid"]), known_until=END, day=TODAY)


def stop(owed: float, overdue: float, limit: float | None) -> str:
    row = pd.DataFrame({"account": ["A"], "owed": [owed], "overdue": [overdue], "credit_limit": [limit]})
    return str(offer_stop(row.astype({"credit_limit": "float64"}), overdue_least=0)["offer"].iloc[0])


@pytest.mark.parametrize(("owed", "overdue", "limit", "offer"), [
    (5, 0, 10, "free"), (10, 0, 10, "free"), (11, 0, 10, "stopped"), (5, 1, 10, "stopped"),
    (5, 1, None, "stopped"), (5, 0, None, "unknown"), (np.nan, np.nan, 10, "unknown"),
])
def test_an_offer_is_stopped_by_overdue_or_by_the_limit_and_unknown_allows_nothing(
    owed: float, overdue: float, limit: float | None, offer: str
) -> None:
    assert stop(owed, overdue, limit) == offer


def test_hours_of_which_nobody_knows_the_price_leave_the_year_unknown() -> None:
    said = pd.DataFrame({"account": ["A", "B"], "process": "labels", "hours": [2.0, np.nan],
                         "cost": [100.0, 50.0], "owner": "Ada",
                         "review": pd.to_datetime([None, "2026-02-01"])})
    found = processes_by_account(said, today=TODAY, hour_cost=float("nan")).set_index("account")
    assert pd.isna(found.loc["A", "year"]) and found.loc["B", "year"] == 50
    # B comes first: of A the year is not known.
    assert found["late_review"].tolist() == [0, 1] and found.loc["B", "unknown"] == 1
