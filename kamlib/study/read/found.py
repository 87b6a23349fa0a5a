"""What reading a file gives back: tables, what was done to them, what is wrong and what is asked."""

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

import pandas as pd

from kamlib.problems import Problem, Severity, problem


@dataclass(frozen=True)
class Question:
    """Something that the file can't tell and a person can.

    Parameters
    ----------
    id : str
        Stable name: file, sheet where there is one, column where there is one, and what is asked,
        joined by ``|``: ``"sales.csv|Date|dates"``.
    file, sheet, column : str
        The place; empty where it does not apply.
    ask : str
        The question in one plain sentence, with examples from the file.
    choices : dict
        Each possible answer with what it would mean for an example.
    setting : tuple of str
        Where the answer goes in the settings of the file: ``("columns", "Date", "dates")``.
    """

    id: str
    file: str
    sheet: str
    column: str
    ask: str
    choices: dict[str, str]
    setting: tuple[str, ...]

    def as_problem(self) -> Problem:
        """Return the question as a problem that waits for its answer."""
        means = "; ".join(f"{choice}: {meaning}" for choice, meaning in self.choices.items())
        return Problem(
            f"question-{self.setting[-1]}".replace("_", "-"), self.ask, means,
            "question", self.file, self.sheet, column=self.column,
        )


@dataclass
class ColumnFound:
    """A column as it was found.

    Parameters
    ----------
    heading : str
        Cleaned heading; the column's name in the frame.
    kind : {"text", "number", "date"}
        While a question on the column is open, the frame holds the text as written whatever the kind.
    how : dict
        How its cells are written, as far as it applies: ``decimal`` (","), ``thousands`` (" "), ``dates``
        ("dmy"), ``form`` ("dd.mm.yyyy"), ``currencies`` ({"EUR": 12}), ``percent``, ``years`` (the rule for
        two digits), ``empty`` (words read as no value).
    examples : list of str
        A few values as written.
    n_empty : int
        How many rows have no value, unreadable ones not counted.
    problems : list of Problem
        Of the column's cells; the caller decides whether the column matters.
    """

    heading: str
    kind: str
    how: dict[str, Any] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)
    n_empty: int = 0
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Loaded:
    """One table of a file.

    Parameters
    ----------
    name : str
        Name of the table in snake case.
    file, sheet : str
        Where it was read; ``sheet`` is empty but for workbooks.
    frame : DataFrame
        Text as ``str``, whole numbers ``Int64``, other numbers ``float64``, dates ``datetime64[us]``.
    rows : Series
        Row of the file each row of ``frame`` comes from, counted from 1 as editors and Excel do.
    columns : list of ColumnFound
        In the order of ``frame``.
    settings : dict
        Settings in force, plain values; given back, they read the same table.
    steps : list of str
        What was done to the table, one plain sentence each.
    notes : list of str
        Lines of the file around the table: its title, its period, remarks below it.
    problems : list of Problem
        Of the table as a whole.
    questions : list of Question
        What is still open.
    totals : int
        Rows left out as sums of others.
    """

    name: str
    file: str
    sheet: str
    frame: pd.DataFrame
    rows: pd.Series
    columns: list[ColumnFound]
    settings: dict[str, Any]
    steps: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    totals: int = 0

    @property
    def all_problems(self) -> list[Problem]:
        """Problems of the table, then of its columns, then the open questions."""
        cells = [problem for column in self.columns for problem in column.problems]
        return [*self.problems, *cells, *(question.as_problem() for question in self.questions)]


@dataclass
class ReadResult:
    """Everything one file gave: its tables, and what concerns the file as a whole."""

    tables: list[Loaded] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    @property
    def all_problems(self) -> list[Problem]:
        """Every problem and open question of the file, once each."""
        own = [*self.problems, *(question.as_problem() for question in self.questions)]
        return list(dict.fromkeys([*own, *(p for table in self.tables for p in table.all_problems)]))


class RefusedError(Exception):
    """The file can't be used; carries the problem that says why. Never leaves this package."""

    def __init__(self, problem: Problem):
        self.problem = problem
        super().__init__(str(problem))


@dataclass(frozen=True)
class Place:
    """Where we are: makes problems and questions that name the file and the sheet."""

    file: str
    sheet: str = ""

    def problem(self, key: str, /, severity: Severity = "error", **facts: Any) -> Problem:
        """Return a problem of this place, its message and remedy from the message files."""
        return problem(key, severity=severity, file=self.file, sheet=self.sheet, **facts)

    def refuse(self, key: str, /, **facts: Any) -> RefusedError:
        """Return the refusal of this file, to be raised."""
        return RefusedError(self.problem(key, **facts))

    def question(self, ask: str, choices: dict[str, str], setting: tuple[str, ...]) -> Question:
        """Return a question on this place; the column, if any, is in ``setting``."""
        column = setting[1] if len(setting) == 3 else ""
        parts = [PurePath(self.file).name, self.sheet, column, setting[-1]]
        name = "|".join(part for part in parts if part)
        return Question(name, self.file, self.sheet, column, ask, choices, setting)
