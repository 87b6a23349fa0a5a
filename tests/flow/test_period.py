import pandas as pd
import pytest

from kamlib.flow.period import period
from kamlib.problems import KamError

FIRST, LAST = pd.Timestamp("2022-01-10"), pd.Timestamp("2025-11-13")


def test_all_is_the_whole_file():
    whole = period("all", FIRST, LAST)
    assert (whole.first, whole.last) == (FIRST, LAST)


def test_twelve_months_end_with_the_last_complete_month():
    assert period("12 months", FIRST, LAST).label == "2024-11-01 to 2025-10-31"


def test_a_short_file_gives_the_complete_months_it_has():
    # The file begins on Monday 10 January, after the first working day, so January is not complete.
    assert period("12 months", FIRST, pd.Timestamp("2022-04-29")).label == "2022-02-01 to 2022-04-30"


def test_a_year_is_a_calendar_year_and_its_sales_are_those_of_its_days():
    year = period("2024", FIRST, LAST)
    sales = pd.DataFrame({"date": pd.to_datetime(["2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01"])})
    assert len(year.of(sales)) == 2
    assert (year.label, year.years()) == ("2024", [2024])


def test_only_whole_years_count_as_years():
    assert period("all", FIRST, LAST).years() == [2023, 2024]


@pytest.mark.parametrize("words", ["last year", "0 months", "12", "", "twelve months"])
def test_other_words_are_refused_with_what_would_be_right(words):
    with pytest.raises(KamError, match="12 months"):
        period(words, FIRST, LAST)


def test_a_file_without_a_complete_month_has_no_last_months():
    with pytest.raises(KamError, match="no complete month"):
        period("12 months", pd.Timestamp("2025-01-10"), pd.Timestamp("2025-01-20"))
