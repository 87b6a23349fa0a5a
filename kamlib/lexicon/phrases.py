"""The words of a heading, a value or a name, without case, accents and decorations; phrases among them."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

Words = tuple[str, ...]

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
def words(text: str) -> Words:
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


def starred(phrase: object) -> Words:
    """Return the words of a phrase; a star before or behind a word stands for any letters.

    Examples
    --------
    >>> starred("Продаж*"), starred("*umsatz"), starred("not *")
    (('продаж*',), ('*umsatz',), ('not', '*'))
    """
    parts: list[str] = []
    for written in str(phrase).split():
        bare = [*words(written.strip("*"))] or [""] * ("*" in written)
        if bare and written.startswith("*"):
            bare[0] = f"*{bare[0]}"
        if bare and written.endswith("*") and written != "*":
            bare[-1] += "*"
        parts += bare
    return tuple(parts)


def spans(phrase: Words, said: Words) -> list[range]:
    """Return where the words of a phrase stand one after another among those said.

    Examples
    --------
    >>> spans(starred("net *"), words("total net amount"))
    [range(1, 3)]
    """
    return [
        range(start, start + len(phrase))
        for start in range(len(said) - len(phrase) + 1)
        if all(_is(part, said[start + step]) for step, part in enumerate(phrase))
    ]


def matches(phrase: Words, said: Words) -> bool:
    """Whether a phrase is all that is said."""
    return len(phrase) == len(said) and bool(spans(phrase, said))


class Phrases:
    """Phrases in their order, those that may stand in a text found by their first words.

    Examples
    --------
    >>> known = Phrases([starred("net amount"), starred("amo*"), starred("*value")])
    >>> known.among(words("amount, net")), known.longest(words("net amount"))
    ([0, 1, 2], 2)
    """

    def __init__(self, phrases: Iterable[Words]) -> None:
        self.phrases = [*phrases]
        self._by_first: dict[str, list[int]] = {}
        for place, (first, *_rest) in enumerate(self.phrases):
            key = "*" if first.startswith("*") else f"{first[:-1][:2]}*" if first.endswith("*") else first
            self._by_first.setdefault(key, []).append(place)

    def among(self, said: Words) -> list[int]:
        """Return the places of the phrases whose first word may stand among the words of a text."""
        keys = {"*", *(key for word in said for key in (word, f"{word[:2]}*", f"{word[:1]}*"))}
        return sorted(place for key in keys for place in self._by_first.get(key, ()))

    def longest(self, said: Words) -> int:
        """Return how many words the longest phrase has that stands in a text; 0 where none does."""
        phrases = (self.phrases[place] for place in self.among(said))
        return max((len(phrase) for phrase in phrases if spans(phrase, said)), default=0)


def _is(part: str, word: str) -> bool:
    if part.startswith("*"):
        return word.endswith(part[1:])
    return word.startswith(part[:-1]) if part.endswith("*") else word == part
