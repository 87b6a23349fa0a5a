"""The workbook of a plan as people have it on their desks: every cell comes back, nothing is lost."""

from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest
from openpyxl.comments import Comment

from kamlib.pack import catalogue, shipped
from kamlib.study.books import AccountForm, Change, make_book, read_books
from kamlib.study.books.layout_plan import PlanFacts, plan_form
from kamlib.tables import BOOKS, KEPT
from tests.study.books.conftest import place
from tests.study.forms.test_round_trip import by_openpyxl, by_xlsxwriter

DAY, LATER = date(2026, 1, 30), date(2026, 3, 1)
NAME, NONE = '=Вольна "Опт" <b>&', float("nan")
# What data and wallets know of two groups; of the third nobody knows the wallet.
LINES = pd.DataFrame(
    [["Gate valves", 16_799_138.2, 48e6, 0.35, 0.17, 0.04], ["=Flanges", 18e6, 40e6, 0.45, NONE, 0.03],
     ["Прокладки", 0.0, NONE, NONE, NONE, NONE]],
    columns=["name", "sales", "wallet", "share_0", "margin_rate", "growth"],
)  # fmt: skip
SHEETS = {
    "plan": "Plan and sign-off", "goals": "Goals", "quantities": "Quantities", "position": "Position",
    "steps": "Steps", "offers": "Offers only for him", "quarters": "Quarters",
}  # fmt: skip
INDICATORS = set(catalogue(shipped(), "position")["key"])


def indicators(**known):
    found = catalogue(shipped(), "position")
    return found.assign(state=[known.get(key) for key in found["key"]])


def book(*, lines=LINES, years=3, known=None, base_year=2025) -> AccountForm:
    frame = {"base_year": base_year, "years": years, "terms": "nominal", "manager": "Oleg Tarn"}
    facts = PlanFacts("00480", NAME, frame, lines, indicators(**(known or {"groups": "6 of 8"})), 0.2)
    return AccountForm("00480", NAME, "plan", plan_form("Alder", facts))


def value_for(table: str, column: str, n: int):
    """Return a value of a column's kind, a different one for every line and column."""
    rule = KEPT[table].columns[column]
    if rule.choices:
        return rule.choices[n % len(rule.choices)]
    if rule.kind == "date":
        return datetime(2026, 1 + n % 12, 1 + n % 28)
    if rule.kind == "number" and rule.whole:
        return int(rule.low or 0) + n % 3
    if rule.kind == "number":
        return round(0.01 * (n + 1), 4) if rule.unit == "share" else 500.5 + n
    return f"- текст {column} {n}, żółw\nнова"


def fill(path) -> dict[str, pd.DataFrame]:
    """Type into every open cell of two lines of every sheet; return what was typed."""
    found, told = openpyxl.load_workbook(path), {}
    for table in BOOKS["plan"]:
        sheet = found[SHEETS[table.name]]
        names = {cell.value: cell.column for cell in sheet[1] if cell.value}
        rows = [row[0] for row in sheet.iter_rows(min_row=2, max_col=1) if row[0].value]
        if table.name == "plan":
            told["plan"] = _fill_fields(sheet, table)
            continue
        typed = []
        lines = [cell for cell in rows if str(cell.value).isdigit() or str(cell.value) in INDICATORS]
        first = next(iter(table.columns))
        for n, cell in enumerate(lines[:2] if table.name != "quarters" else lines):
            key = str(cell.value)
            implied = int(key) if table.columns[first].kind == "number" else key
            row = {"line": key} | ({} if first in names else {first: implied})
            for place_of, column in enumerate(table.columns):
                if column in names and not sheet.cell(cell.row, names[column]).protection.locked:
                    value = value_for(table.name, column, 7 * n + place_of)
                    sheet.cell(cell.row, names[column]).value = value
                    row[column] = value
            typed.append(row)
        told[table.name] = pd.DataFrame(typed)
    found.save(path)
    return told


def _fill_fields(sheet, table):
    row = {"line": "plan"}
    for n, column in enumerate(table.columns):
        value = value_for("plan", column, n)
        value = {"base_year": 2025, "years": 4}.get(column, value)
        place(sheet, column, "value").value = value
        row[column] = value
    return pd.DataFrame([row])


def same(folder, told):
    books = read_books(folder, "plan")
    assert not books.problems
    for name, typed in told.items():
        found = books.tables[name]
        if name == "quantities":
            found = found[~found["line"].str.startswith("group")]
        found = found.reset_index(drop=True)
        assert len(found) == len(typed), name
        for column in typed:
            for was, now in zip(typed[column], found[column], strict=True):
                if isinstance(was, float) and pd.isna(was):
                    assert now == "", (name, column)  # only shown there
                elif isinstance(was, float):
                    assert now == pytest.approx(was), (name, column)
                elif isinstance(was, str):
                    assert " ".join(str(now).split()) == " ".join(was.split()), (name, column)
                else:
                    assert pd.Timestamp(now) == was if isinstance(was, datetime) else float(now) == float(was)


@pytest.mark.parametrize("save", [None, by_openpyxl, by_xlsxwriter])
def test_every_cell_comes_back_as_it_was_typed_whoever_saved_it(tmp_path, save):
    path = make_book(tmp_path, book(), on=DAY).path
    told = fill(path)
    if save:
        save(path)
    same(tmp_path, told)


@pytest.mark.parametrize("save", [None, by_openpyxl, by_xlsxwriter])
def test_made_anew_with_other_facts_and_more_years_every_cell_and_comment_stays(tmp_path, save):
    path = make_book(tmp_path, book(), on=DAY).path
    told = fill(path)
    found = openpyxl.load_workbook(path)
    place(found["Steps"], "1", "budget").comment = Comment("asked Kira, żółw", "Adam")
    found.save(path)
    if save:
        save(path)
    fresh = LINES.iloc[[0]].assign(wallet=50e6)
    made = make_book(tmp_path, book(lines=fresh, years=5, known={"rival": "Tekram"}), on=LATER)
    assert made.copy
    same(tmp_path, told)
    if save is not by_xlsxwriter:  # which writes values and no comments
        _has_comment(tmp_path, "asked Kira, żółw")
    assert "Share 2030" in {cell.value for row in openpyxl.load_workbook(path)["Quantities"] for cell in row}


def _has_comment(folder, words):
    comments = read_books(folder, "plan").comments
    found = set(comments[["page", "line", "column", "comment"]].itertuples(index=False, name=None))
    assert ("steps", "1", "budget", words) in found


def test_making_it_again_without_a_change_writes_nothing(tmp_path):
    make_book(tmp_path, book(), on=DAY)
    assert make_book(tmp_path, book(), on=LATER).state == "same"


def test_what_data_and_wallets_know_is_shown_locked_and_what_nobody_knows_is_open(tmp_path):
    sheet = openpyxl.load_workbook(make_book(tmp_path, book(), on=DAY).path)["Quantities"]
    locked = {(line, column): place(sheet, line, column).protection.locked for line, column in (
        ("group Gate valves", "wallet"), ("group Gate valves", "margin_rate"),
        ("group =Flanges", "margin_rate"), ("group Прокладки", "wallet"), ("group Gate valves", "growth"))}
    assert list(locked.values()) == [True, True, False, False, False]
    assert place(sheet, "group Gate valves", "wallet").value == 48e6


def test_what_is_only_shown_is_no_answer(tmp_path):
    make_book(tmp_path, book(), on=DAY)
    lines = read_books(tmp_path, "plan").tables["quantities"]
    assert lines["name"].tolist() == ["Gate valves", "=Flanges", "Прокладки"]
    assert lines["wallet"].isna().all()
    assert lines["growth"].tolist()[:2] == [0.04, 0.03]


def test_a_wallet_typed_before_the_table_of_wallets_knew_it_stays_as_a_comment(tmp_path):
    path = make_book(tmp_path, book(), on=DAY).path
    found = openpyxl.load_workbook(path)
    place(found["Quantities"], "group Прокладки", "wallet").value = 5_000_000
    found.save(path)
    known = LINES.assign(wallet=[48e6, 40e6, 6e6])
    make_book(tmp_path, book(lines=known), on=LATER)
    cell = place(openpyxl.load_workbook(path)["Quantities"], "group Прокладки", "wallet")
    assert cell.value == 6e6
    assert "5000000" in cell.comment.text


def test_a_share_may_be_typed_in_percent(tmp_path):
    path = make_book(tmp_path, book(), on=DAY, changes=[Change("quantities", "+1", "name", "Kits")]).path
    found = openpyxl.load_workbook(path)
    place(found["Quantities"], "1", "share_3").value = "30 %"
    found.save(path)
    assert read_books(tmp_path, "plan").tables["quantities"].set_index("line")["share_3"]["1"] == 0.3


def test_a_step_without_its_year_is_told_and_the_others_are_taken(tmp_path):
    changes = [Change("steps", "+1", "action", "Training"), Change("steps", "+2", "action", "Visit"),
               Change("steps", "+2", "year", "1")]
    make_book(tmp_path, book(), on=DAY, changes=changes)
    books = read_books(tmp_path, "plan")
    assert books.tables["steps"]["action"].tolist() == ["Visit"]
    (problem,) = books.problems
    assert 'sheet "Steps"' in str(problem)
    assert "is a line without: Year" in str(problem)


def test_each_sheet_says_which_of_it_the_client_sees(tmp_path):
    found = openpyxl.load_workbook(make_book(tmp_path, book(), on=DAY).path)
    for sheet in SHEETS.values():
        cells = (cell.value for row in found[sheet].iter_rows(max_row=6) for cell in row)
        assert "The client's version shows" in " ".join(map(str, cells))
