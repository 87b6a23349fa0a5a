"""Weights, how far they may move, other methods and open facts: golden numbers, papers, hand calculations."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamlib.method import (
    information_value,
    pairwise_weights,
    rank_order_centroid,
    rank_sum,
    second_opinion,
    swing_weights,
    turned_round,
    weight_stability,
)
from kamlib.problems import KamError


def square(rows: list[list[float]], names: list[str]) -> pd.DataFrame:
    return pd.DataFrame(rows, index=names, columns=names)


@pytest.mark.parametrize(("order", "weights"), [
    (list("abcd"), [0.521, 0.271, 0.146, 0.062]),
    (list("abcdef"), [0.408, 0.242, 0.158, 0.103, 0.061, 0.028]),
    (list("abcde"), [0.457, 0.257, 0.157, 0.090, 0.040]),
])
def test_rank_order_centroid_has_the_golden_weights(order: list[str], weights: list[float]) -> None:
    # Golden numbers for four and six; five: the steep top weight of the table of weight methods.
    assert rank_order_centroid(order).round(3).tolist() == weights


def test_rank_sum_falls_by_equal_steps() -> None:
    # 2 (n + 1 - j) / (n (n + 1)) with n = 4: 8/20, 6/20, 4/20, 2/20.
    assert rank_sum(list("abcd")).tolist() == pytest.approx([0.4, 0.3, 0.2, 0.1])


def test_equally_important_criteria_share_the_weights_of_their_places() -> None:
    # Places 1.5, 1.5, 3 of three: (11/18 + 5/18) / 2 = 4/9 each, and 1/9.
    found = rank_order_centroid(pd.Series({"fit": 2.0, "status": 1.0, "tenure": 1.0}))
    assert found.to_dict() == pytest.approx({"fit": 1 / 9, "status": 4 / 9, "tenure": 4 / 9})


@pytest.mark.parametrize("way", [rank_order_centroid, rank_sum])
def test_an_order_that_is_none_is_refused(way: object) -> None:
    gap = pd.Series({"a": 1.0, "b": None})
    for order, what in (([], "no criteria"), (["a", "a"], "twice"), (gap, "no place")):
        with pytest.raises(KamError, match=what):
            way(order)  # type: ignore[operator]


def test_swings_are_shares_of_the_largest() -> None:
    # 100 + 80 + 20 = 200.
    assert swing_weights(pd.Series({"a": 80, "b": 100, "c": 20})).tolist() == [0.4, 0.5, 0.1]


@pytest.mark.parametrize("points", [{"a": 90, "b": 50}, {"a": 120, "b": 100}, {"a": 100, "b": -1}])
def test_swings_without_a_hundred_or_outside_are_refused(points: dict[str, float]) -> None:
    with pytest.raises(KamError):
        swing_weights(pd.Series(points, dtype=float))


def test_the_consumption_of_drinks_comes_out_as_published() -> None:
    # [saaty2008], the table of relative consumption of drinks in the USA: the scale derived from the
    # comparisons is .177 .019 .042 .116 .190 .129 .327, consistency ratio .022.
    names = ["coffee", "wine", "tea", "beer", "sodas", "milk", "water"]
    upper = [9, 5, 2, 1, 1, 1 / 2, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9, 1 / 3, 1 / 4, 1 / 3, 1 / 9,
             1 / 2, 1, 1 / 3, 2, 1 / 2, 1 / 3]
    answers = np.eye(len(names))
    answers[np.triu_indices(len(names), 1)] = upper
    answers.T[np.triu_indices(len(names), 1)] = 1 / np.array(upper)
    found = pairwise_weights(square(answers.tolist(), names))
    assert found.weights.round(3).tolist() == [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327]
    assert round(found.ratio, 3) == 0.022


def test_answers_without_contradiction_give_their_weights_by_both_ways() -> None:
    weights = np.array([0.5, 0.3, 0.2])
    answers = square((weights[:, None] / weights).tolist(), list("abc"))
    for by in ("eigenvector", "geometric"):
        found = pairwise_weights(answers, by=by)
        assert found.weights.tolist() == pytest.approx(weights.tolist())
        assert (found.ratio, found.largest) == (pytest.approx(0, abs=1e-9), pytest.approx(3))


def test_the_answer_that_contradicts_most_is_named() -> None:
    # All answers follow from 8 4 2 1, but a, which should count 4 times c, is said to count a quarter of it.
    weights = np.array([8.0, 4, 2, 1])
    answers = weights[:, None] / weights
    answers[0, 2], answers[2, 0] = 1 / 4, 4
    found = pairwise_weights(square(answers.tolist(), list("abcd")))
    assert found.worst == ("c", "a")
    assert found.said == 4
    assert found.fits < found.said / 2
    assert found.ratio > 0.1


def test_one_or_two_criteria_never_contradict() -> None:
    assert pairwise_weights(square([[1]], ["a"])).weights.tolist() == [1]
    assert pairwise_weights(square([[1, 3], [1 / 3, 1]], list("ab"))).ratio == 0


def test_comparisons_that_are_none_are_refused() -> None:
    with pytest.raises(KamError, match="one another's inverse"):
        pairwise_weights(square([[1, 3], [3, 1]], list("ab")))
    with pytest.raises(KamError, match="outside 1/9 to 9"):
        pairwise_weights(square([[1, 12], [1 / 12, 1]], list("ab")))
    with pytest.raises(KamError, match="11"):
        pairwise_weights(square(np.ones((11, 11)).tolist(), list("abcdefghijk")))


CRITERIA = [f"w{k}" for k in range(1, 7)]
GOLDEN = pd.DataFrame([[8, 5, 9, 4, 3, 2], [9, 8, 4, 6, 6, 5]], index=["A", "B"], columns=CRITERIA)
WEIGHTS = pd.Series([0.3, 0.15, 0.25, 0.1, 0.1, 0.1], CRITERIA)


def test_the_golden_weights_flip_where_they_should() -> None:
    # Golden: A = 6.30, B = 6.60; B leads; flips when w3 > .2925, or w2 < .0556; w1, w5, w6 tie only at 0;
    # w4 never.
    found = weight_stability(GOLDEN, WEIGHTS).set_index("criterion")
    assert (GOLDEN @ WEIGHTS).round(2).to_dict() == {"A": 6.3, "B": 6.6}
    assert round(found.loc["w3", "high"], 4) == 0.2925
    assert round(found.loc["w2", "low"], 4) == 0.0556
    assert found.loc["w3", ["above_in", "above_out"]].tolist() == ["A", "B"]
    steady = found.loc[["w1", "w4", "w5", "w6"]]
    assert (steady["low"] == 0).all()
    assert (steady["high"] == 1).all()
    assert found.index[found["critical"]].tolist() == ["w3"]
    # B leads by .30 in all: on w3 A is ahead by 5 points, so on the rest B by (.30 + .25 x 5) / .75 = 31/15;
    # they are even at (31/15) / (31/15 + 5).
    assert found.loc["w3", "change"] == pytest.approx(((31 / 15) / (31 / 15 + 5) - 0.25) / 0.25)


def test_a_list_of_all_and_one_account_never_change() -> None:
    found = weight_stability(GOLDEN, WEIGHTS, places=2)
    listed = found[found["kept"] == "list"]
    assert (listed["low"] == 0).all()
    assert (listed["high"] == 1).all()
    assert not listed["critical"].any()
    alone = weight_stability(GOLDEN.loc[["A"]], WEIGHTS, places=1)
    assert (alone["high"] == 1).all()


def test_one_criterion_alone_has_nothing_to_move() -> None:
    found = weight_stability(GOLDEN[["w1"]], pd.Series({"w1": 1.0}))
    assert found[["low", "high"]].iloc[0].tolist() == [0, 1]


def test_a_missing_score_is_refused_by_the_name_of_its_account() -> None:
    with pytest.raises(KamError, match='"A"'):
        weight_stability(GOLDEN.astype(float).replace(8, np.nan).loc[["A", "B"]].drop("B"), WEIGHTS)


@st.composite
def studies(draw: st.DrawFn) -> tuple[pd.DataFrame, pd.Series, int]:
    n, k = draw(st.integers(2, 6)), draw(st.integers(2, 4))
    cell = st.integers(1, 10).map(float)
    rows = draw(st.lists(st.lists(cell, min_size=k, max_size=k), min_size=n, max_size=n))
    weights = draw(st.lists(st.integers(1, 9), min_size=k, max_size=k))
    names = [f"c{i}" for i in range(k)]
    points = pd.DataFrame(rows, [f"{i:02d}" for i in range(n)], names)
    return points, pd.Series(weights, names, dtype=float), draw(st.integers(1, n))


def moved(points: pd.DataFrame, weights: pd.Series, criterion: object, to: float) -> pd.Series:
    """Scores with one weight moved and the others in their old proportions: by brute force."""
    shares = weights / weights.sum()
    others = shares.drop(criterion)
    again = others / others.sum() * (1 - to)
    again[criterion] = to
    return points[again.index] @ again


@settings(max_examples=60)
@given(studies())
def test_within_its_interval_a_weight_changes_nothing_and_beyond_it_does(
    study: tuple[pd.DataFrame, pd.Series, int]
) -> None:
    points, weights, places = study
    score = (points @ (weights / weights.sum())).round(9)
    order = score.to_frame("s").assign(a=score.index).sort_values(["s", "a"], ascending=[False, True]).index
    for row in weight_stability(points, weights, places=places).itertuples():
        inside = order[: 1 if row.kept == "leader" else places]
        outside = order.difference(inside)
        for to in np.linspace(row.low, row.high, 9):
            now = moved(points, weights, row.criterion, to)
            assert outside.empty or now[inside].min() >= now[outside].max() - 1e-6
        if pd.notna(row.below_in):
            now = moved(points, weights, row.criterion, row.low / 2)
            assert now[row.below_in] > now[row.below_out] - 1e-9
        if pd.notna(row.above_in):
            now = moved(points, weights, row.criterion, (row.high + 1) / 2)
            assert now[row.above_in] > now[row.above_out] - 1e-9


@settings(max_examples=30)
@given(studies(), st.randoms(use_true_random=False))
def test_order_of_rows_and_scale_of_weights_change_no_interval(
    study: tuple[pd.DataFrame, pd.Series, int], luck: object
) -> None:
    points, weights, places = study
    rows = list(points.index)
    luck.shuffle(rows)  # type: ignore[attr-defined]
    found = weight_stability(points, weights, places=places)
    pd.testing.assert_frame_equal(weight_stability(points.loc[rows], weights, places=places), found)
    pd.testing.assert_frame_equal(weight_stability(points, weights * 3, places=places), found)
    first = second_opinion(points, weights, indifference=1, preference=3)
    again = second_opinion(points.loc[rows], weights, indifference=1, preference=3)
    pd.testing.assert_frame_equal(again, first)


def test_net_flows_by_hand() -> None:
    # q = 1, p = 4, weights .6 and .4. A over B: .6 x 2/3 = .4; A over C: .6; B over A: .4 x 2/3;
    # B over C: .4; C over A: .4; C over B: .4. Net: A .5 - 1/3, B 1/3 - .4, C .4 - .5.
    points = pd.DataFrame({"x": [8.0, 5.0, 2.0], "y": [2.0, 5.0, 9.0]}, index=list("ABC"))
    found = second_opinion(points, pd.Series({"x": 0.6, "y": 0.4}), indifference=1, preference=4)
    flow = found.set_index("account")["flow"]
    assert flow.to_dict() == pytest.approx({"A": 1 / 6, "B": -1 / 15, "C": -0.1})


def test_closeness_by_hand() -> None:
    # Columns (3, 4) and (8, 6) have the lengths 5 and 10; weighted .75 and .25: A = (.45, .2), B = (.6, .15).
    # A is .15 from the best and .05 from the worst, B the other way round: 1/4 and 3/4.
    points = pd.DataFrame({"x": [3.0, 4.0], "y": [8.0, 6.0]}, index=list("AB"))
    found = second_opinion(points, pd.Series({"x": 3.0, "y": 1.0}), indifference=0, preference=1)
    assert found.set_index("account")["closeness"].to_dict() == pytest.approx({"A": 0.25, "B": 0.75})


@settings(max_examples=25)
@given(studies())
def test_closeness_is_that_of_scikit_criteria(study: tuple[pd.DataFrame, pd.Series, int]) -> None:
    import skcriteria
    from skcriteria.agg.topsis import TOPSIS
    from skcriteria.preprocessing.scalers import VectorScaler

    points, weights, _places = study
    if (points == points.iloc[0]).all(axis=None):
        return
    shares = weights / weights.sum()
    told = skcriteria.mkdm(points.to_numpy(), [max] * len(shares), weights=shares.to_numpy(),
                           alternatives=list(points.index))
    ours = second_opinion(points, weights, indifference=1, preference=3).set_index("account")["closeness"]
    theirs = TOPSIS().evaluate(VectorScaler(target="matrix").transform(told)).e_.similarity
    assert ours.sort_index().to_numpy() == pytest.approx(theirs)


def test_a_newcomer_worse_than_all_turns_topsis_round_and_the_weighted_sum_never() -> None:
    # A (6, 5), B (10, 4), C (7, 6); D (6, 3) is dominated by all three. Sums 5.5, 7, 6.5 stay what they are.
    points = pd.DataFrame({"x": [6.0, 10, 7], "y": [5.0, 4, 6]}, index=list("ABC"))
    worse = pd.DataFrame({"x": [6.0], "y": [3.0]}, index=["D"])
    equal = pd.Series({"x": 1.0, "y": 1.0})
    found = turned_round(points, worse, equal, indifference=1, preference=4)
    assert found.values.tolist() == [["topsis", "B", "C"]]


@settings(max_examples=25)
@given(studies(), studies())
def test_who_joins_changes_no_score_of_the_weighted_sum(
    study: tuple[pd.DataFrame, pd.Series, int], other: tuple[pd.DataFrame, pd.Series, int]
) -> None:
    points, weights, _places = study
    joined = other[0].set_axis([f"n{i}" for i in range(len(other[0]))])
    new = joined.reindex(columns=points.columns, fill_value=5.0)
    turned = turned_round(points, new, weights, indifference=1, preference=3)
    assert "sum" not in set(turned["method"])


def test_all_equal_and_one_account_have_one_opinion() -> None:
    same = pd.DataFrame(5.0, index=list("ABC"), columns=["x", "y"])
    found = second_opinion(same, pd.Series({"x": 1.0, "y": 2.0}), indifference=1, preference=3, places=1)
    assert found["apart"].tolist() == [0, 0, 0]
    assert found["closeness"].tolist() == [0.5] * 3
    alone = second_opinion(same.head(1), pd.Series({"x": 1.0, "y": 2.0}), indifference=1, preference=3,
                           places=1)
    assert alone[["rank_sum", "rank_topsis", "rank_promethee", "lists"]].iloc[0].tolist() == [1, 1, 1, 3]


def test_thresholds_that_cross_are_refused() -> None:
    with pytest.raises(KamError):
        second_opinion(GOLDEN, WEIGHTS, indifference=3, preference=3)


ONE = pd.Series({"fit": 1.0})


def known(points: dict[str, float | None], **how: object) -> pd.DataFrame:
    base = pd.DataFrame({"fit": points}, dtype="float64")
    rest = {"places": 1, "draws": 20_000, "seed": 1, "safe": 0.9, "out": 0.1}
    return information_value(base, base, base, ONE, **rest | how).set_index("account")


def test_the_only_open_score_is_worth_all_the_doubt() -> None:
    # A is uniform on 1-10 against a known 5: in with 5/9, so the doubt is 4/9, and knowing A ends it. One bin
    # of 25 holds the cut; half of its doubt, at most 1/100, is left.
    found = known({"A": None, "B": 5.0}).loc["A"]
    assert found["in_list"] == pytest.approx(5 / 9, abs=0.015)
    assert found["value"] == pytest.approx(4 / 9, abs=0.025)
    assert found["others"] == pytest.approx(4 / 9, abs=0.025)
    assert found[["if_low", "if_high", "settles", "unknown"]].tolist() == [0, 1, True, True]


def test_one_of_two_open_scores_is_worth_half_the_doubt() -> None:
    # Both uniform: P = 1/2. Given x (from 0 to 1) it is x, and the mean of min(x, 1 - x) is 1/4.
    found = known({"A": None, "B": None})
    assert found["value"].tolist() == pytest.approx([0.25, 0.25], abs=0.015)
    # Settled below a tenth and above nine tenths: a fifth of the cases, no more likely than not.
    assert found["settled"].tolist() == pytest.approx([0.2, 0.2], abs=0.05)
    assert not found["settles"].any()


def test_a_fact_without_weight_in_the_doubt_is_worth_next_to_nothing() -> None:
    # "rest" has 1 % of the weight: its nine points move the sum by 0.09, the open "fit" by up to 8.9.
    base = pd.DataFrame({"fit": [None, 5.0], "rest": [None, 5.0]}, index=["A", "B"], dtype="float64")
    weights = pd.Series({"fit": 0.99, "rest": 0.01})
    found = information_value(base, base, base, weights, places=1, draws=20_000, seed=1, safe=0.9, out=0.1,
                              sampling="fixed").set_index("criterion")
    assert found.index[0] == "fit"
    assert found.loc["rest", "value"] < 0.02


def test_where_nothing_is_contested_nothing_is_worth_asking() -> None:
    found = known({"A": 9.0, "B": 2.0})
    assert found.empty
    assert "value" in found


def test_information_is_the_same_with_the_same_seed_and_never_below_zero() -> None:
    first, second = (known({"A": None, "B": None, "C": 6.0}, places=2) for _turn in range(2))
    pd.testing.assert_frame_equal(first, second)
    assert (first[["value", "others"]] >= 0).all(axis=None)
