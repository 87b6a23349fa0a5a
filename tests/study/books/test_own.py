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
from kamlib.study.forms.answer import as_answer
from kamlib.study.forms.form import OwnCell
from kamlib.study.forms.write import workbook_of
from kamlib.study.typed import UntypedError
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


def test_comments_on_a_sheet_of_ones_own_stay(again):
    def change(book):
        book.create_sheet("My notes")["B2"].comment = Comment("ask Olga", "Adam")

    assert again(change)["My notes"]["B2"].comment.text == "ask Olga"


def test_formulas_that_look_at_their_own_sheet_stay_formulas(again):
    def change(book):
        sheet = book.create_sheet("My notes")
        sheet["A1"], sheet["A2"], sheet["A3"] = 2, 3, "=SUM(A1:A2)"

    cell = again(change)["My notes"]["A3"]
    assert (cell.data_type, cell.value) == ("f", "=SUM(A1:A2)")


def test_of_a_formula_on_other_sheets_the_result_stays_and_the_formula_beside_it(tmp_path):
    form = dossier().form
    cell = OwnCell(1, 1, 840, "='Core questions'!D5*2", "twice the beds")
    path = tmp_path / "dossier.xlsx"
    path.write_bytes(workbook_of(replace(form, own=(("My notes", (cell,)),))))
    kept = OwnCell(1, 1, 840, note="twice the beds\n='Core questions'!D5*2")
    assert read_book(path, path.name).own == [("My notes", (kept,))]


def test_the_result_of_a_formula_is_kept_with_it(tmp_path):
    form = dossier().form
    cells = (OwnCell(1, 1, 840, "=2*420"), OwnCell(2, 1, datetime(2026, 3, 1), "=DATE(2026,3,1)"))
    path = tmp_path / "dossier.xlsx"
    path.write_bytes(workbook_of(replace(form, own=(("My notes", cells),))))
    assert read_book(path, path.name).own == [("My notes", cells)]


def test_a_formula_over_many_cells_keeps_its_words(again):
    def change(book):
        book.create_sheet("My notes")["A1"] = ArrayFormula("A1:A2", "=B1:B2*2")

    cell = again(change)["My notes"]["A1"]
    assert "=B1:B2*2" in str(cell.value)


def test_a_sheet_far_out_is_taken_whole_and_one_that_is_too_large_is_refused(again, monkeypatch, tmp_path):
    def change(book):
        sheet = book.create_sheet("My notes")
        sheet["XFD1048576"], sheet["A20"] = "far", "near"

    sheet = again(change)["My notes"]
    assert (sheet["XFD1048576"].value, sheet["A20"].value) == ("far", "near")
    monkeypatch.setattr("kamlib.study.books.book._MOST_CELLS", 1)
    with pytest.raises(KamError, match='"My notes": is too large to be carried over; move it'):
        make_book(tmp_path, dossier(), on=LATER)


@pytest.mark.filterwarnings("ignore:Title is more than 31")
def test_a_long_name_of_a_sheet_as_other_programs_allow_is_cut(again):
    name = "Notes on everything that we know of them"

    def change(book):
        book.create_sheet("x")["A1"] = "kept"
        book["x"].title = name

    assert again(change)[name[:31]]["A1"].value == "kept"


def test_words_in_a_locked_column_below_the_lines_stay(again):
    def change(book):
        book["Core questions"].cell(40, 2).value = "and what about their lawyers?"

    beside = [cell.value for row in again(change)["Beside the form"] for cell in row]
    assert beside == ["Core questions B40", "and what about their lawyers?"]


def test_a_comment_of_a_thread_stays_whole(again):
    words = "[Threaded comment]\n\nYour version ...\n\nComment:\n    Comment: he said\nReply:\n    yes"

    def change(book):
        place(book["Core questions"], "law", "value").comment = Comment(words, "Adam")

    kept = place(again(change)["Core questions"], "law", "value").comment.text
    assert kept == "Comment: he said\nReply:\n    yes"


def test_a_chart_on_a_sheet_of_its_own_is_counted_among_what_only_the_copy_has(tmp_path, write):
    path = write(make_book(tmp_path, dossier(), on=DAY).path, "Core questions", {},
                 change=lambda book: book.create_chartsheet("Chart").add_chart(openpyxl.chart.BarChart()))
    assert make_book(tmp_path, dossier(QUESTIONS | {"new": "?"}), on=LATER).pictures == 1
    assert path.exists()


def test_a_long_whole_number_is_carried_over(tmp_path, write):
    path = write(make_book(tmp_path, dossier(), on=DAY).path, "Core questions",
                 {("beds", "value"): 1027700132195})
    make_book(tmp_path, dossier(QUESTIONS | {"new": "?"}), on=LATER)
    assert place(openpyxl.load_workbook(path)["Core questions"], "beds", "value").value == 1027700132195


def test_a_number_in_a_cell_of_money_is_read_in_one_way_and_carried_over(tmp_path, write):
    money = dossier(kinds={"beds": Kind("number", 0, unit="money")})
    path = write(make_book(tmp_path, money, on=DAY).path, "Core questions", {("beds", "value"): 12.375})
    with_more = dossier(QUESTIONS | {"new": "?"}, kinds={"beds": Kind("number", 0, unit="money")})
    make_book(tmp_path, with_more, on=LATER, changes=[Change("dossier", "law", "value", "12.375")])
    sheet = openpyxl.load_workbook(path)["Core questions"]
    assert (place(sheet, "beds", "value").value, place(sheet, "law", "value").value) == (12.375, "12.375")
    with pytest.raises(UntypedError, match="can be read in two ways"):
        as_answer("12.375", Kind("number", 0, unit="money"))


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
