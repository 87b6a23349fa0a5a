"""Run chapters for many accounts: one notebook and one page for each account and chapter.

Only what changed since the last run is done again. An account that stops stops no other, and what is finished
is kept when the run is interrupted.
"""

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

from kamlib.problems import KamError, problem
from kamlib.run.account import PATIENCE, Task, Told, report, run_account
from kamlib.run.account_pages import pages_stand, write_account_pages, write_accounts_index
from kamlib.run.account_plan import (
    FOLDER,
    account_cells,
    account_chapters,
    due,
    fresh_chapters,
    remove_gone,
    tasks_of,
)
from kamlib.run.batch import values_for
from kamlib.run.chapter import CASE, NOTEBOOKS
from kamlib.run.digest import shared_mark
from kamlib.run.lock import results_locked
from kamlib.run.records import Records, Result, all_records, read_records, write_records
from kamlib.run.results import write_index
from kamlib.run.select import chapters
from kamlib.run.terminal import Progress
from kamlib.run.which import which_accounts
from kamlib.run.workers import Lost, spread
from kamlib.study.folder import Study, open_study
from kamlib.study.leftovers import scratch_name
from kamlib.words import phrase, use_language

WORKERS = 2
# Seconds in which a process says something: it tells of every cell, and starts a kernel before the first one.
SILENCE = PATIENCE + 120


@dataclass
class AccountsRun:
    """What a run over accounts ended with.

    Parameters
    ----------
    index : Path
        The first page of the accounts.
    done : int
        Notebooks that ran to their end.
    unchanged : int
        Notebooks that were as they would be made now.
    stopped : dict of str to list of str
        By account and number of the chapter: why it stopped.
    """

    index: Path
    done: int = 0
    unchanged: int = 0
    stopped: dict[str, list[str]] = field(default_factory=dict)


def run_accounts(
    folder: Path | None = None, *, accounts: Sequence[str], wanted: str = "",
    pairs: Iterable[tuple[str, str]] = (), notebooks: Path | None = None, screen: TextIO | None = None,
    workers: int = WORKERS,
) -> AccountsRun:  # fmt: skip
    """Execute chapters for accounts and write their pages into ``output/accounts`` of the study.

    Parameters
    ----------
    folder : Path or None
        Study folder; None means the case.
    accounts : sequence of str
        ``key``, ``all``, keys or names.
    wanted : str
        Chapters by number, ``"07-11"``; empty means all that show one account.
    pairs : iterable of (name, value)
        Parameters as typed; each goes to the chapters that declare it.
    notebooks : Path
        Folder of the chapters; those of the workbook by default.
    screen : text file
        Where progress is shown; standard output by default.
    workers : int
        At most so many processes at a time.

    Returns
    -------
    AccountsRun

    Raises
    ------
    KamError
        Before anything runs: when the study can't be opened or counted, a chapter or an account is not there,
        a chapter does not show one account, or a value fits none.
    """
    study = open_study(folder or CASE)
    use_language(study.language)
    shelf, typed = notebooks or NOTEBOOKS, list(pairs)
    if any(name == "account" for name, _value in typed):
        raise KamError(problem("account-as-parameter", found="account"))
    chosen = account_chapters(shelf, wanted)
    values = values_for(chosen, typed, study)
    which = which_accounts(study, accounts)
    shared = shared_mark(study)
    wished = which.chosen[["account", "name"]].itertuples(index=False, name=None)
    tasks = tasks_of(study, wished, chosen, values, shared=shared)
    with results_locked(study.output):
        remove_gone(study, which.stay)
        left = [task for task in map(due, tasks) if task]
        unchanged = sum(len(task.chapters) for task in tasks) - sum(len(task.chapters) for task in left)
        ran = AccountsRun(study.output / FOLDER / "index.html", unchanged=unchanged)
        try:
            _run(left, ran, screen or sys.stdout, workers)
        finally:
            _write_index(study, shelf, shared)
    return ran


@dataclass
class _Going:
    """How far an account is."""

    ended: set[str] = field(default_factory=set)
    seconds: float = 0.0
    stopped: list[str] = field(default_factory=list)


def _run(tasks: Sequence[Task], ran: AccountsRun, screen: TextIO, workers: int) -> None:
    """Run what is due, and note in ``ran`` how it went."""
    count = {chapter: len(account_cells(chapter)) for task in tasks for chapter in task.chapters}
    cells = sum(count[chapter] for task in tasks for chapter in task.chapters)
    waiting, going = deque(tasks), {task.account: _Going() for task in tasks}
    with (
        Progress(cells, screen) as progress, _scratch_name(),
        closing(spread(run_account, waiting, workers=workers, patience=SILENCE)) as messages,
    ):  # fmt: skip
        for task, told in messages:
            if isinstance(told, Lost):
                told, rest = _lost(task, going[task.account].ended, told)
                waiting.extendleft(rest)
            if isinstance(told, Told):
                _note(task, told, going[task.account], ran, progress)


@contextmanager
def _scratch_name() -> Iterator[None]:
    """Give all processes one place for what is temporary, so that nothing stays of one that was killed."""
    before = os.environ.get("TMPDIR")
    with TemporaryDirectory(prefix=scratch_name(), ignore_cleanup_errors=True) as place:
        os.environ["TMPDIR"] = place
        try:
            yield
        finally:
            os.environ.pop("TMPDIR")
            os.environ.update({} if before is None else {"TMPDIR": before})


def _note(task: Task, told: Told, going: _Going, ran: AccountsRun, progress: Progress) -> None:
    if told.what == "start":
        progress.start(task.name)
    elif told.what == "cell":
        progress.cell()
    elif told.what == "stopped":
        going.stopped.append(told.chapter[:2])
        ran.stopped[f"{task.name} {told.chapter[:2]}".strip()] = list(told.reasons)
    elif told.what == "done":
        going.seconds += told.seconds
        ran.done += 1
    elif going.ended:
        progress.say(_line(task.name, going))
    if told.what in ("done", "stopped"):
        going.ended.add(told.chapter)


def _line(name: str, going: _Going) -> str:
    count = len(going.ended) - len(going.stopped)
    parts = [phrase("account-done", chapters=count, seconds=f"{going.seconds:.0f}")] if count else []
    stopped = list(filter(None, going.stopped))
    parts += [phrase("account-stopped", chapters=stopped)] if going.stopped else []
    return f"{name:<32} {'; '.join(parts)}"


def _lost(task: Task, ended: set[str], lost: Lost) -> tuple[Told, list[Task]]:
    """Record why a chapter was lost with its process; return that, and what is left of its account."""
    left = [chapter for chapter in task.chapters if chapter.stem not in ended]
    stem = left[0].stem if left else ""
    if lost.report:
        reasons = (report(task, stem or "pages", lost.report),)
    elif lost.hung:
        reasons = (phrase("process-hung", minutes=f"{SILENCE / 60:.0f}"),)
    else:
        reasons = (phrase("process-lost"),)
    if left:
        records = read_records(task.place) or Records(task.account, task.name)
        records.results[stem] = Result("", task.values[stem], list(reasons))
        write_records(task.place, records)
    rest = [replace(task, chapters=tuple(left[1:]))] if left else []
    return Told("stopped", stem, reasons=reasons), rest


def _write_index(study: Study, shelf: Path, shared: str) -> None:
    """Write the first page of the accounts, and that of the study, which links it."""
    home, every = study.output / FOLDER, chapters(shelf)
    found = list(all_records(home))
    for place, records in found:
        # A run that was interrupted, or a process that was lost, may have left them.
        if not pages_stand(place, records, title=study.name, language=study.language):
            write_account_pages(place, records, title=study.name, language=study.language)
            write_records(place, records)
    ran = {name for _place, records in found for name in records.results}
    columns = [chapter for chapter in every if chapter.stem in ran]
    fresh = {
        records.account: fresh_chapters(study, records, columns, shared=shared) for _place, records in found
    }
    write_accounts_index(home, found, columns, fresh, title=study.name, language=study.language)
    write_index(study, every)
