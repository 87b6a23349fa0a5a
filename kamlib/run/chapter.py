"""Run one chapter: everything that starts a kernel is here, behind one strict door.

The folder a chapter runs in is the study, so that ``study = "."`` means it
and no output names a place on disk.
"""

import os
import re
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kamlib.problems import KamError, Problem
from kamlib.run import parameters
from kamlib.run.normalise import normalise, write
from kamlib.text import _

PROJECT = Path(__file__).parents[2]
NOTEBOOKS = PROJECT / "notebooks"
CASE = PROJECT / "data"

# A kernel that is ended while it works says so on the user's terminal, unless only its own failures count.
QUIET = ["--IPKernelApp.log_level=50"]
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
    executed, failure = _execute(notebook, clean, study, workbook, on_cell)
    seconds = time.perf_counter() - began
    write(normalise(executed, folders=_folders(study, workbook)), kept)
    _note_time(log, notebook.stem, seconds, "failed" if failure else "done")
    if failure:
        report.write_text(_report(failure), encoding="utf-8")
        raise KamError(_problems(failure, executed, notebook.stem, f"{log.name}/{report.name}"))
    return ChapterRun(notebook.stem, kept, seconds)


def _execute(
    notebook: Path,
    values: Mapping[str, Any],
    study: Path,
    workbook: Path,
    on_cell: Callable[[], None] | None,
) -> tuple[Any, Any]:
    """Return the executed notebook and the error that stopped it, if any."""
    import nbformat
    import papermill

    hook = {"on_cell_start": lambda **_cell: on_cell()} if on_cell else {}
    with tempfile.TemporaryDirectory(prefix="kam-") as scratch, _surroundings(scratch, workbook):
        # Papermill hands over the stopped notebook only as a file.
        target = Path(scratch) / notebook.name
        try:
            executed = papermill.execute_notebook(
                str(notebook.resolve()), str(target), parameters=dict(values), kernel_name="python3",
                cwd=str(study.resolve()), progress_bar=False, request_save_on_cell_execute=False,
                record_timing=False, config=_transport(scratch), extra_arguments=QUIET, **hook,
            )
        except papermill.PapermillExecutionError as error:
            executed = nbformat.read(target, as_version=4)
            executed.cells = [cell for cell in executed.cells if not _is_marker(cell)]
            return executed, error
        return executed, None


def _is_marker(cell: Any) -> bool:
    return "papermill-error-cell-tag" in cell.metadata.get("tags", [])


def _transport(scratch: str) -> Any:
    """Return settings that keep what a kernel says from other users of the machine."""
    from traitlets.config import Config

    if sys.platform == "win32":
        return Config({"KernelManager": {"transport_encryption": "auto"}})
    # Without a place of their own the sockets would lie in the study.
    return Config({"KernelManager": {"transport": "ipc", "ip": str(Path(scratch) / "k")}})


@contextmanager
def _surroundings(scratch: str, workbook: Path) -> Iterator[None]:
    """Give kernels the same surroundings on every machine, and give back our own afterwards."""
    paths = [str(workbook.resolve()), os.environ.get("PYTHONPATH", "")]
    wanted = {
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
        # A study that somebody sends must not bring a module of its own in place of ours.
        "PYTHONSAFEPATH": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONIOENCODING": "utf-8",
        "SOURCE_DATE_EPOCH": "0",
        # A user's own start-up files would change what chapters do.
        "IPYTHONDIR": scratch,
        "COLUMNS": "110",
    }
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


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


def _problems(failure: Any, executed: Any, chapter: str, report: str) -> list[Problem]:
    """Return the problems a chapter itself found, else one for the cell that failed."""
    said = _COLOUR.sub("", str(failure.evalue)).strip().splitlines()
    if failure.ename == "KamError":
        # The lines name their files themselves; which chapter found them first is chance.
        return [Problem("chapter-refused", line) for line in said]
    what = said[-1] if said else _("it stopped without a word")
    return [
        Problem(
            "chapter-failed",
            _("the chapter stopped: {} ({})").format(what, failure.ename),
            _("see {} in the output folder, or open the chapter in JupyterLab").format(report),
            file=_('chapter {}, under "{}"').format(chapter, _heading_of_failed(executed)),
        )
    ]


def _heading_of_failed(executed: Any) -> str:
    failed = next((i for i, cell in enumerate(executed.cells) if _has_error(cell)), 0)
    for cell in reversed(executed.cells[:failed]):
        headings = re.findall(r"^#+\s+(.*)$", cell.source, re.MULTILINE)
        if headings and cell.cell_type == "markdown":
            return str(headings[-1])
    return ""


def _has_error(cell: Any) -> bool:
    return any(output.output_type == "error" for output in cell.get("outputs", []))
