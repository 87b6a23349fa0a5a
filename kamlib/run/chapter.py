"""Run one chapter: everything that starts a kernel is here, behind one strict door.

The folder a chapter runs in is the study, so that ``study = "."`` means it
and no output names a place on disk.
"""

import logging
import os
import re
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kamlib.problems import KamError, Problem, problem
from kamlib.run import kernel, parameters
from kamlib.run.normalise import normalise, write
from kamlib.study.leftovers import scratch_name
from kamlib.words import phrase

PROJECT = Path(__file__).parents[2]
NOTEBOOKS = PROJECT / "notebooks"
CASE = PROJECT / "data"

_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


@dataclass(frozen=True)
class ChapterRun:
    """One chapter that ran: its name, the executed notebook kept, the time it took.

    Parameters
    ----------
    name : str
        File name without ending: ``02_portfolio``.
    notebook : Path
        The executed notebook, in the one form of ``normalise``.
    seconds : float
        Wall time of the run.
    """

    name: str
    notebook: Path
    seconds: float


def run_chapter(
    notebook: Path,
    out: Path,
    *,
    values: Mapping[str, Any],
    study: Path,
    workbook: Path = PROJECT,
    leave_out: str = "",
    forked: bool = False,
    patience: int | None = None,
    on_cell: Callable[[], None] | None = None,
) -> ChapterRun:
    """Execute one chapter on a study and keep the executed notebook in ``out``/notebooks.

    Parameters
    ----------
    notebook : Path
        The chapter; it is only read.
    out : Path
        Folder of results; the executed notebook goes to ``notebooks/``, times and reports to ``.log/``.
    values : mapping of name to value
        Values for the parameters of the chapter, checked before a kernel starts.
    study : Path
        Study folder; the chapter runs inside it.
    workbook : Path
        Folder that holds ``kamlib``, for runs on a copy of the workbook.
    leave_out : str
        Cells with this tag are left out before anything runs.
    forked : bool
        Whether the kernel is forked from one that has everything loaded (`kamlib.run.forking`); for runs of
        many chapters.
    patience : int
        Seconds after which a cell is given up; none by default.
    on_cell : callable
        Called before each cell, for a progress bar.

    Returns
    -------
    ChapterRun

    Raises
    ------
    KamError
        When a value does not fit the chapter, or a cell failed: then the problems the chapter itself found,
        or one that names chapter, cell and last line of the error; the full report is in ``.log/``.
    """
    clean = parameters.check(values, parameters.declared(notebook))
    kept, log = out / "notebooks" / notebook.name, out / ".log"
    kept.parent.mkdir(parents=True, exist_ok=True)
    log.mkdir(parents=True, exist_ok=True)
    report = log / f"{notebook.stem}.txt"
    report.unlink(missing_ok=True)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix=scratch_name()) as scratch:
        how = {"config": kernel.transport(scratch), "cwd": str(study.resolve()),
               "kernel_manager_class": kernel.manager(scratch, workbook, forked=forked),
               "execution_timeout": patience, "shutdown_kernel": "immediate" if forked else "graceful",
               "on_cell_start": lambda **_cell: on_cell and on_cell()}  # fmt: skip
        try:
            executed, failure = _execute(
                _without(notebook, leave_out), Path(scratch) / notebook.name, clean, how)
        except (RuntimeError, TimeoutError) as error:
            kept.unlink(missing_ok=True)
            _note_time(log, notebook.stem, time.perf_counter() - began, "failed")
            raise KamError(_ended(error, notebook.stem)) from None
    seconds = time.perf_counter() - began
    write(normalise(executed, folders=_folders(study, workbook)), kept)
    _note_time(log, notebook.stem, seconds, "failed" if failure else "done")
    if failure:
        report.write_text(_report(failure), encoding="utf-8")
        raise KamError(_problems(failure, executed, notebook.stem, _label(report, study)))
    return ChapterRun(notebook.stem, kept, seconds)


def _without(notebook: Path, tag: str) -> Any:
    """Return a chapter without the cells that have the tag."""
    import nbformat

    read = nbformat.read(notebook, as_version=4)
    read.cells = [cell for cell in read.cells if not tag or tag not in cell.metadata.get("tags", [])]
    return read


def _execute(
    chapter: Any, target: Path, values: Mapping[str, Any], how: Mapping[str, Any]
) -> tuple[Any, Any]:
    """Return the executed notebook and the error that stopped it, if any.

    Raises
    ------
    RuntimeError, TimeoutError
        When the kernel ended by itself, or did not answer in time.
    """
    import nbformat
    import papermill

    # What went wrong is told in our own words.
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # Papermill hands over the stopped notebook only as a file.
            executed = papermill.execute_notebook(
                chapter, str(target), parameters=dict(values), progress_bar=False, record_timing=False,
                request_save_on_cell_execute=False, extra_arguments=kernel.QUIET, **how,
            )  # fmt: skip
    except papermill.PapermillExecutionError as error:
        executed = nbformat.read(target, as_version=4)
        executed.cells = [cell for cell in executed.cells if not _is_marker(cell)]
        return executed, error
    return executed, None


def _is_marker(cell: Any) -> bool:
    return "papermill-error-cell-tag" in cell.metadata.get("tags", [])


def _folders(study: Path, workbook: Path) -> dict[str, str]:
    """Return the folders of this machine and what pages say instead."""
    folders: dict[str, str] = {}
    for folder, name in ((Path.home(), "~"), (Path(sys.prefix), "python"), (workbook, ""), (study, "")):
        for written in {str(folder), str(folder.resolve())}:
            if len(written) > 1:
                folders[written + os.sep] = f"{name}/" if name else ""
                folders[written] = name or "."
    return folders


def _note_time(log: Path, name: str, seconds: float, status: str) -> None:
    moment = time.strftime("%Y-%m-%dT%H:%M:%S")
    with (log / "times.csv").open("a", encoding="utf-8", newline="\n") as file:
        file.write(f"{moment},{name},{status},{seconds:.2f}\n")


def _report(failure: Any) -> str:
    return _COLOUR.sub("", "\n".join(failure.traceback)) + "\n"


def _label(report: Path, study: Path) -> str:
    """Return where a report is, seen from the output folder of the study."""
    output = study / "output"
    return report.relative_to(output if report.is_relative_to(output) else report.parents[1]).as_posix()


def _ended(error: Exception, chapter: str) -> Problem:
    """Return the problem of a chapter whose kernel did not come to its end."""
    key = "chapter-ended__late" if isinstance(error, TimeoutError) else "chapter-ended"
    return problem(key, file=phrase("chapter-place", chapter=chapter))


def _problems(failure: Any, executed: Any, chapter: str, report: str) -> list[Problem]:
    """Return the problems a chapter itself found, else one for the cell that failed."""
    said = _COLOUR.sub("", str(failure.evalue)).strip().splitlines()
    if failure.ename == "KamError":
        # The lines name their files themselves; which chapter found them first is chance.
        return [Problem("chapter-refused", line) for line in said]
    reason = said[-1] if said else phrase("chapter-wordless")
    place = phrase("chapter-place-under", chapter=chapter, heading=_heading_of_failed(executed))
    return [problem("chapter-failed", file=place, reason=reason, kind=failure.ename, report=report)]


def _heading_of_failed(executed: Any) -> str:
    failed = next((i for i, cell in enumerate(executed.cells) if _has_error(cell)), 0)
    for cell in reversed(executed.cells[:failed]):
        headings = re.findall(r"^#+\s+(.*)$", cell.source, re.MULTILINE)
        if headings and cell.cell_type == "markdown":
            return str(headings[-1])
    return ""


def _has_error(cell: Any) -> bool:
    return any(output.output_type == "error" for output in cell.get("outputs", []))
