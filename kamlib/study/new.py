"""Make a study from a client's files: copy them, find what they mean, write down what is still open."""

import re
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kamlib.problems import KamError, Problem
from kamlib.study.answers import answered, first_answer, set_at
from kamlib.study.beside import beside_questions
from kamlib.study.building import building
from kamlib.study.decided import record_proposals, usable
from kamlib.study.draft import (
    YOUR_QUERY,
    DraftTable,
    column_questions,
    currency_of,
    draft,
    drafts_of,
    file_question,
    reading_of,
)
from kamlib.study.folder import open_study
from kamlib.study.given_tables import given_tables, open_questions
from kamlib.study.judgement import write_whole
from kamlib.study.load import Files, in_words, load
from kamlib.study.meaning import TableChoice, propose_tables, wanting
from kamlib.study.query import run_query
from kamlib.study.read import Question
from kamlib.study.sources import copy_files, files_to_copy
from kamlib.study.splitting import split_questions
from kamlib.text import _, ngettext


def new_study(
    folder: Path,
    files: Sequence[Path],
    *,
    sales: str | None = None,
    sales_sql: str | None = None,
    name: str | None = None,
) -> list[str]:
    """Make the study folder, or propose anew for one that is there; nothing is left behind when it fails.

    Parameters
    ----------
    folder : Path
        The folder to make; it must not hold anything yet, unless there are no files.
    files : sequence of Path
        The client's files; of a folder, the table files in it. They are copied byte for byte. None for a
        study that exists: then what is not recorded yet is proposed in its ``judgement/``.
    sales : str, optional
        Which of the files holds the sales.
    sales_sql : str, optional
        SELECT that makes the sales from the files.
    name : str, optional
        Title of the study; the name of the folder without it.

    Returns
    -------
    list of str
        What was done and what to do next, in sentences.

    Raises
    ------
    KamError
        With every file that can't be taken, before anything is made.
    """
    if not files:
        return _proposed_anew(folder, [word for word in (sales, sales_sql, name) if word])
    sources = files_to_copy(folder, files, sales=sales)
    title = name or folder.resolve().name
    with building(folder) as place:
        copy_files(sources, place / "input")
        (place / "judgement").mkdir()
        read = _read_provisionally(place, title)
        drafts = drafts_of(read, _chosen(read, sales, sales_sql), sales_sql)
        tables, by_column = [table for table, _columns in drafts], list(column_questions(drafts))
        write_whole(place / "study.yaml", draft(title, {}, tables, by_column).encode())
        asked = _asked(place)
        questions = [*map(file_question, asked), *by_column, *_splits(place, read)]
        reading = reading_of(read, tables, asked)
        text = draft(title, reading, tables, questions, currency=currency_of(read, tables))
        write_whole(place / "study.yaml", text.encode())
        proposed = record_proposals(place, on=date.today())
        shutil.rmtree(place / "output", ignore_errors=True)
    said = _said(folder, sources, read, tables, questions)
    return [*said, *proposed, _next(folder)]


def _proposed_anew(folder: Path, words: Sequence[str]) -> list[str]:
    """Record what is proposed and not recorded yet in a study that exists; return what was done.

    Raises
    ------
    KamError
        When there is no such study, something besides questions stops it, or words ask for a new one.
    """
    study = open_study(folder)
    if words:
        remedy = _("name the files too, or write it in study.yaml")
        raise KamError(Problem("files-missing", _("is for a new study"), remedy, found=words[0]))
    files = load(study)
    tables = given_tables(study, files)
    asked = [q.ask for q in open_questions(study, files, tables)]
    asked += [str(q.get("ask") or q["id"]) for q in study.questions if not q.get("file") and not answered(q)]
    if asked:
        said = _asks(folder, asked)
        return [*said, _("Nothing is proposed before they are answered."), _next(folder)]
    if not usable(tables):
        stops = [p for table in tables.values() for p in table.problems if p.stops]
        raise KamError(stops or study.plain.problem("no-sales", _("gives no sales"), "", ("tables",)))
    nothing = _("Nothing new is proposed; judgement/ is as it was.")
    return [*(record_proposals(folder, on=date.today()) or [nothing]), _next(folder)]


def _next(folder: Path) -> str:
    words = str(folder)
    return _("Next: kam check {}").format(f'"{words}"' if re.search(r"\s", words) else words)


def _read_provisionally(place: Path, name: str) -> Files:
    """Return the files as they would be if each question had its first answer.

    A column of doubtful dates is text until somebody answers; what it means can be proposed all the same.

    Raises
    ------
    KamError
        Naming the files that can't be read at all.
    """
    write_whole(place / "study.yaml", draft(name, {}, [], []).encode())
    as_they_are = load(open_study(place))
    if any(problem.stops for problem in as_they_are.problems):
        raise KamError([p for p in as_they_are.problems if p.stops])
    if not as_they_are.questions:
        return as_they_are
    answers: dict[str, Any] = {}
    for question in as_they_are.questions:
        said = answers.setdefault(Path(question.file).name, {})
        set_at(said, question.setting, first_answer(question.choices))
    write_whole(place / "study.yaml", draft(name, answers, [], []).encode())
    return load(open_study(place))


def _chosen(files: Files, sales: str | None, sales_sql: str | None) -> dict[str, TableChoice]:
    """Return which table is which.

    Raises
    ------
    KamError
        When the named file holds no table, or the query can't be computed.
    """
    frames = {name: table.frame for name, table in files.tables.items()}
    if sales_sql:
        place = Problem("query", "", file="--sales-sql")
        return propose_tables(
            frames | {YOUR_QUERY: run_query(sales_sql, files.parquet, place=place)}, sales=YOUR_QUERY
        )
    if not sales:
        return propose_tables(frames)
    mine = [name for name, table in files.tables.items() if Path(table.file).name == Path(sales).name]
    if not mine:
        raise KamError(files.problems or Problem("no-table", _("holds no table"), file=sales))
    return propose_tables(frames, sales=max(mine, key=lambda name: len(frames[name])))


def _asked(place: Path) -> list[Question]:
    study = open_study(place)
    files = load(study)
    return open_questions(study, files, given_tables(study, files))


def _splits(place: Path, read: Files) -> list[dict[str, Any]]:
    """Return the questions about columns and tables that split the money, with files read provisionally."""
    study = open_study(place)
    tables = given_tables(study, read)
    if "sales" not in tables:
        return []
    return [*split_questions(study, tables["sales"]), *beside_questions(study, read, tables)]


def _said(
    folder: Path, sources: Sequence[Path], files: Files, tables: Sequence[DraftTable],
    questions: Sequence[Any],
) -> list[str]:  # fmt: skip
    copied = ngettext("{} is made; {} file is copied into its folder input.",
                      "{} is made; {} files are copied into its folder input.", len(sources))
    lines = [copied.format(folder, len(sources))]
    for table in tables:
        rows = len(files.tables[table.source].frame) if table.source else None
        made = _("{} ({} rows)").format(table.source, rows) if table.source else _("a query")
        lines.append(f"{table.name}: {made} - {table.reason}")
        lines += [f'  {meaning}: "{heading}" - {reason}'
                  for meaning, (heading, reason) in table.columns.items() if heading]  # fmt: skip
    if not any(table.name == "sales" for table in tables):
        lines += _without_sales(folder, files)
    return [*lines, *_asks(folder, [question["ask"] for question in questions])]


def _without_sales(folder: Path, files: Files) -> list[str]:
    """Say of each table what it lacks to be the sales, and what can be done."""
    lines = [_("No heading of one table says client, date and amount:")]
    for words, (name, table) in zip(in_words(files), files.tables.items(), strict=True):
        lacks = _(", no ").join(wanting(table.frame, table_name=name))
        lines.append(_("  {}: no {}").format(words, lacks) if lacks else f"  {words}")
        lines += [f"  {problem}" for column in table.columns for problem in column.problems if problem.stops]
    remedy = _("If one of them holds the sales, write it under tables in {}, with your headings:")
    return [
        *lines,
        remedy.format(folder / "study.yaml"),
        _('  sales: {from: TABLE, columns: {account: "...", date: "...", amount: "..."}}'),
        _("or delete the folder {} and say which: kam new {} FILES --sales FILE").format(folder, folder),
    ]


def _asks(folder: Path, questions: Sequence[str]) -> list[str]:
    said = ngettext(
        "{} question is open; answer it in {}:", "{} questions are open; answer them in {}:", len(questions)
    )
    first = [said.format(len(questions), folder / "study.yaml")] if questions else []
    return [*first, *(f"  {question}" for question in questions)]
