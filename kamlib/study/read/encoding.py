"""In which encoding a text is written, told by the letters that its bytes give."""

import codecs
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from kamlib.lexicon import lists
from kamlib.study.read.found import Place, ReadResult
from kamlib.words import phrase

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CANDIDATES = ("cp1251", "cp1250", "cp1252")
# By chance alone hardly one line of a single-byte text is valid UTF-8.
SHARE_MIXED = 0.05
# Enough words to tell, few enough to tell at once.
_WORDS_LOOKED_AT = 3000
_LINES_LOOKED_AT = 20_000
_LONGEST_LINE = 8 * 2**20
# The best encoding is certain when it explains this much more of the words, per word, than the next.
_CERTAIN_LEAD = 0.25
_LETTERS = lists("letters")
_VOWELS, _POLISH = set(_LETTERS["vowels"]), set(_LETTERS["polish"])
# How far a letter beyond A to Z speaks for its encoding.
_WEIGHTS = {
    name: {letter: weight for weight, letters in weights.items() for letter in letters}
    for name, weights in _LETTERS["weights"].items()
}
# Bytes that are the same sign in all three (quotes, dashes, no-break space ...) part words.
_SIGNS = rb"\x80\x82\x84-\x87\x89\x8b\x91-\x97\x99\x9b\xa0\xa4\xa6\xa7\xa9\xab-\xae\xb0\xb1\xb5-\xb7\xbb"
_WORD = re.compile(rb"(?:[A-Za-z0-9]|[\x80-\xff](?<![" + _SIGNS + rb"]))+")
_UNIT = re.compile(rb"^[kcd]?m[\xb2\xb3]$")


def detect_encoding(open_stream: Callable[[], BinaryIO], result: ReadResult, place: Place) -> str:
    """Return the encoding of a text.

    A byte-order mark decides; then UTF-16 without mark where the bytes leave no doubt; then UTF-8 where the
    whole text is valid; then, among cp1251, cp1250 and cp1252, the one whose letters make plausible words.

    Parameters
    ----------
    open_stream : callable
        Gives a new stream of the text's bytes.
    result : ReadResult
        Takes what is open or wrong about it.
    place : Place
        Names the file in messages.

    Raises
    ------
    RefusedError
        Where the bytes are no text.
    """
    with open_stream() as stream:
        head = stream.read(2**16)
    for mark, name in BOMS:
        if head.startswith(mark):
            return name
    if wide := _wide(head):
        return wide
    controls = sum(head.count(bytes([byte])) for byte in range(32) if byte not in (9, 10, 12, 13, 26))
    if controls > max(4, len(head) // 100):
        raise place.refuse("file-not-text")
    scan = _scan(open_stream)
    if scan.valid > 10 * scan.broken or not scan.broken:
        # Its few broken lines are named once they are cut into fields.
        return "utf-8"
    found, rivals = _single_byte(scan.words)
    if scan.valid > scan.broken * SHARE_MIXED:
        facts = {"valid": str(scan.valid), "broken": str(scan.broken)}
        result.problems.append(place.problem("text-mixed", "warning", **facts))
    if rivals:
        shown = [word for word, _n in scan.words.most_common(5)]
        choices = {
            name: phrase("ask-encoding-as", encoding=name, words=[w.decode(name, "replace") for w in shown])
            for name in rivals
        }
        result.questions.append(place.question(phrase("ask-encoding"), choices, ("encoding",)))
    return found


def _wide(head: bytes) -> str:
    """Return the name of UTF-16 without mark where every unit is something that people write."""
    if b"\x00" not in head:
        return ""
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = codecs.getincrementaldecoder(name)().decode(head)
        except UnicodeDecodeError:
            continue
        known = sum(c in "\t\r\n" or " " <= c <= "\u052f" or "\u2010" <= c <= "\u2122" for c in text)
        if len(text) > 3 and known == len(text) and re.search("[\t\n;,]", text):
            return name
    return ""


@dataclass
class _Scan:
    broken: int = 0
    valid: int = 0
    words: Counter[bytes] = field(default_factory=Counter)


def _scan(open_stream: Callable[[], BinaryIO]) -> _Scan:
    """Return how many lines are no UTF-8, how many beyond ASCII are, and words beyond ASCII."""
    scan = _Scan()
    with open_stream() as stream:
        while line := stream.readline(_LONGEST_LINE):
            if line.isascii():
                continue
            if len(line) == _LONGEST_LINE or (scan.broken > _LINES_LOOKED_AT and not scan.valid):
                break
            if scan.broken + scan.valid < _LINES_LOOKED_AT and len(scan.words) < _WORDS_LOOKED_AT:
                words = _WORD.findall(line)
                scan.words.update(word for word in words if not word.isascii() and not _UNIT.match(word))
            try:
                line.decode("utf-8")
                scan.valid += 1
            except UnicodeDecodeError:
                scan.broken += 1
    return scan


def _single_byte(words: Counter[bytes]) -> tuple[str, list[str]]:
    """Return the most plausible encoding, and those to choose from where another may be right."""
    scores = {name: sum(_plausible(w, name) * n for w, n in words.items()) for name in CANDIDATES}
    best = max(CANDIDATES, key=lambda name: scores[name])
    rivals = [
        name for name in CANDIDATES
        if (apart := _apart(words, best, name)) and scores[best] - scores[name] < _CERTAIN_LEAD * apart
    ]
    if best == "cp1250" and not _apart(words, "cp1250", "cp1252"):
        best = "cp1252"
    sure = scores[best] > 0 and not rivals
    return best, [] if sure else list(dict.fromkeys([best, *(rivals or CANDIDATES)]))


def _apart(words: Counter[bytes], one: str, other: str) -> int:
    """How many words read differently in two encodings."""
    return sum(n for w, n in words.items() if w.decode(one, "replace") != w.decode(other, "replace"))


def _plausible(word: bytes, encoding: str) -> float:
    """Return how far a word is one that people write: 1 surely, 0 can't tell, -1 surely not."""
    text = word.decode(encoding, "replace")
    high = [(i, c) for i, c in enumerate(text) if ord(c) > 127]
    if "\ufffd" in text:
        return -1.0
    if not any(c.isalpha() for _i, c in high):
        return _signs(text)
    if not all(c.isalpha() for _i, c in high):
        return -0.7
    if re.search(r"\d[^\x00-\x7f]|[^\x00-\x7f]\d", text):
        return -0.4 if encoding != "cp1251" else min(0.2, _russian(text))
    if encoding == "cp1251":
        return _russian(text)
    polish = encoding == "cp1250" and all(c in _POLISH for _i, c in high) and len(text) < 5
    if len(high) > 1 and len(high) > 0.6 * len(text) and not polish:
        return -0.7
    return sum(_fits(text, i, encoding) for i, _c in high) / len(high)


def _signs(text: str) -> float:
    """Signs beside letters are no word; a pound or a number sign before digits is what it seems."""
    if re.search(r"[^\W_][^\w]+[^\W\d_]|[^\W\d_][^\w]|[¿¯¼¾³][^\W\d_]", text):
        return -0.7
    return 0.3 if re.match(r"^[£№]\d", text) else 0.0


def _russian(text: str) -> float:
    letters = [c for c in text if c.isalpha()]
    native = sum("А" <= c <= "я" or c in "Ёё" for c in letters)
    if native < len(letters):
        return -0.7
    return 1.0 if len(letters) > 2 else 0.3


def _fits(text: str, at: int, encoding: str) -> float:
    """Return how far one letter stands where its language puts it."""
    letter, before, after = text[at].lower(), text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    between = before in _VOWELS and after in _VOWELS and bool(after)
    if letter in "ńñ":
        polish, spanish = not between, bool(after) and after in _VOWELS
        return 1.0 if (polish if encoding == "cp1250" else spanish) else -0.5
    if letter in "śœ":
        french = after.lower() == "u" and before.lower() != "i"
        return (-0.3 if french else 1.0) if encoding == "cp1250" else (1.0 if french else -0.5)
    if letter in "ìùò" and after:
        return -0.3
    return float(_WEIGHTS[encoding].get(letter, 0.3 if encoding == "cp1250" else -0.5))
