"""Two tables in one sheet are two tables."""

from tests.study.read.conftest import put


def test_two_tables_one_below_the_other(read):
    result = read(
        "Client;Amount\nA;10\nB;20\n\nManagers\nManager;Region;Plan\nIvan;North;100\nPetr;South;200\n"
    )
    assert [t.name for t in result.tables] == ["sales", "sales_2"]
    assert [t.rows.tolist() for t in result.tables] == [[2, 3], [7, 8]]
    assert "one of 2 tables of the sheet; it begins at row 6, column A" in result.tables[1].steps
    assert result.tables[1].notes == ["Managers"]


def test_two_tables_side_by_side(read_book):
    rows = [
        ["Client", "Amount", None, "Manager", "Plan"], ["A", 1, None, "I", 10], ["B", 2, None, "P", 20],
        ["C", 3], ["D", 4],
    ]
    one, other = read_book(rows).tables
    assert one.frame["Amount"].tolist() == [1, 2, 3, 4]
    assert other.frame["Plan"].tolist() == [10, 20]
    assert "one of 2 tables of the sheet; it begins at row 1, column D" in other.steps


def test_the_same_columns_twice_side_by_side_are_two_tables(read_book):
    rows = [["Client", "Amount", None, "Client", "Amount"], ["A", 1, None, "B", 10], ["C", 2, None, "D", 20]]
    assert len(read_book(rows).tables) == 2


def test_a_blank_column_within_a_table_does_not_part_it(read_book):
    rows = [["Client", None, "Amount", "Cost"], ["A", None, 1, 2], ["B", None, 3, 4]]
    [found] = read_book(rows).tables
    assert list(found.frame) == ["Client", "Amount", "Cost"]


def test_a_remark_beside_the_table_is_no_table(read_book):
    rows = [["Client", "Amount"], ["A", 1, None, None, "look here"], ["B", 3], ["C", 4]]
    assert [list(t.frame)[:2] for t in read_book(rows).tables] == [["Client", "Amount"]]


def test_rows_after_a_blank_line_are_no_new_table(table):
    found = table("Client;City;Amount\nA;Rome;10\n\nB;Oslo;\nC;Bonn;30\n")
    assert found.frame["Client"].tolist() == ["A", "B", "C"]


def test_each_sheet_gives_its_table(read_book):
    def fill(book):
        put(book.add_worksheet("One"), [["Client", "Amount"], ["A", 1]])
        put(book.add_worksheet("Two"), [["Manager", "Plan"], ["B", 2]])
        book.add_worksheet("Empty")
        hidden = book.add_worksheet("Hidden")
        put(hidden, [["Key", "Value"], ["C", 3]])
        hidden.hide()

    result = read_book(fill)
    assert [t.name for t in result.tables] == ["sales_one", "sales_two", "sales_hidden"]
    assert [(p.code, p.sheet, p.severity) for p in result.problems] == [("sheet-empty", "Empty", "note")]
    assert any("hidden" in step for step in result.tables[2].steps)
    chosen = read_book(fill, sheets=["Two"])
    assert [t.name for t in chosen.tables] == ["sales"]
    missing = read_book(fill, sheets=["Two", "Zwei"])
    assert [(p.code, p.found) for p in missing.problems] == [("sheet-missing", "Zwei")]
