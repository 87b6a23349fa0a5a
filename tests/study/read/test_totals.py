"""Totals rows are check sums, and no data."""

import itertools

import pytest

from tests.study.read.conftest import codes, holds

AGREE = ["totals row 4 left out; its amounts agree with the sums of the columns"]
CASES = {
    **{word: (f"Client;Day;Amount\nA;31.01.2024;10,50\nB;29.02.2024;20,25\n{word};;30,75\n",
              {"Amount": [10.5, 20.25], "steps": AGREE})
       for word in ("Итого", "ИТОГО:", "Всего", "Общий итог", "Razem", "Suma", "Ogółem", "Suma końcowa",
                    "Total", "Grand total", "TOTAL:", "Итого за 2024", "Total for the year")},
    **{f"a client {name}": (
        f"Client;Day;Amount\nA;31.01.2024;10\n{name};31.01.2024;20\nB;29.02.2024;5\nC;29.02.2024;7\n",
        {"Client": ["A", name, "B", "C"]})
       for name in ("Total Polska", "TotalEnergies", "Suma Sp. z o.o.", "Total", "Итог-Сервис",
                    "Razem Market")},
    "subtotals between the rows": (
        "Client;Day;Amount\nA;31.01.2024;1\nA;29.02.2024;2\nИтого по A;;3\nB;31.01.2024;5\nИтого по B;;5\n"
        "Всего;;8\n",
        {"Amount": [1, 2, 5],
         "steps": ["3 totals rows left out (4, 6, 7); their amounts agree with their rows"]},
    ),
    "a last row without key": (
        "Client;Day;Pieces;Amount\nA;31.01.2024;1;10\nB;29.02.2024;2;20\n;;3;30\n", {"Amount": [10, 20]},
    ),
    "no sum in the last row": (
        "Client;Day;Pieces;Amount\nA;31.01.2024;1;10\nB;29.02.2024;2;20\n;;3;31\n", {"Amount": [10, 20, 31]},
    ),
    "prices and shares": ("Client;Price;Amount\nA;2,5;10\nB;3,5;20\nTotal;3,0;30\n", {"Amount": [10, 20]}),
    "in a column of dates": (
        "Day;Client;Amount\n31.01.2024;A;10\n29.02.2024;B;20\nИтого;;30\n", {"Client": ["A", "B"]},
    ),
    "rounded amounts": (
        "\n".join(["Client;Amount", *[f"A{i};0,33" for i in range(30)], "Total;9,91"]), {"length": 30},
    ),
    "above its rows": (
        "Client;Day;Amount\nTotal;;30\nA;31.01.2024;10\nB;29.02.2024;20\n", {"Amount": [10, 20]},
    ),
    "a client named like a sum counts in it": (
        "Client;Day;Amount\nA;31.01.2024;10\nTotal Polska;;20\nB;29.02.2024;5\nTotal;;35\n",
        {"Amount": [10, 20, 5]},
    ),
    "a sum that differs": (
        "Client;Amount\nA;10\nB;20\nC;5\nTotal;40\n",
        {"Amount": [10, 20, 5], "codes": [("total-differs", 5)]},
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_totals_are_compared_and_left_out(table, text, expected):
    holds(table(text), **expected)


def test_a_total_that_differs_is_a_warning_with_both_sums(table):
    [problem] = table(CASES["a sum that differs"][0]).problems
    assert (problem.severity, problem.found, problem.column) == ("warning", "40", "Amount")
    assert "add up to 35" in problem.message


@pytest.mark.parametrize(
    "words",
    [
        ("Razem czerwiec", "Razem lipiec", "Gesamtsumme"), ("Итого июнь", "Итого июль", "Общий итог"),
        ("Zwischensumme Juni", "Zwischensumme Juli", "Gesamtergebnis"), ("Q1 2025", "Q2 2025", "Total"),
        ("I квартал 2025 г.", "II квартал 2025 г.", "Всего"), ("Total Alfa", "Total Beta", "Sum"),
        ("Alfa", "Beta", ""), ("", "", ""),
    ],
)
@pytest.mark.parametrize("column", [0, 1])
def test_subtotals_between_the_rows_are_found_by_words_or_by_their_sums(table, words, column):
    def total(word, amount):
        return ";".join([*(word if column == place else "" for place in range(3)), str(amount)])

    first, second, last = words
    found = table(
        "Day;Client;Goods;Amount\n03.06.2025;Alfa;Bolt;100\n04.06.2025;Alfa;Nut;250\n05.06.2025;Beta;Bolt;70\n"
        f"{total(first, 420)}\n03.07.2025;Alfa;Nut;30\n09.07.2025;Beta;Nut;11\n{total(second, 41)}\n"
        f"{total(last, 461)}\n"
    )
    assert found.frame["Amount"].tolist() == [100, 250, 70, 30, 11]
    assert found.columns[0].kind == "date"
    assert codes(found) == set()
    assert found.steps == ["3 totals rows left out (5, 8, 9); their amounts agree with their rows"]


CLIENTS = (
    "Client;Day;Goods;Pieces;Price;Amount\n{0}A;03.06.2025;Bolt;1;100;100\nA;04.06.2025;Nut;2;125;250\n{1}"
    "{2}B;05.06.2025;Bolt;7;10;70\nB;06.06.2025;Bolt;1;30;30\n{3}{4}C;07.06.2025;Nut;4;5;20\n{5}"
)
SUMS = ["A;;;3;;350\n", "B;;;8;;100\n", "C;;;4;;20\n"]


@pytest.mark.parametrize("above", [False, True])
def test_sums_of_each_client_are_found_above_and_below_their_rows(table, above):
    sums = [text for each in SUMS for text in ((each, "") if above else ("", each))]
    found = table(CLIENTS.format(*sums))
    assert (found.frame["Amount"].sum(), found.frame["Pieces"].sum(), len(found.frame)) == (470, 15, 5)
    assert codes(found) == set()


def test_sums_of_clients_and_of_quarters_are_told_apart(table):
    sums = ["", SUMS[0], "", SUMS[1] + ";;;11;;450\n", "", SUMS[2] + ";;;4;;20\n;;;15;;470\n"]
    found = table(CLIENTS.format(*sums))
    assert (found.frame["Amount"].sum(), len(found.frame)) == (470, 5)


def test_a_sum_of_a_client_that_does_not_add_up_is_a_warning_and_no_sale(table):
    many = "".join(
        f"K{n};03.06.2025;Bolt;1;{n};{n}\nK{n};04.06.2025;Nut;1;9;9\nK{n};;;2;;{n + (10 if n == 5 else 9)}\n"
        for n in range(1, 9)
    )
    found = table("Client;Day;Goods;Pieces;Price;Amount\n" + many)
    assert found.frame["Amount"].sum() == 36 + 8 * 9
    [problem] = found.problems
    assert (problem.code, problem.row, problem.found) == ("total-differs", 16, "15")


def test_rows_that_leave_a_remark_empty_are_no_sums(table):
    lines = [f"K{n % 3};{1 + n:02d}.06.2025;{'late' if n % 3 else ''};{10 * n + 7}" for n in range(20)]
    assert len(table("\n".join(["Client;Day;Remark;Amount", *lines])).frame) == 20


LINES = [
    ("A", "03.06.2025", "R1", "Bolt", 1, 100.5), ("A", "04.06.2025", "R1", "Nut", 2, 250.25),
    ("B", "05.06.2025", "R2", "Bolt", 7, 70), ("B", "06.07.2025", "R3", "Nut", 1, 30.1),
    ("B", "06.07.2025", "R3", "Pipe", 3, 12), ("C", "07.07.2025", "R4", "Nut", 4, 20),
    ("D", "08.08.2025", "R5", "Bolt", 5, 61.3), ("D", "09.08.2025", "R6", "Pipe", 9, 44),
    ("E", "10.09.2025", "R7", "Nut", 8, 33.2), ("E", "11.09.2025", "R8", "Pipe", 6, 90),
]
FILLED = {
    "an x for the article": lambda last, pieces, amount: (*last[:3], "x", pieces, amount),
    "the article left empty": lambda last, pieces, amount: (*last[:3], "", pieces, amount),
    "article and invoice left empty": lambda last, pieces, amount: (*last[:2], "", "", pieces, amount),
    "all of the last line": lambda last, pieces, amount: (*last[:4], pieces, amount),
    "pieces of the last line too": lambda last, pieces, amount: (*last[:5], amount),
    "the day and x for all else": lambda last, pieces, amount: ("x", last[1], "x", "x", pieces, amount),
}


@pytest.mark.parametrize("repeated", FILLED.values(), ids=FILLED)
@pytest.mark.parametrize(("columns", "above"), [(6, False), (5, True)], ids=["pieces, below", "above"])
@pytest.mark.parametrize("by", [lambda line: line[0], lambda line: line[1][3:]], ids=["client", "month"])
def test_sums_that_repeat_the_cells_of_lines_are_found_or_asked_about(table, repeated, columns, above, by):
    rows, subtotals = [], 0
    for _key, group in itertools.groupby(LINES, by):
        lines = list(group)
        total = repeated(lines[-1], sum(line[4] for line in lines), sum(line[5] for line in lines))
        rows += [total, *lines] if above else [*lines, total]
        subtotals += 1
    heading = ("Client", "Day", "Invoice", "Article", "Pieces", "Amount")
    text = "\n".join(";".join(map(str, [*row[:4], *row[4:][6 - columns:]])) for row in [heading, *rows])
    found = table(text, subtotals="leave_out")
    assert len(found.frame) == len(LINES)
    assert found.frame["Amount"].sum() == pytest.approx(711.35)  # the amounts of LINES
    assert codes(found) == set()
    asked = table(text)
    if "" in rows[0 if above else -1]:
        assert asked.frame.equals(found.frame)
        return
    [question] = asked.questions
    assert question.setting == ("subtotals",)
    assert question.ask.startswith(f"{subtotals} rows look like lines")
    assert len(table(text, subtotals="keep").frame) == len(rows)


def test_a_sum_that_repeats_the_cells_of_lines_and_does_not_add_up_is_no_sale(table):
    lines = [f"K{n};0{1 + i}.06.2025;Bolt;{17 * n + i}" for n in range(1, 9) for i in range(4)]
    for n in range(8, 0, -1):
        total = 4 * 17 * n + 6 + (5 if n == 4 else 0)  # 17 n + 0 and so on to 17 n + 3
        lines.insert(4 * n, f"K{n};04.06.2025;Nut;{total}")
    found = table("\n".join(["Client;Day;Goods;Amount", *lines]), subtotals="leave_out")
    assert found.frame["Amount"].sum() == 4 * 17 * 36 + 8 * 6
    assert codes(found) == {"total-differs"}


@pytest.mark.parametrize("at", [0, 10])
def test_a_filled_row_that_is_the_sum_of_all_others_is_a_question(table, at):
    rows = [";".join(map(str, line)) for line in LINES]
    rows.insert(at, "All;31.12.2025;R9;All;46;711.35")
    found = table("\n".join(["Client;Day;Invoice;Article;Pieces;Amount", *rows]))
    assert [question.setting for question in found.questions] == [("subtotals",)]


@pytest.mark.parametrize(
    "amount",
    [lambda n: 10, lambda n: 10 + 10 * (n % 2), lambda n: n % 3, lambda n: 1 + n % 7, lambda n: 5 * n],
)
def test_lines_of_few_amounts_are_no_sums(table, amount):
    lines = [f"K{n // 4};{1 + n % 28:02d}.06.2025;A{n % 5};{amount(n)}" for n in range(60)]
    assert table("\n".join(["Client;Day;Goods;Amount", *lines])).questions == []
