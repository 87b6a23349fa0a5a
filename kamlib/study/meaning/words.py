"""The words of a heading or a name: taken apart, without case, accents and decorations."""

import re
import unicodedata
from functools import lru_cache

LONGEST = 200
"""Characters of a heading that are looked at: a whole letter in a heading is no heading."""

_BREAK = re.compile(r"[^\w/]+|_+")
# "w/o VAT" says without; "w" by itself is a Polish word for in.
_WITHOUT = re.compile(r"\bw/o\b", re.IGNORECASE)
_LETTERS_WITHOUT_ACCENT = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "æ": "ae", "ı": "i"}
)


def folded(text: str) -> str:
    """Return ``text`` in small letters without accents.

    Examples
    --------
    >>> folded("Łączna WARTOŚĆ")
    'laczna wartosc'
    """
    apart = unicodedata.normalize("NFKD", str(text)[:LONGEST].translate(_LETTERS_WITHOUT_ACCENT))
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


@lru_cache(maxsize=16384)
def words(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` in order.

    CamelCase, snake_case and letters beside digits are taken apart; ``№`` and ``#`` are the word *no*;
    everything that is neither letter nor digit only separates.

    Examples
    --------
    >>> words("SalesOrderLineNumber")
    ('sales', 'order', 'line', 'number')
    >>> words("* № документа (дата):")
    ('no', 'документа', 'дата')
    """
    plain = _WITHOUT.sub("wo", str(text)[:LONGEST]).replace("№", " no ").replace("#", " no ")
    return tuple(folded(part) for part in _BREAK.split(_humps_apart(plain).replace("/", " ")) if part.strip())


def _humps_apart(text: str) -> str:
    """``DueDate`` -> ``Due Date``; ``VATAmount`` -> ``VAT Amount``; ``Name1`` -> ``Name 1``."""
    signs = []
    for place, sign in enumerate(text):
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        rises = before.islower() and sign.isupper()
        ends_capitals = before.isupper() and sign.isupper() and after.islower()
        digit_edge = before.isalnum() and sign.isalnum() and before.isdigit() != sign.isdigit()
        signs.append(" " + sign if rises or ends_capitals or digit_edge else sign)
    return "".join(signs)
