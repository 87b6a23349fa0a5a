"""One column a month becomes one row a month."""

import datetime as dt

import pandas as pd
import pytest

from kamlib.lexicon.cells import month_in
from tests.study.read.conftest import codes, holds, put


@pytest.mark.parametrize(
    "heading",
    [
        "Jan 2024", "January 2024", "01.2024", "1/2024", "2024-01", "2024/01", "Январь 2024",
        "январь 2024 г.", "янв.24", "styczeń 2024", "sty 2024", "2024 Jan", "01.01.2024", "2024-01-01",
    ],
)
def test_every_spelling_of_a_month(heading):
    assert month_in(heading) == (2024, 1)


@pytest.mark.parametrize(
    "heading", ["Marża", "Market", "Mayer", "13.2024", "2024", "31.01.2024", "Lista", "1", "Amount 2024"]
)
def test_what_is_no_month(heading):
    assert month_in(heading) is None


CASES = {
    "sums agree": (
        "Client;Jan 2024;Feb 2024;Mar 2024;Total\nA;1,5;;2,5;4\nB;3,5;3;4,5;11\nTotal;5;3;7;15\n",
        {"columns": ["Client", "month", "amount"], "amount": [1.5, 2.5, 3.5, 3.0, 4.5],
         "rows": [2, 2, 3, 3, 3],
         "month": [pd.Timestamp(2024, month, 1) for month in (1, 3, 1, 2, 3)],
         "steps": ['column "Total" left out; it agrees with the sum of the months',
                   "unpivoted 3 month columns into one row a month; empty cells give no row"]},
    ),
    "a sum differs": (
        "Client;Jan 2024;Feb 2024;Mar 2024;Total\nA;1;2;3;6\nB;1;2;3;7\n", {"codes": [("total-differs", 3)]},
    ),
    "no account": (
        "01.2024;02.2024;03.2024\n1,5;2;2,5\n3,5;3;4,5\n", {"codes": [("months-without-account", None)]},
    ),
    "two measures": (
        "Client;Jan 2024;;Feb 2024;;Mar 2024;\n;Qty;Sales;Qty;Sales;Qty;Sales\n"
        "A;1;10,5;2;20,5;3;30,5\nB;4;40,5;5;50,5;6;60,5\n",
        {"columns": ["Client", "month", "Qty", "Sales"], "Sales": [10.5, 20.5, 30.5, 40.5, 50.5, 60.5]},
    ),
    "an unreadable amount": (
        "\n".join(["Client;Jan 2024;Feb 2024;Mar 2024", *[f"A{i};1;2;3" for i in range(8)], "B;x;2;3"]),
        {"codes": [("number-unreadable", 10)]},
    ),
    "sums of one year": (
        "Клиент;ноя 2023;дек 2023;Итого 2023;янв 2024;фев 2024;Итого 2024;Всего\n"
        "Ромашка;1,5;2,5;4;3,5;4,5;8;12\nВесна;1;1;2;2;2;4;6\n",
        {"columns": ["Клиент", "month", "amount"], "amount": [1.5, 2.5, 3.5, 4.5, 1, 1, 2, 2]},
    ),
    "a sum of one year differs": (
        "Client;Nov 2023;Dec 2023;2023 Total;Jan 2024;2024 Total\nA;1;2;3;4;5\nB;1;2;3;4;4\n",
        {"codes": [("total-differs", 2)]},
    ),
    "a sum below its year": (
        "Client;2023;;;2024;;\n;Nov;Dec;Total;Jan;Feb;Total\nA;1,5;2,5;4;3,5;4,5;8\nB;1,5;1;2,5;2;2;4\n",
        {"amount": [1.5, 2.5, 3.5, 4.5, 1.5, 1, 2, 2]},
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_months_become_rows_and_their_sums_are_compared(table, text, expected):
    holds(table(text), **expected)


def test_a_sum_that_differs_names_its_column_and_both_sums(table):
    [problem] = table(CASES["a sum of one year differs"][0]).problems
    assert (problem.found, problem.column) == ("5", "2024 Total")
    assert "add up to 4" in problem.message


def test_the_year_comes_from_the_title_or_is_asked(table):
    text = "Client;Январь;Февраль;Март\nA;1,5;;2,5\nB;3,5;3;4,5\n"
    asked = table(text)
    assert [q.setting for q in asked.questions] == [("year",)]
    assert table(text, year=2023).frame["month"].min() == pd.Timestamp("2023-01-01")
    assert table("Продажи 2022;;;\n" + text).frame["month"].min() == pd.Timestamp("2022-01-01")


def test_dates_of_excel_as_headings_are_months(read_book):
    def fill(book):
        sheet, month = book.add_worksheet(), book.add_format({"num_format": "mmm yyyy"})
        put(sheet, [["Client"], ["A", 1, 2, 3], ["B", 4, 5, 6]])
        for i in range(3):
            sheet.write_datetime(0, i + 1, dt.datetime(2024, i + 1, 1), month)

    [found] = read_book(fill).tables
    assert found.frame["amount"].tolist() == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("headings", "values"),
    [
        (("Umsatz 2022", "Umsatz 2023"), ["Umsatz"]),
        (("Umsatz 2022", "Menge 2022", "Umsatz 2023", "Menge 2023"), ["Umsatz", "Menge"]),
        (("Выручка 2022 г.", "Выручка 2023 г."), ["Выручка"]),
        (("янв 2024, руб", "фев 2024, руб", "мар 2024, руб"), ["amount, руб"]),
        (("Jan 2024, qty", "Jan 2024, sales", "Feb 2024, qty", "Feb 2024, sales", "Mar 2024, qty",
          "Mar 2024, sales"), ["qty", "sales"]),
    ],
)
def test_what_stands_beside_years_and_months_is_the_heading_of_the_values(table, headings, values):
    lines = [f"{client};" + ";".join(str(10 * n + place) for place in range(len(headings)))
             for n, client in enumerate("ABC", 1)]
    found = table("\n".join([";".join(("Client", *headings)), *lines]))
    assert [name for name in found.frame if name not in ("Client", "month", "year")] == values
    assert len(found.frame) == 3 * len(headings) / len(values)
    assert codes(found) == set()


@pytest.mark.parametrize("headings", ["Umsatz 2022;Menge 2023", "Budget 2024;Amount", "M 2020;M X 2021"])
def test_one_year_of_something_is_a_column_like_any_other(table, headings):
    assert list(table(f"Client;{headings}\nA;1,5;2\nB;3,5;4\n").frame) == ["Client", *headings.split(";")]
