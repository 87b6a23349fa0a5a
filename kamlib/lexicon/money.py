"""The lexicon of money: what a cell or a heading says of currency and unit, the same wherever it is asked."""

import re
from functools import lru_cache
from itertools import combinations
from typing import Literal

from kamlib.lexicon import currency_names, lists

Money = Literal["currency", "scaled", "unit", ""]

_WORDS = lists("money")
_BETWEEN = re.compile(r"[\s.,;:/\\()\[\]'\"*_|–—-]+")


def _key(text: str) -> str:
    return "".join(_BETWEEN.split(text)).casefold()


_SPELLINGS = {code: {*currency_names(code), *more} for code, more in _WORDS["currencies"].items()}
_KNOWN = {_key(said): code for code, spellings in _SPELLINGS.items() for said in (code, *spellings)}
_NUMBERS = {str(number): code for number, code in _WORDS["numbers"].items()}
SCALES = {_key(said): int(scale) for scale, spellings in _WORDS["scales"].items() for said in spellings}
"""How many of the currency a word says, spelled without stops."""
_UNITS = {_key(said) for said in _WORDS["units"]}


_SHARED = {str(said) for said in _WORDS["shared"]}
VAT_RATES: tuple[float, ...] = tuple(_WORDS["vat_rates"])


def _beside_digits() -> dict[str, str]:
    """Return the ways to write a currency before or after a number, each with its code."""
    found = {code: code for code in _SPELLINGS}
    for code, spellings in _SPELLINGS.items():
        for said in (said for said in spellings if " " not in said):
            stops = (".",) if said in _SHARED else ("", ".") if said[-1].isalpha() else ("",)
            forms = {said, said.lower(), said.upper(), said.capitalize()}
            found |= {f"{form}{stop}": code for form in forms for stop in stops}
    return found


BESIDE_DIGITS: dict[str, str] = _beside_digits()
"""How cells write a currency beside a number -> its code."""


@lru_cache(maxsize=16384)
def code_of(text: str) -> str:
    """Return the code of the currency that a text names; empty where it names none, several or a multiple.

    Examples
    --------
    >>> code_of("грн."), code_of("EUR (евро)"), code_of("Дол. США"), code_of("тыс. руб."), code_of("kr")
    ('UAH', 'EUR', 'USD', '', '')
    """
    if found := _KNOWN.get(_key(text)) or _NUMBERS.get(text.strip()):
        return str(found)
    parts = [part for part in _BETWEEN.split(text) if part]
    named = {_KNOWN.get(_key(part), "") for part in parts} if len(parts) > 1 else set()
    return named.pop() if len(named) == 1 else ""


@lru_cache(maxsize=16384)
def money_of(text: str) -> Money:
    """Return what a text in a column of currencies or units is.

    Examples
    --------
    >>> [money_of(text) for text in ("zł", "тыс. руб.", "тыс. шт.", "kg", "Moscow")]
    ['currency', 'scaled', 'unit', 'unit', '']
    """
    if code_of(text):
        return "currency"
    keys = [_key(part) for part in _BETWEEN.split(text) if part]
    rest = [key for key in keys if key not in SCALES]
    if rest and len(rest) < len(keys) and code_of(" ".join(rest)):
        return "scaled"
    joined = "".join(rest)
    return "unit" if joined in _UNITS or (rest and all(key in _UNITS for key in rest)) else ""


@lru_cache(maxsize=4096)
def unit_in(heading: str) -> str:
    """Return the currency that a heading names, with the multiple that it says its numbers are in.

    Examples
    --------
    >>> unit_in("Сумма, руб."), unit_in("Wartość [tys. zł]"), unit_in("Revenue mln EUR"), unit_in("Amount")
    ('RUB', 'thousand PLN', 'mln EUR', '')
    """
    keys = [_key(part) for part in _BETWEEN.split(heading) if part]
    spans = combinations(range(len(keys) + 1), 2)
    runs = {"".join(keys[start:end]) for start, end in spans if end - start < 4}
    named = {_KNOWN[run] for run in runs if run in _KNOWN and run not in _SHARED}
    named |= {BESIDE_DIGITS[part] for part in heading.split() if part in BESIDE_DIGITS}
    scales = {SCALES[key] for key in keys if key in SCALES}
    if len(named) != 1:
        return ""
    words = {1000: "thousand ", 1_000_000: "mln "}
    return words.get(max(scales, default=1), "") + str(named.pop())


def heading_fillers() -> frozenset[str]:
    """Return the words of currency and multiple that say nothing else in a heading."""
    single = (said for spellings in _SPELLINGS.values() for said in spellings if " " not in said)
    return frozenset({*map(str.casefold, [*_SPELLINGS, *single]), *SCALES})
