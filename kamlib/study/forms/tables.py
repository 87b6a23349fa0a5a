"""Columns of a form as its table describes them."""

from collections.abc import Mapping

from kamlib.study.forms.answer import ANY
from kamlib.study.forms.form import Column, Kind
from kamlib.tables import Column as TableColumn
from kamlib.tables import Table
from kamlib.tables.schema import filled
from kamlib.text import _


def asked(
    table: Table, name: str, *, words: Mapping[str, str] | None = None,
    fill: Mapping[str, object] | None = None,
) -> Column:  # fmt: skip
    """Return a column of a page: to be filled, where the table keeps it, else only shown.

    Parameters
    ----------
    table : Table
    name : str
        Column of the table.
    words : dict of str to str, optional
        What is shown for each choice, where the table does not say it.
    fill : dict of str to value, optional
        What stands between braces in its words.

    Examples
    --------
    >>> from kamlib.tables import KEPT
    >>> asked(KEPT["persons"], "influence").kind
    Kind(name='whole', low=1, high=5, choices=(), unit='')
    """
    column = table.on_sheet[name]
    kind = kind_of(column, words) if name in table.columns else None
    label, hint = (filled(text, fill) for text in (column.label, column.hint))
    return Column(name, label, kind, hint, width=column.width, shown_as=column.shown_as)


def kind_of(column: TableColumn, words: Mapping[str, str] | None = None) -> Kind:
    """Return how a cell is answered that a table's column takes; on a form points are whole ones."""
    if column.kind == "number":
        low = ANY if column.low is None else column.low
        unit = column.unit if column.unit in ("share", "money") else ""
        whole = column.whole or column.unit == "points"
        return Kind("whole" if whole else "number", low, column.high, unit=unit)
    if column.kind == "date":
        return Kind("day")
    pairs = tuple((words or {}).items()) or tuple((key, _(shown)) for key, shown in column.words)
    return Kind("choice", choices=pairs) if pairs else Kind()
