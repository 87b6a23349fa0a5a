"""A step is computed once in a process, and again when anything that it rests on is another one."""

import sys
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
import pytest

from kamlib.flow import company_selection, criteria_in_force, open_study, potential, settings_in_force
from kamlib.flow.once import once

YAML = "name: Alder\ntables: {sales: {from: sales, columns: {account: Client, date: Day, amount: Amount}}}\n"
SALES = "Client;Day;Amount\nBirch;31.01.2025;10,5\nAspen;28.02.2025;20,25\n"


@dataclass(frozen=True)
class Found:
    table: pd.DataFrame
    more: dict[str, list[int]]


@pytest.fixture
def folder(make_study):
    return make_study(YAML, sales=SALES)


@pytest.fixture
def step():
    @once(books=True)
    def taken(study, factor=1, *, table=None):
        taken.times += 1
        return Found(pd.DataFrame({"a": [factor]}), {"all": [1]})

    taken.times = 0
    return taken


def test_the_same_question_is_computed_once_also_of_a_study_that_is_opened_again(folder, step):
    assert step(open_study(folder), 2).table["a"].tolist() == [2]
    assert step(open_study(folder), 2).table["a"].tolist() == [2]
    assert step.times == 1


def test_what_somebody_does_to_an_answer_is_in_no_other(folder, step):
    first = step(open_study(folder))
    first.table["a"] = 7
    first.table["b"] = 8
    first.more["all"].append(2)
    second = step(open_study(folder))
    assert (second.table.to_dict("list"), second.more) == ({"a": [1]}, {"all": [1]})


@pytest.mark.parametrize("path", ["input/sales.csv", "study.yaml", "pack.yaml", "judgement/scores/nina.csv",
                                  "judgement/dossiers/birch/plan.xlsx"])  # fmt: skip
def test_a_file_that_is_new_or_changed_is_another_question(folder, step, path):
    study = open_study(folder)
    step(study)
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    with (folder / path).open("a", encoding="utf-8") as file:
        file.write("\n")
    step(study)
    assert step.times == 2


def test_a_step_that_reads_no_workbooks_does_not_care_for_them(folder):
    @once(books=False)
    def taken(study):
        return len([*study.judgement.rglob("*.*")])

    assert taken(open_study(folder)) == 0
    for path, seen in (("dossiers/birch/plan.xlsx", 0), ("reviews/2025-01-31/plan.csv", 0), ("hours.csv", 3)):
        (folder / "judgement" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "judgement" / path).write_text("", encoding="utf-8")
        assert taken(open_study(folder)) == seen


@pytest.mark.parametrize("other", [
    lambda study: (replace(study, as_of=date(2025, 1, 31)), (), {}),
    lambda study: (replace(study, today=date(2025, 3, 31)), (), {}),
    lambda study: (replace(study, settings={}), (), {}),
    lambda study: (study, (3,), {}),
    lambda study: (study, (), {"table": pd.DataFrame({"x": [1]})}),
])  # fmt: skip
def test_another_day_setting_or_table_is_another_question(folder, step, other):
    study = open_study(folder)
    step(study)
    study, args, more = other(study)
    step(study, *args, **more)
    assert step.times == 2


def test_the_selection_takes_the_potential_that_was_computed(monkeypatch, folder):
    study, module, times = open_study(folder), sys.modules["kamlib.flow.potential"], []

    def counted(*of, wallets=module.wallets, **how):
        times.append(of)
        return wallets(*of, **how)

    monkeypatch.setattr(module, "wallets", counted)
    potential(study, settings_in_force(study, "potential"))
    company_selection(study, settings_in_force(study, "selection"), criteria_in_force(study))
    company_selection(study, settings_in_force(study, "selection"), criteria_in_force(study))
    assert len(times) == 1
