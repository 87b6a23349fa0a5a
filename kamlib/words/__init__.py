"""Words for users: a key and facts in, a sentence in the language in use out.

The sentences stand in one folder a language, in Fluent's syntax (`kamlib.words.reader`). ``xx`` is stored
nowhere: it is English with every letter accented and each word a third longer, to see what escaped.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from kamlib.words.reader import Choice, Fact, MessageError, Pattern, Reader

FOLDER = Path(__file__).parent
PSEUDO = "xx"
_ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀćđéƒǵĥíĵķĺḿńóṕɋŕśťúṽẃẋýźÁɃĆĐÉƑǴĤÍĴĶĹḾŃÓṔɊŔŚŤÚṼẂẊÝŹ")  # fmt: skip
_ENTRY = re.compile(r"^(-?[a-zA-Z][\w-]*) =(.*(?:\n+[ \t]+\S.*)*)\n?", re.MULTILINE)
_ATTRIBUTE = re.compile(r"\n[ \t]+\.([a-zA-Z][\w-]*) =")
_WORD = re.compile(r"%(?:\(\w+\))?[sr]|[A-Za-z]+")
_language = "en"


def use_language(language: str) -> None:
    """Say everything in ``language`` from now on: ``en``, ``ru``, ``pl`` or ``xx``.

    Examples
    --------
    >>> use_language("en")
    >>> phrase("pages-unchanged", pages=2)
    '2 pages are unchanged.'
    """
    global _language
    _language = language


def language() -> str:
    """Return the language in use; of ``xx`` numbers and days are those of English."""
    return "en" if _language == PSEUDO else _language


def phrase(key: str, /, **facts: object) -> str:
    """Return the message of a key in the language in use.

    Parameters
    ----------
    key : str
        As in the message files; ``key.remedy`` for an attribute.
    **facts
        Counts as whole numbers; names, and whatever `kamlib.words.numbers` formats, as text. Days, paths and
        lists of names go too.

    Raises
    ------
    MessageError
        When there is no such message, or it speaks of a fact that is not given.
    """
    if missing := sorted(facts_of(key, _language) - facts.keys()):
        raise MessageError(f"{_language}: {key} lacks {', '.join(missing)}")
    return "".join(_said(_message(key, _language), facts))


def has_phrase(key: str) -> bool:
    """Tell whether a key has a message in English."""
    return key in sources("en")


@cache
def facts_of(key: str, spoken: str) -> frozenset[str]:
    """Return the names of the facts that a message speaks of, in any of its variants.

    Raises
    ------
    MessageError
        When it can't be read.
    """
    return frozenset(_facts(_message(key, spoken), spoken))


@cache
def sources(spoken: str) -> dict[str, str]:
    """Return the sources of all messages of a language, by key.

    Raises
    ------
    MessageError
        Where a file holds anything else than messages.
    """
    found: dict[str, str] = {}
    for path in sorted((FOLDER / spoken).glob("*.ftl")):
        more = entries(path.read_text(encoding="utf-8"), f"{spoken}/{path.name}")
        if twice := sorted(found.keys() & more.keys()):
            raise MessageError(f"{spoken}/{path.name}: {twice[0]} stands in another file too")
        found |= more
    return found


def entries(text: str, place: str) -> dict[str, str]:
    """Return the source of each message, term and attribute of a file, by its key.

    Raises
    ------
    MessageError
        Where a line belongs to no entry, or an entry is empty or stands twice.
    """
    found: dict[str, str] = {}
    for line in _ENTRY.sub("", text).splitlines():
        if line.strip() and not line.startswith("#"):
            raise MessageError(f"{place}: {line.strip()!r} is no message")
    for entry in _ENTRY.finditer(text):
        value, *attributes = _ATTRIBUTE.split(entry[2])
        pairs = zip(attributes[::2], attributes[1::2], strict=True)
        for key, source in [(entry[1], value), *((f"{entry[1]}.{name}", source) for name, source in pairs)]:
            if key in found or not source.strip():
                raise MessageError(f"{place}: {key} is empty or stands twice")
            found[key] = source.strip()
    return found


@cache
def _message(key: str, spoken: str) -> Pattern:
    pseudo = spoken == PSEUDO
    source = sources("en" if pseudo else spoken).get(key)
    if source is None:
        raise MessageError(f"{spoken}: {key} is in no message file")
    return Reader(f"{spoken}: {key}", source, _pseudo if pseudo else str).whole()


def _facts(pattern: Pattern, spoken: str) -> Iterator[str]:
    for part in pattern:
        if isinstance(part, Fact):
            yield part.name
        elif isinstance(part, Choice):
            yield part.fact
            for variant in part.variants.values():
                yield from _facts(variant, spoken)
        elif not isinstance(part, str):
            given = {name for name, _value in part.facts}
            yield from (name for name in _facts(_message(part.key, spoken), spoken) if name not in given)


def _said(pattern: Pattern, facts: Mapping[str, object]) -> Iterator[str]:
    for part in pattern:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Fact):
            yield _shown(facts[part.name])
        elif isinstance(part, Choice):
            yield from _said(part.variants[_chosen(part, facts[part.fact])], facts)
        else:
            yield from _said(_message(part.key, _language), {**facts, **dict(part.facts)})


def _chosen(choice: Choice, fact: object) -> str:
    """Return the variant of a word, or of a count: its own, else that of its plural form."""
    if str(fact) in choice.variants or isinstance(fact, str):
        return str(fact) if str(fact) in choice.variants else choice.default
    from kamlib.words.numbers import plural

    form = plural(_count(fact))
    return form if form in choice.variants else choice.default


def _shown(fact: object) -> str:
    if isinstance(fact, str | Path):
        return str(fact)
    if isinstance(fact, list | tuple):
        return ", ".join(map(_shown, fact))
    if not isinstance(fact, date) and 0 <= _count(fact) < 1000:
        return str(fact)  # most counts need no thousands parted, and Babel takes long to come
    from kamlib.words.numbers import day, number

    return day(fact) if isinstance(fact, date) else number(_count(fact))


def _count(fact: object) -> int:
    if isinstance(fact, bool) or not hasattr(fact, "__index__"):
        raise MessageError(f"{fact!r} is neither text nor a count: format it first")
    return fact.__index__()  # type: ignore[no-any-return]


def _pseudo(text: str) -> str:
    return _WORD.sub(lambda word: word[0] if word[0][0] == "%" else
                     word[0].translate(_ACCENTED) + "~" * -(-len(word[0]) // 3), text)
