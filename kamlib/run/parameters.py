"""Parameters of a chapter: what it declares, and values checked against that before a kernel starts.

Papermill only warns of an unknown name, writes names unchecked into code and turns what it does not know into
text; here every such value is converted or refused, and every problem is said at once.
"""

import ast
import datetime
import difflib
import keyword
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePath
from typing import Any

import yaml

from kamlib.problems import KamError, Problem, problem
from kamlib.words import phrase

KINDS = ("str", "int", "float", "bool", "list", "dict")
EXAMPLES = {"int": "12", "float": "0.5", "bool": "true", "list": "[0.8, 0.95]", "dict": "{A: 0.8, B: 0.95}"}


@dataclass(frozen=True)
class Declared:
    """One parameter of a chapter, as its cell `parameters` declares it.

    Parameters
    ----------
    name : str
        As written in the cell and after ``-p``.
    kind : str
        One of ``KINDS``, or empty when any value goes.
    items : str
        Kind of the items of a list, or of the values of a table; empty when any goes.
    optional : bool
        Whether no value (``None``) is allowed.
    default, help : str
        The value as written in the cell, and the comment behind it.
    """

    name: str
    kind: str = ""
    items: str = ""
    optional: bool = False
    default: str = ""
    help: str = ""


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
    """Return ``values`` as plain values that a chapter can take.

    Numpy scalars and arrays, tuples, paths, decimals become plain values; days and times become ISO text.

    Parameters
    ----------
    values : mapping of name to value
        As a program gives them.
    known : mapping of name to Declared
        From ``declared``.

    Raises
    ------
    KamError
        With every problem at once: unknown names (and the closest known one), names that are no names,
        values of the wrong kind, values that are not finite or can't be written down.

    Examples
    --------
    >>> known = {"top": Declared("top", "int"), "cuts": Declared("cuts", "list")}
    >>> check({"top": 10.0, "cuts": (0.8, 0.95)}, known)
    {'top': 10, 'cuts': [0.8, 0.95]}
    """
    problems = [problem for name in values for problem in _name_problems(name, known)]
    clean: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(name, str) and name in known:
            try:
                clean[name] = _fit(_plain(value), known[name])
            except ValueError as refusal:
                remedy = phrase("parameter-give", kind=known[name].kind)
                problems.append(_refused(name, value, str(refusal), remedy))
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
        With every problem at once, as ``check`` does.

    Examples
    --------
    >>> parse([("account", "007"), ("cuts", "[0.8, 0.95]")],
    ...       {"account": Declared("account", "str"), "cuts": Declared("cuts", "list", "float")})
    {'account': '007', 'cuts': [0.8, 0.95]}
    """
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for name, text in pairs:
        try:
            values[name] = _read(text, known.get(name, Declared(name)))
        except ValueError:
            kind = known[name].kind
            remedy = phrase("parameter-write", kind=kind, example=EXAMPLES.get(kind, "1"))
            problems.append(_refused(name, text, phrase("parameter-kind", kind=kind), remedy))
    try:
        clean = check(values, known)
    except KamError as error:
        problems = [*error.problems, *problems]
    if problems:
        raise KamError(problems)
    return clean


def _assigned(source: str) -> list[str]:
    targets = (
        node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
        for node in ast.parse(source).body if isinstance(node, ast.AnnAssign | ast.Assign)
    )
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _declared(entry: Mapping[str, str]) -> Declared:
    annotation = "" if entry["inferred_type_name"] == "None" else entry["inferred_type_name"]
    optional = re.fullmatch(r"Optional\[(.*)\]", annotation)
    outer, _bracket, inner = (optional[1] if optional else annotation).partition("[")
    kind = outer.strip().lower() if annotation else _kind_of(entry["default"])
    items = inner.rstrip("] ").split(",")[-1].strip()
    return Declared(
        name=entry["name"],
        kind=kind if kind in KINDS else "",
        items=items if items in KINDS else "",
        optional=bool(optional) or entry["default"] == "None",
        default=entry["default"],
        help=entry["help"],
    )


def _kind_of(default: str) -> str:
    try:
        return type(ast.literal_eval(default)).__name__
    except (ValueError, SyntaxError):
        return ""


def _name_problems(name: object, known: Mapping[str, Declared]) -> list[Problem]:
    if not isinstance(name, str) or not name.isidentifier() or keyword.iskeyword(name):
        return [problem("parameter-name", found=str(name))]
    if name in known:
        return []
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return [problem("parameter-unknown__close", found=name, close=close[0])]
    return [problem("parameter-unknown", found=name, known=list(known))]


def _refused(name: str, value: object, reason: str, remedy: str) -> Problem:
    found = str(value)
    short = found if len(found) <= 60 else found[:57] + "..."
    place = phrase("parameter-place", name=name)
    return Problem("parameter-value", reason, remedy, file=place, found=short)


def _plain(value: Any) -> Any:
    # Refusals are ValueErrors that carry the reason; check turns them into problems.
    if type(value).__module__.partition(".")[0] in ("numpy", "pandas"):
        value = _from_array(value)
    if value is None or isinstance(value, bool | str | int):
        return value
    if isinstance(value, float | Decimal):
        return _number(value)
    if isinstance(value, datetime.date):
        return _iso(value)
    if isinstance(value, PurePath):
        return value.as_posix()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {_key(key): _plain(item) for key, item in value.items()}
    raise ValueError(phrase("parameter-not-plain"))


def _from_array(value: Any) -> Any:
    import pandas as pd

    if pd.api.types.is_scalar(value) and pd.isna(value):
        raise ValueError(phrase("parameter-no-value"))
    if type(value).__name__ == "datetime64":
        return pd.Timestamp(value)
    if isinstance(value, datetime.date) or not hasattr(value, "tolist"):
        return value
    return list(map(pd.Timestamp, value)) if value.dtype.kind == "M" else value.tolist()


def _number(value: float | Decimal) -> float:
    if not math.isfinite(value):
        raise ValueError(phrase("parameter-not-finite"))
    return float(value)


def _iso(value: datetime.date) -> str:
    at_midnight = isinstance(value, datetime.datetime) and value.time() == datetime.time()
    if at_midnight and value.tzinfo is None:  # type: ignore[attr-defined]
        return value.date().isoformat()  # type: ignore[attr-defined, no-any-return]
    return value.isoformat()


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise ValueError(phrase("parameter-key"))
    return key


def _fit(value: Any, entry: Declared) -> Any:
    if value is None:
        if not entry.optional:
            raise ValueError(phrase("parameter-no-value"))
        return None
    fitted = _as_kind(value, entry.kind)
    if entry.items and isinstance(fitted, list):
        return [_as_kind(item, entry.items) for item in fitted]
    if entry.items and isinstance(fitted, dict):
        return {key: _as_kind(item, entry.items) for key, item in fitted.items()}
    return fitted


def _as_kind(value: Any, kind: str) -> Any:
    if not kind:
        return value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if kind == "float" and is_number:
        return float(value)
    if kind == "int" and is_number and value == int(value):
        return int(value)
    if type(value).__name__ != kind:
        raise ValueError(phrase("parameter-kind", kind=kind))
    return value


def _read(text: str, entry: Declared) -> Any:
    if entry.optional and text.strip().lower() in ("none", "null", ""):
        return None
    if entry.kind == "str":
        return text
    # With texts inside, YAML's own reading of yes, no and numbers would change what was typed.
    loader = yaml.BaseLoader if entry.items == "str" else yaml.SafeLoader
    try:
        value = yaml.load(text, loader)
    except yaml.YAMLError as error:
        raise ValueError(text) from error
    return _fit(_plain(value), entry)
