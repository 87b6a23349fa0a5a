"""Words that files use: what a language has from CLDR, what exports add to it from the lists beside."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from babel.numbers import get_currency_name, get_currency_symbol

LANGUAGES = ("en", "ru", "pl", "de", "cs")
# Short names of Czech months are words of their own: pro, led, dub.
_SHORT_MONTHS = ("en", "ru", "pl", "de")


@cache
def lists(name: str) -> dict[str, Any]:
    """Return the lists of a file of the lexicon.

    Examples
    --------
    >>> lists("cells")["dashes"][0]
    '-'
    """
    text = (Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return read


@cache
def months() -> dict[str, int]:
    """Return the names of months in small letters, in each form that the languages have.

    Examples
    --------
    >>> [months()[name] for name in ("jan", "января", "styczeń", "märz", "května")]
    [1, 1, 1, 3, 5]
    """
    widths = [(tag, "wide") for tag in LANGUAGES] + [(tag, "abbreviated") for tag in _SHORT_MONTHS]
    names = {
        name.lower().rstrip("."): number
        for tag, width in widths
        for form in ("format", "stand-alone")
        for number, name in Locale(tag).months[form][width].items()
    }
    return names | {name: number for number, more in lists("cells")["months"].items() for name in more}


def currency_names(code: str) -> Iterator[str]:
    """Yield the names of a currency, in singular and plural, and its signs.

    Examples
    --------
    >>> {"$", "доллар США", "dolary amerykańskie"} <= {*currency_names("USD")}
    True
    """
    for tag in LANGUAGES:
        names = (get_currency_name(code, count, tag) for count in (None, 1, 2, 5, 1.5))
        yield from {name for name in (get_currency_symbol(code, tag), *names) if name != code}
