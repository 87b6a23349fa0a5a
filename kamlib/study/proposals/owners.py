"""What is known of a legal entity, and whose it is: who owns whom, as columns and tables of parents say."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from kamlib.lexicon import lists
from kamlib.lexicon.phrases import words
from kamlib.study.meaning.taxnumber import digits
from kamlib.study.proposals.names import by_sound, says_none, stem
from kamlib.text import _

_ADDRESS = frozenset(lists("names")["address"])


class Entity(NamedTuple):
    """A legal entity as texts that are equal when they mean the same; empty where nothing is known."""

    code: str
    name: str
    tax: str
    stem: str
    address: str
    payer: str
    spelling: str = ""


def entities_of(accounts: pd.DataFrame) -> list[Entity]:
    """Return the entities of a list of accounts, each code once, in the order of codes as people count."""
    given = accounts.dropna(subset=["account"]).drop_duplicates("account")
    names = ("account", "name", "tax_id", "address", "city", "payer")
    columns = [given[name].astype("str").fillna("") if name in given else [""] * len(given) for name in names]
    rows = list(zip(*columns, strict=True))
    payers = {payer.strip() for *_rest, payer in rows}
    made = [
        Entity(
            code,
            name,
            _tax(tax),
            stem(name, city=city),
            _address(address),
            # Who pays; one that pays for others pays for itself.
            payer.strip() or (code if code in payers else ""),
            spelling(code) if name in ("", code) else "",
        )
        for code, name, tax, address, city, payer in rows
    ]
    return sorted(made, key=lambda entity: natural(entity.code))


def natural(code: str) -> tuple[int, int, str]:
    """Order codes as people do.

    Examples
    --------
    >>> sorted(["17", "4", "K1"], key=natural)
    ['4', '17', 'K1']
    """
    return (0, int(code), code) if code.isdecimal() and len(code) < 19 else (1, 0, code)


def spelling(code: str) -> str:
    """Return a name that serves as code without what fingers change: capitals, spaces, quotes, points.

    Examples
    --------
    >>> spelling('Acme  "LTD."'), spelling("17")
    ('acme ltd', '')
    """
    plain = re.sub(r"[\s\"'.,«»“”„’]+", " ", code.casefold()).strip()
    return plain if len(re.findall(r"[^\W\d_]", plain)) > 2 else ""


def _tax(value: str) -> str:
    """Digits of a tax number; empty for what only fills a field (zeros, 1234567890)."""
    number = digits(value)
    fills = len(set(number)) <= 2 or number in "12345678901234"
    return number if 8 <= len(number) <= 14 and not fills else ""


def _address(value: str) -> str:
    """Words of an address in any order, without *street* and *house*; empty without a house number."""
    parts = sorted(by_sound(word) for word in words(value) if word not in _ADDRESS)
    return " ".join(parts) if re.search(r"\d", value) and len(parts) > 2 else ""


Node = tuple[str, str]
"""A legal entity by its code, or a company that is none of the clients by its name."""
SHORTEST = 3
"""Letters of a name by which companies are told apart."""


class Owned(NamedTuple):
    """The company at the top, its name, why an entity belongs to it, and whether that is sure."""

    top: Node
    name: str
    reason: str
    sure: bool


class Link(NamedTuple):
    """One row that names a parent: its place, whose, which, as typed, where, and the clients of that name."""

    place: int
    child: Node
    parent: Node
    typed: str
    column: str
    several: tuple[str, ...] = ()


def links_of(entities: Iterable[Entity], owners: pd.DataFrame) -> list[Link]:
    """Return the parents that rows name, by code, else by name; rows without a parent give none.

    Parameters
    ----------
    entities : iterable of Entity
        The clients that codes and names are looked for in.
    owners : DataFrame
        ``account``, ``parent`` and ``column`` (its heading). Not changed.

    Examples
    --------
    >>> one = Entity("7", "Volna Ltd", "", "volna", "", "")
    >>> owners = pd.DataFrame({"account": ["8"], "parent": ["VOLNA"], "column": ["Parent"]})
    >>> [link.parent for link in links_of([one], owners)]
    [('code', '7')]
    """
    book = _Book(entities)
    found = []
    columns = (owners[name].astype("str").fillna("") for name in ("account", "parent", "column"))
    for place, (account, parent, column) in enumerate(zip(*columns, strict=True)):
        if account.strip() and not (says_none(parent) and not book.is_code(parent)):
            child = book.node(account)
            several = () if book.is_code(parent) else book.named(parent)
            found.append(Link(place, child, book.node(parent, child), parent.strip(), column, several))
    return found


def owned(entities: Iterable[Entity], links: Iterable[Link]) -> dict[str, Owned]:
    """Return code -> the company at the top, of each entity that belongs to one or owns others.

    Who belongs to itself over others has no top and is left out; of two parents of one client the first
    counts (`kamlib.flow.owners` names both as problems).
    """
    given = list(entities)
    above: dict[Node, Link] = {}
    for link in links:
        if link.child != link.parent:
            above.setdefault(link.child, link)
    typed: dict[Node, Counter[str]] = defaultdict(Counter)
    for link in above.values():
        typed[link.parent][link.typed] += 1
    names = {("code", entity.code): entity.name.strip() or entity.code for entity in given}
    found: dict[str, Owned] = {}
    for entity in given:
        path = chain(("code", entity.code), above)
        if path[-1] in above:
            continue
        top = path[-1]
        if top in typed:
            name = names.get(top) or min(typed[top], key=lambda text: (-typed[top][text], text))
            found[entity.code] = Owned(top, name, *_why(path, name, above, names))
    return found


def chain(start: Node, above: Mapping[Node, Link]) -> list[Node]:
    """Return the way from a company up to its top, or until it comes round to one passed already."""
    path = [start]
    while path[-1] in above and above[path[-1]].parent not in path:
        path.append(above[path[-1]].parent)
    return path


def _why(
    path: list[Node], name: str, above: Mapping[Node, Link], names: Mapping[Node, str]
) -> tuple[str, bool]:
    if len(path) == 1:
        column = min(link.column for link in above.values() if link.parent == path[0])
        return _('others belong to it by the column "{}"').format(column), True
    said = _('belongs to {} by the column "{}"').format(name, above[path[0]].column)
    over = [names.get(node, above[below].typed) for below, node in pairwise(path[:-1])]
    same = all(_is_same(above[node].typed, above[node].parent, names) for node in path[:-1])
    return said + (_(", over {}").format(", ".join(over)) if over else ""), same


def _is_same(typed: str, node: Node, names: Mapping[Node, str]) -> bool:
    """Whether a parent is named as its client is, not only alike."""
    return node not in names or typed == node[1] or spelling(typed) == spelling(names[node])


class _Book:
    """The clients by what names them: code, with and without zeros in front, spelling, stem."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._codes: dict[str, dict[str, None]] = defaultdict(dict)
        for entity in entities:
            for key in _keys(entity.code, entity.name):
                self._codes[key][entity.code] = None

    def is_code(self, text: str) -> bool:
        return f"is {text.strip()}" in self._codes

    def named(self, text: str) -> tuple[str, ...]:
        """Return the clients of exactly this name, capitals and quotes aside."""
        return tuple(self._codes.get(f"name {spelling(text)}", ()))

    def node(self, text: str, child: Node = ("", "")) -> Node:
        """Return which company a code or a name means; a name that is only alike never means the child."""
        keys = _keys(text, text)
        for key in keys:
            fits = [*self._codes.get(key, ())]
            if len(fits) == 1 and not (key.startswith("stem ") and ("code", fits[0]) == child):
                return "code", fits[0]
        return "name", keys[-1] if len(keys) > 1 else text.strip().casefold()


def _keys(code: str, name: str) -> list[str]:
    """Return what names a client, the surest first, each of its own kind."""
    bare = code.strip().lstrip("0") if code.strip().isdecimal() else ""
    spelled, root = spelling(name), stem(name)
    kinds = {"is": code.strip(), "code": bare, "name": spelled, "stem": root if len(root) >= SHORTEST else ""}
    return [f"{kind} {value}" for kind, value in kinds.items() if value]
