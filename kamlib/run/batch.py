"""Run chapters one after the other on one study, and publish what came out.

A chapter that stops does not stop the others; it is named at the end, with its reason on the first page.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from kamlib.problems import KamError, problem
from kamlib.run import parameters
from kamlib.run.chapter import CASE, NOTEBOOKS, run_chapter
from kamlib.run.lock import results_locked
from kamlib.run.pages import write_index, write_pages
from kamlib.run.records import Records, Result, read_records
from kamlib.run.select import chapters
from kamlib.run.terminal import Progress, attempt
from kamlib.study.folder import Study, open_study
from kamlib.words import phrase, use_language


@dataclass(frozen=True)
class BatchRun:
    """What a run of chapters ended with.

    Parameters
    ----------
    index : Path
        The first page of the results.
    done : tuple of str
        Chapters that ran to their end.
    stopped : dict of str to list of str
        Chapters that stopped, each with its reasons.
    """

    index: Path
    done: tuple[str, ...] = ()
    stopped: dict[str, list[str]] = field(default_factory=dict)


def run_study(
    folder: Path | None = None,
    *,
    wanted: str = "",
    pairs: Iterable[tuple[str, str]] = (),
    notebooks: Path | None = None,
    screen: TextIO | None = None,
) -> BatchRun:
    """Execute chapters on a study and write their pages and ``index.html`` into its output folder.

    Parameters
    ----------
    folder : Path or None
        Study folder; None means the case.
    wanted : str
        Chapters by number, ``"01-02,90"``; empty means all.
    pairs : iterable of (name, value)
        Parameters as typed; each goes to the chapters that declare it.
    notebooks : Path
        Folder of the chapters; those of the workbook by default.
    screen : text file
        Where progress is shown; standard output by default.

    Returns
    -------
    BatchRun

    Raises
    ------
    KamError
        Before anything runs: when the study can't be opened, a chapter is not there, or a value fits none.
    """
    study = open_study(folder or CASE)
    use_language(study.language)
    shelf = notebooks or NOTEBOOKS
    chosen = chapters(shelf, wanted)
    if not chosen:
        raise KamError(problem("no-chapters", file=shelf.name))
    values = values_for(chosen, list(pairs), study)
    stopped: dict[str, list[str]] = {}
    with results_locked(study.output):
        records = read_records(study.output) or Records()
        with Progress(_count_cells(chosen), screen or sys.stdout) as progress:
            for chapter in chosen:
                reasons = _run_one(chapter, study, values[chapter.stem], progress)
                records.results[chapter.stem] = Result(reasons)
                stopped |= {chapter.stem: reasons} if reasons else {}
        write_pages(study.output, records, study)
        index = write_index(study, chapters(shelf))
    return BatchRun(index, tuple(chapter.stem for chapter in chosen if chapter.stem not in stopped), stopped)


def _run_one(chapter: Path, study: Study, values: dict[str, Any], progress: Progress) -> list[str]:
    """Return why the chapter stopped; nothing when it ran to its end."""
    progress.start(chapter.stem)
    run = partial(run_chapter, chapter, study.output, values=values, study=study.folder,
                  on_cell=progress.cell)  # fmt: skip
    ran, reasons = attempt(run, study.output / ".log" / f"{chapter.stem}.txt", below=study.folder)
    said = phrase("chapter-done", seconds=f"{ran.seconds:.0f}") if ran else phrase("chapter-stopped")
    progress.say(f"{chapter.stem:<16} {said}")
    return reasons


def values_for(
    chosen: Sequence[Path], pairs: list[tuple[str, str]], study: Study
) -> dict[str, dict[str, Any]]:
    """Return the values of each chapter's parameters, by chapter.

    Parameters
    ----------
    chosen : sequence of Path
        The chapters.
    pairs : list of (name, value)
        As typed; each goes to the chapters that declare it.
    study : Study

    Raises
    ------
    KamError
        With every name that no chapter knows, and every value that does not fit.
    """
    # Study "." is the folder a chapter runs in; for the case a chapter's own default already means it.
    given = {} if study.folder == CASE.resolve() else {"study": "."}
    if any(name == "study" for name, _value in pairs):
        raise KamError(problem("study-as-parameter", found="study"))
    declared = {chapter.stem: parameters.declared(chapter) for chapter in chosen}
    everywhere = {name: entry for known in declared.values() for name, entry in known.items()}
    typed = parameters.parse(pairs, everywhere)
    values = {name: {**given, **{each: typed[each] for each in known if each in typed}}
              for name, known in declared.items()}  # fmt: skip
    _refuse_names(chosen, values)
    return values


def _refuse_names(chosen: Sequence[Path], values: dict[str, dict[str, Any]]) -> None:
    """Refuse chapters of a study that would show names beside others that are to show none.

    Raises
    ------
    KamError
        Naming them, and those that can do without names.
    """
    without = [name for name, given in values.items() if given.get("show_names") is False]
    naming = [chapter.stem for chapter in chosen
              if chapter.stem not in without and "open_study(" in chapter.read_text(encoding="utf-8")]
    if without and naming:
        others = ",".join(name[:2] for name in without)
        raise KamError(problem("names-shown", chapters=naming, others=others))


def _count_cells(chosen: Sequence[Path]) -> int:
    return sum(len(json.loads(chapter.read_text(encoding="utf-8"))["cells"]) for chapter in chosen)
