"""A buying centre for the projector: nobody by name, in no table and no sentence."""

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from kamlib.flow.named_people import labels_in
from kamlib.names import plain
from kamlib.problems import Problem
from kamlib.tables.named import without_names

if TYPE_CHECKING:
    from kamlib.flow.buying import Buying


def without_people(found: "Buying") -> "Buying":
    """Return the same with initials and positions where names stand, in every table and every problem."""
    every = {field.name: getattr(found, field.name) for field in fields(found)}
    tables = {name: frame for name, frame in every.items()
              if isinstance(frame, pd.DataFrame) and "account" in frame}
    accounts = pd.concat([frame["account"] for frame in tables.values()])
    links = found.links[["account", "influences"]].set_axis(["account", "person"], axis=1)
    labels = labels_in(tables, accounts, theirs=links)
    frames: dict[str, Any] = {name: without_names(frame, labels) for name, frame in tables.items()}
    # The manager of the account is no secret of the client's, and stands in every other chapter.
    frames["accounts"] = frames["accounts"].assign(
        name=found.accounts["name"], manager=found.accounts["manager"])
    return replace(found, **frames, problems=_told(found, labels))


def _told(found: "Buying", labels: pd.DataFrame) -> list[Problem]:
    """Return the problems with nobody named in what was found."""
    accounts = {file: account for account, file in found.files.items()}
    told = pd.DataFrame({"account": [accounts.get(one.file, "") for one in found.problems],
                         "found": [one.found for one in found.problems]}, dtype="str")
    # A problem may be how a name is written: another spelling of it names the person as well.
    label = {(account, plain(person)): words for account, person, words in
             labels[["account", "person", "label"]].to_numpy()}
    words = [label.get((account, plain(name)), other) for (account, name), other in
             zip(told.to_numpy(), without_names(told, labels)["found"], strict=True)]
    return [replace(one, found=name) for one, name in zip(found.problems, words, strict=True)]
