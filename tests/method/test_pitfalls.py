"""Each pitfall of method.md 3.4 fires on the case made for it, and stays silent beside it."""

from typing import Any

import pandas as pd
import pytest

from kamlib.method.base.votes import own_and_others
from kamlib.method.pitfalls import pitfalls

ACCOUNTS = list("ABCDEF")
LIMITS: dict[str, Any] = {
    "places": 3,
    "double_count": 0.8,
    "direction": 0.3,
    "discriminates": 3,
    "tie_gap": 0.02,
    "halo": 0.9,
    "own_votes": 1.0,
    "many_criteria": 7,
}


def fired(**given: Any) -> pd.DataFrame:
    """Pitfalls of a selection without any; ``given`` says what is different."""
    matrix = given.pop("matrix", pd.DataFrame({"fit": [1.0, 9, 2, 8, 3, 7], "gain": [9.0, 8, 1, 2, 9, 1]}))
    matrix = matrix.set_axis(ACCOUNTS[: len(matrix)])
    source = given.pop("source", pd.DataFrame("people", index=matrix.index, columns=matrix.columns))
    rules = pd.DataFrame({"key": list(matrix), "weight": 1.0, "main": True, "knock_out": 1.0})
    rules = rules.assign(
        measures=[[] for _k in rules["key"]],
        anchors=[[] for _k in rules["key"]],
        words=[list("abcde") for _k in rules["key"]],
    )
    rules = rules.assign(**given.pop("rules", {}))
    order = pd.DataFrame(
        {"account": matrix.index, "score": given.pop("score", [9.0, 8, 7, 6, 5, 4][: len(matrix)])}
    )
    measured = given.pop("measures", pd.DataFrame({"account": matrix.index}))
    said = given.pop("scores", pd.DataFrame(columns=["who", "round", "account", "criterion", "score"]))
    out = given.pop("knock_outs", pd.DataFrame(columns=["account", "rule"]))
    return pitfalls(
        matrix, source, rules, measured, said, order, out, given.pop("projects", None), **{**LIMITS, **given}
    )


def codes(found: pd.DataFrame) -> list[str]:
    return found["code"].tolist()


def votes(points: dict[tuple[str, str], list[float]]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"who": who, "round": 1, "account": account, "criterion": criterion, "score": score}
            for (who, criterion), scores in points.items()
            for account, score in zip(ACCOUNTS, scores, strict=False)
        ]
    )


def test_a_sound_selection_fires_nothing() -> None:
    assert fired().empty


def test_two_criteria_that_rise_together_are_counted_twice() -> None:
    matrix = pd.DataFrame({"revenue": [1.0, 3, 5, 7, 8, 10], "margin": [1.0, 4, 5, 7, 9, 10]})
    found = fired(matrix=matrix)
    assert codes(found) == ["double_counting"]
    assert found.loc[0, ["what", "evidence"]].tolist() == ["revenue", "margin"]


def test_people_who_were_asked_twice_for_the_same_are_told_though_data_decide() -> None:
    # Their medians rise together; the points that count come from data, and do not.
    size = [1.0, 3, 5, 7, 8, 10]
    said = votes(
        {
            ("Vera", "fit"): size,
            ("Vera", "gain"): size[::-1],
            ("Adam", "fit"): size,
            ("Adam", "gain"): size,
            ("Nina", "fit"): size,
            ("Nina", "gain"): size,
        }
    )
    found = fired(scores=said, halo=1.1)
    assert found[["code", "what", "evidence"]].to_numpy().tolist() == [["scored_twice", "fit", "gain"]]
    matrix = pd.DataFrame({"fit": size, "gain": size})
    assert codes(fired(matrix=matrix, scores=said, halo=1.1)) == ["double_counting"]


def test_criteria_that_are_only_recorded_may_be_alike() -> None:
    matrix = pd.DataFrame(
        {"revenue": [1.0, 3, 5, 7, 8, 10], "margin": [1.0, 4, 5, 7, 9, 10], "fit": [9.0, 1, 8, 2, 7, 5]}
    )
    assert codes(fired(matrix=matrix, rules={"main": [False, False, True]})) == []


def test_medians_put_where_nobody_knows_are_no_evidence() -> None:
    matrix = pd.DataFrame({"revenue": [1.0, 3, 5, 7, 8, 10], "margin": [1.0, 4, 5, 7, 9, 10]})
    source = pd.DataFrame({"revenue": "people", "margin": ["people"] * 3 + ["missing"] * 3}, index=ACCOUNTS)
    assert "double_counting" not in codes(fired(matrix=matrix, source=source))


def test_points_that_fall_while_the_measure_rises() -> None:
    rules = {"measures": [["revenue"], []]}
    down = pd.DataFrame({"account": ACCOUNTS, "revenue": [90.0, 10, 80, 20, 70, 30]})
    found = fired(measures=down, rules=rules)
    assert found[["code", "what", "evidence", "value"]].to_numpy().tolist() == [
        ["direction", "fit", "revenue", pytest.approx(-1.0)]
    ]
    assert fired(measures=down.assign(revenue=-down["revenue"]), rules=rules).empty


def test_days_late_are_better_when_fewer() -> None:
    late = pd.DataFrame({"account": ACCOUNTS, "days_late": [90.0, 10, 80, 20, 70, 30]})
    assert fired(measures=late, rules={"measures": [["days_late"], []]}).empty


def test_a_scale_without_words_is_named() -> None:
    found = fired(rules={"words": [list("abcde"), ["good", "bad"]]})
    assert found.loc[0, ["code", "what", "evidence", "value"]].tolist() == [
        "unanchored",
        "gain",
        "words",
        2.0,
    ]


def test_a_measure_without_anchors_is_named() -> None:
    source = pd.DataFrame({"fit": "people", "gain": "missing"}, index=ACCOUNTS)
    found = fired(source=source, rules={"measures": [[], ["margin"]]})
    assert found.loc[0, ["code", "what", "evidence"]].tolist() == ["unanchored", "gain", "anchors"]


def test_points_from_six_to_eight_tell_nobody_apart() -> None:
    matrix = pd.DataFrame({"fit": [6.0, 8, 7, 7, 6, 8], "gain": [9.0, 8, 1, 2, 9, 1]})
    found = fired(matrix=matrix)
    assert found[["code", "what", "value"]].to_numpy().tolist() == [["no_discrimination", "fit", 2.0]]


def test_a_cut_in_a_dense_zone_is_a_tie() -> None:
    # 7.00 and 6.97 differ by .4 % of the score.
    found = fired(score=[9.0, 8, 7, 6.97, 5, 4])
    assert found.loc[0, ["code", "what", "evidence"]].tolist() == ["tie_at_the_cut", "C", "D"]
    assert found.at[0, "value"] == pytest.approx(0.03 / 7)
    assert fired(score=[9.0, 8, 7, 6.97, 5, 4], places=6).empty


def test_zeros_among_the_points_are_empty_cells() -> None:
    found = fired(scores=votes({("Vera", "fit"): [0.0, 5, 0]}))
    assert found.loc[0, ["code", "what", "evidence", "value"]].tolist() == [
        "missing_as_zero",
        "fit",
        "A,C",
        0.0,
    ]


def test_one_mark_for_everything_is_a_halo() -> None:
    same = [2.0, 9, 4, 7, 5, 8]
    said = votes(
        {
            ("Nina", "fit"): same,
            ("Nina", "gain"): same,
            ("Vera", "fit"): same,
            ("Vera", "gain"): [9.0, 3, 4, 8, 2, 5],
        }
    )
    found = fired(scores=said)
    assert found[["code", "what"]].to_numpy().tolist() == [["halo", "Nina"]]


def partial(extra: float, everywhere: float = 0.0) -> pd.DataFrame:
    """Scores of four people; Adam gives his own accounts A and B so much more, and everybody so much."""
    level = [5.0, 4, 6, 3, 5, 4]
    mine = [level[n] + everywhere + (extra if n < 2 else 0) for n in range(6)]
    return votes(
        {("Adam", "fit"): mine, ("Vera", "fit"): level, ("Nina", "fit"): level, ("Olga", "fit"): level}
    )


OWNERS = pd.DataFrame({"account": ACCOUNTS, "manager": ["Adam", "Adam", "Vera", "Vera", "Cyril", "Cyril"]})


def test_points_more_for_own_accounts_are_named_with_the_accounts() -> None:
    found = fired(scores=partial(2.1), measures=OWNERS)
    assert found.loc[0, ["code", "what", "evidence"]].tolist() == ["own_votes", "Adam", "A,B"]
    assert found.at[0, "value"] == pytest.approx(2.1)


def test_a_generous_evaluator_is_not_taken_for_a_partial_one() -> None:
    assert fired(scores=partial(0.0, everywhere=3.0), measures=OWNERS).empty
    owners = OWNERS.set_index("account")["manager"]
    found = own_and_others(partial(0.0, everywhere=3.0), owners).set_index("who")
    assert found.loc["Adam", ["own", "elsewhere", "extra"]].tolist() == [3.0, 3.0, 0.0]


def test_points_that_buy_off_a_rule_are_named() -> None:
    out = pd.DataFrame({"account": ["A", "F"], "rule": ["solvency", "solvency"]})
    found = fired(knock_outs=out)
    assert found[["code", "what", "evidence"]].to_numpy().tolist() == [["compensated", "A", "solvency"]]


def test_a_pack_without_any_knock_out_is_told() -> None:
    assert codes(fired(rules={"knock_out": 0.0})) == ["no_knock_out"]


def test_more_than_seven_main_criteria_are_too_many() -> None:
    matrix = pd.DataFrame(
        {f"k{n}": [1.0, 9, 2, 8, 3, 7][n % 6 :] + [1.0, 9, 2, 8, 3, 7][: n % 6] for n in range(8)}
    )
    found = fired(matrix=matrix)
    assert found.loc[found["code"] == "many_criteria", ["value", "limit"]].to_numpy().tolist() == [[8.0, 7.0]]


def test_growth_of_one_project_is_named_for_accounts_in_the_ranking() -> None:
    projects = pd.DataFrame(
        {"account": ["A", "B", "Z"], "share_of_growth": [0.9, 0.2, 0.9], "warned": [True, False, True]}
    )
    found = fired(projects=projects)
    assert found[["code", "what", "value"]].to_numpy().tolist() == [["one_project", "A", 0.9]]
