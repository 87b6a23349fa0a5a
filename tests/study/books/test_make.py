"""A workbook of an account is made anew as often as you like: nothing that anybody typed is lost."""

import shutil
import unicodedata
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from kamlib.problems import KamError
from kamlib.study.books import Change, make_book, read_book, read_books
from kamlib.study.forms import Line, collect, write_form
from tests.study.books.conftest import QUESTIONS, centre, dossier, place, plan
from tests.study.forms.conftest import scores

DAY, LATER = date(2026, 1, 31), date(2026, 3, 1)
TYPED = {
    ("legal", "value"): "-ООО, 100 % частное\nс 1998", ("legal", "on"): datetime(2026, 1, 15),
    ("legal", "confidence"): "fact", ("beds", "value"): 420, ("law", "value"): "the law on public purchase",
    ("law", "valid_until"): "31.12.2026", ("beds", "source"): "chief physician", ("beds", "sensitive"): "yes",
}  # fmt: skip


def answers(folder: Path) -> dict[tuple[str, str], str]:
    frame = read_books(folder, "dossier").tables["dossier"]
    return {
        (row["line"], column): str(row[column])
        for row in frame.to_dict("records") for column in frame.columns[3:]
        if str(row[column]) not in ("", "NaT")
    }  # fmt: skip


def test_the_folder_of_an_account_has_its_workbook_and_a_folder_for_each_group(tmp_path):
    made = make_book(tmp_path, dossier(), on=DAY)
    assert made.state == "new"
    assert made.path.relative_to(tmp_path).as_posix() == "judgement/dossiers/00474 Tundra Торг/dossier.xlsx"
    assert sorted(p.name for p in made.path.parent.iterdir()) == [
        "01 Identity & status", "02 Needs problems", "dossier.xlsx"]


def test_every_answer_is_read_as_its_kind_wants_it(tmp_path, write):
    write(make_book(tmp_path, dossier(), on=DAY).path, "Core questions", TYPED)
    assert answers(tmp_path) == {key: str(value) for key, value in TYPED.items()} | {
        ("law", "value"): "public", ("law", "valid_until"): "2026-12-31 00:00:00"}


def test_an_account_whose_key_is_a_long_name_has_a_folder_and_one_from_a_mac_is_found(tmp_path):
    key = "Общество с ограниченной ответственностью «Ёлочный край» " * 5
    first = make_book(tmp_path, dossier(account=key + "1", name=key), on=DAY)
    second = make_book(tmp_path, dossier(account=key + "2", name=key), on=DAY)
    assert first.path != second.path
    assert len(first.path.parent.name.encode()) <= 255
    assert make_book(tmp_path, dossier(account=key + "1", name=key), on=DAY).state == "same"
    home = make_book(tmp_path, dossier(account="Ёлка"), on=DAY).path.parent
    home.rename(home.with_name(unicodedata.normalize("NFD", home.name)))
    assert make_book(tmp_path, dossier(account="Ёлка"), on=DAY).state == "same"


def test_made_again_without_a_change_it_is_the_same_to_the_byte_and_leaves_no_copy(tmp_path):
    first = make_book(tmp_path, dossier(), on=DAY)
    before = first.path.read_bytes()
    assert make_book(tmp_path, dossier(), on=LATER).state == "same"
    assert first.path.read_bytes() == before
    assert [p.name for p in first.path.parent.glob("*.xlsx")] == ["dossier.xlsx"]


def test_made_again_it_keeps_answers_comments_and_attachments_and_a_dated_copy(tmp_path, write):
    path = make_book(tmp_path, dossier(), on=DAY).path
    attached = path.parent / "01 Identity & status" / "устав.pdf"
    attached.write_bytes(b"%PDF")
    write(path, "Core questions", TYPED, comments={("law", "value"): "ask their lawyer"})
    saved, said = path.read_bytes(), answers(tmp_path)
    made = make_book(tmp_path, dossier(QUESTIONS | {"new": "What is new?"}), on=LATER)
    assert (made.state, made.copy.name) == ("changed", "dossier.2026-03-01.xlsx")
    assert made.copy.read_bytes() == saved
    assert answers(tmp_path) == said
    assert read_books(tmp_path, "dossier").comments[["line", "comment"]].to_numpy().tolist() == [
        ["law", "ask their lawyer"]]
    assert attached.read_bytes() == b"%PDF"


def test_answers_of_a_removed_question_move_to_former_questions_and_come_back_with_it(tmp_path, write):
    path = make_book(tmp_path, dossier(), on=DAY).path
    write(path, "Core questions", {("law", "value"): "no law, it buys freely", ("law", "owner"): "Nina"},
          comments={("law", "value"): "since 2024"})
    without = {key: words for key, words in QUESTIONS.items() if key != "law"}
    assert make_book(tmp_path, dossier(without), on=LATER).former == 1
    sheet = openpyxl.load_workbook(path)["Former questions"]
    assert place(sheet, "law", "value").value == "no law, it buys freely"
    assert place(sheet, "law", "value").comment.text == "since 2024"
    assert place(sheet, "law", "owner").value == "Nina"
    assert "law" not in read_books(tmp_path, "dossier").tables["dossier"]["question"].tolist()
    make_book(tmp_path, dossier(without), on=LATER)  # and once more: it stays
    make_book(tmp_path, dossier(), on=LATER)
    book = openpyxl.load_workbook(path)
    assert "Former questions" not in book.sheetnames
    assert place(book["Core questions"], "law", "owner").value == "Nina"


def test_an_answer_that_the_new_kind_does_not_take_stands_as_a_comment(tmp_path, write):
    path = make_book(tmp_path, dossier(kinds={}), on=DAY).path
    write(path, "Core questions", {("beds", "value"): "about four hundred"})
    make_book(tmp_path, dossier(), on=LATER)
    cell = place(openpyxl.load_workbook(path)["Core questions"], "beds", "value")
    assert (cell.value, cell.comment.text) == (None, "about four hundred")


def test_cells_of_ones_own_are_kept_once_however_often_it_is_made_anew(tmp_path, write):
    def more(book):
        book["Core questions"]["Z3"] = "ring him"
        book["Core questions"]["A3"].comment = Comment("typed on a locked cell", "Adam")

    path = write(make_book(tmp_path, dossier(), on=DAY).path, "Core questions", {}, change=more)
    make_book(tmp_path, dossier(QUESTIONS | {"new": "?"}), on=LATER)
    make_book(tmp_path, dossier(), on=LATER)
    beside = [cell.value for row in openpyxl.load_workbook(path)["Beside the form"] for cell in row]
    assert (beside.count("ring him"), beside.count("typed on a locked cell")) == (1, 1)


def test_an_emptied_line_is_not_filled_in_again_but_a_new_one_is(tmp_path, write):
    known = {"legal": {"value": "from the register"}}
    path = make_book(tmp_path, dossier(known=known), on=DAY).path
    write(path, "Core questions", {("legal", "value"): None})
    make_book(tmp_path, dossier(known=known | {"beds": {"value": 5}}), on=LATER)
    assert ("legal", "value") not in answers(tmp_path)


@pytest.mark.parametrize("lock", ["~$dossier.xlsx", ".~lock.dossier.xlsx#"])
def test_an_open_workbook_is_told_and_left_as_it_is(tmp_path, lock):
    path = make_book(tmp_path, dossier(), on=DAY).path
    (path.parent / lock).write_text("Adam")
    before = path.read_bytes()
    with pytest.raises(KamError, match=r"dossier\.xlsx: is open in a spreadsheet; save and close"):
        make_book(tmp_path, dossier({}), on=LATER)
    assert path.read_bytes() == before


def spoil_key(book):
    place(book["Core questions"], "beds", "on").value = "last spring"


def tear(book):
    sheet = book["Core questions"]
    row = place(sheet, "law", "value").row
    sheet.cell(row, 2).value = QUESTIONS["beds"]
    sheet.cell(row, 4).value = 12


def drop(book):
    book.create_sheet("x")
    del book["Core questions"]


NOT_A_DAY = 'sheet "Core questions", column "[A-Z]+[0-9]+ Learnt on": "last spring" is not a day'


@pytest.mark.parametrize("spoil, said", [(spoil_key, NOT_A_DAY), (tear, "stands beside the key of"),
                                         (drop, "has no sheet")])
def test_a_workbook_edited_into_nonsense_is_told_and_left_as_it_is(tmp_path, write, spoil, said):
    path = write(make_book(tmp_path, dossier(), on=DAY).path, "Core questions",
                 {("legal", "value"): "kept"}, change=spoil)
    before = path.read_bytes()
    with pytest.raises(KamError, match=said):
        make_book(tmp_path, dossier(QUESTIONS | {"new": "?"}), on=LATER)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("dossier.2*"))
    told = read_books(tmp_path, "dossier")
    assert told.problems
    assert spoil is drop or ("legal", "value") in answers(tmp_path)


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 broken"])
def test_a_damaged_workbook_is_told_and_left_as_it_is(tmp_path, content):
    path = make_book(tmp_path, dossier(), on=DAY).path
    path.write_bytes(content)
    with pytest.raises(KamError):
        make_book(tmp_path, dossier(), on=LATER)
    assert path.read_bytes() == content
    books = read_books(tmp_path, "dossier")
    assert books.tables["dossier"].empty
    assert books.problems


def test_the_dossier_of_another_account_is_not_written_over(tmp_path):
    path = make_book(tmp_path, dossier(), on=DAY).path
    path.write_bytes(make_book(tmp_path, dossier(account="7", name="Other"), on=DAY).path.read_bytes())
    with pytest.raises(KamError, match="is not the workbook of"):
        make_book(tmp_path, dossier(), on=LATER)


def test_lines_of_people_keep_their_numbers_and_there_are_always_empty_ones(tmp_path, write):
    path = make_book(tmp_path, centre(), on=DAY).path
    write(path, "People", {("1", "person"): "Ada Bor", ("1", "influence"): 4, ("1", "attitude"): -3,
                           ("1", "role"): "uses it", ("3", "person"): "Ivan", ("3", "leaves"): 0.35})
    make_book(tmp_path, centre(), on=LATER)
    sheet = openpyxl.load_workbook(path)["People"]
    assert [row[0].value for row in sheet.iter_rows(min_row=3)][-6:] == list("123456")
    persons = read_books(tmp_path, "buying-centre").tables["persons"]
    assert persons[["line", "person", "role", "influence", "attitude"]].fillna("?").to_numpy().tolist() == [
        ["1", "Ada Bor", "user", 4.0, -3.0], ["3", "Ivan", "", "?", "?"]]
    assert persons["leaves"].tolist()[1] == 0.35


def test_people_of_the_clients_file_are_filled_in_once(tmp_path, write):
    rows = (Line("c1", "", cells={"person": "Maria Anders", "position": "Sales Representative"}),)
    path = make_book(tmp_path, centre(rows), on=DAY).path
    write(path, "People", {("c1", "attitude"): 2, ("1", "person"): "Ada"})
    make_book(tmp_path, centre(rows), on=LATER)
    persons = read_books(tmp_path, "buying-centre").tables["persons"]
    assert persons["person"].tolist() == ["Maria Anders", "Ada"]


def test_a_line_without_what_it_needs_is_told_with_its_cell_and_not_counted(tmp_path, write):
    write(make_book(tmp_path, centre(), on=DAY).path, "People", {("2", "position"): "director"})
    books = read_books(tmp_path, "buying-centre")
    assert books.tables["persons"].empty
    assert [(p.code, p.severity, p.found) for p in books.problems] == [("book-line", "warning", "director")]
    make_book(tmp_path, centre(), on=LATER)
    assert len(read_books(tmp_path, "buying-centre").problems) == 1


def test_the_frame_of_a_plan_is_one_row_and_what_is_known_is_only_shown(tmp_path, write):
    path = make_book(tmp_path, plan(), on=DAY).path
    write(path, "Plan", {("terms", "value"): "real", ("discount_rate", "value"): "20 %",
                         ("manager_on", "value"): "28.01.2026"})
    frame = read_books(tmp_path, "plan").tables["plan"]
    row = frame.loc[0]
    assert (row["account"], row["terms"], row["discount_rate"]) == ("00474", "real", 0.2)
    assert row["manager_on"] == datetime(2026, 1, 28)


def test_changes_are_written_after_what_was_there(tmp_path, write):
    path = make_book(tmp_path, centre(), on=DAY).path
    write(path, "People", {("1", "person"): "Ada", ("1", "attitude"): -2})
    changes = [Change("persons", "1", "attitude", "1"), Change("persons", "+1", "person", "Ivan"),
               Change("persons", "+1", "leaves", "0.2"), Change("persons", "+2", "person", "Olga"),
               Change("contacts", "", "ours", "Nina"), Change("persons", "1", "action_until", "2026-02-12")]
    make_book(tmp_path, centre(), on=LATER, changes=changes)
    persons = read_books(tmp_path, "buying-centre").tables["persons"]
    assert persons[["line", "person"]].to_numpy().tolist() == [["1", "Ada"], ["2", "Ivan"], ["3", "Olga"]]
    assert persons["attitude"].tolist()[0] == 1
    assert persons["leaves"].tolist()[1] == 0.2


def test_a_change_without_text_empties_the_cell(tmp_path):
    make_book(tmp_path, dossier(), on=DAY, changes=[Change("dossier", "beds", "value", "7")])
    make_book(tmp_path, dossier(), on=LATER, changes=[Change("dossier", "beds", "value", "")])
    assert answers(tmp_path) == {}


def test_a_change_that_is_no_answer_is_refused_and_nothing_is_written(tmp_path):
    path = make_book(tmp_path, centre(), on=DAY).path
    before = path.read_bytes()
    wrong = [Change("persons", "1", "attitude", "9"), Change("nowhere", "1", "x", "y")]
    with pytest.raises(KamError) as told:
        make_book(tmp_path, centre(), on=LATER, changes=wrong)
    assert len(told.value.problems) == 2
    assert path.read_bytes() == before


def test_a_removed_column_stays_as_a_comment(tmp_path, write):
    path = make_book(tmp_path, centre(), on=DAY).path
    write(path, "People", {("1", "person"): "Ada", ("1", "position"): "director"})
    form = centre()
    page = form.form.pages[0]
    columns = tuple(column for column in page.columns if column.key != "position")
    short = replace(form, form=replace(form.form, pages=(replace(page, columns=columns), form.form.pages[1])))
    make_book(tmp_path, short, on=LATER)
    assert "director" in place(openpyxl.load_workbook(path)["People"], "1", "person").comment.text


def test_a_workbook_that_lies_or_goes_where_another_belongs_is_told(tmp_path):
    path = make_book(tmp_path, dossier(), on=DAY).path
    copy = path.parent.with_name("00475 Copy") / path.name
    copy.parent.mkdir()
    for place_of in (copy, path.with_name("plan.xlsx")):
        shutil.copy(path, place_of)
    told = [str(problem) for kind in ("dossier", "plan") for problem in read_books(tmp_path, kind).problems]
    assert ["is a second workbook of the account of" in told[0], "of another kind" in told[1]] == [True, True]
    _forms, (problem,) = collect(tmp_path, "Alder", [path], on=DAY)
    assert "is a form that is not known here" in str(problem)
    form = write_form(tmp_path, scores(), on=DAY)
    with pytest.raises(KamError, match="is a form and no workbook of an account"):
        read_book(form, form.name)
    with pytest.raises(KamError, match="is no place of the page"):
        make_book(tmp_path, dossier(), on=DAY, changes=[Change("dossier", "beds", "colour", "red")])
