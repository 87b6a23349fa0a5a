"""What a workbook says of itself on a hidden sheet, so that it can be read whatever happened to its looks."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from kamlib.study.forms.answer import shown
from kamlib.study.forms.form import VERSION, Column, Form, Kind, Line, Page

SHEET = "kam"
MARK = "kam form"
# A cell holds 32767 characters; what is longer goes on in the next row.
_PIECE = 30_000

# By line and column: what stood in the cells of a page when the form was made.
Filled = Mapping[str, Mapping[str, str]]


def to_cells(form: Form) -> list[str]:
    """Return what a form says of itself, as text for the cells of a column; its pages know their heads.

    A workbook of an account says nothing of what it is filled with: it is typed into where it lies.
    """
    told = {"name": form.name, "version": VERSION, "study": form.study, "who": form.who, "about": form.about,
            "pages": [_page_told(page) for page in form.pages]}  # fmt: skip
    if "account" not in form.about:
        told["filled"] = {page.key: _filled(page) for page in form.pages}
    text = json.dumps(told, separators=(",", ":"))
    return [MARK, *(text[at : at + _PIECE] for at in range(0, len(text), _PIECE))]


def _page_told(page: Page) -> dict[str, Any]:
    columns = [{"key": c.key, "label": c.label, "kind": asdict(c.kind)} for c in page.columns if c.kind]
    lines = [{"key": line.key, "name": line.name, "about": line.subject, "locked": sorted(line.locked),
              "kinds": {name: asdict(kind) for name, kind in line.kinds.items()}} for line in page.lines]
    return {"key": page.key, "sheet": page.sheet, "head": page.head, "free": page.free, "columns": columns,
            "lines": lines, "family": page.family}  # fmt: skip


def _filled(page: Page) -> Filled:
    asked = page.asked_by_key
    texts = {line.key: {name: shown(line.cells[name]) for name in asked if shown(line.cells.get(name))}
             for line in page.lines}  # fmt: skip
    return {line: known for line, known in texts.items() if known}


def from_cells(cells: list[str]) -> Form:
    """Return the form that cells speak of; the cells of its lines hold what the form was sent with.

    Raises
    ------
    ValueError
        Where they hold none, or a damaged one.

    Examples
    --------
    >>> empty = Form("scores", "Alder", "Ada", "", (), (), {"round": "1"})
    >>> from_cells(to_cells(empty)) == empty
    True
    """
    if cells[:1] != [MARK]:
        raise ValueError(MARK)
    try:
        told: dict[str, Any] = json.loads("".join(cells[1:]))
        filled = told.get("filled", {})
        pages = tuple(_page(page, filled.get(page["key"], {})) for page in told["pages"])
        about = {str(key): str(value) for key, value in told["about"].items()}
        name, study, who = (told[key] for key in ("name", "study", "who"))
        form = Form(name, study, who, "", (), pages, about, version=int(told["version"]))
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from None
    if not all(isinstance(text, str) for text in (name, study, who)):
        raise ValueError(name)
    return form


def _page(told: dict[str, Any], filled: Filled) -> Page:
    columns = tuple(Column(one["key"], one["label"], _kind(one["kind"])) for one in told["columns"])
    lines = tuple(_line(line, filled.get(line["key"], {})) for line in told["lines"])
    return Page(told["key"], told["sheet"], "", columns, lines, free=told["free"], head=told["head"],
                family=told.get("family", ""))  # fmt: skip


def _line(told: dict[str, Any], filled: Mapping[str, str]) -> Line:
    kinds = {str(column): _kind(kind) for column, kind in told.get("kinds", {}).items()}
    cells = {str(column): str(text) for column, text in filled.items()}
    return Line(told["key"], told["name"], told["about"], cells, frozenset(told["locked"]), kinds=kinds)


def _kind(told: dict[str, Any]) -> Kind:
    return Kind(**{**told, "choices": tuple((str(value), str(words)) for value, words in told["choices"])})
