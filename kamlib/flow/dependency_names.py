"""Persons on the projector: the tables of dependency with initials and positions in place of names."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from kamlib.tables.named import named
from kamlib.text import _

if TYPE_CHECKING:
    from kamlib.flow.dependency import Dependency


def called(found: "Dependency") -> "Dependency":
    """Return the same with every person, of ours and of theirs, by initials and position.

    A person of ours is called the same in all accounts, managers too.

    Parameters
    ----------
    found : Dependency

    Returns
    -------
    Dependency
    """
    calls = _Calls(found)
    frames: dict[str, Any] = {name: calls.in_frame(getattr(found, name))
              for name in ("accounts", "lines", "persons", "team", "contacts", "departures", "people",
                           "managers", "additions", "absences", "left")}
    return replace(found, **frames)


# Columns that name people, and of which side; None: the column ``side`` says it.
_SIDES = {
    "ours": "ours", "stand_in": "ours", "manager": "ours", "only": "ours", "closest": "ours",
    "theirs": "theirs", "breaking_people": "theirs", "hinge": "", "person": None,
}  # fmt: skip


class _Calls:
    """What each person is called: ours by name, theirs by account and name."""

    def __init__(self, found: "Dependency"):
        team, lines = found.team, found.lines
        managers = pd.concat([found.managers["manager"], found.accounts["manager"]]).dropna()
        others = pd.concat([lines["ours"], team["stand_in"], found.absences["person"][
            found.absences["side"] == "ours"]])
        ours = pd.concat([
            team[["person", "function"]], pd.DataFrame({"person": managers, "function": _("manager")}),
            pd.DataFrame({"person": others, "function": ""})])
        ours = ours[ours["person"] != ""].drop_duplicates("person").assign(account="")
        theirs = pd.concat([found.persons[["account", "person", "position"]],
                            pd.DataFrame({"account": lines["account"], "person": lines["theirs"],
                                          "position": ""})])
        self.ours = dict(named(ours, False)[["person", "label"]].to_numpy())
        told = named(theirs.drop_duplicates(["account", "person"]), False)
        self.theirs = {(account, person): label for account, person, label in
                       told[["account", "person", "label"]].to_numpy()}

    def of(self, account: object, person: object, side: str = "") -> object:
        """Return what a person is called; somebody unknown by initials."""
        if not isinstance(person, str) or not person:
            return person
        if side != "ours" and (account, person) in self.theirs:
            return self.theirs[(str(account), person)]
        if side != "theirs" and person in self.ours:
            return self.ours[person]
        alone = pd.DataFrame({"account": [""], "person": [person], "position": [""]})
        return str(named(alone, False)["label"].iloc[0])

    def in_frame(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return a frame with every column that names people."""
        whose = frame["account"] if "account" in frame else pd.Series("", index=frame.index)
        sides = frame["side"] if "side" in frame else pd.Series("", index=frame.index)
        made = frame.copy()
        for name, side in _SIDES.items():
            if name in frame:
                own = sides if side is None else pd.Series(side, index=frame.index)
                told = [self._joined(*row) for row in zip(whose, frame[name], own, strict=True)]
                made[name] = pd.Series(told, index=frame.index, dtype="object")
        return made

    def _joined(self, account: object, people: object, side: str) -> object:
        if not isinstance(people, str):
            return people
        return "; ".join(str(self.of(account, one, side)) for one in people.split("; "))
