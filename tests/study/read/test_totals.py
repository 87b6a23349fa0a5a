"""Totals rows are check sums, and no data."""

import pytest

from tests.study.read.conftest import codes


@pytest.mark.parametrize(
    "word",
    [
        "Итого",
        "ИТОГО:",
        "Всего",
        "Общий итог",
        "Razem",
        "Suma",
        "Ogółem",
        "Suma końcowa",
        "Total",
        "Grand total",
        "TOTAL:",
        "Итого за 2024",
        "Total for the year",
    ],
)
def test_a_total_that_agrees_is_left_out(table, word):
    found = table(f"Client;Day;Amount\nA;31.01.2024;10,50\nB;29.02.2024;20,25\n{word};;30,75\n")
    assert found.frame["Amount"].sum() == 30.75
    assert found.steps == ["totals row 4 left out; its amounts agree with the sums of the columns"]
    assert found.problems == []


def test_a_total_that_differs_is_a_warning_with_both_sums(table):
    found = table("Client;Amount\nA;10\nB;20\nC;5\nTotal;40\n")
    assert found.frame["Amount"].sum() == 35
    [problem] = found.problems
    assert (problem.code, problem.severity, problem.row, problem.found) == (
        "total-differs",
        "warning",
        5,
        "40",
    )
    assert "add up to 35" in problem.message


def test_subtotals_between_the_rows_are_compared_with_their_own_rows(table):
    found = table(
        "Client;Day;Amount\nA;31.01.2024;1\nA;29.02.2024;2\nИтого по A;;3\n"
        "B;31.01.2024;5\nИтого по B;;5\nВсего;;8\n"
    )
    assert found.frame["Amount"].tolist() == [1, 2, 5]
    assert found.problems == []
    assert found.steps == ["3 totals rows left out (4, 6, 7); their amounts agree with their rows"]


def test_a_last_row_without_key_whose_numbers_are_the_sums_is_a_total(table):
    found = table("Client;Day;Pieces;Amount\nA;31.01.2024;1;10\nB;29.02.2024;2;20\n;;3;30\n")
    assert len(found.frame) == 2


def test_a_last_row_without_key_whose_numbers_are_no_sums_is_data(table):
    found = table("Client;Day;Pieces;Amount\nA;31.01.2024;1;10\nB;29.02.2024;2;20\n;;3;31\n")
    assert len(found.frame) == 3


@pytest.mark.parametrize(
    "name", ["Total Polska", "TotalEnergies", "Suma Sp. z o.o.", "Total", "Итог-Сервис", "Razem Market"]
)
def test_a_client_with_such_a_name_stays(table, name):
    found = table(
        f"Client;Day;Amount\nA;31.01.2024;10\n{name};31.01.2024;20\nB;29.02.2024;5\nC;29.02.2024;7\n"
    )
    assert name in found.frame["Client"].tolist()


def test_a_total_of_prices_or_shares_is_not_compared(table):
    found = table("Client;Price;Amount\nA;2,5;10\nB;3,5;20\nTotal;3,0;30\n")
    assert found.problems == []
    assert len(found.frame) == 2


def test_a_totals_row_in_a_column_of_dates_is_no_bad_date(table):
    found = table("Day;Client;Amount\n31.01.2024;A;10\n29.02.2024;B;20\nИтого;;30\n")
    assert codes(found) == set()
    assert found.columns[0].kind == "date"


def test_rounded_amounts_may_differ_by_their_rounding(table):
    lines = [f"A{i};0,33" for i in range(30)]
    found = table("\n".join(["Client;Amount", *lines, "Total;9,91"]))
    assert found.problems == []


def test_a_total_above_its_rows_is_compared_with_those_below(table):
    found = table("Client;Day;Amount\nTotal;;30\nA;31.01.2024;10\nB;29.02.2024;20\n")
    assert found.problems == []
    assert found.frame["Amount"].tolist() == [10, 20]
