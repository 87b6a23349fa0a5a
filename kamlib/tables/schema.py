"""What a column, a table and a sheet are; the check at the door."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal, NewType

import pandas as pd

from kamlib.problems import KamError, Problem
from kamlib.text import _

Kind = Literal["text", "number", "date"]
Template = NewType("Template", str)
"""Words of our own files, which may hold names between braces; what people typed is none."""


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
        ``"money"``, ``"pieces"``, ``"share"`` (0 to 1), ``"points"``, ``"hours"``; of a text ``"answer"``,
        which is yes, no, unknown or a number; empty otherwise.
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
    described : str
        Its kind as the file says it, a word of `kamlib.tables.load.KINDS`.
    label, hint : str
        The heading on a sheet, and what is asked below it; without a label it is on no sheet.
    words : tuple of (str, str)
        Choices that a sheet offers, each with what it shows; of an open column a file may say anything else.
    width : float
        On a sheet, in characters.
    after, sheet : str
        Behind which column it stands on a sheet, and on which sheet of several.
    client_sees : bool or str
        Whether the client's version of the workbook shows it; a word: what the sheet calls it there.
    shown_as : {"", "mark", "money", "share"}
        How what is only shown is written.
    """

    meaning: str = ""
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
    described: str = "text"
    label: Template = Template("")
    hint: Template = Template("")
    words: tuple[tuple[str, str], ...] = ()
    width: float = 16
    after: str = ""
    sheet: str = ""
    client_sees: bool | str = False
    shown_as: Literal["", "mark", "money", "share"] = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook.

    Parameters
    ----------
    name, title : str
        On the tab, and above the table.
    names : str
        Heading of the names of the lines.
    help : tuple of str
        At most three short sentences above the table.
    widths : tuple of float
        Of key, name and mark, in characters; 0 hides the column.
    spare, frozen : int
        How many empty lines it always has; how many columns stay in sight.
    breaks : tuple of str
        Columns before which a printed page may end.
    family, former : str
        Sheets among which a line may move, and the one that takes lines no longer asked for.
    fields : bool
        Whether it has a line for each column, of a table that has one row for an account.
    """

    name: str
    title: Template
    names: str = "No"
    help: tuple[Template, ...] = ()
    widths: tuple[float, float, float] = (5.0, 0.0, 0.0)
    spare: int = 0
    frozen: int = 0
    breaks: tuple[str, ...] = ()
    family: str = ""
    former: str = ""
    fields: bool = False


@dataclass(frozen=True)
class Questions:
    """The form that asks people to fill a table.

    Parameters
    ----------
    title : str
    steps : tuple of str
        What to do, a sentence each.
    lines, spare : int
        How many lines each account has, and how many of them stay empty behind what is known.
    subject, value : str
        Of a form with a column for each question: the columns of the table that hold question and answer.
    evidence : str
        The column that stands once beside all answers about an account; empty where there is none.
    first : dict of str to str
        The first step, by the round or the role of the form.
    """

    title: str = ""
    steps: tuple[str, ...] = ()
    lines: int = 1
    spare: int = 0
    subject: str = ""
    value: str = ""
    evidence: str = ""
    first: dict[str, Template] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """A table: its meaning, its columns in order, and how it is kept and shown.

    Parameters
    ----------
    name, meaning : str
    columns : dict of str to Column
    rising : tuple of str
        Columns whose values don't fall from left to right.
    key : tuple of str
        Columns by which a statement is known: the same key said twice is one statement, the later one.
    by_person : bool
        Whether each person has a file, so that two never write the same one.
    sheets : dict of str to Sheet
        By key; empty where it is on none. Without a meaning it is a sheet that is only shown.
    shown : dict of str to Column
        What a sheet shows beside its columns and nobody types.
    form : Questions
        The form that people fill; without a title there is none of the table alone.
    lines : dict of str to dict
        Lines that a sheet always has: ``name``, cells of the shown columns, ``locked`` columns.
    """

    name: str
    meaning: str = ""
    columns: dict[str, Column] = field(default_factory=dict)
    rising: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    by_person: bool = False
    sheets: dict[str, Sheet] = field(default_factory=dict)
    shown: dict[str, Column] = field(default_factory=dict)
    form: Questions = Questions()
    lines: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def required(self) -> list[str]:
        """Names of the columns that the table can't do without."""
        return [name for name, column in self.columns.items() if column.required]

    @property
    def known_beside_account(self) -> list[str]:
        """Columns by which the statements on one account are distinguished."""
        return [name for name in self.key if name != "account"]

    @property
    def on_sheet(self) -> dict[str, Column]:
        """The columns with a label in the order of a sheet, shown ones first where nothing else is said."""
        every = self.shown | {name: column for name, column in self.columns.items() if column.label}
        waiting = [name for name in every if every[name].after in every]
        order = [name for name in every if name not in waiting]
        while waiting:
            name = next(one for one in waiting if every[one].after in order)
            waiting.remove(name)
            order.insert(order.index(every[name].after) + 1, name)
        return {name: every[name] for name in order}

    @property
    def client_sees(self) -> tuple[str, ...]:
        """Names of the columns that the client's version shows."""
        return tuple(name for name, column in self.columns.items() if column.client_sees)


@dataclass(frozen=True)
class Workbook:
    """What one file describes: tables by name, and of a workbook its title and what to do, a step each."""

    tables: dict[str, Table]
    title: Template = Template("")
    steps: tuple[str, ...] = ()


def filled(words: Template, values: Mapping[str, object] | None = None) -> str:
    """Return words of a table with what stands between their braces.

    Examples
    --------
    >>> filled(Template("Share {year}"), {"year": 2026})
    'Share 2026'
    """
    return _(words).format_map(values or {}) if words else ""


def label(table: Table, name: str) -> str:
    """Return what a column is called on a sheet; its name where it is on none."""
    return _(table.columns[name].label) or name


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
