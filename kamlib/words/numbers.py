"""Numbers, money, shares and days as the language in use writes them."""

from datetime import date
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from kamlib.words import language

# English is read in many countries: a comma may be a decimal sign there, and a month may come first.
_DAYS = {"en": "yyyy-MM-dd", "ru": "dd.MM.yyyy", "pl": "dd.MM.yyyy"}


def number(value: float, decimals: int = 0) -> str:
    """Return a number with its thousands parted.

    Examples
    --------
    >>> number(12345.678, 2), number(-0.4)
    ('12 345.68', '0')
    """
    rounded = round(value, decimals) + 0.0
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text = format_decimal(rounded, pattern, locale=language())
    return text.replace(",", " ") if language() == "en" else text


def money(value: float, currency: str, decimals: int = 2) -> str:
    """Return an amount with its currency, where that is known.

    Examples
    --------
    >>> money(1500, "RUB"), money(7, "", 0)
    ('1 500.00 RUB', '7')
    """
    return f"{number(value, decimals)} {currency}".rstrip()


def percent(share: float, decimals: int = 0) -> str:
    """Return a share of one in percent.

    Examples
    --------
    >>> percent(0.825), percent(0.1234, 1)
    ('82 %', '12.3 %')
    """
    return f"{number(100 * share, decimals)} %"


def day(value: date) -> str:
    """Return a day.

    Examples
    --------
    >>> day(date(2026, 2, 12))
    '2026-02-12'
    """
    return format_date(value, _DAYS[language()], locale=language())


def plural(count: int) -> str:
    """Return the plural form that the language has for a count: ``one``, ``few``, ``many``, ``other``."""
    return str(_locale(language()).plural_form(count))


@cache
def _locale(spoken: str) -> Locale:
    return Locale.parse(spoken)
