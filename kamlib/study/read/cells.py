"""What a cell looks like, and the cells of one column, each different one once."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kamlib.lexicon.cells import DASHES, EXCEL_ERRORS, NO_VALUE_WORDS, month_in
from kamlib.lexicon.money import BESIDE_DIGITS
from kamlib.study.read.grid import CURRENCY_STEP, DATE, ERROR, NO_VALUE, NUMBER, PERCENT, STRING, TEXT

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


Array = Any

# Spaces of every kind and signs without width, which nobody sees and which make two names of one.
AROUND = " \t\r\n\f\v\u00a0\u2007\u2009\u202f\u3000\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


@dataclass
class Cells:
    """Different cells of a column.

    Parameters
    ----------
    texts : arrow array of text
        Without spaces around them.
    codes : int array
        For each row the place of its cell in ``texts``; -1 where it is empty.
    tags : uint8 array
        What each different cell is.
    money : int array
        Place of its currency by number format; 0 is none.
    weights : int array
        In how many rows of data it occurs; rows that are no data (totals) do not count.
    empty, error, no_value : bool array
        Words for no value; errors of Excel; formulas whose result is not in the file.
    """

    texts: Array
    codes: np.ndarray
    tags: np.ndarray
    money: np.ndarray
    weights: np.ndarray
    empty: np.ndarray
    error: np.ndarray
    no_value: np.ndarray

    @classmethod
    def of(
        cls, column: Array, tags: np.ndarray | None, data: np.ndarray, empty_words: tuple[str, ...],
    ) -> "Cells":
        """Take a column apart; ``data`` marks the rows that count."""
        encoded = pc.utf8_trim(column, AROUND).dictionary_encode()
        codes = np.asarray(pc.fill_null(encoded.indices.cast(pa.int64()), -1)).copy()
        texts, kinds = encoded.dictionary.cast(STRING), np.zeros(len(encoded.dictionary), np.uint8)
        if tags is not None and len(codes):
            some = codes >= 0
            keys, inverse = np.unique(codes[some] * 256 + tags[some], return_inverse=True)
            codes[some] = inverse
            texts, kinds = texts.take(pa.array(keys // 256)), (keys % 256).astype(np.uint8)
        weights = np.bincount(codes[(codes >= 0) & data], minlength=len(texts))
        kind = kinds % CURRENCY_STEP
        error = (kind == ERROR) | (_in(texts, EXCEL_ERRORS) & (kind == TEXT))
        empty = (_in(texts, ("", *NO_VALUE_WORDS, *empty_words)) & (kind == TEXT)) & ~error
        return cls(texts, codes, kind, kinds // CURRENCY_STEP, weights, empty, error, kind == NO_VALUE)

    @property
    def live(self) -> np.ndarray:
        """Cells of data with a value to read."""
        return np.asarray((self.weights > 0) & ~(self.empty | self.error | self.no_value))

    @property
    def dashes(self) -> np.ndarray:
        """Dashes, which mean nothing beside numbers."""
        return _in(self.texts, DASHES)

    def count(self, which: np.ndarray) -> int:
        """In how many rows of data the cells occur."""
        return int(self.weights[which].sum())

    def shown(self, which: np.ndarray, n: int) -> list[str]:
        """Return the first few of the cells as written."""
        return list(self.texts.take(pa.array(np.flatnonzero(which)[:n])).to_pylist())

    def first_row(self, place: int) -> int:
        """Return the first position at which a cell occurs."""
        return int(np.argmax(self.codes == place))

    def spread(self, values: np.ndarray, missing: Any) -> np.ndarray:
        """Return one value for each row from one for each different cell."""
        return np.asarray(np.append(values, np.array([missing], values.dtype))[self.codes])


def _in(texts: Array, words: tuple[str, ...]) -> np.ndarray:
    return np.asarray(pc.is_in(texts, value_set=pa.array(words, STRING)))
