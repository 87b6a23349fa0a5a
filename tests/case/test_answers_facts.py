"""Stories whose tables come with later chapters: every number of ANSWERS.md from the truth.

The numbers written as lists are those of the stories as they were asked for (practice, section 6.2).
"""

import numpy as np
import pytest

from case.case_files import percent, plain
from case.judged_files import LEVERS
from case.truth_files import STORIES, read_truth


def test_story_6_one_lever_decides_where_the_mean_would_drop_the_account(answers):
    tenders = read_truth("tenders").query("story == 6")
    won = (tenders["won"] == "yes").groupby(tenders["our_specification"])
    levers = read_truth("accounts").set_index("name").loc[STORIES[6]["account"], LEVERS].astype(float)
    inside, outside = ((won.sum()[ours], won.size()[ours]) for ours in ("yes", "no"))
    counted = [plain(levers[STORIES[6]["decisive_lever"]]), plain(levers["access"]), "0",
               plain(np.mean(levers), 2), *map(str, inside)]
    assert counted == ["1.0", "0.5", "0", "0.30", "3", "4"]
    assert sorted(levers)[:3] == [0, 0, 0]
    assert answers.numbers(6) == [*counted, *map(str, outside)]


@pytest.mark.parametrize(("groups", "mln", "rate"), [
    # Table 1.6 of the method, column "Fact Y0" and the margin rates.
    (["Gate valves"], 16.8, 0.17), (["Ball valves"], 7.2, 0.23), (["Butterfly valves"], 1.1, 0.28),
    (["Check valves", "Strainers"], 1.4, 0.27), (["Flanges"], 18.0, 0.15),
    (["Fasteners", "Gaskets"], 0.0, None),
])
def test_story_15_the_sales_file_has_year_zero_of_the_plan(case, groups, mln, rate):
    lines = case.of("Volna Opt", 2025)
    lines = lines[lines["group"].isin(groups)]
    assert lines["amount"].sum() / 1e6 == pytest.approx(mln, abs=0.02)
    if rate:
        assert 1 - lines["cost"].sum() / lines["amount"].sum() == pytest.approx(rate, abs=0.002)


def test_story_17_the_returns_stand_in_the_sales_file(case):
    """Twenty-one lines below zero, none of which takes a sale back in full."""
    lines = case.of(STORIES[17]["account"], 2025)
    back = lines[lines["amount"] < 0]
    assert len(back) == 21
    assert not set(zip(back["article"], -back["amount"], strict=True)) & set(
        zip(lines["article"], lines["amount"], strict=True))


def test_story_18_the_lot_pays_four_times_as_much_for_the_other_client(answers):
    truth = STORIES[18]
    cost, prices, pay = truth["lot_cost"], (truth["list_price"], truth["key_price"]), truth["pay"].values()
    other, key = (1000 * rate * (price - cost) for rate, price in zip(pay, prices, strict=True))
    rates = truth["deal_rates"]
    counted = [*(plain(mln, 2) for mln in (cost, *prices)), *map(percent, pay), plain(other), plain(key),
               plain(other / key, 0), *map(percent, rates),
               *(percent(rate / truth["company_margin_rate"]) for rate in rates)]
    assert counted == ["4.56", "6.00", "5.28", "4", "2", "57.6", "14.4", "4", "10", "15", "56", "83"]
    assert answers.numbers(18) == counted
