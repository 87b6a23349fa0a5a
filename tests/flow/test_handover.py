"""The stand-in and handover sheet: what is known of an account, what is agreed, and what is still open."""

from dataclasses import replace

import pandas as pd
import pytest

from kamlib import flow
from kamlib.flow.handover import handover
from kamlib.flow.meeting_sources import meeting_sources, of

ACCOUNT = "00264"


@pytest.fixture(scope="module")
def case():
    study = flow.open_study()
    today = flow.today(study)
    found = flow.dependency(study, flow.settings_in_force(study, "dependency"), today=today)
    return study, found, meeting_sources(study, today=today)


def sheet(case, sources=None, today=None):
    study, found, kept = case
    return handover(study, ACCOUNT, today=today or kept.today, found=found, sources=sources or kept)


def with_answers(sources, **columns):
    answers = sources.dossiers.answers
    return replace(sources, dossiers=replace(sources.dossiers, answers=answers.assign(**columns)))


def test_what_the_dossier_knows_stands_in_the_sheet_without_what_is_sensitive(case):
    _study, _found, sources = case
    answers = of(sources.dossiers.answers, ACCOUNT)
    known = sheet(case).known
    assert 0 < len(known) < len(answers)
    holds = set(answers.loc[answers["validity"].isin(["valid", "expiring"]), "words"])
    assert set(known["words"]) <= holds
    assert (known["value"] != "").all()
    assert sheet(case, with_answers(sources, sensitive="yes")).known.empty
    expired = pd.Series(False, sources.dossiers.answers.index, dtype="boolean")
    assert sheet(case, with_answers(sources, valid=expired)).known.empty


def test_every_open_step_of_the_plan_stands_in_the_sheet_also_one_due_next_year(case):
    _study, _found, sources = case
    day = sources.today
    steps = pd.DataFrame({
        "account": ACCOUNT, "action": ["later", "late", "done", "no day"], "client_action": "",
        "responsible": "",
        "until": [day + pd.Timedelta(days=400), day - pd.Timedelta(days=9), day, pd.NaT],
        "done": [pd.NaT, pd.NaT, day, pd.NaT]})
    told = sheet(case, replace(sources, plans={**sources.plans, "steps": steps})).brief.steps
    assert told[["action", "late"]].to_numpy().tolist() == [
        ["late", True], ["later", False], ["no day", False]]


def test_a_meeting_agreed_stands_in_the_sheet_until_it_is_over(case):
    study, found, sources = case
    agreed = flow.meetings(study).meetings
    row = agreed[(agreed["day"] >= sources.today) & ~agreed["held"]].iloc[0]
    one = handover(study, row["account"], today=sources.today, found=found, sources=sources)
    assert row["day"] in set(one.meetings["day"])
    after = handover(study, row["account"], today=row["day"] + pd.Timedelta(days=1), found=found,
                     sources=sources)
    assert row["day"] not in set(after.meetings["day"])
