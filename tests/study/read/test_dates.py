"""Dates as people write them."""

import numpy as np
import pyarrow as pa
import pytest

from kamlib.study.read.dates import read_dates


def column(*cells: str, **wanted):
    return read_dates(pa.array(cells, pa.large_string()), np.ones(len(cells), int), **wanted)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2024-01-31", "2024-01-31"), ("2024-01-31 10:15", "2024-01-31T10:15"),
        ("2024-01-31T10:15:30Z", "2024-01-31T10:15:30"),
        ("2024-01-31 10:15:30.250", "2024-01-31T10:15:30.250"), ("2024/01/31", "2024-01-31"),
        ("2024.01.31", "2024-01-31"), ("31.01.2024", "2024-01-31"), ("31.01.2024 0:00:00", "2024-01-31"),
        ("31.01.2024 10:15", "2024-01-31T10:15"), ("31/01/2024", "2024-01-31"),
        ("01/31/2024", "2024-01-31"), ("1/31/2024 5:00 PM", "2024-01-31T17:00"),
        ("31-01-2024", "2024-01-31"), ("20240131", "2024-01-31"), ("31 января 2024 г.", "2024-01-31"),
        ("31 stycznia 2024 r.", "2024-01-31"), ("31 Jan 2024", "2024-01-31"), ("31-Jan-24", "2024-01-31"),
        ("Jan 31, 2024", "2024-01-31"), ("31.01.24", "2024-01-31"), ("31.01.71", "1971-01-31"),
        ("31.01.69", "2069-01-31"),
    ],
)
def test_one_day_in_each_spelling(cell, moment):
    read = column(cell)
    assert read.value[0] == np.datetime64(moment, "us")
    assert read.open == ()


@pytest.mark.parametrize(
    "cell", ["31.02.2024", "2024-13-01", "29.02.2023", "00.01.2024", "1.2.3.4", "2024", "25:00", "20241301"]
)
def test_a_day_that_does_not_exist_is_no_date(cell):
    assert not column(cell).ok[0]


def test_a_part_above_twelve_shows_the_day_for_the_whole_column():
    assert column("01/02/2024", "13/02/2024").value[0] == np.datetime64("2024-02-01")
    assert column("01/02/2024", "02/13/2024").value[0] == np.datetime64("2024-01-02")


@pytest.mark.parametrize("cells", [("01/02/2024", "03/04/2024"), ("01-02-2024", "05-06-2024")])
def test_where_no_part_is_above_twelve_the_order_is_left_open(cells):
    assert set(column(*cells).open) == {"dmy", "mdy"}


def test_days_equal_to_their_month_leave_nothing_open():
    assert column("01/01/2024", "02/02/2024").open == ()


def test_points_are_written_with_the_day_first():
    read = column("01.02.2024", "03.04.2024")
    assert (read.order, read.open) == ("dmy", ())
    assert read.value[0] == np.datetime64("2024-02-01")


def test_two_digits_that_could_be_day_month_or_year_are_left_open():
    assert set(column("01-02-03").open) == {"dmy", "mdy", "ymd"}


def test_the_decision_closes_the_question():
    assert column("01/02/2024", order="mdy").value[0] == np.datetime64("2024-01-02")
