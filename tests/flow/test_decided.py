"""What people decided shows on every list: not as if the points had said so."""

import pytest

from kamlib import show
from kamlib.flow import (
    asked_first,
    company_selection,
    criteria_in_force,
    key_list,
    manager_selection,
    open_study,
    settings_in_force,
)


@pytest.fixture(scope="module")
def managers():
    study = open_study()
    return manager_selection(study, settings_in_force(study, "manager"))


@pytest.fixture(scope="module")
def company():
    study = open_study()
    return company_selection(study, settings_in_force(study, "selection"), criteria_in_force(study))


def sentence(managers, name):
    row = managers.lists[managers.lists["name"] == name].iloc[0]
    return str(show.difference_sentence(row, tests=managers.company.labels, questions={}))


def test_an_account_that_people_took_off_is_not_told_as_below_the_cut(managers):
    """Olimpia Opt has place 11 of 15 by its points; data/judgement/key_accounts.csv says not key."""
    words = sentence(managers, "Olimpia Opt")
    assert "people decided that it is not key for the company" in words
    assert "below the cut" not in words


def test_an_account_that_people_put_on_does_not_stand_there_by_its_place(managers):
    """Amur Term has place 20 by its points, and people decided that it is key."""
    words = sentence(managers, "Amur Term")
    assert "decided by people" in words
    assert "place 20" not in words


def test_the_list_says_where_people_decided_otherwise(company):
    verdict = key_list(company).set_index("name")["verdict"]
    assert verdict["Olimpia Opt"] == "not key: people decided, the rules say key"
    assert verdict["Granit"] == "key"


def test_the_room_first_sees_who_was_taken_off_and_who_is_contested(company):
    """Places 15 to 17 are contested (data/ANSWERS.md, story 11); 15 is on the list."""
    first = asked_first(company)
    assert set(first["name"].head(3)) == {"Olimpia Opt", "Horizont Neft", "Silva Term"}
    assert "key" not in set(first["verdict"])


def test_horizont_neft_is_off_the_list_because_little_is_left_to_win(company):
    """29 mln of revenue, large and loyal; its wallet is ours already: lowest mark for profit potential."""
    row = asked_first(company).set_index("name").loc["Horizont Neft"]
    assert (row["lacks"], row["points"]) == ("profit_potential", 1.0)
