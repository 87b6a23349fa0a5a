"""A text file cut into a grid: encoding, delimiter, records."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Any

import pyarrow.compute as pc

from kamlib.problems import Problem
from kamlib.study.read.container import open_bytes
from kamlib.study.read.delimiter import Dialect, detect_dialect
from kamlib.study.read.encoding import Encoding, detect_encoding
from kamlib.study.read.found import Place, Question
from kamlib.study.read.grid import Grid
from kamlib.study.read.records import is_rule, read_records
from kamlib.text import _

LINES_FOR_DIALECT = 500
LONGEST_LINE = 8 * 2**20
_DELIMITER_WORDS = {"comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "bar": "|", "space": " "}


@dataclass
class TextFile:
    """The grid of a text file, with the settings it was read by."""

    grid: Grid
    settings: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def read_text_file(path: Path, place: Place, settings: Mapping[str, Any]) -> TextFile:
    """Cut a text file into a grid.

    Raises
    ------
    RefusedError
        Where it is no text, too large, or the settings name an encoding that does not exist.
    """
    encoding = _encoding(path, place, settings)
    with _open_text(path, encoding.name, place) as text:
        head = list(islice(_lines(text, place), LINES_FOR_DIALECT))
    dialect = _dialect(head, place, settings)
    with _open_text(path, encoding.name, place) as text:
        source = _lines(text, place)
        ruled = dialect.delimiter == "|" and any(map(is_rule, head))
        records = read_records(source, dialect.delimiter, dialect.quoted, place, ruled=ruled)
    grid = _without_sep_line(records.grid, head)
    problems = [*encoding.problems, *records.problems, *_lost_letters(grid, place)]
    name = encoding.name.removesuffix("-sig")
    said = {**settings, "encoding": name, "delimiter": dialect.delimiter}
    for question in (*encoding.questions, *dialect.questions):
        said.pop(question.setting[-1])
    return TextFile(grid, said, problems, [*encoding.questions, *dialect.questions])


def _encoding(path: Path, place: Place, settings: Mapping[str, Any]) -> Encoding:
    name = str(settings.get("encoding") or "")
    if not name:
        return detect_encoding(lambda: open_bytes(path, place), place)
    try:
        b"".decode(name)
        "".encode(name)
    except (LookupError, ValueError):
        raise place.refuse("setting-unknown", _("is not the name of an encoding"),
                           _("write utf-8, utf-16, cp1250, cp1251 or cp1252"), found=name) from None
    return Encoding(name)


def _dialect(head: list[str], place: Place, settings: Mapping[str, Any]) -> Dialect:
    found = detect_dialect(head, place)
    said = str(settings.get("delimiter") or "")
    said = _DELIMITER_WORDS.get(said, said)
    if not said:
        return found
    if len(said) != 1 or said in '"\r\n\0':
        message, remedy = _("is not a delimiter"), _("write one character, or tab")
        raise place.refuse("setting-unknown", message, remedy, found=said)
    return Dialect(said, found.quoted)


def _open_text(path: Path, encoding: str, place: Place) -> IO[str]:
    if encoding.lower().replace("_", "-") in ("utf-8", "utf8"):
        encoding = "utf-8-sig"  # the same text, with or without a byte-order mark
    return io.TextIOWrapper(open_bytes(path, place), encoding, errors="replace", newline="")


def _lines(text: IO[str], place: Place) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            message = _("has a line of millions of characters and is no table")
            raise place.refuse("file-not-text", message, _("export it as CSV or Excel workbook"))
        yield line


def _without_sep_line(grid: Grid, head: list[str]) -> Grid:
    """Leave out the line ``sep=;`` that Excel reads as a setting."""
    if head and len(grid) and grid.rows[0] == 1 and head[0].strip().strip('"').lower().startswith("sep="):
        return grid.between(1, len(grid))
    return grid


def _lost_letters(grid: Grid, place: Place) -> list[Problem]:
    for column in grid.cells:
        lost = pc.fill_null(pc.match_substring(column, "\ufffd"), False)
        if pc.any(lost).as_py():
            at = int(pc.index(lost, True).as_py())
            message = _("holds bytes that are no letters in its encoding, or letters lost before")
            return [place.problem(
                "text-broken", message, _("export it again as UTF-8"), "warning", row=int(grid.rows[at]),
                found=column[at].as_py()[:60], count=int(pc.sum(lost).as_py()),
            )]
    return []
