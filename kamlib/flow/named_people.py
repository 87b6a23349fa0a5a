"""Persons on the projector: what everybody is called whom workbooks or the client's files name."""

from collections.abc import Iterable, Mapping

import pandas as pd

from kamlib.flow.books import kept_books
from kamlib.flow.buying_people import client_people, team_of, written_people
from kamlib.flow.gate import tables_of
from kamlib.flow.prepare import prepared
from kamlib.study.folder import Study
from kamlib.tables.named import named
from kamlib.text import _

# Table and column that name people of theirs, and of ours, without a line of their own.
_THEIRS = (("persons", "reports_to"), ("contacts", "theirs"), ("promises", "to"))
_OURS = (("team", "stand_in"), ("contacts", "ours"), ("promises", "by"), ("processes", "owner"),
         ("persons", "action_by"))
_COLUMNS = ["account", "person", "position"]


def labels_of_people(study: Study, accounts: Iterable[str], ours: Iterable[str] = ()) -> pd.DataFrame:
    """Return initials and position of everybody in the workbooks, in the client's files, and of more of ours.

    Parameters
    ----------
    study : Study
    accounts : iterable of str
    ours : iterable of str
        Names of ours that are written anywhere else; who is in no account team is called a manager.

    Returns
    -------
    DataFrame
        ``account``, ``person``, ``label``, ``initials``; a person of ours is called the same everywhere.
    """
    books, attending = kept_books(study, "buying-centre"), kept_books(study, "meeting").tables["attending"]
    people, _twice = written_people(books)
    files = client_people(tables_of(study).frame("contacts"), prepared(study), people)
    mine = attending["side"] == "ours"
    tables = {**books.tables, "persons": pd.concat([people, files]), "team": team_of(books)}
    return labels_in(tables, accounts, theirs=attending[~mine], ours=[*attending.loc[mine, "person"], *ours])


def labels_in(
    tables: Mapping[str, pd.DataFrame], accounts: Iterable[str], *, theirs: pd.DataFrame,
    ours: Iterable[str] = (),
) -> pd.DataFrame:
    """Return initials and position of everybody whom the tables of buying centres name.

    Parameters
    ----------
    tables : dict of str to DataFrame
        ``persons``, ``team``, ``contacts``, ``promises`` and ``processes``.
    accounts : iterable of str
    theirs : DataFrame
        More of theirs: ``account`` and ``person``.
    ours : iterable of str
        More of ours.
    """
    here = list(dict.fromkeys(accounts))
    team = tables["team"].rename(columns={"function": "position"})[_COLUMNS]
    # Somebody may do different work for different accounts; that for the accounts looked at comes first.
    team = team.sort_values("account", key=lambda keys: ~keys.isin(here), kind="stable")
    told = [name for table, column in _OURS for name in tables[table][column]]
    others = [pd.DataFrame({"person": [*names], "position": position}, dtype="str")
              for names, position in ((ours, _("manager")), (told, ""))]
    mine = pd.concat([team[["person", "position"]], *others]).drop_duplicates("person")
    mine = named(mine[mine["person"] != ""].assign(account=""), False).drop(columns="account")
    every = pd.DataFrame({"account": here}).merge(mine, how="cross")
    strangers = [tables[table][["account", column]].set_axis(_COLUMNS[:2], axis=1)
                 for table, column in _THEIRS]
    lost = pd.concat([*strangers, theirs[_COLUMNS[:2]]]).assign(position="")
    both = pd.concat([tables["persons"][_COLUMNS], lost[lost["person"] != ""]])
    found = pd.concat([named(both.drop_duplicates(["account", "person"]), False), every], ignore_index=True)
    return found.drop_duplicates(["account", "person"]).reset_index(drop=True)


def called(labels: pd.DataFrame, names: pd.Series) -> pd.Series:
    """Return what people of ours are called, whatever the account."""
    once = labels.drop_duplicates("person", keep="last").set_index("person")["label"]
    return names.map(once).fillna(names).astype("str")
