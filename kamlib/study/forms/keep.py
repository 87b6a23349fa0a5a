"""Where forms are kept until they are sent: the folder ``forms/`` of a study."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from kamlib.problems import KamError, Problem
from kamlib.study.forms.form import Form
from kamlib.study.forms.returned import open_returned
from kamlib.study.forms.write import workbook_of
from kamlib.study.judgement import keep_copy, write_whole
from kamlib.study.person_files import same_name, slug
from kamlib.text import _

FOLDER = "forms"


def write_form(folder: Path, form: Form, *, on: date) -> Path:
    """Write a form to ``forms/<form>-<who>.xlsx``; one that is there and differs stays as a dated copy.

    Parameters
    ----------
    folder : Path
        The study folder.
    form : Form
    on : date
        Day in the name of the copy.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    KamError
        When the form that is there is open in a spreadsheet.
    """
    place = folder / FOLDER
    place.mkdir(exist_ok=True)
    path = _free(place, form)
    refuse_open(path, Problem("form-open", "", file=f"{FOLDER}/{path.name}"))
    content = workbook_of(form)
    if path.exists():
        if path.read_bytes() == content:
            return path
        keep_copy(path, on=on)
    write_whole(path, content)
    return path


def refuse_open(path: Path, place: Problem) -> None:
    """Refuse to write a workbook beside which Excel or LibreOffice put the mark that it is open.

    Raises
    ------
    KamError
        With the code and the file of ``place``.
    """
    marks = path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")
    if any(mark.exists() for mark in marks):
        remedy = _("save and close it there, and repeat the command")
        raise KamError(replace(place, message=_("is open in a spreadsheet"), remedy=remedy))


def _free(place: Path, form: Form) -> Path:
    """Return the file of a form; of two persons whose names give one file name, the second gets a number."""
    number, path = 1, place / f"{_name(form)}.xlsx"
    while path.exists() and not _of_same(path, form):
        number += 1
        path = place / f"{_name(form)}-{number}.xlsx"
    return path


def _of_same(path: Path, form: Form) -> bool:
    """Whether a file is the form of the same person, or no form at all, of which a copy is kept."""
    try:
        there = open_returned(path, path.name).schema
    except KamError:
        return True
    return same_name(there.who, form.who) and there.about == form.about


def _name(form: Form) -> str:
    """Return the name of a form's file: what it is, for whom, on whom, which round."""
    manager, role = form.about.get("manager", form.who), form.about.get("role", "")
    parts = [form.name, slug(form.who)]
    parts += [slug(manager)] if not same_name(manager, form.who) else []
    parts += [role] if role == "settled" else []
    parts += [form.about["round"]] if form.about.get("round", "1") != "1" else []
    return "-".join(parts)
