"""Which months are complete, and which two stretches are compared."""

import pandas as pd
import pytest

from kamlib.method.periods import complete_months, covered, equal_months, first_working_day, last_working_day
from kamlib.problems import KamError


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


# 2026: 1 August is a Saturday, 31 January a Saturday, 28 February a Saturday, 31 May a Sunday.
@pytest.mark.parametrize(("month", "first", "last"), [
    ("2026-08-15", "2026-08-03", "2026-08-31"),
    ("2026-01-15", "2026-01-01", "2026-01-30"),
    ("2026-02-15", "2026-02-02", "2026-02-27"),
    ("2026-05-15", "2026-05-01", "2026-05-29"),
])
def test_working_days_run_from_monday_to_friday(month: str, first: str, last: str) -> None:
    assert first_working_day(day(month)) == day(first)
    assert last_working_day(day(month)) == day(last)


def test_a_month_is_complete_once_its_last_working_day_is_reached() -> None:
    assert complete_months(day("2026-01-01"), day("2026-02-26"))[-1] == day("2026-01-01")
    assert complete_months(day("2026-01-01"), day("2026-02-27"))[-1] == day("2026-02-01")


def test_the_first_month_is_complete_only_from_its_first_working_day() -> None:
    assert complete_months(day("2026-08-03"), day("2026-10-31"))[0] == day("2026-08-01")
    assert complete_months(day("2026-08-04"), day("2026-10-31"))[0] == day("2026-09-01")


def test_a_file_of_two_weeks_has_no_complete_month() -> None:
    assert len(complete_months(day("2026-08-10"), day("2026-08-21"))) == 0


def test_adventureworks_ends_on_the_last_working_day_of_november_2013() -> None:
    windows = equal_months(day("2010-12-29"), day("2013-11-29"), months=12)
    assert windows.label == "2012-12 to 2013-11 against 2011-12 to 2012-11"


def test_a_short_file_shortens_both_windows() -> None:
    windows = equal_months(day("1996-07-04"), day("1998-05-06"), months=12)
    assert windows.months == 9
    assert windows.now.start == day("1997-08-01")
    assert windows.now.end == day("1998-04-30")
    assert windows.before.start == day("1996-08-01")
    assert windows.before.end == day("1997-04-30")


def test_a_file_of_twelve_months_has_nothing_to_compare() -> None:
    windows = equal_months(day("2023-01-02"), day("2023-12-31"), months=12)
    assert windows.months == 0
    assert not windows.now.holds(pd.Series(pd.date_range("2022-01-01", "2024-12-31"))).any()
    assert "too short" in windows.label


def test_february_of_a_leap_year_stands_against_february() -> None:
    windows = equal_months(day("2022-01-03"), day("2024-02-29"), months=1)
    assert windows.now.end == day("2024-02-29")
    assert windows.before.end == day("2023-02-28")
    assert windows.now.label == "2024-02"


def test_windows_longer_than_a_year_are_refused() -> None:
    with pytest.raises(KamError, match='"13" is not a number of months'):
        equal_months(day("2020-01-01"), day("2024-12-31"), months=13)


def days(*written: str) -> pd.Series:
    return pd.Series(pd.to_datetime(list(written)))


def test_a_file_of_months_covers_each_of_them_from_end_to_end() -> None:
    year = (pd.Timestamp("2024-01-01"), pd.Timestamp("2024-12-31"))
    assert covered(days("2024-12-01", "2024-01-01", "2024-05-01")) == year
    assert covered(days("2024-01-31", "2024-12-31", "2024-02-29")) == year
    assert len(complete_months(*year)) == 12


def test_other_files_cover_what_lies_between_their_first_and_last_sale() -> None:
    assert covered(days("2024-01-01", "2024-12-02")) == (day("2024-01-01"), day("2024-12-02"))
    assert covered(days("2024-01-01", "2024-01-01")) == (day("2024-01-01"), day("2024-01-01"))
