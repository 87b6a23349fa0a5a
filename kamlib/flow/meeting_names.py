"""Persons on the projector: what each is called in meetings, promises and the schedule."""

from collections.abc import Iterable

import pandas as pd

from kamlib.flow.books import kept_books
from kamlib.study.folder import Study
from kamlib.tables.named import named
from kamlib.text import _

_COLUMNS = ["account", "person", "position"]


def labels_of_people(study: Study, accounts: Iterable[str], ours: Iterable[str] = ()) -> pd.DataFrame:
    """Return initials and position of everybody in the workbooks, and of ours who are in none.

    Parameters
    ----------
    study : Study
    accounts : iterable of str
    ours : iterable of str
        Names of ours that are written anywhere; who is in no account team is called a manager.

    Returns
    -------
    DataFrame
        ``account``, ``person``, ``label``, ``initials``; a person of ours is called the same everywhere.
    """
    centres, meetings = kept_books(study, "buying-centre").tables, kept_books(study, "meeting").tables
    here = list(dict.fromkeys(accounts))
    team = centres["team"].rename(columns={"function": "position"})[_COLUMNS]
    # Somebody may do different work for different accounts; that for the accounts looked at comes first.
    team = team.sort_values("account", key=lambda keys: ~keys.isin(here), kind="stable")
    known = set(team["person"])
    attending = meetings["attending"]
    more = [*attending.loc[attending["side"] == "ours", "person"], *ours]
    others = pd.DataFrame({"person": [name for name in dict.fromkeys(more) if name and name not in known]})
    mine = pd.concat([team[["person", "position"]], others.assign(position=_("manager"))])
    mine = named(mine.drop_duplicates("person").assign(account=""), False).drop(columns="account")
    every = pd.DataFrame({"account": here}).merge(mine, how="cross")
    strangers = attending.loc[attending["side"] != "ours", ["account", "person"]].assign(position="")
    theirs = pd.concat([centres["persons"][_COLUMNS], strangers]).drop_duplicates(["account", "person"])
    both = pd.concat([named(theirs, False), every], ignore_index=True)
    return both.drop_duplicates(["account", "person"]).reset_index(drop=True)


def called(labels: pd.DataFrame, names: pd.Series) -> pd.Series:
    """Return what people of ours are called, whatever the account."""
    once = labels.drop_duplicates("person", keep="last").set_index("person")["label"]
    return names.map(once).fillna(names).astype("str")
