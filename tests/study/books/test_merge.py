"""A copy of a workbook that came back by mail is put beside what is kept: nothing of either is lost."""

import shutil
from datetime import date

import openpyxl
import pytest

from kamlib.study.books import Change, make_book, read_book, read_books
from kamlib.study.books.carry import carried
from kamlib.study.books.merge import differences
from tests.study.books.conftest import QUESTIONS, centre, dossier, place

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
    found = differences(copy, carried(form.form, read_book(path, path.name) if path.exists() else None))
    make_book(study, form, on=LATER, changes=found.changes)
    return found


def test_answers_of_the_copy_come_in_and_an_empty_cell_erases_nothing(sent, write):
    study, path, copy = sent(dossier(), "Core questions", {("beds", "value"): 420, ("law", "value"): "free"})
    write(path, "Core questions", {("legal", "value"): "plc", ("beds", "value"): 400})
    found = merged(study, path, copy, dossier())
    assert (found.new, [(a.text, old) for a, old in found.replaced], found.same) == (1, [("420", "400")], 0)
    values = read_books(study, "dossier").tables["dossier"].set_index("question")["value"]
    assert values.to_dict() == {"legal": "plc", "beds": "420", "law": "free"}
    assert (path.parent / "dossier.2026-03-01.xlsx").exists()


def test_the_same_copy_twice_changes_nothing(sent):
    study, path, copy = sent(dossier(), "Core questions", {("beds", "value"): 420})
    merged(study, path, copy, dossier())
    again = differences(copy, carried(dossier().form, read_book(path, path.name)))
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
    merged(study, path, copy, dossier())
    assert read_books(study, "dossier").tables["dossier"]["value"].tolist() == ["7"]


def test_a_change_alone_with_a_comment_leaves_the_answer(tmp_path):
    make_book(tmp_path, dossier(), on=DAY, changes=[Change("dossier", "beds", "value", "7")])
    make_book(tmp_path, dossier(), on=DAY, changes=[Change("dossier", "beds", "value", "", "counted in May")])
    books = read_books(tmp_path, "dossier")
    assert books.tables["dossier"]["value"].tolist() == ["7"]
    assert books.comments["comment"].tolist() == ["counted in May"]


MEETINGS = "Who meets whom"


def pairs(study):
    frame = read_books(study, "buying-centre").tables["contacts"]
    return frame[["ours", "theirs", "level"]].to_numpy().tolist()


def test_two_who_added_other_pairs_of_the_same_person_of_ours_keep_both(sent, write):
    study, path, copy = sent(centre(), MEETINGS, {
        ("1", "ours"): "Nina", ("1", "theirs"): "Olga", ("1", "level"): 3,
        ("2", "ours"): "Nina", ("2", "theirs"): "Petr", ("2", "level"): 1})
    write(path, MEETINGS, {("1", "ours"): "Nina", ("1", "theirs"): "Ivan", ("1", "level"): 2})
    found = merged(study, path, copy, centre())
    assert sorted(pairs(study)) == [["Nina", "Ivan", 2.0], ["Nina", "Olga", 3.0], ["Nina", "Petr", 1.0]]
    assert found.replaced == []


def test_lines_that_say_the_same_of_whom_are_each_taken_once(sent):
    study, path, copy = sent(centre(), MEETINGS, {
        (line, column): value for line, level in (("1", 1), ("2", 2), ("3", 3))
        for column, value in (("ours", "Nina"), ("theirs", "Ivan"), ("level", level))})
    merged(study, path, copy, centre())
    assert [row[2] for row in pairs(study)] == [1.0, 2.0, 3.0]
    assert merged(study, path, copy, centre()).changes == []


def test_a_new_line_of_the_copy_never_lands_in_another_one_of_it(sent, write):
    study, path, copy = sent(centre(), "People", {
        ("1", "person"): "Olga", ("1", "attitude"): 3, ("2", "person"): "Petr", ("2", "influence"): 5})
    write(path, "People", {("1", "person"): "Ivan", ("1", "attitude"): -1})
    merged(study, path, copy, centre())
    persons = read_books(study, "buying-centre").tables["persons"].fillna(0)
    assert persons[["person", "attitude", "influence"]].to_numpy().tolist() == [
        ["Ivan", -1.0, 0.0], ["Olga", 3.0, 0.0], ["Petr", 0.0, 5.0]]


def test_a_line_without_a_name_is_not_given_to_whoever_stands_there_now(sent, write):
    study, path, copy = sent(centre(), "People", {("1", "position"): "director"})
    write(path, "People", {("1", "person"): "Ivan"})
    merged(study, path, copy, centre())
    books = read_books(study, "buying-centre")
    assert books.tables["persons"][["person", "position"]].to_numpy().tolist() == [["Ivan", ""]]
    assert [(p.code, p.found) for p in books.problems] == [("book-line", "director")]
    assert merged(study, path, copy, centre()).changes == []


def test_more_new_lines_than_there_are_empty_ones_are_all_taken(sent, write):
    names = [f"Person {n}" for n in range(9)]
    study, path, copy = sent(centre(), "People", {})
    for number in range(3):  # each time it is made anew there are four empty lines more
        some = names[3 * number : 3 * number + 3]
        make_book(study, centre(), on=DAY, changes=[Change("persons", f"+{n}", "person", n) for n in some])
    copy = read_book(shutil.copy(path, study.parent / "long.xlsx"), "long.xlsx")
    path.unlink()
    merged(study, path, copy, centre())
    assert read_books(study, "buying-centre").tables["persons"]["person"].tolist() == names


def test_an_answer_to_a_question_that_is_gone_is_told_and_the_others_are_taken(sent):
    study, path, copy = sent(dossier(), "Core questions", {("beds", "value"): 420, ("law", "value"): "free"})
    path.unlink()
    without = dossier({key: words for key, words in QUESTIONS.items() if key != "law"})
    found = merged(study, path, copy, without)
    assert read_books(study, "dossier").tables["dossier"]["value"].tolist() == ["420"]
    assert [(p.code, p.sheet, p.found) for p in found.problems] == [
        ("book-unasked", "Core questions", "free")]


def test_what_a_cell_does_not_take_any_more_goes_beside_it(sent):
    study, path, copy = sent(dossier(kinds={}), "Core questions", {("beds", "value"): "about 400"})
    merged(study, path, copy, dossier())
    books = read_books(study, "dossier")
    assert books.tables["dossier"].empty
    assert books.comments[["line", "comment"]].to_numpy().tolist() == [["beds", "about 400"]]


def test_sheets_and_notes_of_ones_own_in_the_copy_are_named(sent):
    def more(book):
        book.create_sheet("My notes")["A1"] = "price in June"
        book["Core questions"]["Z3"] = "ring him"

    study, path, copy = sent(dossier(), "Core questions", {}, change=more)
    found = merged(study, path, copy, dossier())
    assert [(p.code, p.sheet, p.column, p.found) for p in found.problems] == [
        ("book-beside", "Core questions", "Z3", "ring him"), ("book-beside", "My notes", "", "")]
    shutil.copy(study.parent / "returned.xlsx", path)  # the same stands in the kept one
    assert merged(study, path, copy, dossier()).problems == []
