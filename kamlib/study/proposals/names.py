"""Names of clients: the stem that is left without legal form, branch and town, whatever the alphabet."""

import re
from functools import lru_cache
from itertools import chain

import pandas as pd

from kamlib.lexicon import lists
from kamlib.lexicon.phrases import LONGEST, Words, matches, starred, words

_TO_LATIN = str.maketrans(lists("names")["latin"])
_SOUNDS = {
    re.compile("c(?!h)"): "k",
    re.compile("y+([aeou])"): r"\1",
    # Letters only: Kunde 2 and Kunde 22 are two clients.
    re.compile(r"(\D)\1+"): r"\1",
}


def stem(name: object, *, city: object = "") -> str:
    """Return what is left of a name without legal form, branch and town, spelled by sound.

    Examples
    --------
    >>> stem('ООО "Волна"'), stem("Volna Ltd."), stem("Волна, филиал № 3", city="Казань")
    ('volna', 'volna', 'volna')
    """
    left = without_forms(name_words(name))
    branch = next((place for place, word in enumerate(left) if place and is_branch(word)), len(left))
    left = without_forms(left[:branch])
    town = name_words(city)
    if town and len(left) > len(town) and left[-len(town) :] == town:
        left = without_forms(left[: -len(town)])
    return " ".join(filter(None, map(by_sound, left)))


@lru_cache(maxsize=65536)
def by_sound(word: str) -> str:
    """Return a word in Latin letters, spellings of one sound written alike.

    Examples
    --------
    >>> by_sound("виктория") == by_sound("victoria")
    True
    >>> by_sound("Anna"), by_sound("22")
    ('Ana', '22')
    """
    latin = word.translate(_TO_LATIN)
    for spelled, sound in lists("names")["sounds"].items():
        latin = latin.replace(spelled, sound)
    for pattern, sound in _SOUNDS.items():
        latin = pattern.sub(sound, latin)
    return latin


def without_forms(name: Words) -> Words:
    """Return a name without the legal forms at its ends; a name of nothing else stays as it is."""
    forms = _forms()
    longest = max(map(len, forms))
    for size in range(min(longest, len(name) - 1), 0, -1):
        if name[:size] in forms:
            return without_forms(name[size:])
        if name[-size:] in forms:
            return without_forms(name[:-size])
    return name


@lru_cache(maxsize=1)
def _forms() -> frozenset[Words]:
    return frozenset(phrases("legal_forms"))


def has_form(name: Words) -> bool:
    """Whether a legal form says that a name belongs to a real company or trader."""
    return without_forms(name) != name


@lru_cache(maxsize=65536)
def is_branch(word: str) -> bool:
    """Whether a word says that a branch, a shop or a store of the firm before it follows."""
    return any(matches(pattern, (word,)) for kind in ("branch", "shop") for pattern in phrases(kind))


def is_bare_branch(name: Words) -> bool:
    """Whether a name is *branch* and a town or number, without a firm."""
    starts = bool(name) and any(matches(pattern, name[:1]) for pattern in phrases("branch"))
    return starts and len(name) <= 4 and not any(word in ("ооо", "пао", "ао", "зао") for word in name)


def is_mostly(name: Words, kind: str, *, share: float) -> str:
    """Return the phrase of a ``kind`` that is at least ``share`` of a name's words; empty if none is."""
    told = [word for word in name if not word.isdigit()]
    for pattern in phrases(kind):
        for start in range(len(told) - len(pattern) + 1):
            if len(pattern) >= share * len(told) and matches(pattern, tuple(told[start:])[: len(pattern)]):
                return " ".join(told[start : start + len(pattern)])
    return ""


@lru_cache(maxsize=65536)
def says_none(parent: str) -> bool:
    """Whether a cell for the parent of a client says that there is none: a dash, *none*, yes or no.

    Examples
    --------
    >>> says_none("-"), says_none("нет"), says_none("Volna")
    (True, True, False)
    """
    name = name_words(parent)
    return not name or not parent.strip("0., ") or bool(is_mostly(name, "no_parent", share=1.0))


def is_numbered(name: Words) -> bool:
    """Whether a name is *client* with a number or a letter, as an export without names has them.

    Examples
    --------
    >>> is_numbered(name_words("Client 12")), is_numbered(name_words("Cash customer 2"))
    (True, False)
    """
    told = [word for word in name if not word.isdigit() and len(word) > 1]
    nouns = phrases("anyone")
    return 0 < len(told) < len(name) and all(any(matches(noun, (word,)) for noun in nouns) for word in told)


@lru_cache(maxsize=8)
def phrases(kind: str) -> tuple[Words, ...]:
    """Return the shipped phrases of a kind, the longest first."""
    answers = lists("cells")["answers"].values() if kind == "no_parent" else ()
    found = {starred(phrase) for phrase in chain(lists("names")[kind], *answers)}
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))


def name_words(value: object) -> Words:
    """Return the words of a name; capitals within a word (GmbH, ПромСтрой) do not take it apart."""
    return () if value is None or value != value else words(str(value)[:LONGEST].casefold())


def account_names(sales: pd.DataFrame, accounts: pd.DataFrame | None) -> pd.Series:
    """Return account -> name: from the accounts table, else the commonest in the sales, else the key."""
    keys = sales["account"].dropna().drop_duplicates()
    names = pd.Series(keys.astype("str").to_numpy(), index=keys.to_numpy())
    for source in (sales, accounts):
        if source is not None and "name" in source:
            given = source.dropna(subset=["account", "name"])
            common = given.groupby(["account", "name"]).size().sort_index().sort_values(kind="stable")
            known = common.reset_index().drop_duplicates("account", keep="last").set_index("account")["name"]
            names.update(known[known.astype("str").str.strip() != ""])
    return names
