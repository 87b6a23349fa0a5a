"""A copy of a workbook that came back by mail is put beside what is kept: nothing of either is lost."""

import shutil
from datetime import date

import openpyxl
import pytest

from kamlib.study.books import Change, make_book, read_book, read_books
from kamlib.study.books.merge import differences
from tests.study.books.conftest import centre, dossier, place

DAY, LATER = date(2026, 1, 31), date(2026, 3, 1)


@pytest.fixture
def sent(tmp_path, write):
    """Make a workbook, send a copy away, let somebody write into it; return study and copy."""

    def away(form, sheet, answers, **more):
        path = make_book(tmp_path / "study", form, on=DAY).path
        copy = tmp_path / "returned.xlsx"
        shutil.copy(path, copy)
        write(copy, sheet, answers, **more)
        return tmp_path / "study", path, read_book(copy, copy.name)

    return away


def merged(study, path, copy, form):
    found = differences(copy, read_book(path, path.name))
    make_book(study, form, on=LATER, changes=found.changes)
    return found


def test_answers_of_the_copy_come_in_and_an_empty_cell_erases_nothing(sent, write):
    study, path, copy = sent(dossier(), "Core questions", {("beds", "value"): 420, ("law", "value"): "free"})
    write(path, "Core questions", {("legal", "value"): "plc", ("beds", "value"): 400})
    found = merged(study, path, copy, dossier())
    assert (found.new, found.changed, found.same) == (1, 1, 0)
    values = read_books(study, "dossier").tables["dossier"].set_index("question")["value"]
    assert values.to_dict() == {"legal": "plc", "beds": "420", "law": "free"}
    assert (path.parent / "dossier.2026-03-01.xlsx").exists()


def test_the_same_copy_twice_changes_nothing(sent):
    study, path, copy = sent(dossier(), "Core questions", {("beds", "value"): 420})
    merged(study, path, copy, dossier())
    again = differences(copy, read_book(path, path.name))
    assert (again.changes, again.same) == ([], 1)


def test_another_person_in_the_same_line_meanwhile_keeps_it_and_the_copys_takes_a_new_one(sent, write):
    study, path, copy = sent(centre(), "People", {("1", "person"): "Olga", ("1", "attitude"): 3})
    write(path, "People", {("1", "person"): "Ivan", ("1", "attitude"): -1})
    merged(study, path, copy, centre())
    persons = read_books(study, "buying-centre").tables["persons"]
    assert persons[["person", "attitude"]].to_numpy().tolist() == [["Ivan", -1.0], ["Olga", 3.0]]


def test_a_person_whom_both_know_is_one_whatever_the_lines(sent, write):
    study, path, copy = sent(centre(), "People", {("2", "person"): "ivan  rud", ("2", "influence"): 4})
    write(path, "People", {("1", "person"): "Ivan Rud"})
    merged(study, path, copy, centre())
    persons = read_books(study, "buying-centre").tables["persons"]
    assert persons[["person", "influence"]].to_numpy().tolist() == [["Ivan Rud", 4.0]]


def test_comments_of_the_copy_are_put_below_those_that_are_kept(sent, write):
    study, path, copy = sent(dossier(), "Core questions", {}, comments={("law", "value"): "ask in May"})
    write(path, "Core questions", {("law", "value"): "public"}, comments={("law", "value"): "since 2024"})
    merged(study, path, copy, dossier())
    cell = place(openpyxl.load_workbook(path)["Core questions"], "law", "value")
    assert cell.value == "the law on public purchase"
    assert cell.comment.text == "since 2024\nask in May"


def test_a_copy_starts_a_workbook_where_there_is_none(sent):
    study, path, copy = sent(dossier(), "Core questions", {("beds", "value"): 7})
    path.unlink()
    found = differences(copy, None)
    make_book(study, dossier(), on=LATER, changes=found.changes)
    assert read_books(study, "dossier").tables["dossier"]["value"].tolist() == ["7"]


def test_a_change_alone_with_a_comment_leaves_the_answer(tmp_path):
    make_book(tmp_path, dossier(), on=DAY, changes=[Change("dossier", "beds", "value", "7")])
    make_book(tmp_path, dossier(), on=DAY, changes=[Change("dossier", "beds", "value", "", "counted in May")])
    books = read_books(tmp_path, "dossier")
    assert books.tables["dossier"]["value"].tolist() == ["7"]
    assert books.comments["comment"].tolist() == ["counted in May"]
