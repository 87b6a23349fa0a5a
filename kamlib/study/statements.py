"""Statements of people: the tables that they fill, by what a row is known, and what a cell may say."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd

from kamlib.names import plain
from kamlib.study.typed import UntypedError, as_day, as_number, plain_answer
from kamlib.tables import JUDGED, PEOPLE, Column, Table
from kamlib.tables.codes import account_known
from kamlib.text import N_, _

NOTES = Table(
    "notes",
    N_("one row for each person, form, round and account that somebody wrote a line about"),
    {
        "who": Column(N_("who wrote it"), required=True),
        "form": Column(N_("the form that it was written on"), required=True),
        "round": Column(N_("1: silent, before the talk; 2: after"), "number", required=True, low=1, high=9),
        "account": Column(N_("key of the account, or the name of one that is in no list"), required=True),
        "note": Column(N_("what was written"), required=True),
        "on": Column(N_("day it was written, as 2026-01-31"), "date"),
    },
)
BY_PERSON = {**PEOPLE, NOTES.name: NOTES}
STATEMENTS = {**BY_PERSON, **JUDGED}

# By these a statement is known: the same key said twice is one statement, the later one.
KEYS = {
    "scores": ["who", "round", "account", "criterion"],
    "facts": ["who", "account", "fact"],
    "influence": ["who", "role", "manager", "account", "question"],
    "notes": ["who", "form", "round", "account"],
    "strength": ["account", "criterion"],
    "wallets": ["account", "group", "supplier"],
    "key_accounts": ["account"],
    "positions": ["account"],
    "managers": ["manager"],
    "hours": ["account"],
    "absences": ["person", "side", "account", "from"],
    "schedule": ["account", "what"],
    "asked_for": ["account", "what"],
}
UNKNOWN = "unknown"
_CHOICES = {
    ("influence", "role"): ("manager", "supervisor", "settled"),
    ("influence", "applies"): ("yes", "no", ""),
    ("key_accounts", "decided"): ("key", "not key"),
    ("managers", "organisation"): ("dedicated", "line", ""),
    ("absences", "side"): ("ours", "theirs"),
    ("schedule", "decision"): ("moved", "refused"),
}
_WRITTEN = re.compile(r"-?\d+(\.\d+)?(e[-+]\d+)?")
_WHOLE = {("scores", "round"), ("notes", "round")}


def as_text(value: Any) -> str:
    """Return a value as a judgement file holds it: 7 for 7.0, days as 2026-01-31, nothing for missing."""
    if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        if abs(value) < 1e12:
            return f"{value:.12g}"
        return str(int(value)) if abs(value) < 1e15 and value == int(value) else repr(value)
    return str(value).strip()


def written(text: str) -> float | str:
    """Return a number that `as_text` wrote, which can be read in one way only; any other text as it is.

    Examples
    --------
    >>> written("12.375"), written("1e-05"), written("1,5")
    (12.375, 1e-05, '1,5')
    """
    return float(text) if _WRITTEN.fullmatch(text) else text


def value_of(table: str, name: str, column: Column, text: str) -> Any:
    """Return the value of a cell: text, a number or a day; None where nothing is written.

    Raises
    ------
    UntypedError
        Where the text is not what the column wants, or nothing is written where something must be.
    """
    if not text:
        if column.required:
            raise UntypedError(_("nothing is written"), _("write it, or delete the whole row"))
        return "" if column.kind == "text" else None
    if column.kind == "number":
        return as_number(text, column, whole=(table, name) in _WHOLE)
    if column.kind == "date":
        return as_day(text)
    choices = _CHOICES.get((table, name))
    said = text.casefold()
    if choices:
        said = plain_answer(text) if plain_answer(text) in choices else said
        if said not in choices:
            words = ", ".join(filter(None, choices))
            raise UntypedError(_("is none of the answers"), _("write one of: {}").format(words))
        return said
    return _fact(text) if (table, name) == ("facts", "answer") else text


def known_by(row: Mapping[str, str], table: Table, keys: Mapping[str, str]) -> tuple[str, ...]:
    """Return by what a statement is known: 1 and 1.0 are one round, key and name of an account one account.

    Parameters
    ----------
    row : mapping of str to str
    table : Table
    keys : mapping of str to str
        Word -> key of the account that it names; see `kamlib.flow.said.keys_of`.

    Examples
    --------
    >>> known_by({"account": "Berth", "hours": "4"}, STATEMENTS["hours"], {"berth": "K1"})
    ('K1',)
    """
    return tuple(_known_as(row.get(name, ""), table, name, keys) for name in KEYS[table.name])


def _known_as(text: str, table: Table, name: str, keys: Mapping[str, str]) -> str:
    if name == "account":
        return account_known(text, keys)
    return plain(text) if table.columns[name].kind == "text" else written_alike(table, name, text)


def written_alike(table: Table, name: str, text: str) -> str:
    """Return a cell as it is written always: 7 for 7.0, yes for Yes; what is not right stays."""
    try:
        return as_text(value_of(table.name, name, table.columns[name], text))
    except UntypedError:
        return text


def _fact(text: str) -> str:
    if said := plain_answer(text):
        return said
    try:
        return as_text(as_number(text, Column("", "number", low=0)))
    except UntypedError:
        raise UntypedError(_("is no answer"), _("write yes, no, unknown or a number")) from None
