"""The perspective plan of the method, closed to the last figure, and what stays unknown in a plan."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamlib.method.plan_quantities import plan_by_year, plan_quantities
from kamlib.method.plan_value import plan_budget, plan_value, plan_worth
from kamlib.problems import KamError

# method, table 1.6 (perspective plan), block A; growth from section 5, row "Perspective plan"; mln RUB
NAMES = ["Gate valves", "Ball valves", "Butterfly valves", "Check valves, strainers", "Flanges",
         "Fasteners, gaskets"]
WALLETS = [48.0, 36, 22, 14, 40, 10]
GROWTH = [0.04, 0.06, 0.08, 0.05, 0.03, 0.05]
RATES = [0.17, 0.23, 0.28, 0.27, 0.15, 0.18]
SHARES = [[0.35, 0.20, 0.05, 0.10, 0.45, 0.00], [0.38, 0.26, 0.12, 0.18, 0.48, 0.10],
          [0.42, 0.33, 0.20, 0.25, 0.50, 0.20], [0.45, 0.40, 0.28, 0.30, 0.52, 0.30]]
BUDGETS = [1.6, 1.2, 0.9]
FRAME = pd.DataFrame({"account": ["Volna"], "base_year": [2025.0], "years": [3.0], "discount_rate": [0.2],
                      "terms": ["nominal"]})


def typed() -> pd.DataFrame:
    return pd.DataFrame({
        "account": "Volna", "line": [str(place) for place in range(1, 7)], "name": NAMES, "wallet": WALLETS,
        "growth": GROWTH, "margin_rate": RATES,
        **{f"share_{year}": shares for year, shares in enumerate(SHARES)}})


def budget(amounts: list[float] = BUDGETS) -> pd.DataFrame:
    steps = pd.DataFrame({"account": "Volna", "year": range(1, len(amounts) + 1), "budget": amounts})
    return plan_budget(steps)


def years(quantities: pd.DataFrame | None = None) -> pd.DataFrame:
    return plan_by_year(plan_quantities(typed() if quantities is None else quantities, FRAME, years=3))


def worth(quantities: pd.DataFrame | None = None) -> "pd.Series[float]":
    return plan_worth(plan_value(years(quantities), budget()), FRAME, discount_rate=0.1).iloc[0]


def test_wallet_revenue_and_share_of_the_method() -> None:
    # method, section 5, row "Perspective plan (1.6)"
    found = years()
    assert found["wallet"].round(1).tolist() == [170.0, 178.2, 186.9, 196.1]
    assert found["revenue"].round(1).tolist() == [44.5, 55.2, 67.6, 80.3]
    assert (100 * found["share_of_wallet"]).round(1).tolist() == [26.2, 31.0, 36.1, 40.9]
    assert found["calendar"].tolist() == [2025, 2026, 2027, 2028]


@pytest.mark.parametrize(("name", "printed"), [
    # method, table 1.6, block A
    ("Gate valves", [16.8, 19.0, 21.8, 24.3]), ("Ball valves", [7.2, 9.9, 13.3, 17.2]),
    ("Butterfly valves", [1.1, 2.9, 5.1, 7.8]), ("Check valves, strainers", [1.4, 2.6, 3.9, 4.9]),
    ("Flanges", [18.0, 19.8, 21.2, 22.7]), ("Fasteners, gaskets", [0.0, 1.1, 2.2, 3.5]),
])
def test_each_line_of_the_table_of_the_method(name: str, printed: list[float]) -> None:
    lines = plan_quantities(typed(), FRAME, years=3)
    # 21.8 of the gate valves is 21.805, 17.2 of the ball valves is 17.151: to the last printed digit
    assert lines.loc[lines["name"] == name, "revenue"].tolist() == pytest.approx(printed, abs=0.0501)


def test_margin_of_the_method_closes_from_the_rates_by_group() -> None:
    # method, section 5, row "Margin rates by group (1.6)"
    found = years()
    assert found["margin"].round(3).tolist() == [7.898, 10.175, 12.835, 15.595]
    assert (100 * found["margin_rate"]).round(2).tolist() == [17.75, 18.43, 19.00, 19.43]


def test_held_shares_of_the_method() -> None:
    # method, section 5, row "Held shares (1.6)"; gross margin at the total rate of year 0
    found = years()
    assert found["held_revenue"].round(2).tolist() == [44.50, 46.30, 48.18, 50.15]
    assert found["held_margin"].round(2).tolist() == [7.90, 8.22, 8.55, 8.90]


def test_both_baselines_of_the_method() -> None:
    # method, section 5, rows "Perspective plan (1.6)" and "Margin rates by group (1.6)"
    value = plan_value(years(), budget())
    assert value["over_frozen"].iloc[1:].round(1).tolist() == [0.7, 3.7, 6.8]
    found = worth()
    assert found["npv_frozen"] == pytest.approx(7.09, abs=0.005)
    assert found["npv_held"] == pytest.approx(5.79, abs=0.005)
    assert found["npv_held_by_line"] == pytest.approx(5.72, abs=0.005)
    assert found["market_part"] == pytest.approx(0.18, abs=0.005)


def test_the_printed_margins_of_the_method_give_its_printed_increments() -> None:
    # method, section 5, row "Held shares (1.6)": 7.90 / 8.22 / 8.55 / 8.90 against 7.9 / 10.2 / 12.8 / 15.6
    # and budgets 1.6 / 1.2 / 0.9; row "Perspective plan (1.6)": increments 0.38, 3.05, 5.80 -> NPV 5.79
    printed = years().assign(margin=[7.9, 10.2, 12.8, 15.6], held_margin=[7.90, 8.22, 8.55, 8.90])
    value = plan_value(printed, budget())
    assert value["over_frozen"].iloc[1:].tolist() == pytest.approx([0.7, 3.7, 6.8])
    assert value["over_held"].iloc[1:].tolist() == pytest.approx([0.38, 3.05, 5.80])
    found = plan_worth(value, FRAME, discount_rate=0.1).iloc[0]
    assert (round(found["npv_frozen"], 2), round(found["npv_held"], 2)) == (7.09, 5.79)


def test_market_plan_and_budget_add_up_to_the_value_over_the_frozen_year() -> None:
    found = worth()
    assert found["market_worth"] + found["plan_worth"] - found["budget_worth"] == pytest.approx(
        found["npv_frozen"])
    assert found["plan_worth"] - found["budget_worth"] == pytest.approx(found["npv_held"])


def test_a_share_that_nobody_typed_is_not_drawn_in_between_its_neighbours() -> None:
    holed = typed()
    holed.loc[1, "share_2"] = float("nan")
    found = years(holed)
    assert found["revenue"].notna().tolist() == [True, True, False, True]
    assert found.loc[2, "missing_names"] == "Ball valves"
    assert found.loc[2, "revenue_known"] == pytest.approx(67.6 - 13.35, abs=0.05)
    lost = worth(holed)
    assert not lost["known"]
    assert pd.isna(lost["npv_held"])
    assert lost["revenue_target"] == pytest.approx(80.3, abs=0.05)


def test_an_unknown_wallet_leaves_only_what_needs_it_unknown() -> None:
    holed = typed().assign(revenue=[wallet * share for wallet, share in zip(WALLETS, SHARES[0], strict=True)])
    holed.loc[4, "wallet"] = float("nan")
    found = years(holed)
    assert found.loc[0, "revenue"] == pytest.approx(44.5)
    assert found["wallet"].isna().all()
    assert found["share_of_wallet"].isna().all()
    assert found.loc[1:, "missing_names"].tolist() == ["Flanges"] * 3


def test_our_sales_count_before_a_typed_share() -> None:
    facts = typed().assign(revenue=[24.0, *[float("nan")] * 5])
    lines = plan_quantities(facts, FRAME, years=3)
    assert lines.loc[0, ["revenue", "share", "origin"]].tolist() == [24.0, 0.5, "fact"]
    assert lines.loc[1, "origin"] == "assumption"
    assert lines.loc[4, "origin"] == "typed"
    assert lines.loc[1, "held_revenue"] == pytest.approx(24.0 * 1.04)


def test_an_account_that_never_bought_has_a_plan_too() -> None:
    target = typed().assign(share_0=0.0)
    found = years(target)
    assert found["held_margin"].tolist() == [0.0] * 4
    value = worth(target)
    assert value["npv_frozen"] == pytest.approx(value["npv_held"])
    assert value["market_part"] == pytest.approx(0.0)


def test_steps_without_a_budget_make_the_value_an_upper_end() -> None:
    value = plan_value(years(), budget([1.6, float("nan"), 0.9]))
    assert pd.isna(value.loc[2, "budget"])
    found = plan_worth(value, FRAME, discount_rate=0.1).iloc[0]
    assert found["at_most"]
    assert found["npv_held"] == pytest.approx(5.792 + 1.2 / 1.44, abs=0.001)


def test_a_year_without_steps_costs_nothing_and_is_not_at_most() -> None:
    found = plan_worth(plan_value(years(), budget([1.6])), FRAME, discount_rate=0.1).iloc[0]
    assert not found["at_most"]
    assert found["budget"] == pytest.approx(1.6)


def test_plans_of_three_and_five_years_stand_in_one_table() -> None:
    longer = typed().assign(account="Kobalt", share_4=0.5, share_5=0.5)
    frames = pd.DataFrame({"account": ["Volna", "Kobalt"], "years": [3.0, 5.0]})
    found = plan_by_year(plan_quantities(pd.concat([typed(), longer]), frames, years=4))
    assert found["account"].tolist() == ["Volna"] * 4 + ["Kobalt"] * 6
    assert found["year"].tolist() == [*range(4), *range(6)]
    assert found["calendar"].isna().all()
    assert plan_worth(plan_value(found, budget()), frames, discount_rate=0.2)["years"].tolist() == [5, 3]


def test_no_plan_gives_empty_tables_of_the_same_columns() -> None:
    nothing = plan_quantities(typed().iloc[:0], FRAME.iloc[:0], years=3)
    found = plan_worth(plan_value(plan_by_year(nothing), budget([])), FRAME.iloc[:0], discount_rate=0.2)
    assert found.empty
    assert list(found) == list(worth().index)


def test_two_plans_for_one_account_and_a_line_given_twice_are_refused() -> None:
    with pytest.raises(KamError, match="Volna"):
        plan_quantities(typed(), pd.concat([FRAME, FRAME]), years=3)
    with pytest.raises(KamError, match="Ball valves"):
        plan_quantities(pd.concat([typed(), typed().iloc[[1]]]), FRAME, years=3)


shares = st.floats(0, 1)


@given(st.lists(st.tuples(st.floats(0, 1e9), st.floats(-0.5, 1), shares, shares), min_size=1, max_size=5))
def test_held_shares_are_worth_nothing_over_themselves(rows: list[tuple[float, float, float, float]]) -> None:
    held = pd.DataFrame(rows, columns=["wallet", "growth", "share_0", "margin_rate"]).assign(
        account="Volna", line=lambda table: table.index.astype("str"), name="line",
        **{f"share_{year}": lambda table: table["share_0"] for year in (1, 2, 3)})
    found = plan_worth(plan_value(years(held), budget([])), FRAME, discount_rate=0.2).iloc[0]
    assert found["npv_held_by_line"] == pytest.approx(0.0, abs=1e-6 * (1 + abs(found["npv_frozen"])))
    assert found["npv_frozen"] == pytest.approx(found["npv_held"] + found["market_worth"], rel=1e-6, abs=1e-3)
