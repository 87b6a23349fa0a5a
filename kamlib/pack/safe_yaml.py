"""YAML that strangers send, read within limits: no aliases, no endless nesting, no value that can't be."""

import re
from collections.abc import Collection
from typing import Any

import yaml

from kamlib.problems import Problem
from kamlib.text import _

# People write hundreds of entries, a study of thirty tables has some thousands.
MOST_NODES = 100_000
DEEPEST = 50
_READ_BACK = re.compile(r"0|-?[1-9][0-9]*")
"""Numbers that are written again as they were."""


def read_yaml(text: str, *, words: Collection[str] = ()) -> tuple[Any, yaml.Node | None, list[Problem]]:
    """Return what a YAML text says, its nodes with their lines, and every entry that can't stand in it.

    Refused are entries that stand twice, aliases (they let a few lines unpack to gigabytes, or hold
    themselves), keys that are no plain words, values that can't be (a day such as 2025-02-30), too many
    entries and too many levels: the last two while the text is read, before memory goes.

    Parameters
    ----------
    text : str
    words : collection of str
        Keys of entries that quote a file: No, TRUE, 01 and 1.10 below them are what is written there.

    Returns
    -------
    tuple of Any, Node and list of Problem
        Plain values, an empty dict for an empty text; of no use where there are problems. Keys are text.

    Raises
    ------
    yaml.YAMLError
        Where the text is no YAML.

    Examples
    --------
    >>> read_yaml("as_of: 2025-12-31")[0]
    {'as_of': datetime.date(2025, 12, 31)}
    >>> [str(problem) for problem in read_yaml("as_of: 2025-02-30")[2]]
    ['row 1: "2025-02-30" is no day that exists; write it as 2025-12-31']
    """
    loader = _Loader(text, words)
    try:
        node = loader.get_single_node()
        return (loader.construct_document(node) if node else None) or {}, node, loader.refused
    except _EnoughError:
        return {}, None, loader.refused
    finally:
        loader.dispose()


class _EnoughError(Exception):
    """Reading on would cost more than anybody's file is worth."""


class _Loader(yaml.SafeLoader):
    def __init__(self, text: str, words: Collection[str]):
        super().__init__(text)
        self.words = words
        self.refused: list[Problem] = []
        self._nodes = self._depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        mark: Any = event.start_mark
        line = mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            self.get_event()  # type: ignore[no-untyped-call]
            message, remedy = _("stands for another entry"), _("write the entry out")
            self._refuse("alias", message, remedy, line, f"*{event.anchor}")
            return yaml.ScalarNode("tag:yaml.org,2002:null", "", mark, None)
        self._nodes, self._depth = self._nodes + 1, self._depth + 1
        if self._nodes > MOST_NODES or self._depth > DEEPEST:
            message = _("holds more entries, or more levels, than anybody writes")
            self._refuse("too-large", message, _("take the file that was here before"), line)
            raise _EnoughError
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node

    def compose_mapping_node(self, anchor: Any) -> Any:
        node = super().compose_mapping_node(anchor)
        seen: set[str] = set()
        plain = [(key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)]
        if len(plain) < len(node.value):
            message, remedy = _("has a list before a colon"), _("write a word, a colon and a value")
            self._refuse("key", message, remedy, node.start_mark.line + 1)
        for key, value in plain:
            if key.value in seen:
                line = key.start_mark.line + 1
                self._refuse("entry-twice", _("stands twice"), _("keep one of them"), line, key.value)
            seen.add(key.value)
            key.tag = "tag:yaml.org,2002:str"  # a heading as 2024, a group as on
            if key.value in self.words:
                _as_written(value)
        node.value = plain
        return node

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ArithmeticError, AttributeError, LookupError, ValueError):
            line, found = node.start_mark.line + 1, str(node.value)[:60]
            if node.tag.endswith(":timestamp"):
                self._refuse("day", _("is no day that exists"), _("write it as 2025-12-31"), line, found)
            else:
                message, remedy = _("can't be what it looks like"), _("put it in quotes if it is text")
                self._refuse("value-impossible", message, remedy, line, found)
            return None

    def _refuse(self, code: str, message: str, remedy: str, line: int, found: str = "") -> None:
        self.refused.append(Problem(code, message, remedy, row=line, found=found))


def _as_written(node: yaml.Node) -> None:
    """Make text of every entry below that YAML would read as something else than is written."""
    if isinstance(node, yaml.ScalarNode):
        if not node.tag.endswith(":null") and not _READ_BACK.fullmatch(node.value):
            node.tag = "tag:yaml.org,2002:str"
        return
    for part in node.value:
        for below in part if isinstance(part, tuple) else (part,):
            _as_written(below)
