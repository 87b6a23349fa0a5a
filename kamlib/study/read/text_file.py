"""Text files: bytes to text, its separator, its fields, a grid."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Any, Literal

import pyarrow.compute as pc

from kamlib.problems import Problem
from kamlib.study.read.container import open_bytes
from kamlib.study.read.encoding import detect_encoding
from kamlib.study.read.found import Place, Question, ReadResult
from kamlib.study.read.grid import Grid
from kamlib.study.read.records import is_rule, read_records
from kamlib.words import phrase

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
# What a field looks like once it is cut at the right places.
_CLEAN = re.compile(
    r"^(?:[-+(]?[\d  ’'.]*\d(?:[.,]\d+)?\)?\s*[%€$£₽]?|\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[ T][\d:.]+)?"
    r"|[^\W\d][^;\t|]{0,60}|)$"
)


@dataclass
class Dialect:
    """How the records of a text are cut into fields."""

    delimiter: str
    quoted: bool = True
    questions: list[Question] = field(default_factory=list)


def detect_dialect(lines: list[str], place: Place) -> Dialect:
    """Return the delimiter that cuts the lines into the same number of clean fields.

    Where two do equally well, the better one by a hair is used and a question asks.

    Parameters
    ----------
    lines : list of str
        The first lines of the text, a few hundred.
    place : Place
        Names the file in the question.
    """
    if lines and (found := re.match(r'^"?sep=(.)"?\s*$', lines[0])):
        return Dialect(found[1])
    quoted = _quotes_hold(lines)
    scores = {sign: _score(lines, sign, quoted) for sign in DELIMITERS}
    ranked = sorted(scores, key=lambda sign: -scores[sign])
    best, second = ranked[0], ranked[1]
    if not scores[best]:
        # Fields with nothing in them still show by what they are parted.
        bare = "".join(lines) if not re.search(r"\w", "".join(lines)) else ""
        return Dialect(max(DELIMITERS, key=bare.count), quoted)
    if scores[second] < 0.85 * scores[best]:
        return Dialect(best, quoted)
    choices = {
        sign: phrase("ask-delimiter-at", sign=DELIMITERS[sign],
                     fields=" | ".join(_cut(lines[-1:], sign, quoted)[0]))
        for sign in (best, second)
    }
    return Dialect(best, quoted, [place.question(phrase("ask-delimiter"), choices, ("delimiter",))])


def _quotes_hold(lines: list[str]) -> bool:
    """Whether quotes hold fields together; where they are inches or part of names they hold nothing."""
    opening = sum(bool(re.search(r'(?:^|[,;\t|])"', line)) for line in lines)
    both = sum(bool(re.search(r'(?:^|[,;\t|])"(?:[^"]|"")*"\s*(?:$|[,;\t|])', line)) for line in lines)
    ends = sum(bool(re.search(r'"\s*$|"[,;\t|]', line)) for line in lines)
    return not opening or both > 0 or ends > 0


def _cut(lines: list[str], sign: str, quoted: bool) -> list[list[str]]:
    style: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    try:
        return list(csv.reader(lines, delimiter=sign, quoting=style))
    except csv.Error:
        return [line.split(sign) for line in lines]


def _score(lines: list[str], sign: str, quoted: bool) -> float:
    """Return agreement on the number of fields, times how clean they are, a little more for more fields."""
    records = [record for record in _cut(lines, sign, quoted) if any(map(str.strip, record))]
    widths = Counter(len(record) for record in records if len(record) > 1)
    if not widths:
        return 0.0
    width, n = max(widths.items(), key=lambda item: (item[1] * min(item[0], 4), item[0]))
    if n == 1 and len(records) > 2:
        return 0.0  # one line with such a sign in it is no table
    # Titles and notes around the table have one field and are no sign against the delimiter.
    agree = n / max(1, len([r for r in records if len(r) > 1]))
    reach = n / len(records)
    fields = [cell.strip() for record in records if len(record) == width for cell in record]
    clean = sum(bool(_CLEAN.match(cell)) for cell in fields) / len(fields)
    return float(agree * reach**0.5 * clean**2 * (1 - 0.5 / width))


LINES_FOR_DIALECT = 500
LONGEST_LINE = 8 * 2**20
_DELIMITER_WORDS = {word: sign for sign, word in DELIMITERS.items()} | {"\\t": "\t", "space": " "}


def read_text_file(
    path: Path, result: ReadResult, place: Place, settings: Mapping[str, Any],
) -> tuple[Grid, dict[str, Any]]:
    """Return a text file cut into a grid, and the settings that it was read by.

    Raises
    ------
    RefusedError
        Where it is no text, too large, or the settings name an encoding that does not exist.
    """
    encoding = _decided_encoding(place, settings)
    encoding = encoding or detect_encoding(lambda: open_bytes(path, place), result, place)
    with _open_text(path, encoding, place) as text:
        head = list(islice(_lines(text, place), LINES_FOR_DIALECT))
    dialect = _dialect(head, place, settings)
    result.questions += dialect.questions
    with _open_text(path, encoding, place) as text:
        source = _lines(text, place)
        ruled = dialect.delimiter == "|" and any(map(is_rule, head))
        grid, problems = read_records(source, dialect.delimiter, dialect.quoted, place, ruled=ruled)
    if head and len(grid) and grid.rows[0] == 1 and head[0].strip().strip('"').lower().startswith("sep="):
        grid = grid.between(1, len(grid))  # Excel reads it as a setting.
    result.problems += [*problems, *_lost_letters(grid, place)]
    used = {**settings, "encoding": encoding.removesuffix("-sig"), "delimiter": dialect.delimiter}
    asked = {question.setting[-1] for question in result.questions}
    return grid, {key: value for key, value in used.items() if key not in asked}


def _decided_encoding(place: Place, settings: Mapping[str, Any]) -> str:
    name = str(settings.get("encoding") or "")
    try:
        b"".decode(name or "utf-8")
        "".encode(name or "utf-8")
    except (LookupError, ValueError):
        raise place.refuse("setting-unknown__encoding", found=name) from None
    return name


def _dialect(head: list[str], place: Place, settings: Mapping[str, Any]) -> Dialect:
    found = detect_dialect(head, place)
    said = str(settings.get("delimiter") or "")
    said = _DELIMITER_WORDS.get(said, said)
    if not said:
        return found
    if len(said) != 1 or said in '"\r\n\0':
        raise place.refuse("setting-unknown__delimiter", found=said)
    return Dialect(said, found.quoted)


def _open_text(path: Path, encoding: str, place: Place) -> IO[str]:
    if encoding.lower().replace("_", "-") in ("utf-8", "utf8"):
        encoding = "utf-8-sig"  # the same text, with or without a byte-order mark
    return io.TextIOWrapper(open_bytes(path, place), encoding, errors="replace", newline="")


def _lines(text: IO[str], place: Place) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise place.refuse("file-not-text__line")
        yield line


def _lost_letters(grid: Grid, place: Place) -> list[Problem]:
    for column in grid.cells:
        lost = pc.fill_null(pc.match_substring(column, "\ufffd"), False)
        if pc.any(lost).as_py():
            at = int(pc.index(lost, True).as_py())
            return [place.problem("text-broken", "warning", row=int(grid.rows[at]),
                                  found=column[at].as_py()[:60], count=int(pc.sum(lost).as_py()))]
    return []
