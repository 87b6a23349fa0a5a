"""The answers in the cells of a returned page, each with its place; nothing is guessed."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from kamlib.problems import Problem
from kamlib.study.forms.answer import as_answer, shown, wanted
from kamlib.study.forms.find import Found, find_page
from kamlib.study.forms.returned import Returned
from kamlib.study.forms.schema import Asked, Listed, Sheet
from kamlib.study.typed import UntypedError
from kamlib.text import _

# Far beyond any form; a cell in the last row of a sheet would otherwise fill the memory with empty ones.
_MOST_ROWS = 20_000


@dataclass(frozen=True)
class Answer:
    """One cell with an answer, a comment or both: what it speaks of, and where it stands.

    Parameters
    ----------
    line : str
        Key of the line.
    about : str
        The account, or what somebody wrote as its name.
    column, label : str
        The column, and its heading.
    text : str
        The answer as it is kept; empty where there is only a comment.
    sheet, at : str
        The place.
    comment : str
        What somebody wrote beside the cell.
    before : str
        What the cell held when the form was made.
    """

    line: str
    about: str
    column: str
    label: str
    text: str
    sheet: str
    at: str
    comment: str = ""
    before: str = ""

    @property
    def untouched(self) -> bool:
        """Whether the form came back with what it was sent with."""
        return bool(self.text) and self.text == self.before


@dataclass
class PageRead:
    """What a returned page holds.

    Parameters
    ----------
    answers : list of Answer
        Of the listed lines; ``about`` is the account.
    free : dict of str to list of Answer
        Of lines that somebody added, by what was written as the name; ``about`` is that text.
    problems : list of Problem
    empty : int
        How many cells that could be answered are empty.
    """

    answers: list[Answer] = field(default_factory=list)
    free: dict[str, list[Answer]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    empty: int = 0


def read_page(returned: Returned, page: Sheet) -> PageRead:
    """Return the answers of a page; whatever can't be taken is a problem with sheet and cell."""
    found = find_page(returned, page)
    if found is None:
        message = _('has no sheet "{}" any more').format(page.sheet)
        said = Problem("form-sheet", message, _("take it from a new form: kam forms"), file=returned.file)
        return PageRead(problems=[said], empty=len(page.columns) * len(page.lines))
    return _Reader(returned, page, found).read()


class _Reader:
    """Goes through the rows of a page."""

    def __init__(self, returned: Returned, page: Sheet, found: Found):
        self.returned, self.page = returned, page
        self.sheet, self.names, self.first = found.sheet, found.columns, found.row + 1
        self.key_at, self.name_at = found.key, found.name
        self.last = max([self.key_at, self.name_at, *self.names.values()])
        self.lines = {one_line(line.key): line for line in page.lines}
        self.columns = {asked.key: asked for asked in page.columns if asked.key in self.names}
        self.out = PageRead()
        self.rows: dict[str, int] = {}

    def read(self) -> PageRead:
        self._columns_gone()
        merged = self._merged()
        start = self._start()
        last = min(self.sheet.max_row, _MOST_ROWS)
        for cells in self.sheet.iter_rows(min_row=start, max_row=last, max_col=self.last):
            self._row(list(cells), merged)
        self._rows_beyond()
        for line in self.page.lines:
            if line.key not in self.rows:
                self.out.empty += sum(asked.key not in line.locked for asked in self.columns.values())
        return self.out

    def _start(self) -> int:
        """Return the first row of lines: that of a key, else where they were when the form was made."""
        usual = self.first + self.page.head - 1
        for row in range(self.first, min(usual, self.sheet.max_row) + 1):
            if one_line(shown(self.sheet.cell(row, self.key_at).value)) in self.lines:
                return row
        return usual

    def _row(self, cells: list[Any], merged: set[str]) -> None:
        key, name = one_line(self._text(cells, self.key_at)), self._text(cells, self.name_at)
        answered = {asked: cells[place - 1] for asked, place in self._places() if place <= len(cells)}
        filled = {asked: cell for asked, cell in answered.items() if shown(cell.value) or cell.comment}
        if not key and not filled and not (name and self.page.free):
            return
        if not key:
            self._free(name, filled, merged, cells[0].row)
        elif key in self.lines:
            self._listed(self.lines[key], name, answered, merged, cells[self.key_at - 1])
        elif filled:
            message, remedy = _("is no key of this form"), _("put back the key that stood here")
            self._problem("form-key", message, remedy, cells[self.key_at - 1], key)

    def _listed(self, line: Listed, name: str, answered: dict[str, Any], merged: set[str], at: Any) -> None:
        """Take a line of the form, unless it was torn apart or copied."""
        if name and _plain(name) != _plain(line.name):
            message = _('stands beside the key of "{}"; the rows were sorted or moved in part').format(
                line.name
            )
            self._problem("form-torn", message, _("put each name back beside its key"), at, name)
            return
        if line.key in self.rows:
            message = _("stands in row {} as well").format(self.rows[line.key])
            if any(shown(cell.value) for cell in answered.values()):
                self._problem("form-twice", message, _("delete one of the two rows"), at, line.name)
            return
        self.rows[line.key] = at.row
        for key, cell in answered.items():
            if key in line.locked:
                continue
            asked = self.columns[key]
            asked = replace(asked, kind=line.kinds[key]) if key in line.kinds else asked
            answer = self._answer(line.key, line.about, asked, cell, merged)
            self.out.answers += [answer] if answer else []
            self.out.empty += not shown(cell.value)

    def _free(self, name: str, filled: dict[str, Any], merged: set[str], row: int) -> None:
        """Take a line that somebody added."""
        if not name or not self.page.free:
            message = _("stands in a row without a key")
            remedy = _("put it beside the name that it is for")
            for cell in filled.values():
                self._problem("form-key", message, remedy, cell, shown(cell.value))
            return
        taken = self.out.free.setdefault(name, [])
        for key, cell in filled.items():
            answer = self._answer(f"row {row}", name, self.columns[key], cell, merged)
            taken += [answer] if answer else []

    def _answer(self, line: str, about: str, asked: Asked, cell: Any, merged: set[str]) -> Answer | None:
        """Return the answer of a cell, if it holds one; what is wrong with it becomes a problem."""
        value, before = self._value(cell), self._before(line, asked)
        try:
            text = _checked(value, cell, asked, merged)
        except UntypedError as error:
            if shown(value) != before:
                self._problem("form-cell", error.message, error.remedy, cell, shown(value), asked.label)
                return None
            text = before
        comment = _own_words(cell.comment.text) if cell.comment else ""
        if not text and not comment:
            return None
        place = (self.sheet.title, cell.coordinate)
        return Answer(line, about, asked.key, asked.label, text, *place, comment, before)

    def _before(self, line: str, asked: Asked) -> str:
        """Return what the form showed, as an answer is kept; as it is where it is none of the choices."""
        filled = self.returned.schema.before(self.page.key, line, asked.key)
        try:
            return as_answer(filled, asked.kind)
        except UntypedError:
            return filled

    def _value(self, cell: Any) -> Any:
        """Return what a cell shows: of a formula its result."""
        if cell.data_type != "f":
            return cell.value
        sheets = self.returned.results
        result = sheets[self.sheet.title][cell.coordinate].value if self.sheet.title in sheets else None
        return f"={shown(getattr(cell.value, 'text', cell.value)).lstrip('=')}" if result is None else result

    def _rows_beyond(self) -> None:
        if self.sheet.max_row > _MOST_ROWS:
            message = _("goes on below row {}; nothing was read from there").format(_MOST_ROWS)
            where = {"file": self.returned.file, "sheet": self.sheet.title}
            remedy = _("delete the rows below the form")
            self.out.problems.append(Problem("form-rows", message, remedy, **where))

    def _places(self) -> Iterator[tuple[str, int]]:
        return ((key, self.names[key]) for key in self.columns)

    def _text(self, cells: list[Any], place: int) -> str:
        return shown(self._value(cells[place - 1])) if 0 < place <= len(cells) else ""

    def _merged(self) -> set[str]:
        """Return the cells that were merged with others."""
        from openpyxl.utils import get_column_letter  # here, so that a start does not wait for it

        return {
            f"{get_column_letter(column)}{row}"
            for merged in self.sheet.merged_cells.ranges
            for row in range(merged.min_row, min(merged.max_row, self.sheet.max_row) + 1)
            for column in range(merged.min_col, min(merged.max_col, self.sheet.max_column) + 1)
        }

    def _columns_gone(self) -> None:
        for asked in self.page.columns:
            if asked.key not in self.names:
                message = _("is a column that was deleted")
                remedy = _("the rest is taken; for this column fill a new form: kam forms")
                where = {"file": self.returned.file, "sheet": self.sheet.title, "found": asked.label}
                self.out.problems.append(Problem("form-column", message, remedy, **where))

    def _problem(self, code: str, message: str, remedy: str, cell: Any, found: str, label: str = "") -> None:
        where = {"file": self.returned.file, "sheet": self.sheet.title, "found": found[:80]}
        place = f"{cell.coordinate} {label}".strip()
        self.out.problems.append(Problem(code, message, remedy, column=place, **where))


def _checked(value: Any, cell: Any, asked: Asked, merged: set[str]) -> str:
    """Return a cell's answer as it is kept.

    Raises
    ------
    UntypedError
        Where it is none, or it is not told for which row it stands.
    """
    if cell.coordinate in merged and shown(value):
        raise UntypedError(_("stands in merged cells"), _("split the cells, and fill each"))
    if cell.data_type == "f" and isinstance(value, str) and value.startswith("="):
        raise UntypedError(_("is a formula without a result"), wanted(asked.kind))
    return as_answer(value, asked.kind)


def _own_words(comment: str) -> str:
    """Return what somebody wrote into a comment, without what Excel writes around it."""
    return (
        comment.partition("Comment:")[2].strip()
        if comment.startswith("[Threaded comment]")
        else comment.strip()
    )


def one_line(text: str) -> str:
    """Return a text with each gap in it as one blank, as keys are compared."""
    return " ".join(text.split())


def _plain(text: str) -> str:
    return one_line(text.casefold())
