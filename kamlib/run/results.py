"""The pages of a study: one for each chapter that ran, and the first page that links them.

What ran in earlier runs stays listed, so the state of each chapter is kept in ``output/.log/state.json``.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kamlib.problems import KamError
from kamlib.publish.index import Entry, index_page
from kamlib.publish.page import Neighbour, chapter_page, finding_of, title_of
from kamlib.study.judgement import write_whole


def publish(study: Any, chapters: Sequence[Path], ran: Mapping[str, Sequence[str]]) -> Path:
    """Write the pages of all chapters that have run, and ``index.html``; return its path.

    Parameters
    ----------
    study : Study
        Whose output folder holds the executed notebooks.
    chapters : sequence of Path
        All chapters of the workbook, in order.
    ran : mapping of str to sequence of str
        The chapters of this run, each with the reasons why it stopped; none when it did not.
    """
    state = _state(study.output, ran)
    notebooks = _notebooks(study.output, chapters, state)
    for chapter in chapters:
        if chapter.stem not in state or state[chapter.stem]:
            (study.output / f"{chapter.stem}.html").unlink(missing_ok=True)
    _write_pages(study, {name: book for name, book in notebooks.items() if not state.get(name, ["open"])})
    return _write_index(study, notebooks, state)


def write_index(study: Any, chapters: Sequence[Path]) -> Path:
    """Write ``index.html`` alone, from what earlier runs left; return its path."""
    state = _state(study.output, {})
    return _write_index(study, _notebooks(study.output, chapters, state), state)


def _write_index(study: Any, notebooks: Mapping[str, Any], state: Mapping[str, Sequence[str]]) -> Path:
    index = study.output / "index.html"
    entries = [_entry(name, book, state) for name, book in notebooks.items()]
    accounts = "accounts/index.html" if (study.output / "accounts" / "index.html").is_file() else ""
    text = index_page(
        entries, study=study.name, as_of=_last_day(study), language=study.language, accounts=accounts
    )
    index.write_text(text, encoding="utf-8", newline="\n")
    return Path(index)


def _notebooks(output: Path, chapters: Sequence[Path], state: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    return {chapter.stem: _read(_executed(output, chapter, state)) for chapter in chapters}


def _state(output: Path, ran: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the chapters that ever ran here with their reasons to stop, this run's put in."""
    file = output / ".log" / "state.json"
    before = _read_state(file)
    kept = {name: why for name, why in before.items() if (output / "notebooks" / f"{name}.ipynb").is_file()}
    state = {**kept, **{name: list(reasons) for name, reasons in ran.items()}}
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, json.dumps(state, ensure_ascii=False, indent=1, sort_keys=True).encode())
    return state


def _read_state(file: Path) -> dict[str, list[str]]:
    """Return what was recorded; nothing where it was cut off, as it can be made again."""
    try:
        return dict(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}
    except ValueError:
        return {}


def _executed(output: Path, chapter: Path, state: Mapping[str, Sequence[str]]) -> Path:
    executed = output / "notebooks" / chapter.name
    return executed if not state.get(chapter.stem, ["open"]) else chapter


def _read(file: Path) -> Any:
    import nbformat

    return nbformat.read(file, as_version=4)


def _write_pages(study: Any, done: Mapping[str, Any]) -> None:
    names = list(done)
    pages = {f"{name}.html" for name in names} | {"index.html"}
    for place, name in enumerate(names):
        page = chapter_page(
            done[name], study=study.name, language=study.language, name=f"{name}.html", pages=pages,
            before=_neighbour(names[place - 1], done) if place else None,
            after=_neighbour(names[place + 1], done) if place + 1 < len(names) else None,
        )  # fmt: skip
        (study.output / f"{name}.html").write_text(page, encoding="utf-8", newline="\n")


def _neighbour(name: str, done: Mapping[str, Any]) -> Neighbour:
    return Neighbour(f"{name}.html", " ".join(filter(None, title_of(done[name]))))


def _entry(name: str, notebook: Any, state: Mapping[str, Sequence[str]]) -> Entry:
    number, question = title_of(notebook)
    reasons = state.get(name, [])
    done = name in state and not reasons
    return Entry(
        number or name[:2],
        question or name,
        finding=finding_of(notebook) if done else "",
        page=f"{name}.html" if done else "",
        reasons=reasons,
    )


def _last_day(study: Any) -> date | None:
    """Return the last day counted; None for a study whose sales can't be read yet."""
    from kamlib.flow.prepare import prepared

    try:
        return study.as_of or prepared(study).as_of.date()
    except KamError:
        return None
