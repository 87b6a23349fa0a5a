"""Returned forms into ``judgement/``: every good cell is taken, every other one is named with its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pandas as pd

from kamlib.problems import KamError, Problem
from kamlib.study.forms.cells import Answer
from kamlib.study.forms.files import forms_among
from kamlib.study.forms.returned import open_returned
from kamlib.study.forms.said import said_on
from kamlib.study.forms.schema import Schema
from kamlib.study.forms.statement import Statement
from kamlib.study.judgement import read_cells
from kamlib.study.merging import alike, write_judged, write_person
from kamlib.study.person_files import same_name
from kamlib.study.statements import BY_PERSON, STATEMENTS
from kamlib.tables.codes import account_known, accounts_known
from kamlib.text import _


@dataclass
class Taken:
    """What became of one returned form.

    Parameters
    ----------
    file : str
    schema : Schema
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
    schema: Schema
    new: int = 0
    changed: int = 0
    same: int = 0
    empty: int = 0
    nominated: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)


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
            forms.append(_read(folder, path, label, study, keys))
        except KamError as error:
            problems += error.problems
    _set_aside_contradictions(forms, keys)
    for form in forms:
        _keep(folder, form, on=on, keys=keys)
    return forms, [*problems, *(problem for form in forms for problem in form.problems)]


def _read(folder: Path, path: Path, label: str, study: str, keys: Mapping[str, str]) -> Taken:
    """Return what a form says.

    Raises
    ------
    KamError
        When it is no form, or one of another study.
    """
    returned = open_returned(path, label)
    schema = returned.schema
    if not same_name(schema.study, study):
        message = _('is a form of another study, "{}"').format(schema.study)
        remedy = _("collect it there; if this study was given a new name, write back the old one first")
        raise KamError(Problem("form-other-study", message, remedy, file=label))
    said = said_on(returned)
    form = Taken(label, schema, empty=said.empty, nominated=said.nominated, problems=said.problems)
    told = [statement for statement in said.statements if not statement.untouched]
    form.same = len(said.statements) - len(told)
    form.statements = _settled(folder, told, form, keys)
    return form


def _settled(
    folder: Path, statements: list[Statement], form: Taken, keys: Mapping[str, str]
) -> list[Statement]:
    """Return the statements without those on which somebody else has said something different before."""
    good = []
    for statement in statements:
        if statement.table in BY_PERSON:
            good.append(statement)
            continue
        there, other = _before(folder, statement, keys)
        if other:
            message = _("is not what {} said before").format(other)
            remedy = _("settle it, and write the answer into judgement/{}.csv").format(statement.table)
            form.problems.append(_at(form.file, statement.answer, "form-settle", message, remedy))
        else:
            beside = STATEMENTS[statement.table].known_beside_account
            # What nobody touched stays as it stands there now, whoever changed it since the form was sent.
            same = {name: text for name, text in there.items() if name in {*beside, *statement.kept}}
            good.append(replace(statement, row=statement.row | same))
    return good


def _before(
    folder: Path, statement: Statement, keys: Mapping[str, str]
) -> tuple[dict[str, str], str]:
    """Return the row of a shared table on the same subject, and who else said something different there."""
    path, row = folder / "judgement" / f"{statement.table}.csv", statement.touched
    if not path.exists():
        return {}, ""
    table = STATEMENTS[statement.table]
    cells = read_cells(path, f"judgement/{path.name}", list(table.columns), table.required)
    of_same = accounts_known(cells, keys) == account_known(row["account"], keys)
    for there in cells[of_same].to_dict("records"):
        if not all(same_name(there.get(n, ""), row.get(n, "")) for n in table.known_beside_account):
            continue
        by = there.get("by", "")
        of_other = by and not same_name(by, row["by"])
        given = [name for name in statement.weighs if row.get(name) and there.get(name)]
        differs = any(not alike(table, name, there[name], row[name]) for name in given)
        return {str(name): text for name, text in there.items()}, by if of_other and differs else ""
    return {}, ""


def _set_aside_contradictions(forms: list[Taken], keys: Mapping[str, str]) -> None:
    """Leave out what two forms that are collected together say differently, and say so on both."""
    first: dict[tuple[str, ...], tuple[Taken, Statement]] = {}
    apart: set[tuple[str, ...]] = set()
    for form in forms:
        for statement in form.statements:
            other, before = first.setdefault(statement.key(keys), (form, statement))
            if before.said != statement.said:
                apart.add(statement.key(keys))
                message = _("is answered differently in {}, {}").format(other.file, before.answer.at)
                remedy = _("collect only the one that counts")
                form.problems.append(_at(form.file, statement.answer, "form-twice", message, remedy))
    for form in forms:
        form.statements = [statement for statement in form.statements if statement.key(keys) not in apart]


def _keep(folder: Path, form: Taken, *, on: date, keys: Mapping[str, str]) -> None:
    """Write the statements of a form; a file in ``judgement/`` that can't be read stays as it is."""
    for table in dict.fromkeys(statement.table for statement in form.statements):
        frame = pd.DataFrame([s.row for s in form.statements if s.table == table]).fillna("")
        try:
            if table in BY_PERSON:
                merged = write_person(folder, table, form.schema.who, frame, on=on, keys=keys)
            else:
                merged = write_judged(folder, table, frame, on=on, keys=keys)
        except KamError as error:
            form.problems += error.problems
            continue
        form.new, form.changed, form.same = (
            form.new + merged.new, form.changed + merged.changed, form.same + merged.same
        )  # fmt: skip


def _at(file: str, answer: Answer, code: str, message: str, remedy: str) -> Problem:
    """Return a problem at the cell of an answer."""
    place = f"{answer.at} {answer.label}"
    said = Problem(code, message, remedy, file=file, sheet=answer.sheet, column=place)
    return replace(said, found=answer.text[:80])
