"""What a cell or a heading says by itself: a month, a total, no value, a date, a name in digits."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from kamlib.lexicon import lists, months

_WORDS = lists("cells")
MONTHS = months()
NO_VALUE_WORDS = tuple(map(str, _WORDS["no_value"]))
"""No value whatever the column."""
DASHES = tuple(_WORDS["dashes"])
"""No value in a column of numbers."""
EXCEL_ERRORS = tuple(_WORDS["errors"])


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for one of several words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


YEAR_WORDS = any_of(_WORDS["year"])
QUARTER_WORDS = any_of(_WORDS["quarter"])
DAY_OF_DOCUMENT = any_of(_WORDS["day_of_document"])
TOTAL_WORDS = any_of(_WORDS["totals"])
_HALF = any_of(_WORDS["half_year"])
_PERIOD = (
    rf"(?:q[1-4]|(?:[1-4]|i{{1,3}}|iv)[ .-]*(?:-?й )?(?:{QUARTER_WORDS})\.?"
    rf"|(?:{QUARTER_WORDS}) (?:[1-4]|i{{1,3}}|iv)|h[12]|[12]h|[12] (?:{_HALF})|(?:{_HALF}) [12]"
    rf"|(?:{any_of(MONTHS)})\.?)"
    rf"(?:[ ,.'/-]*(?:19|20)?[0-9]{{2}}(?: ?(?:{YEAR_WORDS})\.?)?)?"
)
# SAP marks sums by stars, one for each level.
TOTAL_ALONE = (
    rf"^(?:{TOTAL_WORDS}|\*{{1,9}})(?: (?:{TOTAL_WORDS}))?\s*[:.]?\s*(?:[0-9]{{4}}|{_PERIOD})?\s*[:.]?$"
)
TOTAL_BEGINS = rf"^(?:{TOTAL_WORDS})(?:\s*[:(—–-]|\s+(?:{any_of(_WORDS['total_of'])})\s|\s+[0-9])"
TOTAL_ENDS = rf"\s(?:{any_of(_WORDS['ends_total'])})\s*:?$"
# A word that a name may begin with too, and a quarter or month by itself: sums only where the numbers say so.
TOTAL_PERHAPS = rf"^(?:(?:{TOTAL_WORDS})\s+\S.*|{_PERIOD})$"


@cache
def _headings(name: str) -> re.Pattern[str]:
    return re.compile("|".join(map(_starred, _WORDS[name])), re.IGNORECASE)


@cache
def _keys() -> re.Pattern[str]:
    pairs = (
        "(?:{})[ ._-]?(?:{})".format(
            "|".join(_starred(f"{word}*") for word in first), "|".join(_starred(f"*{word}") for word in then))
        for first, then in _WORDS["key_headings"]
    )
    return re.compile("|".join(pairs), re.IGNORECASE)


def _starred(words: str) -> str:
    """Return a pattern for words, a star at an end for any letters before or after."""
    bare = "[ ._-]?".join(map(re.escape, words.strip("*").split()))
    before = "" if words.startswith("*") or not words[:1].isalnum() else r"(?<![^\W\d_])"
    return before + bare + ("" if words.endswith("*") else r"(?![^\W\d_])")


@lru_cache(maxsize=4096)
def heads_dates(heading: str) -> bool:
    """Whether whole numbers under a heading may be days.

    Examples
    --------
    >>> heads_dates("Posting Date"), heads_dates("Amount")
    (True, False)
    """
    return bool(_headings("date_headings").search(heading))


@lru_cache(maxsize=4096)
def heads_names(heading: str) -> bool:
    """Whether digits under a heading are a name, not an amount: a telephone, a tax number, a key.

    Examples
    --------
    >>> [heads_names(said) for said in ("Phone", "InvoiceNo", "Код товара", "Order date", "Amount")]
    [True, True, True, False, False]
    """
    return bool(_headings("text_headings").search(heading) or _keys().search(heading))


def month_in(text: str) -> tuple[int, int] | None:
    """Year and month that a heading names, the year 0 where it names none; None where it is no month.

    Examples
    --------
    >>> month_in("Jan 2024"), month_in("01.2024"), month_in("2024-01"), month_in("styczeń 2024 r.")
    ((2024, 1), (2024, 1), (2024, 1), (2024, 1))
    >>> month_in("March"), month_in("Marża"), month_in("13.2024")
    ((0, 3), None, None)
    """
    plain = _LAST_WORD.sub("", text.strip().lower())
    for pattern in _NUMERIC_MONTHS:
        if found := pattern.match(plain):
            return _plausible(int(found["y"]), int(found["m"]))
    if found := re.match(r"^([^\W\d_]+)\.?(?:[\s.,'/-]*((?:19|20)?\d\d))?$", plain):
        word, year = found[1], found[2]
    elif found := re.match(r"^((?:19|20)\d\d)[\s.,/-]*([^\W\d_]+)\.?$", plain):
        year, word = found[1], found[2]
    else:
        return None
    if word not in MONTHS:
        return None
    return _plausible(0 if not year else int(year) + (2000 if len(year) == 2 else 0), MONTHS[word])


_LAST_WORD = re.compile(rf"\s*\b(?:{YEAR_WORDS})\.?$")
_NUMERIC_MONTHS = [
    re.compile(r"^(?P<m>\d{1,2})[./-](?P<y>(?:19|20)\d\d)$"),
    re.compile(r"^(?P<y>(?:19|20)\d\d)[./-](?P<m>\d{1,2})(?:[./-]0?1(?:[ t]00:00(?::00)?)?)?$"),
    re.compile(r"^0?1[./](?P<m>\d{1,2})[./](?P<y>(?:19|20)\d\d)$"),
]


def _plausible(year: int, month: int) -> tuple[int, int] | None:
    return (year, month) if 1 <= month <= 12 else None
