"""Pages of an account's workbook that follow a table: a line for each record, or a line for each field."""

from collections.abc import Mapping, Sequence
from typing import Any

from kamlib.study.forms.answer import ANY
from kamlib.study.forms.form import Column, Kind, Line, Page
from kamlib.tables import Column as TableColumn
from kamlib.tables import Table
from kamlib.text import _

_NUMBERED = (5.0, 0.0, 0.0)
_FIELDS = (0.0, 34.0, 0.0)
SPARE = 12


def asked(
    table: Table, name: str, label: str, question: str = "", *, width: float = 16,
    words: Mapping[str, str] | None = None,
) -> Column:  # fmt: skip
    """Return a column to be filled that takes what the table's column takes.

    Parameters
    ----------
    table : Table
    name : str
        Column of the table.
    label : str
        The heading.
    question : str
        What is asked, below the heading.
    width : float
        In characters.
    words : dict of str to str, optional
        What is shown for each choice; for a column without choices of its own, the choices themselves.

    Examples
    --------
    >>> from kamlib.tables import KEPT
    >>> asked(KEPT["persons"], "influence", "Influence").kind
    Kind(name='whole', low=1, high=5, choices=(), unit='')
    """
    return Column(name, label, kind_of(table.columns[name], words), question, width=width)


def kind_of(column: TableColumn, words: Mapping[str, str] | None = None) -> Kind:
    """Return how a cell is answered that a table's column takes."""
    if column.kind == "number":
        low = ANY if column.low is None else column.low
        unit = column.unit if column.unit in ("share", "money") else ""
        return Kind("whole" if column.whole else "number", low, column.high, unit=unit)
    if column.kind == "date":
        return Kind("day")
    if words or column.choices:
        choices = column.choices or tuple(words or ())
        return Kind("choice", choices=tuple((key, (words or {}).get(key, _(key))) for key in choices))
    return Kind()


def records_page(
    table: Table, *, sheet: str, title: str, columns: Sequence[Column], help: Sequence[str] = (),
    rows: Sequence[Line] = (), spare: int = SPARE, key: str = "",
) -> Page:  # fmt: skip
    """Return a page of numbered lines, one for each record of a table.

    Parameters
    ----------
    table : Table
    sheet, title : str
    columns : sequence of Column
        Those to be filled from `asked`; those only shown have no kind.
    help : sequence of str
        At most three short sentences.
    rows : sequence of Line
        Lines that are known; their keys stay the same for good, and no number is one.
    spare : int
        How many empty lines the page always has.
    key : str
        Of the page; the table's name.
    """
    return Page(
        key or table.name, sheet, title, tuple(columns), tuple(rows), help=tuple(help), spare=spare,
        name_label=_("No"), widths=_NUMBERED,
    )  # fmt: skip


def fields_page(
    table: Table, fields: Sequence[tuple[str, str, str]], *, sheet: str, title: str, help: Sequence[str] = (),
    known: Mapping[str, Any] | None = None, locked: Sequence[str] = (), key: str = "",
    words: Mapping[str, Mapping[str, str]] | None = None,
) -> Page:  # fmt: skip
    """Return a page with one line for each column of a table that has one row for the account.

    Parameters
    ----------
    table : Table
    fields : sequence of (str, str, str)
        Column of the table, what it is called, and what to write there.
    known : dict of str to value, optional
        What is filled in; of ``locked`` columns only shown.
    words : dict of str to dict, optional
        By column: what is shown for each choice.
    """
    known = known or {}
    answer = Column("value", _("Answer"), Kind(), width=60)
    lines = [
        Line(
            name, label, cells={"value": known.get(name), "hint": hint},
            kinds={"value": kind_of(table.columns[name], (words or {}).get(name))},
            locked=frozenset({"value"} if name in locked else ()),
        )
        for name, label, hint in fields
    ]  # fmt: skip
    return Page(
        key or table.name, sheet, title, (answer, Column("hint", _("What to write"), width=60)), tuple(lines),
        help=tuple(help), name_label=_("Field"), widths=_FIELDS,
    )  # fmt: skip
