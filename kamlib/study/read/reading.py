"""Reading one file of a client, whatever it is."""

import gzip
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from kamlib.problems import Problem
from kamlib.study.read.blocks import side_by_side, split_blocks
from kamlib.study.read.container import kind_of, misnamed
from kamlib.study.read.found import Place, ReadResult, RefusedError
from kamlib.study.read.grid import Grid
from kamlib.study.read.groups import GROUPED
from kamlib.study.read.months import YEARS
from kamlib.study.read.names import table_name
from kamlib.study.read.parquet import read_parquet
from kamlib.study.read.sheet_cells import read_sheet
from kamlib.study.read.table import Draft, draft_table, load_table
from kamlib.study.read.text_file import read_text_file
from kamlib.study.read.workbook import open_workbook
from kamlib.words import phrase

KINDS = ("text", "number", "date")
_OF_COLUMNS = {
    "kind": KINDS, "dates": ("dmy", "mdy", "ymd"), "decimal": (",", "."), "fill": ("down", "leave"),
}
_OF_TABLES = {"grouped": GROUPED, "subtotals": ("leave_out", "keep"), "years": YEARS}
Sheets = list[tuple[Place, Grid, list[str]]]
"""Where each is, its cells, and what nobody sees in it."""


def read_file(path: Path, *, label: str, settings: Mapping[str, Any] | None = None) -> ReadResult:
    r"""Return every table of a file as typed columns, with everything that is wrong or unclear.

    Nothing is raised for what a file holds, nothing is guessed in silence and the file is not changed.

    Parameters
    ----------
    path : Path
        CSV, TSV, gzipped text, Excel workbook or Parquet; told by its content, not its name.
    label : str
        Name of the file for messages: ``"input/sales.xlsx"``.
    settings : mapping, optional
        What the user decided; what is absent is found. ``encoding``, ``delimiter``, ``sheets`` (names),
        ``heading_rows`` (row numbers; ``[]`` where there are no headings), ``leave_out_rows``, ``empty``
        (more words for no value), ``year`` (of months without one), ``years`` ("columns" or "rows"),
        ``columns`` (heading -> ``kind``, ``dates``, ``decimal``, ``fill``), ``grouped`` ("flatten" or
        "keep"), ``subtotals`` ("leave_out" or "keep"), and ``tables``: the same keys for one of several
        tables, by its name.

    Returns
    -------
    ReadResult
        One `Loaded` a table; problems of the file as a whole. Without tables there is always an error.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "sales.csv")
    ...     _n = path.write_text("Client;Day;Amount\nAcme;31.01.2024;1 234,50\n")
    ...     sales = read_file(path, label="input/sales.csv").tables[0]
    >>> sales.name, sales.frame["Amount"].tolist(), sales.settings["delimiter"]
    ('sales', [1234.5], ';')
    """
    place = Place(label)
    checked, problems = _checked(settings or {}, place)
    try:
        kind = kind_of(path, place)
        problems += misnamed(path, kind, place)
        if kind == "parquet":
            result = ReadResult([read_parquet(path, place)])
        else:
            result = (_read_workbook if kind == "workbook" else _read_text)(path, place, checked)
    except RefusedError as refused:
        result = ReadResult(problems=[refused.problem])
    except FileNotFoundError:
        result = ReadResult(problems=[place.problem("file-missing")])
    except (gzip.BadGzipFile, EOFError, zlib.error):
        result = ReadResult(problems=[place.problem("file-broken")])
    except OSError as error:
        reason = error.strerror or type(error).__name__
        result = ReadResult(problems=[place.problem("file-unreadable", reason=reason)])
    result.problems = problems + result.problems
    return result


def _checked(settings: Mapping[str, Any], place: Place) -> tuple[dict[str, Any], list[Problem]]:
    """Return the settings without answers that are none."""
    checked, problems = dict(settings), []
    columns = checked.get("columns")
    checked["columns"] = {}
    for heading, answers in (columns.items() if isinstance(columns, Mapping) else ()):
        kept = checked["columns"][str(heading)] = {}
        for key, value in (answers.items() if isinstance(answers, Mapping) else ()):
            if value in _OF_COLUMNS.get(key, ()):
                kept[key] = value
            elif value not in (None, ""):
                problems.append(place.problem(
                    "setting-unknown__column", column=str(heading), found=str(value), key=str(key),
                    known=list(_OF_COLUMNS.get(key, _OF_COLUMNS)),
                ))
    for key, choices in _OF_TABLES.items():
        if checked.get(key) not in (None, "", *choices):
            found = str(checked.pop(key))
            problems.append(place.problem("setting-unknown", found=found, key=key, known=list(choices)))
    for key in ("leave_out_rows", "heading_rows"):
        if (rows := checked.get(key)) is not None:
            listed = list(rows) if isinstance(rows, (list, tuple)) else [rows] if rows else []
            checked[key] = [row for row in listed if isinstance(row, int) and not isinstance(row, bool)]
            problems += [place.problem("setting-unknown__row", found=str(row), key=key)
                         for row in listed if row not in checked[key]]
    if isinstance(checked.get("empty"), str):
        checked["empty"] = [checked["empty"]]
    return checked, problems


def _read_text(path: Path, place: Place, settings: dict[str, Any]) -> ReadResult:
    result = ReadResult()
    grid, used = read_text_file(path, result, place, settings)
    tables = _tables([(place, grid, [])], used)
    return ReadResult(tables.tables, result.problems + tables.problems, result.questions)


def _read_workbook(path: Path, place: Place, settings: dict[str, Any]) -> ReadResult:
    wanted = settings.get("sheets") or settings.get("sheet")
    wanted = [wanted] if isinstance(wanted, str) else wanted
    sheets: Sheets = []
    with open_workbook(path, place) as book:
        names = [sheet.name for sheet in book.sheets]
        problems = [place.problem("sheet-missing", found=str(name), sheets=names)
                    for name in wanted or () if name not in names]
        for sheet in book.sheets:
            if wanted is None or sheet.name in wanted:
                here = Place(place.file, sheet.name)
                sheets.append((here, *read_sheet(book, sheet, here)))
    if not sheets and not problems:
        raise place.refuse("workbook-broken__sheets")
    result = _tables(sheets, settings)
    result.problems = problems + result.problems
    return result


def _tables(sheets: Sheets, settings: dict[str, Any]) -> ReadResult:
    found: list[tuple[Place, Draft, list[str]]] = []
    problems: list[Problem] = []
    for place, grid, steps in sheets:
        drafts = [draft for part in _parts(grid, settings) if (draft := draft_table(part, place, settings))]
        if not drafts:
            empty = "sheet-empty" if place.sheet else "file-empty__cells"
            code = "no-table" if len(grid) else empty
            problems.append(place.problem(code, "note" if len(sheets) > 1 else "error"))
        # Of tables that share a sheet each says where it begins.
        found += [(place, draft, [_begins(draft, len(drafts)), *steps] if len(drafts) > 1 else steps)
                  for draft in drafts]
    if not found and len(sheets) > 1:
        problems.append(Place(sheets[0][0].file).problem("no-table__sheets"))
    result = ReadResult(problems=problems)
    for name, (place, draft, steps) in zip(_names([place for place, *_rest in found]), found, strict=True):
        own = {**settings, "sheet": place.sheet}
        if special := dict((settings.get("tables") or {}).get(name) or {}):
            own |= special
            own["columns"] = {**settings["columns"], **_checked(own, place)[0]["columns"]}
            draft = draft_table(draft.grid, place, own) or draft
        # Sums of absurd numbers are endless; that they are absurd is said where they are used.
        with np.errstate(over="ignore"):
            table = load_table(draft, name, place, own)
        table.steps[:0] = steps
        result.tables.append(table)
    return result


def _parts(grid: Grid, settings: Mapping[str, Any]) -> list[Grid]:
    """Part the sheet into tables; where the user says where the headings are, rows are not parted."""
    if not len(grid):
        return []
    decided = settings.get("heading_rows") is not None and not settings.get("tables")
    return side_by_side(grid) if decided else split_blocks(grid)


def _names(places: list[Place]) -> list[str]:
    """Return one name a table: the file's, with the sheet's where there are several, numbered where alike."""
    names: list[str] = []
    several = len({place.sheet for place in places}) > 1
    for place in places:
        base = table_name(place.file, place.sheet if several else "")
        name, again = base, 2
        while name in names:
            name, again = f"{base}_{again}", again + 1
        names.append(name)
    return names


def _begins(draft: Draft, tables: int) -> str:
    row = draft.grid.rows[draft.headings.at[0] if draft.headings.at else 0]
    column, letters = draft.grid.letters[0] + 1, ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return phrase("read-one-of-tables", tables=tables, row=str(row), column=letters)
