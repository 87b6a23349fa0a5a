"""What a person typed into a cell, as its column wants it: a number, a day, text; or the reason it is not.

`value_of` reads a cell, `as_text` writes one, `typed_frame` reads those of a table.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

import pandas as pd

from kamlib.lexicon import lists
from kamlib.problems import Problem
from kamlib.study.day_range import is_possible
from kamlib.tables import Column, Table
from kamlib.text import _

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")
# 1 200 is one number, 1 2 may be two.
_SPACED = re.compile(r"[-+]?\s?\d{1,3}([\s']\d{3})+([.,]\d*)?")
_NUMBER = re.compile(r"[-+]?(\d+([.,]\d*)?|[.,]\d+)")
_PLAIN_NUMBER = re.compile(r"\d+([.,]\d+)?")
_WRITTEN = re.compile(r"-?\d+(\.\d+)?(e[-+]\d+)?")
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


def value_of(text: str, column: Column) -> Any:
    """Return the value of a cell: text, a number or a day; None where nothing is written.

    Raises
    ------
    UntypedError
        Where the text is not what the column wants, or nothing is written where something must be.
    """
    if not text:
        if column.required:
            raise UntypedError(_("nothing is written"), _("write it, or delete the whole row"))
        return "" if column.kind == "text" else None
    if column.kind == "number":
        return as_number(text, column)
    if column.kind == "date":
        return as_day(text)
    if column.choices:
        if (choice := one_of(text, column.words)) is None:
            words = ", ".join(column.choices)
            raise UntypedError(_("is none of the answers"), _("write one of: {}").format(words))
        return choice
    return _fact(text) if column.unit == "answer" else text


def one_of(text: str, words: Sequence[tuple[str, str]]) -> str | None:
    """Return the choice that a text names by itself or by its words; a number as any, yes in any language.

    Examples
    --------
    >>> one_of("nein", [("yes", "yes"), ("no", "no")]), one_of("0,5", [("0.5", "0.5  in part")])
    ('no', '0.5')
    """
    said = _folded(text)
    for value, shown in words:
        begun = said.startswith(f"{_folded(value)} ") and _folded(shown).startswith(said)
        if begun or said in (_folded(shown), _folded(value)):
            return value
    if _PLAIN_NUMBER.fullmatch(said):
        for value, _shown in words:
            if _PLAIN_NUMBER.fullmatch(value) and float(value) == float(said.replace(",", ".")):
                return value
    answer = plain_answer(text)
    return answer if answer in {value for value, _shown in words} else None


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def typed_frame(
    cells: pd.DataFrame, table: Table, place: Problem, *, exact: bool = False
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return cells of text as the columns of a table, and a problem for each that its column does not take.

    Parameters
    ----------
    cells : DataFrame
        Text; empty cells are empty text. The index is the row as the problem names it. Columns that the table
        does not have are kept behind its own, those that are not there are empty.
    table : Table
    place : Problem
        Code and file of the problems.
    exact : bool
        Whether a number was written by `as_text`, which can be read in one way only.

    Returns
    -------
    tuple of DataFrame and list of Problem
        Text is ``str``, empty where nothing is written; numbers ``float64``, dates ``datetime64``.
    """
    problems: list[Problem] = []
    columns: dict[str, pd.Series] = {}
    for name, column in table.columns.items():
        values: list[Any] = []
        for row, text in cells[name].items() if name in cells else ():
            try:
                values.append(_exact(text, column) if exact else value_of(text, column))
            except UntypedError as error:
                values.append(None)
                problems.append(replace(place, message=error.message, remedy=error.remedy, column=name,
                                        found=text, row=int(str(row))))
        columns[name] = _series(values or [None] * len(cells), column, cells.index)
    others = {str(name): cells[name].astype("str") for name in cells if name not in table.columns}
    return pd.DataFrame(columns | others, index=cells.index), sorted(problems, key=lambda one: one.row or 0)


def _exact(text: str, column: Column) -> Any:
    """Return the value of a cell that this program wrote; its choices may be those of an earlier version."""
    if column.kind == "text":
        return text
    number = written(text) if column.kind == "number" else text
    return value_of(number, column) if isinstance(number, str) else number


def _series(values: list[Any], column: Column, index: pd.Index) -> pd.Series:
    if column.kind == "number":
        return pd.Series(values, index, dtype="float64")
    if column.kind == "date":
        return pd.to_datetime(pd.Series(values, index, dtype="object")).astype("datetime64[s]")
    return pd.Series([value or "" for value in values], index, dtype="str")


def as_text(value: Any) -> str:
    """Return a value as a judgement file holds it: 7 for 7.0, days as 2026-01-31, nothing for missing."""
    if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        if abs(value) < 1e12:
            return f"{value:.12g}"
        return str(int(value)) if abs(value) < 1e15 and value == int(value) else repr(value)
    return str(value).strip()


def written(text: str) -> float | str:
    """Return a number that `as_text` wrote, which can be read in one way only; any other text as it is.

    Examples
    --------
    >>> written("12.375"), written("1e-05"), written("1,5")
    (12.375, 1e-05, '1,5')
    """
    return float(text) if _WRITTEN.fullmatch(text) else text


def as_number(text: str, column: Column) -> float:
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
        raise UntypedError(_("is not a number"), _("write {}").format(_wanted(column)))
    if column.unit == "money" and _EITHER.fullmatch(bare):
        long, short = re.sub("[.,]", "", bare), f"{float(bare.replace(',', '.')):g}"
        raise UntypedError(_("can be read in two ways"), _("write {} or {}").format(long, short))
    return checked(float(bare.replace(",", ".")) / (100 if percent else 1), column)


def checked(value: float, column: Column) -> float:
    """Return a number, as it is, where its column takes it.

    Raises
    ------
    UntypedError
        Where it is not whole and must be, or lies outside the range of the column.
    """
    if column.whole and not float(value).is_integer():
        raise UntypedError(_("is not a whole number"), _("write {}").format(_wanted(column)))
    if not math.isfinite(value) or not _inside(value, column):
        raise UntypedError(_("is out of range"), _("write {}").format(_wanted(column)))
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
    return {word.casefold(): answer for answer, words in lists("cells")["answers"].items() for word in words}


def _fact(text: str) -> str:
    """Return the answer to a question of facts.

    Raises
    ------
    UntypedError
        Where it is neither yes, no or unknown nor a number.
    """
    if said := plain_answer(text):
        return said
    try:
        return as_text(as_number(text, Column(kind="number", low=0)))
    except UntypedError:
        raise UntypedError(_("is no answer"), _("write yes, no, unknown or a number")) from None


def _inside(value: float, column: Column) -> bool:
    low = -math.inf if column.low is None else column.low
    high = math.inf if column.high is None else column.high
    return low <= value <= high


def _wanted(column: Column) -> str:
    """Return in words which numbers a column takes."""
    low, high = (None if end is None else f"{end:g}" for end in (column.low, column.high))
    if low is not None and high is not None:
        words = _("a whole number from {} to {}") if column.whole else _("a number from {} to {}")
        return words.format(low, high)
    if low is not None:
        words = _("a whole number of {} or more") if column.whole else _("a number of {} or more")
        return words.format(low)
    return _("a whole number") if column.whole else _("a number such as 1200.50")
