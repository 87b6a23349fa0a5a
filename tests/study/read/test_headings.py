"""Where the headings are and what they say."""

import pytest

from tests.study.read.conftest import codes, put


def test_title_and_period_above_the_headings_are_kept_as_notes(table):
    found = table(
        "Отчёт о продажах;;;\nПериод:;01.01.2024 - 31.12.2024;;\n;;;\nКлиент;Товар;Кол-во;Сумма\n"
        "А;Болт;1;10,5\nБ;Гайка;2;20,5\n"
    )
    assert found.settings["heading_rows"] == [4]
    assert found.notes == ["Отчёт о продажах", "Период: 01.01.2024 - 31.12.2024"]
    assert found.rows.tolist() == [5, 6]


def test_decorations_are_taken_off(table):
    found = table('"  Client* ";"Date :";"Amount,\nEUR";\u00a0Cost\u00a0\nA;2024-01-31;1,5;1\n')
    assert list(found.frame) == ["Client", "Date", "Amount, EUR", "Cost"]


def test_headings_repeated_on_every_page_are_left_out(table):
    found = table("Client;Amount\nA;1,5\n\nClient;Amount\nB;2,5\nClient;Amount\nC;3,5\n")
    assert found.frame["Client"].tolist() == ["A", "B", "C"]
    assert found.rows.tolist() == [2, 5, 7]
    assert "left out 2 rows that repeat the headings" in found.steps
    assert "left out 1 blank row" in found.steps


def test_groups_over_columns_are_joined_with_them(table):
    found = table("Client;North;;South;\n;Sales;Cost;Sales;Cost\nA;1,5;1;2,5;2\nB;3,5;3;4,5;4\n")
    assert list(found.frame) == ["Client", "North / Sales", "North / Cost", "South / Sales", "South / Cost"]
    assert found.settings["heading_rows"] == [1, 2]


def test_groups_that_are_years_become_rows(table):
    found = table("Client;2023;;2024;\n;Sales;Cost;Sales;Cost\nA;1,5;1;2,5;2\nB;3,5;3;4,5;4\n")
    assert found.frame.astype({"year": str}).values.tolist() == [
        ["A", "2023-01-01", 1.5, 1], ["A", "2024-01-01", 2.5, 2],
        ["B", "2023-01-01", 3.5, 3], ["B", "2024-01-01", 4.5, 4]]
    assert found.settings["heading_rows"] == [1, 2]


def test_merged_groups_are_joined_with_their_columns(read_book):
    def fill(book):
        sheet, plain = book.add_worksheet(), book.add_format()
        sheet.merge_range("A1:A2", "Client", plain)
        sheet.merge_range("B1:C1", "Plan", plain)
        sheet.merge_range("D1:E1", "Fact", plain)
        put(sheet, [[None, "Sales", "Cost", "Sales", "Cost"], ["A", 1, 2, 3, 4], ["B", 5, 6, 7, 8]], row=1)

    [found] = read_book(fill).tables
    assert list(found.frame) == ["Client", "Plan / Sales", "Plan / Cost", "Fact / Sales", "Fact / Cost"]
    assert found.frame["Fact / Cost"].tolist() == [4, 8]


def test_keys_merged_over_rows_are_filled_down_and_amounts_are_not(read_book):
    def fill(book):
        sheet, plain = book.add_worksheet(), book.add_format()
        put(
            sheet,
            [["Client", "Article", "Paid"], [None, "Bolt", None], [None, "Nut", None], ["Birch", "Bolt", 7]],
        )
        sheet.merge_range("A2:A3", "Acme", plain)
        sheet.merge_range("C2:C3", 100, plain)

    [found] = read_book(fill).tables
    assert found.frame["Client"].tolist() == ["Acme", "Acme", "Birch"]
    assert found.frame["Paid"].sum() == 107
    assert "merged cells filled down in 1 row" in found.steps


def test_a_row_that_numbers_the_columns_is_left_out(table):
    found = table("Client;Article;Day;Pieces\n1;2;3;4\nA;Bolt;2024-01-31;10\nB;Nut;2024-02-29;20\n")
    assert found.frame["Client"].tolist() == ["A", "B"]
    assert "left out row 2, which numbers the columns" in found.steps


def test_signatures_below_the_table_are_notes(table):
    found = table("Client;Article;Pieces\nA;Bolt;10\nB;Nut;20\n\nPrepared by: Smith;;\n")
    assert len(found.frame) == 2
    assert found.notes == ["Prepared by: Smith"]


def test_headings_that_come_twice_get_a_number(table):
    found = table("Client;Sum;Sum;\nA;1;2;x\nB;3;4;y\n")
    assert list(found.frame) == ["Client", "Sum", "Sum (2)", "column_4"]
    assert codes(found) == {"heading-repeated"}


def test_blank_rows_and_columns_do_not_matter(read_book):
    rows = [[], [], [None, "Client", None, "Amount"], [], [None, "A", None, 1], [], [], [None, "B", None, 2]]
    [found] = read_book(rows).tables
    assert found.frame.to_dict("list") == {"Client": ["A", "B"], "Amount": [1, 2]}
    assert found.rows.tolist() == [5, 8]
    assert "left out 3 blank rows" in found.steps


@pytest.mark.parametrize(
    "text",
    [
        "1,2024-01-31,5.5\n2,2024-02-29,6.5\n3,2024-03-31,6.5\n",
        "Acme,Rome,Bolt,Nut,Big,5\nBirch,Oslo,Bolt,Nut,Small,6\n",
    ],
)
def test_a_table_without_headings_is_asked_about(table, text):
    found = table(text)
    [question] = found.questions
    assert question.setting == ("heading_rows",)
    assert "heading_rows" not in found.settings
    answered = table(text, heading_rows=[])
    assert answered.questions == []
    assert len(answered.frame) == text.count("\n")
    assert answered.frame.columns[0] == "column_1"


def test_decided_heading_rows_are_used(table):
    found = table("x;y\nClient;Amount\nA;1\n", heading_rows=[2])
    assert list(found.frame) == ["Client", "Amount"]


def test_a_table_of_words_has_its_headings_in_the_first_full_row(table):
    found = table("Client;City;Contact\nAcme;Rome;Anna\nBirch;Oslo;Bo\n")
    assert list(found.frame) == ["Client", "City", "Contact"]


def test_prose_is_no_table(read):
    assert codes(
        read("This is a long letter about nothing at all.\nIt has some lines, really.\nBest regards\n")
    ) == {"no-table"}


@pytest.mark.parametrize("text", ["", "\n\n  \n", ";;;\n;;;\n", "\ufeff"])
def test_an_empty_file_is_refused(read, text):
    result = read(text)
    assert result.tables == []
    assert codes(result) == {"file-empty"}


def test_headings_without_rows_are_said(read):
    assert codes(read("Client;Amount;Day\n")) == {"table-empty"}


def test_a_table_of_many_columns_is_read_each_with_its_name(table):
    names = [f"Column {n % 450}" for n in range(600)]
    rows = [";".join(f"{n}.5" if n % 2 else f"v{n}" for n in range(600)) for _row in range(3)]
    frame = table("\n".join([";".join(names), *rows])).frame
    assert frame.shape == (3, 600)
    assert frame.columns[599] == "Column 149 (2)"
