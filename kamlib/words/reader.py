"""One message: the part of Project Fluent's syntax that the project uses, read strictly.

Text with ``{ $fact }``, ``{ other-key }``, ``{ -term(case: "gen") }``, and choices by a count or a word.
Anything else is refused.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple, NoReturn


class MessageError(LookupError):
    """A message is missing, lacks a fact, or is written in a way that can't be read."""


class Fact(NamedTuple):
    """The place of a fact in a message."""

    name: str


class Reference(NamedTuple):
    """Another message, or a term with the facts that it is given."""

    key: str
    facts: tuple[tuple[str, str], ...] = ()


class Choice(NamedTuple):
    """Texts of which a fact chooses one; ``default`` is the key of that for all other values."""

    fact: str
    variants: dict[str, "Pattern"]
    default: str


Part = str | Fact | Reference | Choice
Pattern = tuple[Part, ...]

_NAME = r"[a-zA-Z][\w-]*"
_TOKEN = re.compile(
    rf"""\{{\s*\$(?P<choice>{_NAME})\s*->
    | \{{\s*\$(?P<fact>{_NAME})\s*\}}
    | \{{\s*"(?P<quoted>[^"\\\n]*)"\s*\}}
    | \{{\s*(?P<key>-?[a-zA-Z][\w.-]*)(?:\(\s*(?P<name>[a-z]+):\s*"(?P<value>[^"]*)"\s*\))?\s*\}}
    | \s*\n\s*(?P<default>\*?)\[\s*(?P<variant>[\w.-]+)\s*\]\ *
    | \s*(?P<end>\}})
    | (?P<text>(?:(?!\s*\n\s*\*?\[|\s*\}})[^{{}}])+)""",
    re.VERBOSE,
)


class Reader:
    """Reads one message.

    Parameters
    ----------
    key, source : str
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
            When something in it is none of the parts that are known.
        """
        pattern = tuple(self._parts())
        if self._at < len(self._source):
            self._refuse()
        return pattern

    def _parts(self) -> Iterator[Part]:
        """Yield the parts up to the next variant, the end of a choice, or the end."""
        while self._at < len(self._source):
            token = _TOKEN.match(self._source, self._at)
            if token is None:
                self._refuse()
            if token["variant"] or token["end"]:
                return
            self._at = token.end()
            if token["choice"]:
                yield self._choice(token["choice"])
            elif token["fact"]:
                yield Fact(token["fact"])
            elif token["key"]:
                yield Reference(token["key"], ((token["name"], token["value"]),) if token["name"] else ())
            elif token["text"]:
                yield self._spelled(re.sub(r"\s+", " ", token["text"]))
            else:
                yield token["quoted"]

    def _choice(self, fact: str) -> Choice:
        variants: dict[str, Pattern] = {}
        defaults = []
        while (token := _TOKEN.match(self._source, self._at)) and token["variant"]:
            self._at = token.end()
            if token["variant"] in variants:
                self._refuse()
            variants[token["variant"]] = tuple(self._parts())
            defaults += [token["variant"]] if token["default"] else []
        if token is None or not token["end"] or len(defaults) != 1:
            self._refuse()
        self._at = token.end()
        return Choice(fact, variants, defaults[0])

    def _refuse(self) -> NoReturn:
        raise MessageError(f"{self._key}: can't be read from {self._source[self._at :][:40]!r} on")
