"""The workbook of a meeting as people have it on their desks: every cell comes back, whoever saved it."""

from datetime import date

import openpyxl
import pandas as pd
import pytest

from kamlib.study.books import AccountForm, Change, make_book, read_books
from kamlib.study.books.layout_meeting import Known, meeting_form
from kamlib.study.forms.form import Kind
from kamlib.tables import BOOKS, KEPT
from tests.study.books.conftest import place
from tests.study.forms.test_round_trip import by_openpyxl, by_xlsxwriter

DAY, LATER, MET = date(2026, 1, 30), date(2026, 3, 1), date(2026, 2, 5)
NAME = '=Вольна "Опт" <b>&'
LAWS = Kind("choice", choices=(("free", "no law"), ("public", "the law")))
KNOWN = Known(
    people=({"person": "Анна Лис", "side": "theirs", "position": "buyer", "roles": "Buyer", "attitude": "+1",
             "contact": "2"},),
    questions=(("dossier needs", "Needs", "What do you need?", Kind()),
               ("dossier law", "Purchase", "By which law do you buy?", LAWS),
               ("promise 1", "Promise", "What does the delay cost you?", Kind())),
    objections=(("promise 1", "the list is late"),), stop="No offer before this is settled.")  # fmt: skip
SHEETS = {
    "attending": "2 People", "asked": "3 Questions", "shown": "4 Offers", "objections": "5 Objections",
    "agreed": "7 Promises", "mistakes": "8 Seven mistakes",
}  # fmt: skip
HEAD = ("time", "place", "travel", "buffer", "confirms", "leads", "goal", "secondary", "fallback", "agenda",
        "protocol")
AFTER = ("outcome", "next_step", "next_by", "next_until")


def book(known: Known = KNOWN) -> AccountForm:
    form = meeting_form(study="Alder", account="7", name=NAME, manager="Ada", day=MET, known=known)
    return AccountForm("7", NAME, "meeting", form, day=MET.isoformat())


def value_for(table: str, column: str, n: int):
    rule = KEPT[table].columns[column]
    if rule.choices:
        return rule.choices[n % len(rule.choices)]
    if rule.kind == "date":
        return pd.Timestamp(2026, 1 + n % 12, 1 + n % 28).to_pydatetime()
    if rule.kind == "number":
        return int(rule.low or 0) + n % 3
    return f"- текст {column} {n}, żółw"


def fill(path) -> dict[str, dict[tuple[str, str], object]]:
    """Type into every open cell of the first two lines of every sheet, and into all fields."""
    found, told = openpyxl.load_workbook(path), {}
    for name, sheet in SHEETS.items():
        sheet = found[sheet]
        names = {cell.value: cell.column for cell in sheet[1] if cell.value}
        keys = [row[0] for row in sheet.iter_rows(min_row=2, max_col=1) if row[0].value]
        first = ("1", "2", "dossier", "promise", "late")
        of_table = [cell for cell in keys if str(cell.value).split()[0] in first]
        told[name] = {}
        for n, cell in enumerate(of_table):
            for place_of, column in enumerate(KEPT[name].columns):
                if column in names and not sheet.cell(cell.row, names[column]).protection.locked:
                    law = (column, str(cell.value)) == ("answer", "dossier law")
                    value = "no law" if law else value_for(name, column, 7 * n + place_of)
                    sheet.cell(cell.row, names[column]).value = value
                    told[name][str(cell.value), column] = "free" if law else value
    told["meeting"] = {}
    for sheet, columns in (("1 Before", HEAD), ("6 After", AFTER)):
        for n, column in enumerate(columns):
            place(found[sheet], column, "value").value = told["meeting"]["meeting", column] = value_for(
                "meeting", column, n)
    found.save(path)
    return told


def same(folder, told) -> None:
    books = read_books(folder, "meeting")
    assert books.problems == []
    for name, cells in told.items():
        frame = books.tables[name]
        for (line, column), was in cells.items():
            now = frame.loc[(frame["line"] == line) & frame[column].notna() & (frame[column] != ""), column]
            assert len(now) == 1, (name, line, column)
            assert now.iloc[0] == (was if not isinstance(was, int) else float(was)), (name, line, column)


@pytest.mark.parametrize("save", [None, by_openpyxl, by_xlsxwriter])
def test_every_cell_comes_back_and_stays_when_the_workbook_is_made_anew(tmp_path, save):
    path = make_book(tmp_path, book(), on=DAY).path
    told = fill(path)
    if save:
        save(path)
    same(tmp_path, told)
    other = Known(questions=(("dossier law", "Purchase", "In other words?", LAWS),))
    make_book(tmp_path, book(other), on=LATER)
    same(tmp_path, told)


def test_the_same_meeting_makes_the_same_file(tmp_path):
    path = make_book(tmp_path, book(), on=DAY).path
    before = path.read_bytes()
    assert make_book(tmp_path, book(), on=LATER).state == "same"
    assert path.read_bytes() == before


def test_every_column_of_every_table_of_a_meeting_is_asked_for_once(tmp_path):
    form = book().form
    for table in BOOKS["meeting"]:
        pages = [page for page in form.pages if page.key.split(":")[0] == table.name]
        asked = [column.key for page in pages for column in page.asked]
        if table.name == "meeting":
            asked = [line.key for page in pages for line in page.lines]
        missing = set(table.columns) - set(asked)
        # A line of these sheets is known by its key.
        assert missing == {"asked": {"question"}, "mistakes": {"mistake"}}.get(table.name, set())
        assert len(asked) == len(set(asked))


def test_what_is_known_is_shown_and_locked_and_proposals_may_be_changed(tmp_path):
    path = make_book(tmp_path, book(), on=DAY).path
    found = openpyxl.load_workbook(path)
    who = found["Who is known"]
    assert who.protection.sheet
    assert all(cell.protection.locked for row in who.iter_rows() for cell in row)
    assert not place(found["3 Questions"], "dossier needs", "words").protection.locked
    assert place(found["8 Seven mistakes"], "manners", "after").protection.locked
    assert place(found["1 Before"], "on", "value").protection.locked


def test_titles_can_be_read_where_the_key_is_hidden(tmp_path):
    found = openpyxl.load_workbook(make_book(tmp_path, book(), on=DAY).path)
    for page in book().form.pages:
        sheet = found[page.sheet]
        cell = next(cell for cell in sheet[2] if cell.value)
        assert cell.value == page.title
        assert not sheet.column_dimensions[cell.column_letter].hidden


def test_the_seven_mistakes_are_those_of_the_source_in_its_order():
    assert [*KEPT["mistakes"].lines] == [
        "late", "arguing", "interrupting", "uninformed", "unprepared", "manners", "product"]


def test_a_proposed_question_that_was_emptied_stays_empty(tmp_path):
    make_book(tmp_path, book(), on=DAY)
    make_book(tmp_path, book(), on=DAY, changes=[Change("asked", "dossier needs", "words", ""),
                                                 Change("asked", "dossier needs", "open", "")])
    make_book(tmp_path, book(), on=LATER)
    assert "dossier needs" not in set(read_books(tmp_path, "meeting").tables["asked"]["line"])
