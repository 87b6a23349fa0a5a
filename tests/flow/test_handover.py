"""The stand-in and handover sheet: what is known of an account, what is agreed, and what is still open."""

import sys
from dataclasses import replace

import pandas as pd
import pytest

from kamlib import flow
from kamlib.flow.handover import handover
from kamlib.flow.meeting_sources import meeting_sources, of

ACCOUNT = "00264"


@pytest.fixture(scope="module")
def sources():
    study = flow.open_study()
    return meeting_sources(study, today=flow.today(study))


@pytest.fixture
def sheet(sources, monkeypatch):
    def made(other=sources):
        module = sys.modules["kamlib.flow.handover"]
        monkeypatch.setattr(module, "meeting_sources", lambda _study, *, today: other)
        return handover(other.study, ACCOUNT, today=other.today)

    return made


def with_answers(sources, **columns):
    answers = sources.dossiers.answers
    return replace(sources, dossiers=replace(sources.dossiers, answers=answers.assign(**columns)))


def test_what_the_dossier_knows_stands_in_the_sheet_without_what_is_sensitive(sheet, sources):
    answers = of(sources.dossiers.answers, ACCOUNT)
    known = sheet().known
    assert 0 < len(known) < len(answers)
    holds = set(answers.loc[answers["validity"].isin(["valid", "expiring"]), "words"])
    assert set(known["words"]) <= holds
    assert (known["value"] != "").all()
    assert sheet(with_answers(sources, sensitive="yes")).known.empty
    expired = pd.Series(False, sources.dossiers.answers.index, dtype="boolean")
    assert sheet(with_answers(sources, valid=expired)).known.empty


def test_every_open_step_of_the_plan_stands_in_the_sheet_also_one_due_next_year(sheet, sources):
    day = sources.today
    steps = pd.DataFrame({
        "account": ACCOUNT, "action": ["later", "late", "done", "no day"], "client_action": "",
        "responsible": "",
        "until": [day + pd.Timedelta(days=400), day - pd.Timedelta(days=9), day, pd.NaT],
        "done": [pd.NaT, pd.NaT, day, pd.NaT]})
    told = sheet(replace(sources, plans={**sources.plans, "steps": steps})).brief.steps
    assert told[["action", "late"]].to_numpy().tolist() == [
        ["late", True], ["later", False], ["no day", False]]


def test_a_meeting_agreed_stands_in_the_sheet_until_it_is_over(sources):
    agreed = flow.meetings(sources.study).meetings
    row = agreed[(agreed["day"] >= sources.today) & ~agreed["held"]].iloc[0]
    one = handover(sources.study, row["account"], today=sources.today)
    assert row["day"] in set(one.meetings["day"])
    after = handover(sources.study, row["account"], today=row["day"] + pd.Timedelta(days=1))
    assert row["day"] not in set(after.meetings["day"])
