"""The tables of a study - sales, accounts ... - as ``study.yaml`` says where they come from."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from kamlib.problems import KamError, Problem
from kamlib.study.answers import answered
from kamlib.study.folder import Study
from kamlib.study.given import Given, given
from kamlib.study.load import Files
from kamlib.study.meaning.catalogue import say
from kamlib.study.meaning.proposal import LIKELY
from kamlib.study.query import run_query
from kamlib.study.read import ColumnFound, Question
from kamlib.study.splitting import divided
from kamlib.study.unit_price import amount_problems, in_own_currency, other_amounts, plans
from kamlib.study.zeros import meet
from kamlib.tables import GIVEN
from kamlib.text import _

QUERY = "query"
_STAR = re.compile(r"(?:\bselect|,|\.)\s*\*", re.IGNORECASE)
"""All columns, as a query takes them: those without a meaning are looked at in its result."""


def given_tables(study: Study, files: Files) -> dict[str, Given]:
    """Return the tables that the study names, typed; those it does not name are absent.

    The index of a table that is read from a file is the row in that file.

    Parameters
    ----------
    study : Study
    files : Files
        What `kamlib.study.load.load` read.

    Returns
    -------
    dict of str to Given
        By name; a table that can't be made carries the problems and no rows.
    """
    tables = {name: _given(study, files, name) for name in GIVEN if study.tables.get(name)}
    asked = {(q.file, q.column) for q in open_questions(study, files, tables) if q.column}
    tables = {name: _waiting(study, files, table, asked) for name, table in tables.items()}
    sales = tables.get("sales")
    return {name: meet(table, sales) if sales else table for name, table in tables.items()}


def _waiting(study: Study, files: Files, table: Given, asked: set[tuple[str, str]]) -> Given:
    """Return a table without the problems that only say that a question on one of its columns is open.

    Until it is answered the column is text, and neither dates nor numbers can be made of it.
    """
    name = table.table.name
    source = files.tables.get(table.source)
    # An answer about a file as a whole can change which tables and columns it gives.
    if any(q.file == source.file if source else True for q in files.questions if not q.column):
        codes = ("column-unknown", "column-missing", "column-kind", "table-unknown", QUERY)
        return replace(table, problems=[p for p in table.problems if p.code not in codes])
    open_here = [q["setting"] for q in study.questions if not q.get("file") and not answered(q)]
    missing = {setting[-1] for setting in open_here if setting[:3] == ["tables", name, "columns"]}
    kept = [p for p in table.problems if p.code != "column-missing" or p.column not in missing]
    words = words_of_query(study.tables[name])
    if table.source in files.tables:
        named = {h for file, h in asked if file == files.tables[table.source].file}
        kept = [p for p in kept if p.code != "column-kind" or p.found not in named]
    elif any(heading.casefold() in words for _file, heading in asked):
        kept = [p for p in kept if p.code not in ("column-kind", "query")]
    return replace(table, problems=kept)


def column_problems(study: Study, files: Files, tables: dict[str, Given]) -> list[Problem]:
    """Return the problems of cells in the columns that the study uses; the other columns do not matter."""
    cells = [p for _name, column in used_columns(study, files, tables) for p in column.problems]
    return [*cells, *_percentages(files, tables)]


def _percentages(files: Files, tables: dict[str, Given]) -> Iterator[Problem]:
    """Yield a problem for each column that is named for money or pieces and holds percentages."""
    for table in tables.values():
        loaded = files.tables.get(table.source)
        percent = {c.heading for c in loaded.columns if c.how.get("percent")} if loaded else set()
        for name, heading in table.headings.items():
            if loaded and heading in percent and table.table.columns[name].kind == "number":
                message = _("holds percentages, not {}").format(_(table.table.columns[name].meaning))
                remedy = _("name another heading for {} in study.yaml").format(name)
                yield Problem(
                    "percentages", message, remedy, file=loaded.file, sheet=loaded.sheet, column=heading
                )


def open_questions(study: Study, files: Files, tables: dict[str, Given]) -> list[Question]:
    """Return the questions about files and about the columns that the study uses, still unanswered."""
    used = {(files.tables[name].file, column.heading) for name, column in used_columns(study, files, tables)}
    return [q for q in files.questions if not q.column or (q.file, q.column) in used]


def used_columns(study: Study, files: Files, tables: dict[str, Given]) -> Iterator[tuple[str, ColumnFound]]:
    """Yield table name and column for every column that a table of the study or its query uses."""
    named = {(t.source, heading) for t in tables.values() for heading in t.used}
    words = tables_in_use(study, {})
    for name, loaded in files.tables.items():
        for column in loaded.columns:
            in_query = name.casefold() in words and column.heading.casefold() in words
            if in_query or (name, column.heading) in named:
                yield name, column


def query_sources(study: Study, files: Files) -> pd.DataFrame:
    """Return ``table`` and ``lines`` of the tables that the query of the sales names; empty without one."""
    words = words_of_query(study.tables["sales"])
    rows = [(name, len(t.frame)) for name, t in files.tables.items() if name.casefold() in words]
    return pd.DataFrame(rows, columns=["table", "lines"]).astype({"table": "str", "lines": "int64"})


def tables_in_use(study: Study, tables: dict[str, Given]) -> set[str]:
    """Return the names, in small letters, of what the study reads as a table or in a query."""
    sources = {given.source.casefold() for given in tables.values()}
    return sources | {word for said in study.tables.values() for word in words_of_query(said)}


def words_of_query(said: dict[str, Any]) -> set[str]:
    """Return the names in a query: each word, each text between double quotes, and the headings taken of it.

    SELECT * names no column; the headings taken of its result do.
    """
    if not (query := said.get(QUERY)):
        return set()
    headings = map(str, filter(None, (said.get("columns") or {}).values()))
    found = [*re.findall(r"\w+", query), *re.findall(r'"([^"]+)"', query), *headings]
    return {word.casefold() for word in found}


def _given(study: Study, files: Files, name: str) -> Given:
    said = study.tables[name]
    place = Problem("table", "", file="study.yaml", row=study.plain.line(("tables", name)))
    try:
        frame, source = _frame(study, files, name)
    except KamError as error:
        return Given(GIVEN[name], pd.DataFrame(), {}, "", error.problems)
    headings = said.get("columns") or ({} if not said.get(QUERY) else _by_name(name, frame))
    table = given(GIVEN[name], frame, headings, source=source, place=place)
    at = partial(_line, study, name)
    table = replace(table, problems=[replace(p, row=at(p.column)) for p in table.problems])
    if name != "sales":
        return table
    table = in_own_currency(table, replace(place, row=at("currency")))
    table = replace(table, problems=[*table.problems, *plans(table, replace(place, row=at("amount")))])
    if not said.get(QUERY):
        place = replace(place, row=at("amount"))
        told = [*amount_problems(table, frame, place), *other_amounts(table, frame, place)]
        table = replace(table, problems=[*table.problems, *told])
    return divided(study, table, frame, unused=list(_unused(said.get(QUERY) or "", files, said)))


def _unused(query: str, files: Files, said: dict[str, Any]) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the tables of documents that a query names, with the columns that it does not use."""
    words = words_of_query(said)
    for name, loaded in files.tables.items() if query and not _STAR.search(query) else ():
        headings = [str(column) for column in loaded.frame.columns]
        documents = any(say(heading, "sales", "date").strength >= LIKELY for heading in headings)
        if name.casefold() in words and documents:
            yield name, loaded.frame[[h for h in headings if h.casefold() not in words]]


def _line(study: Study, name: str, column: str) -> int | None:
    return study.plain.line(("tables", name, "columns", column))


def _frame(study: Study, files: Files, name: str) -> tuple[pd.DataFrame, str]:
    said = study.tables[name]
    place = study.plain.problem("query", "", "", ("tables", name, QUERY))
    if said.get(QUERY) and said.get("from"):
        message, remedy = _("has from and query, and only one of them can count"), _("delete one of them")
        raise KamError(study.plain.problem("query-beside-from", message, remedy, ("tables", name, "from"),
                                           found=str(said["from"])))  # fmt: skip
    if said.get(QUERY):
        return run_query(said[QUERY], files.parquet, place=replace(place, column="")), QUERY
    source = said.get("from") or ""
    if source not in files.tables:
        message = _("is not a table of input/") if source else _("has no table and no query")
        remedy = _("write from: and one of: {}").format(", ".join(files.tables) or _("(input/ has no table)"))
        raise KamError(study.plain.problem("table-unknown", message, remedy, ("tables", name),
                                           found=source or name))  # fmt: skip
    loaded = files.tables[source]
    return loaded.frame.set_axis(loaded.rows, axis=0), source


def _by_name(name: str, frame: pd.DataFrame) -> dict[str, str]:
    """Return the columns of a query's result that carry a meaning as their name."""
    return {column: column for column in GIVEN[name].columns if column in frame}
