"""Which of the files that came back may be forms."""

from collections.abc import Sequence
from pathlib import Path

from kamlib.problems import Problem, problem
from kamlib.study.judgement import is_copy

_TABLES = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
# What Excel and LibreOffice put beside a workbook that is open.
_MARKS = ("~$", ".~lock.")


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
        in_folder = given.is_dir()
        paths = [path for path in sorted(given.iterdir()) if _is_table(path)] if in_folder else [given]
        for path in paths:
            if passed_over := _passed_over(path, in_folder=in_folder):
                problems.append(passed_over)
            else:
                found.setdefault(path.resolve(), (path, path.name))
        if in_folder and not any(path.parent == given for path, _name in found.values()):
            problems.append(problem("form-missing__empty", file=str(given)))
    return list(found.values()), problems


def _is_table(path: Path) -> bool:
    return path.is_file() and (path.suffix.lower() in _TABLES or path.name.startswith(_MARKS))


def _passed_over(path: Path, *, in_folder: bool) -> Problem | None:
    """Return why a file is not read, if so."""
    if path.name.startswith(_MARKS):
        return problem("form-open", severity="warning" if in_folder else "error", file=path.name)
    if not in_folder and not path.exists():
        return problem("form-missing", file=str(path))
    if in_folder and is_copy(path):
        return problem("form-copy", severity="note", file=path.name)
    return None
