"""Returned forms into ``judgement/``: every good cell is taken, every other one is named with its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from kamlib.problems import KamError, Problem, problem
from kamlib.study.forms.cells import Answer, PageRead, read_page
from kamlib.study.forms.files import forms_among
from kamlib.study.forms.form import Form, Page
from kamlib.study.forms.returned import open_returned
from kamlib.study.forms.statement import Statement, place_of, statements_of
from kamlib.study.judgement import read_cells
from kamlib.study.merging import alike, write_judged, write_person
from kamlib.study.person_files import same_name
from kamlib.study.statements import BY_PERSON
from kamlib.tables import PEOPLE, QUESTIONNAIRES
from kamlib.tables.codes import account_known, accounts_known
from kamlib.words import phrase


@dataclass
class Taken:
    """What became of one returned form.

    Parameters
    ----------
    file : str
    schema : Form
        Whose form it is.
    new, changed, same : int
        Answers that were not there before, replaced an earlier one, or were known already.
    empty : int
        Cells that nobody filled.
    nominated : list of str
        Accounts written into the empty lines.
    problems : list of Problem
        What was not taken.
    """

    file: str
    schema: Form
    new: int = 0
    changed: int = 0
    same: int = 0
    empty: int = 0
    nominated: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    def refuse(self, key: str, answer: Answer, **facts: Any) -> None:
        """Note why the statement of an answer is not taken."""
        place = place_of(answer, self.file) | {"column": f"{answer.at} {answer.label}"}
        self.problems.append(problem(key, **place, **facts))


def collect(
    folder: Path, study: str, files: Sequence[Path], *, on: date, keys: Mapping[str, str] | None = None
) -> tuple[list[Taken], list[Problem]]:
    """Read returned forms and put what they say into ``judgement/``.

    Parameters
    ----------
    folder : Path
        The study folder.
    study : str
        Title of the study; forms of another one are refused by name.
    files : sequence of Path
        Files and folders of files, whatever they are called.
    on : date
        The day of the answers and of the copies of what was there.
    keys : mapping of str to str, optional
        Word -> key of the account that it names: what stands there under a name is said of the same account.

    Returns
    -------
    list of Taken
        One for each form, in the order of files.
    list of Problem
        Everything that was not taken, and what was passed over.
    """
    keys = keys or {}
    paths, problems = forms_among(files)
    forms: list[Taken] = []
    for path, label in paths:
        try:
            form = _read(path, label, study)
            _settle(folder, form, keys)
            forms.append(form)
        except KamError as error:
            problems += error.problems
    _set_aside_contradictions(forms, keys)
    for form in forms:
        _keep(folder, form, on=on, keys=keys)
    return forms, [*problems, *(problem for form in forms for problem in form.problems)]


def _read(path: Path, label: str, study: str) -> Taken:
    """Return what a form says beside what it was sent with.

    Raises
    ------
    KamError
        When it is no form, one of another study, or one that this workbook does not know.
    """
    returned = open_returned(path, label)
    form = returned.schema
    if not same_name(form.study, study):
        raise KamError(problem("form-other-study__form", file=label, study=form.study))
    taken = Taken(label, form)
    for page in form.pages:
        if page.table not in (*PEOPLE, *QUESTIONNAIRES):
            raise KamError(problem("form-later__page", file=label, found=page.sheet))
        read = read_page(returned, page)
        answers = [*read.answers, *_nominations(page, read, taken)]
        statements, problems = statements_of(form, page, answers, label)
        taken.statements += [statement for statement in statements if not statement.untouched]
        taken.same += sum(statement.untouched for statement in statements)
        taken.problems += [*read.problems, *problems]
        taken.empty += read.empty
    return taken


def _nominations(page: Page, read: PageRead, taken: Taken) -> list[Answer]:
    """Return the answers of added lines, under the key where a listed account was written once more."""
    answers = []
    for name, own in read.free.items():
        keys = [line.subject for line in page.lines if same_name(line.name, name) or line.subject == name]
        about = keys[0] if len(keys) == 1 else name
        if about == name:
            taken.nominated.append(name)
            # A name alone says something too, and has to be kept somewhere.
            own = own or [Answer("", name, "note", "", phrase("form-nominated"), page.sheet, "")]
        answers += [replace(answer, about=about) for answer in own]
    return answers


def _settle(folder: Path, form: Taken, keys: Mapping[str, str]) -> None:
    """Leave out the statements on which somebody else has said something different before."""
    good = []
    for statement in form.statements:
        there: Mapping[str, str] = {}
        if statement.table.name not in BY_PERSON:
            there = _before(folder, statement, keys)
        if _contradicts(there, statement):
            name = statement.table.name
            form.refuse("form-settle", statement.answer, who=there["by"], table=name)
            continue
        # What nobody touched stays as it stands there now, whoever changed it since the form was sent.
        stays = {*statement.table.known_beside_account, *statement.kept}
        same = {name: text for name, text in there.items() if name in stays}
        good.append(replace(statement, row=statement.row | same))
    form.statements = good


def _before(folder: Path, statement: Statement, keys: Mapping[str, str]) -> dict[str, str]:
    """Return the row of a shared table on the same subject; nothing where there is none."""
    table, row = statement.table, statement.touched
    path = folder / "judgement" / f"{table.name}.csv"
    if not path.exists():
        return {}
    cells = read_cells(path, f"judgement/{path.name}", list(table.columns), table.required)
    of_same = accounts_known(cells, keys) == account_known(row["account"], keys)
    for there in cells[of_same].to_dict("records"):
        if all(same_name(there.get(n, ""), row.get(n, "")) for n in table.known_beside_account):
            return {str(name): text for name, text in there.items()}
    return {}


def _contradicts(there: Mapping[str, str], statement: Statement) -> bool:
    """Whether somebody else gave another number."""
    table, row, by = statement.table, statement.touched, there.get("by", "")
    numbers = (name for name, column in table.columns.items() if column.kind == "number")
    differs = any(row.get(name) and there.get(name) and not alike(table, name, there[name], row[name])
                  for name in numbers)  # fmt: skip
    return bool(by) and not same_name(by, row.get("by", "")) and differs


def _set_aside_contradictions(forms: list[Taken], keys: Mapping[str, str]) -> None:
    """Leave out what two forms that are collected together say differently, and say so on both."""
    first: dict[tuple[str, ...], tuple[Taken, Statement]] = {}
    apart: set[tuple[str, ...]] = set()
    for form in forms:
        for statement in form.statements:
            other, before = first.setdefault(statement.key(keys), (form, statement))
            if before.answers != statement.answers:
                apart.add(statement.key(keys))
                form.refuse("form-twice", statement.answer, other=other.file, at=before.answer.at)
    for form in forms:
        form.statements = [statement for statement in form.statements if statement.key(keys) not in apart]


def _keep(folder: Path, form: Taken, *, on: date, keys: Mapping[str, str]) -> None:
    """Write the statements of a form; a file in ``judgement/`` that can't be read stays as it is."""
    for name in dict.fromkeys(statement.table.name for statement in form.statements):
        frame = pd.DataFrame([s.row for s in form.statements if s.table.name == name]).fillna("")
        try:
            if name in BY_PERSON:
                merged = write_person(folder, name, form.schema.who, frame, on=on, keys=keys)
            else:
                merged = write_judged(folder, name, frame, on=on, keys=keys)
        except KamError as error:
            form.problems += error.problems
            continue
        form.new += merged.new
        form.changed += merged.changed
        form.same += merged.same
