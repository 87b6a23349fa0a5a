"""What is known of a legal entity and can be compared with others."""

import re
from typing import NamedTuple

import pandas as pd

from kamlib.lexicon.phrases import words
from kamlib.study.meaning.taxnumber import digits
from kamlib.study.proposals.names import by_sound, stem

_STREET = frozenset(
    (
        *(
            "ul",
            "ulica",
            "al",
            "aleja",
            "os",
            "lok",
            "lokal",
            "m",
            "str",
            "street",
            "st",
            "road",
            "rd",
            "ave",
        ),
        *(
            "улица",
            "ул",
            "дом",
            "д",
            "город",
            "г",
            "обл",
            "область",
            "проспект",
            "пр",
            "кт",
            "пер",
            "пл",
            "корп",
        ),
        *("корпус", "avenue", "стр", "офис", "оф", "пом", "помещение", "кв", "м"),
    )
)


class Entity(NamedTuple):
    """A legal entity as texts that are equal when they mean the same; empty where nothing is known."""

    code: str
    name: str
    tax: str
    stem: str
    address: str
    payer: str
    spelling: str = ""


def entities_of(accounts: pd.DataFrame) -> list[Entity]:
    """Return the entities of a list of accounts, each code once, in the order of codes as people count."""
    given = accounts.dropna(subset=["account"]).drop_duplicates("account")
    names = ("account", "name", "tax_id", "address", "city", "payer")
    columns = [given[name].astype("str").fillna("") if name in given else [""] * len(given) for name in names]
    rows = list(zip(*columns, strict=True))
    payers = {payer.strip() for *_rest, payer in rows}
    made = [
        Entity(
            code,
            name,
            _tax(tax),
            stem(name, city=city),
            _address(address),
            _payer(code, payer, payers),
            spelling(code) if name in ("", code) else "",
        )
        for code, name, tax, address, city, payer in rows
    ]
    return sorted(made, key=lambda entity: natural(entity.code))


def natural(code: str) -> tuple[int, int, str]:
    """Order codes as people do.

    Examples
    --------
    >>> sorted(["17", "4", "K1"], key=natural)
    ['4', '17', 'K1']
    """
    return (0, int(code), code) if code.isdecimal() and len(code) < 19 else (1, 0, code)


def _payer(code: str, payer: str, payers: set[str]) -> str:
    """Who pays; one that pays for others pays for itself."""
    return payer.strip() or (code if code in payers else "")


def spelling(code: str) -> str:
    """Return a name that serves as code without what fingers change: capitals, spaces, quotes, points.

    Examples
    --------
    >>> spelling('Acme  "LTD."'), spelling("17")
    ('acme ltd', '')
    """
    plain = re.sub(r"[\s\"'.,«»“”„’]+", " ", code.casefold()).strip()
    return plain if len(re.findall(r"[^\W\d_]", plain)) > 2 else ""


def _tax(value: str) -> str:
    """Digits of a tax number; empty for what only fills a field (zeros, 1234567890)."""
    number = digits(value)
    fills = len(set(number)) <= 2 or number in "12345678901234"
    return number if 8 <= len(number) <= 14 and not fills else ""


def _address(value: str) -> str:
    """Words of an address in any order, without *street* and *house*; empty without a house number."""
    parts = sorted(by_sound(word) for word in words(value) if word not in _STREET)
    return " ".join(parts) if re.search(r"\d", value) and len(parts) > 2 else ""
