"""Where the headings are and what they say."""

import pytest

from tests.study.read.conftest import codes, holds, put

CASES = {
    "title and period above": (
        "Отчёт о продажах;;;\nПериод:;01.01.2024 - 31.12.2024;;\n;;;\nКлиент;Товар;Кол-во;Сумма\n"
        "А;Болт;1;10,5\nБ;Гайка;2;20,5\n",
        {"headings": [4], "rows": [5, 6], "notes": ["Отчёт о продажах", "Период: 01.01.2024 - 31.12.2024"]},
    ),
    "decorations": (
        '"  Client* ";"Date :";"Amount,\nEUR";\u00a0Cost\u00a0\nA;2024-01-31;1,5;1\n',
        {"columns": ["Client", "Date", "Amount, EUR", "Cost"]},
    ),
    "repeated on every page": (
        "Client;Amount\nA;1,5\n\nClient;Amount\nB;2,5\nClient;Amount\nC;3,5\n",
        {"Client": ["A", "B", "C"], "rows": [2, 5, 7],
         "steps": ["left out 2 rows that repeat the headings", "left out 1 blank row"]},
    ),
    "groups over columns": (
        "Client;North;;South;\n;Sales;Cost;Sales;Cost\nA;1,5;1;2,5;2\nB;3,5;3;4,5;4\n",
        {"columns": ["Client", "North / Sales", "North / Cost", "South / Sales", "South / Cost"],
         "headings": [1, 2]},
    ),
    "groups that are years": (
        "Client;2023;;2024;\n;Sales;Cost;Sales;Cost\nA;1,5;1;2,5;2\nB;3,5;3;4,5;4\n",
        {"Client": ["A", "A", "B", "B"], "Sales": [1.5, 2.5, 3.5, 4.5], "Cost": [1, 2, 3, 4],
         "columns": ["Client", "year", "Sales", "Cost"], "headings": [1, 2]},
    ),
    "columns numbered": (
        "Client;Article;Day;Pieces\n1;2;3;4\nA;Bolt;2024-01-31;10\nB;Nut;2024-02-29;20\n",
        {"Client": ["A", "B"], "steps": ["left out row 2, which numbers the columns"]},
    ),
    "signatures below": (
        "Client;Article;Pieces\nA;Bolt;10\nB;Nut;20\n\nPrepared by: Smith;;\n",
        {"length": 2, "notes": ["Prepared by: Smith"]},
    ),
    "names that come twice": (
        "Client;Sum;Sum;\nA;1;2;x\nB;3;4;y\n",
        {"columns": ["Client", "Sum", "Sum (2)", "column_4"], "codes": [("heading-repeated", 1)]},
    ),
    "words alone": (
        "Client;City;Contact\nAcme;Rome;Anna\nBirch;Oslo;Bo\n", {"columns": ["Client", "City", "Contact"]},
    ),
    "no rows": ("Client;Amount;Day\n", {"codes": [("table-empty", None)]}),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_headings_are_found_and_what_is_no_row_is_left_out(table, text, expected):
    holds(table(text), **expected)


def test_merged_groups_and_keys_are_filled_and_amounts_are_not(read_book):
    def fill(book):
        sheet, keys, plain = book.add_worksheet(), book.add_worksheet(), book.add_format()
        for cells, name in (("A1:A2", "Client"), ("B1:C1", "Plan"), ("D1:E1", "Fact")):
            sheet.merge_range(cells, name, plain)
        put(sheet, [[None, "Sales", "Cost", "Sales", "Cost"], ["A", 1, 2, 3, 4], ["B", 5, 6, 7, 8]], row=1)
        put(keys, [["Client", "Article", "Paid"], [None, "Bolt"], [None, "Nut"], ["Birch", "Bolt", 7]])
        keys.merge_range("A2:A3", "Acme", plain)
        keys.merge_range("C2:C3", 100, plain)

    groups, keys = read_book(fill).tables
    holds(groups, columns=["Client", "Plan / Sales", "Plan / Cost", "Fact / Sales", "Fact / Cost"],
          **{"Fact / Cost": [4, 8]})
    holds(keys, Client=["Acme", "Acme", "Birch"], steps=["merged cells filled down in 1 row"])
    assert keys.frame["Paid"].sum() == 107


def test_blank_rows_and_columns_do_not_matter(read_book):
    rows = [[], [], [None, "Client", None, "Amount"], [], [None, "A", None, 1], [], [], [None, "B", None, 2]]
    [found] = read_book(rows).tables
    holds(found, columns=["Client", "Amount"], Client=["A", "B"], Amount=[1, 2], rows=[5, 8],
          steps=["left out 3 blank rows"])


@pytest.mark.parametrize("text", [
    "1,2024-01-31,5.5\n2,2024-02-29,6.5\n3,2024-03-31,6.5\n",
    "Acme,Rome,Bolt,Nut,Big,5\nBirch,Oslo,Bolt,Nut,Small,6\n",
])
def test_a_table_without_headings_is_asked_about(table, text):
    found = table(text)
    assert [question.setting for question in found.questions] == [("heading_rows",)]
    assert "heading_rows" not in found.settings
    answered = table(text, heading_rows=[])
    holds(answered, length=text.count("\n"))
    assert answered.frame.columns[0] == "column_1"
    holds(table("x;y\nClient;Amount\nA;1\n", heading_rows=[2]), columns=["Client", "Amount"])


@pytest.mark.parametrize(("text", "code"), [
    ("This is a long letter about nothing at all.\nIt has some lines, really.\nBest regards\n", "no-table"),
    ("", "file-empty"), ("\n\n  \n", "file-empty"), (";;;\n;;;\n", "file-empty"), ("\ufeff", "file-empty"),
])
def test_prose_and_nothing_are_refused(read, text, code):
    result = read(text)
    assert (result.tables, codes(result)) == ([], {code})
