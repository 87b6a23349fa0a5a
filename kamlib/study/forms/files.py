"""Which of the files that came back may be forms."""

from collections.abc import Sequence
from pathlib import Path

from kamlib.problems import Problem
from kamlib.study.judgement import is_copy
from kamlib.text import _

_TABLES = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}


def forms_among(files: Sequence[Path]) -> tuple[list[tuple[Path, str]], list[Problem]]:
    """Return the files that may be forms, each once, with the name that problems give it.

    Of a folder every workbook is taken but lock files and dated copies, which are named.

    Parameters
    ----------
    files : sequence of Path
        Files and folders.

    Returns
    -------
    list of (Path, str)
    list of Problem
        Files that are not there, lock files, dated copies that were passed over.
    """
    found: dict[Path, tuple[Path, str]] = {}
    problems = []
    for given in files:
        inside = sorted(given.iterdir()) if given.is_dir() else []
        for path in inside or ([] if given.is_dir() else [given]):
            problem = _passed_over(path, in_folder=bool(inside))
            if problem:
                problems.append(problem)
            elif not inside or (path.is_file() and path.suffix.lower() in _TABLES):
                found.setdefault(path.resolve(), (path, path.name))
        if given.is_dir() and not any(path.parent == given for path, _name in found.values()):
            message, remedy = _("holds no workbook"), _("give the folder of the files that came back")
            problems.append(Problem("form-missing", message, remedy, file=str(given)))
    return list(found.values()), problems


def _passed_over(path: Path, *, in_folder: bool) -> Problem | None:
    """Return why a file is not read, if so."""
    if path.name.startswith(("~$", ".~lock.")):
        message = _("is the mark of a workbook that is open; what is not saved yet is not in it")
        remedy = _("save and close the workbook, and collect again")
        return Problem("form-open", message, remedy, "warning" if in_folder else "error", file=path.name)
    if not in_folder and not path.exists():
        return Problem("form-missing", _("is not there"), _("check the name"), file=str(path))
    if in_folder and path.suffix.lower() in _TABLES and is_copy(path):
        message = _("is an earlier copy and was passed over")
        return Problem("form-copy", message, _("to read it, give it by name"), "note", file=path.name)
    return None
