"""Putting what people say now beside what they said before, so that nothing of it is lost."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from kamlib.problems import KamError, Problem
from kamlib.study.judgement import read_cells, write_cells
from kamlib.study.person_files import person_files, same_name, slug
from kamlib.study.statements import BY_PERSON, known_by, written_alike
from kamlib.study.typed import as_text, typed_frame
from kamlib.tables import JUDGED, Table

Row = dict[str, str]


@dataclass(frozen=True)
class Merged:
    """What became of statements that were handed in.

    Parameters
    ----------
    file : str
        Where they are kept, relative to the study folder.
    new, changed, same : int
        How many were not there before, replaced another one, or said the same again.
    """

    file: str
    new: int = 0
    changed: int = 0
    same: int = 0


def write_person(
    folder: Path, name: str, who: str, frame: pd.DataFrame, *, on: date, keys: Mapping[str, str] | None = None
) -> Merged:
    """Put what a person said beside what the same person said before.

    A statement with the key of an earlier one takes its place where it differs; an empty cell erases nothing;
    rows and columns that are not handed in stay as they are. What was there is kept as a dated copy.

    Parameters
    ----------
    folder : Path
        The study folder.
    name : {"scores", "facts", "influence", "notes"}
    who : str
        The person; written into the column ``who``.
    frame : DataFrame
        Columns of the table, typed or text; ``on`` is the day unless it is given.
    on : date
        The day for the statements and for the copy.
    keys : mapping of str to str, optional
        Word -> key of the account that it names; without it another spelling is another account.

    Returns
    -------
    Merged

    Raises
    ------
    KamError
        Where a cell of ``frame`` is not right, or the file that is there can't be read.
    """
    path, spelt = _file_of(folder, name, who)
    return _merge(path, f"judgement/{name}/{path.name}", BY_PERSON[name], frame.assign(who=spelt), on=on,
                  keys=keys or {})


def write_judged(
    folder: Path, name: str, frame: pd.DataFrame, *, on: date, keys: Mapping[str, str] | None = None
) -> Merged:
    """Put statements beside those of ``judgement/<name>.csv``, as `write_person` does for one person's.

    Raises
    ------
    KamError
        Where a cell of ``frame`` is not right, or the file that is there can't be read.
    """
    path = folder / "judgement" / f"{name}.csv"
    return _merge(path, f"judgement/{name}.csv", JUDGED[name], frame, on=on, keys=keys or {})


def _file_of(folder: Path, name: str, who: str) -> tuple[Path, str]:
    """Return the file of a person and the name as it is spelt there; else a file that nobody else has."""
    files = person_files(folder, name)
    for path in files:
        try:
            cells = read_cells(path, path.name, ["who"], ["who"])
        except KamError:
            continue
        for said in cells["who"]:
            if same_name(said, who):
                return path, said
    taken = {path.name.casefold() for path in files}
    names = [f"{slug(who)}{number}.csv" for number in ("", *(f"-{n}" for n in range(2, len(files) + 3)))]
    return folder / "judgement" / name / next(own for own in names if own not in taken), who


def _merge(
    path: Path, label: str, table: Table, frame: pd.DataFrame, *, on: date, keys: Mapping[str, str]
) -> Merged:
    columns = list(table.columns)
    there = (
        read_cells(path, label, columns, table.required) if path.exists() else pd.DataFrame(columns=columns)
    )
    headings = [str(name) for name in there]
    rows = [{str(name): str(cell) for name, cell in row.items()} for row in there.to_dict("records")]
    at = {known_by(row, table, keys): place for place, row in enumerate(rows)}
    counts = {"new": 0, "changed": 0, "same": 0}
    for said in _checked(frame, table, label):
        key = known_by(said, table, keys)
        if key not in at:
            at[key] = len(rows)
            rows.append({"on": on.isoformat()} | said)
            counts["new"] += 1
        elif (after := _after(rows[at[key]], said, table)) != rows[at[key]]:
            rows[at[key]] = after | {"on": said.get("on") or on.isoformat()}
            counts["changed"] += 1
        else:
            counts["same"] += 1
    if counts["new"] or counts["changed"]:
        write_cells(path, pd.DataFrame(rows, columns=[*columns, *(h for h in headings if h not in columns)]),
                    columns, on=on)  # fmt: skip
    return Merged(label, **counts)


def _checked(frame: pd.DataFrame, table: Table, label: str) -> list[Row]:
    """Return statements as text, only the columns of the table and only what is written.

    Raises
    ------
    KamError
        With every cell that its column does not take.
    """
    texts = pd.DataFrame({name: [as_text(value) for value in frame.get(name, [""] * len(frame))]
                          for name in table.columns}, dtype="str")
    problems = typed_frame(texts, table, Problem("judgement-cell", "", file=label))[1]
    if problems:
        raise KamError([replace(problem, row=None) for problem in problems])
    return [{str(name): text for name, text in row.items() if text} for row in texts.to_dict("records")]


def _after(before: Row, said: Row, table: Table) -> Row:
    """Return a statement with what is said now; as it was where that says nothing new."""
    told = {name: text for name, text in said.items() if name not in (*table.key, "on", "by")}
    new = {name: text for name, text in told.items() if not alike(table, name, before.get(name, ""), text)}
    if not new:
        return before
    if new.get("applies") == "no":
        new["answer"] = ""
    return before | new | ({"by": said["by"]} if said.get("by") else {})


def alike(table: Table, name: str, one: str, other: str) -> bool:
    """Whether two cells of a column say the same: 7 and 7.0, Yes and yes."""
    return written_alike(table, name, one) == written_alike(table, name, other)
