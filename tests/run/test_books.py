"""Workbooks of accounts by command: on a copy of the case, as a consultant uses it."""

import shutil
from datetime import date

import openpyxl
import pytest

from kamlib.problems import KamError
from kamlib.run.books import make_books
from kamlib.run.forms import collect_forms
from kamlib.study.books import read_books
from kamlib.study.folder import CASE
from tests.study.books.conftest import place

DAY = date(2026, 2, 1)
TWO = ["Sigma Chem", "Lira Opt"]


@pytest.fixture
def folder(tmp_path):
    study = tmp_path / "acme"
    study.mkdir()
    for name in ("input", "judgement"):
        shutil.copytree(CASE / name, study / name, ignore=shutil.ignore_patterns("dossiers", "reviews"))
    for name in ("study.yaml", "pack.yaml"):
        shutil.copy(CASE / name, study)
    return study


def book(folder, account, kind="dossier"):
    return next((folder / "judgement" / "dossiers").glob(f"* {account}/{kind}.xlsx"))


@pytest.mark.parametrize("kind", ["dossier", "buying-centre", "plan"])
def test_a_workbook_for_each_named_account_and_the_same_again_to_the_byte(folder, kind):
    lines, problems = make_books(kind, folder, accounts=TWO, on=DAY)
    assert problems == []
    assert [line.rsplit("/", 1)[1] for line in lines] == [f"{kind}.xlsx: new"] * 2
    before = book(folder, "Lira Opt", kind).read_bytes()
    again, _problems = make_books(kind, folder, accounts=TWO, on=DAY)
    assert all(": unchanged, " in line for line in again)
    assert book(folder, "Lira Opt", kind).read_bytes() == before


def test_without_names_every_key_account_gets_one(folder):
    lines, problems = make_books("buying-centre", folder, on=DAY)
    assert problems == []
    assert len(lines) == 21
    assert book(folder, "Granit", "buying-centre").exists()


def test_one_that_is_open_is_named_and_the_others_are_made(folder):
    make_books("dossier", folder, accounts=TWO, on=DAY)
    held = book(folder, "Sigma Chem")
    held.with_name("~$dossier.xlsx").write_text("Adam")
    lines, problems = make_books("dossier", folder, accounts=TWO, on=DAY)
    assert len(lines) == 1
    assert [(p.code, p.file.split("/")[-1]) for p in problems] == [("book-open", "dossier.xlsx")]


def test_a_copy_that_came_back_by_mail_is_put_into_the_one_that_is_kept(folder, tmp_path):
    make_books("dossier", folder, accounts=["Lira Opt"], on=DAY)
    returned = tmp_path / "Dossier Lira (2).xlsx"
    shutil.copy(book(folder, "Lira Opt"), returned)
    workbook = openpyxl.load_workbook(returned)
    sheet = workbook.worksheets[1]
    line = next(row[0].value for row in sheet.iter_rows(min_row=5) if row[0].value and row[4].value is None)
    place(sheet, line, "confidence").value = "said"
    place(sheet, line, "source").value = "the owner"
    workbook.save(returned)
    told, problems = collect_forms(folder, [returned], on=DAY)
    assert problems == []
    assert told == ["Dossier Lira (2).xlsx: Lira Opt; 2 new, 0 changed, 0 known"]
    frame = read_books(folder, "dossier").tables["dossier"]
    assert frame[["question", "source", "confidence"]].to_numpy().tolist() == [[line, "the owner", "said"]]
    told, _problems = collect_forms(folder, [returned], on=DAY)
    assert told == ["Dossier Lira (2).xlsx: Lira Opt; 0 new, 0 changed, 2 known"]


def test_of_a_folder_of_what_came_back_the_workbooks_are_taken_too_and_what_they_replace_is_told(
    folder, tmp_path
):
    make_books("dossier", folder, accounts=["Lira Opt"], on=DAY)
    kept, returned = book(folder, "Lira Opt"), tmp_path / "mail" / "Lira.xlsx"
    returned.parent.mkdir()
    workbook = openpyxl.load_workbook(kept)
    sheet = workbook.worksheets[1]
    line = next(row[0].value for row in sheet.iter_rows(min_row=5) if row[0].value and row[4].value is None)
    for file, source in ((kept, "the owner"), (returned, "the buyer")):
        place(sheet, line, "source").value = source
        workbook.save(file)
    (returned.parent / "~$Lira.xlsx").write_text("Adam")
    told, problems = collect_forms(folder, [returned.parent], on=DAY)
    at = place(sheet, line, "source").coordinate
    assert told == [
        "Lira.xlsx: Lira Opt; 0 new, 1 changed, 0 known",
        f'  sheet "Core questions", {at} Source: it was "the owner", now it is "the buyer"',
        "  what it was before is in dossier.2026-02-01.xlsx",
    ]
    assert [p.code for p in problems] == ["form-open"]


def test_the_one_that_is_kept_needs_no_collecting(folder):
    make_books("dossier", folder, accounts=["Lira Opt"], on=DAY)
    told, problems = collect_forms(folder, [book(folder, "Lira Opt")], on=DAY)
    assert told == ["dossier.xlsx: the study reads it where it lies; there is nothing to collect"]
    assert problems == []


def test_a_copy_of_another_study_is_refused_by_name(folder, tmp_path):
    make_books("dossier", folder, accounts=["Lira Opt"], on=DAY)
    returned = tmp_path / "copy.xlsx"
    shutil.copy(book(folder, "Lira Opt"), returned)
    text = (folder / "study.yaml").read_text(encoding="utf-8")
    (folder / "study.yaml").write_text(text.replace("Marena: valves and flanges", "Other"), encoding="utf-8")
    _told, problems = collect_forms(folder, [returned], on=DAY)
    assert [str(p) for p in problems] == [
        'copy.xlsx: is a workbook of another study, "Marena: valves and flanges"; collect it there']


def test_a_meeting_needs_a_day_and_somebody_to_meet(folder):
    with pytest.raises(KamError, match="a meeting needs a day; write --on 2026-02-12"):
        make_books("meeting", folder, accounts=["Lira Opt"], on=DAY)
    with pytest.raises(KamError, match="a meeting needs an account"):
        make_books("meeting", folder, on=DAY)


def test_every_word_that_names_no_account_is_told_at_once(folder):
    with pytest.raises(KamError) as told:
        make_books("dossier", folder, accounts=["Lira Opt", "Nobody", "Nowhere"], on=DAY)
    assert [p.found for p in told.value.problems] == ["Nobody", "Nowhere"]
