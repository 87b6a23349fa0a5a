"""The dossier: what holds until when, how full and how fresh, what to ask first; full is not fresh."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamlib.method.dossier_answers import dossier_answers
from kamlib.method.dossier_groups import dossier_groups
from kamlib.method.dossier_questions import dossier_questions
from kamlib.method.dossier_summary import dossier_summary
from kamlib.problems import KamError

TODAY = pd.Timestamp("2026-01-30")
ONE = pd.DataFrame({"account": ["A"], "name": ["Alder"]})


def asked(count: int = 3, *, months: int = 12, importance: int = 1, level: str = "core") -> pd.DataFrame:
    keys = [f"q{place}" for place in range(count)]
    return pd.DataFrame({
        "key": keys, "question": "What?", "group": "needs", "group_label": "Needs", "level": level,
        "importance": importance, "valid_months": months, "ask": "their director"})


def answer(question: str = "q0", *, on: str = "", until: str = "", value: str = "yes",
           confidence: str = "said", account: str = "A") -> dict[str, object]:
    return {"account": account, "question": question, "value": value, "confidence": confidence,
            "on": pd.Timestamp(on) if on else pd.NaT, "valid_until": pd.Timestamp(until) if until else pd.NaT}


def found(*said: dict[str, object], questions: pd.DataFrame | None = None, today: pd.Timestamp = TODAY,
          accounts: pd.DataFrame = ONE) -> pd.DataFrame:
    columns = ["account", "question", "value", "confidence", "on", "valid_until"]
    table = pd.DataFrame(list(said), columns=columns).astype(
        {"on": "datetime64[s]", "valid_until": "datetime64[s]"})
    asked_for = asked() if questions is None else questions
    return dossier_answers(table, asked_for, accounts, today=today, expires_days=60)


def first(*said: dict[str, object], **more: object) -> "pd.Series[object]":
    return found(*said, **more).iloc[0]  # type: ignore[arg-type]


def summed(answers: pd.DataFrame) -> "pd.Series[object]":
    return dossier_summary(answers, full_from=0.7, fresh_from=0.5).iloc[0]


@pytest.mark.parametrize(("on", "expected"), [
    ("2025-01-30", "expiring"),  # 12 months later is today, and the last day still holds
    ("2025-01-29", "expired"),
    ("2025-03-31", "expiring"),  # until 2026-03-31: 60 days left
    ("2025-04-01", "valid"),  # 61 days left
])
def test_an_answer_holds_for_the_months_of_its_question_the_last_day_included(on, expected):
    assert first(answer(on=on))["validity"] == expected


def test_months_end_with_the_month():
    august = first(answer(on="2025-08-31"), questions=asked(months=6))
    assert august["valid_until"] == pd.Timestamp("2026-02-28")


def test_a_typed_day_wins_over_the_months():
    assert first(answer(on="2026-01-01", until="2026-01-29"))["validity"] == "expired"
    assert first(answer(on="2020-01-01", until="2027-01-01"))["validity"] == "valid"


def test_a_constant_never_ages_unless_somebody_typed_a_day():
    assert first(answer(on="2001-01-01"), questions=asked(months=0))["validity"] == "valid"
    assert first(answer(), questions=asked(months=0))["validity"] == "valid"
    assert first(answer(until="2026-01-01"), questions=asked(months=0))["validity"] == "expired"


def test_without_a_day_it_is_unknown_whether_an_answer_holds():
    row = first(answer())
    assert row["validity"] == "undated" and pd.isna(row["valid"]) and pd.isna(row["age_months"])


def test_states_are_told_apart():
    rows = found(answer("q0", confidence="fact"), answer("q1", value="", confidence="not applicable"))
    assert rows["state"].tolist() == ["fact", "not applicable", "open"]
    # Nobody says how sure it is: then it is an assumption.
    assert first(answer(confidence=""))["state"] == "assumed"
    # A word on how sure, and no answer, is no answer.
    assert first(answer(value=" ", confidence="fact"))["state"] == "open"


def test_an_answer_to_a_question_that_is_gone_is_not_counted():
    assert summed(found(answer("gone", on="2026-01-01")))["answered"] == 0


def test_an_answer_twice_is_refused():
    with pytest.raises(KamError, match="q0"):
        found(answer("q0"), answer("q0"))


def dossier(applicable: int, answered: int, valid: int, months: float, *, questions: int) -> pd.DataFrame:
    """Answers as in story 16: so many apply, so many are answered, so many hold, of that median age."""
    learnt = (TODAY - pd.Timedelta(days=round(months * 365.25 / 12))).strftime("%Y-%m-%d")
    said = [answer(f"q{n}", on=learnt, until="2026-12-31" if n < valid else "2025-12-31")
            for n in range(answered)]
    said += [answer(f"q{n}", value="", confidence="not applicable") for n in range(applicable, questions)]
    return found(*said, questions=asked(questions))


def test_full_is_not_fresh():
    # practice.md 6.2, story 16: 82 % complete, median age 26 months, 31 % valid; 55 % complete, all valid.
    # Counts of the case: 39 apply, 32 answered, 10 hold; 40 apply, 22 answered, 22 hold.
    old, half = (summed(dossier(*counts, questions=44)) for counts in
                 ((39, 32, 10, 26), (40, 22, 22, 4)))
    assert (old["questions"], old["answered"], old["kind"]) == (39, 32, "full, not fresh")
    assert (round(old["complete"], 2), round(old["core_valid_share"], 2)) == (0.82, 0.31)
    assert round(old["median_age"]) == 26
    assert (round(half["complete"], 2), half["core_valid_share"], half["kind"]) == (0.55, 1.0,
                                                                                   "fresh, not full")


def test_completeness_weighs_by_importance_and_leaves_out_what_does_not_apply():
    questions = asked(3).assign(importance=[3, 1, 3])
    row = summed(found(answer("q0", on="2026-01-01"), answer("q2", value="", confidence="not applicable"),
                       questions=questions))
    # method.md 1.3: 3 / (3 + 1); the third question leaves the denominator.
    assert (row["complete"], row["questions"]) == (0.75, 2)


def test_assumed_answers_count_and_are_shown_apart():
    row = summed(found(answer("q0", on="2026-01-01"), answer("q1", on="2026-01-01", confidence="assumed")))
    assert (row["answered"], row["assumed"], row["assumed_share"]) == (2, 1, 0.5)


def test_an_undated_answer_is_not_counted_as_holding():
    row = summed(found(answer("q0", on="2026-01-01"), answer("q1")))
    assert (row["core_valid_share"], row["core_undated"]) == (0.5, 1)


def test_the_headline_is_of_core_answers_only():
    questions = asked(2).assign(level=["core", "full"])
    row = summed(found(answer("q0", on="2026-01-01"), answer("q1", on="2020-01-01"), questions=questions))
    assert (row["core_valid_share"], row["valid_share"], row["core_answered"]) == (1.0, 0.5, 1)


def test_without_answers_there_is_no_share_that_holds():
    row = summed(found())
    assert (row["kind"], row["complete"], row["core_open"]) == ("empty", 0.0, 3)
    assert pd.isna(row["core_valid_share"]) and pd.isna(row["assumed_share"]) and pd.isna(row["median_age"])


def test_where_nothing_applies_nothing_can_be_complete():
    said = [answer(f"q{n}", value="", confidence="not applicable") for n in range(3)]
    assert pd.isna(summed(found(*said))["complete"])


def test_a_template_without_core_questions_has_no_headline():
    row = summed(found(answer(on="2026-01-01"), questions=asked(level="full")))
    assert (row["core_questions"], row["answered"]) == (0, 1) and pd.isna(row["core_valid_share"])


def test_open_questions_come_in_the_order_of_their_worth():
    # method.md 1.3: importance x (1 - 0.5^(age / half-life)), an unanswered one counts in full.
    questions = asked(5).assign(importance=[2, 3, 3, 1, 3])
    year = "2025-01-30"
    rows = found(answer("q1", on=year, until="2025-06-30"), answer("q2", on="2026-01-30"),
                 answer("q3"), answer("q4", on="2024-01-30"), questions=questions)
    first_asked = dossier_questions(rows, half_life=12)
    assert first_asked[["question", "why"]].to_numpy().tolist() == [
        ["q4", "expired"], ["q0", "open"], ["q1", "expired"], ["q3", "undated"]]
    worth = first_asked.set_index("question")["worth"]
    assert worth["q1"] == pytest.approx(3 * (1 - 0.5 ** (365 / 365.25)), abs=1e-6)
    assert worth["q4"] == pytest.approx(3 * (1 - 0.5 ** (731 / 365.25)), abs=1e-6)
    assert (worth["q0"], worth["q3"]) == (2, 1)


def test_of_equal_worth_core_comes_before_full():
    questions = asked(2).assign(level=["full", "core"])
    assert dossier_questions(found(questions=questions), half_life=12)["question"].tolist() == ["q1", "q0"]


def test_an_assumption_is_asked_for_though_it_holds_and_what_does_not_apply_is_not():
    rows = found(answer("q0", on="2026-01-01", confidence="assumed"), answer("q1", on="2026-01-01"),
                 answer("q2", value="", confidence="not applicable"))
    assert dossier_questions(rows, half_life=12)[["question", "why"]].to_numpy().tolist() == [
        ["q0", "assumed"]]


@pytest.mark.parametrize(("said", "shade"), [
    ([], "empty"),
    ([answer("q0", on="2020-01-01")], "old"),
    ([answer("q0", on="2026-01-01")], "old"),
    ([answer("q0", on="2026-01-01"), answer("q1", on="2026-01-01")], "part"),
    ([answer(f"q{n}", on="2026-01-01") for n in range(3)], "holds"),
    ([answer(f"q{n}", value="", confidence="not applicable") for n in range(3)], "not applicable"),
])
def test_a_group_is_shaded_by_what_holds(said, shade):
    assert dossier_groups(found(*said), fresh_from=0.5)["shade"].tolist() == [shade]


DAY = st.dates(pd.Timestamp("2022-01-01").date(), pd.Timestamp("2026-01-30").date())
SAID = st.lists(st.tuples(st.sampled_from(["fact", "said", "assumed", "not applicable", ""]),
                          st.one_of(st.none(), DAY), st.one_of(st.none(), DAY), st.booleans()),
                min_size=6, max_size=6)


def many(said: list[tuple[object, ...]]) -> list[dict[str, object]]:
    return [answer(f"q{n}", confidence=str(sure), on=str(on or ""), until=str(until or ""),
                   value="yes" if told else "") for n, (sure, on, until, told) in enumerate(said)]


@settings(max_examples=50)
@given(SAID, st.integers(0, 900))
def test_time_only_takes_away_and_never_touches_completeness(said, days):
    questions = asked(6, months=9).assign(importance=[3, 2, 1, 1, 2, 3], valid_months=[0, 3, 6, 9, 12, 24])
    now, later = (found(*many(said), questions=questions, today=day)
                  for day in (TODAY, TODAY + pd.Timedelta(days=days)))
    held = now["valid"].fillna(False)
    assert not (later["valid"].fillna(False) & ~held).any()
    one, two = summed(now), summed(later)
    assert pd.isna(one["complete"]) or one["complete"] == two["complete"]
    parts = ["core_valid", "core_expiring", "core_expired", "core_undated"]
    for row in (one, two):
        assert sum(row[part] for part in parts) == row["core_answered"]
        assert row["core_answered"] + row["core_open"] == row["core_questions"]
