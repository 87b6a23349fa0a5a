"""How much fits on a sheet of paper: lines are counted from the widths of letters, and what goes is said."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

# Widths in ems of the widest letters that a page may be printed with (bold DejaVu Sans): a page that ends
# early is better than one that runs over.
_WIDTHS = {
    sign: ems
    for ems, signs in {
        0.4: " .,;:|/-'fijltIJł", 0.5: "rг!()[]", 0.62: "cszLвзстьэяГ»ćśźż",
        0.93: "wыДЦЪ", 1.02: "mMжфюМФЫ…—%@", 1.12: "Wшщ", 1.25: "ЖШЮ", 1.32: "Щ",
    }.items()
    for sign in signs
}  # fmt: skip
_WIDE, _CAPITAL, _OTHER = 1.12, 0.84, 0.73


@dataclass(frozen=True)
class Text:
    """A text as the page writes it.

    Parameters
    ----------
    words : str
        What is written, shortened where it would take more than its lines.
    lines : int
    """

    words: str
    lines: int


def width(words: str) -> float:
    """Return how wide a text is, in ems of its size.

    Examples
    --------
    >>> width("Volna") < width("VOLNA") < width("ВОЛНА щщщ")
    True
    """
    return sum(map(_letter, words))


def _letter(sign: str) -> float:
    if sign in _WIDTHS:
        return _WIDTHS[sign]
    if unicodedata.east_asian_width(sign) in "WF":
        return _WIDE
    return _CAPITAL if sign.isupper() else _OTHER


def fitted(words: str, *, room: float, lines: int) -> Text:
    """Return a text that takes at most so many lines, cut at its end with an ellipsis.

    Parameters
    ----------
    words : str
    room : float
        Width of a line, in ems of the text's size.
    lines : int
        At most so many.

    Examples
    --------
    >>> fitted("three short words", room=20, lines=1).words
    'three short words'
    >>> fitted("a sentence that is longer than one line", room=14, lines=1)
    Text(words='a sentence that is lon…', lines=1)
    """
    plain = " ".join(words.split())
    # The end of a line is lost where a word does not fit into it.
    whole = room * lines * (1 if lines == 1 else 0.92)
    if width(plain) <= whole:
        return Text(plain, max(1, ceil(width(plain) / (room * (1 if width(plain) <= room else 0.92)))))
    cut, used = "", _letter("…")
    for sign in plain:
        used += _letter(sign)
        if used > whole:
            break
        cut += sign
    return Text(cut.rstrip() + "…", lines)


def shared(
    wanted: Mapping[str, Sequence[float]], *, room: float, head: float, order: Sequence[str],
    whole: Sequence[str] = (),
) -> dict[str, int]:  # fmt: skip
    """Return how many entries of each section fit: every section has its first before any has its last.

    Parameters
    ----------
    wanted : mapping of str to sequence of float
        By section: how high each of its entries is.
    room : float
        All the height that there is.
    head : float
        Height of every section beside its entries: its heading, and the words "and n more".
    order : sequence of str
        Whose turn comes first.
    whole : sequence of str
        Sections that are never cut.

    Examples
    --------
    >>> shared({"a": [1, 1, 1, 1], "b": [2]}, room=7, head=1, order=["b", "a"])
    {'b': 1, 'a': 3}
    """
    given = {key: len(wanted.get(key, ())) if key in whole else 0 for key in order}
    left = room - head * len(given) - sum(sum(wanted.get(key, ())) for key in whole)
    for turn in range(max((len(entries) for entries in wanted.values()), default=0)):
        for key in order:
            entries = wanted.get(key, ())
            if given[key] == turn < len(entries) and entries[turn] <= left:
                given[key] += 1
                left -= entries[turn]
    return given
