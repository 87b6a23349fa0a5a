"""Cells of Excel: what they hold and how they are shown."""

import datetime as dt
import zipfile

import openpyxl
import pandas as pd
import pytest

from kamlib.study.read import read_file
from kamlib.study.read.workbook import read_format
from tests.study.read.conftest import codes, put


def column(read_book, write, n=6):
    """Read one column: ``write(book, sheet, row)`` fills the cell of each row."""

    def fill(book):
        sheet = book.add_worksheet()
        put(sheet, [["Client", "Value"], *[[f"A{i}"] for i in range(n)]])
        for row in range(1, n + 1):
            write(book, sheet, row)

    [found] = read_book(fill).tables
    return found.frame["Value"], found.columns[1], found


def shown(form, value):
    """Write a number, or a moment, under a number format."""
    return lambda book, sheet, row: sheet.write(row, 1, value, book.add_format({"num_format": form}))


MOMENT = dt.datetime(2024, 1, 31)
CELLS = {
    "zeros by format": (shown("00000", 417), "text", "00417"),
    "zeros in text": (lambda _book, sheet, row: sheet.write_string(row, 1, "00411"), "text", "00411"),
    "a formula": (lambda _book, sheet, row: sheet.write_formula(row, 1, "=1+1", None, 2), "number", 2),
    "a fraction": (lambda _book, sheet, row: sheet.write_number(row, 1, 1.234), "number", 1.234),
    "a number as text": (lambda _book, sheet, row: sheet.write(row, 1, "1 000,50"), "number", 1000.5),
    "per cent": (shown("0.0%", 0.125), "number", 0.125),
    "money": (shown('#,##0 "zł"', 5), "number", 5),
    "truth": (lambda _book, sheet, row: sheet.write_boolean(row, 1, row > 2), "text", "FALSE"),
    **{form: (shown(form, MOMENT), "date", pd.Timestamp(MOMENT)) for form in (
        "dd.mm.yyyy", "mmm yy", "[$-419]d mmmm yyyy;@", "yyyy-mm-dd hh:mm", "m/d/yyyy")},
}
HOW = {"per cent": {"percent": True}, "money": {"currencies": {"PLN": 6}}}


@pytest.mark.parametrize("case", CELLS)
def test_cells_are_what_excel_shows(read_book, case):
    write, kind, first = CELLS[case]
    values, found, table = column(read_book, write)
    assert (found.kind, values.iloc[0]) == (kind, first)
    assert HOW.get(case, {}).items() <= found.how.items()
    assert table.all_problems == []


def test_errors_are_reported_and_no_blanks(read_book):
    def write(book, sheet, row):
        sheet.write_formula(row, 1, "=NA()", None, "#N/A") if row == 3 else sheet.write_number(row, 1, row)

    values, found, _table = column(read_book, write)
    assert values.isna().tolist() == [False, False, True, False, False, False]
    [problem] = found.problems
    assert (problem.code, problem.row, problem.found, problem.severity) == ("excel-error", 4, "#N/A", "error")


def test_formulas_without_a_stored_result_are_one_problem_and_no_blanks(tmp_path):
    book = openpyxl.Workbook()
    for row in [["Client", "Value"], ["A", 1], ["B", "=B2+1"], ["C", 3], ["D", "=B4+1"]]:
        book.active.append(row)
    book.save(tmp_path / "sales.xlsx")
    [found] = read_file(tmp_path / "sales.xlsx", label="input/sales.xlsx").tables
    [problem] = found.all_problems
    assert (problem.code, problem.row, problem.found, problem.count) == (
        "formula-without-value", 3, "=B2+1", 2)
    assert found.frame["Value"].isna().tolist() == [False, True, False, True]


def test_days_are_counted_from_1904_where_the_workbook_says_so(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for row in [["Client", "Day"], ["A", dt.datetime(2024, 1, 31)], ["B", dt.datetime(2024, 2, 29)]]:
        book.active.append(row)
    book.save(tmp_path / "sales.xlsx")
    [found] = read_file(tmp_path / "sales.xlsx", label="input/sales.xlsx").tables
    assert found.frame["Day"].iloc[0] == pd.Timestamp("2024-01-31")


def test_a_number_that_excel_turned_into_a_date_is_named(read_book):
    def write(book, sheet, row):
        if row == 2:
            sheet.write_datetime(row, 1, dt.datetime(2024, 5, 1), book.add_format({"num_format": "dd.mm"}))
        else:
            sheet.write_number(row, 1, row + 0.5)

    _values, found, _table = column(read_book, write)
    [problem] = found.problems
    assert problem.row == 3
    assert "Excel may have turned a number into it" in problem.message


def test_text_in_several_fonts_is_one_text(read_book):
    def fill(book):
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        put(sheet, [["Client", "Value"], [None, 1], ["Birch", 2]])
        sheet.write_rich_string(1, 0, "Ac", bold, "me", " House")

    [found] = read_book(fill).tables
    assert found.frame["Client"].iloc[0] == "Acme House"


def test_rows_hidden_by_a_filter_are_read_and_said(read_book):
    def fill(book):
        sheet = book.add_worksheet()
        put(sheet, [["Client", "Value"], ["A", 1], ["B", 2]])
        sheet.set_row(1, None, None, {"hidden": True})

    [found] = read_book(fill).tables
    assert len(found.frame) == 2
    assert any("hidden in Excel" in step for step in found.steps)


def test_a_cell_at_the_far_end_of_the_sheet_costs_nothing(read_book):
    def fill(book):
        sheet = book.add_worksheet()
        put(sheet, [["Client", "Value"], ["A", 1], ["B", 2], ["C", 3], ["D", 4]])
        sheet.write(1_048_575, 16_383, "end")

    result = read_book(fill)
    assert result.tables[0].frame["Value"].tolist()[:4] == [1, 2, 3, 4]


def test_cells_without_reference_are_counted(tmp_path):
    path = tmp_path / "sales.xlsx"
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row) + "</row>"
        for row in (["Client", "Amount"], ["Acme", "1,5"], ["Birch", "2,5"])
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "xl/workbook.xml",
            '<x:workbook xmlns:x="urn:x"><x:sheets><x:sheet name="S"/></x:sheets></x:workbook>',
        )
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{cells}</sheetData></worksheet>")
    [found] = read_file(path, label="input/sales.xlsx").tables
    assert found.frame["Amount"].tolist() == [1.5, 2.5]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", "number"), ("#,##0.00", "number"), ('0" days"', "number"), ("[Red]-0;0", "number"),
        ("0.0%", "percent"), ("dd/mm/yy", "date"), ("[$-F800]dddd, mmmm dd, yyyy", "date"),
        ("h:mm", "time"), ("[h]:mm:ss", "time"), ("@", "number"),
    ],
)
def test_what_number_formats_mean(code, kind):
    assert read_format(170, code).kind == kind


def test_problems_of_a_workbook_name_the_sheet(read_book):
    result = read_book([["Client", "Amount"], *[[f"A{i}", i] for i in range(9)], ["B", "x"]], sheet="2024")
    assert [str(p) for p in result.all_problems] == [
        'input/sales.xlsx, sheet "2024", row 11, column "Amount": "x" is not a number; write it like 1234.56'
    ]
    assert codes(result) == {"number-unreadable"}
