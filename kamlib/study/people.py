"""What people scored, answered and know, in ``judgement/``: typed tables, and every wrong cell named.

``judgement/scores/``, ``facts/``, ``influence/`` and ``notes/`` hold one file for each person; the other
tables are one file each. A file edited by hand reads as well as one that was collected from a form.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pandas as pd

from kamlib.names import plain
from kamlib.problems import KamError, Problem
from kamlib.study.judgement import contradictions, read_cells
from kamlib.study.merging import Merged, write_judged, write_person
from kamlib.study.person_files import person_files
from kamlib.study.statements import BY_PERSON, STATEMENTS
from kamlib.study.typed import as_text, typed_frame
from kamlib.tables import JUDGED, Table
from kamlib.text import _

__all__ = ["Merged", "judged_cells", "read_judged", "read_people", "write_judged", "write_person"]

Subjects = Callable[[pd.DataFrame], pd.DataFrame]
"""Of a table: in its key columns what each word names in the study; a column more tells subjects apart."""


def read_people(folder: Path, name: str, *, subjects: Subjects | None = None) -> pd.DataFrame:
    """Read what all persons said: every file of ``judgement/<name>/``.

    Parameters
    ----------
    folder : Path
        The study folder.
    name : {"scores", "facts", "influence", "notes"}
    subjects : callable, optional
        What the words of a row name; without it two spellings of an account are two accounts.

    Returns
    -------
    DataFrame
        The columns of the table, then those that people added. Text is ``str`` (empty where nothing is
        written), numbers ``float64``, dates ``datetime64``; no rows where there are no files. A fact that
        somebody said he does not know has the answer ``unknown``.

    Raises
    ------
    KamError
        Naming file, row, column and value of every cell that is not right, every row whose values fall where
        they must rise, and every statement made twice.
    """
    return _read(BY_PERSON[name], _files(folder, name), subjects)


def read_judged(folder: Path, name: str, *, subjects: Subjects | None = None) -> pd.DataFrame:
    """Read ``judgement/<name>.csv`` as `read_people` reads: one table that all share.

    Parameters
    ----------
    folder : Path
        The study folder.
    name : {"strength", "wallets", "key_accounts", "positions", "managers", "hours"}
    subjects : callable, optional
        As in `read_people`.

    Raises
    ------
    KamError
        Naming file, row, column and value of every cell that is not right, and every statement made twice.
    """
    return _read(JUDGED[name], _files(folder, name), subjects)


def judged_cells(folder: Path, name: str) -> list[tuple[str, pd.DataFrame]]:
    """Return the files of a table as they are named, each with its cells as text.

    Parameters
    ----------
    folder : Path
        The study folder.
    name : str
        A table of people or a shared one.

    Returns
    -------
    list of (str, DataFrame)
        The index of a frame is the row as a spreadsheet counts it.

    Raises
    ------
    KamError
        When a file can't be read, or a column is missing.
    """
    table = STATEMENTS[name]
    return [(label, read_cells(path, label, list(table.columns), table.required))
            for path, label in _files(folder, name)]


def _files(folder: Path, name: str) -> list[tuple[Path, str]]:
    """Return the files of a table, and what each is called in a sentence."""
    if name in BY_PERSON:
        return [(path, f"judgement/{name}/{path.name}") for path in person_files(folder, name)]
    path = folder / "judgement" / f"{name}.csv"
    return [(path, f"judgement/{name}.csv")] if path.exists() else []


def _read(table: Table, files: list[tuple[Path, str]], subjects: Subjects | None) -> pd.DataFrame:
    if not files:
        return _empty(table.name)
    problems: list[Problem] = []
    frames, places = [], []
    for path, label in files:
        try:
            cells = read_cells(path, label, list(table.columns), table.required)
        except KamError as error:
            problems += error.problems
        else:
            frame, wrong = typed_frame(cells, table, Problem("judgement-cell", "", file=label))
            problems += wrong
            places += [(label, int(row)) for row in frame.index.drop([p.row for p in wrong], errors="ignore")]
            # The other rows are still compared, so that everything is told at once.
            frames.append(frame.drop(index=[p.row for p in wrong], errors="ignore"))
    typed = pd.concat([_empty(table.name), *frames], ignore_index=True)
    typed = typed.fillna({name: "" for name in typed if name not in table.columns})
    known = _known(typed, table, subjects)
    place = pd.Series(places, dtype="object")
    problems += _falling(typed, place, table)
    problems += _twice(typed, known, place, table) + _two_of_one(typed, known, place, table)
    if problems:
        raise KamError(problems)
    return typed[~known.duplicated()].reset_index(drop=True)


@cache
def _empty(name: str) -> pd.DataFrame:
    return typed_frame(pd.DataFrame(), STATEMENTS[name], Problem("", ""))[0]


def _known(typed: pd.DataFrame, table: Table, subjects: Subjects | None) -> pd.DataFrame:
    """Return by what each statement is known; capitals and spaces do not matter, but in keys of accounts."""
    keys = list(table.key)
    known = subjects(typed) if subjects else typed[keys]
    folded = [name for name in keys if name != "account" and table.columns[name].kind == "text"]
    return known.assign(**{name: known[name].map(plain) for name in folded})


def _falling(typed: pd.DataFrame, places: pd.Series, table: Table) -> list[Problem]:
    """Return a problem for every row whose values fall where they may only rise or stay."""
    falls = pd.DataFrame({later: typed[later] < typed[list(table.rising[:at])].max(axis=1)
                          for at, later in enumerate(table.rising) if at})
    message = _("is less than what stands before it in the row")
    remedy = _("write {} in rising order").format(", ".join(table.rising))
    return [
        Problem("judgement-order", message, remedy, file=places[at][0], row=places[at][1], column=str(name),
                found=as_text(typed.at[at, name]))
        for name in falls for at in falls.index[falls[name]]
    ]  # fmt: skip


def _two_of_one(typed: pd.DataFrame, known: pd.DataFrame, places: pd.Series, table: Table) -> list[Problem]:
    """Return a problem for every second answer where several rows have one, with both places."""
    message = _("is not what {}, row {}, says for the same {}: {}")
    problems = []
    for name, column in table.columns.items():
        if not column.per:
            continue
        answered = typed[name].notna()
        wrong = contradictions(known.loc[answered, list(column.per)], typed.loc[answered, [name]])
        for at, first in wrong.items():
            (label, row), (other, line) = places[at], places[first]
            words = message.format(other, line, _(" and ").join(column.per), as_text(typed.at[first, name]))
            problems.append(Problem("judgement-two", words, _("keep one of the two"), file=label, row=row,
                                    column=name, found=as_text(typed.at[at, name])))
    return problems


def _twice(typed: pd.DataFrame, known: pd.DataFrame, places: pd.Series, table: Table) -> list[Problem]:
    """Return a problem for every statement that is made twice and differently, with both places."""
    keys = list(table.key)
    apart = known.drop(columns=keys)
    said = typed[[name for name in table.columns if name not in (*keys, "on", "by")]].join(apart)
    problems = []
    for at, before in contradictions(known[keys], said).items():
        (label, row), (other, line) = places[at], places[before]
        value, first_value = (", ".join(as_text(typed.at[n, key]) for key in keys) for n in (at, before))
        message = _("is said differently in {}, row {}").format(other, line)
        if value != first_value:
            message = _('is the same as "{}" in {}, row {}, and is said differently').format(
                first_value, other, line)
        remedy = _("delete one of the two rows")
        if not apart.loc[at].equals(apart.loc[before].rename(at)):
            remedy = _("write one row for the whole account")
        problems.append(Problem("judgement-twice", message, remedy, file=label, row=row, found=value))
    return problems
