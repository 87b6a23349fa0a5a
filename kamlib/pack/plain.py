"""Plain YAML files that people edit: read with the safe loader, every entry knowing its line."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from kamlib.pack.safe_yaml import read_yaml
from kamlib.problems import KamError, Problem
from kamlib.text import _

# A study.yaml with a thousand questions has a tenth of it.
LARGEST_BYTES = 4_000_000

KeyPath = tuple[str | int, ...]


class Plain:
    r"""What a YAML file says, and on which line it says it.

    Parameters
    ----------
    text : str
        Content of the file.
    label : str
        Name of the file in messages.
    words : collection of str
        Keys of entries that quote another file, and are read as they are written.

    Attributes
    ----------
    value : Any
        Plain values: dicts, lists, text, numbers, dates. An empty file is an empty dict.

    Raises
    ------
    KamError
        Naming the line where the file can't be read, or an entry stands twice.

    Examples
    --------
    >>> plain = Plain("name: Volna\ntables:\n  sales: {from: orders}\n", "study.yaml")
    >>> plain.value["name"], plain.line(("tables", "sales", "from"))
    ('Volna', 3)
    """

    def __init__(self, text: str, label: str, words: Collection[str] = ()):
        self.label = label
        try:
            self.value, node, refused = read_yaml(text, words=words)
        except yaml.YAMLError as error:
            raise KamError(self._unreadable(error, text)) from None
        if refused:
            raise KamError([replace(problem, file=label) for problem in refused])
        self._lines = dict(_lines(node)) if node else {}

    @classmethod
    def read(cls, path: Path, label: str, words: Collection[str] = ()) -> "Plain":
        """Read a file.

        Raises
        ------
        KamError
            When the file is missing, too large, not UTF-8, or can't be read as YAML.
        """
        try:
            if path.stat().st_size > LARGEST_BYTES:
                message, remedy = _("is larger than any file that people write"), _("take an earlier one")
                raise KamError(Problem("too-large", message, remedy, file=label))
            return cls(path.read_text(encoding="utf-8-sig"), label, words)
        except FileNotFoundError:
            raise KamError(Problem("file-missing", _("there is no such file"), file=label)) from None
        except UnicodeDecodeError:
            message = _("is not saved as UTF-8 text")
            raise KamError(Problem("encoding", message, _("save it as UTF-8"), file=label)) from None

    def line(self, where: KeyPath) -> int | None:
        """Line of an entry, or of the nearest entry around it."""
        while where and where not in self._lines:
            where = where[:-1]
        return self._lines.get(where)

    def problem(self, code: str, message: str, remedy: str, where: KeyPath, *, found: str = "") -> Problem:
        """Return a problem placed at an entry of this file."""
        return Problem(code, message, remedy, file=self.label, row=self.line(where), found=found)

    def against(self, schema: dict[str, Any]) -> list[Problem]:
        """Return what breaks ``schema`` (JSON Schema 2020-12), each with its line, in the order of lines."""
        problems = [self._broken(error) for error in Draft202012Validator(schema).iter_errors(self.value)]
        return sorted(problems, key=lambda p: (p.row or 0, p.message))

    def _broken(self, error: Any) -> Problem:
        where = tuple(error.absolute_path)
        if error.validator == "additionalProperties":
            known = error.schema.get("properties", {})
            extra = sorted(set(error.instance) - set(known))
            remedy = _("use one of: {}").format(", ".join(sorted(known)))
            return self.problem("entry-unknown", _("is not known here"), remedy, (*where, extra[0]),
                                found=", ".join(extra))  # fmt: skip
        message = _("is not right for {}").format(".".join(map(str, where)) or _("the file"))
        if "propertyNames" in error.schema_path:
            where = (*where, error.instance)
        choices = _("use one of: {}").format(", ".join(map(str, error.schema.get("enum", ()))))
        remedy = _(error.schema.get("description", choices))
        return self.problem("entry-wrong", message, remedy, where, found=_short(error.instance))

    def _unreadable(self, error: yaml.YAMLError, text: str) -> Problem:
        mark, position = getattr(error, "problem_mark", None), getattr(error, "position", None)
        line = mark.line + 1 if mark else None if position is None else text.count("\n", 0, position) + 1
        return Problem(
            "yaml",
            _("can't be read: {}").format(getattr(error, "problem", None) or str(error).split("\n")[0]),
            _("check indents, quotes and colons near this line"),
            file=self.label,
            row=line,
        )


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def read_shape(path: Path) -> dict[str, Any]:
    """Return one of our own files that says what a file may say, as a JSON Schema."""
    shape: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return shape


def _lines(node: yaml.Node, where: KeyPath = ()) -> Iterator[tuple[KeyPath, int]]:
    yield where, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _lines(value, (*where, key.value))
            yield (*where, key.value), key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for i, value in enumerate(node.value):
            yield from _lines(value, (*where, i))
