"""What a manager can change: golden numbers of the influence index, and what is not known."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamlib.method.influence import influence, influence_answers
from kamlib.method.served import gate
from kamlib.problems import KamError

LEVERS = ["assortment", "volume", "timing", "rival_share", "access"]
ASKED = pd.DataFrame({"key": [*LEVERS, "would_lose", "can_stop"], "part": ["develop"] * 5 + ["defend"] * 2})
STEPS = [0.0, 0.25, 0.5, 0.75, 1.0]


def sheet(answers: dict[str, float | None], *, who: str = "Ada", role: str = "manager", manager: str = "Ada",
          account: str = "A", evidence: str = "", on: str = "2026-01-31") -> pd.DataFrame:
    """One person's answers on one account; None says that the question does not apply."""
    return pd.DataFrame({
        "who": who, "role": role, "manager": manager, "account": account, "question": list(answers),
        "answer": [float("nan") if value is None else value for value in answers.values()],
        "applies": ["no" if value is None else "yes" for value in answers.values()],
        "evidence": evidence, "on": pd.Timestamp(on),
    })


def levers(*values: float | None, would_lose: float | None = 0.0, can_stop: float | None = 0.0
           ) -> dict[str, float | None]:
    return {**dict(zip(LEVERS, values, strict=True)), "would_lose": would_lose, "can_stop": can_stop}


def found(*sheets: pd.DataFrame) -> pd.Series:
    told = influence(pd.concat(sheets), ASKED, differ=0.25)
    return gate(told, influence_min=0.4, decisive_lever=0.75).iloc[0]


def test_a_tender_plant_passes_by_its_one_lever() -> None:
    # "Influence index": q = 1, .5, 0, 0, 0 -> develop .30, passes by the decisive lever.
    plant = found(sheet(levers(1, 0.5, 0, 0, 0)))
    assert plant["develop"] == pytest.approx(0.30)
    assert (plant["passes"], plant["reason"], plant["lever"]) == (True, "lever", "assortment")


def test_exactly_the_limit_passes() -> None:
    # "Influence index": q = .5, .5, .5, .25, .25 -> .40, passes.
    account = found(sheet(levers(0.5, 0.5, 0.5, 0.25, 0.25)))
    assert account["influence"] == pytest.approx(0.40)
    assert (account["passes"], account["reason"]) == (True, "influence")


def test_an_account_under_attack_is_defended() -> None:
    # "Influence index": .25, .25, 0, 0, 0 with q6 = 1, can stop it .75 -> develop .10, defend .75, I = .75.
    account = found(sheet(levers(0.25, 0.25, 0, 0, 0, would_lose=1, can_stop=0.75)))
    assert account["develop"] == pytest.approx(0.10)
    assert (account["defend"], account["influence"], account["passes"]) == (0.75, 0.75, True)


def test_an_outlet_held_by_geography_is_served() -> None:
    # "Influence index": 0 x5 with q6 = 0 -> I = 0, served.
    account = found(sheet(levers(0, 0, 0, 0, 0)))
    assert (account["influence"], account["served"], account["reason"]) == (0.0, True, "served")


def test_questions_that_do_not_apply_leave_the_mean() -> None:
    account = found(sheet(levers(0.5, 0.5, None, None, None)))
    assert account["develop"] == 0.5
    assert account["missing"] == ""


def test_nothing_that_applies_is_nothing_to_develop_and_nothing_to_defend() -> None:
    account = found(sheet(levers(None, None, None, None, None, would_lose=None, can_stop=1)))
    assert (account["influence"], account["served"]) == (0.0, True)


def test_a_missing_answer_is_unknown_and_never_zero() -> None:
    known = levers(0.25, 0.25, 0, 0, 0)
    del known["access"]
    account = found(sheet(known))
    assert pd.isna(account["influence"])
    assert (account["low"], account["high"]) == (pytest.approx(0.1), pytest.approx(0.3))
    assert account["missing"] == "access"
    # (.25 + .25 + 1)/5 = .3 is below .4, yet access itself could be a decisive lever.
    assert account["reason"] == "unknown"
    assert pd.isna(account["passes"]) and pd.isna(account["served"])


def test_a_missing_answer_leaves_no_doubt_where_the_others_suffice() -> None:
    known = levers(1, 1, 0.5, 0, 0)
    del known["access"], known["would_lose"]
    account = found(sheet(known))
    # At least (1 + 1 + .5)/5 = .5, whatever is missing.
    assert (account["low"], account["passes"], account["certain"]) == (0.5, True, True)


def test_what_nobody_would_lose_needs_no_answer_to_whether_it_can_be_stopped() -> None:
    known = levers(0, 0, 0, 0.25, 0)
    del known["can_stop"]
    account = found(sheet(known))
    assert (account["defend"], account["served"], account["certain"]) == (0.0, True, True)


def test_a_missing_defence_does_not_matter_to_a_stronger_development() -> None:
    known = levers(1, 1, 1, 1, 0.75, would_lose=0.25)
    del known["can_stop"]
    assert found(sheet(known))["influence"] == pytest.approx(0.95)


def test_without_any_answer_nothing_is_known() -> None:
    nobody = pd.DataFrame({"manager": ["Ada"], "account": ["Z"]})
    told = influence(sheet({}).iloc[:0], ASKED, differ=0.25, pairs=nobody)
    row = gate(told, influence_min=0.4, decisive_lever=0.75).iloc[0]
    assert (row["answered"], row["low"], row["high"], row["reason"]) == ("none", 0.0, 1.0, "unknown")
    assert not row["assumed"]


def test_until_it_is_settled_the_mean_counts_and_both_ends_are_the_range() -> None:
    ours = sheet(levers(0.5, 0.5, 0.5, 0.5, 0.5))
    boss = sheet(levers(0.25, 0.25, 0.25, 0.25, 0.25), who="Bo", role="supervisor")
    account = found(ours, boss)
    assert (account["influence"], account["low"], account["high"]) == (0.375, 0.25, 0.5)
    # .375 < .4 and no answer of .75: served by the mean, yet not certainly.
    assert (account["served"], account["certain"], account["differs"]) == (True, False, True)
    assert account["answered"] == "both"


def test_a_settled_answer_replaces_both() -> None:
    ours = sheet(levers(1, 0, 0, 0, 0))
    boss = sheet(levers(0.25, 0, 0, 0, 0), who="Bo", role="supervisor")
    both = sheet({"assortment": 0.75}, who="Ada and Bo", role="settled")
    account = found(ours, boss, both)
    assert (account["lever_low"], account["lever_high"], account["answered"]) == (0.75, 0.75, "settled")
    assert not account["differs"]


def test_a_question_that_only_one_finds_fitting_is_talked_about() -> None:
    ours = sheet({"access": None})
    boss = sheet({"access": 0.5}, who="Bo", role="supervisor")
    told = influence_answers(pd.concat([ours, boss]), ASKED, differ=0.25)
    row = told[told["question"] == "access"].iloc[0]
    assert (row["value"], row["applies"], row["differs"]) == (0.5, True, True)


def test_settled_as_not_applying_leaves_the_mean() -> None:
    ours = sheet(levers(0.5, 0.5, 0.5, 0.5, 1))
    account = found(ours, sheet({"access": None}, who="both", role="settled"))
    assert account["develop"] == 0.5


def test_of_one_person_the_latest_day_counts() -> None:
    early = sheet({"volume": 0.0}, on="2025-01-31")
    late = sheet({"volume": 1.0}, on="2026-01-31")
    assert found(late, early)["lever_value"] == 1.0


def test_without_evidence_it_is_assumed() -> None:
    assert found(sheet({"volume": 1.0}))["assumed"]
    assert not found(sheet({"volume": 1.0}, evidence="moved the March order"))["assumed"]


def test_another_role_is_refused_by_name() -> None:
    with pytest.raises(KamError, match="friend"):
        found(sheet({"volume": 1.0}, role="friend"))


def test_a_pack_without_defence_has_none() -> None:
    told = influence(sheet({"volume": 0.25}), ASKED[ASKED["key"] == "volume"], differ=0.25)
    assert told.loc[0, "influence"] == 0.25


answer = st.sampled_from([*STEPS, None])


@settings(max_examples=40)
@given(st.lists(answer, min_size=7, max_size=7), st.integers(0, 6), st.randoms())
def test_answering_a_missing_question_stays_inside_the_range_that_was_said(
    values: list[float | None], hidden: int, luck: object
) -> None:
    whole = dict(zip(ASKED["key"], values, strict=True))
    part = {key: value for key, value in whole.items() if key != ASKED["key"][hidden]}
    full, known = found(sheet(whole)), found(sheet(part))
    assert known["low"] - 1e-9 <= full["low"] <= full["high"] <= known["high"] + 1e-9
    if pd.notna(known["passes"]):
        assert known["passes"] == full["passes"]
    rows = sheet(whole).sample(frac=1, random_state=luck.randint(0, 99))  # type: ignore[attr-defined]
    pd.testing.assert_series_equal(found(rows), full)
