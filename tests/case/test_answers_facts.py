"""Stories whose tables come with later chapters: every number of ANSWERS.md from the truth.

The numbers written as lists are those of the stories as they were asked for (practice, section 6.2).
"""

import numpy as np
import pytest
from casemaker.pay import PAY
from casemaker.potential import TENDER
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
