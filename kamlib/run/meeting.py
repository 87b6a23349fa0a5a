"""What was written after a meeting is put where it belongs: dossier, register of promises, buying centre."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd

from kamlib.flow.buying import buying_forms
from kamlib.flow.dossiers import dossier_forms
from kamlib.flow.meeting_changes import collected_meeting
from kamlib.flow.meeting_collected import CENTRE, DOSSIER, Collected
from kamlib.flow.prepare import prepared
from kamlib.problems import KamError, Problem
from kamlib.run.replaced import replaced_line
from kamlib.study.books import Change, Made, make_book, read_book
from kamlib.study.books.place import label_of
from kamlib.study.folder import Study, open_study
from kamlib.tables import KEPT
from kamlib.text import _


def collect_meeting(folder: Path, file: Path, *, on: date) -> tuple[list[str], list[Problem]]:
    """Put what the workbook of a meeting says into the dossier and the buying centre of its account.

    Parameters
    ----------
    folder : Path
        The study.
    file : Path
        The workbook, where it is kept.
    on : date
        Today, for the names of dated copies.

    Returns
    -------
    list of str
        What was taken, which workbooks changed, and each value that was replaced.
    list of Problem
        What was not taken, and why; a workbook that is open stays as it is, and collecting again takes it.

    Raises
    ------
    KamError
        When the study or the workbook can't be read, or the day of the meeting is still to come.
    """
    study = open_study(folder)
    book = read_book(file, file.name)
    account, day = book.account, pd.Timestamp(book.schema.about.get("day", ""))
    if pd.isna(day) or day.date() > on:
        message, remedy = _("is a meeting that is still to come"), _("collect it after the meeting")
        raise KamError(Problem("meeting-to-come", message, remedy, file=file.name,
                               found="" if pd.isna(day) else f"{day:%Y-%m-%d}"))
    told = collected_meeting(study, book, day)
    name = _name(study, account)
    said = "; ".join(told.lines()) or _("nothing is filled in after the meeting")
    lines = [_("{name}, {day}: {said}").format(name=name, day=f"{day:%Y-%m-%d}", said=said)]
    changed, problems = _changed(study, account, name, told, on)
    return [*lines, *changed], [*book.problems, *told.problems, *problems]


def _changed(
    study: Study, account: str, name: str, told: Collected, on: date
) -> tuple[list[str], list[Problem]]:
    """Write the changes; a workbook that can't be written does not stop the other."""
    one = pd.DataFrame({"account": [account], "name": [name]})
    makers = {DOSSIER: dossier_forms, CENTRE: buying_forms}
    lines: list[str] = []
    problems: list[Problem] = []
    for kind, changes in told.changes.items():
        try:
            made = make_book(study.folder, makers[kind](study, one)[0], on=on, changes=changes)
            lines += _written(study, made, changes)
        except KamError as error:
            problems += error.problems
    return lines, problems


def _written(study: Study, made: Made, changes: list[Change]) -> Iterator[str]:
    """Say which workbook was written, and of each value that was replaced what it was and what it is."""
    label = label_of(study.folder, made.path)
    if made.copy is None:
        yield _("{}: written").format(label)
        return
    yield _("{}: written; what it was before is in {}").format(label, made.copy.name)
    before = read_book(made.copy, made.copy.name)
    answers = {(page.split(":")[0], answer.line, answer.column): answer
               for page, told in before.answers.items() for answer in told if answer.text}
    names = {(page.key.split(":")[0], line.key): line.name for page in before.schema.pages
             for line in page.lines}  # fmt: skip
    for change in changes:
        page, line = change.page.split(":")[0], change.line
        was = answers.get((page, line, change.column))
        if was and was.text != change.text:
            who = [answers.get((page, line, column)) for column in KEPT[page].required]
            about = names[page, line] or ", ".join(cell.text for cell in who if cell)
            yield replaced_line(was, was.text, change.text, about=about)


def _name(study: Study, account: str) -> str:
    names = prepared(study).accounts.set_index("account")["name"]
    return str(names.get(account, account))
