"""In how many of all weightings: against integrals done by hand, and what must hold for every study."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamlib.method import acceptability, central_weights, rank_acceptability, verdicts
from kamlib.method.base.draws import TIE, count_inside, inside, parts, sheet
from kamlib.method.base.simplex import weightings
from kamlib.problems import KamError

DRAWS = 20_000
NEAR = 4 * 0.5 / DRAWS**0.5  # four standard errors of a share
TWO = pd.Series({"now": 1.0, "later": 1.0})

# A: 1 + 8w, B: 5 - 4w, C: 2, with w the weight of "now", uniform from 0 to 1.
# A > B from w = 1/3 on, A > C from 1/8 on, B > C up to 3/4.
POINTS = pd.DataFrame({"now": [9.0, 1.0, 2.0], "later": [1.0, 5.0, 2.0]}, index=["A", "B", "C"])


def certain(points: pd.DataFrame, weights: pd.Series = TWO, **how: object) -> pd.Series:
    table = acceptability(points, points, points, weights, **{"draws": DRAWS, "seed": 1} | how)
    return table.set_index("account")["in_list"]


def test_the_leader_over_all_weightings_is_the_length_of_its_interval() -> None:
    found = certain(POINTS, places=1)
    assert found.to_dict() == pytest.approx({"A": 2 / 3, "B": 1 / 3, "C": 0.0}, abs=NEAR)


def test_with_two_places_the_last_is_out() -> None:
    # A is last below 1/8, B from 3/4 on, C in between.
    found = certain(POINTS, places=2)
    assert found.to_dict() == pytest.approx({"A": 7 / 8, "B": 3 / 4, "C": 3 / 8}, abs=NEAR)


def test_every_rank_has_the_share_of_its_interval() -> None:
    found = rank_acceptability(POINTS, POINTS, POINTS, TWO, draws=DRAWS, seed=1)
    expected = pd.DataFrame([[2 / 3, 5 / 24, 1 / 8], [1 / 3, 5 / 12, 1 / 4], [0, 3 / 8, 5 / 8]])
    assert np.allclose(found, expected, atol=NEAR)
    assert np.allclose(found.sum(axis=0), 1)
    assert np.allclose(found.sum(axis=1), 1)


def test_three_criteria_are_uniform_on_the_triangle() -> None:
    # Each has all points on one criterion: first where its weight is the largest, by symmetry in a third.
    # The mean of the largest of three uniform spacings is (1 + 1/2 + 1/3) / 3 = 11/18, of the others 7/36.
    points = pd.DataFrame(1 + 9 * np.eye(3), index=list("ABC"), columns=list("xyz"))
    weights = pd.Series(1.0, list("xyz"))
    found = central_weights(points, points, points, weights, draws=DRAWS, seed=1)
    assert found["in_list"].tolist() == pytest.approx([1 / 3] * 3, abs=NEAR)
    expected = np.where(np.eye(3) > 0, 11 / 18, 7 / 36)
    assert np.allclose(found[list("xyz")], expected, atol=0.01)


def test_central_weights_are_the_middle_of_the_interval() -> None:
    found = central_weights(POINTS, POINTS, POINTS, TWO, draws=DRAWS, seed=1).set_index("account")
    assert found["now"].tolist()[:2] == pytest.approx([2 / 3, 1 / 6], abs=0.01)
    assert found["confidence"].tolist()[:2] == [1.0, 1.0]
    assert found.loc["C", ["confidence", "now", "later"]].isna().all()


def test_an_account_that_never_wins_has_no_central_weights() -> None:
    # [smaa], tests/nacw.R: the first beats the second on all criteria: confidence 1 and NA, weights NA.
    points = pd.DataFrame(np.array([[2.0, 2, 2], [1, 1, 1]]), index=["A", "B"], columns=list("abc"))
    weights = pd.Series(1 / 3, list("abc"))
    found = central_weights(points, points, points, weights, draws=50, seed=1, sampling="fixed")
    assert found.loc[0, list("abc")].tolist() == pytest.approx([1 / 3] * 3)
    assert found["confidence"].tolist()[0] == 1
    assert found.loc[1, ["confidence", *"abc"]].isna().all()


def test_uncertain_scores_are_triangular() -> None:
    # One criterion: A triangular (2, 4, 8) against 5 known: P(A > 5) = (8 - 5)^2 / ((8 - 2) (8 - 4)) = 3/8.
    one = pd.Series({"fit": 1.0})
    low, base, high = (pd.DataFrame({"fit": [a, 5.0]}, index=["A", "B"]) for a in (2.0, 4.0, 8.0))
    found = acceptability(low, base, high, one, places=1, draws=DRAWS, seed=1).set_index("account")["in_list"]
    assert found["A"] == pytest.approx(3 / 8, abs=NEAR)


def test_a_missing_score_is_uniform_from_one_to_ten_whatever_stands_there() -> None:
    # P(uniform 1-10 > 7) = 1/3; the base of 9.9 is not believed where the score is marked as missing.
    one = pd.Series({"fit": 1.0})
    base = pd.DataFrame({"fit": [9.9, 7.0]}, index=["A", "B"])
    missing = pd.DataFrame({"fit": [True, False]}, index=["A", "B"])
    found = acceptability(base, base, base, one, places=1, draws=DRAWS, seed=1, missing=missing)
    assert found.set_index("account")["in_list"]["A"] == pytest.approx(1 / 3, abs=NEAR)
    empty = base.assign(fit=[np.nan, 7.0])
    again = acceptability(empty, empty, empty, one, places=1, draws=DRAWS, seed=1)
    assert again["in_list"].tolist() == found["in_list"].tolist()


def test_weights_near_the_chosen_one_stay_near() -> None:
    chosen = pd.Series({"a": 0.5, "b": 0.3, "c": 0.2})
    drawn = weightings(chosen, np.random.default_rng(1), draws=2000, sampling="around", spread=0.2)
    assert np.allclose(drawn.sum(axis=1), 1)
    # The extremes: 0.5 x 1.2 / (0.6 + 0.8 x 0.5) and 0.5 x 0.8 / (0.4 + 1.2 x 0.5).
    assert drawn[:, 0].max() <= 0.6 + 1e-9
    assert drawn[:, 0].min() >= 0.4 - 1e-9


def test_ordered_weightings_have_the_rank_order_centroid_as_their_mean() -> None:
    # The centroid is by definition the mean of all weightings in that order: method of Barron and Barrett.
    chosen = pd.Series({"a": 0.2, "b": 0.5, "c": 0.3})
    drawn = weightings(chosen, np.random.default_rng(1), draws=DRAWS, sampling="ordered")
    assert (drawn[:, 1] >= drawn[:, 2]).all()
    assert (drawn[:, 2] >= drawn[:, 0]).all()
    assert drawn.mean(axis=0) == pytest.approx([1 / 9, 11 / 18, 5 / 18], abs=0.01)


def test_equal_weights_take_turns_in_an_order() -> None:
    equal = pd.Series({"a": 1.0, "b": 1.0})
    drawn = weightings(equal, np.random.default_rng(1), draws=DRAWS, sampling="ordered")
    assert drawn.mean(axis=0) == pytest.approx([0.5, 0.5], abs=0.01)


def test_a_criterion_of_weight_zero_never_counts() -> None:
    points = POINTS.assign(recorded=[1.0, 10.0, 10.0])
    for sampling in ("simplex", "ordered", "around", "fixed"):
        with_it = certain(points, pd.Series({"now": 0.6, "later": 0.4, "recorded": 0.0}), places=1,
                          sampling=sampling, spread=0.3)
        without = certain(POINTS, pd.Series({"now": 0.6, "later": 0.4}), places=1, sampling=sampling,
                          spread=0.3)
        pd.testing.assert_series_equal(with_it, without)


def test_equal_accounts_share_the_place_at_the_cut() -> None:
    same = pd.DataFrame(5.0, index=list("ABCDE"), columns=["now", "later"])
    assert certain(same, places=2).tolist() == pytest.approx([0.4] * 5)


def test_one_account_and_more_places_than_accounts() -> None:
    assert certain(POINTS.loc[["A"]], places=1).tolist() == [1.0]
    assert certain(POINTS, places=9).tolist() == [1.0] * 3


def test_no_accounts_no_rows() -> None:
    found = acceptability(POINTS.head(0), POINTS.head(0), POINTS.head(0), TWO, places=2, draws=10, seed=1)
    assert found.empty
    assert list(found) == ["account", "in_list", "rank_low", "rank_median", "rank_high", "expected_rank"]


def test_the_same_seed_gives_the_same_and_the_input_stays() -> None:
    before = POINTS.copy()
    wide = POINTS + 1
    first, second = (acceptability(POINTS - 0.5, POINTS, wide, TWO, places=1, draws=500, seed=7)
                     for _turn in range(2))
    pd.testing.assert_frame_equal(first, second)
    pd.testing.assert_frame_equal(POINTS, before)
    other = acceptability(POINTS - 0.5, POINTS, wide, TWO, places=1, draws=500, seed=8)
    assert not first.equals(other)


def test_verdicts_count_the_limits_in() -> None:
    found = verdicts(pd.DataFrame({"in_list": [1.0, 0.9, 0.89, 0.11, 0.1, 0.0]}), safe=0.9, out=0.1)
    assert found["verdict"].tolist() == ["safe", "safe", "contested", "contested", "out", "out"]


@pytest.mark.parametrize(("how", "what"), [
    ({"places": 0}, "0"), ({"draws": 0}, "0"), ({"sampling": "guess"}, "guess"),
    ({"sampling": "around"}, "share from 0 to 1"),
])
def test_what_can_not_be_drawn_is_refused(how: dict[str, object], what: str) -> None:
    with pytest.raises(KamError, match=what):
        certain(POINTS, **{"places": 1} | how)


def test_a_low_score_above_the_score_is_refused_by_name() -> None:
    with pytest.raises(KamError, match='"B"'):
        acceptability(POINTS.assign(now=[9.0, 3.0, 2.0]), POINTS, POINTS, TWO, places=1, draws=9, seed=1)


def test_a_criterion_without_scores_and_an_account_twice_are_refused() -> None:
    with pytest.raises(KamError, match="loyalty"):
        certain(POINTS, pd.Series({"now": 1.0, "loyalty": 1.0}), places=1)
    with pytest.raises(KamError, match="more than one row"):
        certain(pd.concat([POINTS, POINTS.head(1)]), places=1)


points_of = st.integers(1, 10).map(float)


@st.composite
def studies(draw: st.DrawFn) -> tuple[pd.DataFrame, pd.Series, int]:
    n, k = draw(st.integers(1, 8)), draw(st.integers(1, 4))
    rows = draw(st.lists(st.lists(points_of, min_size=k, max_size=k), min_size=n, max_size=n))
    weights = draw(st.lists(st.integers(1, 9), min_size=k, max_size=k))
    criteria = [f"c{i}" for i in range(k)]
    index = [f"{i:02d}" for i in range(n)]
    chosen = pd.Series(weights, criteria, dtype=float)
    return pd.DataFrame(rows, index, criteria), chosen, draw(st.integers(1, n))


def drawn(study: tuple[pd.DataFrame, pd.Series, int], points: pd.DataFrame | None = None,
          weights: pd.Series | None = None) -> pd.DataFrame:
    own, chosen, places = study
    points = own if points is None else points
    low, high = (points - 1).clip(1, 10), (points + 1).clip(1, 10)
    return acceptability(low, points, high, chosen if weights is None else weights, places=places, draws=300,
                         seed=3)


@settings(max_examples=40)
@given(studies(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_the_scale_of_weights_change_nothing(
    study: tuple[pd.DataFrame, pd.Series, int], luck: object
) -> None:
    points, weights, _places = study
    rows = list(points.index)
    luck.shuffle(rows)  # type: ignore[attr-defined]
    found = drawn(study)
    pd.testing.assert_frame_equal(drawn(study, points=points.loc[rows]), found)
    pd.testing.assert_frame_equal(drawn(study, weights=weights * 7), found)


@settings(max_examples=40)
@given(studies())
def test_the_places_are_all_given_and_none_twice(study: tuple[pd.DataFrame, pd.Series, int]) -> None:
    found = drawn(study)
    assert found["in_list"].sum() == pytest.approx(study[2])
    assert found["in_list"].between(0, 1 + 1e-12).all()
    n = len(found)
    assert found["expected_rank"].sum() == pytest.approx(n * (n + 1) / 2)
    assert (found["rank_low"] <= found["rank_median"]).all()
    assert (found["rank_median"] <= found["rank_high"]).all()


@settings(max_examples=40)
@given(studies())
def test_a_dominating_account_is_in_the_list_at_least_as_often(
    study: tuple[pd.DataFrame, pd.Series, int]
) -> None:
    points, weights, places = study
    found = acceptability(points, points, points, weights, places=places, draws=300, seed=3)
    share = found.set_index("account")["in_list"]
    for a in points.index:
        for b in points.index:
            if (points.loc[a] >= points.loc[b]).all():
                assert share[a] >= share[b] - 1e-9


@settings(max_examples=40)
@given(studies())
def test_counting_who_is_in_agrees_with_sorting_every_draw(
    study: tuple[pd.DataFrame, pd.Series, int]
) -> None:
    points, weights, places = study
    given_sheet = sheet(points, points, points, weights, missing=None, scale=(1.0, 10.0))
    for part in parts(given_sheet, draws=50, seed=1, sampling="simplex"):
        slow = np.zeros(len(points))
        for row in part.values:
            cut = sorted(row)[-places]
            above, tied = row > cut + TIE, abs(row - cut) <= TIE
            slow += above + tied * (places - above.sum()) / tied.sum()
        assert count_inside(part.values, places) == pytest.approx(slow)
        assert inside(part.values, places).sum(axis=0) == pytest.approx(slow)


def test_parts_of_any_number_join_to_the_same_table() -> None:
    # 600 accounts are drawn in parts of 833 weightings; without ranks the share is the same.
    luck = np.random.default_rng(5)
    points = pd.DataFrame(luck.uniform(1, 10, (600, 4)), [f"{i:03d}" for i in range(600)], list("abcd"))
    weights = pd.Series(1.0, list("abcd"))
    with_ranks = acceptability(points, points, points, weights, places=15, draws=2000, seed=1)
    without = acceptability(points, points, points, weights, places=15, draws=2000, seed=1, ranks=False)
    both = with_ranks.merge(without, on="account")
    assert (both["in_list_x"] == both["in_list_y"]).all()
    by_ranks = rank_acceptability(points, points, points, weights, draws=2000, seed=1)
    first = by_ranks[list(range(1, 16))].sum(axis=1)
    assert first[with_ranks["account"]].to_numpy() == pytest.approx(with_ranks["in_list"].to_numpy())
