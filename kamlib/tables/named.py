"""Whether a text names a person: in whatever spelling, case, alphabet and inflected form."""

import re
import unicodedata
from collections.abc import Iterable

LONG = 4  # shorter parts of a name are told from other words by their capital
_SHORTEST = 2
# What a name ends in when it is inflected, in English, Polish and Russian, also in Latin letters.
_ENDINGS = (
    "s|es|a|u|y|i|ą|ę|em|om|im|ym|ie|ej|ego|emu|iego|iemu|ich|imi|iej|iem|owi|owie|ami|ach|ów|owa|owej|ową|"
    "а|у|ы|и|я|ю|е|ем|ём|ом|ой|ей|им|ым|ий|ый|ых|их|ого|его|ому|ему|ою|ею|ью|ам|ям|ам|ями|ими|ыми|ах|ях|"
    "ова|овой|ову|овым|иной|ину|иным"
)
_LAST = re.compile(r"(?:ya|ii|yi|[aeiyou])$")  # what gives way to an ending
# Other ends of a stem before -e: Marta, Marcie; Olga, Oldze; Anka, Ance.
_SOFT = {"t": "ci", "d": "dzi", "k": "c", "g": "dz", "r": "rz"}
_LATIN = dict(zip(
    "абвгдезиклмнопрстуфыіґєэьъłøđ",
    ["a", "b", "v", "g", "d", "e", "z", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "y", "i",
     "g", "e", "e", "", "", "l", "o", "d"], strict=True,
)) | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ß": "ss"}
_LATIN |= {sign.upper(): letters.capitalize() for sign, letters in _LATIN.items() if sign != "ß"}
_TABLE = str.maketrans(_LATIN)
_WORD = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(r"(?<![\w.])(?:[^\W\d_a-zа-я]\.[\s\u00a0-]*){2,}")
# Somebody whom no table knows: a form of address, initial and surname, a Russian patronymic.
_STRANGER = re.compile(
    r"(?<!\w)(?:Mr|Mrs|Ms|Dr|Herr|Herrn|Frau|[Pp]an|[Pp]ani|[Pp]ana|[Pp]anem|г-н|г-на|г-жа|г-жой)\.?\s+[A-ZА-ЯЁŁŚŻ]"
    r"|(?<![\w.])[A-ZА-ЯЁŁŚŻ]\.\s?[A-ZА-ЯЁŁŚŻ][a-zа-яёłśżćńóąę]{2,}"
    r"|(?<!\w)[А-ЯЁ][а-яё]+(?:ович|евич|овн|евн)[а-яё]{0,3}(?!\w)"
)


class Names:
    """The names of persons, to be found in texts.

    Parameters
    ----------
    people : iterable of str
        Full names.
    others : iterable of str
        Words that name nobody although they stand in a name, such as those of positions.

    Examples
    --------
    >>> names = Names(["Oleg Tarn", "Xu Li"])
    >>> [names.are_in(text) for text in ("call OLEG", "u Tarna", "ask Li", "O. T. knows", "у Тарна")]
    [True, True, True, True, True]
    >>> [names.are_in(text) for text in ("the Target of this list", "liability")]
    [False, False]
    """

    def __init__(self, people: Iterable[str], others: Iterable[str] = ()):
        every = list(dict.fromkeys(people))
        nobody = {_latin(word).casefold() for word in others}
        parts = {part for name in every for part in _WORD.findall(_latin(name))
                 if len(part) >= _SHORTEST and part.casefold() not in nobody}
        patterns = [pattern for part in sorted(parts, key=lambda part: (-len(part), part))
                    for pattern in _patterns(part)]
        self._parts = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(patterns)})(?![^\W\d_])") if patterns else None
        # Alphabets without capitals may do without spaces too.
        self._whole = [name for name in every if name.lower() == name.upper() and len(name) >= _SHORTEST]
        self._initials = {frozenset(word[0].upper() for word in _WORD.findall(form))
                          for name in every for form in (name, _latin(name))}

    def are_in(self, text: str) -> bool:
        """Tell whether a text names any of them."""
        return bool(self._parts and self._parts.search(_latin(text))) or any(
            name in text for name in self._whole) or any(
            frozenset(_WORD.findall(initials)) in self._initials for initials in _INITIALS.findall(text))

    def somebody_in(self, text: str) -> bool:
        """Tell whether a text names any of them, or anybody by a form that only names have.

        Examples
        --------
        >>> Names([]).somebody_in("ask Mr Hoff"), Names([]).somebody_in("ask the buyer")
        (True, False)
        """
        return self.are_in(text) or bool(_STRANGER.search(text))


def _latin(text: str) -> str:
    """Return a text in Latin letters without accents."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).translate(_TABLE)


# Behind a short stem an -e makes other words: Moro is not in More.
_ENDED = "|".join(sorted({_latin(ending) for ending in _ENDINGS.split("|")} - {"e"}))


def _patterns(part: str) -> list[str]:
    """Return the patterns of a part of a name: as it is, and with the endings that it may have."""
    stem = _LAST.sub("", part) if len(_LAST.sub("", part)) >= LONG - 1 else part
    stems = {stem}
    fleeting = re.fullmatch(r"(.+)i?[eo]([^aeiouy])", stem, re.IGNORECASE)
    if fleeting:  # Pavel, Pavla; Marek, Marka
        stems.add("".join(fleeting.groups()))
    soft = [stem[:-1] + _SOFT[stem[-1].lower()] + "e"] if stem[-1].lower() in _SOFT else []
    long = [rf"(?i:{re.escape(part)}s?)"] if len(part) >= LONG else [_capital(part)]
    ended = [rf"{_capital(one)}(?i:{_ENDED}{'|e' if len(one) >= LONG else ''})" for one in sorted(stems)]
    return [*long, *ended, *(_capital(one) for one in soft if len(part) >= LONG)]


def _capital(word: str) -> str:
    return f"{re.escape(word[0].upper())}(?i:{re.escape(word[1:])})"
