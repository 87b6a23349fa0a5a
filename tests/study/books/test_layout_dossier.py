"""The dossier as people have it on their desks: filled, saved by any program, made anew otherwise."""

from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest
from openpyxl.comments import Comment

from kamlib.pack.dossier import Template, shipped_template
from kamlib.study.books import AccountForm, make_book, read_books
from kamlib.study.books.layout_dossier import File, dossier_form
from kamlib.tables import KEPT
from tests.study.books.conftest import place
from tests.study.forms.test_round_trip import by_openpyxl, by_xlsxwriter

DAY, LATER = date(2026, 1, 30), date(2026, 3, 1)
NAME = '=Вольна "Опт" <b>&'
FACTS = pd.DataFrame({
    "line": ["history:turnover:0", "money:terms:0", "competitors:competitors:0", "structure:persons"],
    "group_label": ["History with us", "Finance and sources of money", "Competitors", "Structure"],
    "what": ["Turnover 2025", "Days to pay that we give", "=Tekram: Flanges", "Persons"],
    "value": [44_500_883.4, "30", 0.38, "nothing known yet"], "unit": ["money", "days", "share", ""],
    "of": ["the whole year", "on 2025-12-31", "contract until 2026-05-31", ""],
    "source": ["the sales", "the sales", "judgement/wallets.csv", "buying-centre.xlsx"],
})  # fmt: skip
FILES = [File("Structure", "оргструктура.pdf", date(2025, 11, 3), 126_000)]
SHEETS = {"core": "Core questions", "full": "Further questions"}


def book(template: Template, *, known: pd.DataFrame = FACTS, files: list[File] = FILES) -> AccountForm:
    form = dossier_form(study="Alder", account="00480", name=NAME, manager="Oleg Tarn",
                        questions=template.questions, known=known, files=files, currency="RUB")
    folders = tuple(group.label for group in template.groups.values())
    return AccountForm("00480", NAME, "dossier", form, folders=folders)


def typed(template: Template) -> dict[str, dict[str, object]]:
    """Answer every question in every column, each differently, as its kind wants it."""
    rows = {}
    for n, question in enumerate(template.every):
        values = {"number": n + 0.5, "day": datetime(2026, 1 + n % 12, 3), "text": f"- текст {n}, żółw\nнова"}
        value = values.get(question.answer) or question.choices[n % len(question.choices)]
        rows[question.key] = {
            "value": value, "source": f"дир. {n}", "on": datetime(2025, 1 + n % 12, 1 + n % 28),
            "confidence": ("fact", "said", "assumed", "not applicable")[n % 4], "owner": f"Adam {n}",
            "valid_until": f"{1 + n % 28:02d}.05.2026" if n % 2 else None,
            "sensitive": "yes" if n % 3 else None}
    return rows


def fill(path, template, rows):
    found = openpyxl.load_workbook(path)
    for question in template.every:
        sheet = found[SHEETS[question.level]]
        for column, value in rows[question.key].items():
            place(sheet, question.key, column).value = value
    found.save(path)


def expected(template: Template) -> pd.DataFrame:
    rows = []
    for question in template.every:
        said = typed(template)[question.key]
        value = said["value"]
        text = f"{value:g}" if isinstance(value, float) else value
        text = text.date().isoformat() if isinstance(text, datetime) else text
        until = said["valid_until"]
        rows.append({**said, "account": "00480", "line": question.key, "question": question.key,
                     "value": text, "sensitive": said["sensitive"] or "",
                     "valid_until": pd.to_datetime(until, dayfirst=True) if until else pd.NaT})
    frame = pd.DataFrame(rows)[["account", "line", *KEPT["dossier"].columns]]
    days = dict.fromkeys(("on", "valid_until"), "datetime64[s]")
    texts = {name: "str" for name in frame.columns if name not in days}
    return frame.astype(days | texts)


def kept(folder) -> pd.DataFrame:
    return read_books(folder, "dossier").tables["dossier"]


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    frames = [frame.sort_values("line", ignore_index=True) for frame in (one, other)]
    pd.testing.assert_frame_equal(*frames)


NAMES = ["general", "industrial", "medical"]


@pytest.mark.parametrize("save", [None, by_openpyxl, by_xlsxwriter])
@pytest.mark.parametrize("name", NAMES)
def test_every_cell_comes_back_as_it_was_typed_whoever_saved_it(tmp_path, name, save):
    template = shipped_template(name)
    path = make_book(tmp_path, book(template), on=DAY).path
    fill(path, template, typed(template))
    if save:
        save(path)
    assert not read_books(tmp_path, "dossier").problems
    same(kept(tmp_path), expected(template))


@pytest.mark.parametrize("save", [None, by_openpyxl, by_xlsxwriter])
def test_made_anew_with_other_questions_every_cell_and_comment_stays(tmp_path, save):
    before, after = shipped_template("industrial"), shipped_template("medical")
    path = make_book(tmp_path, book(before), on=DAY).path
    fill(path, before, typed(before))
    found = openpyxl.load_workbook(path)
    place(found["Core questions"], "needs", "value").comment = Comment("ask Anna", "Adam")
    place(found["Further questions"], "wear", "owner").comment = Comment("who?", "Adam")
    found.save(path)
    if save:
        save(path)
    comments = read_books(tmp_path, "dossier").comments
    made = make_book(tmp_path, book(after), on=LATER)
    # What is asked before and after is where it was; what nobody asks any more is on its own sheet.
    stays = {q.key for q in before.every} & {q.key for q in after.every}
    assert made.former == len(before.every) - len(stays)
    known = expected(before).set_index("line")
    now = kept(tmp_path).set_index("line")
    texts = ["source", "on", "confidence", "owner", "valid_until", "sensitive"]
    for key in stays:
        pd.testing.assert_series_equal(now.loc[key, texts], known.loc[key, texts])
    former = openpyxl.load_workbook(made.path)["Former questions"]
    for key in set(known.index) - stays:
        assert place(former, key, "owner").value == known.loc[key, "owner"]
    assert set(comments["comment"]) <= set(read_books(tmp_path, "dossier").comments["comment"])
    assert made.copy is not None and made.copy.exists()


def test_an_answer_moves_with_its_question_from_further_to_core(tmp_path):
    template = shipped_template("industrial")
    path = make_book(tmp_path, book(template), on=DAY).path
    found = openpyxl.load_workbook(path)
    place(found["Further questions"], "failures", "value").value = "two in May"
    found.save(path)
    group = template.groups["installed"]
    moved = replace(group, questions={**group.questions,
                                      "failures": replace(group.questions["failures"], level="core")})
    other = replace(template, groups={**template.groups, "installed": moved})
    made = make_book(tmp_path, book(other), on=LATER)
    core = openpyxl.load_workbook(made.path)["Core questions"]
    assert place(core, "failures", "value").value == "two in May"
    assert made.former == 0


def test_what_the_data_know_is_shown_locked_and_never_read_as_an_answer(tmp_path):
    path = make_book(tmp_path, book(shipped_template("industrial")), on=DAY).path
    sheet = openpyxl.load_workbook(path)["What the data know"]
    assert sheet.protection.sheet
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.protection.locked for cell in cells)
    values = {cell.value for cell in cells}
    # A name that begins with = is text, money is a number.
    assert {44_500_883.4, 0.38, "=Tekram: Flanges"} <= values
    assert all(cell.data_type != "f" for cell in cells)
    assert kept(tmp_path).empty


def test_new_figures_change_only_what_is_shown(tmp_path):
    template = shipped_template("industrial")
    path = make_book(tmp_path, book(template), on=DAY).path
    fill(path, template, typed(template))
    make_book(tmp_path, book(template, known=FACTS.assign(value=[1.0, "20", 0.5, "x"]), files=[]), on=LATER)
    same(kept(tmp_path), expected(template))


def test_attachments_are_listed_with_day_and_size(tmp_path):
    path = make_book(tmp_path, book(shipped_template("general")), on=DAY).path
    values = [[cell.value for cell in row] for row in openpyxl.load_workbook(path)["Attachments"].iter_rows()]
    assert any(row[1] == "оргструктура.pdf" and row[3:6] == ["Structure", "2025-11-03", "123"]
               for row in values)


@pytest.mark.parametrize("name", NAMES)
def test_answers_are_restricted_as_their_questions_want_it(tmp_path, name):
    template = shipped_template(name)
    found = openpyxl.load_workbook(make_book(tmp_path, book(template), on=DAY).path)
    rules = {}
    for sheet in SHEETS.values():
        for rule in found[sheet].data_validations.dataValidation:
            for cell in str(rule.sqref).split():
                rules[sheet, cell.split(":")[0]] = rule.type
    for question in template.every:
        sheet = SHEETS[question.level]
        at = place(found[sheet], question.key, "value").coordinate
        wanted = {"choice": "list", "number": "decimal", "day": "date", "text": None}[question.answer]
        assert rules.get((sheet, at)) == wanted
    kinds = {rule.type for rule in found["Core questions"].data_validations.dataValidation}
    assert {"list", "date"} <= kinds


@pytest.mark.parametrize("name", NAMES)
def test_heads_stay_in_sight_and_paper_is_a4_across(tmp_path, name):
    found = openpyxl.load_workbook(make_book(tmp_path, book(shipped_template(name)), on=DAY).path)
    for title in (*SHEETS.values(), "What the data know"):
        sheet = found[title]
        assert sheet.freeze_panes and sheet.print_title_rows
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    help_text = " ".join(str(row[1].value) for row in found["Core questions"].iter_rows(max_row=5))
    # The anchors of how sure an answer is stand above the answers.
    assert "somebody of theirs told us" in help_text
