"""Stories whose tables come with later chapters: every number of ANSWERS.md from the truth.

The numbers written as lists are those of the stories as they were asked for (practice, section 6.2).
"""

import numpy as np
import pytest
from casemaker.buying_centres import CHEMICAL_PLANT
from casemaker.dossiers import FRESH, STALE
from casemaker.pay import PAY
from casemaker.plan15 import PLAN
from casemaker.potential import TENDER
from casemaker.promises import PROMISES
from casemaker.returns import RETURNS

from case.case_files import percent, plain


def test_story_6_one_lever_decides_where_the_mean_would_drop_the_account(answers):
    inside = [won for _day, ours, won in TENDER.tenders if ours]
    outside = [won for _day, ours, won in TENDER.tenders if not ours]
    counted = [plain(max(TENDER.levers)), plain(TENDER.levers[4]), "0", plain(np.mean(TENDER.levers), 2),
               str(sum(inside)), str(len(inside))]
    assert counted == ["1.0", "0.5", "0", "0.30", "3", "4"]
    assert sorted(TENDER.levers)[:3] == [0, 0, 0]
    assert answers.numbers(6) == [*counted, str(sum(outside)), str(len(outside))]


def test_story_14_titles_mislead(answers):
    people = {one.position: one for one in CHEMICAL_PLANT.people}
    engineer, gate = people["chief engineer"], people["office of the director"]
    counted = [str(people["director"].contact), str(engineer.influence), str(engineer.attitude),
               str(engineer.contact), str(len(CHEMICAL_PLANT.lost_on_specification)), f"+{gate.attitude}",
               str(gate.contact)]
    assert counted == ["3", "4", "-2", "0", "3", "+2", "0"]
    assert answers.numbers(14) == counted


def test_story_15_the_plan_of_the_regional_wholesaler(case, answers):
    lines = case.of("Volna Opt", 2025)
    years = np.arange(4)[:, None]
    wallet = np.array(PLAN.wallets) * (1 + np.array(PLAN.growth)) ** years
    revenue, rates = wallet * np.array(PLAN.shares), np.array(PLAN.margin_rates)
    margin, discount = (revenue * rates).sum(axis=1), 1.2 ** -np.arange(1, 4)
    frozen = (margin[1:] - margin[0] - PLAN.budgets) @ discount
    held = (wallet * np.array(PLAN.shares[0])).sum(axis=1) * margin[0] / revenue[0].sum()
    over_held = (margin[1:] - held[1:] - PLAN.budgets) @ discount
    counted = [plain(wallet[0].sum(), 0), plain(lines["amount"].sum() / 1e6),
               plain((lines["amount"] - lines["cost"]).sum() / 1e6), percent(PLAN.rival_frame_share),
               str(PLAN.rival_frame_months_left), plain(revenue[3].sum()), plain(frozen, 2),
               plain(over_held, 2), *(f"+{percent(rate)}" for rate in PLAN.colleague_growth),
               str(PLAN.colleague_client_actions)]
    assert counted == ["170", "44.5", "7.9", "38", "5", "80.3", "7.09", "5.79", "+12", "+14", "+60", "0"]
    assert answers.numbers(15) == counted


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


def test_story_16_full_is_not_fresh(answers):
    counted = [percent(STALE.answered / STALE.questions), str(STALE.median_age_months),
               percent(STALE.valid / STALE.answered), percent(FRESH.answered / FRESH.questions),
               percent(FRESH.valid / FRESH.answered)]
    assert counted == ["82", "26", "31", "55", "100"]
    assert answers.numbers(16) == counted


def test_story_17_promises_and_opinions_and_the_median_that_forgets_the_open_requests(case, truth, answers):
    lines = truth.lines[truth.lines["returned_of"].notna() & (truth.lines["year"] == 2025)]
    back = lines[lines["code"] == case.account(RETURNS.account)]
    wrong = int((back["cause"] == "mis-picking").sum())
    opinions = dict(PROMISES.opinions)
    register = [str(PROMISES.promises), str(PROMISES.overdue), str(PROMISES.overdue_at_account)]
    share, buyer = percent(wrong / len(back)), str(opinions["buyer"])
    others = [buyer, str(opinions["plant engineer"]), str(PROMISES.goals_known), str(PROMISES.key_accounts),
              plain(np.median(PROMISES.closed_days), 0), str(_kaplan_meier_median())]
    assert [*register, share, *others] == ["31", "5", "3", "62", "9", "3", "5", "14", "3", "8"]
    assert answers.numbers(17) == [*register, str(len(back)), "2025", str(wrong), share, *others]


def test_story_17_the_returns_stand_in_the_sales_file(case):
    """Twenty-one lines below zero, none of which takes a sale back in full."""
    lines = case.of(RETURNS.account, 2025)
    back = lines[lines["amount"] < 0]
    assert len(back) == 21
    assert not set(zip(back["article"], -back["amount"], strict=True)) & set(
        zip(lines["article"], lines["amount"], strict=True))


def test_story_18_the_lot_pays_four_times_as_much_for_the_other_client(answers):
    other = 1000 * PAY.other_rate * (PAY.list_price_mln - PAY.lot_cost_mln)
    key = 1000 * PAY.key_rate * (PAY.key_price_mln - PAY.lot_cost_mln)
    shares = [percent(rate / 0.18) for rate in (0.10, 0.15)]
    counted = [plain(PAY.lot_cost_mln, 2), plain(PAY.list_price_mln, 2), plain(PAY.key_price_mln, 2),
               percent(PAY.other_rate), percent(PAY.key_rate), plain(other), plain(key),
               plain(other / key, 0), "10", "15", *shares]
    assert counted == ["4.56", "6.00", "5.28", "4", "2", "57.6", "14.4", "4", "10", "15", "56", "83"]
    assert answers.numbers(18) == counted


def _kaplan_meier_median() -> int:
    """First day by which half of the requests are resolved, the open ones counted as far as they waited."""
    waited = np.array(PROMISES.closed_days + PROMISES.open_days)
    left = 1.0
    for day, closed in zip(*np.unique(PROMISES.closed_days, return_counts=True), strict=True):
        left *= 1 - closed / (waited >= day).sum()
        if left <= 0.5:
            return int(day)
    raise AssertionError("the median is never reached")
