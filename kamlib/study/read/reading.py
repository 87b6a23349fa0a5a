"""Reading one file of a client, whatever it is."""

import gzip
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from kamlib.problems import Problem, Severity
from kamlib.study.read.blocks import Block, side_by_side, split_blocks
from kamlib.study.read.container import kind_of, misnamed
from kamlib.study.read.filled_sums import SUBTOTALS
from kamlib.study.read.found import Loaded, Place, ReadResult, RefusedError
from kamlib.study.read.grid import Grid
from kamlib.study.read.months import YEARS
from kamlib.study.read.names import table_name
from kamlib.study.read.parquet import read_parquet
from kamlib.study.read.sheet_cells import read_sheet
from kamlib.study.read.sums import GROUPED
from kamlib.study.read.table import Draft, draft_table, load_table
from kamlib.study.read.text_file import read_text_file
from kamlib.study.read.workbook import open_workbook
from kamlib.text import N_, _

KINDS = ("text", "number", "date")
GIVE_A_TABLE = N_("give a table with one row of headings")
_ANSWERS = {
    "kind": KINDS, "dates": ("dmy", "mdy", "ymd"), "decimal": (",", "."), "fill": ("down", "leave"),
}


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
    said, problems = _checked(settings or {}, place)
    try:
        kind = kind_of(path, place)
        problems += misnamed(path, kind, place)
        if kind == "parquet":
            result = ReadResult([read_parquet(path, place)])
        else:
            read = _read_workbook if kind == "workbook" else _read_text
            result = read(path, place, said)
    except RefusedError as refused:
        result = ReadResult(problems=[refused.problem])
    except FileNotFoundError:
        result = ReadResult(problems=[place.problem("file-missing", _("is not there"), _("put it there"))])
    except (gzip.BadGzipFile, EOFError, zlib.error):
        message = _("is a broken packed file")
        result = ReadResult(problems=[place.problem("file-broken", message, _("copy or export it again"))])
    except OSError as error:
        message = _("can't be read: {}").format(error.strerror or type(error).__name__)
        problem = place.problem("file-unreadable", message, _("copy or export it again"))
        result = ReadResult(problems=[problem])
    result.problems = problems + result.problems
    return result


def _checked(settings: Mapping[str, Any], place: Place) -> tuple[dict[str, Any], list[Problem]]:
    """Return the settings without answers that are none."""
    said, problems = dict(settings), []
    columns = said.get("columns")
    said["columns"] = {}
    for heading, answers in (columns.items() if isinstance(columns, Mapping) else ()):
        kept = {}
        for key, value in (answers.items() if isinstance(answers, Mapping) else ()):
            if value in _ANSWERS.get(key, ()):
                kept[key] = value
            elif value not in (None, ""):
                known = ", ".join(map(str, _ANSWERS.get(key, tuple(_ANSWERS))))
                problems.append(place.problem(
                    "setting-unknown", _("is not a setting of a column ({})").format(key),
                    _("write one of: {}").format(known), column=str(heading), found=str(value),
                ))
        said["columns"][str(heading)] = kept
    for key, choices in (("grouped", GROUPED), ("subtotals", SUBTOTALS), ("years", YEARS)):
        if said.get(key) not in (None, "", *choices):
            problems.append(place.problem(
                "setting-unknown", _("is not a setting ({})").format(key),
                _("write one of: {}").format(", ".join(choices)), found=str(said.pop(key)),
            ))
    for key in ("leave_out_rows", "heading_rows"):
        problems += _check_rows(said, key, place)
    if isinstance(said.get("empty"), str):
        said["empty"] = [said["empty"]]
    return said, problems


def _check_rows(said: dict[str, Any], key: str, place: Place) -> list[Problem]:
    rows = said.get(key)
    if rows is None:
        return []
    listed = list(rows) if isinstance(rows, (list, tuple)) else [rows] if rows else []
    said[key] = [row for row in listed if isinstance(row, int) and not isinstance(row, bool)]
    wrong = [row for row in listed if row not in said[key]]
    message, remedy = _("is not a row number ({})").format(key), _("write numbers, as [1, 2]")
    return [place.problem("setting-unknown", message, remedy, found=str(row)) for row in wrong]


def _read_text(path: Path, place: Place, settings: dict[str, Any]) -> ReadResult:
    text = read_text_file(path, place, settings)
    result = _tables([(place, text.grid, [])], text.settings)
    result.problems = text.problems + result.problems
    result.questions = text.questions
    return result


def _read_workbook(path: Path, place: Place, settings: dict[str, Any]) -> ReadResult:
    wanted = settings.get("sheets") or settings.get("sheet")
    wanted = [wanted] if isinstance(wanted, str) else wanted
    with open_workbook(path, place) as book:
        names = [sheet.name for sheet in book.sheets]
        missing = [str(name) for name in wanted or () if name not in names]
        problems = [
            place.problem("sheet-missing", _("is not a sheet of the workbook"),
                          _("its sheets are: {}").format(", ".join(names)), found=name) for name in missing
        ]
        parts: list[tuple[Place, Grid, list[str]]] = []
        for sheet in book.sheets:
            if wanted is None or sheet.name in wanted:
                here = Place(place.file, sheet.name)
                parts.append((here, *read_sheet(book, sheet, here)))
    if not parts and not problems:
        raise place.refuse("workbook-broken", _("has no sheet that can be read"), _("export it again"))
    result = _tables(parts, settings)
    result.problems = problems + result.problems
    return result


def _tables(parts: list[tuple[Place, Grid, list[str]]], settings: dict[str, Any]) -> ReadResult:
    found: list[tuple[Place, Draft, list[str]]] = []
    problems: list[Problem] = []
    for place, grid, said in parts:
        blocks = _blocks(grid, settings)
        drafts = [draft for block in blocks if (draft := draft_table(block, place, settings))]
        if not drafts:
            what = _("holds nothing") if not len(grid) else _("holds no table: no row names columns")
            severity: Severity = "note" if len(parts) > 1 else "error"
            empty = "sheet-empty" if place.sheet else "file-empty"
            code = "no-table" if len(grid) else empty
            problems.append(place.problem(code, what, _(GIVE_A_TABLE), severity))
        found += [(place, draft, said) for draft in drafts]
    if not found:
        if len(parts) > 1:
            message = _("holds no table on any sheet")
            problems.append(Place(parts[0][0].file).problem("no-table", message, _(GIVE_A_TABLE)))
        return ReadResult(problems=problems)
    names = _names(found)
    tables = []
    for name, (place, draft, said) in zip(names, found, strict=True):
        own = {**settings, "sheet": place.sheet, **dict((settings.get("tables") or {}).get(name) or {})}
        if own != {**settings, "sheet": place.sheet}:
            own["columns"] = {**settings["columns"], **_checked(own, place)[0]["columns"]}
            draft = draft_table(Block(draft.block.grid, draft.block.notes), place, own) or draft
        # Sums of absurd numbers are endless; that they are absurd is said where they are used.
        with np.errstate(over="ignore"):
            table = load_table(draft, name, place, own)
        table.steps[:0] = said
        tables.append(table)
    _say_several(tables, found)
    return ReadResult(tables, problems)


def _blocks(grid: Grid, settings: Mapping[str, Any]) -> list[Block]:
    """Part the sheet into tables; where the user says where the headings are, rows are not parted."""
    if not len(grid):
        return []
    if settings.get("heading_rows") is not None and not settings.get("tables"):
        return [Block(part) for part in side_by_side(grid)]
    return split_blocks(grid)


def _names(found: list[tuple[Place, Draft, list[str]]]) -> list[str]:
    """Return one name a table: the file's, with the sheet's where there are several, numbered where alike."""
    names: list[str] = []
    sheets = [place.sheet for place, _draft, _said in found]
    for place, _draft, _said in found:
        base = table_name(place.file, place.sheet if len(set(sheets)) > 1 else "")
        name, again = base, 2
        while name in names:
            name, again = f"{base}_{again}", again + 1
        names.append(name)
    return names


def _say_several(tables: list[Loaded], found: list[tuple[Place, Draft, list[str]]]) -> None:
    """Say of tables that share a sheet where each begins."""
    for table, (place, draft, _said) in zip(tables, found, strict=True):
        alike = [d for p, d, _s in found if p == place]
        if len(alike) > 1:
            first = draft.headings.at[0] if draft.headings.at else 0
            where = int(draft.block.grid.rows[first])
            column = _letters(draft.block.grid.letters[0])
            table.steps.insert(0, _("one of {} tables of the sheet; it begins at row {}, column {}").format(
                len(alike), where, column))


def _letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
