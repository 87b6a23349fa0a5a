"""Stories that show in the tables of judgement: every number of ANSWERS.md counted anew from the files.

The numbers written as lists are those of the stories as they were asked for (practice, section 6.2).
"""

import pytest

from case.case_files import percent, plain, service_mln, signed
from case.judged_files import (
    LEVERS,
    above_the_others,
    concordance,
    mean_pair_correlation,
    read_judged,
    totals_by_evaluator,
)
from case.truth_files import STORIES, read_truth


@pytest.fixture(scope="module")
def scores():
    """The score sheets of the six."""
    return read_judged("scores")


@pytest.fixture(scope="module")
def company():
    """The selection of the company as chapter 04 makes it."""
    from kamlib.flow import criteria_in_force, open_study, settings_in_force
    from kamlib.flow.company import company_selection

    study = open_study()
    return company_selection(study, settings_in_force(study, "selection"), criteria_in_force(study))


@pytest.fixture(scope="module")
def places(company):
    """Computed place of each account by its name."""
    return company.listed.set_index("name")["place"]


def test_story_3_the_chain_is_large_and_brings_nothing_and_its_manager_only_serves_it(case, answers, places):
    from kamlib import flow

    lines, mln = case.of("Kvarta Market", 2025), case.mln("Kvarta Market")
    margin = (lines["amount"] - lines["cost"]).sum() / 1e6
    service = service_mln(case, "Kvarta Market").sum()
    hours = _hours(case)["Kvarta Market"]
    study = flow.open_study()
    carry = flow.assignment(study, flow.settings_in_force(study, "capacity"))
    freed = flow.freed_hours(carry).set_index("name")["carries"]
    said = _said(case, "Kvarta Market")
    mean, defend = said[LEVERS].mean(axis=1), said["would_lose"]
    assert mean.tolist() == [pytest.approx(0.1)] * 2
    counted = [percent(mln / case.total_mln(), 1), percent(margin / mln), plain(service),
               plain(margin - service), str(places["Kvarta Market"]), plain(mean.iloc[0], 2), "6",
               plain(defend.max(), 0), plain(hours, 0), plain(freed["Kvarta Market"])]
    assert counted == ["9.6", "9", "10.7", "-0.3", "14", "0.10", "6", "0", "38", "4.3"]
    assert answers.numbers(3) == counted


def test_story_4_the_outlet_is_loyal_and_its_manager_only_serves_it(case, answers, company):
    quarters = case.of("Tundra Torg")["date"].dt.to_period("Q").nunique()
    attitude = read_truth("accounts").set_index("name")["attitude"]["Tundra Torg"]
    wallet = _wallet_mln(case, "Tundra Torg")
    mean = _said(case, "Tundra Torg")[LEVERS].mean(axis=1)
    counted = [str(quarters), "16", percent(case.mln("Tundra Torg") / wallet),
               str(STORIES[4]["nearest_rival_km"]), str(attitude), plain(mean.max(), 2)]
    assert counted == ["16", "16", "92", "300", "0", "0.10"]
    assert answers.numbers(4) == counted
    facts = _facts(case, "Tundra Torg")
    assert (facts["contestable"], facts["credible"]) == ("no", "no")
    assert company.screen.set_index("name")["loyal"]["Tundra Torg"]


def test_story_5_the_plant_is_small_in_revenue_and_large_in_reach(case, answers, places):
    amounts, code = case.accounts_mln(), case.account("Fenix Mash")
    mean = _said(case, "Fenix Mash")[LEVERS].mean(axis=1)
    rank = int(amounts.rank(ascending=False)[code])
    wallet = _wallet_mln(case, "Fenix Mash")
    counted = [plain(amounts[code]), percent(amounts[code] / amounts.sum(), 1), str(rank), plain(wallet, 0),
               percent(amounts[code] / wallet), plain(mean.min(), 2)]
    assert counted == ["4.8", "0.4", "70", "96", "5", "0.75"]
    places_told = [str(_place_by_reach(case, code)), str(_place_with_manager(code)),
                   str(places["Fenix Mash"])]
    assert places_told[0] == "1"
    assert int(places_told[1]) <= 5
    assert answers.numbers(5) == [*counted, *places_told]


def test_story_6_both_say_that_one_lever_decides(case):
    said = _said(case, "Meridian Neft")[LEVERS]
    assert said.to_numpy().tolist() == [[1.0, 0.0, 0.0, 0.0, 0.5]] * 2


def test_story_7_the_growth_of_the_contractor_is_two_invoices(case, answers, places, company):
    before = case.mln("Strela Stroy", 2024)
    invoices = case.of("Strela Stroy", 2025).groupby("invoice")["amount"].sum().nlargest(2) / 1e6
    now = case.mln("Strela Stroy")
    rest = (now - invoices.sum()) / before - 1
    counted = [signed(now / before - 1), percent(invoices.sum() / now)]
    assert counted == ["+85", "78"]
    rows = read_judged("wallets").query("supplier.isna()")
    lows = rows[rows["account"] == case.account("Strela Stroy")].set_index("group")["low"] / 1e6
    sold = case.of("Strela Stroy", 2025).groupby("group")["amount"].sum().reindex(lows.index).fillna(0) / 1e6
    base, high = (plain(_wallet_mln(case, "Strela Stroy", end), 0) for end in ("base", "high"))
    guess = [base, plain(lows.clip(lower=sold).sum(), 0), high]
    assert answers.numbers(7) == [*counted, "0", *guess, str(places["Strela Stroy"]), signed(rest)]
    assert company.screen.set_index("name")["holding"]["Strela Stroy"] == "promising"
    warned = company.pitfalls[company.pitfalls["code"] == "one_project"]
    assert case.account("Strela Stroy") in set(warned["what"])


def test_story_11_the_evaluators(case, scores, company, answers):
    totals = totals_by_evaluator(scores)
    honest = totals.drop(columns=["Adam Bor", "Nina Sova"])
    own = set(case.customers.loc[case.customers["manager"] == "Adam Bor", "code"])
    gap = above_the_others(scores, "Adam Bor")
    his = gap["account"].isin(own)
    elsewhere = gap.loc[~his, "gap"].mean()
    nina = scores[scores["who"] == "Nina Sova"].pivot(index="account", columns="criterion", values="score")
    medians = scores.groupby(["account", "criterion"])["score"].median().unstack()
    size = medians[["potential_history", "profit_potential", "order_value"]]
    fit = scores[scores["criterion"] == "product_fit"].groupby("account")["score"].agg(["min", "max"])
    widest = (fit["max"] - fit["min"]).idxmax()
    listed = company.listed.set_index("place")
    last, first = listed.loc[15], listed.loc[16]
    counted = [str(scores["account"].nunique()), str(gap.loc[his, "account"].nunique()),
               plain(gap.loc[his, "gap"].mean() - elsewhere), plain(mean_pair_correlation(nina), 2),
               str(len(totals)), plain(concordance(totals), 2), plain(concordance(honest), 2), "1",
               plain(fit["min"].loc[widest], 0), plain(fit["max"].loc[widest], 0), "15", "16",
               percent(1 - first["score"] / last["score"], 1), percent(first["in_list"]), "100",
               plain(mean_pair_correlation(size), 2)]
    assert counted == ["36", "6", "2.1", "0.97", "32", "0.49", "0.74", "1", "1", "9",
                       "15", "16", "0.4", "52", "100", "0.94"]
    assert answers.numbers(11) == counted
    assert totals.shape[1] == 6
    assert abs(elsewhere) < 0.05
    assert f"**{last['name']}** and **{first['name']}**" in answers.stories[11]
    assert widest == case.account("Meridian Neft")
    assert f"**{first['name']}** for **{last['name']}**" in answers.stories[11]


def test_story_11_each_pair_of_the_three_marks_for_size_tells_the_same(scores):
    medians = scores.groupby(["account", "criterion"])["score"].median().unstack()
    pairs = medians[["potential_history", "profit_potential", "order_value"]].corr().to_numpy()
    assert [plain(pairs[one, other], 2) for one, other in ((0, 1), (0, 2), (1, 2))] == ["0.94"] * 3


def test_story_11_the_wallet_of_the_contested_account_is_the_fact_worth_most(company):
    from kamlib.flow.certainty import draws_of
    from kamlib.method import information_value

    rows = sorted(company.acceptability["account"])
    told = information_value(**draws_of(company.force, company.scored, company.weights, rows), places=15,
                             safe=0.9, out=0.1)
    contested = company.listed.set_index("place").loc[16]
    best = told.iloc[0]
    assert (best["account"], best["criterion"]) == (contested["account"], "profit_potential")
    assert best["if_low"] < 0.1 < 0.9 < best["if_high"]


def test_story_11_only_one_evaluator_glows_and_only_one_is_partial(company):
    found = company.pitfalls.set_index("code")["what"]
    assert (found["halo"], found["own_votes"]) == ("Nina Sova", "Adam Bor")


def test_scores_are_whole_points_and_some_cells_are_empty(scores):
    assert (scores["score"] % 1 == 0).all()
    assert scores["score"].between(1, 10).all()
    assert set(scores["round"]) == {1}
    given = scores.groupby("who").size()
    assert given.max() < 36 * 8
    assert given.nunique() > 2


def test_story_19_four_moves_settle_the_loads(case, answers):
    hours, managers = _hours(case), read_judged("managers").set_index("manager")["hours"]
    owner = case.customers.set_index("name")["manager"]
    his, hers = (hours[hours.index.map(owner) == name] for name in ("Ivan Rudin", "Dana Lis"))
    moved = his[[name in answers.stories[19] for name in his.index]]
    counted = [str(len(his)), plain(his.mean(), 0), plain(his.sum(), 0), plain(managers["Ivan Rudin"], 0),
               str(len(hers)), str(len(moved))]
    assert counted == ["19", "9", "171", "95", "3", "4"]
    after = his.sum() - moved.sum(), hers.sum() + moved.sum()
    assert after[0] <= managers["Ivan Rudin"]
    assert after[1] <= managers["Dana Lis"]
    since = read_truth("entities").set_index("name")["manager_since"]
    assert (since[moved.index] >= "2024-01-01").all()
    assert answers.numbers(19) == [*counted, plain(after[0], 0), plain(after[1])]


def test_story_19_nobody_else_is_above_his_hours_and_only_one_has_room(case):
    managers = read_judged("managers").set_index("manager")["hours"]
    owner = dict(zip(case.customers["code"], case.customers["manager"], strict=True))
    table = read_judged("hours")
    loads = table.groupby(table["account"].map(owner))["hours"].sum()
    assert list(loads.index[loads > managers[loads.index]]) == ["Ivan Rudin"]
    room = managers[loads.index] - loads
    assert list(room.index[room >= 11]) == ["Dana Lis"]


def test_story_22_the_leader_and_the_two_it_opens_never_bought(case, answers, places, company):
    leader, opens = STORIES[22]["account"], STORIES[22]["opens"]
    names = [leader, *opens]
    bought = case.sales["name"].isin(names).sum()
    counted = [str(bought), plain(_wallet_mln(case, leader), 0), str(len(opens)),
               str(places[leader])]
    assert counted[:3] == ["0", "140", "2"]
    assert answers.numbers(22) == counted
    screened = company.screen.set_index("name").loc[leader]
    assert screened["target"]
    assert screened["holding"] == "promising,status"


@pytest.mark.parametrize(("name", "measure"), [
    ("criteria.potential_history", "revenue"), ("criteria.order_value", "order_value"),
    ("criteria.profit_potential", "margin"), ("tests.large", "margin"), ("tests.promising", "margin"),
])
def test_the_anchors_of_the_study_are_those_that_its_figures_propose(company, name, measure):
    from kamlib.flow import open_study
    from kamlib.method import propose_anchors

    anchors = open_study().settings[f"{name}.anchors"].value
    assert anchors == propose_anchors(company.measures[measure].round(2))


def _hours(case):
    """Hours of each account by the name of the entity whose code it has."""
    table = read_judged("hours")
    return table.set_index(table["account"].map(case.customers.set_index("code")["name"]))["hours"]


def _said(case, name):
    """Answers on influence for an account: one row for each role, one column for each question."""
    rows = read_judged("influence")
    mine = rows[rows["account"] == case.account(name)]
    return mine.pivot(index="role", columns="question", values="answer")


def _facts(case, name):
    rows = read_judged("facts")
    return rows[rows["account"] == case.account(name)].set_index("fact")["answer"]


def _wallet_mln(case, name, end="base"):
    rows = read_judged("wallets")
    return rows.loc[(rows["account"] == case.account(name)) & rows["supplier"].isna(), end].sum() / 1e6


def _place_by_reach(case, code):
    """Place of an account among its manager's buying accounts by (wallet - revenue) x influence."""
    managers = case.customers.set_index("code")["manager"]
    rows = read_truth("accounts").set_index("account")
    amounts = case.accounts_mln()
    rows = rows[(managers.reindex(rows.index) == managers[code]) & rows.index.isin(amounts.index)]
    reach = (rows["wallet_mln"] - amounts.reindex(rows.index)) * rows[LEVERS].mean(axis=1)
    return int(reach.rank(ascending=False)[code])


def _place_with_manager(code):
    """Place of an account on its manager's own list, as chapter 05 makes it."""
    from kamlib.flow import open_study, settings_in_force
    from kamlib.flow.managers import manager_selection

    study = open_study()
    found = manager_selection(study, settings_in_force(study, "manager"))
    return int(found.listed.set_index("account")["place"][code])
