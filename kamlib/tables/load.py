"""The YAML files of this folder read as tables.

One file describes the tables of one workbook or family: each column once, with everything that reading,
checking, asking and telling of it need.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from kamlib.tables.schema import Column, Kind, Questions, Sheet, Table, Workbook

# What a column can be, as the files say it: what it is in a frame, its unit, and whom it names.
KINDS: dict[str, tuple[Kind, str, str]] = {
    "text": ("text", "", ""),
    "answer": ("text", "answer", ""),
    "choice": ("text", "", "nobody"),
    "key": ("text", "", "nobody"),
    "account": ("text", "", "nobody"),
    "person of ours": ("text", "", "ours"),
    "person of theirs": ("text", "", "theirs"),
    "person of a side": ("text", "", "side"),
    "number": ("number", "", ""),
    "whole": ("number", "", ""),
    "date": ("date", "", ""),
    **{unit: ("number", unit, "") for unit in ("money", "share", "points", "hours", "pieces")},
}
_MAIN = "main"


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads on, yes and no as the words that they are."""


_Loader.yaml_implicit_resolvers = {
    sign: [(tag, form) for tag, form in rules if not tag.endswith(":bool") or sign in "tf"]
    for sign, rules in _Loader.yaml_implicit_resolvers.items()
}


def read_tables(path: Path) -> Workbook:
    """Return what a YAML file describes.

    Raises
    ------
    ValueError
        Naming file, table and column of an entry that can't stand there.
    """
    said = yaml.load(path.read_text(encoding="utf-8"), _Loader)
    tables = {name: _table(name, entry, f"{path.name}: {name}") for name, entry in said["tables"].items()}
    return Workbook(tables, said.get("title", ""), tuple(said.get("steps", ())))


def _table(name: str, said: dict[str, Any], place: str) -> Table:
    columns = {key: _column(entry, f"{place}.{key}") for key, entry in said.pop("columns", {}).items()}
    shown = {key: _column(entry, f"{place}.{key}") for key, entry in said.pop("shown", {}).items()}
    every, form = said.pop("sheet", {}), said.pop("form", {})
    apart = said.pop("sheets", {_MAIN: {}} if every else {})
    try:
        sheets = {key: _sheet(every | own) for key, own in apart.items()}
        return Table(name, columns=columns, shown=shown, sheets=sheets, form=Questions(**_tuples(form)),
                     **_tuples(said))
    except TypeError as error:
        raise ValueError(f"{place}: {error}") from None


def _sheet(said: dict[str, Any]) -> Sheet:
    fields = {"names": "Field", "widths": [0.0, 34.0, 0.0]} if said.get("fields") else {}
    return Sheet(**_tuples(fields | said))


def _column(said: dict[str, Any], place: str) -> Column:
    described = said.pop("kind", "text")
    choices = said.pop("choices", ())
    words = choices if isinstance(choices, Mapping) else {choice: choice for choice in choices}
    is_open = said.pop("open", False)
    if described == "share":
        said |= {end: float(said[end]) for end in ("low", "high") if end in said}
    try:
        kind, unit, names = KINDS[described]
        column = Column(kind=kind, unit=unit, names=names, described=described, words=tuple(words.items()),
                        choices=() if is_open else tuple(words), **_tuples(said))
    except (KeyError, TypeError) as error:
        raise ValueError(f"{place}: {error}") from None
    return replace(column, meaning=column.meaning or column.hint or column.label,
                   whole=column.whole or described == "whole")


def _tuples(said: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
