"""The frame of the case: counts, totals, form of the files, and that most accounts hide nothing."""

import math

import pandas as pd
import pytest

from case.case_files import DATA, percent, plain
from case.judged_files import read_judged
from case.truth_files import entities

LEFT_OUT = ["00001", "00002"]


def test_120_entities_form_116_accounts_of_which_four_never_bought(case):
    entities = case.customers[~case.customers["code"].isin(LEFT_OUT)]
    accounts = entities["code"].map(case.groups.set_index("entity")["account"]).fillna(entities["code"])
    assert (len(entities), accounts.nunique()) == (120, 116)
    assert len(set(accounts) - set(case.sales["account"])) == 4


def test_8_managers_4_years_8_product_groups(case):
    assert case.sales["manager"].nunique() == 8
    assert sorted(case.sales["year"].unique()) == [2022, 2023, 2024, 2025]
    assert case.sales["group"].nunique() == 8
    assert case.customers["manager"].dropna().nunique() == 8


def test_the_last_year_brings_1200_mln_at_18_per_cent(case):
    last = case.sales[case.sales["year"] == 2025]
    assert last["amount"].sum() / 1e6 == pytest.approx(1200, abs=0.5)
    assert 1 - last["cost"].sum() / last["amount"].sum() == pytest.approx(0.18, abs=0.0005)


def test_names_codes_and_look_of_them_are_unique(case):
    assert case.customers["name"].is_unique
    assert case.customers["code"].is_unique
    assert case.customers["code"].str.fullmatch(r"\d{5}").all()
    assert set(case.sales["code"]) <= set(case.customers["code"])


def test_the_file_covers_the_four_years_from_the_first_to_the_last_working_day(case):
    assert case.sales["date"].min() == pd.Timestamp("2022-01-03")
    assert case.sales["date"].max() == pd.Timestamp("2025-12-31")
    assert case.sales["paid"].max() <= pd.Timestamp("2025-12-31")


def test_the_totals_row_agrees_with_its_columns(case):
    for column in ("quantity", "amount", "cost"):
        assert case.total[column] == pytest.approx(case.file[column].sum(), abs=0.005)


def test_at_least_80_accounts_are_in_no_story():
    told = entities().groupby("account")["told"].any()
    assert int((~told).sum()) >= 80


def test_an_account_is_ordinary_only_if_no_answer_names_it(answers):
    ordinary = entities().query("not told")["name"]
    # Story 18 needs a client that is not key, and story 19 names three ordinary accounts that may move.
    told = "".join(text for story, text in answers.stories.items() if story not in (18, 19))
    assert not [name for name in ordinary if name in told]


def test_the_frame_of_the_answers_is_counted(case, answers):
    amounts = case.accounts_mln()
    ordinary = int((~entities()["told"]).sum())
    top20 = amounts[: math.ceil(0.2 * len(amounts))].sum() / amounts.sum()
    never = set(case.customers["code"]) - set(case.file["code"])
    last = case.sales[case.sales["year"] == 2025]
    margin = 1 - last["cost"].sum() / last["amount"].sum()
    assert answers.numbers() == [
        str(ordinary), "120", "2025", str(len(read_judged("key_accounts"))), "120", "116", str(len(never)),
        "8", "4", "8", "2025", plain(case.total_mln(), 0), percent(margin),
        percent(amounts[:10].sum() / amounts.sum(), 1),
        "20", percent(top20, 1)]


def test_twenty_per_cent_of_the_accounts_make_a_realistic_share(case):
    amounts = case.accounts_mln()
    assert 0.60 < amounts[: math.ceil(0.2 * len(amounts))].sum() / amounts.sum() < 0.75


def test_the_honest_dirt_is_there_and_small(case):
    other = ~case.file["code"].isin(LEFT_OUT)
    assert case.file.loc[~other, "amount"].sum() / case.file["amount"].sum() < 0.02
    notes = case.sales[(case.sales["quantity"] == 0) & (case.sales["amount"] < 0)]
    assert len(notes) == 3
    assert case.file.drop(columns="line").duplicated().sum() == 6
    assert not case.file.duplicated(["invoice", "line"]).any()
    returns = case.sales["quantity"] < 0
    assert 50 < returns.sum() < 300


def test_the_own_branch_buys_at_cost(case):
    branch = case.file[case.file["code"] == "00002"]
    assert (branch["amount"] == branch["cost"]).all()


def test_prices_have_two_digits_and_business_rests_on_sundays(case):
    sold = case.sales[case.sales["quantity"] != 0]
    kopecks = 100 * sold["amount"] / sold["quantity"]
    assert ((kopecks - kopecks.round()).abs() < 1e-3).all()
    assert not (case.sales["date"].dt.day_of_week == 6).any()


def test_documents_have_one_day_one_client_and_one_manager(case):
    counts = case.file.groupby("invoice")[["code", "date", "due", "manager"]].nunique()
    assert (counts[["code", "date", "due"]] == 1).all(axis=None)
    assert (counts["manager"] <= 1).all()


def test_decisions_are_the_two_that_were_taken(case):
    assert case.decisions[["what", "subject", "decided"]].to_numpy().tolist() == [
        ["pseudo_client", "00001", "leave_out"], ["internal", "00002", "leave_out"]]


def test_tax_numbers_belong_to_a_region_that_does_not_exist(case):
    numbers = case.customers["tax_id"].dropna()
    assert numbers.str.fullmatch(r"00\d{8}").all()


def test_the_files_look_like_exports():
    sales = (DATA / "input" / "sales.csv").read_bytes()
    assert sales.startswith(b"\xef\xbb\xbfCustomer code;Date;")
    assert len(sales) < 2_500_000
    customers = (DATA / "input" / "customers.csv").read_bytes().decode("cp1251")
    assert customers.startswith("Код клиента;Наименование;ИНН;Адрес;Город;Сегмент;Менеджер;Клиент с\r\n")
