"""What the answers of a form say, as rows of the tables in ``judgement/``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kamlib.problems import Problem, problem
from kamlib.study.forms.cells import Answer, Cells, by_line
from kamlib.study.forms.form import Form, Page
from kamlib.study.statements import STATEMENTS, known_by
from kamlib.tables import NOTES, Table

NOT_APPLICABLE = "-"
_NOTE = "note"


@dataclass(frozen=True)
class Statement:
    """One row of a table, the cell that it comes from, and its columns that nobody touched."""

    table: Table
    row: dict[str, str]
    answer: Answer
    kept: frozenset[str] = frozenset()

    @property
    def untouched(self) -> bool:
        """Whether it says nothing but what the form was sent with."""
        return set(self.row) - {*self.table.key, "who", "by", "on"} <= self.kept

    @property
    def touched(self) -> dict[str, str]:
        """Its row without what stands as the form was sent, but for what it is known by."""
        own = self.kept.difference(self.table.key)
        return {name: text for name, text in self.row.items() if name not in own}

    def key(self, keys: Mapping[str, str]) -> tuple[str, ...]:
        """By what the statement is known among those of all forms; ``keys`` as in `known_by`."""
        return (self.table.name, *known_by(self.row, self.table, keys))

    @property
    def answers(self) -> dict[str, str]:
        """What it says, without of what, who and when; what is not said is empty."""
        names = (name for name in self.table.columns if name not in ("on", "by", *self.table.key))
        return {name: self.row.get(name, "") for name in names}


def statements_of(
    form: Form, page: Page, answers: list[Answer], file: str
) -> tuple[list[Statement], list[Problem]]:
    """Return what the answers of a page state, and a problem for each line that lacks what it needs.

    Parameters
    ----------
    form : Form
    page : Page
    answers : list of Answer
    file : str
        The file as problems name it.
    """
    table = STATEMENTS[page.table]
    if table.form.subject:
        return list(_of_cells(form, table, answers)), []
    statements, problems = list(_notes(form, table, [a for a in answers if a.comment])), []
    for cells in by_line(a for a in answers if a.text).values():
        if lacking := lacking_in(cells, table, page):
            first = next(iter(cells.values()))
            problems.append(problem("form-line", lacking=lacking, **place_of(first, file)))
        else:
            statements.append(_of_line(form, table, cells))
    return statements, problems


def lacking_in(cells: Cells, table: Table, page: Page) -> list[str]:
    """Return the headings of the columns of a page that a line must fill and does not."""
    asked = page.asked_by_key
    return [asked[name].label for name in table.required if name in asked and name not in cells]


def place_of(answer: Answer, file: str) -> dict[str, Any]:
    """Return where an answer stands and what it says, for a problem."""
    said = (answer.text or answer.comment)[:80]
    return {"file": file, "sheet": answer.sheet, "column": answer.at, "found": said}


def _of_line(form: Form, table: Table, cells: Cells) -> Statement:
    """Return what a line of a table states."""
    first = next(iter(cells.values()))
    row = {name: answer.text for name, answer in cells.items()} | {"account": first.about, "by": form.who}
    kept = frozenset(name for name, answer in cells.items() if answer.untouched)
    # In other words it is another row of the table, and needs all that stands in it.
    whole = kept.issuperset(table.known_beside_account)
    return Statement(table, row, first, kept if whole else frozenset())


def _of_cells(form: Form, table: Table, answers: list[Answer]) -> Iterator[Statement]:
    """Yield what a table with a column for each question states: a row for each answer, and notes.

    Evidence stands once beside an account. Written anew it goes with every answer about it; left as it was
    sent it goes with new answers only, as the others may have evidence of their own. Without an answer it is
    a note, as are comments; a comment on a score is the note of that score.
    """
    told, beside = table.form, table.form.evidence
    notes = beside or _NOTE
    base = {name: text for name, text in {**form.about, "who": form.who}.items() if name in table.columns}
    given = [answer for answer in answers if answer.text and answer.column != notes]
    about = {answer.about for answer in given}
    evidence = {answer.about: answer for answer in answers if answer.text and answer.column == beside}
    for answer in given:
        row = base | {"account": answer.about, told.subject: answer.column}
        if "applies" in table.columns:
            row["applies"] = "no" if answer.text == NOT_APPLICABLE else "yes"
        if row.get("applies") != "no":
            row[told.value] = answer.text
        known = evidence.get(answer.about)
        if known and not (known.untouched and answer.before):
            row[beside] = known.text
        if not beside and answer.comment:
            row[_NOTE] = answer.comment
        kept = frozenset({told.value, "applies"}) if answer.untouched else frozenset()
        yield Statement(table, row, answer, kept)
    if beside:
        rest = [a for a in answers if a.comment or (a.column == beside and a.about not in about)]
    else:
        rest = [a for a in answers if a.column == notes or not a.text]
    yield from _notes(form, table, rest)


def _notes(form: Form, table: Table, answers: list[Answer]) -> Iterator[Statement]:
    """Yield one note for each account: what its column of notes holds, and what stands beside cells."""
    base = {"who": form.who, "form": table.name, "round": form.about.get("round", "1")}
    for about in dict.fromkeys(answer.about for answer in answers):
        own = [answer for answer in answers if answer.about == about]
        words = []
        for answer in own:
            words += [answer.text] if answer.text and answer.column in (_NOTE, table.form.evidence) else []
            words += [f"{answer.label}: {answer.comment}"] if answer.comment else []
        if words:
            new = any(answer.comment or not answer.untouched for answer in own)
            row = base | {"account": about, "note": "\n".join(words)}
            yield Statement(NOTES, row, own[0], frozenset() if new else frozenset({_NOTE}))
