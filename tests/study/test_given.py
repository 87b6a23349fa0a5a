import pandas as pd
import pytest

from kamlib.problems import Problem
from kamlib.study.given import as_kind, given
from kamlib.tables import ACCOUNTS, SALES, Column

PLACE = Problem("given", "", file="study.yaml", row=4)
ORDERS = pd.DataFrame({
    "No": pd.array([17, 4], dtype="Int64"), "Day": pd.array([20251231, 20250102], dtype="Int64"),
    "Sum": [10.5, -2.0], "Note": ["x", None],
})  # fmt: skip


def test_the_named_columns_are_taken_each_as_its_kind():
    headings = {"account": "No", "date": "Day", "amount": "Sum"}
    table = given(SALES, ORDERS, headings, source="orders", place=PLACE)
    assert table.frame["account"].tolist() == ["17", "4"]
    assert table.frame["date"].dt.strftime("%d.%m.%Y").tolist() == ["31.12.2025", "02.01.2025"]
    assert table.frame["amount"].tolist() == [10.5, -2.0]
    assert table.problems == []
    assert "cost" in table.absent


def test_missing_unknown_and_wrong_columns_come_at_once_with_their_line():
    table = given(SALES, ORDERS, {"account": "Nr", "amount": "Note"}, source="orders", place=PLACE)
    assert sorted(p.code for p in table.problems) == ["column-kind", "column-missing", "column-unknown"]
    assert {p.row for p in table.problems} == {4}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (pd.Series([1.0, None]), ["1", None]),
        (pd.Series([1.5]), ["1.5"]),
        (pd.Series(pd.array([12345678901234567, None], dtype="Int64")), ["12345678901234567", None]),
        (pd.Series([" A ", ""]), ["A", None]),
        (pd.Series(pd.to_datetime(["2025-01-02"])), ["2025-01-02"]),
    ],
)
def test_codes_keep_their_digits_as_text(values, expected):
    text, wrong = as_kind(values, Column("code"))
    assert [None if pd.isna(v) else v for v in text] == expected
    assert wrong == ""


@pytest.mark.parametrize("values", [["20251301"], ["31.12.2025"], [20251331], [1.5]])
def test_what_is_no_day_is_said_and_not_guessed(values):
    assert as_kind(pd.Series(values), Column("day", "date"))[1] == "holds no dates"


def test_a_time_of_day_does_not_move_the_day():
    days, _ = as_kind(pd.Series(pd.to_datetime(["2025-12-31 23:59:59"])), Column("day", "date"))
    assert days[0] == pd.Timestamp("2025-12-31")


def test_numbers_beyond_all_money_are_told():
    assert "too large" in as_kind(pd.Series([1e308, 1.0]), Column("amount", "number"))[1]
    assert as_kind(pd.Series([9e14, 1.0]), Column("amount", "number"))[1] == ""


@pytest.mark.parametrize(
    ("name", "days", "kept"),
    [
        ("date", ["1989-12-31", "1990-01-01", "2024-02-29", "2204-02-29"], [False, True, True, False]),
        ("date", ["0001-01-01", "2024-02-29"], [False, True]),
        ("since", ["1900-01-01", "1961-05-04", "2204-02-29"], [False, True, False]),
    ],
)
def test_days_before_1990_or_far_ahead_are_empty_and_said_with_the_first_of_them(name, days, kept):
    table = {"since": ACCOUNTS}.get(name, SALES)
    frame = pd.DataFrame({"Key": "A", "Sum": 1.0, "Day": pd.Series(days, dtype="datetime64[s]")})
    headings = {"account": "Key", name: "Day"} | ({"amount": "Sum"} if table is SALES else {})
    found = given(table, frame, headings, source="orders", place=PLACE)
    assert found.frame[name].notna().tolist() == kept
    problem = next(p for p in found.problems if p.code == "date-none")
    assert (problem.found, problem.count) == (days[kept.index(False)], kept.count(False))
