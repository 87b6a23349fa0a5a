"""What people wrote into the workbooks of the case, as the program sees it: remarks, a meeting."""

import shutil
from datetime import date

import pandas as pd
import pytest

from case.case_files import DATA
from kamlib import flow


@pytest.fixture(scope="module")
def remarks():
    """Codes of the reviewer's remarks by the name of the account."""
    study = flow.open_study()
    found = flow.plans(study, flow.settings_in_force(study, "plan"), today=flow.today(study))
    names = found.accounts.set_index("account")["name"]
    return found.remarks.groupby(found.remarks["account"].map(names))["code"].agg(list)


def test_the_reviewer_has_nothing_to_ask_of_the_plan_of_story_15(remarks):
    assert "Volna Opt" not in remarks


def test_the_plain_plan_has_the_two_errors_that_were_put_in(remarks):
    assert sorted(remarks["Fenix Mash"]) == ["no_owner", "old_claim"]


def test_the_colleagues_plan_is_a_hockey_stick_in_which_the_client_does_nothing(remarks):
    assert remarks["Bastila Stroy"].count("no_client_action") == 3
    wanted = {"hockey_stick", "no_client_goal", "no_budget", "share_above_reach"}
    assert wanted <= set(remarks["Bastila Stroy"])


def test_a_plan_that_nobody_filled_is_called_empty(remarks):
    assert remarks["Zenit Energo"] == ["empty"]


def test_the_meeting_that_was_held_is_in_the_workbooks_already(tmp_path):
    from kamlib.run.books import collect_meeting

    shutil.copytree(DATA, tmp_path / "case", ignore=shutil.ignore_patterns("output"))
    folder = tmp_path / "case" / "judgement" / "dossiers"
    (held,) = folder.glob("* Etalon Mash/meetings/*.xlsx")
    before = {path: path.read_bytes() for path in folder.rglob("*.xlsx")}
    lines, problems = collect_meeting(tmp_path / "case", held, on=date(2026, 1, 30))
    assert (len(lines), problems) == (1, [])
    assert {path: path.read_bytes() for path in folder.rglob("*.xlsx")} == before


def test_the_schedule_has_the_chief_engineer_whom_nobody_met():
    study = flow.open_study()
    found = flow.contact_schedule(study, flow.settings_in_force(study, "schedule"), today=flow.today(study))
    assert found.problems == []
    (line,) = found.lines[found.lines["person"] == "Gleb Morin"].to_dict("records")
    assert (line["name"], line["who"], line["reasons"]) == ("Kobalt Chem", "Nina Sova", "wanted,never")
    decided = found.lines.set_index("state")["reason"]
    assert decided["moved"] == "he is away for three weeks in February"
    assert decided["refused"] == "she is asked by phone whenever a day is confirmed"


def test_the_schedule_says_the_same_of_a_week_however_many_are_shown():
    study = flow.open_study()
    day = flow.today(study)
    force = [flow.settings_in_force(study, "schedule", weeks=weeks) for weeks in (6, 40)]
    short, long = (flow.contact_schedule(study, each, today=day) for each in force)
    shown = short.lines[short.lines["week"].notna()]
    inside = long.lines[long.lines["week"] <= short.last]
    pd.testing.assert_frame_equal(shown.reset_index(drop=True), inside.reset_index(drop=True))
    planned = long.lines[long.lines["state"] == "placed"]
    assert len(planned) and not (planned["ends"] > planned["until"]).any()
