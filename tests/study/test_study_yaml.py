"""study.yaml: what it may say, what is said back with its line, and which value wins."""

import codecs
import os
import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from kamlib.flow.settings import settings_in_force
from kamlib.problems import KamError
from kamlib.study.folder import open_study
from kamlib.study.given_tables import given_tables
from kamlib.study.load import load, settings_of
from kamlib.study.read import reading
from kamlib.study.shape import STUDY_SHAPE

HEAD = "name: Alder\n"
COLUMN_QUESTION = """\
name: Alder
questions:
- id: sales|amount
  setting: [tables, sales, columns, amount]
  ask: Which column holds the amount?
  choices: {Net: numbers, Gross: numbers, '2024': numbers}
  answer: %s
tables:
  sales:
    from: sales
    columns: {account: Client, date: Day, amount: }
"""
FILE_QUESTION = """\
name: Alder
questions:
- id: sales.csv|Day|dates
  file: sales.csv
  setting: [columns, Day, dates]
  ask: Which part is the day?
  choices: {dmy: the first, mdy: the second}
  answer: %s
"""


def refused(folder, **words):
    with pytest.raises(KamError) as caught:
        open_study(folder, **words)
    return caught.value.problems


FILE, TABLE, SALES = "files:\n  a.csv:\n    ", "tables:\n  ", "tables:\n  sales:\n    "
QUESTION = "questions:\n- "
PLACE = "{id: a, setting: [tables, sales%s], answer: %s}"
# By the line that is named, counted below the first one: the entries that are not right there.
WRONG = {
    1: ["currency: 7", "currency: a name that is too long", "language: de", "as_of: 31.12.2025",
        "as_of: true", "as_of: [2025]", "company: [a]", "pack: 3", "pack: other.yaml", "pack: input",
        "files: [a.csv]", "tables: sales", "settings: [a]", "questions: none", "custommer: Alder",
        "name: twice", "company: a: b", "\tcompany: tab", "as_of: 2025-02-30"],
    2: ["files:\n  a.csv: {encodin: utf-8}", TABLE + "orders: {from: a}", TABLE + "sales: orders",
        "rates:\n  EUR: 4,30", "rates:\n  EUR: 0", "settings:\n  portfolio.largst: 5",
        "settings:\n  portfolio.largest: many", QUESTION + "ask: what?\n  setting: [a]",
        QUESTION + PLACE % ("", "orders"), QUESTION + PLACE % (", columns, klient", "Client")],
    3: [*(FILE + entry for entry in (
            "encoding: 8", "delimiter: [a]", "sheets: one", "heading_rows: 3", "heading_rows: [0]",
            "leave_out_rows: [x]", "year: 25", "empty: n/a")),
        *(SALES + entry for entry in ("form: orders", "from: 3", "query: [select]", "columns: Client")),
        QUESTION + "id: a\n  setting: []"],
    4: [*(FILE + f"columns:\n      {entry}" for entry in (
            "Day: dmy", "Day: {dates: dd.mm.yyyy}", "Sum: {decimal: ;}", "Sum: {kind: money}")),
        FILE + "tables:\n      one: {encoding: utf-8}", SALES + "columns:\n      klient: Client",
        SALES + "columns:\n      account: No", QUESTION + "id: a\n  setting: [tables]\n  answer: {a: 1}"],
}  # fmt: skip


@pytest.mark.parametrize(("entry", "line"), [
    ("name: ''", 1), ("name: [a]", 1), ("- a list", 1),
    *((HEAD + entry, line + 1) for line, entries in WRONG.items() for entry in entries),
])  # fmt: skip
def test_an_entry_that_is_not_right_is_named_with_its_line(make_study, entry, line):
    found = refused(make_study(entry + "\n"))
    assert [(p.file, p.row) for p in found] == [("study.yaml", line)]
    assert found[0].remedy


def test_all_wrong_entries_come_at_once(make_study):
    wrong = HEAD + (
        "as_of: soon\nsettings: {portfolio.largest: many, portfolio.tops: 3}\n"
        "questions:\n- {id: a, setting: [x], choices: {b: c}, answer: d}\n"
    )
    assert sorted(p.code for p in refused(make_study(wrong))) == ["answer", "day", "setting", "setting"]
    shape = HEAD + "language: de\nrates: {EUR: x}\ncustommer: y\n"
    assert sorted(p.row for p in refused(make_study(shape))) == [2, 3, 4]


def test_an_empty_file_asks_for_its_first_entry_and_no_file_how_to_make_one(make_study, tmp_path):
    for text in ("", "\n\n", "# only a remark\n"):
        (problem,) = refused(make_study(text))
        assert "write name:" in str(problem)
    assert "kam new" in refused(tmp_path)[0].remedy


@pytest.mark.parametrize(("before", "end"), [(b"", b"\n"), (codecs.BOM_UTF8, b"\r\n")])
def test_windows_editors_may_save_it(make_study, before, end):
    folder = make_study()
    text = "name: Żółw и клапан\ncurrency: zł\n".encode().replace(b"\n", end)
    (folder / "study.yaml").write_bytes(before + text)
    study = open_study(folder)
    assert (study.name, study.currency) == ("Żółw и клапан", "zł")


@pytest.mark.parametrize("written", ["2025-06-30", "'2025-06-30'", "2025-06-30 00:00:00", "20250630"])
def test_the_last_day_may_be_written_as_a_date_or_as_text(make_study, written):
    assert open_study(make_study(HEAD + f"as_of: {written}\n")).as_of == date(2025, 6, 30)


def test_the_last_day_of_a_run_wins_over_that_of_the_study(make_study):
    folder = make_study(HEAD + "as_of: 2025-06-30\n")
    assert open_study(folder, as_of="2024-12-31").as_of == date(2024, 12, 31)
    assert refused(folder, as_of="soon")[0].found == "soon"
    assert open_study(make_study(HEAD + "as_of:\n", name="open")).as_of is None


@pytest.mark.parametrize(("answer", "heading"), [
    ("Net", "Net"), ("'Gross'", "Gross"), ("2024", "2024"), ("None at all", ""), ("net", ""), ("[Net]", ""),
])  # fmt: skip
def test_an_answer_about_a_table_lands_there_or_is_refused_with_its_line(make_study, answer, heading):
    folder = make_study(COLUMN_QUESTION % answer)
    if heading:
        study = open_study(folder)
        assert study.tables["sales"]["columns"]["amount"] == heading
        assert study.plain.value["tables"]["sales"]["columns"]["amount"] is None
    else:
        (problem,) = refused(folder)
        assert (problem.code, problem.row) == ("answer", 7)
        assert "Net, Gross, 2024" in problem.remedy


def test_an_answer_about_a_file_changes_what_is_read(make_study):
    sales = "Client;Day;Amount\nA;03/04/2025;1,5\nB;05/06/2025;2,5\n"
    tables = "tables: {sales: {from: sales, columns: {account: Client, date: Day, amount: Amount}}}\n"
    first = {}
    for order in ("dmy", "mdy"):
        study = open_study(make_study(FILE_QUESTION % order + tables, name=order, sales=sales))
        assert settings_of(study, "sales.csv") == {"columns": {"Day": {"dates": order}}}
        first[order] = given_tables(study, load(study))["sales"].frame["date"].iloc[0].date()
    assert first == {"dmy": date(2025, 4, 3), "mdy": date(2025, 3, 4)}
    assert settings_of(open_study(make_study(FILE_QUESTION % "")), "sales.csv") == {}


def test_rows_and_years_may_be_answers(make_study):
    rows = "name: A\nquestions:\n- {id: a, file: a.csv, setting: [heading_rows], choices: %s, answer: %s}\n"
    for answer, value in (("'[3]'", [3]), ("[3]", [3]), ("[]", [])):
        study = open_study(make_study(rows % ("{'[]': none, '[3]': row 3}", answer)))
        assert settings_of(study, "a.csv") == {"heading_rows": value}
    years = rows.replace("heading_rows", "year")
    study = open_study(make_study(years % ("{YYYY: the year}", "2024")))
    assert settings_of(study, "a.csv") == {"year": 2024}
    assert refused(make_study(years % ("{YYYY: the year}", "24")))[0].code == "answer"


def test_the_nearest_word_wins_and_says_where_it_comes_from(make_study):
    folder = make_study(HEAD)

    def in_force():
        force = settings_in_force(open_study(folder), "portfolio")
        return force.value("largest"), force.settings["largest"].origin

    assert in_force() == (10, "the shipped pack")
    (folder / "pack.yaml").write_text("portfolio.largest: 7\nportfolio.growth_months: 6\n", encoding="utf-8")
    assert in_force() == (7, "the study's pack")
    (folder / "study.yaml").write_text(HEAD + "settings: {portfolio.largest: 5}\n", encoding="utf-8")
    assert in_force() == (5, "study.yaml")
    run = settings_in_force(open_study(folder), "portfolio", largest=3)
    assert (run.value("largest"), run.settings["largest"].origin) == (3, "this run (-p)")
    assert run.settings["growth_months"].origin == "the study's pack"
    (folder / "study.yaml").write_text(HEAD + "pack: company.yaml\n", encoding="utf-8")
    (folder / "company.yaml").write_text("portfolio.largest: 4\n", encoding="utf-8")
    assert in_force() == (4, "the study's pack")


READING = STUDY_SHAPE["$defs"]["reading"]["properties"]


def test_every_answer_that_the_reader_takes_may_be_written():
    columns = READING["columns"]["additionalProperties"]["properties"]
    assert {key: tuple(said["enum"]) for key, said in columns.items()} == reading._OF_COLUMNS


def test_every_question_that_the_reader_asks_has_a_place_for_its_answer():
    code = "".join(p.read_text(encoding="utf-8") for p in Path(reading.__file__).parent.glob("*.py"))
    asked = set(re.findall(r'question\(.*\("(\w+)",\)\)', code))
    assert len(asked) >= 4
    assert asked <= set(READING)
    of_a_table = READING["tables"]["additionalProperties"]["properties"]
    assert asked - {"encoding", "delimiter"} <= set(of_a_table)


def test_zero_is_asked_for_and_no_value_is_the_pack_s(make_study):
    study = open_study(make_study(HEAD))
    assert settings_in_force(study, "potential", discount_rate=0).value("discount_rate") == 0
    assert settings_in_force(study, "potential", discount_rate=None).value("discount_rate") == 0.2


@pytest.mark.parametrize(("name", "value"), [
    ("potential.discount_rate", "20"), ("potential.discount_rate", ".nan"), ("capacity.paid_hours", "-5"),
    ("capacity.paid_hours", ".inf"), ("selection.draws", "3"), ("potential.horizon", "60"),
    ("portfolio.largest", "0"), ("promises.steps", "[7, .inf]"),
])  # fmt: skip
def test_a_number_out_of_its_range_is_refused_in_the_pack_the_study_and_the_run(make_study, name, value):
    folder = make_study(HEAD + f"settings:\n  {name}: {value}\n")
    (problem,) = refused(folder)
    assert (problem.file, problem.row) == ("study.yaml", 3)
    assert re.search(r"from -?\d+ to \d+", problem.remedy)
    (folder / "study.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "pack.yaml").write_text(f"# ours\n{name}: {value}\n", encoding="utf-8")
    (problem,) = refused(folder)
    assert (problem.file, problem.row) == ("pack.yaml", 2)
    (folder / "pack.yaml").write_text("{}\n", encoding="utf-8")
    section, short = name.split(".")
    with pytest.raises(KamError, match=r"from -?\d+ to \d+"):
        settings_in_force(open_study(folder), section, **{short: yaml.safe_load(value)})


def test_an_entry_for_a_file_that_is_not_there_is_named(make_study):
    folder = make_study(HEAD + "files:\n  sales.csv:\n  slaes.csv: {encoding: utf-8}\n")
    (problem,) = load(open_study(folder)).problems
    assert (problem.row, problem.found) == (4, "slaes.csv")


def test_a_column_that_the_file_does_not_have_is_named_with_its_own_line(make_study):
    text = HEAD + "tables:\n  sales:\n    from: sales\n    columns:\n      account: Client\n      date: Dya\n"
    study = open_study(make_study(text))
    found = given_tables(study, load(study))["sales"].problems
    assert {(p.code, p.row) for p in found} == {("column-unknown", 7), ("column-missing", 5)}


@pytest.mark.parametrize(("entry", "found"), [
    *((f"rates: {{EUR: {rate}}}", rate) for rate in ("1e400", "0", "-1", "2000000")),
    ("rates: {EUR: .nan}", "nan"), ("rates: {EUR: .inf}", "inf"),
    ("as_of: 1989-12-31", "1989-12-31"), ("today: 2204-01-31", "2204-01-31"),
    ("today: '2204-01-31'", "2204-01-31"),
])  # fmt: skip
def test_numbers_and_days_that_can_not_be_meant_are_refused_with_their_line(make_study, entry, found):
    problems = refused(make_study(HEAD + entry + "\n"))
    assert [(p.row, p.found) for p in problems] == [(2, found)]


def test_a_pipe_in_the_place_of_a_file_is_named_and_not_read(make_study):
    folder = make_study()
    (folder / "judgement").mkdir()
    os.mkfifo(folder / "judgement" / "hours.csv")
    os.mkfifo(folder / "input" / "more.csv")
    assert [p.file for p in refused(folder)] == ["input/more.csv", "judgement/hours.csv"]


def test_a_table_has_a_source_or_a_query_and_never_both(make_study):
    yaml = HEAD + "tables:\n  sales: {from: sales, query: select * from sales}\n"
    study = open_study(make_study(yaml))
    problems = given_tables(study, load(study))["sales"].problems
    assert [(p.code, p.row, p.found) for p in problems] == [("query-beside-from", 3, "sales")]
