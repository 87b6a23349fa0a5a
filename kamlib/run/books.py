"""Workbooks of accounts by command: made anew where they lie, and taken in when a copy comes back."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from kamlib.flow.buying import buying_forms
from kamlib.flow.dossiers import dossier_forms
from kamlib.flow.meeting_changes import collected_meeting
from kamlib.flow.meeting_collected import CENTRE, DOSSIER, Collected
from kamlib.flow.meetings import meeting_forms
from kamlib.flow.named import account_named
from kamlib.flow.plans import plan_forms
from kamlib.flow.prepare import prepared
from kamlib.problems import KamError, Problem, problem
from kamlib.run.lock import alone
from kamlib.run.which import which_accounts
from kamlib.study.books import AccountForm, Change, Made, book_path, make_book, read_book
from kamlib.study.books.carry import carried
from kamlib.study.books.merge import Differences, differences
from kamlib.study.books.place import label_of
from kamlib.study.books.proposed import renewed
from kamlib.study.folder import Study, as_day, open_study
from kamlib.study.forms.cells import Answer
from kamlib.study.person_files import same_name
from kamlib.tables import KEPT
from kamlib.words import phrase

_SHOWN = 60  # letters of an answer


@alone("kam forms")
def make_books(
    kind: str, folder: Path, *, accounts: Sequence[str] = (), day: str = "", on: date
) -> tuple[list[str], list[Problem]]:
    """Make the workbooks of accounts, or make them anew with everything that was typed.

    Parameters
    ----------
    kind : {"dossier", "buying-centre", "plan", "meeting"}
    folder : Path
        The study.
    accounts : sequence of str
        Keys or names; empty: the key accounts.
    day : str
        Of a meeting, as 2026-02-12.
    on : date
        Today, for the names of dated copies.

    Returns
    -------
    list of str
        A line for each workbook.
    list of Problem
        Those that could not be made; each was left as it is.

    Raises
    ------
    KamError
        When the study can't be opened, a word names no account, or a meeting has no day.
    """
    study = open_study(folder)
    if kind == "meeting" and not accounts:
        raise KamError(problem("form-accounts"))
    chosen = which_accounts(study, accounts).chosen
    lines: list[str] = []
    problems: list[Problem] = []
    for form in _forms(study, kind, chosen, day):
        try:
            lines.append(_told(study, make_book(study.folder, form, on=on)))
        except KamError as error:
            problems += error.problems
    return lines, problems


@alone("kam collect")
def collect_book(folder: Path, file: Path, *, on: date) -> tuple[list[str], list[Problem]]:
    """Put what a copy of an account's workbook says into the one that is kept.

    Parameters
    ----------
    folder : Path
        The study.
    file : Path
        The copy that came back.
    on : date
        Today.

    Returns
    -------
    list of str
    list of Problem
        Cells that could not be taken; the others are.

    Raises
    ------
    KamError
        When it is of another study, or the kept workbook is open or damaged.
    """
    study = open_study(folder)
    returned = read_book(file, file.name)
    kind, account = returned.schema.name, returned.account
    if not same_name(returned.schema.study, study.name):
        raise KamError(problem("form-other-study", file=file.name, study=returned.schema.study))
    known = prepared(study).accounts[["account", "name"]]
    chosen = known[known["account"] == account_named(known, account)].reset_index(drop=True)
    day, name = returned.schema.about.get("day", ""), str(chosen["name"].iloc[0])
    home = book_path(study.folder, account, name, kind, day)
    if home.exists() and home.resolve() == file.resolve():
        return _at_home(folder, file, kind, on=on)
    form = _forms(study, kind, chosen, day)[0]
    kept = renewed(read_book(home, label_of(study.folder, home)), on=on) if home.exists() else None
    found = differences(renewed(returned, on=on), carried(form.form, kept))
    made = make_book(study.folder, form, on=on, changes=found.changes)
    lines = _taken(file, name, found, made)
    problems = [*returned.problems, *found.problems]
    if kind == "meeting":
        more, wrong = _at_home(folder, home, kind, on=on)
        lines, problems = [*lines, *more], [*problems, *wrong]
    return lines, problems


def _at_home(folder: Path, file: Path, kind: str, *, on: date) -> tuple[list[str], list[Problem]]:
    """Take in a workbook that lies where it is kept: a meeting feeds the others, the rest is read there."""
    if kind == "meeting":
        return collect_meeting(folder, file, on=on)
    return [phrase("book-at-home", file=file.name)], []


def _forms(study: Study, kind: str, chosen: pd.DataFrame, day: str) -> list[AccountForm]:
    """Return the workbooks as template and data make them.

    Raises
    ------
    KamError
        When a meeting has no day.
    """
    if kind != "meeting":
        return _MAKERS[kind](study, chosen)
    if not day:
        raise KamError(problem("form-day"))
    return meeting_forms(study, chosen, day=as_day(day, "--on"))


def _told(study: Study, made: Made) -> str:
    label = label_of(study.folder, made.path)
    if made.state == "new":
        return phrase("book-new", file=label)
    if made.state == "same" or made.copy is None:
        return phrase("book-same", file=label, answers=made.answers)
    parts = [phrase("book-renewed", file=label, answers=made.answers, copy=made.copy.name)]
    parts += [phrase("book-former", lines=made.former)] if made.former else []
    parts += [phrase("book-pictures", pictures=made.pictures)] if made.pictures else []
    return "; ".join(parts)


def _taken(file: Path, account: str, found: Differences, made: Made) -> list[str]:
    """Return the line on a copy, and one for each answer that it replaces."""
    lines = [phrase("book-collected", file=file.name, account=account, new=found.new,
                    changed=len(found.replaced), known=found.same)]  # fmt: skip
    lines += [_replaced(now, before, now.text) for now, before in found.replaced]
    if found.replaced and made.copy:
        lines.append(f"  {phrase('book-before', copy=made.copy.name)}")
    return lines


def _replaced(was: Answer, before: str, now: str, *, about: str = "") -> str:
    """Return the line on one replaced answer: where it is, what it is about, what it was and what it is."""
    place = f"{was.at} {was.label}" + (f" ({_cut(about)})" if about else "")
    return f"  {phrase('answer-replaced', sheet=was.sheet, place=place, before=_cut(before), now=_cut(now))}"


def _cut(text: str) -> str:
    return f"{text[:_SHOWN]} ..." if len(text) > _SHOWN else text


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
    if pd.isna(day):
        raise KamError(problem("meeting-undated", file=file.name))
    if day.date() > on:
        raise KamError(problem("meeting-to-come", file=file.name, found=f"{day:%Y-%m-%d}"))
    told = collected_meeting(study, book, day)
    name = _name(study, account)
    said = "; ".join(told.lines()) or phrase("meeting-nothing")
    lines = [f"{name}, {day:%Y-%m-%d}: {said}"]
    changed, problems = _changed(study, account, name, told, on)
    return [*lines, *changed], [*book.problems, *told.problems, *problems]


def _changed(
    study: Study, account: str, name: str, told: Collected, on: date
) -> tuple[list[str], list[Problem]]:
    """Write the changes; a workbook that can't be written does not stop the other."""
    one = pd.DataFrame({"account": [account], "name": [name]})
    lines: list[str] = []
    problems: list[Problem] = []
    for kind, changes in told.changes.items():
        try:
            made = make_book(study.folder, _MAKERS[kind](study, one)[0], on=on, changes=changes)
            lines += _changed_lines(study, made, changes)
        except KamError as error:
            problems += error.problems
    return lines, problems


def _changed_lines(study: Study, made: Made, changes: list[Change]) -> Iterator[str]:
    """Say which workbook was written, and of each value that was replaced what it was and what it is."""
    label = label_of(study.folder, made.path)
    if made.copy is None:
        yield phrase("book-written", file=label)
        return
    yield phrase("book-written-copy", file=label, copy=made.copy.name)
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
            yield _replaced(was, was.text, change.text, about=about)


def _name(study: Study, account: str) -> str:
    names = prepared(study).accounts.set_index("account")["name"]
    return str(names.get(account, account))


_MAKERS = {DOSSIER: dossier_forms, CENTRE: buying_forms, "plan": plan_forms}
