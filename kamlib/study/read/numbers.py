"""Numbers as people and programs write them: which sign is the decimal one, and what each cell is worth."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kamlib.lexicon.money import BESIDE_DIGITS

Array = Any

_SPACE = r"[ \t\x{a0}\x{2007}\x{2009}\x{202f}]"
_MINUS = r"[-\x{2212}\x{2013}]"
# Any word or sign; whether it is a currency the lexicon says. Bounds would make the pattern much slower.
_MONEY = r"[\pL\p{Sc}][\pL\p{Sc}.]*"
_WHOLE = (
    rf"^(?P<money0>{_MONEY})?{_SPACE}*(?P<open>\()?{_SPACE}*(?P<minus1>{_MINUS}|\+)?{_SPACE}*"
    rf"(?P<money1>{_MONEY})?{_SPACE}*(?P<minus2>{_MINUS}|\+)?"
    rf"{_SPACE}*(?P<digits>[.,]?[0-9](?:[0-9.,'’ \x{{a0}}\x{{2007}}\x{{2009}}\x{{202f}}]*[0-9])?[.,]?)"
    rf"(?P<power>[eE][-+]?[0-9]{{1,3}})?{_SPACE}*(?P<percent>%)?{_SPACE}*(?P<money2>{_MONEY})?{_SPACE}*"
    rf"(?P<minus3>{_MINUS})?(?P<close>\))?{_SPACE}*(?P<money3>{_MONEY})?$"
)

# Where both signs are surely decimal in so many cells of a column, neither decides for the doubtful ones.
SHARE_TORN = 0.1
_SIGNS = (
    "open", "close", "minus1", "minus2", "minus3", "percent", "power", "money0", "money1", "money2", "money3",
)

# A lone ``.0`` is how data frames write whole numbers beside missing ones; it is no fraction.
_FRACTION = {".": r"\.(?:[1-9]|0[0-9]|$)", ",": ","}


def _readable(decimal: str) -> str:
    other = r"\." if decimal == "," else ","
    grouped = "|".join(rf"[1-9][0-9]{{0,2}}(?:{sign}[0-9]{{3}})+" for sign in (other, " ", "'"))
    return rf"^(?:(?:0|[1-9][0-9]*|{grouped})(?:[{decimal}][0-9]*)?|[{decimal}][0-9]+)$"


@dataclass
class Numbers:
    """Texts read as numbers, as far as they are.

    Parameters
    ----------
    decimal : str
        The decimal sign in use; empty where no number shows one.
    open : bool
        Whether every separator could be a decimal or a thousands sign.
    value : float array
        NaN where ``ok`` is false.
    ok : bool array
        Whether the text is a number under ``decimal``.
    whole : bool array
        Whether it is written without decimals, per cent or power of ten.
    padded : bool array
        Digits that begin with a zero, or more digits than a number can keep: names, not amounts.
    percent, shortened : bool array
        Whether it has a sign for per cent, or is written with a power of ten.
    currency : dict of int to str
        Currency code of the texts that have one, by their place.
    thousands : str
        The sign between thousands; empty where none is used.
    """

    decimal: str
    open: bool
    value: np.ndarray
    ok: np.ndarray
    whole: np.ndarray
    padded: np.ndarray
    percent: np.ndarray
    shortened: np.ndarray
    currency: dict[int, str]
    thousands: str


def read_numbers(texts: Array, weights: np.ndarray, decimal: str = "") -> Numbers:
    """Read texts as numbers under one decimal sign for all of them.

    Where ``decimal`` is not given, the texts that leave no doubt decide (``1,5``; ``1.234,5``; ``0.125``);
    where all of them could be thousands or decimals (``1.234``), the answer is left open. Digits without
    separators, four or more, show that thousands are not parted: a separator must be the decimal sign.

    Parameters
    ----------
    texts : arrow array of text
        Different values, none missing.
    weights : int array
        How often each occurs.
    decimal : {"", ",", "."}
        The decimal sign, where it is known.
    """
    written = _Written(texts)
    digits, shape = written.digits, written.shape
    point, comma = _match(digits, _readable(".")) & shape, _match(digits, _readable(",")) & shape
    marked = _match(digits, r"[.,]")
    sign, is_open = _decide(digits, point, comma, marked, weights) if not decimal else (decimal, False)
    ok = comma if sign == "," else point
    value = written.value(ok, sign or ".")
    ok = ok & np.isfinite(value)
    named = _match(digits, r"^0[0-9]+$|^[0-9]{16,}$") & shape
    return Numbers(
        sign if marked[ok].any() else "", is_open, value, ok & ~named,
        ~(_match(digits, _FRACTION[sign or "."]) | written.percent | written.power) & ok,
        named, written.percent & ok, written.power & ok, written.currency, _thousands(digits, ok, sign),
    )


def _decide(
    digits: Array, point: np.ndarray, comma: np.ndarray, marked: np.ndarray, weights: np.ndarray,
) -> tuple[str, bool]:
    for_point, for_comma = weights[point & ~comma].sum(), weights[comma & ~point].sum()
    torn = min(for_point, for_comma) > SHARE_TORN * max(for_point, for_comma)
    if torn and (point & comma & marked).any():
        return ".", True
    if for_point or for_comma:
        return ("." if for_point >= for_comma else ","), False
    doubtful = point & comma & marked
    if not doubtful.any():
        return "", False
    signs = {s for s in ".," if (_match(digits, re.escape(s)) & doubtful).any()}
    if len(signs) == 1 and (_match(digits, r"^[1-9][0-9]{3,}$") & point).any():
        return signs.pop(), False
    return ".", True


class _Written:
    """Texts of the shape of a number, taken apart: digits with separators, and what stands around them."""

    def __init__(self, texts: Array):
        texts = pc.utf8_trim_whitespace(texts.cast(pa.string()))
        # Most cells are bare digits; the full pattern is ten times as slow.
        bare = _match(texts, r"^-?[0-9]+(?:[.,][0-9]*)?$")
        other = ~bare & _match(texts, "[0-9]")
        rest = np.flatnonzero(other)
        parts = _taken_apart(texts.take(pa.array(rest)))
        has = {name: np.asarray(pc.not_equal(_field(parts, name), "")) for name in _SIGNS}
        signs = has["open"].astype(int) + has["minus1"] + has["minus2"] + has["minus3"]
        named, known = _currencies(parts, has)
        self.shape = bare.copy()
        whole = np.asarray(pc.is_valid(parts)) & (has["open"] == has["close"])
        self.shape[rest] = whole & (signs <= 1) & known
        digits = pc.replace_substring_regex(_field(parts, "digits"), rf"{_SPACE}+", " ")
        digits = pc.replace_substring(digits, "’", "'")
        self.negative = np.asarray(pc.starts_with(texts, "-")) & bare
        minus = [_match(_field(parts, name), rf"^(?:\(|{_MINUS})$") for name in _SIGNS if has[name].any()]
        self.negative[rest] = np.any(minus, axis=0) if minus else False
        self.percent, self.power = np.zeros((2, len(bare)), bool)
        self.percent[rest], self.power[rest] = has["percent"], has["power"]
        self.digits = _put(pc.if_else(pa.array(bare), pc.utf8_ltrim(texts, "-"), ""), other, digits)
        self.exponent = _put(pc.if_else(pa.array(bare | other), "", texts), other, _field(parts, "power"))
        self.currency = {int(rest[at]): code for at, code in named.items() if self.shape[rest[at]]}

    def value(self, ok: np.ndarray, decimal: str) -> np.ndarray:
        """Return the numbers under a decimal sign; NaN where ``ok`` is false."""
        other = "," if decimal == "." else "."
        plain = pc.replace_substring_regex(self.digits, rf"[ '{other}]", "")
        plain = pc.replace_substring(plain, decimal, ".")
        if self.power.any():
            plain = pc.binary_join_element_wise(plain, self.exponent, "")
        cast = pc.if_else(pa.array(ok), plain, None).cast(pa.float64())
        value = cast.to_numpy(zero_copy_only=False).copy()
        value[~np.isfinite(value)] = np.nan
        value[self.percent] /= 100
        return np.asarray(np.where(self.negative & (value != 0), -value, value))


def _taken_apart(texts: Array) -> Array:
    """Return the parts of texts; the pattern takes long to be made ready, so that none are not asked."""
    return pc.extract_regex(texts, _WHOLE) if len(texts) else _nothing()


@lru_cache(maxsize=1)
def _nothing() -> Array:
    return pc.extract_regex(pa.array([], pa.string()), _WHOLE)


def _put(texts: Array, where: np.ndarray, others: Array) -> Array:
    return pc.replace_with_mask(texts, pa.array(where), others)


def _currencies(parts: Array, has: dict[str, np.ndarray]) -> tuple[dict[int, str], np.ndarray]:
    """Return the code of each text that names one currency, and whether all that it names is that one."""
    names = [name for name in _SIGNS if name.startswith("money")]
    some = np.flatnonzero(np.any([has[name] for name in names], axis=0))
    rows = zip(*(_field(parts, name).take(pa.array(some)).to_pylist() for name in names), strict=True)
    codes = [{BESIDE_DIGITS.get(said, "") for said in row if said} for row in rows]
    known = np.ones(len(parts), bool)
    known[some] = [len(said) == 1 and "" not in said for said in codes]
    return {int(at): next(iter(said)) for at, said in zip(some, codes, strict=True)}, known


def _thousands(digits: Array, ok: np.ndarray, decimal: str) -> str:
    for sign in (" ", "'", "." if decimal == "," else ","):
        if (_match(digits, re.escape(sign)) & ok).any():
            return sign
    return ""


def _field(parts: Array, name: str) -> Array:
    return pc.fill_null(pc.struct_field(parts, name), "")


def _match(texts: Array, pattern: str) -> np.ndarray:
    return np.asarray(pc.fill_null(pc.match_substring_regex(texts, pattern), False))
