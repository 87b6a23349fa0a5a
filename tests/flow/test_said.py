"""What people typed is counted under the key of its account, and nothing typed is lost without a word."""

import shutil

import pandas as pd
import pytest

from kamlib.flow import open_study, prepared
from kamlib.flow.check import check_study
from kamlib.flow.said import said, strangers
from kamlib.run.chapters import copy_workbook
from kamlib.study.folder import CASE


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = copy_workbook(CASE.parent, tmp_path_factory.mktemp("case")) / "data"
    rows = ["account,group,supplier,base", "00730,,,500", "Tundra Torg,,,6", "Nobody Ltd,,,7"]
    (folder / "judgement" / "wallets.csv").write_text("\n".join(rows), encoding="utf-8")
    return open_study(folder)


def test_an_account_is_found_by_its_legal_entity_and_by_its_name(study):
    # 00730 is one of the three entities of the account 00202 (data/judgement/groups.csv).
    found = said(study, prepared(study), "wallets")
    accounts = prepared(study).accounts.set_index("account")["name"]
    assert found["account"].tolist()[0] == "00202"
    assert accounts[found["account"].tolist()[1]] == "Tundra Torg"
    assert len(found) == 2


def test_a_name_that_no_account_has_is_told_and_its_row_stays(study):
    (one,) = strangers(study, prepared(study))
    assert (one.found, one.stops) == ("Nobody Ltd", False)
    assert "Nobody Ltd" in (study.folder / "judgement" / "wallets.csv").read_text(encoding="utf-8")
    assert one in check_study(study.folder).problems


def test_a_cell_that_is_not_right_is_named_by_the_check(study):
    path = study.folder / "judgement" / "hours.csv"
    path.write_text("account,hours\n00342,many\n", encoding="utf-8")
    problems = [p for p in check_study(study.folder).problems if p.file == "judgement/hours.csv"]
    path.unlink()
    assert [(p.row, p.column, p.found) for p in problems] == [(2, "hours", "many")]


def test_without_any_file_the_tables_are_empty_and_typed(study):
    (study.folder / "judgement" / "strength.csv").unlink()
    empty = said(study, prepared(study), "strength")
    assert empty.empty
    assert pd.api.types.is_numeric_dtype(empty["weight"])


ROWS = {
    "scores/new-hand.csv": """who,round,account,criterion,score
New Hand,1,00155,Product_Fit ,7
New Hand,1,00155,telepathy,9
New Hand,1,00155,product_fitt,9
""",
    "facts/new-hand.csv": """who,account,fact,answer
New Hand,00155,leader,yes
New Hand,00155,flies_to_the_moon,yes
""",
    "influence/new-hand.csv": """who,role,manager,account,question,answer
New Hand,supervisor,adam bor,00616,assortment,0.5
New Hand,supervisor,Adam Bor,00616,telepathy,1
New Hand,supervisor,Gone Long Ago,00616,volume,1
""",
}


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    folder = copy_workbook(CASE.parent, tmp_path_factory.mktemp("odd")) / "data"
    for name, text in ROWS.items():
        (folder / "judgement" / name).write_text(text, encoding="utf-8")
    return open_study(folder)


def test_what_the_pack_does_not_know_is_named_with_file_and_row(odd):
    told = [(p.file, p.row, p.column, p.found) for p in strangers(odd, prepared(odd))]
    assert told == [
        ("judgement/scores/new-hand.csv", 3, "criterion", "telepathy"),
        ("judgement/scores/new-hand.csv", 4, "criterion", "product_fitt"),
        ("judgement/facts/new-hand.csv", 3, "fact", "flies_to_the_moon"),
        ("judgement/influence/new-hand.csv", 4, "manager", "Gone Long Ago"),
        ("judgement/influence/new-hand.csv", 3, "question", "telepathy"),
    ]
    assert check_study(odd.folder).passed


def test_a_slip_of_the_pen_comes_with_the_word_that_was_meant(odd):
    remedies = {p.found: p.remedy for p in strangers(odd, prepared(odd))}
    assert remedies["product_fitt"] == "did you mean product_fit?"
    assert "managers.csv" in remedies["Gone Long Ago"]


def test_only_what_the_study_knows_counts_and_capitals_do_not_matter(odd):
    ready = prepared(odd)

    def mine(name):
        found = said(odd, ready, name)
        return found[found["who"] == "New Hand"]

    assert mine("scores")[["criterion", "score"]].to_numpy().tolist() == [["product_fit", 7.0]]
    assert mine("facts")["fact"].tolist() == ["leader"]
    assert mine("influence")[["manager", "question"]].to_numpy().tolist() == [["Adam Bor", "assortment"]]


def test_who_has_hours_typed_is_a_manager_though_no_account_is_his_yet(odd):
    path = odd.folder / "judgement" / "managers.csv"
    before = path.read_text(encoding="utf-8")
    path.write_text(before + "Gone Long Ago,line,24,65,,\n", encoding="utf-8")
    found = said(odd, prepared(odd), "influence")
    path.write_text(before, encoding="utf-8")
    assert "Gone Long Ago" in set(found["manager"])


def test_two_workbooks_of_one_account_stop_the_study_with_both_places(odd):
    (own,) = (odd.judgement / "dossiers").glob("00380*")
    other = own.with_name("00380 Old name")
    shutil.copytree(own, other)
    (other / "dossier.xlsx").write_bytes((other / "dossier.xlsx").read_bytes()[:9000])
    report = check_study(odd.folder)
    shutil.rmtree(other)
    told = {p.file: str(p) for p in report.problems if p.code == "book-second" and p.stops}
    kinds = ("buying-centre", "plan")
    assert sorted(told) == [f"judgement/dossiers/{other.name}/{kind}.xlsx" for kind in kinds]
    assert all(f"judgement/dossiers/{own.name}/" in words for words in told.values())
    # A workbook that is cut in half is named too, and counts for nothing.
    (cut,) = [p for p in report.problems if p.file == f"judgement/dossiers/{other.name}/dossier.xlsx"]
    assert "is a broken Excel workbook" in cut.message


SMALL = """name: Alder
tables:
  sales: {from: sales, columns: {account: Client, date: Day, amount: Amount, manager: Manager}}
  accounts: {from: clients, columns: {account: Client, name: Name}}
"""
SALES = """Client,Day,Amount,Manager
K1,2025-01-10,500,Ann Lee
K2,2025-02-10,400,Ann Lee
K3,2025-03-10,30,Bob
"""
CLIENTS = "Client,Name\nK1,Berth\nK2,Berth Two\nK3,Cove\n"
GROUPED = "entity,account,name,reason,by,on,decided\n"
# Berth is an account of two legal entities, K1 and K2, under the key K1.
ONE_ACCOUNT = GROUPED + "K1,K1,Berth,,,,yes\nK2,K1,Berth,,,,yes\n"
DECIDED = "what,subject,proposal,decided,by,on,note\n"


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("hours", "account,hours\nK1,4\nBerth,6\n", 'row 3: "Berth" is the same as "K1" in {}, row 2'),
        ("hours", "account,hours\nK1,4\nK1,6\n", 'row 3: "K1" is said differently in {}, row 2'),
        ("hours", "account,hours\nK1,4\nK2,4\n", "row 2, and is said differently; write one row for the"),
        ("key_accounts", "account,decided\nberth ,key\nK1,not key\n", '"K1" is the same as "berth" in {}'),
        ("positions", "account,attractiveness\nK1,7\nBerth,8\n", "row 2"),
        ("strength", "account,criterion,weight,ours\nK1,price,1,5\nBerth,Price,2,5\n", "row 2"),
        ("wallets", "account,group,supplier,base\nK1,Pipes,Tekram,5\nBerth,pipes,tekram,6\n", "row 2"),
        ("asked_for", "account,what,amount\nK1,seals,5\nBerth,seals,6\n", "row 2"),
        ("schedule", "account,what,decision,reason\nK1,step 1,refused,a\nBerth,step 1,moved,b\n", "row 2"),
        ("absences", "person,side,account,from,to\nA B,ours,K1,2025-01-01,\n"
         "a b,ours,Berth,2025-01-01,2025-02-01\n", "row 2"),
        ("managers", "manager,hours\nAnn Lee,60\nANN  LEE,70\n", "row 2"),
        ("scores/x", "who,round,account,criterion,score\nX,1,K1,product_fit,4\nx,1,Berth,Product_Fit,5\n",
         "row 2"),
        ("facts/x", "who,account,fact,answer\nX,K1,leader,yes\nX,Berth,leader,no\n", "row 2"),
        ("influence/x", "who,role,manager,account,question,answer\nX,supervisor,Ann Lee,K1,volume,0\n"
         "X,supervisor,ann lee,Berth,volume,1\n", "row 2"),
        ("groups", GROUPED + "K2,K1,,,,,yes\nK2,K1,,,,,no\n", '"K2" is decided differently in row 2'),
        ("groups", GROUPED + "K2,K1,,,,,yes\nK2,K3,,,,,yes\n", '"K2" belongs to another account in row 2'),
        ("decisions", DECIDED + "returns,all,,keep,,,\nreturns,all,,leave_out,,,\n",
         '"all" is decided differently in row 2'),
    ],
)  # fmt: skip
def test_two_answers_on_one_subject_stop_the_study_with_both_places(make_study, file, text, words):
    folder = make_study(SMALL, sales=SALES, clients=CLIENTS)
    for name, content in (("groups", ONE_ACCOUNT), (file, text)):
        path = folder / "judgement" / f"{name}.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    (problem,) = [p for p in check_study(folder).problems if p.stops]
    assert (problem.file, problem.row) == (f"judgement/{file}.csv", 3)
    assert words.format(problem.file) in str(problem)


WALLETS = "account,group,supplier,low,base,high,growth\n"
AWAY = "person,side,account,from,to\n"


@pytest.mark.parametrize(
    ("file", "text", "column", "found", "words"),
    [
        ("wallets", WALLETS + "K1,,,7,6,8,\n", "base", "6", "write low, base, high in rising order"),
        ("wallets", WALLETS + "K1,,,9,,8,\n", "high", "8", "is less than what stands before it in the row"),
        ("wallets", WALLETS + "K3,Pipes,,,5,,0.1\nK3,pipes,Tekram,,4,,0.2\n", "growth", "0.2",
         "is not what judgement/wallets.csv, row 2, says for the same account and group: 0.1"),
        ("absences", AWAY + "Bob,ours,,2025-02-10,2025-02-01\n", "to", "2025-02-01",
         "from, to in rising order"),
    ],
)
def test_a_row_that_contradicts_itself_stops_the_study_with_its_place(
    make_study, file, text, column, found, words
):
    folder = make_study(SMALL, sales=SALES, clients=CLIENTS)
    (folder / "judgement" / f"{file}.csv").write_text(text, encoding="utf-8")
    (problem,) = [p for p in check_study(folder).problems if p.stops]
    place = (f"judgement/{file}.csv", text.count("\n"), column, found)
    assert (problem.file, problem.row, problem.column, problem.found) == place
    assert words in str(problem)


@pytest.mark.parametrize(
    ("file", "text", "remedy"),
    [
        ("key_accounts", "account,decided,manager\nK3,key,\nK1,key,Ann Le\n", "did you mean Ann Lee?"),
        ("key_accounts", "account,decided,manager\nK3,key,bob\nK1,key,Zed\n", "managers.csv"),
        ("managers", "manager,hours\nBOB,60\nAnn Le,70\n", "did you mean Ann Lee?"),
        ("managers", "manager,hours\nBob,60\nZed,70\n", "who has no account yet stays as it is"),
    ],
)
def test_a_manager_whom_the_sales_do_not_have_is_named_with_the_likely_spelling(
    make_study, file, text, remedy
):
    folder = make_study(SMALL, sales=SALES, clients=CLIENTS)
    (folder / "judgement" / f"{file}.csv").write_text(text, encoding="utf-8")
    (problem,) = [p for p in check_study(folder).problems if p.code == "manager-stranger"]
    assert (problem.file, problem.row, problem.column) == (f"judgement/{file}.csv", 3, "manager")
    assert remedy in problem.remedy
    study = open_study(folder)
    assert len(said(study, prepared(study), file)) == 2  # nothing typed is left out


def test_a_study_that_names_no_managers_asks_for_none(make_study):
    text = SMALL.replace(", manager: Manager", "")
    folder = make_study(text, sales=SALES, clients=CLIENTS)
    (folder / "judgement" / "managers.csv").write_text("manager,hours\nZed,70\n", encoding="utf-8")
    assert "manager-stranger" not in {p.code for p in check_study(folder).problems}


def test_the_problems_of_all_files_come_at_once(make_study):
    folder = make_study(SMALL, sales=SALES, clients=CLIENTS)
    texts = {
        "hours": "account,hours\nK1,many\nK3,4\nCove,6\nK9,1\n",
        "wallets": WALLETS + "K1,,,7,6,8,\nK1,,,,x,,\n",
        "positions": "account,attractiveness\nK1,7\nBerth,8\n", "managers": "manager,hours\nAnn Le,70\n",
        "absences": AWAY + "Bo,ours,,2025-02-10,2025-02-01\n", "schedule": "account,what\n",
    }
    for name, text in texts.items():
        (folder / "judgement" / f"{name}.csv").write_text(text, encoding="utf-8")
    told = {(p.file.removeprefix("judgement/"), p.row) for p in check_study(folder).problems}
    assert told >= {("hours.csv", 2), ("hours.csv", 4), ("hours.csv", 5), ("wallets.csv", 2),
                    ("wallets.csv", 3), ("positions.csv", 3), ("managers.csv", 2),
                    ("absences.csv", 2), ("schedule.csv", 1)}


def test_the_same_answer_under_two_spellings_counts_once(make_study):
    study = open_study(make_study(SMALL, sales=SALES, clients=CLIENTS))
    (study.judgement / "hours.csv").write_text("account,hours\nK1,4\nBerth,4.0\n", encoding="utf-8")
    found = said(study, prepared(study), "hours")
    assert found[["account", "hours"]].to_numpy().tolist() == [["K1", 4.0]]
