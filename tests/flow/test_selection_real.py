"""Northwind and AdventureWorks in chapters 03 to 06 and 90, with what their owners published and no more.

The numbers stand in SOURCE.md beside each data set, or are counted here from its files.
"""

import csv
import io
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from kamlib.flow import (
    assignment,
    company_selection,
    criteria_in_force,
    manager_selection,
    open_study,
    potential,
    ranking_lab,
    settings_in_force,
)
from kamlib.flow.anchors import record_anchors
from kamlib.flow.asking import Asking
from kamlib.run.batch import run_study

ASKED = ["promising", "status", "partner", "complex"]  # people and wallets answer these, sales do not


def made(real_study, name: str) -> Path:
    folder, _lines = real_study(name)
    record_anchors(folder, on=date(2026, 1, 31))  # as kam new does
    return folder


@pytest.fixture(scope="module", params=["northwind", "adventureworks"])
def folder(request, real_study):
    return made(real_study, request.param)


@pytest.fixture(scope="module")
def study(folder):
    return open_study(folder)


@pytest.fixture(scope="module")
def managers(study):
    return manager_selection(study, settings_in_force(study, "manager"))


@pytest.fixture(scope="module")
def company(managers):
    return managers.company


@pytest.fixture(scope="module")
def resellers(real_study):
    return open_study(made(real_study, "adventureworks"))


@pytest.fixture(scope="module")
def wallets(resellers):
    return potential(resellers, settings_in_force(resellers, "potential"))


def annual_sales() -> pd.Series:
    """Return what each reseller sells in a year, from the file as published."""
    path = Path(__file__).parents[2] / ".." / "shared" / "data" / "adventureworks" / "dw_DimReseller.csv"
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    return pd.Series({row["ResellerKey"]: float(row["AnnualSales"]) for row in rows})


def test_the_chapters_run(folder):
    run = run_study(folder, wanted="03-06,90", screen=io.StringIO())
    assert run.stopped == {}
    assert len(run.done) == 5


def test_the_companys_tests_tell_accounts_apart_where_sales_know_the_answer(company):
    answers = company.screen["large"]
    assert 0 < answers.sum() < len(answers)
    assert answers.notna().all()


def test_what_only_people_know_is_unknown_of_everybody_and_never_no(company):
    for test in ASKED:
        assert company.screen[test].isna().all(), test
    open_ = company.listed[company.listed["verdict"] == "unknown"]
    assert set(company.listed["verdict"]) <= {"key", "unknown", "waiting"}
    assert set(company.listed["account"]) == set(company.measures["account"])
    assert len(open_) > len(company.listed) / 2


def test_every_listed_account_is_among_the_largest(company):
    """Only the sales have answered so far, so only size can have nominated."""
    key = company.listed[company.listed["verdict"] == "key"]
    assert 0 < len(key) <= company.places == 15
    assert (key["holding"] == "large").all()
    by = "margin" if company.measures["margin"].notna().any() else "revenue"
    rank = company.measures.set_index("account")[by].rank(ascending=False)
    assert rank[key["account"]].max() <= company.force.value("max_large")


def test_a_reseller_that_loses_money_is_not_key(company):
    # SOURCE.md: "335 of 635 resellers sold below cost"; Northwind has no cost price, so that nobody does.
    key = company.listed.loc[company.listed["verdict"] == "key", "account"]
    assert not (company.measures.set_index("account")["margin"][key] <= 0).any()


def test_each_manager_has_a_list_with_an_order_and_what_is_to_be_asked(managers, company):
    listed = managers.listed
    owned = company.measures.dropna(subset=["manager"])
    assert set(listed["account"]) == set(owned["account"])
    assert listed["holding"].ne("").any() and listed["holding"].eq("").any()
    assert listed["ask"].str.split(",").map(lambda asked: "influence" in asked).all()
    assert listed["score_gate"].nunique() > listed["manager"].nunique()


def test_nobody_whose_influence_is_unknown_is_called_served_or_key(managers):
    assert set(managers.listed["verdict"]) == {"unknown"}
    assert set(managers.lists["cell"]) == {"open"}


def test_two_answers_are_enough_for_a_list_with_key_and_served_accounts(folder, managers, tmp_path):
    """The largest account of the first manager can be changed in everything, the second in nothing."""
    listed = managers.listed.sort_values(["manager", "account"])
    manager = listed["manager"].value_counts().index[0]
    own = listed[(listed["manager"] == manager)].sort_values("revenue", ascending=False)
    first = own.loc[own["holding"].str.contains("large"), "account"].iloc[0]
    second = own.loc[own["account"] != first, "account"].iloc[0]
    place = folder / "judgement" / "influence" / "someone.csv"
    place.parent.mkdir(exist_ok=True)
    questions = [*managers.rules.questions["key"]]
    rows = [f"Someone,settled,{manager},{account},{question},{value}"
            for account, value in ((first, 1), (second, 0)) for question in questions]
    place.write_text("\n".join(["who,role,manager,account,question,answer", *rows]), encoding="utf-8")
    try:
        again = open_study(folder)
        found = manager_selection(again, settings_in_force(again, "manager")).listed
    finally:
        place.unlink()
    verdicts = found[found["manager"] == manager].set_index("account")["verdict"]
    assert (verdicts[first], verdicts[second]) == ("key", "served")
    assert set(found.loc[~found["account"].isin([first, second]), "verdict"]) == {"unknown"}


def test_the_form_for_scores_asks_about_the_nominated_and_then_the_largest(study, company):
    asked = Asking(study).to_score
    assert len(asked) == company.force.value("scored") == 40
    nominated = set(company.screen.loc[company.screen["nominated"].fillna(False).astype("bool"), "account"])
    assert nominated <= set(asked["account"])
    others = asked[~asked["account"].isin(nominated) & ~asked["target"]]
    left = company.measures[~company.measures["account"].isin(asked["account"])]
    assert others["revenue"].min() >= left["revenue"].max()


def test_hours_are_told_as_nobodys_and_carry_fifteen_accounts_each(study):
    # method.md section 5: 60 hours, two contacts of an hour, 2 hours fixed: 15 accounts of a line manager.
    found = assignment(study, settings_in_force(study, "capacity"))
    assert not found.hours.managers["typed"].any()
    assert found.accounts["estimated"].all()
    assert set(found.hours.managers["places"]) == {15.0}
    assert set(found.proposal["account"]) == set(found.accounts["account"])


def test_the_laboratory_says_that_nobody_scored(study, company):
    lab = ranking_lab(company, settings_in_force(study, "lab"))
    assert lab.agreement is None
    assert lab.evaluators.empty and lab.without.empty
    assert set(lab.stability["kept"]) == {"leader", "list"}


def test_targets_of_northwind_are_told_apart_and_open(real_study):
    # SOURCE.md: "2 master customers never ordered (FISSA, PARIS)"
    study = open_study(made(real_study, "northwind"))
    force = settings_in_force(study, "selection")
    found = company_selection(study, force, criteria_in_force(study))
    targets = found.measures[found.measures["target"]]
    assert set(targets["account"]) == {"FISSA", "PARIS"}
    verdicts = found.listed.set_index("account")["verdict"]
    assert set(verdicts[["FISSA", "PARIS"]]) == {"unknown"}
    assert found.measures["wallet"].isna().all()


def test_annual_sales_of_a_reseller_are_the_high_end_of_its_wallet_and_never_the_wallet(wallets):
    found = wallets.accounts.set_index("account")
    sold = annual_sales().reindex(found.index)
    bounded = sold >= found["revenue"]
    assert found.loc[bounded, "wallet_high"].tolist() == pytest.approx(sold[bounded].tolist())
    assert found.loc[~bounded, "wallet_high"].isna().all()
    assert found["wallet"].isna().all()


def test_our_share_of_a_resellers_wallet_is_known_from_below_only(wallets):
    found = wallets.accounts.set_index("account")
    bounded = found[found["wallet_high"].notna() & (found["revenue"] > 0)]
    least = bounded["revenue"] / bounded["wallet_high"]
    assert bounded["share_of_wallet_low"].tolist() == pytest.approx(least.tolist())
    assert found["share_of_wallet"].isna().all()
    assert found["reachable_margin"].isna().all()


def test_quotas_and_sales_stand_beside_the_hours_of_all_17_sales_people(resellers):
    # SOURCE.md: "17 reps"; the quotas are those of dw_FactSalesQuota.csv.
    found = assignment(resellers, settings_in_force(resellers, "capacity"))
    loads = found.loads.set_index("manager")
    assert len(loads) == 17
    assert loads[["quota", "sold"]].gt(0).all(axis=None)
    year = found.managers.company.yearly.year
    path = Path(__file__).parents[2] / ".." / "shared" / "data" / "adventureworks" / "dw_FactSalesQuota.csv"
    given = pd.read_csv(path, dtype={"EmployeeKey": "str"}, parse_dates=["Date"])
    inside = given[(given["Date"] >= year.first) & (given["Date"] <= year.last)]
    planned = inside.groupby("EmployeeKey")["SalesAmountQuota"].sum()
    assert loads["quota"].to_dict() == pytest.approx(planned.to_dict())
