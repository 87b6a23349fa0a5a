"""What a plan may become: ranges that are none change nothing, triangles are those of the textbook."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamlib.method.plan_assumptions import plan_assumptions
from kamlib.method.plan_quantities import plan_by_year, plan_quantities
from kamlib.method.plan_scenarios import Scenarios, plan_scenarios
from kamlib.method.plan_tornado import plan_tornado
from kamlib.method.plan_value import plan_budget, plan_value, plan_worth
from tests.method.test_plan_value import BUDGETS, FRAME, budget, typed

LEVELS = [0.1, 0.5, 0.9]


def drawn(quantities: pd.DataFrame, *, together: bool = False, draws: int = 10_000) -> Scenarios:
    lines = plan_quantities(quantities, FRAME, years=3)
    return plan_scenarios(lines, quantities, budget(), FRAME, discount_rate=0.1, draws=draws, seed=4,
                          quantiles=LEVELS, together=together)


def one_line(**columns: object) -> pd.DataFrame:
    return pd.DataFrame({
        "account": "Volna", "line": ["1"], "name": "Valves", "wallet": 100.0, "growth": 0.0,
        "margin_rate": 0.2, "share_0": 0.2, "share_1": 0.25, "share_2": 0.35, "share_3": 0.4, **columns})


def test_without_ranges_nothing_is_drawn_and_no_chance_is_told() -> None:
    found = drawn(typed())
    years = plan_by_year(plan_quantities(typed(), FRAME, years=3))
    revenue = found.fan[found.fan["what"] == "revenue"]
    for column in ("p10", "p50", "p90", "low", "base", "high"):
        assert revenue[column].tolist() == pytest.approx(years["revenue"].tolist())
    assert found.chances.loc[0, ["ranged", "assumptions"]].tolist() == [0, 18]
    assert pd.isna(found.chances.loc[0, "chance"])


def test_ranges_without_width_leave_every_quantile_exactly_at_the_base() -> None:
    sure = typed().assign(growth_low=typed()["growth"], growth_high=typed()["growth"],
                          share_low=typed()["share_3"], share_high=typed()["share_3"])
    found = drawn(sure)
    for level in ("p10", "p50", "p90"):
        assert found.fan[level].tolist() == found.fan["base"].tolist()
    assert found.chances.loc[0, "chance"] == 1.0


def test_the_base_scenario_is_the_plan_of_the_method() -> None:
    # method, section 5, row "Perspective plan (1.6)": revenue 80.3, NPV 7.09 and 5.79
    scenarios = drawn(typed().assign(share_low=0.0)).scenarios.set_index("scenario")
    assert scenarios.loc["base", "revenue"] == pytest.approx(80.3, abs=0.05)
    assert scenarios.loc["base", "npv_frozen"] == pytest.approx(7.09, abs=0.005)
    assert scenarios.loc["base", "npv_held"] == pytest.approx(5.79, abs=0.005)


def test_one_triangle_has_its_textbook_quantiles_and_chance() -> None:
    # Triangular on (a, b, c): F(b) = (b - a) / (c - a); F(x) = (x - a)^2 / ((c - a)(b - a)) below b
    # [johnson1997]; a = .2, b = .4, c = .5 on a wallet of 100: P(X >= 40) = 1/3, 10 % quantile
    # 20 + sqrt(.1 * 30 * 20) = 27.75
    found = drawn(one_line(share_low=0.2, share_high=0.5), draws=100_000)
    assert found.chances.loc[0, "chance"] == pytest.approx(1 / 3, abs=0.005)
    last = found.fan[(found.fan["year"] == 3) & (found.fan["what"] == "revenue")].iloc[0]
    assert last["p10"] == pytest.approx(20 + np.sqrt(0.1 * 30 * 20), abs=0.1)


def test_a_path_goes_along_with_its_end() -> None:
    # .20, .25, .35, .40 with its end at .30: half of the rise, so half of each part of it
    found = drawn(one_line(share_low=0.3)).fan
    assert found.loc[found["what"] == "revenue", "low"].tolist() == pytest.approx([20.0, 22.5, 27.5, 30.0])


def test_a_path_that_turns_goes_along_by_the_years_gone() -> None:
    found = drawn(one_line(share_1=0.5, share_low=0.1)).fan
    assert found.loc[found["what"] == "revenue", "low"].tolist() == pytest.approx([20.0, 40.0, 15.0, 10.0])


def test_the_margin_rate_moves_evenly_from_year_0() -> None:
    found = drawn(one_line(margin_low=0.14)).fan
    margin = found.loc[found["what"] == "margin", "low"].tolist()
    assert margin == pytest.approx([20 * 0.2, 25 * 0.18, 35 * 0.16, 40 * 0.14])


def test_growth_moves_the_market_too_and_leaves_only_the_plans_part() -> None:
    low = one_line(growth_low=-0.1)
    found = drawn(low).scenarios.set_index("scenario").loc["low"]
    shrunk = plan_by_year(plan_quantities(low.assign(growth=-0.1), FRAME, years=3))
    same = plan_worth(plan_value(shrunk, budget()), FRAME, discount_rate=0.1).iloc[0]
    assert found["npv_held"] == pytest.approx(same["npv_held"])
    assert found["npv_frozen"] == pytest.approx(same["npv_frozen"])


def test_assumptions_that_move_as_one_make_a_wider_fan() -> None:
    wide = typed().assign(share_low=typed()["share_0"], share_high=typed()["share_3"] + 0.1)
    apart, as_one = (drawn(wide, together=together).fan.iloc[3] for together in (False, True))
    assert as_one["p90"] - as_one["p10"] > 1.8 * (apart["p90"] - apart["p10"])


def test_the_same_seed_gives_the_same_draws_whatever_other_plans_there_are() -> None:
    volna = typed().assign(share_low=0.0)
    both = pd.concat([volna.assign(account="Granit"), volna])
    frames = pd.DataFrame({"account": ["Granit", "Volna"], "discount_rate": 0.2})
    lines = plan_quantities(both, frames, years=3)
    found = plan_scenarios(lines, both, budget(), frames, discount_rate=0.1, draws=500, seed=4,
                           quantiles=LEVELS)
    alone = drawn(volna, draws=500).fan
    mine = found.fan[found.fan["account"] == "Volna"].reset_index(drop=True)
    pd.testing.assert_frame_equal(mine, alone)


def test_a_missing_year_is_missing_in_the_fan_and_the_last_year_is_told() -> None:
    holed = one_line(share_2=float("nan"), share_low=0.3)
    found = drawn(holed)
    assert found.fan.loc[found.fan["what"] == "revenue", "p50"].isna().tolist() == [False, False, True, False]
    assert found.chances.loc[0, "target"] == pytest.approx(40.0)
    assert pd.notna(found.chances.loc[0, "chance"])
    assert pd.isna(found.chances.loc[0, "chance_of_worth"])


def test_a_range_of_the_last_year_is_drawn_though_nobody_knows_our_share_of_today() -> None:
    # As in the triangle of the textbook above: a = .2, b = .4, c = .5, so one third reaches 40.
    found = drawn(one_line(share_0=float("nan"), share_low=0.2, share_high=0.5), draws=100_000)
    assert found.chances.loc[0, "chance"] == pytest.approx(1 / 3, abs=0.005)
    last = found.fan[(found.fan["year"] == 3) & (found.fan["what"] == "revenue")].iloc[0]
    assert last[["low", "base", "high"]].tolist() == pytest.approx([20, 40, 50])


def test_ends_on_the_wrong_side_give_no_range_and_are_counted() -> None:
    crossed = one_line(share_low=0.45, share_high=0.6, margin_low=0.1)
    assert drawn(crossed).chances.loc[0, ["ranged", "crossed"]].tolist() == [1, 1]
    told = plan_assumptions(plan_quantities(crossed, FRAME, years=3), crossed)
    assert told.loc[told["crossed"], "what"].tolist() == ["share"]
    assert told.loc[told["what"] == "share", ["low", "high"]].to_numpy().tolist() == [[0.4, 0.4]]


def test_the_tornado_is_sorted_by_swing_and_its_middle_is_the_value_of_the_plan() -> None:
    # method, section 5: NPV over held shares 5.79
    wide = typed().assign(growth_low=0.0, share_low=typed()["share_0"],
                          margin_low=typed()["margin_rate"] - 0.02)
    lines = plan_quantities(wide, FRAME, years=3)
    found = plan_tornado(lines, wide, budget(), FRAME, discount_rate=0.1)
    assert found["npv_base"].tolist() == pytest.approx([5.79] * 18, abs=0.005)
    assert found["swing"].is_monotonic_decreasing
    assert found.loc[0, ["name", "what"]].tolist() == ["Ball valves", "share"]


def test_each_bar_of_the_tornado_is_the_plan_with_that_one_change() -> None:
    wide = typed().assign(share_low=[float("nan")] * 4 + [0.40, float("nan")])
    lines = plan_quantities(wide, FRAME, years=3)
    found = plan_tornado(lines, wide, budget(), FRAME, discount_rate=0.1).iloc[0]
    # shares .45, .48, .50, .52 with the end at .40: .45 + part of the rise x (-.05)
    changed = typed()
    changed.loc[4, ["share_1", "share_2", "share_3"]] = [0.45 - 0.05 * 3 / 7, 0.45 - 0.05 * 5 / 7, 0.40]
    other = plan_by_year(plan_quantities(changed, FRAME, years=3))
    assert found["revenue_low"] == pytest.approx(other["revenue"].iloc[-1])
    worth = plan_worth(plan_value(other, plan_budget(pd.DataFrame({
        "account": "Volna", "year": [1, 2, 3], "budget": BUDGETS}))), FRAME, discount_rate=0.2).iloc[0]
    assert found["npv_low"] == pytest.approx(worth["npv_held"])


@settings(max_examples=40)
@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_no_draw_leaves_the_ends(low: float, base: float, high: float) -> None:
    low, base, high = sorted((low, base, high))
    line = one_line(share_3=base, share_low=low, share_high=high)
    last = drawn(line, draws=200).fan.iloc[3]
    assert 100 * low - 1e-9 <= last["p10"] <= last["p90"] <= 100 * high + 1e-9
