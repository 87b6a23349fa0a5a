"""Message files: the part of Project Fluent's syntax that the project uses, read strictly.

A file holds ``key = text`` entries, with ``{ $fact }``, ``{ other-key }``, ``{ -term(case: "gen") }``,
choices by a count or a word, and attributes (``key.remedy``). Anything else is refused with its place.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NoReturn

_ENTRY = re.compile(r"^(-?[a-zA-Z][\w-]*) =(.*(?:\n+[ \t]+\S.*)*)", re.MULTILINE)
_REST = re.compile(r"^(?:#.*|\s*)$")
_ATTRIBUTE = re.compile(r"\n[ \t]+\.([a-zA-Z][\w-]*) =")
_CHOICE = re.compile(r"\{\s*\$([a-zA-Z][\w-]*)\s*->")
_VARIANT = re.compile(r"\s*\n\s*(\*?)\[\s*([\w.-]+)\s*\]")
_VALUE = re.compile(
    r'\{\s*(?:\$(?P<fact>[a-zA-Z][\w-]*)|"(?P<text>[^"\\\n]*)"'
    r'|(?P<key>-?[a-zA-Z][\w.-]*)(?:\(\s*(?P<name>[a-z]+):\s*"(?P<of>[^"]*)"\s*\))?)\s*\}')  # fmt: skip


class MessageError(LookupError):
    """A message is missing, lacks a fact, or is written in a way that can't be read."""


@dataclass(frozen=True)
class Fact:
    """The place of a fact in a message."""

    name: str


@dataclass(frozen=True)
class Reference:
    """Another message or a term in a message; ``facts`` are those that the term is given."""

    key: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Choice:
    """Texts of which a fact chooses one; the last key is that of all other values."""

    fact: str
    variants: dict[str, "Pattern"]
    default: str


Pattern = tuple[str | Fact | Reference | Choice, ...]


def entries(text: str, place: str) -> dict[str, str]:
    """Return the source of each message, term and attribute of a file, by its key.

    Raises
    ------
    MessageError
        Where a line belongs to no entry, or a key stands twice.
    """
    found: dict[str, str] = {}
    for line in _ENTRY.sub("", text).splitlines():
        if not _REST.match(line):
            raise MessageError(f"{place}: {line.strip()!r} is no message")
    for entry in _ENTRY.finditer(text):
        value, *attributes = _ATTRIBUTE.split(entry[2])
        pairs = [("", value), *zip(attributes[::2], attributes[1::2], strict=True)]
        for name, source in pairs:
            key = f"{entry[1]}.{name}" if name else entry[1]
            if key in found or not source.strip():
                raise MessageError(f"{place}: {key} is empty or stands twice")
            found[key] = source.strip()
    return found


class Reader:
    """Reads the source of one message.

    Parameters
    ----------
    key : str
        For what is said where it can't be read.
    source : str
    spelled : callable
        What is done to each piece of text.
    """

    def __init__(self, key: str, source: str, spelled: Callable[[str], str] = str):
        self._key, self._source, self._at, self._spelled = key, source, 0, spelled

    def whole(self) -> Pattern:
        """Return the message in its parts.

        Raises
        ------
        MessageError
            When something of it is anything else than the parts that are known.
        """
        pattern = self._pattern(inside=False)
        if self._at < len(self._source):
            self._refuse()
        return pattern

    def _pattern(self, *, inside: bool) -> Pattern:
        return tuple(self._parts(inside=inside))

    def _parts(self, *, inside: bool) -> Iterator[str | Fact | Reference | Choice]:
        """Yield the parts up to the end, or inside a choice up to the next variant."""
        while self._at < len(self._source) and not (inside and self._ends()):
            if self._source[self._at] == "{":
                yield self._placed()
                continue
            end = re.compile(r"[{}]" + (r"|\s*\n\s*\*?\[" if inside else "")).search(self._source, self._at)
            text = self._source[self._at : end.start() if end else None]
            if not text:
                self._refuse()
            self._at += len(text)
            last = inside and self._ends()
            yield self._spelled(re.sub(r"\s+", " ", text.rstrip() if last else text))

    def _ends(self) -> bool:
        return bool(re.compile(r"\s*(?:\}|\n\s*\*?\[)").match(self._source, self._at))

    def _placed(self) -> str | Fact | Reference | Choice:
        if choice := _CHOICE.match(self._source, self._at):
            self._at = choice.end()
            return self._choice(choice[1])
        value = _VALUE.match(self._source, self._at)
        if value is None:
            self._refuse()
        self._at = value.end()
        if value["fact"]:
            return Fact(value["fact"])
        if value["key"]:
            return Reference(value["key"], ((value["name"], value["of"]),) if value["name"] else ())
        return value["text"]

    def _choice(self, fact: str) -> Choice:
        variants: dict[str, Pattern] = {}
        defaults = []
        while variant := _VARIANT.match(self._source, self._at):
            self._at = variant.end()
            while self._source[self._at : self._at + 1] == " ":
                self._at += 1
            if variant[2] in variants:
                self._refuse()
            variants[variant[2]] = self._pattern(inside=True)
            defaults += [variant[2]] if variant[1] else []
        end = re.compile(r"\s*\}").match(self._source, self._at)
        if end is None or len(defaults) != 1:
            self._refuse()
        self._at = end.end()
        return Choice(fact, variants, defaults[0])

    def _refuse(self) -> NoReturn:
        raise MessageError(f"{self._key}: can't be read from {self._source[self._at :][:40]!r} on")
