"""Which sign parts the fields of a text, and whether quotes hold fields together."""

import csv
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from kamlib.study.read.found import Place, Question
from kamlib.text import N_, _

DELIMITERS = {",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab"), "|": N_("vertical bar")}
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
    ask = _("the fields can be cut at two signs; which one parts them?")
    choices = {sign: _("{}: {}").format(_(DELIMITERS[sign]), " | ".join(_cut(lines[-1:], sign, quoted)[0]))
               for sign in (best, second)}
    return Dialect(best, quoted, [place.question(ask, choices, ("delimiter",))])


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
