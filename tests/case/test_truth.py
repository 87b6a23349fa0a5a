"""The files of the case agree with ``data/truth/``, story by story; the page there names every column."""

import re

import numpy as np
import pandas as pd
import pytest

from case.case_files import service_mln
from case.judged_files import LEVERS, read_judged
from case.truth_files import COMPANY, FACTS, STORIES, TRUTH, day, entities, read_truth

HALVES = ["2024-01", "2024-07", "2025-01", "2025-07"]


@pytest.mark.parametrize("table", sorted(path.stem for path in TRUTH.glob("*.csv")))
def test_the_page_of_the_truth_names_every_column(table):
    page = (TRUTH / "README.md").read_text(encoding="utf-8")
    (part,) = re.findall(rf"^## {table}\.csv:.*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    named = [name for cell in re.findall(r"^\| ([\w, ]+) \|", part, re.MULTILINE)[1:]
             for name in cell.split(", ")]
    assert named == list(read_truth(table).columns)


@pytest.mark.parametrize("table", sorted(path.stem for path in TRUTH.glob("*.csv")))
def test_keys_and_names_are_those_of_the_files(table, case):
    names = case.customers.set_index("code")["name"].to_dict()
    if table != "entities":  # entities have a name of their own inside a group
        names |= case.groups.set_index("account")["name"].to_dict()
    frame = read_truth(table)
    for key, name in (("account", "name"), ("code", "name"), ("key", "key_name"),
                      ("comparable", "comparable_name")):
        if {key, name} <= set(frame) and not (table == "entities" and key == "account"):
            known = frame.dropna(subset=[key])
            assert (known[key].map(names) == known[name]).all()


def test_entities_have_the_account_the_manager_and_the_hours_of_the_files(case):
    frame, files = entities().set_index("code"), case.customers.set_index("code")
    assert set(files.index) - set(frame.index) == {one["code"] for one in FACTS["not_clients"].values()}
    assert (frame["name"] == files["name"].reindex(frame.index)).all()
    assert (frame["manager"] == files["manager"].reindex(frame.index)).all()
    of_file = case.groups.set_index("entity")["account"].reindex(frame.index)
    assert (frame["account"] == of_file.fillna(frame.index.to_series())).all()
    typed = read_judged("hours").set_index("account")["hours"]
    assert frame.groupby("account")["hours"].sum().to_dict() == typed.to_dict()


def test_lines_have_the_manager_of_their_day(case):
    lines = case.sales.merge(read_truth("entities"), on="code", suffixes=("", "_now"))
    early = lines["date"] < pd.to_datetime(lines["manager_since"])
    wanted = lines["manager_now"].mask(early & lines["manager_before"].notna(), lines["manager_before"])
    assert (lines["manager"] == wanted).all()


def test_the_kind_of_an_entity_shows_in_its_sales(case):
    kind = read_truth("entities").set_index("code")["kind"]
    assert set(kind.index[kind == "target"]) == set(kind.index) - set(case.sales["code"])
    last = set(case.sales.loc[case.sales["year"] == 2025, "code"])
    assert set(kind.index[kind == "lapsed"]) == set(case.sales["code"]) - last


def test_the_company_and_its_managers_have_their_revenue_and_margin(case):
    sums = case.sales.groupby("year")[["amount", "cost"]].sum() / 1e6
    assert sums["amount"].to_dict() == pytest.approx(COMPANY["revenue"], rel=1e-3)
    assert (sums["amount"] - sums["cost"]).to_dict() == pytest.approx(COMPANY["margin"], rel=3e-3)
    owner = case.sales["code"].map(case.customers.set_index("code")["manager"])
    of_manager = case.sales[case.sales["year"] == 2025].groupby(owner)["amount"].sum() / 1e6
    assert of_manager.to_dict() == pytest.approx(
        {one["name"]: one["revenue"] for one in COMPANY["managers"].values()}, rel=2e-3)
    margin = 1 - case.sales.groupby("group")["cost"].sum() / case.sales.groupby("group")["amount"].sum()
    assert margin.to_dict() == pytest.approx(
        {name: one["margin_rate"] for name, one in COMPANY["groups"].items()}, abs=0.04)


def test_who_was_won_by_price_brings_a_thin_margin(case):
    sums = case.sales.groupby("code")[["amount", "cost"]].sum()
    margin = 1 - sums["cost"] / sums["amount"]
    thin = read_truth("entities").query("won_by_price == 'yes'")["code"]
    assert len(thin) == 8
    assert margin[thin].max() < margin.quantile(0.2)


def test_who_is_no_client_bought_what_the_truth_says(case):
    for one in FACTS["not_clients"].values():
        mine = case.file[case.file["code"] == one["code"]]
        sums = mine.groupby(mine["date"].dt.year)["amount"].sum() / 1e6
        assert sums.tolist() == pytest.approx(one["revenue"], rel=0.25)


@pytest.mark.parametrize(("story", "revenue"), [
    (3, {2025: "revenue"}), (5, {2024: "revenue_2024", 2025: "revenue"}),
    (7, {2024: "revenue_2024", 2025: "revenue"}), (9, {2024: "revenue_2024", 2025: "revenue"}),
])
def test_an_account_of_a_story_brings_its_revenue(case, story, revenue):
    told = STORIES[story]
    for year, name in revenue.items():
        assert case.mln(told["account"], year) == pytest.approx(told[name], rel=3e-3)


@pytest.mark.parametrize("story", [3, 9])
def test_stories_3_and_9_cost_by_kind_what_the_truth_says(case, story):
    told = STORIES[story]
    assert service_mln(case, told["account"]).to_dict() == pytest.approx(told["service"], abs=1e-4)
    lines = case.of(told["account"], 2025)
    margin = told.get("margin") or told["margin_rate"] * told["revenue"]
    assert (lines["amount"] - lines["cost"]).sum() / 1e6 == pytest.approx(margin, rel=0.01)


def test_story_1_the_entities_of_the_holding(case):
    told = STORIES[1]
    assert [case.mln(name) for name in told["entities"]] == pytest.approx(told["revenue"], rel=1e-3)
    groups = [told["entities"], *told["other_groups"]]
    names = case.customers.set_index("code")["name"]
    assert sorted(map(sorted, groups)) == sorted(
        sorted(names[part]) for _account, part in case.groups.groupby("account")["entity"])


@pytest.mark.parametrize(("name", "wallet"), [
    (STORIES[5]["account"], STORIES[5]["wallet"]), (STORIES[10]["account"], STORIES[10]["wallet"]),
    (STORIES[22]["account"], STORIES[22]["wallet"]), *STORIES[22]["opens"].items(),
    *STORIES[22]["never_bought_beside"].items(),
])
def test_wallets_of_stories_are_those_of_the_accounts(name, wallet):
    assert read_truth("accounts").set_index("name")["wallet_mln"][name] == wallet


def test_what_a_client_said_of_its_wallet_is_true_and_no_account_buys_more_than_its_wallet(case):
    true = read_truth("accounts").set_index("account")["wallet_mln"]
    told = read_judged("wallets")[lambda rows: (rows["source"] == "client said") & rows["supplier"].isna()]
    typed = told.groupby("account")["base"].sum() / 1e6
    # One client rounds, and the wallet of one account was named otherwise than it is.
    apart = (typed / true.reindex(typed.index) - 1).abs()
    assert set(apart.index[apart > 0.01]) <= {case.account("Metida Opt")}
    bought = case.accounts_mln().reindex(true.index).fillna(0)
    assert (bought <= true * 1.01).all()


def test_wallet_of_story_5_and_the_guess_of_story_7_by_group(case):
    typed = read_judged("wallets")[lambda rows: rows["supplier"].isna()]
    new_line = typed[typed["account"] == case.account(STORIES[5]["account"])]
    assert (new_line.set_index("group")["base"] / 1e6).to_dict() == STORIES[5]["wallet_by_group"]
    guess = typed[typed["account"] == case.account(STORIES[7]["account"])]
    assert (guess[["low", "base", "high"]].sum() / 1e6).to_dict() == pytest.approx(
        STORIES[7]["wallet_guessed"], rel=1e-3)


def test_the_supervisor_answers_what_is_so_and_some_managers_more(case):
    true = read_truth("accounts").set_index("account")[[*LEVERS, "would_lose", "can_stop"]]
    rows = read_judged("influence").dropna(subset=["answer"])
    true_answer = np.array([true.loc[account, question] for account, question in
                            zip(rows["account"], rows["question"], strict=True)])
    names = read_truth("accounts").set_index("account")["name"]
    seen = FACTS["influence_as_seen"]
    bold = rows["account"].map(names).isin(seen["manager_adds_two_steps"])
    steps = rows["role"].map({"manager": 0.5, "settled": 0.25}).fillna(0.0)
    steps = steps.where(bold & rows["question"].isin(LEVERS[:4]), 0.0)
    assert rows["answer"].to_numpy() == pytest.approx(np.minimum(1, true_answer + steps))
    roles = rows.groupby(rows["account"].map(names))["role"].agg(set)
    for alone, role in (("manager_only", "manager"), ("supervisor_only", "supervisor")):
        assert sorted(roles.index[roles == {role}]) == sorted(seen[alone])
    assert list(roles.index[roles.map(lambda found: "settled" in found)]) == seen["settled_with_one_step"]


def test_events_of_stories_7_and_13_show_in_the_sales(case):
    events = read_truth("events")
    invoices = case.of(STORIES[7]["account"], 2025).groupby(["date", "invoice"])["amount"].sum().nlargest(2)
    told = events[events["what"] == "project invoice"].set_index("from")["value"]
    found = (invoices.droplevel("invoice") / 1e6).sort_index()
    assert list(found.index.strftime("%Y-%m-%d")) == list(told.index)
    assert found.tolist() == pytest.approx(told.tolist(), rel=0.01)
    for who, planned in (("account", "revenue_by_half"), ("twin", "twin_revenue_by_half")):
        lines = case.of(STORIES[13][who])
        half = lines["date"].dt.year.astype("str") + np.where(lines["date"].dt.month < 7, "-01", "-07")
        sums = lines["amount"].groupby(half).sum()[HALVES] / 1e6
        assert sums.tolist() == pytest.approx(STORIES[13][planned], rel=3e-3)


def test_absences_and_contracts_are_events():
    events = read_truth("events").set_index("what")
    typed = read_judged("absences").set_index("side")
    assert tuple(events.loc["absence", ["from", "to"]]) == tuple(typed.loc["ours", ["from", "to"]])
    assert day(STORIES[12]["from"]) == day(events.loc["absence", "from"])
    gone = day(typed.loc["theirs", "from"]) - pd.Timedelta(days=1)
    assert gone == day(events.loc["departure", "from"]) == day(STORIES[13]["left"]["day"])
    (ends,) = read_judged("wallets").query("note == 'frame contract'")["contract_end"]
    rival = STORIES[15]["rival_frame"]
    assert day(ends) == day(events.loc["contract of a rival", "to"]) == day(rival["ends"])
    assert day(events.loc["frame contract", "from"]) == day(STORIES[10]["since"])
    assert day(events.loc["programme", "from"]) == day(COMPANY["programme_since"])


def test_prices_follow_the_list_and_its_revisions(case):
    """Gate valves of ordinary accounts cost the list of the day; the story of one concession is apart."""
    events = read_truth("events").query("what == 'price list'")
    rises = pd.Series(1 + events["value"].to_numpy(), index=pd.to_datetime(events["from"])).cumprod()
    known = read_truth("articles").set_index("article")["price"]
    assert set(case.file["article"]) <= set(known.index)
    sold = case.sales[(case.sales["quantity"] > 0) & (case.sales["name"] != STORIES[10]["account"])]
    level = sold["date"].map(lambda when: rises[:when].iloc[-1] if when >= rises.index[0] else 1.0)
    ratio = sold["amount"] / sold["quantity"] / (sold["article"].map(known) * level)
    assert ratio.groupby(sold["year"]).median().tolist() == pytest.approx([1.0] * 4, abs=0.05)


def test_every_return_has_its_sale_and_story_17_its_causes(case):
    returns = read_truth("returns")
    back = case.sales[(case.sales["quantity"] < 0) | (case.sales["amount"] < 0)]
    assert set(zip(returns["invoice"], returns["line"], strict=True)) == set(
        zip(back["invoice"], back["line"], strict=True))
    lines = case.sales.set_index(["invoice", "line"])
    mine = lines.loc[list(zip(returns["invoice"], returns["line"], strict=True))]
    sale = lines.loc[list(zip(returns["of_invoice"], returns["of_line"], strict=True))]
    assert (mine["article"].to_numpy() == sale["article"].to_numpy()).all()
    assert (mine["code"].to_numpy() == sale["code"].to_numpy()).all()
    # A sale may have been booked in two halves since: look-alikes.
    assert (-mine["quantity"].to_numpy() <= sale["quantity"].to_numpy()).all()
    at = (mine["name"] == STORIES[17]["account"]) & (mine["year"] == 2025)
    causes = returns.loc[at.to_numpy(), "cause"].value_counts().to_dict()
    assert causes == STORIES[17]["returns_by_cause"]
    assert (returns["cause"] == "price correction").sum() == FACTS["dirt"]["price_corrections"]
    usual = set(FACTS["usual_causes_of_returns"])
    assert set(returns["cause"]) == usual | {"price correction"}


def test_open_invoices_are_those_of_the_file_and_are_paid_later(case):
    told = read_truth("open_invoices")
    assert set(told["invoice"]) == set(case.sales.loc[case.sales["paid"].isna(), "invoice"])
    assert (pd.to_datetime(told["will_pay"]) > day(COMPANY["last_day"])).all()


def test_terms_of_payment_are_days_from_invoice_to_due(case):
    drivers = read_truth("service_drivers").set_index("code")
    sold = case.sales[case.sales["amount"] > 0]
    terms = (sold["due"] - sold["date"]).dt.days.groupby(sold["code"]).agg(["min", "max"])
    wanted = drivers["terms_days"].reindex(terms.index)
    assert (terms["min"] == wanted).all() and (terms["max"] == wanted).all()


@pytest.mark.parametrize(("kind", "unit"), [("visits", "visits"), ("own process", "own_share"),
                                            ("express", "express_share"), ("delivery", "distance")])
def test_costs_of_service_follow_their_drivers(case, kind, unit):
    drivers = read_truth("service_drivers").set_index("code")
    rules = FACTS["service_rules"][kind]
    of_year = case.sales[case.sales["year"] == 2025]
    revenue = of_year.groupby("code")["amount"].sum()
    orders = of_year[of_year["quantity"] > 0].groupby("code")["invoice"].nunique().reindex(revenue.index)
    wanted = drivers[unit].reindex(revenue.index) * {
        "visits": rules.get("per_visit", 0), "own process": revenue / 1,
        "express": rules.get("per_order", 0) * orders,
        "delivery": rules.get("per_order", 0) * orders + rules.get("of_revenue", 0) * revenue,
    }[kind]
    typed = case.service[(case.service["year"] == 2025) & (case.service["kind"] == kind)]
    typed = typed.set_index("code")["amount"].reindex(revenue.index).fillna(0)
    planted = {case.account(STORIES[story]["account"]) for story in (3, 9)}
    # Whole orders go by express, so that few of them round far; each cost carries a chance of about 5 %.
    far = 0.5 * rules["per_order"] * 1.2 if kind == "express" else 0
    apart = (typed - wanted).abs() - 0.2 * wanted - far
    assert list(apart.index[(apart > 1) & ~apart.index.isin(planted)]) == []


def test_marks_follow_what_all_think():
    typed = read_judged("scores").groupby(["account", "criterion"])["score"].median()
    common = read_truth("marks").drop(columns="name").set_index("account").stack()
    assert set(typed.index) <= set(common.index)
    both = pd.concat([typed, common.reindex(typed.index)], axis=1)
    assert both.corr().iloc[0, 1] > 0.85


def test_programme_accounts_grew_as_planned(case):
    years = pd.DataFrame({year: case.accounts_mln(year) for year in COMPANY["years"]})
    growth = years[[2024, 2025]].sum(axis=1) / years[[2022, 2023]].sum(axis=1) - 1
    programme = read_truth("programme")
    for side in ("key", "comparable"):
        planned = programme[f"{side}_growth"]
        assert growth[programme[side]].tolist() == pytest.approx(planned.tolist(), abs=0.005)
        assert planned.mean() == pytest.approx(STORIES[20][f"{side}_growth"], abs=1e-4)
    assert {day(one) for one in programme["since"]} == {day(COMPANY["programme_since"])}
    frame = entities()
    in_story = frame["stories"].fillna("").str.split().map(lambda told: "20" in told)
    assert set(frame.loc[in_story, "account"]) == set(programme["key"])


def test_story_14_the_truth_and_the_workbook_differ_in_one_role_only(case):
    from kamlib.study.books import read_books

    typed = read_books(TRUTH.parent, "buying-centre").tables["persons"]
    people = read_truth("people").set_index("person")
    mine = typed[typed["account"] == case.account(STORIES[14]["account"])].set_index("person")
    for column in ("position", "influence", "attitude"):
        assert (mine[column] == people[column].reindex(mine.index)).all()
    boss = people.index[people["position"] == STORIES[14]["taken_for_decider"]][0]
    assert (mine.loc[boss, "role"], people.loc[boss, "role"]) == ("decider", "approver")


def test_story_15_the_plan_in_the_workbook_is_that_of_the_truth(case):
    from kamlib.study.books import read_books

    tables = read_books(TRUTH.parent, "plan").tables
    account = case.account(STORIES[15]["account"])
    typed = tables["quantities"][lambda rows: rows["account"] == account].set_index("name")
    planned = read_truth("plan").set_index("line")
    for column in ("share_1", "share_2", "share_3"):
        assert (typed[column] == planned[column].reindex(typed.index)).all()
    budgets = tables["steps"][lambda rows: rows["account"] == account].groupby("year")["budget"].sum() / 1e6
    assert budgets.tolist() == pytest.approx(STORIES[15]["budgets"])


def test_story_18_prices_lie_between_cost_and_list():
    told = STORIES[18]
    assert told["lot_cost"] < told["key_price"] < told["list_price"]


def test_story_19_the_four_that_may_move_take_their_hours(case):
    hours = read_truth("entities").set_index("name")
    told = STORIES[19]
    assert hours["hours"][list(told["moves"])].to_dict() == told["moves"]
    sums = hours.groupby("manager")["hours"].sum()
    assert sums[told["overloaded"]["manager"]] == told["overloaded"]["hours"]
    typed = read_judged("managers").set_index("manager")["hours"]
    for who in ("overloaded", "with_room"):
        assert typed[told[who]["manager"]] == told[who]["capacity"]


def test_story_21_peers_bought_what_the_truth_says(case):
    told = STORIES[21]
    segments = case.customers.set_index("code")["segment"]
    last = case.sales[(case.sales["year"] == 2025) & (case.sales["code"].map(segments) == told["segment"])]
    sums = last.groupby(["group", "name"])["amount"].sum() / 1e6
    for group in ("gaskets", "strainers"):
        assert sums[group.capitalize()].to_dict() == pytest.approx(told[group], rel=2e-3)
    assert sorted(set(sums["Flanges"].index) - set(told["gaskets"])) == told["cross_sell"]
