"""Names of persons become codes in one place: on tables as they are read, before anything is made of them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd

from kamlib.flow.books import kept_books
from kamlib.flow.gate import Tables, tables_of
from kamlib.flow.prepare import prepared
from kamlib.flow.said import keys_of
from kamlib.names import plain
from kamlib.problems import KamError
from kamlib.study import folder as folders
from kamlib.study.folder import Study
from kamlib.study.people import read_judged, read_people
from kamlib.study.reviews import read_review, review_names
from kamlib.tables import BOOKS, GIVEN, JUDGED, PEOPLE, REVIEWED, Table
from kamlib.tables.codes import OURS, Codes, accounts_known, cells_of, codes_for
from kamlib.text import _

# Where it is said what a person is: table, column of the person, column of the position.
_POSITIONS = (("persons", "person", "position"), ("team", "person", "function"))
_Frames = Iterator[tuple[Table, pd.DataFrame]]


def open_study(folder: str | Path = "", *, as_of: str = "", show_names: bool = True) -> Study:
    """Open a study folder; see `kamlib.study.folder.open_study`.

    Parameters
    ----------
    folder : str or Path
        The study folder; empty means the case that ships with the workbook.
    as_of : str
        Last day counted, as 2025-12-31; empty means what study.yaml says, else the last sale day.
    show_names : bool
        False: everybody has a code, such as "Buyer A", in every table that is read from now on, and a free
        text that names anybody is left out.

    Raises
    ------
    KamError
        With every entry that is not right; without names also where something stops the study.

    Examples
    --------
    >>> open_study(show_names=False).codes.person("Oleg Tarn")
    'Manager F'
    """
    study = folders.open_study(folder, as_of=as_of)
    return study if show_names else replace(study, codes=codes_of(study))


def codes_of(study: Study) -> Codes:
    """Return what everybody is called whom the client's files, ``judgement/`` or a workbook names.

    Raises
    ------
    KamError
        When something stops the study.
    """
    named = study.named
    ready = prepared(named)
    keys = keys_of(ready)
    given = tables_of(named)
    tables = [(table, frame.reset_index(drop=True)) for table, frame in _typed(named)]
    cells = [cells_of(frame, table, accounts_known(frame, keys)) for table, frame in tables]
    cells += [_given_cells(given, keys), *_notes(ready.decisions), *_notes(ready.groups)]
    lists = [(frame, person, position) for table, frame in tables for name, person, position in _POSITIONS
             if table.name == name]
    roles = _roles_of_files(given, keys) | _roles(lists, keys)
    for manager in _managers(named, given):
        roles.setdefault(("", plain(manager)), _("manager"))
    return codes_for(pd.concat(cells, ignore_index=True), roles, roles)


def _typed(study: Study) -> _Frames:
    """Return every table that people typed or a review kept; a file that can't be read names nobody."""
    for kind, kept in BOOKS.items():
        books = kept_books(study, kind)
        yield from ((table, books.tables[table.name]) for table in kept)
    for name, table in {**PEOPLE, **JUDGED}.items():
        read = read_people if name in PEOPLE else read_judged
        try:
            yield table, read(study.folder, name)
        except KamError:
            continue
    for name in review_names(study.folder):
        try:
            review = read_review(study.folder, name)
        except KamError:
            continue
        yield from ((REVIEWED[key], frame) for key, frame in review.tables.items())


def _notes(decided: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Return who decided, and the notes on it."""
    for column, names in (("by", OURS), ("note", "")):
        if column in decided:
            texts = decided[column].dropna().astype("str")
            yield pd.DataFrame({"account": "", "text": texts[texts != ""], "names": names}, dtype="str")


def _given_cells(tables: Tables, keys: dict[str, str]) -> pd.DataFrame:
    """Return the people of the client's files."""
    found = []
    for name, table in GIVEN.items():
        frame = tables.frame(name)
        columns = [column for column in table.columns if table.columns[column].names and column in frame]
        frame = frame[[*columns, *(["account"] if "account" in frame else [])]].drop_duplicates()
        found.append(cells_of(frame, table, accounts_known(frame, keys)))
    return pd.concat(found, ignore_index=True)


def _managers(study: Study, tables: Tables) -> set[str]:
    frames = [tables.frame(name) for name in GIVEN]
    found = {str(name) for frame in frames if "manager" in frame for name in frame["manager"].dropna()}
    return found | set(read_judged(study.folder, "managers")["manager"])


def _roles(
    lists: list[tuple[pd.DataFrame, str, str]], keys: dict[str, str]
) -> dict[tuple[str, str], str]:
    """Return what everybody is who stands in a list of people, as it stands there first."""
    found: dict[tuple[str, str], str] = {}
    for frame, person, position in lists:
        accounts = accounts_known(frame, keys) if position == "position" else [""] * len(frame)
        for account, name, role in zip(accounts, frame[person], frame[position], strict=True):
            if name:
                found[account, plain(name)] = found.get((account, plain(name))) or role
    return found


def _roles_of_files(tables: Tables, keys: dict[str, str]) -> dict[tuple[str, str], str]:
    people = tables.frame("contacts")
    if not {"account", "name"} <= set(people):
        return {}
    named = people.dropna(subset=["account", "name"])
    named = named.assign(position=named["position"].fillna("") if "position" in named else "")
    return _roles([(named, "name", "position")], keys)
