"""Run chapters for many accounts: one notebook and one page for each account and chapter.

Only what changed since the last run is done again. An account that stops stops no other, and what is finished
is kept when the run is interrupted.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextvars import Context
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from shutil import rmtree
from threading import Event
from typing import Any, TextIO

from kamlib.problems import KamError, problem
from kamlib.run import forking, parameters
from kamlib.run.batch import values_for
from kamlib.run.chapter import CASE, NOTEBOOKS, run_chapter
from kamlib.run.digest import notebook_fingerprint, own_fingerprint, shared_fingerprint
from kamlib.run.lock import results_locked
from kamlib.run.pages import ACCOUNTS, INDEX, write_accounts_index, write_index, write_pages
from kamlib.run.records import Records, Result, all_records, read_records, write_records
from kamlib.run.select import chapters
from kamlib.run.terminal import Progress, attempt
from kamlib.run.which import which_accounts
from kamlib.study.books import account_folder
from kamlib.study.folder import Study, open_study
from kamlib.words import phrase, use_language

OVERVIEW = "overview"  # tag of cells that show all accounts together
PATIENCE = 300  # seconds that one cell may take, so that one account does not hold up a night
AT_ONCE = 2  # kernels


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


@dataclass
class _Task:
    """What is to be done for one account: by chapter the values it is given, and what it would rest on."""

    study: Study
    account: str
    name: str
    place: Path
    values: dict[Path, dict[str, Any]]
    fingerprints: dict[Path, str]
    seconds: float = 0.0
    stopped: dict[str, list[str]] = field(default_factory=dict)


def run_accounts(
    folder: Path | None = None, *, accounts: Sequence[str], wanted: str = "",
    pairs: Iterable[tuple[str, str]] = (), notebooks: Path | None = None, screen: TextIO | None = None,
    at_once: int = AT_ONCE,
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
    at_once : int
        At most so many kernels at a time.

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
    shared = shared_fingerprint(study)
    wished = which.chosen[["account", "name"]].itertuples(index=False, name=None)
    with results_locked(study.output):
        _remove_gone(study, which.stay)
        by_chapter = {chapter: values[chapter.stem] for chapter in chosen}
        due = [_due(study, account, name, by_chapter, shared) for account, name in wished]
        count = sum(len(task.values) for task, _standing in due)
        ran = AccountsRun(study.output / ACCOUNTS / INDEX, unchanged=len(due) * len(chosen) - count)
        try:
            _run([task for task, standing in due if not standing], ran, screen or sys.stdout, at_once)
        except BaseException:
            # A thread may have asked for a kernel while all of them were ended.
            forking.Warm.end_all()
            raise
        finally:
            _write_first_pages(study, chapters(shelf), shared)
    return ran


def account_chapters(shelf: Path, wanted: str) -> list[Path]:
    """Return the chapters that are to run for each account.

    Parameters
    ----------
    shelf : Path
        Folder of the chapters.
    wanted : str
        Numbers and ranges; empty means all that show one account besides the overview.

    Raises
    ------
    KamError
        When one of them does not show one account, or there is none.
    """
    every = [chapter for chapter in chapters(shelf) if "account" in parameters.declared(chapter)]
    if not wanted.strip():
        chosen = [chapter for chapter in every if any(_in_overview(chapter))]
        if not chosen:
            raise KamError(problem("no-chapters__account", file=shelf.name))
        return chosen
    chosen = chapters(shelf, wanted)
    known = [chapter.name[:2] for chapter in every] or phrase("list-none")
    if wrong := [problem("chapter-of-all", found=chapter.stem, known=known)
                 for chapter in chosen if chapter not in every]:  # fmt: skip
        raise KamError(wrong)
    return chosen


def _in_overview(chapter: Path) -> list[bool]:
    """Return of each cell of a chapter whether it shows all accounts together."""
    import nbformat

    return [OVERVIEW in cell.metadata.get("tags", []) for cell in nbformat.read(chapter, as_version=4).cells]


def _due(
    study: Study, account: str, name: str, values: dict[Path, dict[str, Any]], shared: str
) -> tuple[_Task, bool]:
    """Return what is to be done for an account, and whether all of it stands as it would be made now."""
    own = account_folder(study.folder, account, name)
    place = study.output / ACCOUNTS / own.name
    records = read_records(place) or Records()
    given = {chapter: {**each, "account": account} for chapter, each in values.items()}
    on = shared, own_fingerprint(own)
    fingerprints = {chapter: notebook_fingerprint(chapter, each, *on) for chapter, each in given.items()}
    # What stopped is tried again: the reason may lie outside of what is marked.
    left = {chapter: each for chapter, each in given.items() if chapter.stem not in records.done
            or records.results[chapter.stem].fingerprint != fingerprints[chapter]}  # fmt: skip
    standing = not left and all((place / f"{stem}.html").is_file() for stem in records.done)
    return _Task(study, account, name, place, left, fingerprints), standing


def _write_first_pages(study: Study, every: Sequence[Path], shared: str) -> None:
    """Write the first page of the accounts, and that of the study, which links it."""
    found = list(all_records(study.output / ACCOUNTS))
    names = {name for _place, records in found for name in records.results}
    columns = [chapter for chapter in every if chapter.stem in names]
    fresh = {records.account: {*_fresh(study, records, columns, shared)} for _place, records in found}
    write_accounts_index(study, found, columns, fresh)
    write_index(study, every)


def _fresh(study: Study, records: Records, columns: Sequence[Path], shared: str) -> Iterator[str]:
    """Yield the chapters of an account whose results rest on what is there now."""
    own = own_fingerprint(account_folder(study.folder, records.account, records.name))
    for chapter in columns:
        result = records.results.get(chapter.stem)
        if result and result.fingerprint == notebook_fingerprint(chapter, result.values, shared, own):
            yield chapter.stem


def _remove_gone(study: Study, stay: dict[str, str]) -> None:
    """Remove the results of accounts that are gone, and of those whose folder is called otherwise now."""
    for place, records in all_records(study.output / ACCOUNTS):
        name = stay.get(records.account)
        if name is None or place.name != account_folder(study.folder, records.account, name).name:
            rmtree(place)


def _run(tasks: Sequence[_Task], ran: AccountsRun, screen: TextIO, at_once: int) -> None:
    """Run what is due, and note in ``ran`` how it went; what waits is dropped when the run is interrupted."""
    cells = sum(_in_overview(chapter).count(False) for task in tasks for chapter in task.values)
    stop = Event()
    with Progress(cells, screen) as progress, ThreadPoolExecutor(at_once) as pool:
        going: dict[Future[None], _Task] = {}
        try:
            going = {pool.submit(Context().run, _in_thread, task, progress, stop): task for task in tasks}
            for future in as_completed(going):
                future.result()
                _note(going[future], ran, progress)
        except BaseException:
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
            forking.Warm.end_all()
            raise


def _in_thread(task: _Task, progress: Progress, stop: Event) -> None:
    """Run an account in a thread, with an event loop of its own to speak with kernels."""
    from jupyter_core.utils import ensure_event_loop

    try:
        _run_account(task, progress, stop)
    finally:
        ensure_event_loop().close()


def _run_account(task: _Task, progress: Progress, stop: Event) -> None:
    """Run the chapters of an account and make its pages; each is recorded at once, none stops another."""
    records = read_records(task.place) or Records()
    records.account, records.name = task.account, task.name
    forked, log = forking.available(), task.place / ".log"

    def cell() -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        progress.cell()

    for chapter, values in task.values.items():
        # Until it is done again, what an earlier run left is not trusted.
        records.results.pop(chapter.stem, None)
        (task.place / f"{chapter.stem}.html").unlink(missing_ok=True)
        write_records(task.place, records)
        progress.start(task.name)
        run = partial(run_chapter, chapter, task.place, values=values, study=task.study.folder,
                      leave_out=OVERVIEW, forked=forked, patience=PATIENCE, on_cell=cell)  # fmt: skip
        ended, reasons = attempt(run, log / f"{chapter.stem}.txt", below=task.study.folder)
        if stop.is_set():
            return
        records.results[chapter.stem] = Result(reasons, task.fingerprints[chapter], values)
        write_records(task.place, records)
        task.seconds += ended.seconds if ended else 0.0
        if reasons:
            task.stopped[chapter.stem[:2]] = reasons
    pages = partial(write_pages, task.place, records, task.study)
    if wrong := attempt(pages, log / "pages.txt", below=task.study.folder)[1]:
        task.stopped[""] = wrong


def _note(task: _Task, ran: AccountsRun, progress: Progress) -> None:
    """Note how it went with an account, and write its line."""
    stopped = [*filter(None, task.stopped)]
    done = len(task.values) - len(stopped)
    ran.done += done
    ran.stopped |= {f"{task.name} {number}".strip(): reasons for number, reasons in task.stopped.items()}
    parts = [phrase("account-done", chapters=done, seconds=f"{task.seconds:.0f}")] if done else []
    parts += [phrase("account-stopped", chapters=stopped)] if stopped else []
    if parts:
        progress.say(f"{task.name:<32} {'; '.join(parts)}")
