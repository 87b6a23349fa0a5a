"""What a heading says: phrases of real exports matched against its words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import product
from operator import itemgetter
from typing import Any

from kamlib.lexicon import lists
from kamlib.lexicon.money import heading_fillers
from kamlib.lexicon.phrases import Phrases, spans, starred, words
from kamlib.text import _

Pattern = tuple[str, ...]
Phrase = tuple[float, bool, Pattern]
GROSS = (1.5, True)


@dataclass(frozen=True)
class Said:
    """What a heading says about one meaning.

    Parameters
    ----------
    strength : float
        0 (nothing) to 3 (the whole heading is a phrase that is used for nothing else).
    gross : bool
        Whether the heading says that VAT is in the amount.
    phrase : str
        The phrase found.
    """

    strength: float = 0.0
    gross: bool = False
    phrase: str = ""


@dataclass(frozen=True)
class Entry:
    """The phrases of one meaning, the heaviest first; ``whole`` has those written in one word."""

    phrases: tuple[tuple[float, bool, Pattern], ...] = ()
    whole: dict[str, tuple[float, bool]] = field(default_factory=dict)
    against: tuple[Pattern, ...] = ()
    implies: dict[Pattern, str] = field(default_factory=dict)

    @cached_property
    def _known(self) -> Phrases:
        return Phrases(pattern for _weight, _gross, pattern in self.phrases)

    def beginning_with(self, said: Pattern) -> list[Phrase]:
        """Return the phrases whose first word may stand among the words of a heading, in their order."""
        return [self.phrases[place] for place in self._known.among(said)]


@lru_cache(maxsize=16384)
def say(heading: str, table: str, meaning: str) -> Said:
    """Return how strongly ``heading`` says ``meaning`` of ``table``.

    The strength is the weight of the phrase times the share of the heading's words that it explains; a word
    that speaks against the meaning and is not part of the phrase makes it nothing.

    Examples
    --------
    >>> say("Сумма без НДС, руб.", "sales", "amount").strength
    3.0
    >>> say("UnitPrice", "sales", "amount").strength
    0.0
    """
    written, entry = words(heading), catalogue()[table].get(meaning, Entry())
    if (joined := "".join(written)) in entry.whole:
        return Said(*entry.whole[joined], " ".join(written))
    strength, gross, explained = 0.0, False, set[int]()
    # Headings in two languages say the same twice: phrases that do not overlap add up.
    for part, is_gross, places in sorted(
        _matches(heading_words(heading), entry), key=itemgetter(0), reverse=True
    ):
        if explained.isdisjoint(places):
            strength, gross = strength + part, gross or is_gross
            explained |= {*places}
    return Said(strength, gross, " ".join(written[place] for place in sorted(explained)))


@lru_cache(maxsize=16384)
def speaks_against(heading: str, table: str, meaning: str) -> bool:
    """Whether a heading has a word that speaks against ``meaning``.

    Examples
    --------
    >>> speaks_against("Freight", "sales", "amount")
    True
    """
    entry = catalogue()[table].get(meaning, Entry())
    return any(spans(pattern, heading_words(heading)) for pattern in entry.against)


def says_gross(heading: str) -> bool:
    """Whether a heading says that VAT is in the amount.

    Examples
    --------
    >>> says_gross("Wartość brutto"), says_gross("Wartość netto")
    (True, False)
    """
    return say(heading, "sales", "amount").gross


def implied(heading: str, table: str, meaning: str) -> str:
    """Return what it would mean to choose ``heading``; empty where nothing is known."""
    said = heading_words(heading)
    sentences = catalogue()[table].get(meaning, Entry()).implies
    return next((_(sentence) for pattern, sentence in sentences.items() if spans(pattern, said)), "")


@lru_cache(maxsize=16384)
def heading_words(heading: str) -> Pattern:
    """Return the words of a heading, words of one sense written alike."""
    same = _same_words()
    return tuple(same.get(word, word) for word in words(heading))


def _matches(said: Pattern, entry: Entry) -> Iterator[tuple[float, bool, Sequence[int]]]:
    # A letter by itself numbers a column as a digit does: Amount A, Amount B.
    telling = [place for place, word in enumerate(said) if word not in _fillers() and len(word) > 1]
    significant = telling or [*range(len(said))]
    for weight, gross, pattern in entry.beginning_with(said):
        for places in spans(pattern, said):
            left = tuple(word for place, word in enumerate(said) if place not in places)
            if not any(spans(against, left) for against in entry.against):
                explained = sum(place in places for place in significant) / len(significant)
                yield weight * explained, gross, places


@lru_cache(maxsize=1)
def _same_words() -> dict[str, str]:
    same = lists("headings")["same_words"]
    return {part: one for one, others in same.items() for other in others for part in words(other)}


@lru_cache(maxsize=1)
def _fillers() -> frozenset[str]:
    said = [*lists("headings")["fillers"], *heading_fillers(), *"0123456789"]
    return frozenset(part for word in said for part in words(str(word)))


@lru_cache(maxsize=1)
def catalogue() -> dict[str, dict[str, Entry]]:
    """Return the shipped phrases: table -> meaning -> entry."""
    tables = {key: value for key, value in lists("headings").items() if key not in ("same_words", "fillers")}
    return {table: {m: _entry(lists) for m, lists in meanings.items()} for table, meanings in tables.items()}


def _entry(lists: dict[Any, Any]) -> Entry:
    weights = {key: (float(key), False) for key in lists if isinstance(key, int | float)} | {"gross": GROSS}
    phrases = sorted(
        (-weight, str(phrase), gross)
        for key, (weight, gross) in weights.items()
        for phrase in lists.get(key, ())
    )
    return Entry(
        tuple((-weight, gross, _pattern(phrase)) for weight, phrase, gross in phrases),
        {run: (-weight, gross) for weight, phrase, gross in reversed(phrases) for run in _runs(phrase)},
        tuple(_pattern(phrase) for phrase in lists.get("against", ())),
        {_pattern(phrase): sentence for phrase, sentence in lists.get("implies", {}).items()},
    )


def _runs(phrase: str) -> Iterator[str]:
    """Ways to write a phrase in one word, as systems in capitals do: CUSTACCOUNT, CURRENCYCODE."""
    same = lists("headings")["same_words"]
    for parts in product(*([word, *map(str, same.get(word, ()))] for word in words(phrase))):
        yield "".join(parts)


def _pattern(phrase: str) -> Pattern:
    same = _same_words()
    return tuple(same.get(part, part) for part in starred(phrase))
