"""What people put into a workbook beside what is asked: their sheets, formulas and comments stay."""

from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.formula import ArrayFormula

from kamlib.problems import KamError
from kamlib.study.books import Change, make_book, read_book
from kamlib.study.books.carry import _check_nothing_lost, carried
from kamlib.study.forms import Kind
from kamlib.study.forms.form import OwnCell
from kamlib.study.forms.write import workbook_of
from tests.study.books.conftest import QUESTIONS, dossier, place

DAY, LATER = date(2026, 1, 31), date(2026, 3, 1)


@pytest.fixture
def again(tmp_path, write):
    """Change a workbook as people do, have it made anew, and return it as it is then."""

    def made(change):
        path = write(make_book(tmp_path, dossier(), on=DAY).path, "Core questions", {}, change=change)
        make_book(tmp_path, dossier(QUESTIONS | {"new": "?"}), on=LATER)
        return openpyxl.load_workbook(path)

    return made


@pytest.mark.filterwarnings("ignore:Title is more than 31")
def test_what_people_put_on_sheets_of_their_own_and_beside_the_lines_stays(again):
    thread = "[Threaded comment]\n\nYour version ...\n\nComment:\n    Comment: he said\nReply:\n    yes"

    def change(book):
        own, asked = book.create_sheet("My notes"), book["Core questions"]
        own["B2"].comment = Comment("ask Olga", "Adam")
        own["A1"], own["A2"], own["A3"] = 2, 3, "=SUM(A1:A2)"
        own["A5"] = ArrayFormula("A5:A6", "=B1:B2*2")
        own["XFD1048576"], own["A20"] = "far", "near"
        book.create_sheet("x")["A1"] = "kept"
        book["x"].title = "Notes on everything that we know of them"
        asked.cell(40, 2).value = "and what about their lawyers?"
        place(asked, "law", "value").comment = Comment(thread, "Adam")
        place(asked, "beds", "value").value = 1027700132195

    book = again(change)
    own, asked = book["My notes"], book["Core questions"]
    assert own["B2"].comment.text == "ask Olga"
    assert (own["A3"].data_type, own["A3"].value) == ("f", "=SUM(A1:A2)")
    assert "=B1:B2*2" in str(own["A5"].value)
    assert (own["XFD1048576"].value, own["A20"].value) == ("far", "near")
    assert book["Notes on everything that we know of them"[:31]]["A1"].value == "kept"
    beside = [cell.value for row in book["Beside the form"] for cell in row]
    assert beside == ["Core questions B40", "and what about their lawyers?"]
    assert place(asked, "law", "value").comment.text == "Comment: he said\nReply:\n    yes"
    assert place(asked, "beds", "value").value == 1027700132195


def test_a_sheet_that_is_too_large_is_refused(again, monkeypatch, tmp_path):
    def change(book):
        book.create_sheet("My notes")["A1"], book["My notes"]["A2"] = "one", "two"

    again(change)
    monkeypatch.setattr("kamlib.study.books.book._MOST_CELLS", 1)
    with pytest.raises(KamError, match='"My notes": is too large to be carried over; move it'):
        make_book(tmp_path, dossier(), on=LATER)


@pytest.mark.parametrize(("cells", "kept"), [
    ((OwnCell(1, 1, 840, "='Core questions'!D5*2", "twice the beds"),),
     (OwnCell(1, 1, 840, note="twice the beds\n='Core questions'!D5*2"),)),
    ((OwnCell(1, 1, 840, "=2*420"), OwnCell(2, 1, datetime(2026, 3, 1), "=DATE(2026,3,1)")), None),
])  # fmt: skip
def test_a_formula_stays_with_its_result_and_one_on_other_sheets_beside_it(tmp_path, cells, kept):
    path = tmp_path / "dossier.xlsx"
    path.write_bytes(workbook_of(replace(dossier().form, own=(("My notes", cells),))))
    assert read_book(path, path.name).own == [("My notes", kept or cells)]


def test_a_chart_on_a_sheet_of_its_own_is_counted_among_what_only_the_copy_has(tmp_path, write):
    path = write(make_book(tmp_path, dossier(), on=DAY).path, "Core questions", {},
                 change=lambda book: book.create_chartsheet("Chart").add_chart(openpyxl.chart.BarChart()))
    assert make_book(tmp_path, dossier(QUESTIONS | {"new": "?"}), on=LATER).pictures == 1
    assert path.exists()


def test_a_number_in_a_cell_of_money_is_read_in_one_way_and_carried_over(tmp_path, write):
    money = dossier(kinds={"beds": Kind("number", 0, unit="money")})
    path = write(make_book(tmp_path, money, on=DAY).path, "Core questions", {("beds", "value"): 12.375})
    with_more = dossier(QUESTIONS | {"new": "?"}, kinds={"beds": Kind("number", 0, unit="money")})
    make_book(tmp_path, with_more, on=LATER, changes=[Change("dossier", "law", "value", "12.375")])
    sheet = openpyxl.load_workbook(path)["Core questions"]
    assert (place(sheet, "beds", "value").value, place(sheet, "law", "value").value) == (12.375, "12.375")


def test_a_choice_that_is_offered_no_more_stays_in_its_words(tmp_path, write):
    path = write(make_book(tmp_path, dossier(), on=DAY).path, "Core questions",
                 {("law", "value"): "the law on public purchase"})
    make_book(tmp_path, dossier(kinds={"law": Kind("choice", choices=(("free", "free"),))}), on=LATER)
    cell = place(openpyxl.load_workbook(path)["Core questions"], "law", "value")
    assert (cell.value, cell.comment.text) == (None, "the law on public purchase")


def test_a_line_that_would_be_left_behind_stops_it_even_where_the_same_stands_elsewhere(tmp_path, write):
    path = write(make_book(tmp_path, dossier(), on=DAY).path, "Core questions",
                 {("legal", "value"): "plc", ("law", "source"): "plc"})
    book = read_book(path, path.name)
    form = carried(dossier().form, book)
    page = form.pages[0]
    lines = tuple(replace(line, cells={}) if line.key == "law" else line for line in page.lines)
    lost = replace(form, pages=(replace(page, lines=lines),))
    with pytest.raises(KamError, match='"plc" would be lost'):
        _check_nothing_lost(lost, book)
