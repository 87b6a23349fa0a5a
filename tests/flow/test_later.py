"""What was typed of days after the one that is looked at is told in one line."""

from datetime import date

import pandas as pd
import pytest

from kamlib import flow
from kamlib.flow.buying import buying_forms
from kamlib.flow.check import check_study
from kamlib.flow.later import later_problems
from kamlib.flow.meetings import meeting_forms
from kamlib.run import cli
from kamlib.study.books import Change, make_book
from tests.flow.test_plans import DAY, PLAN, study, typed

__all__ = ["study"]
ONE = pd.DataFrame({"account": ["A"], "name": ["A"]})
REMEDY = "write the day in study.yaml, as today: {}, or name it on the command line"


def later(folder, day=""):
    return [str(problem) for problem in later_problems(flow.open_study(folder), day)]


@pytest.fixture
def known(study):
    """A study whose people typed something of its day and of two later ones, and a meeting to come."""
    (form,) = buying_forms(flow.open_study(study), ONE)
    promise = {"promise": "Certificates", "by": "Ivan", "made": "2026-02-03", "until": "2026-12-31"}
    make_book(study, form, on=DAY, changes=[
        *(Change("promises", "+1", column, value) for column, value in promise.items()),
        Change("contacts", "+1", "ours", "Ivan"), Change("contacts", "+1", "theirs", "Anna"),
        Change("contacts", "+1", "last", "2026-01-30")])
    typed(study, *PLAN, Change("goals", "+1", "confirmed_by", "Anna"),
          Change("goals", "+1", "confirmed_on", "2026-02-05"))
    return study


def meeting(folder, *changes):
    (form,) = meeting_forms(flow.open_study(folder), ONE, date(2026, 2, 12))
    make_book(folder, form, on=DAY, changes=changes)


def test_nothing_later_is_nothing_told_and_a_meeting_to_come_is_no_news(study):
    typed(study, *PLAN)
    meeting(study)
    assert later(study) == []


def test_how_many_are_later_and_which_is_the_latest_stands_in_one_line_with_the_remedy(known):
    assert later(known) == [
        '"2026-01-30" is the day looked at; 2 entries are later, the latest of them a goal confirmed, of '
        "2026-02-05; " + REMEDY.format("2026-02-05")]
    assert later(known, "2026-02-03") == [
        '"2026-02-03" is the day looked at; 1 entry is later: a goal confirmed, of 2026-02-05; '
        + REMEDY.format("2026-02-05")]
    assert later(known, "2026-02-05") == []


def test_a_meeting_that_was_held_is_later(known):
    meeting(known, Change("agreed", "+1", "promise", "send samples"))
    assert "3 entries are later, the latest of them a meeting, of 2026-02-12" in later(known)[0]


def test_without_a_day_in_the_study_the_last_sale_is_looked_at_and_check_says_so(known):
    yaml = known / "study.yaml"
    yaml.write_text(yaml.read_text(encoding="utf-8").replace("today: 2026-01-30\n", ""), encoding="utf-8")
    (told,) = [problem for problem in check_study(known).problems if problem.code == "typed-later"]
    assert (told.severity, told.found) == ("warning", "2025-12-30")
    assert "3 entries are later" in told.message


@pytest.mark.parametrize("command", ["print", "handover"])
def test_the_papers_say_it_too(known, command, capsys, monkeypatch):
    monkeypatch.chdir(known)
    assert cli.main([command, str(known), "--accounts", "A"]) == 0
    assert later(known)[0] in capsys.readouterr().out.splitlines()
    assert cli.main([command, str(known), "--accounts", "A", "--day", "2026-02-05"]) == 0
    assert "later" not in capsys.readouterr().out


def test_the_pages_of_accounts_say_it_of_the_day_that_was_typed(known, capsys, monkeypatch):
    ran = type("Ran", (), {"unchanged": 0, "stopped": {}, "index": known / "index.html"})
    monkeypatch.setattr("kamlib.run.accounts.run_accounts", lambda *_of, **_how: ran)
    words = ["run", str(known), "--accounts", "A"]
    assert cli.main(words) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == later(known)[0]
    assert said[-1].startswith("Results: ")
    assert cli.main([*words, "-p", "today", "2026-02-05"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
