"""Statements of people: the tables that they fill, and by what a row is known."""

from collections.abc import Mapping

from kamlib.names import plain
from kamlib.study.typed import UntypedError, as_text, value_of
from kamlib.tables import JUDGED, NOTES, PEOPLE, Table
from kamlib.tables.codes import account_known

BY_PERSON = {**PEOPLE, NOTES.name: NOTES}
STATEMENTS = {**BY_PERSON, **JUDGED}
UNKNOWN = "unknown"


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
    return tuple(_known_as(row.get(name, ""), table, name, keys) for name in table.key)


def _known_as(text: str, table: Table, name: str, keys: Mapping[str, str]) -> str:
    if name == "account":
        return account_known(text, keys)
    return plain(text) if table.columns[name].kind == "text" else written_alike(table, name, text)


def written_alike(table: Table, name: str, text: str) -> str:
    """Return a cell as it is written always: 7 for 7.0, yes for Yes; what is not right stays."""
    try:
        return as_text(value_of(text, table.columns[name]))
    except UntypedError:
        return text
