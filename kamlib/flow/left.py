"""Who has left and not come back, of ours and of theirs: they hold nobody, and no line goes through them."""

import pandas as pd

from kamlib.flow.prepare import prepared
from kamlib.flow.said import said
from kamlib.names import plain
from kamlib.problems import Problem
from kamlib.study.folder import Study
from kamlib.text import _


def has_left(study: Study, *, today: pd.Timestamp) -> pd.DataFrame:
    """Return who has left and not come back: ``account`` ("" for all of ours), ``side``, ``person``."""
    table = said(study, prepared(study), "absences")
    gone = table[table["to"].isna() & (table["from"] <= today)]
    return gone[["account", "side", "person"]].reset_index(drop=True)


def gone(frame: pd.DataFrame, left: pd.DataFrame, side: str, column: str) -> pd.Series:
    """Return which rows name, in a column, somebody of a side who has left.

    Parameters
    ----------
    frame : DataFrame
        ``account`` and the column.
    left : DataFrame
        From `has_left`.
    side : {"ours", "theirs"}
    column : str
    """
    every, here = left[left["account"] == ""], left[left["account"] != ""]
    pairs = set(zip(here["side"], here["account"], here["person"].map(plain), strict=True))
    ours = set(every.loc[every["side"] == "ours", "person"].map(plain))
    rows = zip(frame["account"], frame[column].map(plain), strict=True)
    found = [(side, account, person) in pairs or (side == "ours" and person in ours)
             for account, person in rows]
    return pd.Series(found, index=frame.index, dtype="bool")


def lines_without(contacts: pd.DataFrame, left: pd.DataFrame) -> pd.DataFrame:
    """Return the contacts; those of who has left are of level 0: that they are gone is known."""
    lost = gone(contacts, left, "ours", "ours") | gone(contacts, left, "theirs", "theirs")
    return contacts.assign(
        level=contacts["level"].mask(lost, 0.0), a_year=contacts["a_year"].mask(lost, 0.0),
        last=contacts["last"].mask(lost))


def left_problems(persons: pd.DataFrame, left: pd.DataFrame, files: dict[str, str]) -> list[Problem]:
    """Return a warning for each person of a buying centre who has left."""
    lost = persons[gone(persons, left, "theirs", "person")]
    message, remedy = _("has left, and counts no more"), _("write down who came after; the line may stay")
    return [Problem("person-left", message, remedy, "warning", file=files.get(account, ""), sheet=_("People"),
                    found=person) for account, person in lost[["account", "person"]].to_numpy()]
