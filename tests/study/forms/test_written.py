"""A form as it is sent: locked but for answers, heads frozen, nothing computed, the first round silent."""

import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from kamlib.problems import KamError
from kamlib.study.forms import write_form
from kamlib.study.forms.write import workbook_of
from tests.study.forms.conftest import NAMES, cell_of, influence, scores, strength
from tests.study.test_people import DAY, LATER

EVERY = [scores, influence, strength]


def opened(form):
    return openpyxl.load_workbook(io.BytesIO(workbook_of(form)))


@pytest.mark.parametrize("make", EVERY)
def test_a_form_is_locked_but_for_its_answers_and_nothing_in_it_is_computed_linked_or_run(make):
    form = make()
    with zipfile.ZipFile(io.BytesIO(workbook_of(form))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert not [name for name in parts if re.search("vba|externalLink|connection|comments", name)]
    assert not [name for name, text in parts.items() if "<f>" in text or "<hyperlink" in text]
    book = opened(form)
    assert (book.sheetnames[0], book.active.title) == ("Read me", "Read me")
    assert (book.sheetnames[-1], book["kam"].sheet_state) == ("kam", "veryHidden")
    assert 5 <= sum(bool(re.fullmatch(r"\d\.", str(cell.value))) for cell in book["Read me"]["A"]) <= 6
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book.worksheets)
    for page in form.pages:
        sheet = book[page.sheet]
        cells = {column.key: cell_of(sheet, page.lines[0].key, column.key) for column in page.asked}
        first = cells[page.asked[0].key].row
        assert sheet.cell(first, 1).protection.locked
        for column in page.asked:  # words are kept as typed: never made a number or a day
            assert not cells[column.key].protection.locked
            assert (cells[column.key].number_format == "@") == (column.kind.name == "text")
        assert not page.free or sheet.cell(sheet.max_row, 2).number_format == "@"
        assert sheet.freeze_panes == f"D{first}"
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == f"$2:${first - 1}"


def test_points_are_whole_from_1_to_10_and_the_error_says_so():
    sheet = opened(scores())["Scores"]
    rules = [rule for rule in sheet.data_validations.dataValidation if rule.type == "whole"]
    assert {(rule.formula1, rule.formula2) for rule in rules} == {("1", "10")}
    assert {rule.error for rule in rules} == {"type a whole number from 1 to 10"}


def test_a_choice_shows_its_value_and_its_words_from_a_list_longer_than_a_rule_can_hold():
    book = opened(influence())
    (rule, *_rest) = [r for r in book["Influence"].data_validations.dataValidation if r.type == "list"]
    column = re.fullmatch(r"kam!\$([A-Z]+)\$1:\$[A-Z]+\$6", rule.formula1)[1]
    words = [cell.value for cell in book["kam"][column] if cell.value]
    assert words[2] == "0.5  my proposals are tried"
    assert words[-1] == "does not apply"


def test_the_scale_stands_in_the_frozen_head_and_names_are_text_with_whose_client_it_is():
    sheet = opened(scores())["Scores"]
    head = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=int(sheet.freeze_panes[1:]) - 1)]
    marks = {row[1]: row for row in head if row[1] in ("10", "8", "5", "3", "1")}
    assert list(marks) == ["10", "8", "5", "3", "1"]
    assert "everything that we are best at" in marks["10"]
    names = [cell_of(sheet, f"{number:04d}", "kam:name") for number in range(len(NAMES))]
    assert [(cell.value, cell.data_type) for cell in names] == [(name, "s") for name in NAMES]
    assert [cell.offset(column=1).value or "" for cell in names] == [
        "yours", "", "yours", "", "yours, no sales yet"]
    assert len({cell_of(sheet, key, "product_fit").fill.fgColor.rgb for key in ("0000", "0001")}) == 2


def test_what_data_know_is_shown_and_locked():
    known = pd.DataFrame({"product_fit": [8.6]}, index=["0001"])
    sheet = opened(scores(known=known))["Scores"]
    cell = cell_of(sheet, "0001", "product_fit")
    assert (cell.value, cell.protection.locked) == (8.6, True)
    assert not cell_of(sheet, "0000", "product_fit").protection.locked


def test_the_second_round_shows_own_and_all_answers_locked_and_the_first_shows_none():
    group = pd.DataFrame(
        [("0000", "product_fit", 7.0, "5 (2-9), of 4"), ("0001", "product_fit", None, "3 (3-3), of 1")],
        columns=["account", "criterion", "own", "all"],
    )
    sheet = opened(scores(round=2, group=group))["Scores"]
    asked = cell_of(sheet, "0000", "product_fit")
    beside = [sheet.cell(asked.row, asked.column + n) for n in (1, 2)]
    assert [cell.value for cell in beside] == [7, "5 (2-9), of 4"]
    assert all(cell.protection.locked for cell in beside)
    assert "Facts" not in opened(scores(round=2, group=group)).sheetnames
    first = opened(scores(round=1, group=group))["Scores"]
    assert "5 (2-9), of 4" not in [cell.value for row in first.iter_rows() for cell in row]


def test_the_first_form_says_silent_and_until_when():
    form = scores(until=DAY)
    texts = " ".join(str(cell.value) for row in opened(form)["Read me"].iter_rows() for cell in row)
    assert "do not talk about your answers before the workshop" in texts
    assert "2026-01-31" in texts


def test_the_same_form_is_the_same_file_and_makes_no_copy(tmp_path):
    assert write_form(tmp_path, scores(), on=DAY) == write_form(tmp_path, scores(), on=LATER)
    assert [path.name for path in (tmp_path / "forms").iterdir()] == ["scores-adam-bor.xlsx"]


def test_a_form_that_is_there_and_differs_stays_as_a_dated_copy(tmp_path, fill):
    path = write_form(tmp_path, scores(), on=DAY)
    filled = fill(path, {("0000", "product_fit"): 9}).read_bytes()
    path.write_bytes(filled)
    write_form(tmp_path, scores(), on=LATER)
    assert (tmp_path / "forms" / "scores-adam-bor.2026-02-07.xlsx").read_bytes() == filled


def test_a_form_that_is_open_in_a_spreadsheet_is_left_alone(tmp_path):
    path = write_form(tmp_path, scores(), on=DAY)
    path.with_name(f"~${path.name}").write_bytes(b"")
    with pytest.raises(KamError, match=r"scores-adam-bor\.xlsx: is open in a spreadsheet; save and close it"):
        write_form(tmp_path, scores(names=["other"]), on=DAY)


def test_two_persons_whose_names_give_one_file_name_get_two_files(tmp_path):
    written = [
        write_form(tmp_path, scores(who), on=DAY).name for who in ("A. Bor", "A Bor", "a. bor", "A Bor")
    ]
    assert written == ["scores-a-bor.xlsx", "scores-a-bor-2.xlsx", "scores-a-bor.xlsx", "scores-a-bor-2.xlsx"]


def test_the_file_of_a_supervisor_names_both_and_a_later_round_its_number(tmp_path):
    forms = [influence("Boss", "supervisor"), influence("Boss", "settled"), scores(round=2)]
    names = [write_form(tmp_path, form, on=DAY).name for form in forms]
    assert names == [
        "influence-boss-adam-bor.xlsx",
        "influence-boss-adam-bor-settled.xlsx",
        "scores-adam-bor-2.xlsx",
    ]


def test_the_footer_says_for_whom_a_form_is_once():
    form = influence()
    assert opened(form).worksheets[1].oddFooter.left.text == f"{form.title}: {form.who}"
    titled = replace(form, title=f"Buying centre: {form.who}")
    assert opened(titled).worksheets[1].oddFooter.left.text == titled.title
