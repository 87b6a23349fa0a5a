"""What a cell looks like at first sight, for finding where a table's headings end and its rows begin."""

import re

from kamlib.lexicon.cells import EXCEL_ERRORS, NO_VALUE_WORDS, month_in
from kamlib.lexicon.money import BESIDE_DIGITS
from kamlib.study.read.grid import DATE, ERROR, NO_VALUE, NUMBER, PERCENT

_NUMBER = re.compile(
    r"^[-+(−–]?\s*(?P<before>[^\W\d]{1,9}\.?\$?|[^\w\s.,()%+−–-]\w{0,3})?\s*[-−]?"
    r"[.,]?\d[\d \u00a0\u2009\u202f.,'’]*(?:[eE][+-]?\d+)?\s*%?\s*\)?[-−]?\s*"
    r"(?P<after>[^\W\d]{1,9}\.?\$?|[^\w\s.,()%+−–-]\w{0,3})?\)?$"
)
_DATE = re.compile(r"^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[ T,].*)?$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")

# Text, number, date, a number or date that may also be a heading (a year, a month), nothing.
TEXTUAL, NUMERIC, DATED, PERIOD, NOTHING = "tndp "


def look(text: str, tag: int) -> str:
    """Return what a cell looks like.

    Examples
    --------
    >>> [look(text, 0) for text in ("Client", "1 234,50 €", "31.01.2024", "2024", "Jan 2024", "")]
    ['t', 'n', 'd', 'p', 'p', ' ']
    """
    if not text or text in NO_VALUE_WORDS:
        return NOTHING
    if tag in (ERROR, NO_VALUE, PERCENT) or text in EXCEL_ERRORS:
        return NUMERIC
    if _YEAR.match(text) or ((month := month_in(text)) and month[0]):
        return PERIOD
    if tag == DATE or _DATE.match(text):
        return DATED
    return NUMERIC if tag == NUMBER or _is_number(text) else TEXTUAL


def _is_number(text: str) -> bool:
    found = _NUMBER.match(text)
    return bool(found and all(said in BESIDE_DIGITS for said in found.groups() if said))


def is_value(kind: str) -> bool:
    """Whether a look is that of a value: a number or a date that is no year and no month."""
    return kind in (NUMERIC, DATED)
