"""Whom dependency counts: our people spelt alike in all accounts, and nobody who has left."""

from dataclasses import replace

import pandas as pd

from kamlib.flow.buying import Buying
from kamlib.method.buying_centre_links import plain


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
    """Return the same without those who have left: they hold nobody, and no line goes through them.

    Their lines stay as contacts of level 0: that they are gone is known.
    """
    every, here = left[left["account"] == ""], left[left["account"] != ""]
    pairs = set(zip(here["side"], here["account"], here["person"].map(plain), strict=True))
    ours = set(every.loc[every["side"] == "ours", "person"].map(plain))

    def gone(frame: pd.DataFrame, side: str, column: str) -> pd.Series:
        rows = zip(frame["account"], frame[column].map(plain), strict=True)
        found = [(side, account, person) in pairs or (side == "ours" and person in ours)
                 for account, person in rows]
        return pd.Series(found, index=frame.index, dtype="bool")

    met, team = people.contacts, people.team
    lost = gone(met, "ours", "ours") | gone(met, "theirs", "theirs")
    met = met.assign(level=met["level"].mask(lost, 0.0), a_year=met["a_year"].mask(lost, 0.0),
                     last=met["last"].mask(lost))
    persons, roles = (frame[~gone(frame, "theirs", "person")].reset_index(drop=True)
                      for frame in (people.persons, people.roles))
    team = team[~gone(team, "ours", "person")].reset_index(drop=True)
    return replace(people, persons=persons, contacts=met, roles=roles, team=team)
