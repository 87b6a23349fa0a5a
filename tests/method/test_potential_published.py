"""Golden numbers of the method on wallets, what can be reached, and peers; each with its place."""

import pandas as pd
import pytest

from kamlib.method.base.present_value import present_value
from kamlib.method.margin_rates import margin_rates
from kamlib.method.peers import expected
from kamlib.method.reachable import reachable
from kamlib.method.reachable_of_accounts import joint_growth_npv, reachable_of_accounts
from kamlib.method.wallet import wallets
from kamlib.method.wallet_of_accounts import wallet_of_accounts
from kamlib.method.wallet_rule import wallet_rule

# method, table 1.6: wallet of year 0, growth a year, margin rate, our share of years 0 to 3
GROUPS = ["Gate valves", "Ball valves", "Butterfly valves", "Check valves", "Flanges", "Fasteners"]
WALLETS = [48.0, 36.0, 22.0, 14.0, 40.0, 10.0]
GROWTH = [0.04, 0.06, 0.08, 0.05, 0.03, 0.05]
RATES = [0.17, 0.23, 0.28, 0.27, 0.15, 0.18]
SHARES = [
    [0.35, 0.20, 0.05, 0.10, 0.45, 0.00],
    [0.38, 0.26, 0.12, 0.18, 0.48, 0.10],
    [0.42, 0.33, 0.20, 0.25, 0.50, 0.20],
    [0.45, 0.40, 0.28, 0.30, 0.52, 0.30],
]
BUDGET = [1.6, 1.2, 0.9]


def plan(year: int, shares: list[float], margins: pd.DataFrame | None = None) -> pd.DataFrame:
    """What is reached in a year of the plan, group by group."""
    typed = pd.DataFrame({"account": "Volna", "group": GROUPS, "supplier": "", "base": WALLETS,
                          "growth": GROWTH, "reachable": shares, "source": "client said"})
    return reachable(wallets(typed, bought(), ours="we"), rates() if margins is None else margins,
                     years=year, wallet_growth=0.0, reachable_share=0.0)


def bought() -> pd.DataFrame:
    amounts = [wallet * share for wallet, share in zip(WALLETS, SHARES[0], strict=True)]
    return pd.DataFrame({"account": "Volna", "group": GROUPS, "amount": amounts})


def rates() -> pd.DataFrame:
    return pd.DataFrame({"account": "", "group": GROUPS, "margin_rate": RATES})


def margin(year: int, shares: list[float]) -> float:
    """Gross margin of a year: that of year 0 and the increase."""
    today = sum(w * s * r for w, s, r in zip(WALLETS, SHARES[0], RATES, strict=True))
    return today + (float(plan(year, shares)["reachable_margin"].sum()) if year else 0.0)


def test_wallet_and_share_of_year_0_of_the_perspective_plan() -> None:
    # method, section 5, row "Perspective plan": wallet 170.0, revenue 44.5, share 26.2 %
    typed = pd.DataFrame({"account": "Volna", "group": GROUPS, "base": WALLETS})
    found = wallet_of_accounts(wallets(typed, bought(), ours="we")).iloc[0]
    assert found["wallet"] == pytest.approx(170.0)
    assert found["revenue"] == pytest.approx(44.5)
    assert found["share_of_wallet"] == pytest.approx(0.262, abs=5e-4)


@pytest.mark.parametrize(("year", "wallet", "revenue", "share"), [
    # method, section 5, row "Perspective plan"
    (1, 178.2, 55.2, 0.310), (2, 186.9, 67.6, 0.361), (3, 196.1, 80.3, 0.409),
])
def test_wallets_grow_and_shares_are_reached(year: int, wallet: float, revenue: float, share: float) -> None:
    reached = plan(year, SHARES[year])
    future, ours = reached["wallet_future"].sum(), reached["reachable_revenue"].sum()
    assert future == pytest.approx(wallet, abs=0.05)
    assert ours == pytest.approx(revenue, abs=0.05)
    assert ours / future == pytest.approx(share, abs=5e-4)


@pytest.mark.parametrize(("year", "revenue"), [(1, 46.30), (2, 48.18), (3, 50.15)])
def test_held_shares_grow_with_the_wallets(year: int, revenue: float) -> None:
    # method, section 5, row "Held shares": 44.50 / 46.30 / 48.18 / 50.15
    held = plan(year, [0.0] * 6)
    assert held["reachable_revenue"].sum() == pytest.approx(revenue, abs=0.005)
    assert (held.loc[held["revenue"] > 0, "share_from"] == "today's share").all()


@pytest.mark.parametrize(("year", "total"), [(0, 7.898), (1, 10.175), (2, 12.835), (3, 15.595)])
def test_margin_rates_by_group_give_the_margins_of_the_plan(year: int, total: float) -> None:
    # method, section 5, row "Margin rates by group": 7.898 / 10.175 / 12.835 / 15.595
    assert margin(year, SHARES[year]) == pytest.approx(total, abs=5e-4)


def test_the_two_present_values_of_the_plan() -> None:
    # method, section 5, rows "Perspective plan" and "Held shares": 7.09 and 5.79 at 20 %
    assert present_value([0.7, 3.7, 6.8], rate=0.2) == pytest.approx(7.09, abs=0.005)
    assert present_value([0.38, 3.05, 5.80], rate=0.2) == pytest.approx(5.79, abs=0.005)


def test_the_present_values_from_unrounded_figures() -> None:
    # method, section 5, row "Margin rates by group": 7.09 and 5.79 as above; 5.72 if held shares carry the
    # group rates instead of the total rate of year 0
    planned = [margin(year, SHARES[year]) - cost for year, cost in zip((1, 2, 3), BUDGET, strict=True)]
    today = margin(0, SHARES[0])
    held = [float(plan(year, [0.0] * 6)["reachable_revenue"].sum()) * today / 44.5 for year in (1, 2, 3)]
    by_group = [margin(year, [0.0] * 6) for year in (1, 2, 3)]
    assert present_value([p - today for p in planned], rate=0.2) == pytest.approx(7.09, abs=0.005)
    against_held = [p - h for p, h in zip(planned, held, strict=True)]
    assert present_value(against_held, rate=0.2) == pytest.approx(5.79, abs=0.005)
    against_groups = [p - h for p, h in zip(planned, by_group, strict=True)]
    assert present_value(against_groups, rate=0.2) == pytest.approx(5.72, abs=0.005)


def test_growth_in_even_steps_is_worth_its_steps() -> None:
    # hand: 6.8 in three steps of 6.8/3 at 20 % = 2.26667/1.2 + 4.53333/1.44 + 6.8/1.728 = 8.9722
    found = joint_growth_npv(pd.Series({"A": 6.8}), years=3, rate=0.2)
    assert found["A"] == pytest.approx(2.266667 / 1.2 + 4.533333 / 1.44 + 6.8 / 1.728)


def test_the_sum_over_groups_is_the_formula_of_promising() -> None:
    # method 1.1: sum over groups of (wallet_3 x reachable share - present revenue) x margin rate, by hand
    by_hand = sum((w * (1 + g) ** 3 * s3 - w * s0) * r for w, g, s0, s3, r
                  in zip(WALLETS, GROWTH, SHARES[0], SHARES[3], RATES, strict=True))
    found = reachable_of_accounts(plan(3, SHARES[3]), years=3, rate=0.2).iloc[0]
    assert found["reachable_margin"] == pytest.approx(by_hand)
    assert by_hand == pytest.approx(15.595 - 7.898, abs=1e-3)


def test_a_rival_holds_the_share_that_the_case_tells() -> None:
    # practice 6.2, story 15: the competitor's frame contract is 38 % of flanges: .38 x 40 = 15.2
    typed = pd.DataFrame({"account": "Volna", "group": "Flanges", "supplier": ["", "Rival"],
                          "base": [40.0, 15.2]})
    found = wallets(typed, bought(), ours="we").query("group == 'Flanges'").set_index("supplier")["share"]
    assert found.to_dict() == pytest.approx({"": 0.17, "Rival": 0.38, "we": 0.45})


def test_margin_rates_of_the_plan_out_of_sales() -> None:
    amounts = bought()["amount"]
    sold = bought().assign(margin=amounts * pd.Series(RATES), cost=amounts * (1 - pd.Series(RATES)))
    found = margin_rates(sold).query("account == ''").set_index("group")["margin_rate"]
    # method, section 5, row "Margin rates by group": 17.75 % of revenue in year 0
    assert found[""] == pytest.approx(0.1775, abs=5e-5)
    assert found["Butterfly valves"] == pytest.approx(0.28)
    assert "Fasteners" not in found


@pytest.mark.parametrize(("ranks", "shares"), [
    # method, section 5, row "Wallet rule"
    ([1, 2, 3], [0.500, 0.333, 0.167]), ([1.5, 1.5, 3], [0.4167, 0.4167, 0.1667]), ([1, 2], [0.667, 0.333]),
])
def test_wallet_rule_of_the_method(ranks: list[float], shares: list[float]) -> None:
    table = pd.DataFrame({"account": "A", "supplier": list("XYZ")[:len(ranks)], "rank": ranks})
    found = wallet_rule(table)
    assert found["share"].tolist() == pytest.approx(shares, abs=5e-4)
    assert found["share"].sum() == pytest.approx(1)


def water_utilities() -> pd.DataFrame:
    """Story 21 of the case: ten flange buyers, seven buy gaskets, four strainers; mln RUB."""
    gaskets = {"Polana": 2.05, "Kaskad": 1.62, "Bravo": 1.31, "Astra": 1.10, "Lava": 0.88, "Sirena": 0.73,
               "Vega": 0.54}
    strainers = {"Polana": 0.81, "Astra": 0.64, "Dora": 0.47, "Tila": 0.36}
    names = [*gaskets, "Dora", "Osa", "Tila"]
    rows = [(name, "Flanges", 1.2) for name in names]
    rows += [(name, "Gaskets", amount) for name, amount in gaskets.items()]
    rows += [(name, "Strainers", amount) for name, amount in strainers.items()]
    return pd.DataFrame(rows, columns=["account", "group", "amount"])


def test_seven_of_ten_peers_buy_and_the_median_is_of_the_buyers() -> None:
    # method, section 5, row "White space": 10 peers, 7 buy with median 1.1 -> .7 x 1.1 = .77
    sold = water_utilities()
    kinds = pd.Series("Water utility", index=[*sold["account"].unique(), "Newcomer"])
    found = expected(sold, kinds, peers_min=5, buying_from=0.4).query("group == 'Gaskets'")
    newcomer = found.set_index("account").loc["Newcomer"]
    assert newcomer[["peers", "buyers", "median"]].tolist() == [10, 7, 1.10]
    assert newcomer["expected"] == pytest.approx(0.77)
    # practice 6.2, story 21: cross-sell to three accounts
    none_yet = found[(found["bought"] == 0) & (found["account"] != "Newcomer")]
    assert none_yet["account"].tolist() == ["Dora", "Osa", "Tila"]
    # Each of the three has nine others, of which seven buy.
    assert none_yet["gap"].tolist() == pytest.approx([7 / 9 * 1.10] * 3)


def test_four_of_ten_buy_and_the_product_is_not_zero() -> None:
    # method, section 5, row "White space": 4 of 10 buy -> the median over all ten is 0, the product is not;
    # .4 x (.47 + .64) / 2 = .222
    sold = water_utilities()
    kinds = pd.Series("Water utility", index=[*sold["account"].unique(), "Newcomer"])
    found = expected(sold, kinds, peers_min=5, buying_from=0.4).query("group == 'Strainers'")
    assert found["bought"].median() == 0
    newcomer = found.set_index("account").loc["Newcomer"]
    assert newcomer["expected"] == pytest.approx(0.222)
    stricter = expected(sold, kinds, peers_min=5, buying_from=0.41).query("group == 'Strainers'")
    stricter = stricter.set_index("account").loc["Newcomer"]
    assert pd.isna(stricter["expected"])
    assert stricter["buyers"] == 4
