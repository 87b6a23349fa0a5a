"""How far evaluators agree: golden numbers, scipy as oracle, and small tables worked out by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import friedmanchisquare

from kamlib.method import evaluator_agreement, kendall_w, leave_one_out, totals
from kamlib.method.agreement import Agreement
from kamlib.problems import KamError

RATERS = {"Ann": [8, 6, 6, 3, 1], "Bob": [9, 7, 5, 5, 2], "Cy": [6, 8, 5, 4, 1]}
GOLDEN = pd.DataFrame(RATERS, index=list("ABCDE"))


def agree(scores: pd.DataFrame, draws: int = 2000) -> Agreement:
    return kendall_w(scores, bands=(0.3, 0.5, 0.7), draws=draws, seed=1)


def said(given_scores: dict[str, dict[str, float]], criterion: str = "fit") -> pd.DataFrame:
    rows = [(who, account, criterion, score)
            for who, own in given_scores.items() for account, score in own.items()]
    return pd.DataFrame(rows, columns=["who", "account", "criterion", "score"])


def test_three_evaluators_and_five_accounts_have_the_golden_numbers() -> None:
    # Golden: W = .9138, chi-square = 10.966, df 4.
    found = agree(GOLDEN)
    assert (round(found.w, 4), round(found.chi_square, 3), found.df) == (0.9138, 10.966, 4)
    assert (found.band, found.evaluators, found.accounts, found.left_out) == ("strong", 3, 5, 0)
    assert found.p < 0.01


def test_the_same_order_from_all_is_one_and_opposite_orders_are_zero() -> None:
    assert agree(pd.DataFrame({"Ann": [1, 2, 3], "Bob": [4, 6, 9]})).w == pytest.approx(1)
    assert agree(pd.DataFrame({"Ann": [1, 2, 3], "Bob": [3, 2, 1]})).w == pytest.approx(0)


def test_few_accounts_are_judged_by_drawn_orders() -> None:
    # Two evaluators, three accounts, the same order: one of six orders does it.
    found = agree(pd.DataFrame({"Ann": [1, 2, 3], "Bob": [1, 2, 3]}), draws=20_000)
    assert found.p == pytest.approx(1 / 6, abs=0.015)


@settings(max_examples=40)
@given(st.integers(8, 12).flatmap(lambda n: st.lists(
    st.lists(st.integers(1, 10), min_size=n, max_size=n).filter(lambda own: len(set(own)) > 1),
    min_size=3, max_size=5)))
def test_with_more_accounts_it_is_friedmans_test(evaluators: list[list[int]]) -> None:
    # chi-square = m (n - 1) W is Friedman's statistic, ties included, with accounts as treatments.
    table = pd.DataFrame({f"E{i}": own for i, own in enumerate(evaluators)})
    oracle = friedmanchisquare(*table.to_numpy())
    found = agree(table)
    assert found.chi_square == pytest.approx(oracle.statistic, abs=1e-9)
    assert found.p == pytest.approx(oracle.pvalue, abs=1e-9)


@settings(max_examples=30)
@given(st.lists(st.lists(st.integers(1, 10), min_size=5, max_size=5), min_size=2, max_size=4),
       st.permutations(range(5)))
def test_agreement_lies_between_zero_and_one_whatever_the_order(
    evaluators: list[list[int]], order: list[int]
) -> None:
    table = pd.DataFrame({f"E{i}": own for i, own in enumerate(evaluators)})
    found, again = agree(table, draws=99), agree(table.iloc[order], draws=99)
    assert np.isnan(found.w) or -1e-9 <= found.w <= 1 + 1e-9
    assert again.w == pytest.approx(found.w, nan_ok=True)


def test_when_nobody_tells_accounts_apart_agreement_is_unknown() -> None:
    found = agree(pd.DataFrame({"Ann": [5, 5, 5], "Bob": [7, 7, 7]}))
    assert np.isnan(found.w)
    assert np.isnan(found.p)
    assert found.band == ""


def test_accounts_that_somebody_did_not_score_are_left_out_and_counted() -> None:
    table = GOLDEN.astype(float)
    table.loc["F"] = [5.0, np.nan, 5.0]
    assert agree(table).w == agree(GOLDEN).w
    assert agree(table).left_out == 1


@pytest.mark.parametrize(("w", "band"), [([1, 2, 3, 4], "strong"), ([4, 3, 2, 1], "weak")])
def test_the_band_is_a_word(w: list[int], band: str) -> None:
    assert agree(pd.DataFrame({"Ann": [1, 2, 3, 4], "Bob": w})).band == band


def test_one_evaluator_or_one_account_can_not_agree() -> None:
    with pytest.raises(KamError, match="second person"):
        agree(GOLDEN[["Ann"]])
    with pytest.raises(KamError, match="everybody scored"):
        agree(GOLDEN.head(1))


def test_totals_weigh_what_people_scored() -> None:
    # Ann on A: (3 x 8 + 1 x 4) / 4 = 7; "potential" comes from data and nobody scores it.
    table = pd.concat([said({"Ann": {"A": 8.0, "B": 6.0}}), said({"Ann": {"A": 4.0}}, "status")])
    found = totals(table, pd.Series({"potential": 5.0, "fit": 3.0, "status": 1.0}))
    assert found["Ann"].to_dict() == pytest.approx({"A": 7.0, "B": float("nan")}, nan_ok=True)


def test_two_rounds_at_once_and_no_scores_are_refused() -> None:
    once = said({"Ann": {"A": 8.0}})
    with pytest.raises(KamError, match='"Ann"'):
        totals(pd.concat([once, once]), pd.Series({"fit": 1.0}))
    with pytest.raises(KamError, match="nobody scored"):
        totals(once, pd.Series({"status": 1.0}))


def test_one_who_stands_apart_comes_first() -> None:
    # Cy's order is the reverse of the others' mean: -1; without three shared accounts nothing is said.
    table = said({"Ann": {"A": 9.0, "B": 6, "C": 4, "D": 2}, "Bob": {"A": 8.0, "B": 7, "C": 5, "D": 1},
                  "Cy": {"A": 1.0, "B": 2, "C": 3, "D": 4}, "Di": {"A": 9.0, "B": 6}})
    found = evaluator_agreement(table, pd.Series({"fit": 1.0})).set_index("who")
    assert found.index[0] == "Cy"
    assert found.loc["Cy", "agreement"] == pytest.approx(-1)
    assert np.isnan(found.loc["Di", "agreement"])
    assert found.loc["Di", "accounts"] == 2


def test_a_lone_evaluator_agrees_with_nobody() -> None:
    found = evaluator_agreement(said({"Ann": {"A": 9.0, "B": 6, "C": 4}}), pd.Series({"fit": 1.0}))
    assert found["accounts"].tolist() == [0]
    assert found["agreement"].isna().all()


def test_without_the_one_who_disagrees_agreement_rises_and_the_list_changes() -> None:
    # Medians of Ann, Bob, Cy and Di: A 6, B 5.5; without Cy: 5, 6, so B comes in for A.
    table = said({"Ann": {"A": 5.0, "B": 6.0, "C": 1.0}, "Bob": {"A": 5.0, "B": 6.0, "C": 2.0},
                  "Cy": {"A": 10.0, "B": 1.0, "C": 9.0}, "Di": {"A": 7.0, "B": 5.0, "C": 3.0}})
    medians = {who: table[table["who"] != who].groupby("account")["score"].median() for who in
               (None, *table["who"])}
    found = leave_one_out(table, pd.Series({"fit": 1.0}), list_without=lambda who: [medians[who].idxmax()])
    everybody, first = found.iloc[0], found.iloc[1]
    assert pd.isna(everybody["who"])
    assert everybody["changes"] == 0
    assert first["who"] == "Cy"
    assert (first["comes_in"], first["goes_out"]) == (("B",), ("A",))
    assert first["agreement"] > everybody["agreement"]
    assert (found["agreement_all"] == everybody["agreement"]).all()


def test_one_who_scored_nothing_that_counts_is_left_out_too() -> None:
    table = said({"Ann": {"A": 9.0, "B": 2.0}, "Bob": {"A": 8.0, "B": 1.0}})
    other = pd.DataFrame({"who": ["Cy"], "account": ["A"], "criterion": ["other"], "score": [1.0]})
    lists = {"Cy": ["B"]}
    found = leave_one_out(pd.concat([table, other]), pd.Series({"fit": 1.0}),
                          list_without=lambda who: lists.get(who, ["A"]))
    assert found["who"].tolist()[1:] == ["Cy", "Ann", "Bob"]
    assert found["changes"].tolist() == [0, 1, 0, 0]
    assert found["agreement"].isna().tolist() == [False, False, True, True]


def test_sums_that_differ_in_their_last_digit_are_ties() -> None:
    # .1 + .2 and .3 are one rank, so that all three agree.
    sums = pd.DataFrame({"Ann": [0.1 + 0.2, 0.3, 0.1], "Bob": [0.3, 0.1 + 0.2, 0.1], "Cy": [0.3, 0.3, 0.1]})
    assert kendall_w(sums, bands=(0.3, 0.5, 0.7), draws=99, seed=1).w == pytest.approx(1)
