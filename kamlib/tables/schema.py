"""What a column is and what a table is; the check at the door."""

from dataclasses import dataclass, field
from functools import partial
from typing import Literal

import pandas as pd

from kamlib.problems import KamError, Problem
from kamlib.text import _

Kind = Literal["text", "number", "date"]


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    meaning : str
        What it says, in words of the user.
    kind : {"text", "number", "date"}
        Text is ``str`` dtype, number ``float64``, date ``datetime64`` without time zone.
    unit : str
        Unit of a number: ``"money"``, ``"pieces"``, ``"share"`` (0 to 1), ``"days"``; empty otherwise.
    required : bool
        Whether the table is of no use without it.
    enables : str
        What becomes possible with it, for the sentence on what stays off without it.
    low, high : float or None
        Range of a number, ends included.
    whole : bool
        Whether a number is a whole one.
    choices : tuple of str
        The words that a text may be; empty where it is free.
    names : {"", "ours", "theirs", "side", "nobody"}
        Whom a text names: one of ours, one of theirs, or of the side that the row says; nobody, as it is a
        key or the name of a thing or a firm. Empty: a free text, which may name anybody.
    per : tuple of str
        Columns of keys, where all rows that share them have one answer; empty where each row has its own.
    """

    meaning: str
    kind: Kind = "text"
    unit: str = ""
    required: bool = False
    enables: str = ""
    low: float | None = None
    high: float | None = None
    whole: bool = False
    choices: tuple[str, ...] = ()
    names: str = ""
    per: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table: its meaning, its columns in order, and those whose values don't fall from left to right."""

    name: str
    meaning: str
    columns: dict[str, Column] = field(default_factory=dict)
    rising: tuple[str, ...] = ()

    @property
    def required(self) -> list[str]:
        """Names of the columns that the table can't do without."""
        return [name for name, column in self.columns.items() if column.required]


def is_kind(values: pd.Series, kind: Kind) -> bool:
    """Whether a series holds text, numbers or dates."""
    if kind == "number":
        return bool(pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values))
    if kind == "date":
        return bool(pd.api.types.is_datetime64_any_dtype(values))
    return bool(pd.api.types.is_string_dtype(values) or values.isna().all())


def check(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return ``frame`` unchanged when it keeps the promises of ``table``.

    Parameters
    ----------
    frame : DataFrame
        Columns of the table's names; others may be present and are not looked at.
    table : Table
        What is promised.

    Returns
    -------
    DataFrame
        The same object.

    Raises
    ------
    KamError
        With one problem for each missing column, wrong kind and value outside its range.

    Examples
    --------
    >>> prices = Table("prices", "what things cost", {"price": Column("price", "number", required=True)})
    >>> len(check(pd.DataFrame({"price": [1.5]}), prices))
    1
    """
    problems = [p for name, column in table.columns.items() for p in _problems(frame, table, name, column)]
    if problems:
        raise KamError(problems)
    return frame


def _problems(frame: pd.DataFrame, table: Table, name: str, column: Column) -> list[Problem]:
    at = partial(Problem, file=table.name, column=name)
    if name not in frame:
        if not column.required:
            return []
        return [at("column-missing", _("is missing"), _("name the column that holds it"))]
    values = frame[name]
    if not is_kind(values, column.kind):
        return [at("column-kind", _("is not of the kind {}").format(column.kind))]
    outside = pd.Series(False, index=values.index)
    if column.low is not None:
        outside |= values < column.low
    if column.high is not None:
        outside |= values > column.high
    if not outside.any():
        return []
    first = values[outside].iloc[0]
    rule = _("is outside {} to {}").format(column.low, column.high)
    return [at("value-outside", rule, found=str(first), count=int(outside.sum()))]
