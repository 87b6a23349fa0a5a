"""The quantities of a plan on a page: every sum can be followed, and what is unknown is a dash."""

import pandas as pd
import pytest

from kamlib.method.plan_quantities import plan_by_year, plan_quantities
from kamlib.method.plan_value import plan_budget, plan_value, plan_worth
from kamlib.show.controls_plan import part_words, plan_control
from kamlib.show.plan_table import plan_table
from kamlib.show.readings_plans import (
    read_changes,
    read_client_version,
    read_growth_path,
    read_next_offers,
    read_plan,
    read_plans,
    read_position,
    read_selected,
)

# Table 1.6 of the method, in RUB: wallets, growth, margin rates, shares of years 0 to 3, budgets.
NAMES = ["Gate valves", "Ball valves", "Butterfly valves", "Check valves, strainers", "Flanges",
         "Fasteners, gaskets"]
SHARES = [(0.35, 0.38, 0.42, 0.45), (0.20, 0.26, 0.33, 0.40), (0.05, 0.12, 0.20, 0.28),
          (0.10, 0.18, 0.25, 0.30), (0.45, 0.48, 0.50, 0.52), (0, 0.10, 0.20, 0.30)]
LINES = pd.DataFrame({
    "account": "V", "line": list("123456"), "name": NAMES, "groups": "",
    "wallet": [48e6, 36e6, 22e6, 14e6, 40e6, 10e6], "growth": [0.04, 0.06, 0.08, 0.05, 0.03, 0.05],
    "margin_rate": [0.17, 0.23, 0.28, 0.27, 0.15, 0.18], "condition": "stock programme", "confidence": "fact",
    **{f"share_{year}": [line[year] for line in SHARES] for year in range(4)},
})  # fmt: skip
STEPS = pd.DataFrame({"account": "V", "year": [1.0, 2.0, 3.0], "budget": [1.6e6, 1.2e6, 0.9e6]})
PLAN = pd.DataFrame({"account": ["V"], "base_year": [2025], "years": [3], "terms": ["nominal"]})


def reckoned(lines=LINES):
    found = plan_quantities(lines, PLAN, years=3)
    years = plan_value(plan_by_year(found), plan_budget(STEPS))
    return found, years, plan_worth(years, PLAN, discount_rate=0.2)


def shown(lines=LINES):
    found, years, worth = reckoned(lines)
    return plan_table(found, years, worth, lines, currency="RUB")


def cells(table):
    return {row[0]: row[1:] for row in table.data.replace("\u202f", " ", regex=True).to_numpy().tolist()}


def test_the_table_has_the_figures_of_the_method():
    rows = cells(shown())
    assert rows["Gate valves, 17 % margin"][:4] == ["16.8 (35)", "19.0 (38)", "21.8 (42)", "24.3 (45)"]
    revenue = rows["Revenue (share of wallet)"][:4]
    assert revenue == ["44.5 (26.2)", "55.2 (31.0)", "67.6 (36.1)", "80.3 (40.9)"]
    assert rows["Wallet in these lines"][:4] == ["170.0", "178.2", "186.9", "196.1"]
    without = rows["Revenue with held shares: what comes without a plan"]
    assert without[:4] == ["44.5", "46.3", "48.2", "50.1"]
    frozen = rows["More margin than in the frozen year 0, after budget"]
    held = rows["More margin than with held shares, after budget"]
    assert frozen[:4] == ["", "0.7", "3.7", "6.8"]
    assert "7.09" in frozen[4]
    assert "5.79" in held[4]


def test_printed_margins_and_budgets_give_the_printed_increments_to_the_last_digit():
    rows = cells(shown())
    margin = [float(words.split(" ")[0]) for words in rows["Gross margin (of revenue)"][:4]]
    held = [float(words) for words in rows["Margin with held shares, at the rate of year 0"][:4]]
    budget = [float(words) for words in rows["Budget of the plan"][1:4]]
    over_frozen = [float(words) for words in rows["More margin than in the frozen year 0, after budget"][1:4]]
    over_held = [float(words) for words in rows["More margin than with held shares, after budget"][1:4]]
    for year in range(3):
        assert margin[year + 1] - margin[0] - budget[year] == pytest.approx(over_frozen[year], abs=0.16)
        assert margin[year + 1] - held[year + 1] - budget[year] == pytest.approx(over_held[year], abs=0.16)


def test_an_unknown_share_is_a_dash_in_its_line_and_in_the_sums():
    rows = cells(shown(LINES.assign(share_2=LINES["share_2"].mask(LINES["name"] == "Flanges"))))
    assert rows["Flanges, 15 % margin"][2].startswith("–")
    assert rows["Revenue (share of wallet)"][2].startswith("–")


def test_hostile_names_are_text_and_no_plan_is_an_empty_table():
    table = shown(LINES.assign(name="<script>x</script>", condition="<img src=x>"))
    assert "<script>" not in table.to_html()
    found, years, worth = (frame.head(0) for frame in reckoned())
    assert "none" in repr(plan_table(found, years, worth, LINES, currency="RUB"))


def about(**more):
    _lines, _years, worth = reckoned()
    row = {"state": "planned", "base_year": 2025, "remarks": 2, "name": "Volna Opt", "signed": True}
    return worth.assign(**(row | more))


def words(reading):
    return repr(reading).replace("\u202f", " ")


def test_the_plan_in_one_breath_tells_both_values_apart():
    said = words(read_plan(about(), name="Volna Opt", currency="RUB"))
    assert "from 44.5 mln RUB to 80.3 mln RUB a year by 2028, from 26.2 % to 40.9 % of its wallet" in said
    assert "5.79 mln RUB today over held shares, 7.09 mln RUB over the frozen year; 18 %" in said
    assert "nominal" in said
    assert "2 remarks" in said


@pytest.mark.parametrize(("remarks", "chance", "expected"), [
    (0, 0.9, "The reviewer's checks find nothing to ask."),
    (0, 0.088, "The reviewer's checks find nothing missing, but its own ranges reach the last year in 9 of "
               "100 draws: what would have to go better?"),
    (2, 0.088, "The reviewer has 2 remarks. And its own ranges reach the last year in 9 of 100 draws"),
    (2, float("nan"), "The reviewer has 2 remarks."),
])  # fmt: skip
def test_a_plan_whose_own_ranges_seldom_reach_it_is_not_called_faultless(remarks, chance, expected):
    chances = pd.DataFrame({"chance": [chance]})
    assert expected in words(read_plan(about(remarks=remarks), chances, name="Volna Opt", currency="RUB"))


def test_every_criterion_that_grew_or_fell_is_named_with_the_number_of_the_table():
    changes = pd.DataFrame({"label": ["Potential", "Fit", "Profit"], "change": [0.03, -0.14, 0.0],
                            "state": ["grew", "fell", "same"]})
    score = pd.DataFrame({"then": [9.04], "now": [9.02], "change": [-0.02]})
    said = words(read_selected(changes, score, told_by="kept")).replace("−", "-")
    assert "9.04 then, 9.02 now" in said
    assert "Grew: Potential (+0.03). Fell: Fit (-0.14)." in said
    assert "Profit" not in said


def test_an_account_without_a_plan_and_one_that_can_not_be_reckoned_are_told_apart():
    assert "has no plan yet" in words(read_plan(about(state="none"), name="A", currency=""))
    assert words(read_plan(about(state="empty"), name="A", currency="")) == (
        "Nothing is filled in the plan of A yet: begin with the client's goals.")
    begun = about(state="begun", npv_held=float("nan"))
    assert "nothing is reckoned" in words(read_plan(begun, name="A", currency=""))
    assert "has no plan yet" in words(read_plan(about().head(0), name="A", currency=""))


def test_all_plans_name_who_has_none_and_who_did_not_sign():
    bare = pd.DataFrame({"name": ["Granit", "Zenit"]})
    said = words(read_plans(about(signed=False), bare, currency="RUB"))
    assert "Not signed by manager and supervisor: Volna Opt." in said
    assert "2 key accounts have no plan: Granit, Zenit." in said
    assert "No account has a plan yet." in words(read_plans(about().head(0), bare, currency="RUB"))


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (1.0, "the last year brings 80.3 mln RUB, the plan is worth 5.79 mln RUB"),
        (0.0, "the last year brings 50.1 mln RUB, the plan is worth −2.69 mln RUB"),
    ],
)
def test_a_part_of_the_rise_moves_revenue_and_value_and_the_budget_stays(part, said):
    _lines, years, worth = reckoned()
    told = part_words(years, worth, part, name="Volna Opt", currency="RUB").replace("\u202f", " ")
    assert said in told
    # 2.69 of budget against 8.48 that the shares add.
    assert told.endswith("It pays its budget from 32 % on.")


def test_the_control_starts_with_the_whole_plan_and_escapes_the_name():
    _lines, years, worth = reckoned()
    hint, slider, told = plan_control(years, worth, name="<b>A</b>", currency="").children
    assert "a part of the rise in our shares" in hint.value
    assert slider.value == 1.0
    slider.value = 0.5
    assert "<b>A</b>" not in told.value
    assert "50" in told.value
    assert "no value to move" in part_words(years.head(0), worth.head(0), 1.0, name="A", currency="")


def test_sentences_of_nothing_say_so():
    nothing = pd.DataFrame(columns=["group", "planned", "value", "way", "change", "state", "label", "target",
                                    "account", "where", "year", "revenue", "calendar", "rival", "words"])
    assert "Nobody knows of room" in words(read_next_offers(nothing, currency=""))
    assert "No earlier points" in words(read_selected(nothing, nothing, told_by=""))
    assert "no review yet" in words(read_changes(nothing, since=""))
    assert "Nothing changed since the review of 2025" in words(read_changes(nothing, since="2025-10-31"))
    assert words(read_growth_path(nothing)) == ""
    fresh = pd.DataFrame({"year": [0, 1, 2], "calendar": [2025, 2026, 2027], "revenue": [0.0, 5.0, 6.0]})
    assert words(read_growth_path(fresh)) == "Revenue grows by year: 2027: +20 %."
    assert "no plan yet" in words(read_position(nothing))
    assert "nothing to show the client" in words(read_client_version(nothing, state="none"))


def test_a_competitor_in_the_client_s_version_is_pointed_at():
    there = pd.DataFrame({"sheet": ["Steps"], "words": ["before Tekram's end"], "name": ["Tekram"]})
    assert "It would name Tekram" in words(read_client_version(there, state="planned"))
