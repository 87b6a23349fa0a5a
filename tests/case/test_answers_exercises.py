"""The answers to the exercises that have one right answer, computed as the chapters compute them."""

import re

import pandas as pd
import pytest

from case.case_files import DATA
from kamlib import flow, show

HALF = 0.25  # half the reachable share of the pack
ZERO = 0.5  # money below which nothing is lost


@pytest.fixture(scope="module")
def study():
    return flow.open_study()


@pytest.fixture(scope="module")
def told(answers):
    """What ANSWERS.md says, by chapter and exercise."""
    parts = re.split(r"^\*\*Chapter (\d\d), exercise (\d)\.\*\* ", answers.exercises, flags=re.MULTILINE)
    keys = zip(parts[1::3], parts[2::3], strict=True)
    return {f"{chapter}/{number}": " ".join(text.split())
            for (chapter, number), text in zip(keys, parts[3::3], strict=True)}


def company(study, **weights):
    return flow.company_selection(study, flow.settings_in_force(study, "selection"),
                                  flow.criteria_in_force(study, weights=weights))


@pytest.fixture(scope="module")
def in_force(study):
    return company(study)


def key(found, verdict):
    return set(found.listed.loc[found.listed[verdict] == "key", "name"])


def potential(study, **given):
    return flow.potential(study, flow.settings_in_force(study, "potential", **given))


def managers(study, **given):
    return flow.manager_selection(study, flow.settings_in_force(study, "manager", **given))


@pytest.fixture(scope="module")
def carry(study):
    return flow.assignment(study, flow.settings_in_force(study, "capacity"))


def test_with_half_the_reachable_share_those_lose_whose_share_nobody_typed(study, told):
    now, half = potential(study), potential(study, reachable_share=HALF)
    both = now.accounts.merge(half.accounts, on="account", suffixes=("", "_half")).dropna(
        subset=["reachable_margin", "reachable_margin_half"])
    lost = (both["reachable_margin"] - both["reachable_margin_half"]).set_axis(both["name"])
    first = lost.sort_values(ascending=False).head(3)
    stay = both[(lost < ZERO).to_numpy()]
    something = stay[stay["reachable_margin"] > ZERO]
    shares = pd.concat([flow.potential_of_account(now, name) for name in something["name"]])
    assert {"Volna Opt", "Granit"} <= set(something["name"])
    assert set(shares.loc[shares["more_revenue"] > 0, "share_from"]) == {"typed"}
    assert first.index.tolist() == ["Sigma Chem", "Selena Neft", "Lira Opt"]
    words = [f"{name} ({mln:.1f} mln" for name, mln in (first / 1e6).items()]
    assert all(word in told["03/4"] for word in words)
    counts = (len(both), len(stay), len(something), len(stay) - len(something))
    assert "Of {} accounts with a wallet {} lose nothing: for {} of them".format(*counts[:3]) in told["03/4"]
    assert f"{counts[3]} had nothing more to reach before" in told["03/4"]


def test_the_contract_with_a_competitor_ends_on_a_day(study, told):
    rows = flow.statements(potential(study), "Volna")
    one = rows[rows["contract_end"].notna()].iloc[0]
    assert rows["contract_end"].notna().sum() == 1
    assert one["source"] == "client said"
    assert told["03/5"] == (
        f"{one['name']} buys {one['group'].lower()} from {one['supplier']} ({100 * one['share']:.0f} %, "
        f"{one['base'] / 1e6:.1f} mln), as the client said; the contract ends on "
        f"{one['contract_end']:%Y-%m-%d}.")


@pytest.mark.parametrize("criterion", ["profit_potential", "potential_history", "product_fit"])
def test_one_criterion_with_sixty_brings_in_and_takes_out(criterion, study, in_force, told):
    weights = {name: 60.0 if name == criterion else 20.0 for name in in_force.weights.index}
    other = company(study, **weights)
    cells = [in_force.labels[criterion]]
    for verdict in ("computed", "verdict"):
        before, after = key(in_force, verdict), key(other, verdict)
        cells += [", ".join(sorted(after - before)), ", ".join(sorted(before - after))]
    assert f"| {' | '.join(cells)} |" in told["04/2"]


def test_people_keep_the_two_they_decided_on_under_any_weights(in_force, told):
    decided = in_force.listed[in_force.listed["decided"].fillna("") != ""].set_index("name")["decided"]
    assert decided.to_dict() == {"Amur Term": "key", "Olimpia Opt": "not key"}
    assert "Amur Term is in and Olimpia Opt is out under any weights" in told["04/2"]
    assert f"one of the {in_force.places} places" in told["04/2"]


def test_three_are_in_by_one_test_only(in_force, told):
    rows = in_force.listed[in_force.listed["verdict"] == "key"]
    alone = rows[~rows["holding"].str.contains(",")]
    by_test = alone.groupby("holding")["name"].agg(lambda names: " and ".join(names))
    assert told["04/4"] == (f"In by one test only: {by_test['promising']} (promising), "
                            f"{by_test['large']} (large).")
    assert set(by_test.index) == {"promising", "large"}


def test_a_higher_limit_of_influence_serves_three_more(study, told):
    now, higher = (managers(study, **given).influence.set_index("name")
                   for given in ({}, {"influence_min": 0.5}))
    more = higher[higher["served"].astype("bool") & ~now["served"].astype("bool")]["influence"].round(2)
    assert more.to_dict() == {"Olimpia Opt": 0.40, "Kobalt Chem": 0.40, "Etalon Mash": 0.45}
    assert ("three more are served: Olimpia Opt and Kobalt Chem (influence 0.40 each) "
            "and Etalon Mash (0.45).") in told["05/5"]
    spared = higher[(higher["influence"].round(2) == 0.45) & ~higher["served"].astype("bool")]
    assert set(spared["reason"]) == {"lever"}
    assert set(spared.index) == {"Strela Stroy", "Granit", "Duna Neft", "Polana Aqua"}
    assert "Strela Stroy, Granit, Duna Neft and Polana Aqua have 0.45 too" in told["05/5"]


def test_chapter_03_counts_unknown_wallets_alike_and_says_what_others_sell_to_the_small_client(study):
    found = potential(study)
    known = found.accounts["wallet"].notna()
    sources = flow.wallet_sources(found).set_index("source")["accounts"]
    assert sources["nothing known"] == (~known).sum() == 54
    assert sources.sum() == len(found.accounts)
    reading = " ".join(repr(show.read_wallets(found.accounts, currency="RUB")).split())
    assert f"Wallets known: {known.sum()} of {len(known)} accounts" in reading
    small = found.accounts.set_index("name").loc["Fenix Mash"]
    others = round((small["wallet"] - small["revenue"]) / 1e6)
    text = (DATA.parent / "notebooks" / "03_potential.ipynb").read_text(encoding="utf-8")
    assert f"buys for {others} million from your competitors" in text
    for change in (0.3, -0.3):
        assert f"{abs(1 / (1 + change) - 1):.0%}".replace("%", " %") in text


def test_granit_stays_with_the_manager_who_sells_to_it_longest_and_a_fifth_more_hours_is_too_much(carry):
    granit = carry.accounts.set_index("name").loc["Granit"]
    assert (granit["manager"], f"{granit['since']:%Y-%m-%d}", granit["shared"]) == (
        "Roman Dub", "2022-01-19", True)
    assert (carry.proposal["fixed"] == "years").sum() == 97
    more = flow.hours_varied(carry).set_index("change").loc[0.2]
    assert (more["moves"], more["unserved"]) == (9, 16)
    # Nobody scored 63 of the 116: they were not nominated.
    assert carry.accounts["score"].isna().sum() == 63


def test_places_and_freed_hours_are_counted_from_the_hours_that_people_typed(carry):
    both = carry.managers.lists.query("cell == 'both'")["account"]
    each = carry.hours.accounts.set_index("account")["hours"][both].mean()
    places = flow.places_compared(carry)["count"]
    assert places[1] == carry.hours.managers["key_hours"].sum() // each == 32
    freed = flow.freed_hours(carry).set_index("name")["carries"]
    assert freed["Kvarta Market"] == pytest.approx(38 / each)


def test_the_highest_load_is_the_same_in_every_table_and_figure(carry):
    today = carry.plans.set_index("plan").loc["today", "highest"]
    assert today == carry.loads["load"].max() == pytest.approx(1.8)


def test_the_first_move_takes_most_hours_from_the_one_who_has_too_many(carry, told):
    move = carry.moves.iloc[0]
    assert told["06/4"] == (
        f"The first move is {move['name']} from {move['manager']} to {move['proposed']}: "
        f"{move['hours']:.0f} hours a month, a relation since {move['since']:%Y-%m-%d}.")


def test_most_hours_free_are_told_before_and_after_the_proposal(carry, told):
    free = (carry.loads["limit"] - carry.loads["hours"]).set_axis(carry.loads["manager"])
    after = (carry.proposed_loads["limit"] - carry.proposed_loads["hours"]).set_axis(
        carry.proposed_loads["manager"])
    who = free.idxmax()
    limit = carry.loads.set_index("manager").loc[who, "limit"]
    assert told["06/5"].startswith(f"Most hours free has {who}: {free[who]:.0f} of {limit:.0f} today, "
                                   f"{after[who]:.0f} after the proposal.")
    assert len(carry.unserved) == 0
    assert set(carry.moves["manager"]) == {"Ivan Rudin"}
    assert len(carry.moves) == 4


def test_half_a_year_later_one_dossier_falls_most(study, told):
    force = flow.settings_in_force(study, "dossier")
    today = flow.today(study)
    now, then = (flow.dossiers(study, force, today=day).summary.set_index("name")["core_valid_share"].dropna()
                 for day in (today, pd.Timestamp("2026-07-30")))
    falls = now[now >= 0.5] - then
    worst = falls.idxmax()
    assert then[falls.drop(worst).dropna().index].min() > 0.6
    stale = "Orbita Energo"
    assert told["07/4"].startswith(
        f"Half a year later, on 30 July 2026, {worst} falls most: from {100 * now[worst]:.0f} % to "
        f"{100 * then[worst]:.0f} % of its core answers.")
    assert told["07/4"].endswith(f"{stale}, stale already, goes from {100 * now[stale]:.0f} % to "
                                 f"{100 * then[stale]:.0f} %.")


def test_the_widest_bar_of_the_plan_is_known_to_somebody_whom_nobody_met(study, told):
    found = flow.plans(study, flow.settings_in_force(study, "plan"), today=flow.today(study))
    one = flow.one_plan(found, "")
    widest = one.tornado.iloc[0]
    assert (one.name, widest["name"]) == ("Volna Opt", "Butterfly valves")
    assert told["10/1"].startswith(
        f"The widest bar is our share of {widest['name']}: between {100 * widest['low']:.0f} % and "
        f"{100 * widest['high']:.0f} % the value moves by {widest['swing'] / 1e6:.1f} mln.")
    people = found.centre.persons.set_index(["name", "person"])
    assert people.loc[("Volna Opt", "Lev Amber"), "contact"] == 0
    assert people.loc[("Volna Opt", "Lev Amber"), "evidence"] == "named by Yana Kress"


def test_two_weeks_later_one_more_promise_is_overdue(study, told):
    force = flow.settings_in_force(study, "buying")
    now, then = (flow.buying(study, force, today=day).promises.query("state == 'overdue'")
                 for day in (flow.today(study), pd.Timestamp("2026-02-13")))
    (new,) = set(then["promise"]) - set(now["promise"])
    row = then.set_index("promise").loc[new]
    assert told["11/4"].startswith(
        f"On 13 February 2026 {len(then)} promises are overdue, one more than today: {new}, by {row['by']}, "
        f"until {row['until'].day} February.")
    assert len(then) == len(now) + 1
