"""Dates as people and programs write them: which part is the day, and what each cell means."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kamlib.lexicon.cells import MONTHS, YEAR_WORDS

Array = Any

# Two digits of a year: 00-69 are 2000-2069, 70-99 are 1970-1999 (the rule of POSIX).
TWO_DIGITS_BEGIN = 70
# Eight digits are taken for a date only within a working lifetime of records.
EIGHT_DIGITS_FROM, EIGHT_DIGITS_TO = 1950, 2099

_SPACE = r"[ \x{a0}\x{202f}]"
_TIME = (
    rf"(?:(?:T|,?{_SPACE}+)(?P<H>[0-9]{{1,2}})[:.](?P<M>[0-9]{{2}})(?:[:.](?P<S>[0-9]{{2}})(?:[.,](?P<F>[0-9]{{1,9}}))?)?"
    rf"{_SPACE}*(?P<half>[AaPp]\.?[Mm]\.?)?{_SPACE}*(?P<zone>Z|UTC|[-+][0-9]{{2}}:?[0-9]{{2}})?)?"
)
_YEAR_WORD = rf"(?:{_SPACE}*(?:{YEAR_WORDS})\.?)?"
_YMD = rf"^(?P<y>[0-9]{{4}})(?P<sep>[-/.])(?P<m>[0-9]{{1,2}})[-/.](?P<d>[0-9]{{1,2}}){_TIME}$"
_PARTS = (
    r"^(?P<d>[0-9]{1,2})(?P<sep>[-/.])(?P<m>[0-9]{1,2})[-/.](?P<y>[0-9]{4}|[0-9]{2})" rf"{_YEAR_WORD}{_TIME}$"
)
_EIGHT = rf"^(?P<y>[0-9]{{4}})(?P<m>[0-9]{{2}})(?P<d>[0-9]{{2}})(?P<sep>){_TIME}$"
_DAY_NAME = (
    rf"^(?P<d>[0-9]{{1,2}})(?P<sep>[ \x{{a0}}./-]+)(?P<m>\pL+)[ \x{{a0}}.,/-]+(?P<y>[0-9]{{4}}|[0-9]{{2}})"
    rf"{_YEAR_WORD}{_TIME}$"
)
_NAME_DAY = rf"^(?P<m>\pL+)\.?(?P<sep>[ -])(?P<d>[0-9]{{1,2}}),?[ -](?P<y>[0-9]{{4}}){_TIME}$"
_PLAIN = ((_YMD, "yyyy-mm-dd"), (_EIGHT, "yyyymmdd"), (_DAY_NAME, "d mon yyyy"), (_NAME_DAY, "mon d yyyy"))


@dataclass
class Dates:
    """Texts read as dates, as far as they are.

    Parameters
    ----------
    order : str
        ``"dmy"``, ``"mdy"`` or ``"ymd"`` where figures leave a choice; empty where none does.
    open : tuple of str
        The orders that fit every cell, where more than one does and they differ.
    value : datetime64[us] array
        NaT where ``ok`` is false.
    ok : bool array
        Whether the text is a date under ``order``.
    eight : bool array
        Whether it is written as eight digits, which might be something else.
    """

    order: str
    open: tuple[str, ...]
    value: np.ndarray
    ok: np.ndarray
    eight: np.ndarray
    two_digit_years: bool = False
    times: bool = False
    zones: bool = False
    forms: list[str] = field(default_factory=list)


def read_dates(texts: Array, weights: np.ndarray, order: str = "") -> Dates:
    """Read texts as dates under one order of day, month and year for all of them.

    Year first, named months and eight digits leave no doubt. For figures with the year last, a part above 12
    shows which is the day; where none does the order is left open, but for points: 03.04.2024 is written
    with the day first wherever points are used.

    Parameters
    ----------
    texts : arrow array of text
        Different values, none missing.
    weights : int array
        How often each occurs.
    order : {"", "dmy", "mdy", "ymd"}
        The order, where it is known.
    """
    texts = pc.utf8_trim_whitespace(texts.cast(pa.string()))
    found = Dates("", (), np.full(len(texts), np.datetime64("NaT", "us")), np.zeros(len(texts), bool),
                  np.zeros(len(texts), bool))
    for pattern, form in _PLAIN:
        if not _any_like(texts, pattern):
            continue
        parts = _Parts(texts, pattern)
        value = parts.value("named")
        if form == "yyyymmdd":
            value[(parts.y < EIGHT_DIGITS_FROM) | (parts.y > EIGHT_DIGITS_TO)] = np.datetime64("NaT")
            found.eight |= ~np.isnat(value)
        _take(found, value, parts, form)
    if _any_like(texts, _PARTS):
        _year_last(found, _Parts(texts, _PARTS), weights, order)
    return found


def _any_like(texts: Array, pattern: str) -> bool:
    return bool(pc.any(pc.match_substring_regex(texts, pattern)).as_py())


def _year_last(found: Dates, parts: "_Parts", weights: np.ndarray, order: str) -> None:
    orders = ("dmy", "mdy", "ymd") if parts.short.any() else ("dmy", "mdy")
    values = {name: parts.value(name) for name in orders}
    reach = {name: weights[~np.isnat(value)].sum() for name, value in values.items()}
    best = max(reach, key=lambda name: reach[name])
    chosen = order if order in values else best
    rivals = tuple(
        name for name in values
        if name != best and reach[name] == reach[best] and _apart(values[name], values[best])
    )
    marks = pc.unique(parts.sep.filter(pa.array(parts.shape))).to_pylist()
    points = marks == ["."]
    if not order and rivals and points and "dmy" in (best, *rivals):
        chosen = "dmy"
    elif not order and rivals:
        found.open = (best, *rivals)
    found.order = chosen
    found.two_digit_years = bool(parts.short.any())
    forms = {"dmy": "dd{0}mm{0}yyyy", "mdy": "mm{0}dd{0}yyyy", "ymd": "yy{0}mm{0}dd"}
    form = forms[chosen].format(marks[0])
    _take(found, values[chosen], parts, form.replace("yyyy", "yy") if found.two_digit_years else form)


def _apart(one: np.ndarray, other: np.ndarray) -> bool:
    return bool((one[~np.isnat(one)] != other[~np.isnat(one)]).any())


def _take(found: Dates, value: np.ndarray, parts: "_Parts", form: str) -> None:
    ok = ~np.isnat(value)
    if not ok.any():
        return
    found.value[ok] = value[ok]
    found.ok |= ok
    found.times |= bool(parts.timed[ok].any())
    found.zones |= bool(parts.zoned[ok].any())
    found.forms.append(form + (" hh:mm" if parts.timed[ok].any() else ""))


class _Parts:
    """Year, month, day and time of the texts that have the shape; zeros elsewhere."""

    def __init__(self, texts: Array, pattern: str):
        parts = pc.extract_regex(texts, pattern)

        def text(name: str) -> Array:
            return pc.fill_null(pc.struct_field(parts, name), "")

        self.shape, self.sep = np.asarray(pc.is_valid(parts)), text("sep")
        self.y, self.m, self.d = (_ints(text(name)) for name in "ymd")
        if not self.m[self.shape].any():
            self.m = np.array([MONTHS.get(word.lower(), 0) for word in text("m").to_pylist()], np.int64)
        self.microseconds = _microseconds(text)
        self.timed, self.zoned = (np.asarray(pc.not_equal(text(name), "")) for name in ("H", "zone"))
        self.short = np.asarray(pc.equal(pc.utf8_length(text("y")), 2))

    def value(self, order: str) -> np.ndarray:
        """Return the moments under an order; NaT where there is no such day."""
        a, b, c = self.d, self.m, self.y
        d, m, y = {"named": (a, b, c), "dmy": (a, b, c), "mdy": (b, a, c), "ymd": (c, b, a)}[order]
        usable = self.shape & (self.short if order == "ymd" else True)
        y = np.where(self.short, y + np.where(y < TWO_DIGITS_BEGIN, 2000, 1900), y)
        usable &= (m >= 1) & (m <= 12) & (d >= 1) & (d <= 31) & (y >= 1) & (self.microseconds >= 0)
        y, m, d = (np.where(usable, part, safe) for part, safe in ((y, 1970), (m, 1), (d, 1)))
        months = ((y - 1970) * 12 + m - 1).astype("datetime64[M]")
        days = months.astype("datetime64[D]") + d - 1
        usable &= days.astype("datetime64[M]") == months
        moments = days.astype("datetime64[us]") + self.microseconds.astype("timedelta64[us]")
        moments[~usable] = np.datetime64("NaT")
        return np.asarray(moments)


def _ints(texts: Array) -> np.ndarray:
    digits = pc.match_substring_regex(texts, "^[0-9]+$")
    return np.asarray(pc.fill_null(pc.if_else(digits, texts, None).cast(pa.int64()), 0))


def _microseconds(text: Any) -> np.ndarray:
    """Return the time of day in microseconds; negative where there is no such time."""
    hours, minutes, seconds = _ints(text("H")), _ints(text("M")), _ints(text("S"))
    half = np.asarray(pc.utf8_lower(pc.utf8_slice_codeunits(text("half"), 0, 1)))
    late, early = half == "p", half == "a"
    hours = np.where(late & (hours < 12), hours + 12, np.where(early & (hours == 12), 0, hours))
    part = pc.utf8_slice_codeunits(pc.utf8_rpad(text("F"), 6, "0"), 0, 6)
    total = ((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + _ints(part)
    return np.where((hours > 24) | (minutes > 59) | (seconds > 60), -1, total)
