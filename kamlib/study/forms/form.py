"""What a form is: pages of lines and columns, some shown and locked, some to be filled."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

VERSION = 2
# What Excel allows; other programs allow more.
_LONGEST_NAME = 31

Answered = Literal["whole", "number", "choice", "text", "day"]


@dataclass(frozen=True)
class Kind:
    """How a cell is answered.

    Parameters
    ----------
    name : {"whole", "number", "choice", "text", "day"}
    low, high : float or None
        Range of a number, ends included.
    choices : tuple of (str, str)
        For a choice: the value that is kept and the words that are shown.
    unit : str
        Of a number: "share" takes 35 % as well as 0.35, "money" refuses what can be read in two ways.
    """

    name: Answered = "text"
    low: float | None = None
    high: float | None = None
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class Column:
    """One column of a page.

    Parameters
    ----------
    key : str
        Name for reading it back; never shown.
    label : str
        The heading.
    kind : Kind or None
        How it is answered; None for what is only shown.
    question : str
        What is asked, below the heading.
    words : tuple of str
        What the marks of the scale mean, in the order of the page's ``marks``.
    width : float
        In characters.
    shown_as : {"", "mark", "money", "share"}
        How what is only shown is written.
    """

    key: str
    label: str
    kind: Kind | None = None
    question: str = ""
    words: tuple[str, ...] = ()
    width: float = 16
    shown_as: Literal["", "mark", "money", "share"] = ""


@dataclass(frozen=True)
class Line:
    """One line of a page.

    Parameters
    ----------
    key : str
        Different for every line of the page; stands locked in its first column.
    name : str
        What it is called.
    about : str
        The account that it speaks of; the key where it is empty.
    cells : dict of str to value
        By column: what is shown, or what was answered before.
    locked : frozenset of str
        Columns to be filled that are known for this line and only shown.
    mark : str
        Words beside the name: an own client, a client without sales.
    own : bool
        Whether it is a client of the one who fills the form.
    first : bool
        Whether it is the first of the lines about the same account.
    kinds : dict of str to Kind
        Columns that this line answers in another way than the page does.
    notes : dict of str to str
        Comments beside cells, by column.
    """

    key: str
    name: str
    about: str = ""
    cells: dict[str, Any] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()
    mark: str = ""
    own: bool = False
    first: bool = True
    kinds: dict[str, Kind] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        """The account that the line speaks of."""
        return self.about or self.key


@dataclass(frozen=True)
class Page:
    """One sheet to be filled.

    Parameters
    ----------
    key, sheet : str
        Name for reading it back, and the name on the tab.
    title : str
    help : tuple of str
        At most three short sentences above the table.
    columns : tuple of Column
    lines : tuple of Line
    marks : tuple of str
        The marks of the scale whose words stand over each column, highest first.
    free : int
        How many empty lines below, for accounts that are not listed.
    free_words : str
        What those lines are for.
    name_label : str
        Heading of the names.
    widths : tuple of float
        Of key, name and mark, in characters; 0 hides the column.
    spare : int
        How many empty numbered lines a page of an account's workbook always has.
    family : str
        Pages among which a line may move; the page alone where it is empty.
    former : str
        Name of the sheet that takes lines no longer asked for.
    breaks : tuple of str
        Columns before which a printed page may end.
    frozen : int
        How many columns stay in sight.
    head : int
        Of a page in a workbook: how many rows stand above its lines.
    """

    key: str
    sheet: str
    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    help: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    free: int = 0
    free_words: str = ""
    name_label: str = ""
    widths: tuple[float, float, float] = (8.0, 28.0, 11.0)
    spare: int = 0
    family: str = ""
    former: str = ""
    breaks: tuple[str, ...] = ()
    frozen: int = 0
    head: int = 0

    @property
    def table(self) -> str:
        """Name of the table that it shows."""
        return self.key.split(":")[0]

    @property
    def asked(self) -> tuple[Column, ...]:
        """The columns to be filled."""
        return tuple(column for column in self.columns if column.kind)

    @cached_property
    def asked_by_key(self) -> dict[str, Column]:
        """The columns to be filled, by key."""
        return {column.key: column for column in self.asked}

    @property
    def group(self) -> str:
        """By what pages are known among which a line may move."""
        return self.family or self.key

    @property
    def by_key(self) -> dict[str, Line]:
        """The lines by key."""
        return {line.key: line for line in self.lines}

    def kind(self, line: Line, name: str) -> Kind | None:
        """Return how a cell is answered; None for what is only shown."""
        usual = next((column.kind for column in self.columns if column.key == name), None)
        return usual and line.kinds.get(name, usual)

    def holds(self, line: Line) -> bool:
        """Whether something stands in a line where something is asked."""
        return bool(line.notes) or any(line.cells.get(name) not in (None, "") for name in self.asked_by_key)


@dataclass(frozen=True)
class OwnCell:
    """A cell of a sheet that somebody added: where it stands, from 1, what it shows, and what is behind it.

    Parameters
    ----------
    row, column : int
    value : None, str, int, float, bool, date or time
        Of a formula its result.
    formula, note : str
        The formula and the comment, empty where there is none.
    """

    row: int
    column: int
    value: Any
    formula: str = ""
    note: str = ""


OwnSheet = tuple[str, tuple[OwnCell, ...]]


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return a name for a sheet as long as Excel allows, which no other sheet has."""
    others = {one.casefold() for one in taken}
    names = (name[:_LONGEST_NAME], *(f"{name[:27]} {number}" for number in range(2, 99)))
    return next(one for one in names if one.casefold() not in others)


@dataclass(frozen=True)
class Form:
    """One workbook for one person.

    Parameters
    ----------
    name : str
        Which form: "scores", "influence", "strength"; or which workbook of an account: "dossier", "plan" ...
    study : str
        Title of the study; a form of another study is not collected.
    who : str
        Who fills it.
    title : str
    steps : tuple of str
        What to do, a sentence each, for the first sheet.
    pages : tuple of Page
    about : dict of str to str
        What else its answers need: "round", "role", "manager".
    facts : tuple of (str, str)
        Words and values on the first sheet: who, until when.
    own : tuple of (str, tuple of OwnCell)
        Sheets that people added themselves, with their cells.
    version : int
        Of the workbook that wrote it.
    """

    name: str
    study: str
    who: str
    title: str
    steps: tuple[str, ...]
    pages: tuple[Page, ...]
    about: dict[str, str] = field(default_factory=dict)
    facts: tuple[tuple[str, str], ...] = ()
    own: tuple[OwnSheet, ...] = ()
    version: int = VERSION
