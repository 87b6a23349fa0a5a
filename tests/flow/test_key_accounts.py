"""The key accounts of which the chapters after the selection speak, and the workbooks kept for them."""

from datetime import date

import pandas as pd
import pytest

from kamlib.flow import kept_books, key_accounts, one_account, open_study, today
from kamlib.flow.check import check_study
from kamlib.problems import KamError
from kamlib.study.books import Change, make_book
from tests.study.books.conftest import centre

SALES = "client,day,sum\n" + "".join(
    f"Alder,{year}-{month:02d}-01,100\nBirch,{year}-{month:02d}-28,50\n"
    for year in (2024, 2025) for month in range(1, 13)
)  # fmt: skip
YAML = """name: Small
tables:
  sales: {from: sales, columns: {account: client, date: day, amount: sum}}
"""


@pytest.fixture
def folder(make_study):
    return make_study(YAML, sales=SALES)


def test_a_study_without_managers_has_the_companys_list_alone(folder):
    found = key_accounts(open_study(folder))
    assert not found["own"].any()
    assert not found["served"].any()
    assert (found["manager"] == "").all()


def test_key_accounts_are_taken_again_only_when_what_people_judged_changed(folder):
    study = open_study(folder)
    before = key_accounts(study)
    assert before["account"].tolist() == key_accounts(study)["account"].tolist()
    (folder / "judgement" / "key_accounts.csv").write_text("account,decided\nBirch,key\n", encoding="utf-8")
    assert "Birch" in key_accounts(open_study(folder))["account"].tolist()


def test_today_is_what_the_run_says_else_the_study_else_the_last_day_counted(folder):
    assert today(open_study(folder)) == pd.Timestamp("2025-12-28")
    (folder / "study.yaml").write_text(f"{YAML}today: 2026-01-30\n", encoding="utf-8")
    assert today(open_study(folder)) == pd.Timestamp("2026-01-30")
    assert today(open_study(folder), "2026-03-01") == pd.Timestamp("2026-03-01")
    with pytest.raises(KamError, match="is not a day for today"):
        today(open_study(folder), "soon")
    (folder / "study.yaml").write_text(f"{YAML}today: soon\n", encoding="utf-8")
    with pytest.raises(KamError, match=r"study\.yaml, row 4"):
        open_study(folder)


def test_workbooks_of_accounts_that_the_study_does_not_have_are_told_and_not_counted(folder):
    for account in ("Alder", "Gone"):
        make_book(folder, centre(account=account, name=account), on=date(2026, 1, 1),
                  changes=[Change("persons", "1", "person", f"Ada of {account}")])
    books = kept_books(open_study(folder), "buying-centre")
    assert books.tables["persons"]["person"].tolist() == ["Ada of Alder"]
    assert [(p.found, p.stops) for p in books.problems] == [("Gone", False)]


def test_a_workbook_is_read_again_when_it_was_saved_again(folder):
    def people():
        return kept_books(open_study(folder), "buying-centre").tables["persons"]["person"].tolist()

    book = centre(account="Alder", name="Alder")
    make_book(folder, book, on=date(2026, 1, 1), changes=[Change("persons", "1", "person", "Ada")])
    assert people() == ["Ada"]
    make_book(folder, book, on=date(2026, 1, 1), changes=[Change("persons", "+1", "person", "Ivan")])
    assert people() == ["Ada", "Ivan"]


def test_one_account_is_named_by_a_part_of_its_name_or_the_default():
    accounts = pd.DataFrame({"account": ["7", "8"], "name": ["Alder", "Birch"]})
    assert one_account(accounts, "bir") == ("8", "Birch")
    assert one_account(accounts, "", default="gone") == ("7", "Alder")
    with pytest.raises(KamError, match="is no account"):
        one_account(accounts, "Cedar")
    # Of two accounts of one name nobody could write more: the key tells them apart.
    twins = pd.DataFrame({"account": ["7", "8"], "name": ["Alder", "Alder"]})
    with pytest.raises(KamError, match=r"Alder \(7\), Alder \(8\).*or the key"):
        one_account(twins, "alder")
    with pytest.raises(KamError, match="has no key account yet"):
        one_account(accounts.head(0), "")


def test_a_check_tells_what_can_not_be_taken_of_workbooks_and_stops_nothing(folder):
    path = make_book(folder, centre(account="Alder", name="Alder"), on=date(2026, 1, 1)).path
    path.write_bytes(b"PK broken")
    report = check_study(folder)
    told = [(p.file, p.severity) for p in report.problems if "dossiers" in p.file]
    assert told == [("judgement/dossiers/Alder Alder/buying-centre.xlsx", "warning")]
    assert report.passed
