"""The dossiers of a study: made, typed into, told and shown; real studies without an answer too."""

import os
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from kamlib import flow, show
from kamlib.flow import open_study, settings_in_force
from kamlib.flow.buying import buying_forms
from kamlib.flow.check import check_study
from kamlib.flow.dossiers import template_of
from kamlib.problems import KamError
from kamlib.study.books import Change, make_book
from tests.study.books.conftest import place

TODAY, DAY = pd.Timestamp("2026-01-30"), date(2026, 1, 30)
YAML = """\
name: Alder
currency: EUR
company: We
settings: {dossier.template: industrial, selection.min_criteria: 1}
tables:
  sales: {from: sales, columns: {account: Client, date: Day, amount: Amount, cost: Cost, group: Group,
          due: Due, paid: Paid}}
  accounts: {from: clients, columns: {account: Client, name: Name, manager: Manager}}
"""
CLIENTS = "Client;Name;Manager\nK1;Berth;Ada\nK2;Cove;Bo\nK3;Dune;\n"


def sold() -> str:
    """Two clients, two years, three groups; K1 pays ten days late, its last invoice is open."""
    lines = ["Client;Day;Amount;Cost;Group;Due;Paid"]
    for day in pd.date_range("2024-01-15", "2025-12-15", freq="MS") + pd.Timedelta(days=14):
        due, paid = day + pd.Timedelta(days=30), day + pd.Timedelta(days=40)
        settled = f"{paid:%Y-%m-%d}" if day < pd.Timestamp("2025-10-01") else ""
        lines += [f"K1;{day:%Y-%m-%d};{amount};{cost};{group};{due:%Y-%m-%d};{settled}"
                  for amount, cost, group in ((100, 80, "Valves"), (50, 30, "Flanges"))]
        lines.append(f"K2;{day:%Y-%m-%d};10;9;Gaskets;{due:%Y-%m-%d};{due:%Y-%m-%d}")
    return "\n".join(lines) + "\n"


WALLETS = ("account;group;supplier;base;source;contract_end\nK1;Valves;;3000;client said;\n"
           "K1;Valves;Tekram;1200;client said;2026-05-31\nK1;Gaskets;;400;client said;\n")


@pytest.fixture
def folder(make_study):
    place = make_study(YAML, sales=sold(), clients=CLIENTS)
    (place / "judgement" / "wallets.csv").write_text(WALLETS, encoding="utf-8")
    (place / "judgement" / "key_accounts.csv").write_text("account,decided\nK1,key\nK2,key\n",
                                                          encoding="utf-8")
    return place


def some(study, *keys):
    accounts = flow.key_accounts(study)
    return accounts[accounts["account"].isin(keys)][["account", "name"]]


def typed(folder: Path, account: str, *answers: tuple[str, str, str, str]) -> Path:
    """Make the dossier of an account and type (question, value, day, how sure) into it."""
    study = open_study(folder)
    (form,) = flow.dossier_forms(study, some(study, account))
    levels = {question.key: question.level for question in template_of(study).every}
    changes = [Change(f"dossier:{levels[key]}", key, column, text)
               for key, value, on, sure in answers
               for column, text in (("value", value), ("on", on), ("confidence", sure)) if text]
    return make_book(folder, form, on=DAY, changes=changes).path


def found(folder: Path, today: pd.Timestamp = TODAY):
    study = open_study(folder)
    return study, flow.dossiers(study, settings_in_force(study, "dossier"), today=today)


def test_what_is_typed_is_told_of_its_account_and_of_no_other(folder):
    typed(folder, "K1", ("needs", "pumps", "2025-12-01", "said"), ("history", "since 1990", "", "fact"),
          ("our_rank", "2", "2024-01-01", ""))
    _study, told = found(folder)
    row = told.summary.set_index("account").loc["K1"]
    assert (row["answered"], row["valid"], row["expired"], row["assumed"]) == (3, 2, 1, 1)
    assert told.summary.set_index("account").loc["K2", "answered"] == 0
    assert told.summary.set_index("account")["kept"].to_dict() == {"K1": True, "K2": False}
    assert told.kept["account"].tolist() == ["K1"]


def test_what_the_data_know_is_in_the_workbook_and_asked_nowhere(folder):
    path = typed(folder, "K1")
    sheet = openpyxl.load_workbook(path)["What the data know"]
    rows = {row[1].value: (row[3].value, row[4].value, row[5].value, row[6].value)
            for row in sheet.iter_rows(min_row=4)}
    # 12 months of 150 and of costs of 110: margin 480 of 1,800.
    # The last sale is of 15 December: plans and selection do not take such a year for a whole one either.
    assert rows["Turnover 2025"] == (1800, "EUR", "2025-01-01 to 2025-12-15", "the sales")
    assert rows["Gross margin"][0] == 480
    assert rows["Gross margin, share of turnover"][0] == pytest.approx(480 / 1800)
    assert rows["Valves"][0] == 1200
    assert rows["Days to pay that we give"][:2] == ("30", "days")
    assert rows["of them late"][0] == "10"
    # Open are October to December, due on 14 November and 15 December are over by then.
    assert rows["Owed"][0] == 450
    assert rows["Tekram: Valves"] == (0.4, "share", "contract until 2026-05-31",
                                      "judgement/wallets.csv: client said")
    assert rows["Not from us: Gaskets"][0] == 400
    assert rows["Open promises"][0] == "nothing known yet"


def test_a_year_that_the_file_covers_in_part_says_so_on_the_page_too(folder):
    study, told = found(folder)
    shown = repr(show.facts_table(flow.one_dossier(study, told, "K1").facts, currency=""))
    # 150 a month from 15 February 2024 to 15 December 2025.
    words = "2024 1 650 (2024-02-15 to 2024-12-31); 2025 1 800 (2025-01-01 to 2025-12-15)"
    assert words in shown.replace("\u202f", " ")


def test_the_limit_of_a_client_of_several_legal_entities_is_that_of_all_of_them(folder):
    # 5,000 and 3,000; of Cove's second entity nobody knows it, so of Cove neither.
    limits = "Client;Name;Manager;Limit\nK1;Berth;Ada;5000\nK3;Dune;;3000\nK2;Cove;Bo;700\nK4;Cove 2;;\n"
    (folder / "input" / "clients.csv").write_text(limits, encoding="utf-8")
    columns = "{account: Client, name: Name, manager: Manager"
    yaml = (folder / "study.yaml").read_text(encoding="utf-8")
    (folder / "study.yaml").write_text(yaml.replace(columns, f"{columns}, credit_limit: Limit"),
                                       encoding="utf-8")
    (folder / "judgement" / "groups.csv").write_text(
        "entity,account,name,reason,decided,by,on\nK1,K1,Berth,one owner,yes,Ada,2026-01-12\n"
        "K3,K1,Berth,one owner,yes,Ada,2026-01-12\nK2,K2,Cove,one owner,yes,Ada,2026-01-12\n"
        "K4,K2,Cove,one owner,yes,Ada,2026-01-12\n", encoding="utf-8")
    facts = flow.dossier_facts(open_study(folder))
    known = facts[facts["line"] == "credit_limit"]
    assert known[["account", "amount"]].to_numpy().tolist() == [["K1", 8000]]


def test_persons_promises_and_steps_of_the_buying_centre_are_shown(folder):
    study = open_study(folder)
    (form,) = buying_forms(study, some(study, "K1"))
    make_book(folder, form, on=DAY, changes=[
        Change("persons", "+1", "person", "Anna Lem"), Change("persons", "+1", "position", "chief engineer"),
        Change("persons", "+1", "action", "show the new series"),
        Change("persons", "+1", "action_until", "2026-03-01"),
        Change("promises", "+1", "promise", "a price list"), Change("promises", "+1", "by", "Ada"),
        Change("promises", "+1", "until", "2026-02-10"),
        Change("promises", "+2", "promise", "kept long ago"), Change("promises", "+2", "kept", "2025-02-10"),
    ])
    sheet = openpyxl.load_workbook(typed(folder, "K1"))["What the data know"]
    rows = {row[1].value: (row[3].value, row[5].value) for row in sheet.iter_rows(min_row=4)}
    assert rows["Anna Lem"] == ("chief engineer", None)
    assert rows["a price list"] == ("Ada", "until 2026-02-10")
    assert rows["show the new series"] == ("nobody is named", "until 2026-03-01")
    assert "kept long ago" not in rows


def test_without_a_name_the_account_with_most_expired_answers_is_shown(folder):
    typed(folder, "K2", ("needs", "pumps", "2024-12-01", "said"))
    typed(folder, "K1", ("needs", "pumps", "2025-12-01", "said"))
    study, told = found(folder)
    assert flow.one_dossier(study, told).account == "K2"
    one = flow.one_dossier(study, told, "bert")
    assert (one.account, one.name) == ("K1", "Berth")
    assert set(one.answers["account"]) == set(one.facts["account"]) == {"K1"}
    with pytest.raises(KamError, match="is no account"):
        flow.one_dossier(study, told, "Nobody Ltd")


def test_the_guide_puts_together_what_one_person_can_answer(folder):
    typed(folder, "K1", ("needs", "pumps", "2024-12-01", "said"))
    study, told = found(folder)
    guide = flow.interview_guide(flow.one_dossier(study, told, "K1"), rows=12)
    assert len(guide) == 12
    turns = guide["ask"].tolist()
    assert len(set(turns)) == sum(one != other for one, other in zip(turns, ["", *turns[:-1]], strict=True))
    assert guide.groupby("ask", sort=False)["worth"].sum().is_monotonic_decreasing


def test_what_is_sensitive_stays_off_the_wall_until_somebody_asks(folder):
    path = typed(folder, "K1", ("needs", "secret", "2024-12-01", "said"))
    book = openpyxl.load_workbook(path)
    place(book["Core questions"], "needs", "sensitive").value = "yes"
    book.save(path)
    study, told = found(folder)
    one = flow.one_dossier(study, told, "K1")
    assert "secret" not in flow.believed(one)["value"].tolist()
    assert "(sensitive)" in flow.believed(one)["value"].tolist()
    assert "secret" in flow.believed(one, sensitive=True)["value"].tolist()


def test_time_takes_answers_away_when_nobody_asks(folder):
    typed(folder, "K1", ("needs", "pumps", "2025-12-01", "said"), ("history", "since 1990", "", "fact"),
          ("sites", "one", "2025-12-01", "fact"))
    _study, told = found(folder)
    later = flow.held_later(told, (0, 180, 900))
    # Needs hold 6 months, sites 24, history for good.
    assert later["hold"].tolist() == [3, 2, 1] and later["answers"].tolist() == [3, 3, 3]


def test_a_day_still_to_come_is_told_and_counts_as_today(folder):
    typed(folder, "K1", ("needs", "pumps", "2027-01-01", "said"))
    _study, told = found(folder)
    (problem,) = told.problems
    assert (problem.found, problem.severity) == ("2027-01-01", "warning")
    assert problem.file.endswith("K1 Berth/dossier.xlsx")
    assert flow.dossier_troubles(told)["found"].tolist() == ["2027-01-01"]
    assert told.kept["median_age"].tolist() == [0.0]


def test_a_damaged_dossier_is_told_and_the_others_are_read(folder):
    typed(folder, "K2", ("needs", "pumps", "2025-12-01", "said"))
    typed(folder, "K1").write_bytes(b"PK\x03\x04 broken")
    _study, told = found(folder)
    assert told.kept["account"].tolist() == ["K2"]
    assert any("K1 Berth/dossier.xlsx" in problem.file for problem in told.problems)


def test_an_account_that_is_no_key_account_any_more_keeps_its_dossier(folder):
    typed(folder, "K2", ("needs", "pumps", "2025-12-01", "said"))
    (folder / "judgement" / "key_accounts.csv").write_text("account,decided\nK1,key\nK2,not key\n",
                                                           encoding="utf-8")
    study, told = found(folder)
    assert flow.key_accounts(study)["account"].tolist() == ["K1"]
    assert told.summary["account"].tolist() == ["K1", "K2"]


def test_attachments_are_those_in_the_folders_and_no_workbook_or_link(folder):
    own = typed(folder, "K1").parent
    (own / "Structure" / "deep").mkdir()
    (own / "Structure" / "deep" / "оргструктура.txt").write_text("x" * 5000, encoding="utf-8")
    (own / "Structure" / "~$open.xlsx").write_text("lock", encoding="utf-8")
    (own / "Structure" / "outside.txt").symlink_to(folder / "study.yaml")
    os.utime(own / "Structure" / "deep" / "оргструктура.txt", (1_700_000_000, 1_700_000_000))
    study = open_study(folder)
    (file,) = flow.attachments(study, "K1", "Berth")
    assert (file.folder, file.name, file.size, file.on.year) == ("Structure/deep", "оргструктура.txt", 5000,
                                                                2023)
    assert flow.attachments(study, "K2", "Cove") == []
    sheet = openpyxl.load_workbook(typed(folder, "K1"))["Attachments"]
    assert any(cell.value == "оргструктура.txt" for row in sheet.iter_rows() for cell in row)


def test_a_company_with_its_own_questions_asks_those(folder):
    (folder / "dossier.yaml").write_text(
        "groups:\n  yard:\n    label: The yard\n    shows: [turnover]\n    questions:\n"
        "      gates: {question: How many gates, level: core, answer: number, used_in: [plan]}\n"
        "      idle: {question: Why is it idle}\n", encoding="utf-8")
    path = typed(folder, "K1", ("gates", "3", "2025-12-01", "fact"))
    assert (path.parent / "The yard").is_dir()
    _study, told = found(folder)
    assert told.questions["key"].tolist() == ["gates", "idle"]
    assert told.summary.set_index("account").loc["K1", "core_valid_share"] == 1.0
    # Its answer is used nowhere: it is named for deletion, in the chapter and by kam check.
    assert flow.unused_questions(told)["key"].tolist() == ["idle"]
    report = check_study(folder)
    assert report.passed
    assert [(p.row, p.found) for p in report.problems if p.code == "dossier-unused"] == [(7, "idle")]


def test_kam_check_names_what_is_wrong_in_a_companys_questions_by_line(folder):
    (folder / "dossier.yaml").write_text(
        "from: industrial\ngroups:\n  needs:\n    questions:\n      needs:\n        level: cor\n"
        "        importance: 7\n", encoding="utf-8")
    report = check_study(folder)
    assert not report.passed
    assert {(p.file, p.row, p.found) for p in report.problems if p.stops} == {
        ("dossier.yaml", 6, "cor"), ("dossier.yaml", 7, "7")}
    with pytest.raises(KamError, match="row 6"):
        found(folder)


@pytest.fixture(scope="module", params=["northwind", "adventureworks"])
def real(request, real_study):
    folder, _lines = real_study(request.param)
    return folder


def test_real_studies_without_an_answer_say_what_to_do_and_still_make_their_dossiers(real):
    study, told = found(real, pd.Timestamp("2016-01-01"))
    assert told.kept.empty and len(told.accounts)
    assert repr(show.read_dossiers(told.summary)).startswith("Nobody has answered a question about")
    one = flow.one_dossier(study, told)
    assert "Ask first" in repr(show.read_dossier(one.summary, one.open_questions))
    assert {"turnover", "groups"} <= set(one.facts["topic"])
    (form,) = flow.dossier_forms(study, told.accounts.head(1))
    path = make_book(real, form, on=DAY).path
    assert {"Core questions", "What the data know"} <= set(openpyxl.load_workbook(path).sheetnames)
