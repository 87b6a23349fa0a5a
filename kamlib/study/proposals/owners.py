"""Who belongs to whom: up the chain of parents that the client's files name, to the top."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from kamlib.study.proposals.entity import Entity, spelling
from kamlib.study.proposals.names import says_none, stem
from kamlib.text import _

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
    """The clients by code, by spelling and by stem."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.codes: set[str] = set()
        self._by: dict[str, dict[str, None]] = defaultdict(dict)
        for entity in entities:
            self.codes.add(entity.code)
            for key in {*_keys(entity.code, entity.name)} - {""}:
                self._by[key][entity.code] = None

    def is_code(self, text: str) -> bool:
        return text.strip() in self.codes

    def named(self, text: str) -> tuple[str, ...]:
        """Return the clients of exactly this name, capitals and quotes aside."""
        return tuple(self._by.get(f"name {spelling(text)}", ()))

    def node(self, text: str, child: Node = ("", "")) -> Node:
        """Return which company a code or a name means; a name that is only alike never means the child."""
        plain = text.strip()
        if plain in self.codes:
            return "code", plain
        keys = _keys(plain, plain)
        for place, key in enumerate(keys):
            fits = list(self._by.get(key, ())) if key else []
            if len(fits) == 1 and (place < len(keys) - 1 or ("code", fits[0]) != child):
                return "code", fits[0]
        return "name", next(key for key in (*reversed(keys), plain.casefold()) if key)


def _keys(code: str, name: str) -> tuple[str, str, str]:
    """Return a code without zeros in front, a name as spelled, and its stem; each empty if there is none."""
    bare = code.strip().lstrip("0") if code.strip().isdecimal() else ""
    spelled, root = spelling(name), stem(name)
    return (f"code {bare}" if bare else "", f"name {spelled}" if spelled else "",
            f"stem {root}" if len(root) >= SHORTEST else "")
