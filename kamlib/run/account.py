"""The chapters of one account, one after the other: each is recorded at once, none stops another."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from kamlib.problems import KamError
from kamlib.run.account_pages import write_account_pages
from kamlib.run.chapter import run_chapter
from kamlib.run.digest import notebook_mark, own_mark
from kamlib.run.records import Records, Result, read_records, write_records
from kamlib.run.terminal import kept_report
from kamlib.words import phrase, use_language

OVERVIEW = "overview"  # tag of cells that show all accounts together
PATIENCE = 300  # seconds that one cell may take, so that one account does not hold up a night


@dataclass(frozen=True)
class Task:
    """What is to be done for one account.

    Parameters
    ----------
    account, name : str
        Key and name.
    place : Path
        Folder of its results.
    own : Path
        Folder of what people keep on it, there or not.
    study : Path
        The study folder.
    title, language : str
        Of the study.
    shared : str
        Mark of what all accounts share.
    chapters : tuple of Path
        Those that are to run.
    values : dict of str to dict
        By chapter: the values it is given.
    forked : bool
        Whether kernels are forked.
    """

    account: str
    name: str
    place: Path
    own: Path
    study: Path
    title: str
    language: str
    shared: str
    chapters: tuple[Path, ...] = ()
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    forked: bool = False


@dataclass(frozen=True)
class Told:
    """How far the work for an account is.

    Parameters
    ----------
    what : {"start", "cell", "done", "stopped", "pages"}
        The last when the pages are made and nothing is left to do.
    chapter : str
    seconds : float
        When it is done: the time it took.
    reasons : tuple of str
        Why it stopped.
    """

    what: str
    chapter: str = ""
    seconds: float = 0.0
    reasons: tuple[str, ...] = ()


def run_account(task: Task, tell: Callable[[Told], None]) -> None:
    """Run the chapters of an account and make its pages; tell every step."""
    use_language(task.language)
    records = read_records(task.place) or Records(task.account, task.name)
    records.account, records.name = task.account, task.name
    own = own_mark(task.own)
    for chapter in task.chapters:
        # Until it is done again, what an earlier run left is not trusted.
        records.results.pop(chapter.stem, None)
        write_records(task.place, records)
        tell(Told("start", chapter.stem))
        told = _run(task, chapter, partial(tell, Told("cell", chapter.stem)))
        values = task.values[chapter.stem]
        mark = notebook_mark(chapter, values, shared=task.shared, own=own)
        records.results[chapter.stem] = Result(mark, values, list(told.reasons))
        write_records(task.place, records)
        tell(told)
    write_account_pages(task.place, records, title=task.title, language=task.language)
    write_records(task.place, records)
    tell(Told("pages"))


def _run(task: Task, chapter: Path, on_cell: Callable[[], None]) -> Told:
    try:
        run = run_chapter(
            chapter, task.place, values=task.values[chapter.stem], study=task.study, leave_out=OVERVIEW,
            forked=task.forked, patience=PATIENCE, on_cell=on_cell,
        )  # fmt: skip
    except KamError as error:
        return Told("stopped", chapter.stem, reasons=tuple(map(str, error.problems)))
    except OSError as error:
        said = phrase("disk-chapter", reason=error.strerror or type(error).__name__)
        return Told("stopped", chapter.stem, reasons=(said,))
    except Exception:
        return Told("stopped", chapter.stem, reasons=(report(task, chapter.stem, traceback.format_exc()),))
    return Told("done", chapter.stem, seconds=run.seconds)


def report(task: Task, chapter: str, text: str) -> str:
    """Write the full report of a mistake of ours and return the sentence for the user."""
    return kept_report(task.place / ".log" / f"{chapter}.txt", text, below=task.study)
