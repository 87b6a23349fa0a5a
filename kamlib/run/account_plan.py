"""What is to be done for which account: chapters that changed since they ran, and results that are gone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from shutil import rmtree
from typing import Any

from kamlib.problems import KamError, problem
from kamlib.run import forking, parameters
from kamlib.run.account import OVERVIEW, Task
from kamlib.run.account_pages import pages_stand
from kamlib.run.digest import notebook_mark, own_mark
from kamlib.run.records import Records, all_records, read_records
from kamlib.run.select import chapters
from kamlib.study.books import account_folder
from kamlib.study.folder import Study
from kamlib.words import phrase

FOLDER = "accounts"


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
        chosen = [chapter for chapter in every if len(account_cells(chapter)) < len(_all_cells(chapter))]
        if not chosen:
            raise KamError(problem("no-chapters__account", file=shelf.name))
        return chosen
    chosen = chapters(shelf, wanted)
    known = [chapter.name[:2] for chapter in every] or phrase("list-none")
    if wrong := [problem("chapter-of-all", found=chapter.stem, known=known)
                 for chapter in chosen if chapter not in every]:  # fmt: skip
        raise KamError(wrong)
    return chosen


def account_cells(chapter: Path) -> list[Any]:
    """Return the cells of a chapter that show one account."""
    return [cell for cell in _all_cells(chapter) if OVERVIEW not in cell.metadata.get("tags", [])]


def tasks_of(
    study: Study, accounts: Iterable[tuple[str, str]], chosen: Sequence[Path],
    values: Mapping[str, Mapping[str, Any]], *, shared: str,
) -> list[Task]:  # fmt: skip
    """Return everything that a run asks for, a task for each account.

    Parameters
    ----------
    study : Study
    accounts : iterable of (str, str)
        Key and name.
    chosen : sequence of Path
        The chapters.
    values : mapping
        By chapter: the values it is given, besides the account.
    shared : str
        Mark of what all accounts share.
    """
    forked, tasks = forking.available(), []
    for account, name in accounts:
        own = account_folder(study.folder, account, name)
        tasks.append(Task(
            account, name, study.output / FOLDER / own.name, own, study.folder, study.name, study.language,
            shared, tuple(chosen), {stem: {**given, "account": account} for stem, given in values.items()},
            forked,
        ))  # fmt: skip
    return tasks


def due(task: Task) -> Task | None:
    """Return what of a task is to be done; nothing when all of it stands as it would be made now."""
    records = read_records(task.place) or Records(task.account, task.name)
    records.name = task.name
    own = own_mark(task.own)
    left = tuple(chapter for chapter in task.chapters if not _stands(task, chapter, records, own))
    stand = pages_stand(task.place, records, title=task.title, language=task.language)
    return replace(task, chapters=left) if left or not stand else None


def remove_gone(study: Study, stay: Mapping[str, str]) -> None:
    """Remove the results of accounts that are gone, and of those whose folder is called otherwise now.

    Parameters
    ----------
    study : Study
    stay : mapping of str to str
        The accounts that are not gone, with their names.
    """
    for place, records in all_records(study.output / FOLDER):
        name = stay.get(records.account)
        if name is None or place.name != account_folder(study.folder, records.account, name).name:
            rmtree(place)


def fresh_chapters(study: Study, records: Records, chosen: Sequence[Path], *, shared: str) -> set[str]:
    """Return the chapters of an account whose results rest on what is there now."""
    own = own_mark(account_folder(study.folder, records.account, records.name))
    return {
        chapter.stem for chapter in chosen
        if (result := records.results.get(chapter.stem))
        and result.mark == notebook_mark(chapter, result.values, shared=shared, own=own)
    }  # fmt: skip


def _stands(task: Task, chapter: Path, records: Records, own: str) -> bool:
    result = records.results.get(chapter.stem)
    # What stopped is tried again: the reason may lie outside of what is marked.
    if result is None or result.reasons:
        return False
    return result.mark == notebook_mark(chapter, task.values[chapter.stem], shared=task.shared, own=own)


def _all_cells(chapter: Path) -> list[Any]:
    import nbformat

    return list(nbformat.read(chapter, as_version=4).cells)
