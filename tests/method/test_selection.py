"""Points, ranking, the company's list and the matrix, on accounts that can be checked by hand."""

import warnings
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamlib.method.anchors import propose_anchors
from kamlib.method.base.points import anchored, as_share
from kamlib.method.company_list import company_list, knock_outs
from kamlib.method.ranking import by_evaluator, contributions, ranking, score_range
from kamlib.method.relative_strength import matrix_positions, relative_strength
from kamlib.method.scores import measures_used, score_matrix
from kamlib.method.worth import worth_the_hours
from kamlib.problems import KamError

MONEY = [1.0, 10.0, 100.0, 1000.0, 10000.0]
NOBODY = pd.DataFrame(columns=["who", "round", "account", "criterion", "score"])
NONE_OUT = pd.DataFrame(columns=["account", "rule"])


def criteria(**weights: float) -> pd.DataFrame:
    """Main criteria with these weights, scored by people."""
    keys = list(weights)
    return pd.DataFrame(
        {
            "key": keys,
            "weight": list(weights.values()),
            "main": True,
            "from": "people",
            "knock_out": 0.0,
            "measures": [[] for _key in keys],
            "anchors": [[] for _key in keys],
        }
    )


def ranked(matrix: pd.DataFrame, rules: pd.DataFrame) -> pd.DataFrame:
    return ranking(matrix, rules, pd.DataFrame({"account": matrix.index}))


def votes(*rows: tuple[str, int, str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["who", "round", "account", "criterion", "score"])


# method.md section 5, weight stability: w = (.3, .15, .25, .1, .1, .1).
WEIGHTS = {"k1": 0.3, "k2": 0.15, "k3": 0.25, "k4": 0.1, "k5": 0.1, "k6": 0.1}
GOLDEN = pd.DataFrame([[8.0, 5, 9, 4, 3, 2], [9.0, 8, 4, 6, 6, 5]], index=["A", "B"], columns=list(WEIGHTS))


def test_golden_points_as_a_share_of_the_scale() -> None:
    # method.md section 5, scores and weights: 1 -> 0, 5 -> .444, 10 -> 1.
    assert as_share(pd.Series([1.0, 5.0, 10.0])).round(3).tolist() == [0.0, 0.444, 1.0]


def test_golden_weighted_scores() -> None:
    # method.md section 5, weight stability: A = 6.30, B = 6.60; B leads.
    found = ranked(GOLDEN, criteria(**WEIGHTS))
    assert found["account"].tolist() == ["B", "A"]
    assert found["score"].tolist() == pytest.approx([6.60, 6.30])
    assert contributions(GOLDEN, criteria(**WEIGHTS)).sum(axis=1).tolist() == pytest.approx([6.30, 6.60])


def test_points_lie_on_straight_lines_between_the_anchors() -> None:
    # Half way from the anchor at 5 to that at 8 is 6.5 points; below and above the scale is clipped.
    assert anchored(pd.Series([550.0, 0.0, 99999.0, None]), MONEY).tolist()[:3] == [6.5, 1.0, 10.0]
    assert anchored(pd.Series([None], dtype="float64"), MONEY).isna().all()


def test_where_less_is_better_anchors_fall() -> None:
    assert anchored(pd.Series([60.0, 22.0, -5.0]), [60, 30, 14, 3, 0]).tolist() == [1.0, 4.0, 10.0]


@pytest.mark.parametrize(
    "wrong", [[1, 2, 3, 4], [1, 2, 2, 3, 4], [1, 3, 2, 4, 5], [], [1, 2, 3, 4, float("nan")]]
)
def test_anchors_that_do_not_rise_or_fall_are_refused(wrong: list[float]) -> None:
    with pytest.raises(KamError, match="no five anchors"):
        anchored(pd.Series([1.0]), wrong)


@given(st.lists(st.floats(0.01, 1e9), max_size=60))
def test_proposed_anchors_are_five_that_rise_or_none(values: list[float]) -> None:
    found = propose_anchors(pd.Series(values, dtype="float64"))
    assert found == sorted(set(found))
    assert len(found) in (0, 5)
    if found:
        anchored(pd.Series(values), found)


def test_values_that_lie_close_together_get_anchors_that_lie_further_apart() -> None:
    # All quantiles lie between 110 and 198; five numbers of 1, 2, 5, 10 ... around them need more room.
    found = propose_anchors(pd.Series(np.linspace(100.0, 200.0, 101)))
    assert found == [50.0, 100.0, 200.0, 500.0, 1000.0]


@given(st.lists(st.floats(0.01, 1e9), min_size=5, max_size=60, unique=True))
def test_proposed_anchors_are_always_1_2_or_5_times_a_power_of_ten(values: list[float]) -> None:
    for anchor in propose_anchors(pd.Series(values)):
        assert f"{anchor:.5e}".split("e")[0] in {"1.00000", "2.00000", "5.00000"}


def test_data_or_people_first_as_the_criterion_says() -> None:
    rules = pd.DataFrame(
        {
            "key": ["gain", "fit"],
            "weight": 1.0,
            "main": True,
            "from": ["data", "people"],
            "measures": [["margin"], ["margin"]],
            "anchors": [MONEY, MONEY],
        }
    )
    measured = pd.DataFrame({"account": ["A", "B"], "target": False, "margin": [100.0, None]})
    said = votes(*(("Vera", 1, account, key, 9.0) for account in "AB" for key in ("gain", "fit")))
    found = score_matrix(rules, measured, said, known_from=0.5, spread=1)
    assert found.base.loc["A"].tolist() == [5.0, 9.0]
    assert found.source.loc["A"].tolist() == ["data", "people"]
    assert found.source.loc["B"].tolist() == ["people", "people"]
    assert (found.low.at["A", "gain"], found.high.at["A", "fit"]) == (4.0, 10.0)


def test_a_measure_known_for_too_few_leaves_the_next_one() -> None:
    rules = pd.DataFrame({"key": ["gain"], "measures": [["reachable_margin", "margin"]], "anchors": [MONEY]})
    measured = pd.DataFrame(
        {
            "account": list("ABC"),
            "target": False,
            "margin": [1.0, 2.0, 3.0],
            "reachable_margin": [5.0, None, None],
        }
    )
    assert measures_used(rules, measured, known_from=0.5)["gain"] == "margin"
    assert measures_used(rules, measured, known_from=0.3)["gain"] == "reachable_margin"


def test_people_count_by_the_median_of_their_latest_round_and_their_range() -> None:
    said = votes(
        ("Vera", 1, "A", "fit", 1.0),
        ("Vera", 2, "A", "fit", 6.0),
        ("Adam", 1, "A", "fit", 9.0),
        ("Nina", 1, "A", "fit", 7.0),
    )
    measured = pd.DataFrame({"account": ["A"], "target": False})
    found = score_matrix(criteria(fit=1), measured, said, known_from=0.5, spread=1)
    assert (found.low.at["A", "fit"], found.base.at["A", "fit"], found.high.at["A", "fit"]) == (6.0, 7.0, 9.0)


def test_missing_is_never_zero() -> None:
    said = votes(("Vera", 1, "A", "fit", 4.0), ("Vera", 1, "B", "fit", 8.0))
    measured = pd.DataFrame({"account": list("ABC"), "target": False})
    found = score_matrix(criteria(fit=1), measured, said, known_from=0.5, spread=1)
    # The median of 4 and 8 stands, anything from 1 to 10 is possible, and it is marked.
    assert [frame.at["C", "fit"] for frame in found] == [6.0, 1.0, 10.0, "missing"]
    order = ranking(found.base, criteria(fit=1), measured, source=found.source)
    assert order.set_index("account")["incomplete"].to_dict() == {"A": False, "B": False, "C": True}


def test_the_range_of_a_measure_is_the_range_of_its_points() -> None:
    rules = pd.DataFrame(
        {
            "key": ["gain"],
            "from": ["data"],
            "measures": [["reachable_margin"]],
            "anchors": [MONEY],
            "weight": 1.0,
            "main": True,
        }
    )
    measured = pd.DataFrame(
        {
            "account": ["A"],
            "target": False,
            "reachable_margin": [100.0],
            "reachable_margin_low": [10.0],
            "reachable_margin_high": [1000.0],
        }
    )
    found = score_matrix(rules, measured, NOBODY, known_from=0.5, spread=1)
    assert score_range(found.low, found.high, rules).loc["A"].tolist() == [3.0, 8.0]


def test_the_past_of_a_target_is_not_scored_as_zero() -> None:
    rules = pd.DataFrame(
        {
            "key": ["history", "tenure"],
            "from": "data",
            "weight": 1.0,
            "main": [True, False],
            "measures": [["revenue"], ["tenure_years"]],
            "anchors": [MONEY, [0, 1, 3, 7, 12]],
        }
    )
    measured = pd.DataFrame(
        {
            "account": list("ABC"),
            "target": [False, False, True],
            "revenue": [100.0, 1000.0, 0.0],
            "tenure_years": [1.0, 7.0, None],
        }
    )
    found = score_matrix(rules, measured, NOBODY, known_from=0.5, spread=1)
    assert found.source.loc["C"].tolist() == ["missing", "not applicable"]
    assert found.base.loc["C"].tolist() == [6.5, 5.5]
    assert found.low.at["C", "tenure"] == found.high.at["C", "tenure"] == 5.5


def test_recorded_criteria_break_ties_and_nothing_else() -> None:
    rules = criteria(fit=1, gain=1).assign(main=[True, False])
    matrix = pd.DataFrame({"fit": [5.0, 5.0, 6.0], "gain": [1.0, 9.0, 1.0]}, index=list("ABC"))
    assert ranked(matrix, rules)["account"].tolist() == ["C", "B", "A"]


def test_what_is_equal_in_all_points_is_ordered_by_revenue_not_by_key() -> None:
    accounts = pd.DataFrame({"account": list("ABC"), "revenue": [1.0, 3.0, 2.0]})
    rules = criteria(fit=1, gain=1).assign(main=[True, False])
    matrix = pd.DataFrame({"fit": 5.0, "gain": [4.0, 4.0, 9.0]}, index=list("ABC"))
    assert ranking(matrix, rules, accounts)["account"].tolist() == ["C", "B", "A"]
    assert ranking(matrix, rules, accounts, by_size=True)["account"].tolist() == ["B", "C", "A"]


def test_one_evaluator_is_weighed_over_what_he_scored() -> None:
    said = votes(("Vera", 1, "A", "fit", 8.0), ("Adam", 1, "A", "fit", 8.0), ("Adam", 1, "A", "gain", 4.0))
    found = by_evaluator(said, criteria(fit=1, gain=3)).set_index("who")
    assert found["score"].to_dict() == {"Adam": 5.0, "Vera": 8.0}
    assert found["share"].to_dict() == {"Adam": 1.0, "Vera": 0.25}


points = st.integers(1, 10).map(float)
matrices = (
    st.integers(2, 8)
    .flatmap(lambda rows: st.lists(st.tuples(points, points, points), min_size=rows, max_size=rows))
    .map(lambda rows: pd.DataFrame(rows, columns=["a", "b", "c"], index=[f"{n}" for n in range(len(rows))]))
)
weights = st.tuples(*(st.integers(1, 20) for _k in range(3)))


@given(matrices, weights)
def test_the_ranking_is_that_of_scikit_criteria(matrix: pd.DataFrame, weight: tuple[int, ...]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import skcriteria
        from skcriteria.agg.simple import WeightedSumModel
    shares = [part / sum(weight) for part in weight]
    data = skcriteria.mkdm(matrix.to_numpy(), [max] * 3, weights=shares, alternatives=list(matrix.index))
    oracle = WeightedSumModel().evaluate(data)
    found = ranked(matrix, criteria(**dict(zip("abc", map(float, weight), strict=True))))
    expected = pd.Series(np.asarray(oracle.e_.score), index=oracle.alternatives)
    assert found.set_index("account")["score"].to_dict() == pytest.approx(expected.to_dict())
    assert expected[found["account"]].round(9).is_monotonic_decreasing


@given(matrices, weights, st.randoms())
def test_order_of_rows_and_scale_of_weights_change_nothing(
    matrix: pd.DataFrame, weight: tuple[int, ...], luck: Any
) -> None:
    rules = criteria(**dict(zip("abc", map(float, weight), strict=True)))
    rows = list(matrix.index)
    luck.shuffle(rows)
    larger = rules.assign(weight=rules["weight"] * 7)
    first = ranked(matrix, rules)
    pd.testing.assert_frame_equal(ranked(matrix.loc[rows], rules), first)
    assert ranked(matrix, larger)["account"].tolist() == first["account"].tolist()


@given(matrices, weights, st.integers(1, 4))
def test_a_dominated_account_never_enters_for_a_dominating_one(
    matrix: pd.DataFrame, weight: tuple[int, ...], places: int
) -> None:
    better = matrix.iloc[[0]].clip(upper=9) + 1
    whole = pd.concat([matrix, better.set_axis(["zz"])])
    whole = whole.assign(
        **{name: whole[name].mask(whole.index == "0", whole.at["0", name].clip(max=9)) for name in whole}
    )
    order = ranked(whole, criteria(**dict(zip("abc", map(float, weight), strict=True))))["account"].tolist()
    assert order.index("zz") < order.index("0")
    assert ("0" in order[:places]) <= ("zz" in order[:places])


@given(matrices, weights, st.tuples(points, points, points))
def test_an_account_more_changes_nobodys_score(
    matrix: pd.DataFrame, weight: tuple[int, ...], other: tuple[float, ...]
) -> None:
    rules = criteria(**dict(zip("abc", map(float, weight), strict=True)))
    longer = pd.concat([matrix, pd.DataFrame([other], columns=list("abc"), index=["new"])])
    before, after = (ranked(table, rules).set_index("account")["score"] for table in (matrix, longer))
    pd.testing.assert_series_equal(after.drop("new").sort_index(), before.sort_index())


@settings(max_examples=30)
@given(st.lists(st.floats(0.1, 1e5), min_size=2, max_size=8), st.floats(0.1, 1e5))
def test_points_from_data_do_not_depend_on_who_else_is_there(margins: list[float], other: float) -> None:
    rules = pd.DataFrame({"key": ["gain"], "from": ["data"], "measures": [["margin"]], "anchors": [MONEY]})
    table = pd.DataFrame(
        {"account": [f"{n}" for n in range(len(margins))], "target": False, "margin": margins}
    )
    longer = pd.concat([table, pd.DataFrame({"account": ["new"], "target": False, "margin": [other]})])
    one, two = (score_matrix(rules, each, NOBODY, known_from=0.5, spread=1).base for each in (table, longer))
    pd.testing.assert_frame_equal(two.drop("new"), one)


def nominated(**answers: bool | None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "account": list(answers),
            "name": list(answers),
            "target": False,
            "holding": "",
            "asking": "",
            "nominated": pd.array(list(answers.values()), dtype="boolean"),
            "top_management": False,
        }
    )


def order(*accounts: str) -> pd.DataFrame:
    scores = [9.0 - place for place in range(len(accounts))]
    return pd.DataFrame({"account": accounts, "score": scores, "incomplete": False})


def verdicts(found: pd.DataFrame) -> dict[str, str]:
    return dict(zip(found["account"], found["verdict"], strict=True))


def test_every_account_has_one_verdict() -> None:
    out = pd.DataFrame({"account": ["A"], "rule": ["solvency"]})
    found = company_list(
        nominated(A=True, B=True, C=True, D=False, E=None), order("A", "B", "C"), places=1, knock_outs=out
    )
    assert verdicts(found) == {
        "A": "knocked out",
        "B": "key",
        "C": "waiting",
        "D": "not nominated",
        "E": "unknown",
    }
    assert found.set_index("account").loc["C", ["place", "gap"]].tolist() == [2, -1.0]


def test_people_decide_visibly_and_their_key_accounts_take_places_first() -> None:
    decided = pd.DataFrame({"account": ["C", "D"], "decided": ["Key", "not  key"], "reason": ["opens", None]})
    found = company_list(
        nominated(A=True, B=True, C=False, D=True),
        order("D", "A", "B"),
        places=2,
        knock_outs=NONE_OUT,
        decided=decided,
    ).set_index("account")
    assert found["verdict"].to_dict() == {"A": "key", "B": "waiting", "C": "key", "D": "not key"}
    assert found["computed"].to_dict() == {"A": "key", "B": "waiting", "C": "not nominated", "D": "key"}
    assert found.loc["C", ["decided", "why", "reason"]].tolist() == ["key", "decided", "opens"]


def test_an_account_that_loses_its_place_to_a_decision_is_told_so() -> None:
    decided = pd.DataFrame({"account": ["B"], "decided": ["key"]})
    found = company_list(
        nominated(A=True, B=False), order("A"), places=1, knock_outs=NONE_OUT, decided=decided
    )
    assert found.set_index("account").loc["A", ["verdict", "computed", "why"]].tolist() == [
        "waiting",
        "key",
        "places taken by decisions",
    ]


def test_the_latest_decision_counts() -> None:
    decided = pd.DataFrame(
        {
            "account": ["A", "A"],
            "decided": ["not key", "key"],
            "on": pd.to_datetime(["2026-02-01", "2026-01-01"]),
        }
    )
    found = company_list(nominated(A=True), order("A"), places=1, knock_outs=NONE_OUT, decided=decided)
    assert verdicts(found) == {"A": "not key"}


@pytest.mark.parametrize(("account", "word"), [("A", "maybe"), ("Z", "key")])
def test_decisions_that_mean_nothing_are_named(account: str, word: str) -> None:
    with pytest.raises(KamError, match=r"decision|decided"):
        company_list(
            nominated(A=True),
            order("A"),
            places=1,
            knock_outs=NONE_OUT,
            decided=pd.DataFrame({"account": [account], "decided": [word]}),
        )


def test_a_nominated_account_without_a_rank_is_refused() -> None:
    with pytest.raises(KamError, match="has no rank"):
        company_list(nominated(A=True), order("B"), places=1, knock_outs=NONE_OUT)


def test_a_knock_out_needs_known_points() -> None:
    matrix = pd.DataFrame({"solvency": [1.0, 1.0, 2.0]}, index=list("ABC"))
    source = pd.DataFrame({"solvency": ["people", "missing", "people"]}, index=list("ABC"))
    facts = pd.DataFrame(
        {"account": ["C"], "part": ["compliance"], "answer": pd.array([True], dtype="boolean")}
    )
    rules = pd.DataFrame({"key": ["solvency"], "knock_out": [1.0]})
    found = knock_outs(matrix, source, rules, facts)
    assert list(zip(found["account"], found["rule"], strict=True)) == [("A", "solvency"), ("C", "compliance")]


def test_an_unknown_price_of_an_hour_leaves_worth_unknown() -> None:
    measured = pd.DataFrame({"account": ["A"], "reachable_margin": [500.0]})
    found = worth_the_hours(measured, pd.DataFrame({"account": ["A"], "hours": [10.0]}), hour_rate=0)
    assert found["answer"].isna().all()


def test_strength_is_weighed_as_the_customer_weighs() -> None:
    rows = pd.DataFrame(
        {
            "account": ["A", "A", "B"],
            "criterion": list("xyz"),
            "weight": [30.0, 10.0, 5.0],
            "ours": [7.0, 5.0, 4.0],
            "theirs": [5.0, 9.0, None],
        }
    )
    found = relative_strength(rows).set_index("account")
    # (3 x 2 + 1 x -4) / 4 = .5; of B nothing can be compared.
    assert found.at["A", "strength"] == 0.5
    assert pd.isna(found.at["B", "strength"])
    assert found["left_out"].to_dict() == {"A": 0, "B": 1}


STRONG = {"strength": 0.0, "share_of_wallet": 0.5, "stage": 3.0}


def placed(strength: Any = None, share: Any = None, stage: Any = None, **how: Any) -> pd.DataFrame:
    attractive = pd.Series({"A": 8.0, "B": 8.0, "C": 3.0, "D": 3.0})
    return matrix_positions(
        attractive, strength, share, stage, high=5.5, strong=STRONG, known_from=0.5, **how
    )


def test_the_four_quadrants_have_the_names_of_the_literature() -> None:
    found = placed(pd.Series({"A": 1.0, "B": -1.0, "C": 0.0, "D": -0.1})).set_index("account")
    assert found["quadrant"].to_dict() == {"A": "strategic", "B": "star", "C": "status", "D": "streamline"}


def test_one_axis_for_all_and_the_proxy_is_named() -> None:
    few, most = pd.Series({"A": 1.0}), pd.Series({"A": 0.9, "B": 0.2, "C": 0.1})
    found = placed(few, most)
    assert set(found["axis"]) == {"share_of_wallet"}
    assert found["account"].tolist() == ["A", "B", "C"]
    assert set(placed(few)["axis"]) == {"strength"}
    assert set(placed(None, None, pd.Series({"A": 4.0}))["axis"]) == {"stage"}


def test_with_nothing_known_there_is_no_matrix() -> None:
    assert placed().empty
    assert placed(pd.Series({"Z": 1.0})).empty


def test_an_arrow_only_where_somebody_typed_it() -> None:
    typed = pd.DataFrame({"account": ["A", "B"], "attractiveness": [9.0, 9.0], "strength": [2.0, None]})
    strength = pd.Series({"A": 1.0, "B": 1.0, "C": 1.0, "D": 1.0})
    found = placed(strength, positions=typed).set_index("account")["future_strength"]
    assert found.notna().to_dict() == {"A": True, "B": False, "C": False, "D": False}
    on_wallets = placed(None, strength / 2, positions=typed)
    assert on_wallets["future_strength"].isna().all()
