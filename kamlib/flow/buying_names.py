"""A buying centre for the projector: nobody by name, in no table and no sentence."""

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from kamlib.tables.named import named, without_names

if TYPE_CHECKING:
    from kamlib.flow.buying import Buying


def without_people(found: "Buying") -> "Buying":
    """Return the same with initials and positions where names stand, in every table."""
    labels = _labels(found)
    frames: dict[str, Any] = {
        field.name: without_names(getattr(found, field.name), labels) for field in fields(found)
        if isinstance(getattr(found, field.name), pd.DataFrame) and "account" in getattr(found, field.name)}
    # The manager of the account is no secret of the client's, and stands in every other chapter.
    frames["accounts"] = frames["accounts"].assign(
        name=found.accounts["name"], manager=found.accounts["manager"])
    return replace(found, **frames)


def _labels(found: "Buying") -> pd.DataFrame:
    """Return what everybody is called who is named anywhere, with a line of his own or without.

    Ours are the same people at every account, theirs belong to one.
    """
    told = {"theirs": [(found.persons, "person"), (found.persons, "reports_to"), (found.links, "influences"),
                       (found.contacts, "theirs"), (found.promises, "to")],
            "ours": [(found.team, "person"), (found.team, "stand_in"), (found.contacts, "ours"),
                     (found.promises, "by"), (found.processes, "owner"), (found.persons, "action_by")]}
    names = {side: pd.concat([frame[["account", column]].set_axis(["account", "person"], axis=1)
                              for frame, column in columns]) for side, columns in told.items()}
    about = {"theirs": found.persons[["account", "person", "position"]],
             "ours": found.team[["account", "person", "function"]].rename(columns={"function": "position"})}
    ours = names["ours"][["person"]].drop_duplicates().merge(
        about["ours"].drop(columns="account").drop_duplicates("person"), on="person", how="left")
    ours = found.accounts[["account"]].merge(ours[ours["person"] != ""], how="cross")
    ours = pd.concat([about["ours"], ours])
    theirs = names["theirs"].drop_duplicates().merge(about["theirs"], on=["account", "person"], how="left")
    known = pd.concat([theirs[theirs["person"] != ""], ours]).drop_duplicates(["account", "person"])
    return named(known, False)
