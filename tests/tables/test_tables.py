"""The tables as their files describe them: each column once, and everything else from there."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import yaml

from kamlib import tables
from kamlib.pack.safe_yaml import read_yaml
from kamlib.problems import KamError, Problem
from kamlib.publish.client_plan import client_view
from kamlib.study import people
from kamlib.study.books import AccountForm, make_book, read_books, records_page
from kamlib.study.books import tables as book_tables
from kamlib.study.forms import Form, collect, questionnaire, write_form
from kamlib.study.merging import write_judged
from kamlib.study.statements import STATEMENTS
from kamlib.study.typed import typed_frame
from kamlib.tables import docs
from kamlib.tables.load import KINDS, read_tables
from tests.study.books.conftest import place
from tests.study.forms.conftest import fill

__all__ = ["fill"]

FOLDER = Path(tables.__file__).parent
FILES = sorted(FOLDER.glob("*.yaml"))
DAY = date(2026, 2, 12)
TYPED = """colour: {kind: choice, choices: {red: deep red, blue: light blue}, width: 21,
        client_sees: colour, label: Colour, hint: of the box, meaning: which colour it has}
"""


TERMS = """
tables:
  terms:
    meaning: one row for each account with terms of its own
    key: [account]
    sheet: {name: Terms, title: On which terms do they buy?, names: Account, widths: [8, 28, 11]}
    form: {title: Terms of our accounts, steps: [Write what the contract says.]}
    columns:
      account: {kind: account, required: true, meaning: key of the account}
      days: {kind: whole, required: true, low: 0, high: 365, width: 12, label: Days to pay}
      early: {kind: choice, choices: {yes: does, no: does not}, width: 12, label: Pays early}
      discount: {kind: share, low: 0, high: 1, width: 12, label: Discount}
      since: {kind: date, width: 12, label: Since}
      limit: {kind: money, low: 0, width: 14, label: Credit limit}
      why: {width: 30, label: Why, hint: in a few words}
      by: {kind: person of ours, meaning: who says so}
      on: {kind: date, meaning: day it was said}
"""


def with_column(tmp_path, name: str, table: str) -> tables.Table:
    """Return a table of a copy of its file that has one entry more."""
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    before, after = text.split(f"\n  {table}:\n", 1)
    head, rest = after.split("    columns:\n", 1)
    copy = tmp_path / f"{name}.yaml"
    copy.write_text(f"{before}\n  {table}:\n{head}    columns:\n      {TYPED}{rest}", encoding="utf-8")
    return read_tables(copy).tables[table]


def test_the_page_of_tables_is_up_to_date():
    assert docs.PAGE.read_text(encoding="utf-8") == docs.page(), "run: python -m kamlib.tables.docs"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_entry_stands_twice(path):
    assert [p for p in read_yaml(path.read_text(encoding="utf-8"))[2] if p.code != "key"] == []


def test_a_column_added_in_one_entry_is_in_sheet_reader_check_docs_and_the_clients_version(
        tmp_path, monkeypatch):
    table = with_column(tmp_path, "plan", "offers")
    monkeypatch.setitem(tables.KEPT, "offers", table)
    monkeypatch.setitem(tables.BOOKS, "plan", (table,))
    monkeypatch.setattr(book_tables, "BOOKS", tables.BOOKS)
    form = Form("plan", "Alder", "Box", "Plan", (), (records_page(table),), {"account": "A1"})
    path = make_book(tmp_path, AccountForm("A1", "Box", "plan", form), on=DAY).path
    book = openpyxl.load_workbook(path)
    sheet = book[table.sheets["main"].name]
    cell = place(sheet, "1", "colour")
    heading = [c.value for c in sheet[cell.row - 1]][cell.column - 1]
    assert "Colour" in str([c.value for row in sheet.iter_rows(max_row=cell.row) for c in row]), heading
    assert sheet.column_dimensions[cell.column_letter].width == pytest.approx(21, abs=1)
    lists = [rule for rule in sheet.data_validations.dataValidation if cell.coordinate in rule.sqref]
    assert [rule.type for rule in lists] == ["list"]
    cell.value, place(sheet, "1", "offer").value = "Deep red", "a box"
    place(sheet, "2", "colour").value = "green"
    book.save(path)
    found = read_books(tmp_path, "plan")
    assert found.tables["offers"][["offer", "colour"]].to_numpy().tolist() == [["a box", "red"]]
    assert [(p.code, p.found) for p in found.problems] == [("form-cell", "green")]
    assert "| colour | Colour | red, blue | yes | which colour it has |" in docs._table(table, "offers")
    monkeypatch.setattr("kamlib.publish.client_plan.SHOWN", {"offers": table.client_sees, "goals": ()})
    assert client_view(found.tables)["offers"]["colour"].tolist() == ["red"]
    assert "shows: colour, what" in form.pages[0].help[-1]


def test_a_column_added_to_a_file_of_judgement_is_kept_and_checked(tmp_path, monkeypatch):
    table = with_column(tmp_path, "judged", "hours")
    monkeypatch.setitem(tables.JUDGED, "hours", table)
    frame = pd.DataFrame({"account": ["A1"], "hours": [4.0], "colour": ["light blue"]})
    path = tmp_path / write_judged(tmp_path, "hours", frame, on=DAY).file
    assert path.read_text(encoding="utf-8-sig").startswith("colour,account,hours")
    assert people.read_judged(tmp_path, "hours")["colour"].tolist() == ["blue"]
    path.write_text("account,hours,colour\nA1,4,green\n", encoding="utf-8")
    with pytest.raises(KamError, match='row 2, column "colour": "green" is none of the answers; write'):
        people.read_judged(tmp_path, "hours")


def test_a_questionnaire_needs_no_module_of_its_own(tmp_path, monkeypatch, fill):
    path = tmp_path / "own.yaml"
    path.write_text(TERMS, encoding="utf-8")
    table = read_tables(path).tables["terms"]
    for known in (tables.JUDGED, tables.QUESTIONNAIRES, STATEMENTS):
        monkeypatch.setitem(known, "terms", table)
    accounts = pd.DataFrame({"account": ["A1", "A2"], "name": ["Box", "Cube"]})
    nothing = pd.DataFrame(columns=list(table.columns), dtype="str")
    form = questionnaire("terms", study="Alder", who="Ada Bor", accounts=accounts, answered=nothing)
    answers = {("A1 #1", "days"): 30, ("A1 #1", "early"): "does", ("A1 #1", "discount"): "2 %",
               ("A1 #1", "since"): "31.01.2024", ("A1 #1", "limit"): 500_000, ("A1 #1", "why"): "as agreed",
               ("A2 #1", "early"): "no"}
    sent = fill(write_form(tmp_path, form, on=DAY), answers, sheet="Terms")
    (taken,), problems = collect(tmp_path, "Alder", [sent], on=DAY)
    assert (taken.new, [str(p).split(": ", 1)[1] for p in problems]) == (
        1, ['"no" is a line without: Days to pay; fill it, or empty the line'])
    row = people.read_judged(tmp_path, "terms").iloc[0]
    assert row[["account", "days", "early", "discount", "limit", "by"]].tolist() == [
        "A1", 30.0, "yes", 0.02, 500_000.0, "Ada Bor"]
    assert "| days * | Days to pay | whole number, 0 to 365 |" in docs._table(table, "judgement/terms.csv")


@pytest.mark.parametrize(("entry", "told"), [
    ({"kind": "colour"}, "colour"), ({"wide": 3}, "wide"), ({"kind": "share", "lo": 0}, "lo")])
def test_an_entry_that_can_not_stand_is_named_with_its_place(tmp_path, entry, told):
    path = tmp_path / "own.yaml"
    path.write_text(yaml.safe_dump({"tables": {"boxes": {"columns": {"size": entry}}}}), encoding="utf-8")
    with pytest.raises(ValueError, match=f"own.yaml: boxes.size: .*{told}"):
        read_tables(path)


@pytest.mark.parametrize(("kind", "text", "value"), [
    ("text", "a b", "a b"), ("key", "groups", "groups"), ("account", "A1", "A1"),
    ("person of ours", "Ada", "Ada"), ("person of theirs", "Bo", "Bo"), ("person of a side", "Cy", "Cy"),
    ("number", "1,5", 1.5), ("whole", "7,0", 7.0), ("money", "1 200,50", 1200.5), ("share", "35 %", 0.35),
    ("points", "7.5", 7.5), ("hours", "12", 12.0), ("pieces", "-3", -3.0),
    ("date", "31.01.2026", pd.Timestamp("2026-01-31")), ("choice", "Нет", "no"),
    ("choice", "Yes, it is", "yes"), ("answer", "nie wiem", "unknown"), ("answer", "1 200", "1200")])
def test_a_cell_of_each_kind_is_read(tmp_path, kind, text, value):
    more = {"choices": {"yes": "yes, it is", "no": "no"}} if kind == "choice" else {}
    path = tmp_path / "own.yaml"
    said = {"tables": {"boxes": {"columns": {"size": {"kind": kind, **more}}}}}
    path.write_text(yaml.safe_dump(said), encoding="utf-8")
    own = read_tables(path).tables["boxes"]
    frame, problems = typed_frame(pd.DataFrame({"size": [text]}, index=[2]), own, Problem("cell", ""))
    assert (frame["size"].tolist(), problems) == ([value], [])
    assert kind in KINDS


@pytest.mark.parametrize(("kind", "text", "told"), [
    ("money", "1.200", "can be read in two ways; write 1200 or 1.2"), ("number", "many", "is not a number"),
    ("whole", "1.5", "is not a whole number"), ("share", "140 %", "is out of range"),
    ("date", "01/02/2026", "is not a day; write it as 2026-01-31"),
    ("choice", "green", "is none of the answers; write one of: red"),
    ("answer", "perhaps", "is no answer; write yes, no, unknown or a number")])
def test_what_a_cell_does_not_take_is_told_with_its_place(kind, text, told):
    dtype, unit, _names = KINDS[kind]
    own = tables.Column(kind=dtype, unit=unit, whole=kind == "whole",
                        **({"low": 0.0, "high": 1.0} if kind == "share" else {}),
                        **({"choices": ("red",), "words": (("red", "red"),)} if kind == "choice" else {}))
    cells = pd.DataFrame({"size": ["", text]}, index=[2, 3])
    frame, problems = typed_frame(cells, tables.Table("boxes", columns={"size": own}), Problem("cell", ""))
    assert str(problems[0]).startswith(f'row 3, column "size": "{text}" {told}')
    assert not frame["size"].replace("", None).notna().any()


def test_what_must_be_written_and_is_not_is_told():
    own = tables.Table("boxes", columns={"size": replace(tables.KEPT["offers"].columns["offer"])})
    problems = typed_frame(pd.DataFrame({"size": [""]}, index=[2]), own, Problem("cell", ""))[1]
    assert [str(p) for p in problems] == [
        'row 2, column "size": nothing is written; write it, or delete the whole row']
