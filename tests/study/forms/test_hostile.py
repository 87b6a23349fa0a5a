"""Forms as they really come back: torn, half empty; every good cell is taken, every other one told."""

import shutil
import zipfile

import openpyxl
import pytest
from openpyxl.workbook.protection import WorkbookProtection

from kamlib.study.forms import collect, write_form
from kamlib.study.people import read_judged, read_people
from tests.study.forms.conftest import NAMES, cell_of, influence, scores, strength
from tests.study.test_people import DAY, LATER


@pytest.fixture
def take(tmp_path, fill):
    """Fill a form of scores, change the workbook, collect it; return what was taken and the problems."""

    def taken(answers=None, change=None, form=None, sheet="Scores"):
        path = fill(write_form(tmp_path, form or scores(), on=DAY), answers or {}, change=change, sheet=sheet)
        forms, problems = collect(tmp_path, "Alder", [path], on=DAY)
        return forms[0] if forms else None, problems

    return taken


def points(folder):
    found = read_people(folder, "scores")
    return {(row.account, row.criterion): row.score for row in found.itertuples()}


def test_a_cell_that_is_no_answer_is_told_with_its_place_and_the_others_are_taken(tmp_path, take):
    wrong = {("0000", "product_fit"): "7,5", ("0002", "product_fit"): "=5+2"}
    taken, (problem, formula) = take(wrong | {("0001", "product_fit"): 4})
    sheet = openpyxl.load_workbook(tmp_path / "returned" / taken.file)["Scores"]
    at = cell_of(sheet, "0000", "product_fit").coordinate
    place = f'scores-adam-bor.xlsx, sheet "Scores", column "{at} Product fit": '
    assert str(problem) == f'{place}"7,5" is not a whole number; type a whole number from 1 to 10'
    assert problem.stops
    assert '"=5+2" is a formula without a result' in str(formula)
    assert points(tmp_path) == {("0001", "product_fit"): 4}


def test_a_formula_counts_by_its_result(tmp_path):
    path = write_form(tmp_path, scores(), on=DAY)
    at = cell_of(openpyxl.load_workbook(path)["Scores"], "0000", "product_fit").coordinate
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet2.xml"].decode()
    start = sheet.index(f'<c r="{at}"')
    cell = sheet[start : sheet.index("/>", start)]
    parts["xl/worksheets/sheet2.xml"] = sheet.replace(f"{cell}/>", f"{cell}><f>3+4</f><v>7</v></c>").encode()
    with zipfile.ZipFile(tmp_path / "formula.xlsx", "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    _taken, problems = collect(tmp_path, "Alder", [tmp_path / "formula.xlsx"], on=DAY)
    assert not problems
    assert points(tmp_path) == {("0000", "product_fit"): 7.0}


def turned_round(book):
    sheet = book["Scores"]
    first, last = (cell_of(sheet, key, "kam:name").row for key in ("0000", "0004"))
    rows = [[cell.value for cell in sheet[row]] for row in range(first, last + 1)]
    for row, values in zip(range(first, last + 1), reversed(rows), strict=True):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column).value = value


def inserted(book):
    sheet = book["Scores"]
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.insert_cols(4)
    sheet.insert_rows(1, 2)
    sheet.insert_rows(next(row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value == "0000") + 1)
    sheet.title = "mine"
    book.create_sheet("my own sums")["A1"] = "anything"


def without_names(book):
    book["Scores"].delete_rows(1)


def locked(book):
    book["Scores"].protection.password = "secret"
    book.security = WorkbookProtection(workbookPassword="secret", lockStructure=True)


@pytest.mark.parametrize("change", [turned_round, inserted, without_names, locked])
def test_what_people_do_to_a_sheet_is_no_harm_as_long_as_keys_or_headings_are_there(tmp_path, take, change):
    answers = {(f"{n:04d}", "product_fit"): n + 1 for n in range(5)}
    _taken, problems = take(answers, change)
    assert not problems
    assert points(tmp_path) == answers


def names_swapped(book):
    one, other = (cell_of(book["Scores"], key, "kam:name") for key in ("0000", "0001"))
    one.value, other.value = other.value, one.value


def column_deleted(book):
    book["Scores"].delete_cols(cell_of(book["Scores"], "0000", "product_fit").column)


def sheet_deleted(book):
    book.remove(book["Facts"])


def cells_merged(book):
    one, other = (cell_of(book["Scores"], key, "product_fit").coordinate for key in ("0000", "0001"))
    book["Scores"].merge_cells(f"{one}:{other}")


def row_copied(book):
    sheet = book["Scores"]
    row = cell_of(sheet, "0004", "kam:name").row
    for cell in sheet[cell_of(sheet, "0000", "kam:name").row]:
        sheet.cell(row + 1, cell.column).value = cell.value


def key_changed(book):
    cell_of(book["Scores"], "0000", "kam:scores").value = "0099"


def written_far_below(book):
    book["Scores"].cell(1_048_576, 9, "x")


FIT, SOLVENT, THIRD = ("0000", "product_fit"), ("0000", "solvency"), ("0002", "product_fit")
TORN = 'stands beside the key of "'


@pytest.mark.parametrize(("change", "told", "lost"), [
    (names_swapped, [f'"{NAMES[1]}" {TORN}{NAMES[0]}"', TORN], {FIT, SOLVENT}),
    (column_deleted, ['sheet "Scores": "Product fit" is a column that was deleted'], {FIT, THIRD}),
    (sheet_deleted, ['has no sheet "Facts" any more'], set()),
    (cells_merged, ['"3" stands in merged cells; split the cells, and fill each'], {FIT}),
    (row_copied, ["stands in row"], set()),
    (key_changed, ['"0099" is no key of this form'], {FIT, SOLVENT}),
    (written_far_below, ["goes on below row 20000"], set()),
])  # fmt: skip
def test_what_can_not_be_told_any_more_is_a_problem_and_the_rest_is_taken(tmp_path, take, change, told, lost):
    answers = {FIT: 3, SOLVENT: 8, THIRD: 5}
    _taken, problems = take(answers, change)
    assert [words in str(one) for words, one in zip(told, problems, strict=True)] == [True] * len(told)
    assert points(tmp_path) == {key: value for key, value in answers.items() if key not in lost}


def test_answers_beside_a_deleted_key_are_told(take):
    def lose(book):
        cell_of(book["Influence"], "0001", "assortment").value = 0.5
        cell_of(book["Influence"], "0001", "kam:influence").value = None

    _taken, (problem,) = take(form=influence(), change=lose, sheet="Influence")
    assert '"0.5" stands in a row without a key' in str(problem)


def test_a_line_of_strength_that_lacks_what_it_needs_is_told(tmp_path, take):
    answers = {
        ("0000 #1", "criterion"): "price", ("0000 #1", "weight"): "60,5", ("0000 #1", "ours"): 4,
        ("0000 #3", "criterion"): "delivery", ("0000 #3", "theirs"): 4,
    }  # fmt: skip
    _taken, (problem,) = take(answers, form=strength(), sheet="Strength")
    assert '"delivery" is a line without: How much it counts, How he sees us' in str(problem)
    assert read_judged(tmp_path, "strength")["weight"].tolist() == [60.5]


def test_what_another_person_said_about_a_customer_is_not_overwritten(tmp_path, fill):
    line = {("0000 #1", "criterion"): "price", ("0000 #1", "weight"): 50, ("0000 #1", "ours"): 4}
    first = fill(write_form(tmp_path, strength(), on=DAY), line, sheet="Strength")
    other = line | {("0000 #1", "criterion"): "Price", ("0000 #1", "ours"): 9}
    second = fill(write_form(tmp_path, strength("Boss"), on=DAY), other, sheet="Strength")
    assert not collect(tmp_path, "Alder", [first], on=DAY)[1]
    _taken, (problem,) = collect(tmp_path, "Alder", [second], on=LATER)
    assert "is not what Adam Bor said before; settle it" in str(problem)
    assert read_judged(tmp_path, "strength")["ours"].tolist() == [4.0]


def test_two_returned_forms_of_one_person_that_contradict_each_other_are_both_told(tmp_path, fill):
    path = write_form(tmp_path, scores(), on=DAY)
    one = fill(path, {("0000", "product_fit"): 3, ("0001", "product_fit"): 6}, to="a.xlsx")
    other = fill(path, {("0000", "product_fit"): 9, ("0002", "product_fit"): 5}, to="b.xlsx")
    _taken, (problem,) = collect(tmp_path, "Alder", [one, other], on=DAY)
    assert 'b.xlsx, sheet "Scores"' in str(problem)
    assert "is answered differently in a.xlsx, " in str(problem)
    assert points(tmp_path) == {("0001", "product_fit"): 6.0, ("0002", "product_fit"): 5.0}


def test_a_form_of_another_study_is_refused_by_name(tmp_path, fill):
    path = fill(write_form(tmp_path, scores(study="Birch"), on=DAY), {("0000", "product_fit"): 3})
    forms, (problem,) = collect(tmp_path, "Alder", [path], on=DAY)
    assert not forms
    assert 'is a form of another study, "Birch"' in str(problem)
    assert not (tmp_path / "judgement").exists()


def test_a_folder_is_collected_without_lock_files_and_dated_copies_which_are_named(tmp_path, fill):
    path = write_form(tmp_path, scores(), on=DAY)
    fill(path, {("0000", "product_fit"): 3}, to="scores.xlsx")
    fill(path, {("0000", "product_fit"): 8}, to="scores.2026-01-31.xlsx")
    (tmp_path / "returned" / "~$scores.xlsx").write_bytes(b"")
    (tmp_path / "returned" / "mail.txt").write_text("hello", encoding="utf-8")
    _forms, problems = collect(tmp_path, "Alder", [tmp_path / "returned"], on=DAY)
    assert [(p.file, p.stops) for p in problems] == [
        ("scores.2026-01-31.xlsx", False),
        ("~$scores.xlsx", False),
    ]
    assert points(tmp_path) == {("0000", "product_fit"): 3.0}


def plain_workbook(path):
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    book.save(path)


def zip_bomb(path):
    plain_workbook(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/picture.bin", b"\0" * 300 * 2**20)


def xml_bomb(path):
    plain_workbook(path)
    bomb = '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>'
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, bomb if name == "xl/workbook.xml" else content)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (plain_workbook, "is no form of this workbook"),
        (zip_bomb, "more than can be read safely"),
        (xml_bomb, "holds XML that no spreadsheet writes; do not trust its sender"),
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.write_bytes(b"PK\x03\x04 broken"), "is a broken Excel workbook"),
        (lambda path: path.write_text("a;b\n1;2\n", encoding="utf-8"), "is no form of this workbook"),
        (lambda path: path.write_bytes(b"%PDF-1.7 ..."), "is a PDF document"),
        (
            lambda path: path.write_bytes(
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
            ),
            "is protected by a password",
        ),
        (lambda path: None, "is not there"),
    ],
)
def test_a_file_that_is_no_form_is_named_and_the_others_are_collected(tmp_path, fill, make, words):
    good = fill(write_form(tmp_path, scores(), on=DAY), {("0000", "product_fit"): 3})
    make(tmp_path / "strange.xlsx")
    _forms, problems = collect(tmp_path, "Alder", [tmp_path / "strange.xlsx", good], on=DAY)
    assert len(problems) == 1
    assert "strange.xlsx: " in str(problems[0])
    assert words in str(problems[0])
    assert problems[0].stops
    assert points(tmp_path) == {("0000", "product_fit"): 3.0}


@pytest.mark.parametrize(
    "damage", ["kam form", "{}", '{"pages": [], "about": {}}', '{"pages": [{}], "about": {}}']
)
def test_a_damaged_hidden_sheet_is_told(take, damage):
    def break_it(book):
        for row in range(2, 50):
            book["kam"].cell(row, 1).value = None
        book["kam"]["A2"] = damage

    taken, (problem,) = take(change=break_it)
    assert taken is None
    assert "is a form whose hidden sheet is damaged" in str(problem)


def test_a_judgement_file_that_can_not_be_read_is_told_and_left_as_it_is(tmp_path, take):
    (tmp_path / "judgement").mkdir()
    broken = tmp_path / "judgement" / "strength.csv"
    broken.write_text("nothing here", encoding="utf-8")
    line = {("0000 #1", "criterion"): "price", ("0000 #1", "weight"): 50, ("0000 #1", "ours"): 4}
    _taken, problems = take(line, form=strength(), sheet="Strength")
    assert "judgement/strength.csv" in str(problems[0])
    assert broken.read_text(encoding="utf-8") == "nothing here"


def test_the_same_file_given_twice_is_read_once(tmp_path, fill):
    path = fill(write_form(tmp_path, scores(), on=DAY), {("0000", "product_fit"): 3})
    forms, problems = collect(tmp_path, "Alder", [path, path.parent, path], on=DAY)
    assert len(forms) == 1
    assert not problems
    shutil.copy(path, path.with_name("copy.xlsx"))
    forms, problems = collect(tmp_path, "Alder", [path.parent], on=DAY)
    assert [form.same for form in forms] == [1, 1]
    assert not problems
