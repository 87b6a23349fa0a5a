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


def test_zeros_in_front_by_number_format_are_kept_as_text(read_book):
    values, found, _table = column(
        read_book,
        lambda book, sheet, row: sheet.write_number(
            row, 1, 416 + row, book.add_format({"num_format": "00000"})
        ),
    )
    assert found.kind == "text"
    assert values.tolist()[:2] == ["00417", "00418"]


def test_zeros_in_front_in_text_cells_are_kept(read_book):
    values, _found, _table = column(
        read_book, lambda book, sheet, row: sheet.write_string(row, 1, f"0041{row}")
    )
    assert values.tolist()[0] == "00411"


def test_errors_are_reported_and_no_blanks(read_book):
    def write(book, sheet, row):
        sheet.write_formula(row, 1, "=NA()", None, "#N/A") if row == 3 else sheet.write_number(row, 1, row)

    values, found, _table = column(read_book, write)
    assert values.isna().tolist() == [False, False, True, False, False, False]
    [problem] = found.problems
    assert (problem.code, problem.row, problem.found, problem.severity) == ("excel-error", 4, "#N/A", "error")


def test_formulas_without_a_stored_result_are_reported_and_no_blanks(tmp_path):
    book = openpyxl.Workbook()
    for row in [["Client", "Value"], ["A", 1], ["B", "=B2+1"], ["C", 3]]:
        book.active.append(row)
    book.save(tmp_path / "sales.xlsx")
    [found] = read_file(tmp_path / "sales.xlsx", label="input/sales.xlsx").tables
    [problem] = found.columns[1].problems
    assert (problem.code, problem.row, problem.found) == ("formula-without-value", 3, "=B2+1")
    assert found.frame["Value"].isna().tolist() == [False, True, False]


def test_formulas_with_a_result_are_that_result(read_book):
    values, found, _table = column(
        read_book, lambda book, sheet, row: sheet.write_formula(row, 1, "=1+1", None, 2)
    )
    assert values.tolist() == [2] * 6
    assert found.problems == []


@pytest.mark.parametrize(
    "form", ["dd.mm.yyyy", "mmm yy", "[$-419]d mmmm yyyy;@", "yyyy-mm-dd hh:mm", "m/d/yyyy"]
)
def test_dates_are_dates_whatever_their_format(read_book, form):
    moment = dt.datetime(2024, 1, 31)
    values, found, _table = column(
        read_book,
        lambda book, sheet, row: sheet.write_datetime(row, 1, moment, book.add_format({"num_format": form})),
    )
    assert found.kind == "date"
    assert values.iloc[0] == pd.Timestamp("2024-01-31")


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


def test_numbers_of_excel_leave_no_doubt_on_their_decimals(read_book):
    values, _found, table = column(
        read_book, lambda book, sheet, row: sheet.write_number(row, 1, row + 0.234)
    )
    assert table.questions == []
    assert values.iloc[0] == 1.234


def test_numbers_kept_as_text_are_numbers(read_book):
    values, _found, _table = column(
        read_book, lambda book, sheet, row: sheet.write_string(row, 1, f"{row} 000,50")
    )
    assert values.tolist()[:2] == [1000.5, 2000.5]


def test_per_cent_money_and_truth(read_book):
    share = column(
        read_book, lambda b, s, r: s.write_number(r, 1, 0.125, b.add_format({"num_format": "0.0%"}))
    )
    assert share[0].iloc[0] == 0.125
    assert share[1].how["percent"]
    money = column(
        read_book, lambda b, s, r: s.write_number(r, 1, 5, b.add_format({"num_format": '#,##0 "zł"'}))
    )
    assert money[1].how["currencies"] == {"PLN": 6}
    truth = column(read_book, lambda b, s, r: s.write_boolean(r, 1, r > 2))
    assert truth[0].tolist()[:3] == ["FALSE", "FALSE", "TRUE"]


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


def test_a_column_of_formulas_without_results_is_one_problem(tmp_path):
    path = tmp_path / "sales.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Client", "Pieces", "Amount"])
    for row in range(2, 40):
        book.active.append([f"A{row}", row, f"=B{row}*2"])
    book.save(path)
    [problem] = read_file(path, label="input/sales.xlsx").tables[0].all_problems
    assert (problem.code, problem.row, problem.found, problem.count) == (
        "formula-without-value", 2, "=B2*2", 38,
    )
