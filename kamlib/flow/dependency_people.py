"""Whom dependency counts: our people spelt alike in all accounts, and nobody who has left."""

from dataclasses import replace

import pandas as pd

from kamlib.flow.buying import Buying
from kamlib.flow.left import gone, lines_without
from kamlib.names import plain


def spelt_alike(people: Buying) -> Buying:
    """Return the same with our people spelt alike in all accounts: as they stand where they stand first."""
    every = pd.concat([people.accounts["manager"].dropna(), people.team["person"], people.contacts["ours"],
                       people.team["stand_in"]])
    first = every[every != ""].drop_duplicates()
    once = first.groupby(first.map(plain), sort=False).first()

    def alike(names: pd.Series) -> pd.Series:
        return names.map(lambda name: once.get(plain(name), name)).astype("str")

    team = people.team.assign(person=alike(people.team["person"]), stand_in=alike(people.team["stand_in"]))
    contacts = people.contacts.assign(ours=alike(people.contacts["ours"]))
    return replace(people, team=team, contacts=contacts)


def still_there(people: Buying, left: pd.DataFrame) -> Buying:
    """Return the same without those who have left: they hold nobody, and no line goes through them."""
    persons, roles = (frame[~gone(frame, left, "theirs", "person")].reset_index(drop=True)
                      for frame in (people.persons, people.roles))
    team = people.team[~gone(people.team, left, "ours", "person")].reset_index(drop=True)
    return replace(people, persons=persons, roles=roles, team=team,
                   contacts=lines_without(people.contacts, left))
