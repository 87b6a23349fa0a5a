"""Where forms are kept until they are sent: the folder ``forms/`` of a study."""

from datetime import date
from pathlib import Path

from kamlib.problems import KamError, Problem
from kamlib.study.forms.form import Form
from kamlib.study.forms.write import workbook_of
from kamlib.study.judgement import keep_copy, write_whole
from kamlib.study.person_files import slug
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
    path = place / f"{_name(form)}.xlsx"
    if any(lock.exists() for lock in lock_files(path)):
        message, remedy = _("is open in a spreadsheet"), _("close it there and repeat the command")
        raise KamError(Problem("form-open", message, remedy, file=f"{FOLDER}/{path.name}"))
    content = workbook_of(form)
    if path.exists():
        if path.read_bytes() == content:
            return path
        keep_copy(path, on=on)
    write_whole(path, content)
    return path


def lock_files(path: Path) -> tuple[Path, Path]:
    """Return what Excel and LibreOffice put beside a file while it is open."""
    return path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")


def _name(form: Form) -> str:
    """Return the name of a form's file; a form on another person names both."""
    manager = form.about.get("manager", "")
    on = f"-{slug(manager)}" if manager and manager != form.who else ""
    later = f"-{form.about['round']}" if form.about.get("round", "1") != "1" else ""
    return f"{form.name}-{slug(form.who)}{on}{later}"
