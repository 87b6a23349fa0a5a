"""Packs and papers that leave nothing to decide by: named by the check, no wrong number, no crash."""

import pandas as pd
import pytest

from kamlib.flow import (
    company_selection,
    criteria_in_force,
    open_study,
    ranking_lab,
    settings_in_force,
)
from kamlib.flow.check import check_study
from kamlib.flow.hours import hours_of
from kamlib.flow.yearly import yearly
from kamlib.problems import KamError
from kamlib.run.chapters import copy_workbook
from kamlib.study.folder import CASE

MAIN = ("product_fit", "profit_potential", "potential_history")


@pytest.fixture
def folder(tmp_path):
    return copy_workbook(CASE.parent, tmp_path) / "data"


def change_pack(folder, *lines):
    path = folder / "pack.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n".join(["", *lines, ""]), encoding="utf-8")
    return folder


def codes(folder):
    return {p.code: str(p) for p in check_study(folder).problems if p.file == "pack.yaml"}


def test_a_weight_below_zero_is_named_before_anything_runs(folder):
    told = codes(change_pack(folder, "criteria.product_fit.weight: -1"))
    assert "criteria.product_fit.weight" in told["setting"]
    assert not check_study(folder).passed


def test_without_a_main_criterion_the_remedy_says_how_to_make_one(folder):
    told = codes(change_pack(folder, *(f"criteria.{key}.main: no" for key in MAIN)))
    assert "main: yes" in told["criteria-main"]


def test_all_weights_zero_is_not_the_same_as_no_main_criterion(folder):
    told = codes(change_pack(folder, *(f"criteria.{key}.weight: 0" for key in MAIN)))
    assert list(told) == ["criteria-weights"]


def test_more_tests_than_there_are_would_nominate_nobody(folder):
    told = codes(change_pack(folder, "selection.min_criteria: 7"))
    assert "from 1 to 6" in told["min-criteria"]


def test_the_laboratory_of_an_empty_list_is_empty_and_does_not_stop(folder):
    for path in ("key_accounts.csv", "scores"):
        there = folder / "judgement" / path
        there.rename(there.with_name(f"away-{path}"))
    study = open_study(change_pack(folder, "selection.min_criteria: 7"))
    company = company_selection(study, settings_in_force(study, "selection"), criteria_in_force(study))
    assert company.ranking.empty
    lab = ranking_lab(company, settings_in_force(study, "lab"))
    assert lab.stability.empty and "kept" in lab.stability
    assert lab.central.empty and set(company.weights.index) <= set(lab.central)


def test_fifty_beside_shares_of_one_is_refused_and_fifty_thirty_twenty_is_not(folder):
    study = open_study(folder)
    with pytest.raises(KamError, match="write a share such as"):
        criteria_in_force(study, weights={"profit_potential": 50})
    all_three = dict(zip(MAIN, (20, 50, 30), strict=True))
    assert criteria_in_force(study, weights=all_three)["weight"].max() == 50


@pytest.mark.parametrize("given", [{"weights": '{"tenure": 0.5}'}, {"main": '["tenure"]'}])
def test_a_table_that_papermill_hands_over_as_text_is_refused_with_the_right_way(folder, given):
    with pytest.raises(KamError, match="write -y"):
        criteria_in_force(open_study(folder), **given)


def test_hours_typed_under_another_spelling_make_no_second_manager(folder):
    path = folder / "judgement" / "managers.csv"
    path.write_text("manager;organisation;key_hours;hours\nADAM  bor;line;24,5;65\nNew Hire;line;30;70\n",
                    encoding="utf-8-sig")  # as Excel saves it where a comma parts decimals
    study = open_study(folder)
    nobody = pd.DataFrame({"account": [], "manager": []}, dtype="str")
    found = hours_of(study, settings_in_force(study, "capacity"), yearly(study), nobody).managers
    adam = found[found["manager"].str.casefold().str.startswith("adam")]
    assert adam[["manager", "key_hours", "typed"]].to_numpy().tolist() == [["Adam Bor", 24.5, True]]
    assert "New Hire" in set(found["manager"])
