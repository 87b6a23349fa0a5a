"""What a client would read of competitors and of persons in his version of a plan."""

import openpyxl
import pandas as pd
import pytest

from kamlib import flow
from kamlib.flow.buying import buying_forms
from kamlib.flow.client_words import client_words_problems
from kamlib.run import cli
from kamlib.study.books import Change, make_book
from tests.flow.test_plans import DAY, PLAN, read, study, typed

__all__ = ["study"]


@pytest.fixture
def centre(study):
    """A study with two persons in the buying centre of A, and one who stands for a function."""
    (form,) = buying_forms(flow.open_study(study), pd.DataFrame({"account": ["A"], "name": ["A"]}))
    people = ["Пётр Гуляев", "Anna Kowalska", "chief mechanic"]
    make_book(study, form, on=DAY, changes=[
        Change("persons", f"+{line}", "person", name) for line, name in enumerate(people, 1)])
    return study


def step(folder, action, **more):
    typed(folder, *PLAN, Change("steps", "+2", "year", "1"), Change("steps", "+2", "action", action),
          *(Change("steps", "+2", column, words) for column, words in more.items()))


def names(folder):
    """Return what the plan of A would name before him."""
    problems = client_words_problems(flow.open_study(folder), read(folder), "A")
    return [(problem.message, problem.found) for problem in problems]


@pytest.mark.parametrize(("action", "said"), [
    ("чтобы обойти Гуляева", "names a person of theirs, Пётр Гуляев"),
    ("rozmowa z Anną Kowalską", "names a person of theirs, Anna Kowalska"),
    ("flansze zamiast Tekramu", "names a competitor, Tekram"),
])
def test_a_name_is_found_in_whatever_form_it_stands(centre, action, said):
    step(centre, action)
    assert names(centre) == [(said, action)]


def test_a_function_and_words_that_begin_alike_are_nobody_s_name(centre):
    step(centre, "Train the chief mechanic on site, tell of categories and of teak")
    assert names(centre) == []


def test_the_command_prints_each_with_its_file_sheet_and_column(centre, capsys, monkeypatch):
    step(centre, "Training", client_action="lets Kowalska decide", resource="Tekram's old valves")
    monkeypatch.chdir(centre)
    assert cli.main(["client-plan", str(centre), "--accounts", "A"]) == 0
    page, *told = capsys.readouterr().out.splitlines()
    assert page.startswith("output/plans/")
    assert told == ['judgement/dossiers/A A/plan.xlsx, sheet "Steps", column "What the client does": '
                    '"lets Kowalska decide" names a person of theirs, Anna Kowalska; the client would read '
                    "it: say it in other words"]


@pytest.mark.parametrize(("action", "client_action", "word"), [
    ("visit our people", "names a contact for each of us", "us"),
    ("наш склад", "даёт Нашему складу план", "Нашему"),
    ("uns", "plan dla naszego magazynu", "naszego"),
    ("we call", "gibt unserem Lager einen Plan", "unserem"),
    ("we call", "trains its engineers in the US, business as usual", ""),
])  # fmt: skip
def test_our_in_what_is_the_client_s_is_named(centre, action, client_action, word):
    step(centre, action, client_action=client_action)
    said = f'says "{word}" of what is the client\'s, who would read it as the client\'s own'
    assert names(centre) == ([(said, client_action)] if word else [])


def test_a_plan_in_which_nothing_is_filled_is_not_told_as_missing(centre, capsys):
    typed(centre)
    assert cli.main(["client-plan", str(centre), "--accounts", "A, B"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        'judgement/dossiers/A A/plan.xlsx: "A" has an empty plan; begin with the '
        "client's goals",
        '"B" has no plan yet; make its workbook: kam forms plan FOLDER --accounts "B"']


def test_the_place_is_one_that_the_workbook_has(centre):
    parts = {"steps": ("action", "client_action"), "offers": ("offer", "value", "delivery"),
             "goals": ("goal", "measure", "contribution")}
    typed(centre, *PLAN, Change("steps", "+2", "year", "1"), Change("goals", "+2", "whose", "client"),
          *(Change(table, "+2", column, "before Tekram") for table, columns in parts.items()
            for column in columns))
    told = client_words_problems(flow.open_study(centre), read(centre), "A")
    book = openpyxl.load_workbook(centre / told[0].file)
    assert len(told) == 8
    for problem in told:
        cells = {str(cell.value) for row in book[problem.sheet].iter_rows() for cell in row}
        assert problem.column in cells


def test_what_only_we_read_and_goals_of_ours_are_no_matter(centre):
    step(centre, "Training", plan_b="Tekram", risk="Kowalska")
    typed(centre, Change("goals", "+2", "whose", "us"), Change("goals", "+2", "goal", "oust Tekram"))
    assert names(centre) == []
