"""Writes the workbook of a meeting, as people would: made by the workbook's own command, then filled."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd

from casemaker.books_changes import as_text
from casemaker.books_meetings import Meeting, Rows
from kamlib.flow import open_study
from kamlib.flow.meetings import meeting_forms
from kamlib.flow.prepare import prepared
from kamlib.study.books import Change, make_book
from kamlib.study.forms import Form, Page


def write_meeting(folder: Path, meeting: Meeting, *, on: date) -> Path:
    """Make the workbook of a meeting in a study, fill it, and return the file."""
    study = open_study(folder)
    known = prepared(study).accounts[["account", "name"]]
    (form,) = meeting_forms(study, known[known["name"] == meeting.account], date.fromisoformat(meeting.day))
    return make_book(folder, form, on=on, changes=list(_changes(form.form, meeting))).path


def _changes(form: Form, meeting: Meeting) -> Iterator[Change]:
    for key, fields in (("meeting", meeting.before), ("meeting:after", meeting.after)):
        yield from (Change(key, field, "value", as_text(value)) for field, value in fields.items())
    pages = {page.key: page for page in form.pages}
    for key, rows in (("attending", meeting.attending), ("asked", meeting.asked), ("shown", meeting.shown),
                      ("objections", meeting.objections), ("agreed", meeting.agreed)):
        yield from _records(pages[key], rows)
    for key, (answer, by) in meeting.answers.items():
        yield Change("asked", f"dossier {key}", "answer", answer)
        yield Change("asked", f"dossier {key}", "by", by)
    for page, line, column in meeting.emptied:
        yield Change(page, line, column, "")
    for key, (mark, note) in meeting.mistakes.items():
        yield Change("mistakes", key, "after", as_text(mark))
        if note:
            yield Change("mistakes", key, "note", note)


def _records(page: Page, rows: Rows) -> Iterator[Change]:
    """Return new lines; columns that the sheet does not have are no cells of it."""
    asked = {column.key for column in page.asked}
    for number, row in enumerate(rows, 1):
        for column, value in row.items():
            if column in asked and not pd.isna(value) and as_text(value):
                yield Change(page.key, f"+{number}", column, as_text(value))
