"""Problems with what a user gave us: one clear message each, with its place and its remedy.

A ``Problem`` is data, so that a page, a terminal and a program (``kam check --json``) can show the same one.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from kamlib.text import one_line
from kamlib.words import has_phrase, phrase

Severity = Literal["error", "question", "warning", "note"]


@dataclass(frozen=True)
class Problem:
    """One problem: where it is, what was found there, what would be right.

    Parameters
    ----------
    code : str
        Stable name for programs and tests, in words joined by hyphens: ``"amount-unreadable"``.
    message : str
        What is wrong, in one plain sentence part without final stop.
    remedy : str
        What the user can do, in the imperative; empty for a note.
    severity : {"error", "question", "warning", "note"}
        *error* and *question* stop a run until they are mended or answered; *warning* and *note* do not.
    file, sheet, column : str
        The place, empty where it does not apply; ``file`` is relative to the study folder.
    row : int or None
        Line of a text file or row of a sheet, counted from 1 as editors and Excel do.
    found : str
        The value found, as written.
    count : int
        How many places have the same problem; the place given is the first of them.

    Examples
    --------
    >>> print(Problem("amount-unreadable", "is not an amount", "write 12500",
    ...               file="input/sales.xlsx", sheet="2024", row=17, column="Revenue", found="12,5 k"))
    input/sales.xlsx, sheet "2024", row 17, column "Revenue": "12,5 k" is not an amount; write 12500
    """

    code: str
    message: str
    remedy: str = ""
    severity: Severity = "error"
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    found: str = ""
    count: int = 1

    @property
    def stops(self) -> bool:
        """Whether a run has to wait until this is mended or answered."""
        return self.severity in ("error", "question")

    @property
    def place(self) -> str:
        """File, sheet, row and column in words, as far as they are known."""
        parts = [
            self.file,
            phrase("place-sheet", sheet=self.sheet) if self.sheet else "",
            phrase("place-row", row=str(self.row)) if self.row is not None else "",
            phrase("place-column", column=self.column) if self.column else "",
        ]
        return ", ".join(part for part in parts if part)

    def __str__(self) -> str:
        found = f'"{self.found}" ' if self.found else ""
        more = " " + phrase("problem-more", more=self.count - 1) if self.count > 1 else ""
        where = f"{self.place}: " if self.place else ""
        remedy = f"; {self.remedy}" if self.remedy else ""
        return one_line(f"{where}{found}{self.message}{more}{remedy}")

    def as_dict(self) -> dict[str, Any]:
        """Return the problem as plain values, for JSON."""
        return asdict(self)


def problem(
    key: str, /, *, severity: Severity = "error", file: str = "", sheet: str = "", row: int | None = None,
    column: str = "", found: str = "", count: int = 1, **facts: object,
) -> Problem:  # fmt: skip
    """Return the problem whose message, and whose remedy if there is one, stand in the message files.

    Parameters
    ----------
    key : str
        Of the message: the code of the problem, or code and case, as ``erase-name__short``.
    severity, file, sheet, row, column, found, count
        As of a `Problem`; messages can speak of file, column and value found.
    **facts
        What else message and remedy speak of.

    Examples
    --------
    >>> print(problem("chapter-unknown", found="99", known=["01", "02"]))
    "99" is not a chapter; choose from: 01, 02
    """
    facts |= {"file": file, "column": column, "found": found}
    remedy = phrase(f"{key}.remedy", **facts) if has_phrase(f"{key}.remedy") else ""
    return Problem(key.partition("__")[0], phrase(key, **facts), remedy, severity, file, sheet, row, column,
                   found, count)  # fmt: skip


class KamError(Exception):
    """What a user gave can't be used; carries every problem at once, in ``problems``.

    Raised wherever input is refused; the command line prints the problems and ends with status 1.
    """

    def __init__(self, problems: Problem | Iterable[Problem]):
        self.problems = [problems] if isinstance(problems, Problem) else list(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def _render_traceback_(self) -> list[str]:
        """Show the problems in a notebook, and nothing of the code that found them."""
        return [str(problem) for problem in self.problems]
