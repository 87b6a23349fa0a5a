"""What stands in an answered cell of a returned form, as text that is kept; or the reason it is no answer."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from kamlib.study.forms.form import Kind
from kamlib.study.typed import UntypedError, as_day, as_number, as_text, checked, one_of
from kamlib.tables import Column
from kamlib.words import phrase

# What a spreadsheet takes for no value, or shows where a value can't be computed.
_ERRORS = re.compile(r"#(N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|GETTING_DATA|SPILL!|CALC!)")
# 2000 to 2100, counted as spreadsheets count days.
_DAYS_AS_NUMBERS = range(36526, 73416)
# The least of a number that may be any.
ANY = -1e15
_AROUND = " \t\r\n\u00a0\u200b\ufeff"


def as_answer(value: Any, kind: Kind) -> str:
    """Return a cell's value as it is kept; empty where nothing is answered.

    Parameters
    ----------
    value : None, str, int, float, bool, date, time or datetime
        As a spreadsheet stores it.
    kind : Kind
        How the cell is answered.

    Raises
    ------
    UntypedError
        Where it is no answer of this kind.

    Examples
    --------
    >>> points = Kind("whole", 1, 10)
    >>> as_answer(" 7,0 ", points), as_answer(7.0, points), as_answer(None, points)
    ('7', '7', '')
    >>> as_answer(time(14, 30), Kind())
    '14:30'
    """
    text = shown(value)
    if not text:
        return ""
    if _ERRORS.fullmatch(text):
        raise UntypedError(phrase("answer-error"), wanted(kind))
    if kind.name in ("whole", "number"):
        return _number(value, text, kind)
    if kind.name == "choice":
        if (choice := one_of(text, kind.choices)) is None:
            raise UntypedError(phrase("answer-none"), wanted(kind))
        return choice
    if kind.name == "day":
        return _day(value, text).isoformat()
    return value.isoformat("minutes") if isinstance(value, time) and not value.second else text


def shown(value: Any) -> str:
    """Return a cell's value as text; a day without its midnight."""
    if isinstance(value, datetime) and value.time() != time():
        return value.isoformat(" ", "minutes")
    return as_text(value).strip(_AROUND) if not isinstance(value, time | timedelta) else str(value)


def wanted(kind: Kind) -> str:
    """Return in words what a cell of a kind takes."""
    if kind.unit == "share":
        return phrase("answer-share")
    if kind.name not in ("whole", "number"):
        return phrase({"choice": "answer-choice", "day": "answer-day"}.get(kind.name, "answer-text"))
    if kind.low == ANY and kind.high is None:
        return phrase("answer-number")
    whole, low = kind.name == "whole", f"{kind.low or 0:g}"
    if kind.low is None or kind.high is None:
        return phrase("answer-whole-least" if whole else "answer-number-least", low=low)
    return phrase("answer-whole" if whole else "answer-number-range", low=low, high=f"{kind.high:g}")


def _day(value: Any, text: str) -> date:
    """Return a day; a spreadsheet that lost the look of a day shows its number."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value in _DAYS_AS_NUMBERS:
        return date(1899, 12, 30) + timedelta(days=int(value))
    return as_day(text)


def _number(value: Any, text: str, kind: Kind) -> str:
    """Return a number as text.

    Raises
    ------
    UntypedError
        Where it is none, or outside the range; a spreadsheet makes a date of 7.5 in some languages.
    """
    if isinstance(value, date | time | timedelta):
        raise UntypedError(phrase("answer-number-day"), wanted(kind))
    if isinstance(value, bool):
        raise UntypedError(phrase("answer-no-number"), wanted(kind))
    column = Column(kind="number", unit=kind.unit, low=kind.low, high=kind.high, whole=kind.name == "whole")
    # A number that the spreadsheet has as one, to its last digit, is read in one way only.
    exact = isinstance(value, int | float) and abs(value) <= -ANY
    try:
        number = checked(value, column) if exact else as_number(text, column)
    except UntypedError as error:
        raise UntypedError(error.message, wanted(kind)) from None
    return as_text(number)
