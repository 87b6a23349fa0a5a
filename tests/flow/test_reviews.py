"""What changed since the last review, as a person would say it."""

from datetime import date

import pandas as pd
import pytest

from kamlib import flow
from kamlib.flow.check import check_study
from kamlib.flow.review_points import review_with_points
from kamlib.flow.review_words import told
from kamlib.flow.reviews import review_of, state_of
from kamlib.problems import KamError
from kamlib.run.papers import make_papers
from kamlib.study.books import Change
from kamlib.study.reviews import write_review
from tests.flow.test_plans import PLAN, share, study, typed

__all__ = ["study"]
BEFORE, DAY = date(2025, 10, 31), date(2026, 1, 30)


def words(folder, since=""):
    found = flow.changes_since(flow.open_study(folder), since)
    assert list(found)[:7] == ["account", "name", "where", "what", "before", "now", "words"]
    return found["words"].tolist()


def kept(folder, on=BEFORE, **tables):
    """Keep a review: the state of today, some of its tables given otherwise."""
    state = state_of(flow.open_study(folder))
    return write_review(folder, state | tables, on=on)


def people(**more):
    row = {"account": "A", "line": "1", "person": "Gleb Morin", "position": "chief engineer"}
    return pd.DataFrame([row | more])


def test_without_a_review_nothing_changed_and_nothing_is_invented(study):
    assert words(study) == []
    assert flow.reviews_kept(flow.open_study(study)) == []


def test_a_share_a_step_and_a_deadline_are_told_in_words(study):
    typed(study, *PLAN)
    state = state_of(flow.open_study(study))
    steps = state["steps"].assign(until=pd.Timestamp("2026-03-31"), action="Formula")
    lines = state["quantities"].assign(share_3=state["quantities"]["share_3"].mask(
        state["quantities"]["name"] == "Gaskets", 0.1))
    kept(study, steps=steps, quantities=lines)
    assert words(study) == [
        "our share by year of Gaskets: 0 / 10 / 10 % → 0 / 10 / 20 %",
        'said in other words: "Formula" → "Formula for flanges"',
        'deadline of "Formula for flanges": 2026-03-31 → 2026-01-10',
        'step overdue: "Formula for flanges"',
    ]


def test_time_alone_makes_a_step_overdue(study):
    typed(study, *PLAN)
    kept(study)
    assert words(study) == ['step overdue: "Formula for flanges"']


def test_a_plan_that_was_not_there_is_new_with_everything_in_it(study):
    kept(study)
    typed(study, *PLAN)
    said = words(study)
    assert "has a plan now" in said
    assert 'new goal: "Fewer stops"' in said
    assert 'new step: "Formula for flanges"' in said


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (-2, 0, "attitude of the chief engineer (Gleb Morin): −2 → 0"),
        (None, 1, "attitude of the chief engineer (Gleb Morin): +1 (not known before)"),
        (2, None, "attitude of the chief engineer (Gleb Morin): not known any more (was +2)"),
    ],
)
def test_an_attitude_is_told_with_its_sign_and_unknown_is_not_zero(before, now, said):
    rows = pd.DataFrame([{"account": "A", "person": "Gleb Morin", "kind": "changed", "what": "attitude",
                          "before": before, "now": now}])
    found = told("persons", rows, people(), people())
    assert found["words"].tolist() == [said]


@pytest.mark.parametrize(
    ("table", "row", "said"),
    [
        ("list", {"what": "company", "before": False, "now": True}, "is on the company's list now"),
        ("list", {"what": "own", "before": True, "now": False}, "left its manager's list"),
        ("list", {"what": "manager", "before": "Ivan", "now": "Nina"}, "manager: Ivan → Nina"),
        ("promises", {"promise": "Test certificates", "what": "state", "before": "open", "now": "kept"},
         'promise kept: "Test certificates"'),
        ("contacts", {"ours": "Oleg Tarn", "theirs": "Ann", "what": "level", "before": 1.0, "now": 3.0},
         "contact of Oleg Tarn and Ann: 1 → 3"),
        ("goals", {"goal": "A branch", "what": "gain", "before": 900_000.0, "now": 1_500_000.0},
         'gain a year of "A branch": 900 000 → 1 500 000'),
        ("plan", {"what": "client_on", "before": None, "now": pd.Timestamp("2026-01-22")},
         "agreed by the client on 2026-01-22"),
    ],
)  # fmt: skip
def test_each_kind_of_change_has_words_of_its_own(table, row, said):
    rows = pd.DataFrame([{"account": "A", "kind": "changed"} | row])
    nothing = pd.DataFrame(columns=["account", "person", "position", "question", "words"])
    assert told(table, rows, nothing, nothing)["words"].tolist() == [said]


def test_the_review_of_a_day_is_the_last_one_up_to_it(study):
    kept(study, date(2025, 4, 30))
    kept(study, BEFORE)
    opened = flow.open_study(study)
    assert review_of(opened).name == "2025-10-31"
    assert review_of(opened, "2025-06-01").name == "2025-04-30"
    with pytest.raises(KamError, match="is before the first review; there are: 2025-04-30, 2025-10-31"):
        review_of(opened, "2024-01-01")
    with pytest.raises(KamError, match="2025-13-01"):
        review_of(opened, "2025-13-01")


def test_keeping_a_review_says_what_changed_since_the_one_before(study):
    typed(study, *PLAN)
    first = make_papers("review", study, day=BEFORE.isoformat()).lines
    assert first == ["Kept: judgement/reviews/2025-10-31",
                     "This is the first review; the next one shows what changed since."]
    typed(study, share("group Gaskets", 3, 0.3), Change("goals", "1", "target", "4"))
    assert make_papers("review", study).lines == [
        "Kept: judgement/reviews/2026-01-30", "3 changes since 2025-10-31:",
        '  A: target of "Fewer stops": 4 (not known before)',
        "  A: our share by year of Gaskets: 0 / 10 / 20 % → 0 / 10 / 30 %",
        '  A: step overdue: "Formula for flanges"']
    assert make_papers("review", study, day=DAY.isoformat()).lines[1] == "0 changes since 2026-01-30:"
    assert flow.reviews_kept(flow.open_study(study)) == ["2025-10-31", "2026-01-30", "2026-01-30-2"]


def test_without_a_day_a_review_is_that_of_the_study_whatever_the_computer_s_clock_says(study):
    yaml = study / "study.yaml"
    yaml.write_text(yaml.read_text(encoding="utf-8").replace("today: 2026-01-30\n", ""), encoding="utf-8")
    assert make_papers("review", study).lines[0] == "Kept: judgement/reviews/2025-12-30"
    assert make_papers("review", study, day="2026-02-12").lines[0] == "Kept: judgement/reviews/2026-02-12"
    with pytest.raises(KamError, match="Thursday"):
        make_papers("review", study, day="Thursday")


def test_a_page_of_a_day_is_compared_with_no_review_of_a_later_day(study):
    typed(study, *PLAN)
    kept(study)
    typed(study, share("group Gaskets", 3, 0.3))
    kept(study, date(2026, 11, 22))
    opened = flow.open_study(study)
    changes = flow.changes_since(opened)
    assert "our share by year of Gaskets: 0 / 10 / 20 % → 0 / 10 / 30 %" in changes["words"].tolist()
    assert flow.review_name(opened) == "2025-10-31"
    assert flow.review_name(opened, "2026-12-01") == "2025-10-31"
    assert flow.review_name(opened, day="2025-10-30") == ""
    assert flow.review_name(opened, day="2026-11-22") == "2026-11-22"
    with pytest.raises(KamError, match=r"2026-11-22.* later day than the one looked at, 2026-01-30"):
        flow.changes_since(opened, "2026-11-22")
    (told,) = [str(problem) for problem in check_study(study).problems if problem.code == "review-later"]
    assert told == ('judgement/reviews: "2026-11-22" is later than the day looked at, 2026-01-30; nothing is '
                    "compared with it; write the day in study.yaml: today")


def test_points_kept_on_a_later_day_are_not_those_of_then(study):
    points = pd.DataFrame({"account": ["A"], "criterion": ["sales"], "points": [4.0], "source": ["data"]})
    kept(study, date(2026, 11, 22), points=points)
    opened = flow.open_study(study)
    assert review_with_points(opened, "A", day=pd.Timestamp("2026-01-30")) is None
    assert review_with_points(opened, "A", day=pd.Timestamp("2026-11-22")).name == "2026-11-22"
