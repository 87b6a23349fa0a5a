"""What people typed is counted under the key of its account, and nothing typed is lost without a word."""

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
