"""What was written after a meeting is put where it belongs: dossier, register of promises, buying centre."""

from datetime import date
from pathlib import Path

import pandas as pd

from kamlib.flow.buying import buying_forms
from kamlib.flow.dossiers import dossier_forms
from kamlib.flow.meeting_changes import CENTRE, DOSSIER, Collected, collected_meeting, lines_of
from kamlib.flow.prepare import prepared
from kamlib.problems import KamError, Problem
from kamlib.study.books import make_book, read_book
from kamlib.study.folder import Study, open_study
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
        What was taken, and which workbooks changed.
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
    told = collected_meeting(study, account, day)
    name = _name(study, account)
    said = "; ".join(lines_of(told)) or _("nothing is filled in after the meeting")
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
            lines.append(_("{}: written").format(made.path.relative_to(study.folder).as_posix()))
        except KamError as error:
            problems += error.problems
    return lines, problems


def _name(study: Study, account: str) -> str:
    names = prepared(study).accounts.set_index("account")["name"]
    return str(names.get(account, account))
