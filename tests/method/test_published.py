"""Worked examples of others and the golden numbers of the method, each with its place."""

import pandas as pd
import pytest

from kamlib.method.concentration import concentration, effective_number, gini, herfindahl, lorenz
from kamlib.method.growth import growth_split
from kamlib.method.periods import equal_months
from kamlib.method.prices import price_index
from kamlib.method.projects import one_project

WINDOWS = equal_months(pd.Timestamp("2023-01-02"), pd.Timestamp("2024-12-31"), months=12)
BEFORE, NOW = pd.Timestamp("2023-06-01"), pd.Timestamp("2024-06-01")


def accounts(*amounts: float) -> pd.DataFrame:
    return pd.DataFrame({"account": [f"{i:02d}" for i in range(len(amounts))], "amount": map(float, amounts)})


def test_herfindahl_and_effective_number_of_the_method() -> None:
    # method, section 5, row "HHI": .35, .2, .15, .1, .1, .1 -> .215; effective N 4.65
    table = accounts(0.35, 0.2, 0.15, 0.1, 0.1, 0.1)
    assert herfindahl(table) == pytest.approx(0.215)
    assert effective_number(table) == pytest.approx(4.65, abs=0.005)


@pytest.mark.parametrize(("weights", "index", "number"), [
    # method, section 5, row "Effective people"
    ((0.5, 0.5), 0.50, 2.00),
    ((0.25, 0.25, 0.25, 0.25), 0.25, 4.00),
    ((0.6, 0.25, 0.15), 0.445, 2.25),
    ((0.8, 0.2), 0.68, 1.47),
])
def test_effective_numbers_of_the_method(weights: tuple[float, ...], index: float, number: float) -> None:
    assert herfindahl(accounts(*weights)) == pytest.approx(index)
    assert effective_number(accounts(*weights)) == pytest.approx(number, abs=0.005)


def test_herfindahl_of_a_published_market() -> None:
    # [investopedia_hhi], table of eight participants A-H: 10, 9, 12, 15, 12, 11, 15, 16 %, "100% 1,296"
    assert herfindahl(accounts(10, 9, 12, 15, 12, 11, 15, 16)) * 10_000 == pytest.approx(1296)


@pytest.mark.parametrize(("values", "published"), [
    ((1, 3, 2, 1, 1, 1, 4), 0.3076923),  # [phylotools], Examples, "### 0.3076923"
    ((8, 5, 1, 3, 5, 6, 7, 6, 3), 0.2373737373737374),  # [inequalityjl], Examples
])
def test_gini_of_published_examples(values: tuple[float, ...], published: float) -> None:
    assert gini(accounts(*values)) == pytest.approx(published, abs=5e-8)


def test_gini_is_twice_the_area_between_lorenz_curve_and_diagonal() -> None:
    table = accounts(8, 5, 1, 3, 5, 6, 7, 6, 3)
    curve = lorenz(table)
    heights = curve["value_share"]
    area = ((heights + heights.shift()) / 2 * curve["accounts_share"].diff()).sum()
    assert gini(table) == pytest.approx(1 - 2 * area)


def test_everything_in_one_hand() -> None:
    found = concentration(accounts(0, 0, 7))
    assert (found.herfindahl, found.effective_number) == (1, 1)
    assert found.gini == pytest.approx(2 / 3)


def test_price_and_quantity_of_the_method() -> None:
    # method, section 5, row "Price and quantity": revenue +14 %, pieces -3 % -> 1.14/.97 = +17.5 %
    monthly = pd.DataFrame({"amount": [1000.0, 1140.0], "quantity": [1000.0, 970.0], "month": [BEFORE, NOW]})
    split = growth_split(monthly, WINDOWS)
    assert split.revenue_index == pytest.approx(1.14)
    assert split.price_index - 1 == pytest.approx(0.175, abs=0.0005)
    assert split.quantity_effect == pytest.approx(-30)
    assert split.price_effect == pytest.approx(170)


# [ppi2004], tables 19.1 and 19.2 (also in [balk2008], tables 3.1 and 3.2): six commodities
# in periods 1 and 2
PRICES_1, PRICES_2 = (1, 1, 1, 1, 1, 1), (1.2, 3.0, 1.3, 0.7, 1.4, 0.8)
PIECES_1, PIECES_2 = (1.0, 1.0, 2.0, 1.0, 4.5, 0.5), (0.8, 0.9, 1.9, 1.3, 4.7, 0.6)


def six_commodities() -> pd.DataFrame:
    both = zip((BEFORE, NOW), (PRICES_1, PRICES_2), (PIECES_1, PIECES_2), strict=True)
    return pd.concat([
        pd.DataFrame({"product": list("abcdef"), "month": month, "quantity": pieces,
                      "amount": [p * q for p, q in zip(prices, pieces, strict=True)]})
        for month, prices, pieces in both
    ])


def test_laspeyres_paasche_and_fisher_of_the_price_index_manual() -> None:
    # [gpindex], README, on the tables above: Laspeyres 1.42, Paasche 1.382353; Fisher is their mean:
    # sqrt(1.42 x 1.382353) = 1.401050
    found = price_index(six_commodities(), WINDOWS)
    assert found.laspeyres == pytest.approx(1.42)
    assert found.paasche == pytest.approx(1.382353, abs=5e-7)
    assert found.fisher == pytest.approx(1.401050, abs=5e-7)


def test_mix_is_told_from_price() -> None:
    # Prices stand still and 10 of 20 pieces move from the article at 1 to the article at 3: revenue 40 -> 60,
    # average price +50 %, all of it mix.
    sold = pd.DataFrame({
        "product": ["cheap", "dear", "cheap", "dear"], "month": [BEFORE, BEFORE, NOW, NOW],
        "quantity": [10.0, 10.0, 0.0, 20.0], "amount": [10.0, 30.0, 0.0, 60.0],
    })
    assert growth_split(sold, WINDOWS).price_index == pytest.approx(1.5)
    found = price_index(sold, WINDOWS)
    assert found.fisher == pytest.approx(1)
    assert (found.quantity_effect, found.mix_effect, found.price_effect) == pytest.approx((0, 20, 0))


def test_the_three_effects_add_up_to_the_change() -> None:
    sold = six_commodities()
    found = price_index(sold, WINDOWS)
    revenue = sold.groupby("month")["amount"].sum()
    change = revenue[NOW] - revenue[BEFORE]
    assert found.quantity_effect + found.mix_effect + found.price_effect == pytest.approx(change)


def test_a_contractor_with_one_project_is_warned_of() -> None:
    # practice, story 7: +85 % last year, 78 % of it in two invoices. 20 x 5 before; now 100 + 85 with two
    # invoices of 33.15 = 66.3 = 78 % of 85 and the rest in small ones.
    before = pd.DataFrame({"date": pd.date_range("2023-02-01", periods=20), "amount": 5.0})
    rest = pd.DataFrame({"date": pd.date_range("2024-02-01", periods=20), "amount": (185 - 66.3) / 20})
    large = pd.DataFrame({"date": pd.to_datetime(["2024-06-01", "2024-07-01"]), "amount": 33.15})
    sales = pd.concat([before, rest, large]).assign(account="C")
    found = one_project(sales, WINDOWS, invoices=2, grows_from=0.25, share_from=0.5, times_usual=3).iloc[0]
    assert found["growth"] == pytest.approx(0.85)
    assert found["share_of_growth"] == pytest.approx(0.78)
    assert found["growth_without"] == pytest.approx((185 - 66.3) / 100 - 1)
    assert found["warned"]


def test_six_equal_orders_instead_of_four_are_no_project() -> None:
    days = [*pd.date_range("2023-02-01", periods=4), *pd.date_range("2024-02-01", periods=6)]
    sales = pd.DataFrame({"account": "A", "date": days, "amount": 10.0})
    found = one_project(sales, WINDOWS, invoices=2, grows_from=0.25, share_from=0.5, times_usual=3)
    assert not found["warned"].any()
