"""What must hold for every portfolio, whoever wrote it down and in whatever order."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamlib.method.abc import abc, abc_summary
from kamlib.method.concentration import concentration, lorenz, top_shares
from kamlib.method.dependence import dependence
from kamlib.method.pareto import held_by_top, pareto, reaching
from kamlib.method.stress import stress
from kamlib.method.whale import whale, whale_summary

# Cents up to ten million; whole numbers of them, so that ties are common.
money = st.integers(0, 10**9).map(lambda cents: cents / 100)
profits = st.integers(-(10**7), 10**7).map(lambda cents: cents / 100)
portfolios = st.lists(money, min_size=1, max_size=30).filter(lambda amounts: sum(amounts) > 0)


def frame(amounts: list[float], column: str = "amount") -> pd.DataFrame:
    return pd.DataFrame({"account": [f"{i:02d}" for i in range(len(amounts))], column: amounts})


@given(portfolios, st.randoms())
def test_the_order_of_rows_changes_nothing(amounts: list[float], luck: object) -> None:
    table = frame(amounts)
    rows = list(range(len(table)))
    luck.shuffle(rows)  # type: ignore[attr-defined]
    mixed = table.iloc[rows]
    for found in (pareto, lorenz, lambda t: abc(t, cuts=(0.8, 0.95)), lambda t: stress(t, top=10),
                  lambda t: dependence(t, threshold=0.25)):
        pd.testing.assert_frame_equal(found(mixed), found(table))
    assert concentration(mixed) == concentration(table)


@given(portfolios, st.sampled_from([0.001, 0.5, 1000.0]))
def test_another_currency_changes_no_share(amounts: list[float], rate: float) -> None:
    here, there = concentration(frame(amounts)), concentration(frame([a * rate for a in amounts]))
    assert there.herfindahl == pytest.approx(here.herfindahl)
    assert there.gini == pytest.approx(here.gini, abs=1e-9)
    assert there.largest_share == pytest.approx(here.largest_share)


@given(portfolios)
def test_an_account_of_zero_changes_neither_herfindahl_nor_top_shares(amounts: list[float]) -> None:
    table, longer = frame(amounts), frame([*amounts, 0.0])
    assert concentration(longer).herfindahl == pytest.approx(concentration(table).herfindahl)
    tops = [1, 3, 5, 10]
    assert top_shares(longer, top=tops)["share"].tolist() == pytest.approx(
        top_shares(table, top=tops)["share"].tolist())


@given(portfolios)
def test_indices_stay_within_their_limits(amounts: list[float]) -> None:
    found = concentration(frame(amounts))
    n = len(amounts)
    assert 1 / n - 1e-12 <= found.herfindahl <= 1 + 1e-12
    assert -1e-12 <= found.gini <= (n - 1) / n + 1e-12
    assert found.largest_share <= found.herfindahl**0.5 + 1e-12


@given(portfolios)
def test_lorenz_lies_below_the_diagonal_and_never_falls(amounts: list[float]) -> None:
    curve = lorenz(frame(amounts))
    assert (curve["value_share"] <= curve["accounts_share"] + 1e-9).all()
    assert (curve["value_share"].diff().dropna() >= -1e-12).all()


@given(portfolios, st.sampled_from([0.5, 0.7, 0.8, 1.0]))
def test_the_smallest_set_reaches_its_share_and_none_smaller_does(amounts: list[float], share: float) -> None:
    curve = pareto(frame(amounts))
    needed = reaching(curve, share=share)
    assert curve["cumulative"].iloc[needed - 1] >= share - 1e-9
    assert needed == 1 or curve["cumulative"].iloc[needed - 2] < share


@given(portfolios)
def test_a_fifth_of_the_accounts_holds_at_least_a_fifth(amounts: list[float]) -> None:
    assert held_by_top(pareto(frame(amounts)), share=0.2) >= 0.2 - 1e-9


@given(portfolios)
def test_classes_follow_one_another_and_add_up(amounts: list[float]) -> None:
    classed = abc(frame(amounts), cuts=(0.8, 0.95))
    assert classed["abc"].tolist() == sorted(classed["abc"])
    summary = abc_summary(classed)
    assert summary["accounts"].sum() == len(amounts)
    assert summary["share"].sum() == pytest.approx(1)
    assert (classed["abc"] == "A").sum() == reaching(pareto(frame(amounts)), share=0.8)


@given(st.lists(profits, min_size=1, max_size=30))
def test_the_whale_rises_to_its_peak_and_falls_to_the_total(margins: list[float]) -> None:
    curve = whale(frame(margins, "margin"))
    found = whale_summary(curve, accounts=len(margins))
    assert found.peak == pytest.approx(max(0.0, curve["cumulative"].max()))
    assert curve["cumulative"].iloc[-1] == pytest.approx(found.total)
    assert found.peak - found.loss == pytest.approx(found.total, abs=1e-6)
    assert curve["cumulative_share"].isna().all() == (not found.total > 0)


@given(portfolios)
def test_what_goes_and_what_is_left_is_the_whole(amounts: list[float]) -> None:
    gone = stress(frame(amounts), top=10)
    assert (gone["amount"] + gone["left"]).tolist() == pytest.approx([sum(amounts)] * len(gone))
