"""What a workbook says of itself on a hidden sheet, so that it can be read whatever happened to its looks."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from kamlib.study.forms.answer import shown
from kamlib.study.forms.form import VERSION, Form, Kind, Page

SHEET = "kam"
MARK = "kam form"
# A cell holds 32767 characters; what is longer goes on in the next row.
_PIECE = 30_000


@dataclass(frozen=True)
class Asked:
    """A column to be filled, as far as reading it back needs it."""

    key: str
    label: str
    kind: Kind


@dataclass(frozen=True)
class Listed:
    """A line, as far as reading it back needs it."""

    key: str
    name: str
    about: str
    locked: tuple[str, ...] = ()
    kinds: dict[str, Kind] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """A page, as far as reading it back needs it; ``head`` is how many rows stand above its lines."""

    key: str
    sheet: str
    head: int
    free: int
    columns: tuple[Asked, ...]
    lines: tuple[Listed, ...]
    family: str = ""


# By line and column: what stood in the cells of a page when the form was made.
Filled = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Schema:
    """What a workbook says of itself.

    Parameters
    ----------
    name, version, study, who, about, pages
        As the form was made.
    filled : dict of str to dict
        By page, line and column: what was answered before. A workbook of an account says nothing of it:
        it is typed into where it lies.
    """

    name: str
    version: int
    study: str
    who: str
    about: dict[str, str]
    pages: tuple[Sheet, ...]
    filled: dict[str, Filled] = field(default_factory=dict)

    def before(self, page: str, line: str, column: str) -> str:
        """Return what a cell held when the form was made."""
        return self.filled.get(page, {}).get(line, {}).get(column, "")


def schema_of(form: Form, heads: dict[str, int]) -> Schema:
    """Return what a form will say of itself; ``heads`` are the rows above the lines, by page."""
    pages = tuple(_sheet(page, heads[page.key]) for page in form.pages)
    filled = {} if "account" in form.about else {page.key: _filled(page) for page in form.pages}
    return Schema(form.name, VERSION, form.study, form.who, form.about, pages, filled)


def _filled(page: Page) -> Filled:
    asked = [column.key for column in page.asked]
    cells = {line.key: {key: shown(line.cells[key]) for key in asked if shown(line.cells.get(key))}
             for line in page.lines}  # fmt: skip
    return {line: known for line, known in cells.items() if known}


def _sheet(page: Page, head: int) -> Sheet:
    columns = tuple(Asked(c.key, c.label, c.kind) for c in page.columns if c.kind)
    lines = tuple(
        Listed(own.key, own.name, own.subject, tuple(sorted(own.locked)), own.kinds) for own in page.lines
    )
    return Sheet(page.key, page.sheet, head, page.free, columns, lines, page.family)


def to_cells(schema: Schema) -> list[str]:
    """Return a schema as text for the cells of a column."""
    said = asdict(schema)
    if not schema.filled:
        del said["filled"]
    text = json.dumps(said, separators=(",", ":"))
    return [MARK, *(text[at : at + _PIECE] for at in range(0, len(text), _PIECE))]


def from_cells(cells: list[str]) -> Schema:
    """Return the schema that cells hold.

    Raises
    ------
    ValueError
        Where they hold none, or a damaged one.

    Examples
    --------
    >>> empty = Schema("scores", VERSION, "Alder", "Ada", {"round": "1"}, ())
    >>> from_cells(to_cells(empty)) == empty
    True
    """
    if cells[:1] != [MARK]:
        raise ValueError(MARK)
    try:
        said: dict[str, Any] = json.loads("".join(cells[1:]))
        pages = tuple(_page_said(page) for page in said.pop("pages"))
        about = {str(key): str(value) for key, value in said.pop("about").items()}
        filled = {str(page): _filled_said(cells) for page, cells in said.pop("filled", {}).items()}
        schema = Schema(**said, about=about, pages=pages, filled=filled)
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from None
    if not all(isinstance(text, str) for text in (schema.name, schema.study, schema.who)):
        raise ValueError(schema.name)
    return schema


def _page_said(said: dict[str, Any]) -> Sheet:
    columns = tuple(_asked(column) for column in said["columns"])
    lines = tuple(_listed(line) for line in said["lines"])
    return Sheet(**{**said, "columns": columns, "lines": lines})


def _filled_said(said: dict[str, Any]) -> Filled:
    return {str(line): {str(key): str(text) for key, text in own.items()} for line, own in said.items()}


def _listed(said: dict[str, Any]) -> Listed:
    kinds = {str(column): _kind(kind) for column, kind in said.get("kinds", {}).items()}
    return Listed(**{**said, "locked": tuple(said["locked"]), "kinds": kinds})


def _asked(said: dict[str, Any]) -> Asked:
    return Asked(said["key"], said["label"], _kind(said["kind"]))


def _kind(said: dict[str, Any]) -> Kind:
    choices = tuple((str(value), str(words)) for value, words in said["choices"])
    return Kind(**{**said, "choices": choices})
