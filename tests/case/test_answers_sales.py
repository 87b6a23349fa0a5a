"""Stories that show in the sales file and in the costs of service: every number of ANSWERS.md counted anew.

The numbers written as lists are those of the stories as they were asked for (practice, section 6.2).
"""

import numpy as np
import pandas as pd
import pytest

from case.case_files import percent, plain, service_mln, signed
from case.truth_files import COMPANY, STORIES, day, read_truth


def test_story_1_no_entity_of_the_holding_reaches_ten_per_cent_but_the_group_does(case, answers):
    shares = [case.mln(name) / case.total_mln() for name in ("Granit Sever", "Granit Centr", "Granit Yug")]
    grouped = case.accounts_mln()[case.account("Granit Sever")] / case.total_mln()
    counted = [*(percent(share, 1) for share in shares), "10", percent(grouped, 1)]
    assert counted == ["7.1", "6.4", "5.2", "10", "18.7"]
    assert answers.numbers(1) == counted


def test_story_1_the_holding_has_three_managers_and_one_tax_number(case):
    holding = case.customers[case.customers["name"].str.startswith("Granit ")]
    assert len(holding) == 3 == holding["manager"].nunique()
    assert holding["tax_id"].nunique() == 1


def test_story_2_the_middle_entity_is_fatal_for_one_manager_only(case, answers):
    last = case.sales[case.sales["year"] == 2025]
    by_manager = last.groupby("manager")["amount"].sum() / 1e6
    largest = last.groupby(["manager", "account"])["amount"].sum().groupby("manager").max() / 1e6
    shares = (largest / by_manager).sort_values(ascending=False)
    counted = [plain(case.mln("Granit Centr")), plain(by_manager["Roman Dub"], 0), percent(shares.iloc[0])]
    assert shares.index[0] == "Roman Dub"
    assert counted == ["76.8", "126", "61"]
    assert answers.numbers(2) == ["5", *counted, "40", percent(shares.iloc[1])]
    assert shares.iloc[1] < 0.40


def test_story_8_the_growth_of_the_whole_is_price(case, answers):
    sums = case.sales.groupby("year")[["amount", "quantity"]].sum()
    revenue = sums["amount"][2025] / sums["amount"][2024]
    pieces = sums["quantity"][2025] / sums["quantity"][2024]
    counted = [signed(revenue - 1), signed(pieces - 1), signed(revenue / pieces - 1, 1)]
    assert counted == ["+14", "-3", "+17.5"]
    assert answers.numbers(8) == ["2025", "2024", *counted, percent(_like_for_like(case.sales) - 1)]


def test_story_9_the_whale_killer_is_fourth_and_below_zero(case, answers):
    lines = case.of("Orbita Energo", 2025)
    service, margin = service_mln(case, "Orbita Energo"), (lines["amount"] - lines["cost"]).sum() / 1e6
    rank = int(case.accounts_mln().rank(ascending=False)[case.account("Orbita Energo")])
    kinds = ["delivery", "returns", "capital", "own process", "express", "visits"]
    parts = dict(zip(kinds, (plain(service[kind]) for kind in kinds), strict=True))
    counted = [str(rank), plain(case.mln("Orbita Energo"), 0), plain(margin), parts["delivery"],
               parts["returns"], parts["capital"], plain(_days_to_pay(lines), 0), parts["own process"],
               parts["express"], parts["visits"], plain(service.sum()), plain(margin - service.sum())]
    assert counted == ["4", "52", "8.3", "2.5", "2.1", "2.1", "74", "2.4", "1.9", "0.4", "11.4", "-3.1"]
    assert answers.numbers(9) == counted


def test_story_10_the_concession_breaks_even_in_month_14(case, answers):
    truth = STORIES[10]
    lines = case.of("Zenit Energo")
    monthly = (lines["amount"] - lines["cost"]).groupby(lines["date"].dt.to_period("M")).sum()
    gained = (monthly["2023-10":] - monthly["2022-10":"2023-09"].mean()).cumsum()
    month = int(np.argmax(gained.to_numpy() >= 0)) + 1
    shares = [percent(case.mln("Zenit Energo", year) / truth["wallet"]) for year in (2022, 2025)]
    counted = [percent(truth["price_cut"]), *shares, plain(truth["wallet"], 0), str(month)]
    assert counted == ["5", "28", "51", "107", "14"]
    assert truth["break_even_month"] == month
    assert answers.numbers(10) == ["9", "1", "2023", *counted]


def test_story_10_the_twin_pays_five_per_cent_less_since_the_contract(case):
    """Same articles between two price lists, August 2023 to February 2024."""
    lines = case.of("Zenit Energo")
    near = lines[lines["date"].between("2023-08-14", "2024-02-04")]
    unit, after = near["amount"] / near["quantity"], near["date"] >= "2023-10-01"
    prices = unit.groupby([near["article"], after]).mean().unstack()
    ratio = (prices[True] / prices[False]).dropna()
    assert len(ratio) >= 5
    assert ratio.median() == pytest.approx(0.95, abs=0.015)


def test_story_12_orders_fell_where_nobody_else_of_us_was_known(case, answers):
    truth = STORIES[12]
    first = day(truth["from"])
    counted = []
    for second in (False, True):
        mine = case.sales[(case.sales["manager"] == "Vera Klim")
                          & (case.sales["name"].isin(truth["second_contact"]) == second)]
        weeks = [mine["date"].between(start, start + pd.Timedelta(days=62))
                 for start in (first - pd.Timedelta(days=364), first)]
        then, now = (mine.loc[inside, "invoice"].nunique() for inside in weeks)
        counted += [signed(now / then - 1), str(then), str(now)]
    assert counted[::3] == ["-41", "-6"]
    assert first.day_of_week == 0
    assert answers.numbers(12)[:11] == ["2", str(truth["weeks"]), "3", "2024", "2023", *counted]


def test_story_13_one_wholesaler_lost_its_only_contact_and_its_twin_one_of_five(case, answers):
    falls = []
    for name in ("Lotos Opt", "Lira Opt"):
        late = case.of(name)[lambda lines: lines["date"].dt.month > 6]
        halves = late.groupby("year")["amount"].sum()
        falls.append(signed(halves[2025] / halves[2024] - 1))
    assert falls == ["-60", "0"]
    lines = str(STORIES[13]["twin_lines_of_contact"])
    assert answers.numbers(13) == ["30", "2025", falls[0], lines, falls[1]]
    assert day(STORIES[13]["left"]["day"]) == pd.Timestamp("2025-06-30")


def test_story_20_the_interval_of_the_programme_holds_zero(case, answers):
    years = pd.DataFrame({year: case.accounts_mln(year) for year in (2022, 2023, 2024, 2025)})
    growth = (years[2024] + years[2025]) / (years[2022] + years[2023]) - 1
    key, other = (growth[read_truth("programme")[side]].to_numpy() for side in ("key", "comparable"))
    gap = key - other
    # Student's t with 13 degrees of freedom, 0.975: 2.1604.
    half = 2.1604 * gap.std(ddof=1) / np.sqrt(14)
    ends = gap.mean() - half, gap.mean() + half
    counted = [signed(value) for value in (key.mean(), other.mean(), gap.mean(), *ends)]
    assert counted == ["+18", "+15", "+3", "-9", "+15"]
    assert (day(COMPANY["programme_since"]), len(gap)) == (pd.Timestamp("2024-01-01"), 14)
    assert answers.numbers(20) == ["1", "2024", "14", "2024", "2025", "2022", "2023", *counted[:3], "95",
                                   *counted[3:], "14"]


def test_story_20_two_separate_groups_give_the_same_interval(case):
    """Student's t with 26 degrees of freedom, 0.975: 2.0555."""
    years = pd.DataFrame({year: case.accounts_mln(year) for year in (2022, 2023, 2024, 2025)})
    growth = (years[2024] + years[2025]) / (years[2022] + years[2023]) - 1
    key, other = (growth[read_truth("programme")[side]] for side in ("key", "comparable"))
    half = 2.0555 * np.sqrt((key.var() + other.var()) / 14)
    assert [signed(key.mean() - other.mean() + sign * half) for sign in (-1, 1)] == ["-9", "+15"]


def test_story_21_seven_of_ten_peers_buy_gaskets(case, answers):
    segments = case.customers.set_index("code")["segment"]
    last = case.sales[(case.sales["year"] == 2025) & (case.sales["code"].map(segments) == "Water utility")]
    sums = last.groupby(["name", "group"])["amount"].sum().unstack() / 1e6
    peers = sums[sums["Flanges"] > 0]
    gaskets, strainers = peers["Gaskets"].dropna(), peers["Strainers"].fillna(0)
    counted = [str(len(gaskets)), str(len(peers)), plain(gaskets.median()), str(int((strainers > 0).sum())),
               str(len(peers)), plain(strainers.median(), 0)]
    assert counted == ["7", "10", "1.1", "4", "10", "0"]
    assert answers.numbers(21) == counted
    for name in peers.index[peers["Gaskets"].isna()]:
        assert name in answers.stories[21]


def _days_to_pay(lines: pd.DataFrame) -> float:
    """Mean days from invoice to payment of what is paid, weighed by amount."""
    paid = lines[(lines["amount"] > 0) & lines["paid"].notna()]
    return float(((paid["paid"] - paid["date"]).dt.days * paid["amount"]).sum() / paid["amount"].sum())


def _like_for_like(sales: pd.DataFrame) -> float:
    """Fisher's price index over articles, 2025 against 2024."""
    both = sales[sales["year"].isin([2024, 2025])]
    wide = both.groupby(["article", "year"])[["amount", "quantity"]].sum().unstack().dropna()
    old, new = (wide["amount"][year] / wide["quantity"][year] for year in (2024, 2025))
    laspeyres = (new * wide["quantity"][2024]).sum() / wide["amount"][2024].sum()
    paasche = wide["amount"][2025].sum() / (old * wide["quantity"][2025]).sum()
    return float(np.sqrt(laspeyres * paasche))
