"""What a person typed into a cell, as its column wants it: a number, a day, text; or the reason it is not."""

import math
import re
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from kamlib.study.day_range import is_possible
from kamlib.tables import Column
from kamlib.text import _

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")
# 1 200 is one number, 1 2 may be two.
_SPACED = re.compile(r"[-+]?\s?\d{1,3}([\s']\d{3})+([.,]\d*)?")
_NUMBER = re.compile(r"[-+]?(\d+([.,]\d*)?|[.,]\d+)")
# 1.200 of money is 1200 to one reader and 1.2 to another.
_EITHER = re.compile(r"[-+]?\d{1,3}[.,]\d{3}")
_DAYS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})([ T]00:00(:00(\.0+)?)?)?"),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"),
)


class UntypedError(ValueError):
    """The text is not what the column wants; ``message`` says why and ``remedy`` what would be right."""

    def __init__(self, message: str, remedy: str):
        self.message, self.remedy = message, remedy
        super().__init__(message)


def as_number(text: str, column: Column, *, whole: bool = False) -> float:
    """Return a number typed with a decimal point or comma, spaces between thousands, or, a share, with %.

    Raises
    ------
    UntypedError
        Where it is none, can be read in two ways, or lies outside the range of the column.

    Examples
    --------
    >>> price, share = Column("price", "number", "money"), Column("share", "number", "share")
    >>> as_number("1 200,5", price), as_number("30 %", share)
    (1200.5, 0.3)
    """
    bare = text.strip()
    percent = column.unit == "share" and bare.endswith("%")
    bare = bare.removesuffix("%").rstrip() if percent else bare
    bare = _SPACES.sub("", bare) if _SPACED.fullmatch(bare) else bare
    if not _NUMBER.fullmatch(bare):
        raise UntypedError(_("is not a number"), _("write {}").format(_wanted(column, whole)))
    if column.unit == "money" and _EITHER.fullmatch(bare):
        long, short = re.sub("[.,]", "", bare), f"{float(bare.replace(',', '.')):g}"
        raise UntypedError(_("can be read in two ways"), _("write {} or {}").format(long, short))
    return checked(float(bare.replace(",", ".")) / (100 if percent else 1), column, whole=whole)


def checked(value: float, column: Column, *, whole: bool = False) -> float:
    """Return a number, as it is, where its column takes it.

    Raises
    ------
    UntypedError
        Where it is not whole and must be, or lies outside the range of the column.
    """
    if whole and not float(value).is_integer():
        raise UntypedError(_("is not a whole number"), _("write {}").format(_wanted(column, whole)))
    if not math.isfinite(value) or not _inside(value, column):
        raise UntypedError(_("is out of range"), _("write {}").format(_wanted(column, whole)))
    return value


def as_day(text: str) -> date:
    """Return a day typed as 2026-01-31 or 31.01.2026.

    Raises
    ------
    UntypedError
        Where it is no such day; 01/02/2026 can be two days and is none.

    Examples
    --------
    >>> as_day("31.01.2026")
    datetime.date(2026, 1, 31)
    """
    for form in _DAYS:
        if found := form.fullmatch(text.strip()):
            try:
                day = date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                break
            if not is_possible(day):
                message = _("is before 1990 or more than ten years ahead")
                raise UntypedError(message, _("write it as 2026-01-31"))
            return day
    raise UntypedError(_("is not a day"), _("write it as 2026-01-31"))


def plain_answer(text: str) -> str:
    """Return "yes", "no" or "unknown" for what means it in English, Russian, Polish or German; else "".

    Examples
    --------
    >>> plain_answer("Да"), plain_answer("nein"), plain_answer("nie wiem"), plain_answer("maybe")
    ('yes', 'no', 'unknown', '')
    """
    return _answers().get(" ".join(text.casefold().replace("’", "'").strip(" .!").split()), "")


@cache
def _answers() -> dict[str, str]:
    lists = yaml.safe_load((Path(__file__).parent / "yes_no.yaml").read_text(encoding="utf-8"))
    return {word.casefold(): answer for answer, words in lists.items() for word in words}


def _inside(value: float, column: Column) -> bool:
    low = -math.inf if column.low is None else column.low
    high = math.inf if column.high is None else column.high
    return low <= value <= high


def _wanted(column: Column, whole: bool) -> str:
    """Return in words which numbers a column takes."""
    low, high = (None if end is None else f"{end:g}" for end in (column.low, column.high))
    if low is not None and high is not None:
        words = _("a whole number from {} to {}") if whole else _("a number from {} to {}")
        return words.format(low, high)
    if low is not None:
        words = _("a whole number of {} or more") if whole else _("a number of {} or more")
        return words.format(low)
    return _("a whole number") if whole else _("a number such as 1200.50")
