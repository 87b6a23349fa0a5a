"""Goals of the client and ours, and the growth of an account on the scales that selected it."""

import pandas as pd
import pytest

from kamlib.method.criteria_growth import criteria_growth, score_growth
from kamlib.method.plan_goals import goal_progress, goals_of_accounts

NAN = float("nan")
ACCOUNTS = pd.DataFrame({"account": ["A", "B"]})


def goals(**columns: object) -> pd.DataFrame:
    return pd.DataFrame({
        "account": "A", "whose": "client", "goal": ["sales", "days", "branch"], "weight": [3.0, 2, 1],
        "base": [100.0, 12, 0], "target": [140.0, 8, 1], "actual": [130.0, 7, 0], **columns})


def test_the_clients_goals_of_the_method() -> None:
    # method, section 5, row "Client's goals": w = (3, 2, 1), base/target/actual 100/140/130, 12/8/7, 0/1/0,
    # cap 1 -> progress .75, 1.25, 0; capped .708, raw .792
    found = goal_progress(goals(), cap=1)
    assert found["progress"].tolist() == pytest.approx([0.75, 1.25, 0])
    summed = goals_of_accounts(found, ACCOUNTS).iloc[0]
    assert summed["achieved"] == pytest.approx(0.708, abs=0.0005)
    assert summed["achieved_raw"] == pytest.approx(0.792, abs=0.0005)


def test_an_account_without_a_goal_is_unknown_and_not_at_zero() -> None:
    found = goals_of_accounts(goal_progress(goals(), cap=1), ACCOUNTS)
    assert found["known"].tolist() == [True, False]
    assert pd.isna(found.loc[1, "achieved"])


@pytest.mark.parametrize(("column", "state"), [
    ("target", "no target"), ("base", "no base"), ("actual", "no actual")])
def test_a_goal_without_a_number_is_left_out_and_says_which(column: str, state: str) -> None:
    holed = goals()
    holed.loc[0, column] = NAN
    found = goal_progress(holed, cap=1)
    assert found.loc[0, "state"] == state
    summed = goals_of_accounts(found, ACCOUNTS).iloc[0]
    assert (summed["goals"], summed["measured"]) == (3, 2)
    assert summed["achieved"] == pytest.approx((2 * 1 + 1 * 0) / 3)


def test_a_target_that_is_its_base_is_not_measured() -> None:
    found = goal_progress(goals(target=[100.0, 8, 1]), cap=1)
    assert found.loc[0, "state"] == "target is the base"
    assert pd.isna(found.loc[0, "progress"])


def test_a_goal_that_moved_away_counts_against() -> None:
    found = goal_progress(goals(actual=[90.0, 7, 0]), cap=1)
    assert found.loc[0, "state"] == "further away"
    assert found.loc[0, "progress"] == pytest.approx(-0.25)


def test_our_goals_are_never_mixed_with_the_clients() -> None:
    mixed = pd.concat([goals(), goals(whose="us", actual=[140.0, 8, 1])])
    found = goal_progress(mixed, cap=1)
    assert goals_of_accounts(found, ACCOUNTS).loc[0, "achieved"] == pytest.approx(0.708, abs=0.0005)
    assert goals_of_accounts(found, ACCOUNTS, whose="us").loc[0, "achieved"] == pytest.approx(1.0)


def test_goals_without_weights_weigh_alike_and_one_without_weighs_as_the_mean() -> None:
    alike = goals_of_accounts(goal_progress(goals(weight=NAN), cap=1), ACCOUNTS)
    assert alike.loc[0, "achieved"] == pytest.approx((0.75 + 1 + 0) / 3)
    some = goals_of_accounts(goal_progress(goals(weight=[3.0, 1.0, NAN]), cap=1), ACCOUNTS)
    assert some.loc[0, "achieved"] == pytest.approx((3 * 0.75 + 1 + 2 * 0) / 6)


def test_a_goal_is_confirmed_by_somebody_on_a_day() -> None:
    days = pd.to_datetime(["2026-01-02", None, None])
    named = goals(confirmed_by=["Kress", "Kress", ""], confirmed_on=days)
    assert goals_of_accounts(goal_progress(named, cap=1), ACCOUNTS).loc[0, "confirmed"] == 1


CRITERIA = pd.DataFrame({"key": ["potential", "fit", "tenure"], "weight": [3.0, 1.0, 0.5],
                         "main": [True, True, False]})


def points(*values: float) -> pd.DataFrame:
    return pd.DataFrame([values], columns=["potential", "fit", "tenure"], index=["A"])


def test_growth_is_read_on_the_scales_of_the_selection() -> None:
    changes = criteria_growth(points(7, 6, 4), points(8, 5, 4), CRITERIA)
    assert changes["state"].tolist() == ["grew", "fell", "same"]
    found = score_growth(changes).iloc[0]
    assert (found["then"], found["now"]) == pytest.approx(((21 + 6) / 4, (24 + 5) / 4))
    assert (found["grew"], found["fell"]) == (1, 1)


def test_points_nobody_knew_give_no_growth() -> None:
    changes = criteria_growth(points(NAN, 6, NAN), points(8, NAN, NAN), CRITERIA)
    assert changes["state"].tolist() == ["not known then", "not known now", "never known"]
    found = score_growth(changes).iloc[0]
    assert pd.isna(found["change"])
    assert found["unknown"] == 2


def test_the_score_then_and_now_rests_on_the_same_criteria() -> None:
    changes = criteria_growth(points(7, 9, 4), points(8, NAN, 4), CRITERIA)
    found = score_growth(changes).iloc[0]
    assert (found["then"], found["now"], found["criteria"]) == (7, 8, 1)


def test_accounts_that_were_not_there_then_are_left_out() -> None:
    assert criteria_growth(points(7, 6, 4).iloc[:0], points(8, 5, 4), CRITERIA).empty
    assert score_growth(criteria_growth(points(7, 6, 4).iloc[:0], points(8, 5, 4), CRITERIA)).empty
