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
    empty = said(study, prepared(study), "strength")
    assert empty.empty
    assert pd.api.types.is_numeric_dtype(empty["weight"])
