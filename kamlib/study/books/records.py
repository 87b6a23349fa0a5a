"""Pages of an account's workbook as its tables describe them: a line for each record, or for each field."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from kamlib.study.forms.form import Column, Form, Kind, Line, Page
from kamlib.study.forms.questionnaire import asked, page_of
from kamlib.tables import WORKBOOKS, Table
from kamlib.tables.schema import filled
from kamlib.text import _

MAIN = "main"


def form_of(
    kind: str, study: str, who: str, pages: Sequence[Page], about: dict[str, str], *,
    facts: tuple[tuple[str, str], ...] = (), fill: Mapping[str, object] | None = None,
) -> Form:  # fmt: skip
    """Return a workbook with the title and the steps of its kind.

    Parameters
    ----------
    kind : {"dossier", "buying-centre", "plan", "meeting"}
    study, who : str
    pages : sequence of Page
    about : dict of str to str
        What it says of itself, the account among it.
    facts : tuple of (str, str)
        Words and values on the first sheet.
    fill : dict of str to value, optional
        What stands between braces in the title.
    """
    book = WORKBOOKS[kind]
    steps = tuple(_(step) for step in book.steps)
    return Form(kind, study, who, filled(book.title, fill), steps, tuple(pages), about, facts)


def records_page(
    table: Table, lines: Sequence[Line] = (), *, sheet: str = MAIN, without: Collection[str] = (),
    words: Mapping[str, Mapping[str, str]] | None = None, fill: Mapping[str, object] | None = None,
) -> Page:  # fmt: skip
    """Return a page with the columns of a table, a line for each record.

    Parameters
    ----------
    table : Table
    lines : sequence of Line
        Lines that are known, behind those that the sheet always has; their keys stay the same for good, and
        on a page of numbered lines no number is one.
    sheet : str
        Which of the table's sheets.
    without : collection of str
        Columns that are left out.
    words : dict of str to dict, optional
        By column: what is shown for each choice, where the table does not say it.
    fill : dict of str to value, optional
        What stands between braces in the words of the table.
    """
    columns = [asked(table, name, words=(words or {}).get(name), fill=fill)
               for name in table.on_sheet if name not in without]
    always = [Line(key, _(line["name"]), locked=frozenset(line.get("locked", ())),
                   cells={name: _(line[name]) for name in table.shown if name in line})
              for key, line in table.lines.items()]
    return page_of(table, columns, [*always, *lines], sheet, _seen(table, fill))


def fields_page(
    table: Table, *, sheet: str = MAIN, known: Mapping[str, Any] | None = None, locked: Sequence[str] = (),
    fill: Mapping[str, object] | None = None,
) -> Page:  # fmt: skip
    """Return a page with one line for each column of a table that has one row for the account.

    Parameters
    ----------
    table : Table
    sheet : str
        Which of the table's sheets.
    known : dict of str to value, optional
        What is filled in; of ``locked`` columns only shown.
    locked : sequence of str
    fill : dict of str to value, optional
        What stands between braces in the words of the table.
    """
    fields = [asked(table, name, fill=fill) for name, column in table.on_sheet.items()
              if (column.sheet or MAIN) == sheet]
    lines = [
        Line(field.key, field.label, cells={"value": (known or {}).get(field.key), "hint": field.question},
             kinds={"value": field.kind or Kind()},
             locked=frozenset({"value"} if field.key in locked else ()))
        for field in fields
    ]
    columns = (Column("value", _("Answer"), Kind(), width=60), Column("hint", _("What to write"), width=60))
    return page_of(table, columns, lines, sheet, _seen(table, fill))


def _seen(table: Table, fill: Mapping[str, object] | None) -> dict[str, object]:
    """Return what stands between braces in the words of a table, and what the client sees of it."""
    seen = (column.client_sees for column in table.columns.values())
    words = [_(word) for word in seen if isinstance(word, str)]
    return {**(fill or {}), "seen": ", ".join(words) or _("nothing of this sheet")}
