"""The workbooks of an account as people have them on their desks: every cell comes back and stays."""

import re
import shutil
from dataclasses import replace
from datetime import date

import openpyxl
import pandas as pd
import pytest
from openpyxl.comments import Comment

from kamlib.pack import catalogue, shipped
from kamlib.pack.dossier import shipped_template
from kamlib.study.books import AccountForm, Change, make_book, read_books
from kamlib.study.books.carry import carried
from kamlib.study.books.layout_buying import buying_form
from kamlib.study.books.layout_dossier import File, dossier_form
from kamlib.study.books.layout_meeting import Known, meeting_form
from kamlib.study.books.layout_plan import PlanFacts, plan_form
from kamlib.study.forms import Kind
from kamlib.study.typed import as_text
from kamlib.tables import BOOKS, KEPT
from tests.study.books.conftest import place
from tests.study.forms.conftest import SAVED, by_xlsxwriter, value_for

DAY, LATER, MET = date(2026, 1, 30), date(2026, 3, 1), date(2026, 2, 5)
NAME, NONE = '=Вольна "Опт" <b>&', float("nan")
TEMPLATE = shipped_template("industrial")
FACTS = pd.DataFrame({
    "line": ["history:turnover:0", "competitors:competitors:0", "structure:persons"],
    "group_label": ["History with us", "Competitors", "Structure"],
    "what": ["Turnover 2025", "=Tekram: Flanges", "Persons"], "value": [44_500_883.4, 0.38, "nothing yet"],
    "unit": ["money", "share", ""], "of": ["the year", "until May", ""], "source": "the sales",
})  # fmt: skip
# What data and wallets know of two groups; of the third nobody knows the wallet.
LINES = pd.DataFrame(
    [["Gate valves", 16_799_138.2, 48e6, 0.35, 0.17, 0.04], ["=Flanges", 18e6, 40e6, 0.45, NONE, 0.03],
     ["Прокладки", 0.0, NONE, NONE, NONE, NONE]],
    columns=["name", "sales", "wallet", "share_0", "margin_rate", "growth"],
)  # fmt: skip
NOBODY = pd.DataFrame({"line": [], "contact": [], "met_by": [], "meets": [], "person": [], "position": []})
LAWS = Kind("choice", choices=(("free", "no law"), ("public", "the law")))
KNOWN = Known(
    people=({"person": "Анна Лис", "side": "theirs", "position": "buyer", "roles": "Buyer", "attitude": "+1",
             "contact": "2"},),
    questions=(("dossier needs", "Needs", "What do you need?", Kind()),
               ("dossier law", "Purchase", "By which law do you buy?", LAWS)),
    objections=(("promise 1", "the list is late"),), stop="No offer before this is settled.")  # fmt: skip


def dossier(template=TEMPLATE, known=FACTS) -> AccountForm:
    files = [File("Structure", "оргструктура.pdf", date(2025, 11, 3), 126_000)]
    form = dossier_form(study="Alder", account="00480", name=NAME, manager="Oleg Tarn", known=known,
                        questions=template.questions, files=files, currency="RUB")
    return AccountForm("00480", NAME, "dossier", form)


def roles(which: str) -> pd.DataFrame:
    every = catalogue(shipped(), "roles")
    return every[[which in sets for sets in every["sets"]]]


def buying(which="six", listed=NOBODY) -> AccountForm:
    form = buying_form(study="Alder", account="00480", name=NAME, roles=roles(which), persons=NOBODY,
                       team=NOBODY, listed=listed)  # fmt: skip
    return AccountForm("00480", NAME, "buying-centre", form)


def plan(lines=LINES, years=3, known="6 of 8") -> AccountForm:
    position = catalogue(shipped(), "position")
    position = position.assign(state=[known if key == "groups" else None for key in position["key"]])
    frame = {"base_year": 2025, "years": years, "terms": "nominal", "manager": "Oleg Tarn"}
    facts = PlanFacts("00480", NAME, frame, lines, position, 0.2)
    return AccountForm("00480", NAME, "plan", plan_form("Alder", facts))


def meeting(known=KNOWN) -> AccountForm:
    form = meeting_form(study="Alder", account="7", name=NAME, manager="Ada", day=MET, known=known)
    return AccountForm("7", NAME, "meeting", form, day=MET.isoformat())


# Each workbook, the same with other contents of template and data, and how many sheets of paper it prints on.
MAKERS = {
    "dossier": (dossier, lambda: dossier(shipped_template("medical"), FACTS.iloc[:1]), None),
    "buying-centre": (buying, lambda: buying("thirteen"), 1 + 5 + 5),
    "plan": (plan, lambda: plan(LINES.iloc[[0]].assign(wallet=50e6), 5, None), 1 + 7 + 3),
    "meeting": (meeting, lambda: meeting(replace(KNOWN, people=(), questions=KNOWN.questions[1:])),
                1 + len(meeting().form.pages)),
}
EVERY = pytest.mark.parametrize("kind", MAKERS)
OFFICE = [pytest.mark.office, pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice")]


def fill(path, form: AccountForm) -> dict[tuple[str, str, str], object]:
    """Type into every open cell of every line; return what each is kept as, by table, line and column."""
    book, told, n = openpyxl.load_workbook(path), {}, 0
    for page in carried(form.form, None).pages:
        for line in page.lines:
            for column in page.asked:
                n += 1
                if column.key not in line.locked:
                    value, kept = value_for(page.kind(line, column.key), n)
                    place(book[page.sheet], line.key, column.key).value = value
                    field = column.key == "value" and line.key in KEPT[page.table].columns
                    at = (page.table, line.key) if field else (line.key, column.key)
                    told[page.table, *at] = kept
    book.save(path)
    return told


def assert_kept(folder, kind: str, told) -> None:
    """Assert that the tables hold what was typed, and nothing could not be taken."""
    books = read_books(folder, kind)
    assert books.problems == []
    rows: dict[tuple[str, str], dict] = {}
    for name, frame in books.tables.items():
        for row in frame.to_dict("records"):  # the fields of a meeting stand on two sheets
            written = {column: value for column, value in row.items() if as_text(value)}
            rows.setdefault((name, row["line"]), {}).update(written)
    for (table, line, column), kept in told.items():
        value = as_text(kept) if KEPT[table].columns[column].kind == "text" else kept
        found = rows[table, line].get(column)
        assert found == (pytest.approx(value) if isinstance(value, float) else value), (table, line, column)


@EVERY
@pytest.mark.parametrize("save", [*SAVED, pytest.param("office", marks=OFFICE)])
def test_every_cell_comes_back_as_it_was_typed_and_stays_when_made_anew(tmp_path, kind, save, request):
    make, other, _papers = MAKERS[kind]
    path = make_book(tmp_path, make(), on=DAY).path
    told = fill(path, make())
    book = openpyxl.load_workbook(path)
    sheet, page = book.worksheets[1], make().form.pages[0]
    line = page.lines[-1].key if page.lines else "1"
    place(sheet, line, page.asked[0].key).comment = Comment("Anna?", "Adam")
    book.save(path)
    if save == "office":
        shutil.copy(request.getfixturevalue("office")(path, "xlsx"), path)
    elif save:
        save(path)
    assert_kept(tmp_path, kind, told)
    make_book(tmp_path, make(), on=LATER)
    assert_kept(tmp_path, kind, told)
    assert make_book(tmp_path, make(), on=LATER).state == "same"
    made = make_book(tmp_path, other(), on=LATER)
    assert made.state == "changed"
    cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]
    words = "\n".join(f"{cell.value}\n{cell.comment and cell.comment.text}" for cell in cells)
    assert [kept for kept in told.values() if str(kept).startswith("- ") and kept not in words] == []
    assert save is by_xlsxwriter or "Anna?" in words


@EVERY
def test_every_column_is_asked_for_once_or_known_by_the_line(kind):
    for table in BOOKS[kind]:
        pages = [page for page in MAKERS[kind][1]().form.pages if page.table == table.name]
        fields = [line.key for page in pages for line in page.lines if line.key in table.columns]
        asked = fields or [*dict.fromkeys(column.key for page in pages for column in page.asked)]
        assert set(table.columns) - set(asked) <= {next(iter(table.columns))}
        assert len(asked) == len(set(asked))


@EVERY
def test_what_is_only_shown_is_locked_the_head_stays_in_sight_and_the_title_is_not_hidden(tmp_path, kind):
    form = MAKERS[kind][0]()
    book = openpyxl.load_workbook(make_book(tmp_path, form, on=DAY).path)
    for page in form.form.pages:
        sheet = book[page.sheet]
        assert sheet.protection.sheet and sheet.freeze_panes and sheet.print_title_rows
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        title = next(cell for cell in sheet[2] if cell.value)
        assert title.value == page.title
        assert not sheet.column_dimensions[title.column_letter].hidden
        for line in page.lines:
            cells = {column.key: place(sheet, line.key, column.key) for column in page.asked}
            assert {name for name, cell in cells.items() if cell.protection.locked} == set(line.locked)


@EVERY
@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice")
def test_it_prints_on_as_many_pages_as_can_be_read(tmp_path, office, kind):
    make, _other, papers = MAKERS[kind]
    form = make()
    if papers is None:  # method.md 1.3: core fits two printed pages; the third says what to do
        form, papers = replace(form, form=replace(form.form, pages=form.form.pages[:1])), 3
    pdf = office(make_book(tmp_path, form, on=DAY).path, "pdf").read_bytes()
    assert len(re.findall(rb"/Type ?/Page\b[^s]", pdf)) == papers


def test_an_answer_moves_with_its_question_from_further_to_core(tmp_path):
    path = make_book(tmp_path, dossier(), on=DAY,
                     changes=[Change("dossier:full", "failures", "value", "two in May")]).path
    group = TEMPLATE.groups["installed"]
    moved = group.questions | {"failures": replace(group.questions["failures"], level="core")}
    groups = {**TEMPLATE.groups, "installed": replace(group, questions=moved)}
    assert make_book(tmp_path, dossier(replace(TEMPLATE, groups=groups)), on=LATER).former == 0
    core = openpyxl.load_workbook(path)["Core questions"]
    assert place(core, "failures", "value").value == "two in May"


def test_what_the_data_know_is_never_read_as_an_answer_and_a_name_is_no_formula(tmp_path):
    book = openpyxl.load_workbook(make_book(tmp_path, dossier(), on=DAY).path)
    cells = [cell for row in book["What the data know"].iter_rows() for cell in row if cell.value is not None]
    assert {44_500_883.4, 0.38, "=Tekram: Flanges"} <= {cell.value for cell in cells}
    assert all(cell.protection.locked and cell.data_type != "f" for cell in cells)
    assert read_books(tmp_path, "dossier").tables["dossier"].empty
    attached = [[cell.value for cell in row] for row in book["Attachments"].iter_rows()]
    assert any(row[1] == "оргструктура.pdf" and row[3:6] == ["Structure", "2025-11-03", "123"]
               for row in attached)


@pytest.mark.parametrize("name", ["general", "industrial", "medical"])
def test_answers_are_restricted_as_their_questions_want_it(tmp_path, name):
    template = shipped_template(name)
    book, sheets = openpyxl.load_workbook(make_book(tmp_path, dossier(template), on=DAY).path), {
        "core": "Core questions", "full": "Further questions"}  # fmt: skip
    rules = {(sheet, cell.split(":")[0]): rule.type for sheet in sheets.values()
             for rule in book[sheet].data_validations.dataValidation for cell in str(rule.sqref).split()}
    for question in template.every:
        sheet = sheets[question.level]
        wanted = {"choice": "list", "number": "decimal", "day": "date", "text": None}[question.answer]
        assert rules.get((sheet, place(book[sheet], question.key, "value").coordinate)) == wanted


def test_a_person_of_the_clients_files_has_a_line_that_stays_the_same(tmp_path):
    two = pd.DataFrame({"person": ["Maria Anders", "<b>Ana</b>"], "position": ["Owner", ""]})
    make_book(tmp_path, buying(listed=two), on=DAY)
    first = read_books(tmp_path, "buying-centre").tables["persons"]
    make_book(tmp_path, buying(listed=two.iloc[::-1]), on=LATER)
    again = read_books(tmp_path, "buying-centre").tables["persons"]
    pd.testing.assert_frame_equal(*(one.sort_values("line", ignore_index=True) for one in (first, again)))
    assert first[["person", "role"]].to_numpy().tolist() == [["Maria Anders", ""], ["<b>Ana</b>", ""]]


@pytest.mark.parametrize(("kind", "sheet", "words"), [
    ("buying-centre", "People", ["5 decides or stops alone", "+3 argues for us when we are absent",
                                 "empty: not known, never 0", "personal data"]),
    ("buying-centre", "Roles", [*roles("six")["limits"], *roles("six")["definition"]]),
    ("dossier", "Core questions", ["somebody of theirs told us"]),
    *(("plan", page.sheet, ["The client's version shows"]) for page in plan().form.pages),
])  # fmt: skip
def test_definitions_scales_and_what_the_client_sees_are_in_sight(tmp_path, kind, sheet, words):
    found = openpyxl.load_workbook(make_book(tmp_path, MAKERS[kind][0](), on=DAY).path)[sheet]
    text = " ".join(str(cell.value) for row in found.iter_rows() for cell in row if cell.value)
    assert [word for word in words if word not in text] == []


def test_a_proposed_question_that_was_emptied_stays_empty(tmp_path):
    empty = [Change("asked", "dossier needs", column, "") for column in ("words", "open")]
    make_book(tmp_path, meeting(), on=DAY, changes=empty)
    make_book(tmp_path, meeting(), on=LATER)
    assert "dossier needs" not in set(read_books(tmp_path, "meeting").tables["asked"]["line"])


def test_the_seven_mistakes_are_those_of_the_source_in_its_order():
    assert [*KEPT["mistakes"].lines] == [
        "late", "arguing", "interrupting", "uninformed", "unprepared", "manners", "product"]


def test_what_data_and_wallets_know_is_no_answer_and_what_was_typed_before_stays_as_a_comment(tmp_path):
    path = make_book(tmp_path, plan(), on=DAY).path
    lines = read_books(tmp_path, "plan").tables["quantities"]
    assert lines["name"].tolist() == ["Gate valves", "=Flanges", "Прокладки"]
    assert lines["wallet"].isna().all() and lines["growth"].tolist()[:2] == [0.04, 0.03]
    sheet = openpyxl.load_workbook(path)["Quantities"]
    assert place(sheet, "group Gate valves", "wallet").value == 48e6
    change = [Change("quantities", "group Прокладки", "wallet", "5000000")]
    make_book(tmp_path, plan(), on=DAY, changes=change)
    make_book(tmp_path, plan(LINES.assign(wallet=[48e6, 40e6, 6e6])), on=LATER)
    cell = place(openpyxl.load_workbook(path)["Quantities"], "group Прокладки", "wallet")
    assert cell.value == 6e6 and "5000000" in cell.comment.text


def test_a_share_may_be_typed_in_percent_and_a_step_without_its_year_is_told(tmp_path):
    path = make_book(tmp_path, plan(), on=DAY, changes=[
        Change("quantities", "+1", "name", "Kits"), Change("steps", "+1", "action", "Training"),
        Change("steps", "+2", "action", "Visit"), Change("steps", "+2", "year", "1")]).path  # fmt: skip
    book = openpyxl.load_workbook(path)
    place(book["Quantities"], "1", "share_3").value = "30 %"
    book.save(path)
    books = read_books(tmp_path, "plan")
    assert books.tables["quantities"].set_index("line")["share_3"]["1"] == 0.3
    assert books.tables["steps"]["action"].tolist() == ["Visit"]
    (problem,) = books.problems
    assert 'sheet "Steps"' in str(problem) and "is a line without: Year" in str(problem)
