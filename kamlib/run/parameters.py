"""Parameters of a chapter: what it declares, and values checked against that before a kernel starts.

Papermill only warns of an unknown name and turns what it does not know into text; here every such value is
refused, and every problem is said at once.
"""

import ast
import difflib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kamlib.problems import KamError, Problem, problem
from kamlib.words import phrase

EXAMPLES = {"str": "text", "int": "12", "float": "0.5", "bool": "true", "list": "[0.8, 0.95]",
            "dict": "{A: 0.8, B: 0.95}"}  # fmt: skip


@dataclass(frozen=True)
class Declared:
    """One parameter of a chapter, as its cell `parameters` declares it.

    Parameters
    ----------
    name : str
        As written in the cell and after ``-p``.
    kind : str
        One of ``EXAMPLES``, or empty when any value goes.
    optional : bool
        Whether no value (``None``) is allowed.
    default, help : str
        The value as written in the cell, and the comment behind it.
    """

    name: str
    kind: str = ""
    optional: bool = False
    default: str = ""
    help: str = ""


class _Loader(yaml.SafeLoader):
    """Reads YAML but days, which stay texts."""


_Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda _loader, day: day.value)


def declared(notebook: Path) -> dict[str, Declared]:
    """Return the parameters that a chapter declares, by name.

    Raises
    ------
    KamError
        When the cell assigns a name that papermill can't see, such as one annotated ``int | None``: a value
        passed for it would be lost without a word.
    """
    import nbformat
    from papermill.inspection import inspect_notebook

    found = {name: _declared(entry) for name, entry in inspect_notebook(str(notebook)).items()}
    cells = nbformat.read(notebook, as_version=4).cells
    sources = [cell.source for cell in cells if "parameters" in cell.metadata.get("tags", [])]
    unseen = [name for source in sources for name in _assigned(source) if name not in found]
    if unseen:
        raise KamError(problem("parameter-unseen", file=notebook.name, found=name) for name in unseen)
    return found


def check(values: Mapping[str, Any], known: Mapping[str, Declared]) -> dict[str, Any]:
    """Return values as a chapter can take them.

    Raises
    ------
    KamError
        With every problem at once: unknown names (and the closest known one), values of the wrong kind, and
        those that are not finite or can't be written down.

    Examples
    --------
    >>> check({"top": 10.0, "cuts": [0.8, 0.95]},
    ...       {"top": Declared("top", "int"), "cuts": Declared("cuts", "list")})
    {'top': 10, 'cuts': [0.8, 0.95]}
    """
    problems: list[Problem] = []
    clean: dict[str, Any] = {}
    for name, value in values.items():
        try:
            clean[name] = _fit(value, known[name])
        except KeyError:
            close = difflib.get_close_matches(name, known, n=1)
            problems.append(problem("parameter-unknown__close", found=name, close=close[0]) if close
                            else problem("parameter-unknown", found=name, known=list(known)))  # fmt: skip
        except (ValueError, TypeError, OverflowError):
            found, kind = str(value), known[name].kind
            problems.append(problem(
                "parameter-value", file=phrase("parameter-place", name=name), kind=kind,
                example=EXAMPLES.get(kind, "1"), found=found if len(found) <= 60 else found[:57] + "...",
            ))  # fmt: skip
    if problems:
        raise KamError(problems)
    return clean


def parse(pairs: Iterable[tuple[str, str]], known: Mapping[str, Declared]) -> dict[str, Any]:
    """Return values typed on the command line, read by the kind that the chapter declares.

    A text stays as typed (``007`` is not seven), numbers have a decimal point, lists and tables are written
    as in YAML: ``[0.8, 0.95]``, ``{A: 0.8}``. ``none`` is no value, where the chapter allows that.

    Raises
    ------
    KamError
        With every problem at once, as `check` does.

    Examples
    --------
    >>> parse([("account", "007"), ("cuts", "[0.8, 0.95]")],
    ...       {"account": Declared("account", "str"), "cuts": Declared("cuts", "list")})
    {'account': '007', 'cuts': [0.8, 0.95]}
    """
    return check({name: _read(text, known.get(name, Declared(name))) for name, text in pairs}, known)


def _assigned(source: str) -> list[str]:
    targets = (
        node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
        for node in ast.parse(source).body if isinstance(node, ast.AnnAssign | ast.Assign)
    )
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _declared(entry: Mapping[str, str]) -> Declared:
    annotation, default = entry["inferred_type_name"], entry["default"]
    optional = re.fullmatch(r"Optional\[(.*)\]", annotation)
    kind = (optional[1] if optional else annotation).partition("[")[0].strip().lower()
    return Declared(entry["name"], kind if kind in EXAMPLES else _kind_of(default),
                    bool(optional) or default == "None", default, entry["help"])  # fmt: skip


def _kind_of(default: str) -> str:
    try:
        kind = type(ast.literal_eval(default)).__name__
    except (ValueError, SyntaxError):
        return ""
    return kind if kind in EXAMPLES else ""


def _fit(value: Any, entry: Declared) -> Any:
    """Return a value as its kind; what JSON can't hold can't be given to a chapter either.

    Raises
    ------
    ValueError
        When it is of another kind, or not finite; what JSON can't hold is a TypeError.
    """
    if value is None and entry.optional:
        return None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if entry.kind == "float" and is_number:
        value = float(value)
    elif entry.kind == "int" and is_number and value == int(value):
        value = int(value)
    if value is None or entry.kind not in ("", type(value).__name__):
        raise ValueError(value)
    json.dumps(value, allow_nan=False)
    return value


def _read(text: str, entry: Declared) -> Any:
    if entry.optional and text.strip().lower() in ("none", "null", ""):
        return None
    if entry.kind == "str":
        return text
    try:
        return yaml.load(text, _Loader)
    except yaml.YAMLError:
        return text
