"""Claims, ABC, whale, stress, dependence and owners on portfolios small enough to check by hand."""

import math

import pandas as pd
import pytest

from kamlib.method.abc import abc
from kamlib.method.buying import buying
from kamlib.method.claims import claims, profit_basis
from kamlib.method.concentration import concentration
from kamlib.method.dependence import dependence
from kamlib.method.growth import growth
from kamlib.method.owner import owner
from kamlib.method.pareto import pareto
from kamlib.method.periods import equal_months
from kamlib.method.stress import stress
from kamlib.method.whale import whale, whale_summary
from kamlib.problems import KamError


@pytest.fixture
def accounts() -> pd.DataFrame:
    """Ten accounts, 1 000 in all: 400, 200, 100 and seven of about 43; E loses money."""
    amounts = [400.0, 200.0, 100.0, 50.0, 50.0, 50.0, 50.0, 40.0, 30.0, 30.0]
    margins = [80.0, 30.0, 20.0, 10.0, -40.0, 10.0, 5.0, 5.0, 0.0, -20.0]
    return pd.DataFrame({"account": list("ABCDEFGHIJ"), "name": list("abcdefghij"),
                         "amount": amounts, "margin": margins})


def claim(table: pd.DataFrame, name: str) -> pd.DataFrame:
    return table[table["claim"] == name].reset_index(drop=True)


def test_twenty_percent_of_clients_against_profit(accounts: pd.DataFrame) -> None:
    # The best two of ten bring 80 + 30 of a total of 100.
    found = claim(claims(accounts, cost_known_from=0.95), "clients_profit").iloc[0]
    assert (found["accounts"], found["measured"], found["basis"]) == (2, 1.1, "margin")


def test_effort_can_not_be_measured_without_hours(accounts: pd.DataFrame) -> None:
    found = claim(claims(accounts, cost_known_from=0.95), "effort_result").iloc[0]
    assert math.isnan(found["measured"])


def test_effort_is_the_hours_and_those_that_bring_most_for_an_hour_stand_first() -> None:
    # 50 hours are known, so the best 20 % are 10: those at A, which bring 10 an hour.
    table = pd.DataFrame({"account": list("ABCD"), "amount": [100.0, 90, 80, 70],
                          "hours": [10.0, 10, 30, None]})
    found = claim(claims(table, cost_known_from=0.95), "effort_result").iloc[0]
    assert (found["accounts"], found["of_accounts"]) == (1, 3)
    assert found["measured"] == pytest.approx(100 / 270)
    # With 25 hours at C they are 9 of 45: nine tenths of the ten hours at A.
    fewer = claims(table.assign(hours=[10.0, 10, 25, None]), cost_known_from=0.95)
    assert claim(fewer, "effort_result")["measured"].iloc[0] == pytest.approx(90 / 270)


def test_how_many_accounts_bring_half_and_four_fifths_of_profit(accounts: pd.DataFrame) -> None:
    # With 70 instead of 80 the best brings 70 of 90, two 100 of 90; 80 of 100 is exactly four fifths.
    assert claim(claims(accounts, cost_known_from=0.95), "together")["accounts"].tolist() == [1, 1, 1]
    fewer = accounts.assign(margin=[70.0, *accounts["margin"].iloc[1:]])
    assert claim(claims(fewer, cost_known_from=0.95), "together")["accounts"].tolist() == [1, 1, 2]


def test_income_of_each_is_revenue_whatever_the_margin(accounts: pd.DataFrame) -> None:
    found = claim(claims(accounts, cost_known_from=0.95), "each")
    assert found["accounts"].tolist() == [3, 2]
    assert found["measured"].tolist() == pytest.approx([0.7, 0.6])
    assert set(found["basis"]) == {"amount"}


def test_claims_fall_back_to_revenue_where_costs_are_not_known(accounts: pd.DataFrame) -> None:
    found = claims(accounts.drop(columns="margin"), cost_known_from=0.95)
    assert claim(found, "clients_profit").iloc[0]["measured"] == pytest.approx(0.6)
    assert set(found["basis"]) == {"amount"}


def test_costs_known_for_exactly_the_share_asked_are_enough(accounts: pd.DataFrame) -> None:
    known = accounts.assign(cost_known=[1.0] * 8 + [0.0] * 2)
    assert profit_basis(known, cost_known_from=0.94) == "margin"
    assert profit_basis(known, cost_known_from=0.95) == "amount"


def test_claims_without_profit_have_no_shares(accounts: pd.DataFrame) -> None:
    found = claims(accounts.assign(margin=accounts["margin"] - 50), cost_known_from=0.95)
    assert math.isnan(claim(found, "clients_profit").iloc[0]["measured"])
    assert claim(found, "together")["accounts"].isna().all()


def test_the_account_that_crosses_a_cut_belongs_to_the_better_class(accounts: pd.DataFrame) -> None:
    # 400 + 200 + 100 + 50 + 50 = 800 reaches .8 exactly; the sixth begins B.
    assert "".join(abc(accounts, cuts=(0.8, 0.95))["abc"]) == "AAAAABBBBC"


def test_cuts_out_of_order_are_refused(accounts: pd.DataFrame) -> None:
    with pytest.raises(KamError, match="are not two rising shares"):
        abc(accounts, cuts=(0.95, 0.8))


def test_accounts_below_zero_are_refused_by_name(accounts: pd.DataFrame) -> None:
    with pytest.raises(KamError, match='"Z" is below zero'):
        concentration(pd.concat([accounts, pd.DataFrame({"account": ["Z"], "amount": [-1.0]})]))


def test_a_total_of_zero_is_refused() -> None:
    with pytest.raises(KamError, match="the total is zero"):
        concentration(pd.DataFrame({"account": ["A"], "amount": [0.0]}))


def test_an_account_in_two_rows_is_refused_by_name(accounts: pd.DataFrame) -> None:
    with pytest.raises(KamError, match='"A" stands in more than one row'):
        pareto(pd.concat([accounts, accounts.head(1)]))


def test_many_names_are_cut_and_counted() -> None:
    with pytest.raises(KamError, match='"00, 01, 02, 03, 04 and 3 more"'):
        concentration(pd.DataFrame({"account": [f"{i:02d}" for i in range(9)], "amount": [-1.0] * 8 + [9.0]}))


def test_target_accounts_and_net_returns_have_no_share() -> None:
    table = pd.DataFrame({"account": list("ABC"), "amount": [5.0, float("nan"), -2.0]})
    assert buying(table)["account"].tolist() == ["A"]


def test_cost_to_serve_turns_a_good_account_into_a_whale_killer() -> None:
    # practice, story 9: margin 8.3; 2.5 + 2.1 + 2.1 + 2.4 + 1.9 + .4 = 11.4 -> -3.1 mln
    table = pd.DataFrame({"account": ["K", "O"], "margin": [8.3, 4.0]})
    costs = pd.DataFrame({"account": "K", "amount": [2.5, 2.1, 2.1, 2.4, 1.9, 0.4]})
    curve = whale(table, service_costs=costs)
    found = whale_summary(curve, accounts=2)
    assert curve["account"].tolist() == ["O", "K"]
    assert curve["profit"].iloc[1] == pytest.approx(-3.1)
    assert (found.losing, found.peak_accounts) == (1, 1)
    assert found.loss == pytest.approx(3.1)


def test_a_loss_making_portfolio_has_a_curve_in_money_only() -> None:
    curve = whale(pd.DataFrame({"account": ["A", "B"], "margin": [10.0, -30.0]}))
    found = whale_summary(curve, accounts=2)
    assert curve["cumulative"].tolist() == [10, -20]
    assert curve["cumulative_share"].isna().all()
    assert math.isnan(found.peak_share)


def test_accounts_of_unknown_margin_are_left_out_of_the_whale_and_counted() -> None:
    table = pd.DataFrame({"account": ["A", "B"], "margin": [10.0, None]})
    assert whale_summary(whale(table), accounts=len(table)).unknown == 1


def test_losing_the_largest_account(accounts: pd.DataFrame) -> None:
    gone = stress(accounts, top=3, fixed_costs=50.0).iloc[0]
    assert (gone["account"], gone["share"], gone["left"]) == ("A", 0.4, 600)
    assert (gone["margin_share"], gone["margin_left"]) == (0.8, 20)
    assert gone["fixed_costs_covered"] == pytest.approx(0.4)


def test_without_fixed_costs_nothing_is_said_of_them(accounts: pd.DataFrame) -> None:
    assert "fixed_costs_covered" not in stress(accounts, top=10)


def test_harmless_for_the_company_and_fatal_for_one_manager() -> None:
    # practice, story 2: 76.8 of the 126 mln of manager 5 = 61 %
    sold = pd.DataFrame({
        "manager": ["M5", "M5", "M1", "M1", "M1", "M1"], "account": ["H", "x", "a", "b", "c", "d"],
        "name": ["Holding", "x", "a", "b", "c", "d"], "amount": [76.8, 49.2, 268.5, 268.5, 268.5, 268.5],
    })
    company = dependence(sold, threshold=0.25).iloc[0]
    manager = dependence(sold, by="manager", threshold=0.25).iloc[0]
    assert not company["dependent"]
    assert manager["manager"] == "M5"
    assert manager["largest_name"] == "Holding"
    assert manager["largest_share"] == pytest.approx(0.61, abs=0.005)
    assert (manager["left"], manager["dependent"]) == (pytest.approx(49.2), True)


def test_exactly_the_threshold_counts_as_dependence() -> None:
    sold = pd.DataFrame({"account": list("ABCD"), "amount": [25.0] * 4})
    assert dependence(sold, threshold=0.25)["dependent"].item()


def test_accounts_below_zero_have_no_share_in_a_managers_revenue_and_are_counted() -> None:
    sold = pd.DataFrame({"manager": "M", "account": ["A", "B"], "amount": [10.0, -4.0]})
    found = dependence(sold, by="manager", threshold=0.25).iloc[0]
    assert (found["amount"], found["largest_share"], found["left_out"]) == (10, 1, 1)


def test_sales_without_manager_make_a_row_of_their_own() -> None:
    sold = pd.DataFrame({"manager": ["M", None], "account": ["A", "B"], "amount": [10.0, 4.0]})
    assert len(dependence(sold, by="manager", threshold=0.25)) == 2


def test_growth_tells_new_and_stopped_from_grown() -> None:
    windows = equal_months(pd.Timestamp("2023-01-02"), pd.Timestamp("2024-12-31"), months=12)
    before, now = pd.Timestamp("2023-06-01"), pd.Timestamp("2024-06-01")
    monthly = pd.DataFrame({
        "account": ["A", "A", "B", "C", "D", "D"], "name": ["old", "new", "b", "c", "d", "d"],
        "month": [before, now, now, before, before, now], "amount": [10.0, 15.0, 7.0, 4.0, 8.0, 6.0],
    })
    table = growth(monthly, windows).set_index("account")
    assert table["status"].to_dict() == {"B": "new", "A": "grew", "D": "fell", "C": "stopped"}
    assert table.loc["A", "growth"] == pytest.approx(0.5)
    assert math.isnan(table.loc["B", "growth"])
    assert table.loc["A", "name"] == "new"


def test_growth_of_a_file_that_is_too_short_has_no_rows() -> None:
    windows = equal_months(pd.Timestamp("2023-01-02"), pd.Timestamp("2023-06-30"), months=12)
    monthly = pd.DataFrame({"account": ["A"], "month": pd.to_datetime(["2023-03-01"]), "amount": [1.0]})
    assert growth(monthly, windows).empty


def test_growth_by_product_group_needs_no_accounts() -> None:
    windows = equal_months(pd.Timestamp("2023-01-02"), pd.Timestamp("2024-12-31"), months=12)
    monthly = pd.DataFrame({"group": ["v", "v"], "amount": [10.0, 12.0],
                            "month": pd.to_datetime(["2023-03-01", "2024-03-01"])})
    assert growth(monthly, windows, by="group")["growth"].item() == pytest.approx(0.2)


def test_the_accounts_table_names_the_owner_else_the_sales_of_the_last_year() -> None:
    sales = pd.DataFrame({
        "account": ["A", "A", "B", "C"], "manager": ["Ada", "Bo", "Bo", "Cy"], "amount": [5.0, 9.0, 1.0, 1.0],
        "date": pd.to_datetime(["2024-02-01", "2024-03-01", "2024-03-01", "2020-01-01"]),
    })
    today = pd.DataFrame({"account": ["B", "D"], "manager": ["Di", None]})
    found = owner(sales, as_of=pd.Timestamp("2024-12-31"), months=12, accounts=today).set_index("account")
    assert found.loc["A"].tolist() == ["Bo", "sales"]
    assert found.loc["B"].tolist() == ["Di", "accounts"]
    assert found.loc[["C", "D"], "manager"].isna().all()
