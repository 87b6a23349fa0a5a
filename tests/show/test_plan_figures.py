"""Figures and sentences of one plan: they can stand before a room, whatever people typed."""

import numpy as np
import pandas as pd
import pytest

from kamlib import show
from kamlib.method.plan_goals import goal_progress, goals_of_accounts
from kamlib.method.plan_quantities import plan_by_year, plan_quantities
from kamlib.method.plan_quarters import plan_against_fact, plan_quarters
from kamlib.method.plan_scenarios import Scenarios, plan_scenarios
from kamlib.method.plan_tornado import plan_tornado
from kamlib.method.plan_value import plan_budget, plan_value, plan_worth
from tests.method.test_plan_value import BUDGETS, FRAME, WALLETS, typed
from tests.show.figures import HOSTILE
from tests.show.slides import SPACES, check_slide, png, said, title

NAN = float("nan")
CYRILLIC = "Закрытое акционерное общество «Уральский завод трубопроводной арматуры» "
CLIENTS = ["Volna Opt", HOSTILE, CYRILLIC]


def ranged(**columns: object) -> pd.DataFrame:
    """Table 1.6 of the method in whole money, each assumption with a low and a high."""
    lines = typed().assign(wallet=[1e6 * wallet for wallet in WALLETS], **columns)
    return lines.assign(growth_low=lines["growth"] - 0.02, share_low=lines["share_0"],
                        share_high=lines["share_3"] + 0.05, margin_low=lines["margin_rate"] - 0.02)


def many(count: int, name: str) -> pd.DataFrame:
    share = np.linspace(0.01, 0.4, count)
    shares = {f"share_{year}": share + 0.05 * year for year in (1, 2, 3)}
    return pd.DataFrame({
        "account": "Volna", "line": [str(place) for place in range(count)],
        "name": [f"{name}{place}" for place in range(count)], "wallet": np.linspace(9e7, 1e6, count),
        "growth": 0.05, "margin_rate": 0.2, "share_0": share, **shares, "share_low": share})


class Plan:
    """A plan with all that is reckoned from it."""

    def __init__(self, quantities: pd.DataFrame, budgets: list[float] = BUDGETS):
        steps = pd.DataFrame({"account": "Volna", "year": range(1, len(budgets) + 1),
                              "budget": [1e6 * budget for budget in budgets]})
        budget = plan_budget(steps)
        self.lines = plan_quantities(quantities, FRAME, years=3)
        self.years = plan_value(plan_by_year(self.lines), budget)
        self.worth = plan_worth(self.years, FRAME, discount_rate=0.2)
        given = (self.lines, quantities, budget, FRAME)
        self.drawn: Scenarios = plan_scenarios(*given, discount_rate=0.2, draws=400, seed=8,
                                               quantiles=[0.1, 0.25, 0.5, 0.75, 0.9])
        self.tornado = plan_tornado(*given, discount_rate=0.2)

    def fan(self, name: str = "Volna Opt") -> object:
        return show.plan_fan(self.drawn.fan, self.drawn.chances, name=name, base_year=2025, currency="RUB",
                             terms="nominal")


def holed() -> pd.DataFrame:
    lines = ranged()
    lines.loc[1, "share_2"] = NAN
    return lines


def dark() -> pd.DataFrame:
    return ranged(growth=NAN, share_0=NAN)


SIZES = [lambda _name: ranged(), lambda name: many(1, name), lambda name: many(40, name)]


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("quantities", SIZES)
def test_every_figure_of_a_plan_can_stand_on_a_slide(client: str, quantities: object) -> None:
    plan = Plan(quantities(client))
    check_slide(plan.fan(client))
    check_slide(show.plan_tornado_bars(plan.tornado, name=client, currency="RUB"))
    check_slide(show.plan_bridge(plan.worth, name=client, currency="RUB"))


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("quantities", [*SIZES, lambda _name: holed()])
def test_revenue_by_line_can_stand_on_a_slide(client: str, quantities: object) -> None:
    plan = Plan(quantities(client))
    check_slide(show.plan_revenue_bars(plan.lines, plan.years, name=client, currency="RUB"))


@pytest.mark.parametrize("quantities", [dark(), ranged().iloc[:0]])
def test_a_plan_without_figures_is_a_slide_that_says_so(quantities: pd.DataFrame) -> None:
    plan = Plan(quantities)
    for figure in (plan.fan(), show.plan_tornado_bars(plan.tornado, name="Volna", currency=""),
                   show.plan_bridge(plan.worth, name="Volna", currency=""),
                   show.plan_revenue_bars(plan.lines, plan.years, name="Volna", currency="")):
        check_slide(figure)
        assert "nan" not in said(figure)


def test_titles_say_what_the_method_found() -> None:
    # method, section 5: revenue 44.5 -> 80.3, held 50.15, NPV 5.79 and 7.09, 18 % the market's
    plan = Plan(ranged())
    revenue = show.plan_revenue_bars(plan.lines, plan.years, name="Volna", currency="RUB", terms="nominal")
    assert title(revenue) == ("From 44.5 mln RUB to 80.3 mln RUB in 2028; held shares alone would bring "
                              "50.1 mln RUB")
    assert "nominal: with inflation" in said(revenue)
    assert "80.3 (41 %)" in said(revenue)
    bridge = show.plan_bridge(plan.worth, name="Volna", currency="RUB")
    assert title(bridge) == ("The plan itself is worth 5.79 mln RUB today; 18 % of the 7.09 mln RUB over the "
                             "frozen year is the market's")
    for part in ("+8.48", "−2.69", "5.79", "+1.30", "7.09"):
        assert part in said(bridge)
    assert title(plan.fan()).startswith("80.3 mln RUB in 2028 is reached in ")
    tornado = show.plan_tornado_bars(plan.tornado, name="Volna", currency="RUB")
    assert title(tornado).startswith("Our share of ")


@pytest.mark.parametrize(("worst", "expected"), [
    (-0.944e6, "in every draw; it does not with everything at its low at once, which was in no draw."),
    (0.1e6, "The plan pays its budget in every draw."),
])
def test_in_every_draw_is_not_said_of_a_case_that_was_in_no_draw(worst: float, expected: str) -> None:
    drawn = Plan(ranged()).drawn
    low = drawn.scenarios["scenario"] == "low"
    scenarios = drawn.scenarios.assign(npv_held=drawn.scenarios["npv_held"].mask(low, worst))
    told = repr(show.read_fan(drawn.chances.assign(chance_of_worth=1.0), scenarios, currency="RUB"))
    assert expected in told


def test_a_plan_without_ranges_is_called_one_number() -> None:
    plan = Plan(typed().assign(wallet=[1e6 * wallet for wallet in WALLETS]))
    assert "is one number" in title(plan.fan())
    assert "No assumption" in title(show.plan_tornado_bars(plan.tornado, name="Volna", currency="RUB"))
    told = repr(show.read_fan(plan.drawn.chances, plan.drawn.scenarios, currency="RUB"))
    assert "nothing can be said of how sure" in told


def test_a_year_with_a_hole_says_at_least() -> None:
    plan = Plan(holed())
    assert "at least 54.2" in said(show.plan_revenue_bars(plan.lines, plan.years, name="V", currency="RUB"))
    assert "no value yet" in title(show.plan_bridge(plan.worth, name="V", currency="RUB"))


def test_a_plan_that_costs_more_than_it_brings_says_it_first() -> None:
    plan = Plan(ranged(), [9.0, 9.0, NAN])
    figure = show.plan_bridge(plan.worth, name="V", currency="RUB")
    check_slide(figure)
    assert title(figure).startswith("Against held shares the plan costs ")
    assert "at most: 1 step has no budget" in said(figure)


def test_two_draws_of_a_figure_are_the_same_to_the_byte() -> None:
    plan = Plan(ranged())
    assert png(plan.fan()) == png(Plan(ranged()).fan())


def quarters(last: str, **sold: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    nothing = pd.DataFrame({"account": pd.Series(dtype="str"), "quarter": [], "share": [], "years": []})
    typed_shares = pd.DataFrame({"account": "Volna", "quarter": [1, 2, 3, 4],
                                 "share": [0.2, 0.24, 0.28, 0.28]})
    split = plan_quarters(Plan(ranged()).years, typed_shares, nothing)
    days = pd.to_datetime([day.removeprefix("d").replace("_", "-") for day in sold])
    sales = pd.DataFrame({"account": "Volna", "date": days, "amount": list(sold.values())})
    return split, plan_against_fact(split, sales, first=pd.Timestamp("2024-01-01"), last=pd.Timestamp(last),
                                    reached=0.95)


@pytest.mark.parametrize(("last", "sold", "expected"), [
    ("2025-12-31", {}, "55.2 mln RUB are planned for the first year; no quarter of it is over"),
    ("2026-02-10", {"d2026_02_01": 1e6}, "The first quarter runs short of its plan; 55.2 mln RUB are planned "
     "for the year"),
    ("2026-08-10", {"d2026_02_01": 10.5e6, "d2026_05_02": 14.1e6, "d2026_07_02": -2e6},
     "2 of 2 quarters reached, 306 thousand RUB above the plan so far"),
    ("2026-12-31", {"d2026_02_01": 1e9}, "1 of 4 quarters reached, 945 mln RUB above the plan so far"),
])
@pytest.mark.parametrize("client", CLIENTS)
def test_quarters_can_stand_on_a_slide(client: str, last: str, sold: dict[str, float], expected: str) -> None:
    figure = show.plan_quarters_bars(*quarters(last, **sold), name=client, currency="RUB")
    check_slide(figure)
    assert title(figure) == expected


def test_quarters_of_nothing_say_why() -> None:
    split, fact = quarters("2025-12-31")
    check_slide(show.plan_quarters_bars(split.iloc[:0], fact.iloc[:0], name="V", currency=""))
    assert "no figure" in repr(show.read_quarters(fact.iloc[:0], currency=""))


def words(reading: object) -> str:
    return repr(reading).translate(SPACES)


def test_quarters_are_read_one_by_one() -> None:
    _split, fact = quarters("2026-08-10", d2026_02_01=10e6, d2026_05_02=14.1e6)
    assert words(show.read_quarters(fact, currency="RUB")).startswith(
        "Quarter 1: short, 91 % of its plan (−1.04 mln RUB). Quarter 2: reached, 106 % of its plan (+849 "
        "thousand RUB). Quarter 3 runs short: 0 % of its plan for the days gone (")
    _split, fact = quarters("2025-12-31")
    assert words(show.read_quarters(fact, currency="")).startswith("No quarter of the plan has begun")


def test_the_fan_is_read_with_its_ends_and_what_has_no_range() -> None:
    plan = Plan(ranged(growth_high=0.3))
    told = words(show.read_fan(plan.drawn.chances, plan.drawn.scenarios, currency="RUB"))
    assert told.startswith("The plan's 80.3 mln RUB in the last year is reached in ")
    assert "With everything at its low the last year brings " in told
    assert "The plan pays its budget in " in told
    crossed = Plan(ranged(share_3=0.01))
    assert "crossed" in words(show.read_fan(crossed.drawn.chances, crossed.drawn.scenarios, currency=""))
    broken = Plan(dark())
    assert "not known" in words(show.read_fan(broken.drawn.chances, broken.drawn.scenarios, currency=""))


def test_the_tornado_and_the_bridge_are_read() -> None:
    plan = Plan(ranged())
    told = words(show.read_tornado(plan.tornado, currency="RUB"))
    assert told.startswith("Most hangs on our share of ")
    assert words(show.read_bridge(plan.worth, plan.lines, currency="RUB")) == (
        "Larger shares bring 8.48 mln RUB, the budget takes 2.69 mln RUB: 5.79 mln RUB is the plan's own "
        "effect. Against the frozen year it looks like 7.09 mln RUB, for 1.30 mln RUB of growing wallets is "
        "counted in.")


def test_a_plan_without_a_value_names_the_lines_and_what_they_lack() -> None:
    first, second, third = ranged()["name"].head(3)
    lines = ranged()
    lines.loc[0, "wallet"] = NAN
    lines.loc[1, "share_2"] = NAN
    lines.loc[2, "margin_rate"] = NAN
    plan = Plan(lines)
    assert words(show.read_bridge(plan.worth, plan.lines, currency="RUB")) == (
        "The plan has no value yet: a figure is missing in some year. "
        f"Missing: {first}: what they buy (wallet); {third}: margin rate; {second}: our share in year 2.")
    everywhere = Plan(many(9, "Pumps ").assign(growth=NAN))
    told = words(show.read_bridge(everywhere.worth, everywhere.lines, currency="RUB"))
    assert "Pumps 0: what they will buy (growth); " in told
    assert told.endswith("; 4 more lines.")


def goals() -> pd.DataFrame:
    # method, section 5, row "Client's goals"
    return goal_progress(pd.DataFrame({
        "account": "A", "whose": ["us", "client", "client", "client"],
        "goal": ["share", "sales", HOSTILE, "x"], "why": "", "what_for": "more customers", "how": "training",
        "measure": "mln", "weight": [1.0, 3, 2, 1],
        "base": [0.26, 100.0, 12, 0], "target": [0.41, 140.0, 8, 1], "actual": [NAN, 130.0, 7, 0],
        "confirmed_by": ["", "Kress", "", ""],
        "confirmed_on": pd.to_datetime([None, "2026-01-22", None, None])}), cap=1)


def test_the_table_of_goals_has_the_clients_first_and_escapes_them() -> None:
    found = show.goals_table(goals())
    plain = [line.translate(SPACES) for line in repr(found).splitlines()]
    assert "the client's" in plain[1]
    assert "100 – 140, 130" in plain[1]
    assert "on the way (75 %)" in plain[1]
    assert "Kress, 2026-01-22" in plain[1]
    assert "nobody" in plain[2]
    assert "0.26 – 0.41, ?" in plain[4]
    assert "not measured yet" in plain[4]
    assert "<script>" not in found.to_html()
    assert "There are none." in repr(show.goals_table(goals().iloc[:0]))


def test_goals_are_read_the_clients_apart_from_ours() -> None:
    listed = pd.DataFrame({"account": ["A"]})
    both = pd.concat([goals_of_accounts(goals(), listed, whose=whose).assign(whose=whose)
                      for whose in ("client", "us")])
    assert words(show.read_goals(both)) == (
        "The client's goals are reached to 71 %, weighted by importance, each counted up to 100 % (3 of 3 "
        "can be measured). 2 of them are confirmed by nobody there.")
    nobody = goals_of_accounts(goals(), pd.DataFrame({"account": ["B"]})).assign(whose="client")
    assert "unknown" in words(show.read_goals(nobody))
    some = goals_of_accounts(goals(), pd.DataFrame({"account": list("ABC")}))
    assert words(show.read_goals_known(some)) == (
        "Strategic goal achievement is unknown for 2 of 3 key accounts: they are not averaged in.")
