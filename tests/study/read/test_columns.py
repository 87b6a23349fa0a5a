"""What a column is, and the problem of each cell that is something else."""

import pandas as pd
import pytest

from tests.study.read.conftest import codes


def one(table, *cells: str, heading: str = "Value", **settings):
    text = "\n".join(["Key;" + heading, *[f"k{i};{cell}" for i, cell in enumerate(cells)]])
    found = table(text, **settings)
    return found.frame[heading], found.columns[1], found


def test_a_cell_that_is_no_number_is_named_with_what_would_be_right(table):
    # The example of the design page.
    values, column, found = one(table, "10,5", "20,5", "12,5 тыс", "1", "2", "3")
    assert values.isna().tolist() == [False, False, True, False, False, False]
    assert (
        str(column.problems[0])
        == 'input/sales.csv, row 4, column "Value": "12,5 тыс" is not a number; write 12500'
    )
    assert found.problems == []


def test_the_same_unreadable_value_is_one_problem_with_its_count(table):
    _values, column, _found = one(table, "1", "2", "n/a", "3", "n/a", "4", "5", "6", "7", "8")
    [problem] = column.problems
    assert (problem.row, problem.found, problem.count) == (4, "n/a", 2)


EXACT = ("5901234567890123456", "5901234567890123457")
DAYS = [pd.Timestamp("2023-03-15"), pd.Timestamp("2023-03-16")]
KINDS = {
    "words and numbers": ("Value", ("1", "2", "3", "x", "y"), "text", ["1", "2", "3", "x", "y"]),
    "whole numbers": ("Value", ("1", "2", "3"), "number", [1, 2, 3]),
    "zeros in front": ("Value", ("00417", "12345"), "text", ["00417", "12345"]),
    "more digits than a number keeps": ("Value", EXACT, "text", list(EXACT)),
    **{heading: (heading, ("123456789", "223456789"), "text", ["123456789", "223456789"])
       for heading in ("Phone", "Телефон", "ИНН", "NIP", "Postal code", "Tax no")},
    "a dash beside words": ("Value", ("a", "–", "b"), "text", ["a", "–", "b"]),
    "eight digits that are ids": ("Id", ("20240131", "20240132"), "number", [20240131, 20240132]),
    "eight digits that are days": (
        "Day key", ("20240131", "20240229"), "date",
        [pd.Timestamp("2024-01-31"), pd.Timestamp("2024-02-29")]),
    # 45000 is 15 March 2023 in Excel.
    "day numbers": ("Дата", ("45000", "45001"), "date", DAYS),
    "day numbers under another heading": ("Amount", ("45000", "45001"), "number", [45000, 45001]),
    "months": (
        "Value", ("01.2024", "02.2024"), "date", [pd.Timestamp("2024-01-01"), pd.Timestamp("2024-02-01")]),
    "per cent": ("Value", ("12%", "5 %", "0,5%"), "number", [0.12, 0.05, 0.005]),
}


@pytest.mark.parametrize(("heading", "cells", "kind", "values"), KINDS.values(), ids=KINDS)
def test_a_column_is_what_its_cells_and_its_heading_say(table, heading, cells, kind, values):
    read, column, found = one(table, *cells, heading=heading)
    assert (column.kind, found.all_problems) == (kind, [])
    assert read.tolist() == (pytest.approx(values) if kind == "number" else values)


def test_day_numbers_are_days_where_the_user_says_so(table):
    said = {"When": {"kind": "date"}}
    assert one(table, "45000", "45001", heading="When", columns=said)[0].tolist() == DAYS


def test_whole_numbers_stay_whole_and_gaps_stay_gaps(table):
    values, column, _found = one(table, "1", "", "3")
    assert (str(values.dtype), column.n_empty) == ("Int64", 1)


def test_dashes_mean_nothing_beside_numbers_and_something_beside_words(table):
    values, column, found = one(table, "1", "–", "3")
    assert values.isna().tolist() == [False, True, False]
    assert column.n_empty == 1
    assert any("dash" in step for step in found.steps)


def test_null_is_no_value_and_so_is_what_the_user_says(table):
    assert one(table, "1", "NULL", "3")[1].n_empty == 1
    values, column, _found = one(table, "1", "brak", "3", empty=["brak"])
    assert column.problems == []
    assert values.isna().sum() == 1


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#ДЕЛ/0!", "#Н/Д", "#ADR!"])
def test_errors_of_excel_are_reported_in_columns_of_every_kind(table, error):
    for cells in (("1", error, "3"), ("a", error, "b"), ("2024-01-31", error, "2024-02-29")):
        values, column, _found = one(table, *cells)
        assert values.isna().tolist() == [False, True, False]
        assert [(p.code, p.row, p.severity) for p in column.problems] == [("excel-error", 3, "error")]


def test_several_currencies_become_a_column(table):
    found = table("Client;Amount\nAcme;10,50 EUR\nBirch;20,00 USD\nCedar;5,25 EUR\n")
    assert found.frame["Amount"].tolist() == [10.5, 20.0, 5.25]
    assert found.frame["Amount (currency)"].tolist() == ["EUR", "USD", "EUR"]
    assert found.columns[1].how["currencies"] == {"EUR": 2, "USD": 1}


@pytest.mark.parametrize(("cells", "code"), [
    (("12%", "5", "3%"), "percent-mixed"), (("5,90123E+12", "1", "2"), "number-shortened"),
])
def test_what_excel_shortened_and_mixtures_of_shares_are_said(table, cells, code):
    assert codes(one(table, *cells)[2]) == {code}


def test_sizes_are_words_also_where_most_are_numbers(table):
    cells = ["42", "44", "46", "48"] * 15 + ["S", "M", "L"] * 4
    assert one(table, *cells)[1].kind == "text"


def test_a_column_of_dates_that_can_not_be_told_is_asked_and_kept_as_written(table):
    values, _column, found = one(table, "01/02/2024", "03/04/2024", heading="Date")
    [question] = found.questions
    assert question.id == "sales.csv|Date|dates"
    assert question.setting == ("columns", "Date", "dates")
    assert question.choices["dmy"].endswith("2024-02-01")
    assert question.choices["mdy"].endswith("2024-01-02")
    assert values.tolist() == ["01/02/2024", "03/04/2024"]
    assert "dates" not in found.settings["columns"]["Date"]
    answered = one(table, "01/02/2024", "03/04/2024", heading="Date", columns={"Date": {"dates": "mdy"}})
    assert answered[0].tolist()[0] == pd.Timestamp("2024-01-02")
    assert answered[2].questions == []


def test_amounts_that_can_not_be_told_are_asked_and_kept_as_written(table):
    values, _column, found = one(table, "1.234", "5.678", heading="Amount")
    [question] = found.questions
    assert question.id == "sales.csv|Amount|decimal"
    assert question.choices == {".": "'1.234' is 1.234", ",": "'1.234' is 1234"}
    assert values.tolist() == ["1.234", "5.678"]
    answered = one(table, "1.234", "5.678", heading="Amount", columns={"Amount": {"decimal": ","}})
    assert answered[0].tolist() == [1234, 5678]


def test_settings_that_are_none_are_refused_by_name(read):
    result = read("Key;Amount\na;1\n", columns={"Amount": {"kind": "money"}, "Sum": {"kind": "number"}})
    assert codes(result) == {"setting-unknown", "column-unknown"}
    assert any(problem.found == "money" for problem in result.problems)
