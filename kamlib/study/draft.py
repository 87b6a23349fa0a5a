"""What a new study says: proposals turned into drafts and questions, and the text of its ``study.yaml``."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kamlib.lexicon.money import unit_in
from kamlib.problems import Problem
from kamlib.study.load import Files
from kamlib.study.meaning import Proposal, TableChoice, propose_columns
from kamlib.study.proposals.currencies import codes
from kamlib.study.query import run_query
from kamlib.study.read import Question
from kamlib.tables import GIVEN
from kamlib.text import _


@dataclass(frozen=True)
class DraftTable:
    """Where one table of the study comes from, as proposed.

    Parameters
    ----------
    name : str
        ``sales``, ``accounts`` ...
    source : str
        Name of a table of ``input/``; empty when there is a query.
    query : str
        SQL SELECT; empty when there is a source.
    columns : dict of str to tuple of str and str
        Meaning to heading and reason; a heading may be empty while a question about it is open.
    reason : str
        Why this table.
    """

    name: str
    source: str = ""
    query: str = ""
    columns: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    reason: str = ""


def draft(
    name: str,
    files: Mapping[str, Mapping[str, Any]],
    tables: Iterable[DraftTable],
    questions: Iterable[Mapping[str, Any]],
    *,
    currency: str = "",
) -> str:
    """Return the text of ``study.yaml``.

    Parameters
    ----------
    name : str
        Title of the study.
    files : mapping of str to mapping
        How each file is read, by its name.
    tables : iterable of DraftTable
    questions : iterable of mapping
        ``id``, ``ask``, ``choices``, ``setting`` and perhaps ``file``.
    currency : str
        Currency seen in the data; empty when none was.

    Returns
    -------
    str
        YAML with comments; `kamlib.study.folder.open_study` reads it.

    Examples
    --------
    >>> print(draft("Volna", {}, [], []).splitlines()[3])
    name: Volna
    """
    parts = [
        _comment(
            _("What is studied, how its files are read, which column means what."),
            _("You may edit this file. `kam check` names everything that is not right in it."),
        ),
        "",
        _entry("name", name),
        _entry("currency", currency) + "  # " + _("printed beside money"),
        "language: en",
        "as_of:  # " + _("last day counted, such as 2025-12-31; empty: the last sale day"),
        "today:  # " + _("day on which it is looked at, such as 2026-01-31; empty: the last day counted"),
        "company:  # " + _("name of your own firm, so that its branches are not taken for clients"),
        "",
        _comment(_("Open questions: write one of the choices behind `answer:`, in quotes.")),
        _questions(list(questions)),
        "",
        _comment(_("Which table holds what, and why.")),
        "tables:",
        *[_table(table) for table in tables],
        "",
        _comment(_("How each file was found to be written. Delete a line and it is found again.")),
        _block({"files": {file: dict(said) for file, said in files.items()}}, short=True),
    ]
    return "\n".join(parts) + "\n"


def _questions(questions: list[Mapping[str, Any]]) -> str:
    if not questions:
        return "questions: []"
    lines = ["questions:"]
    for question in questions:
        lines += [_block([dict(question)]), "  answer:"]
    return "\n".join(lines)


def _table(table: DraftTable) -> str:
    lines = [f"  {table.name}:" + (f"  # {_flat(table.reason)}" if table.reason else "")]
    if table.query:
        lines += _query(table.query.strip())
    else:
        lines.append("    " + _entry("from", table.source))
    if table.columns:
        lines.append("    columns:")
    for meaning, (heading, reason) in table.columns.items():
        lines.append(
            "      " + (_entry(meaning, heading) if heading else f"{meaning}:") + f"  # {_flat(reason)}"
        )
    return "\n".join(lines)


def _entry(key: str, value: str) -> str:
    return _block({key: value}).strip()


def _query(sql: str) -> list[str]:
    """Return a query line by line; as one quoted line where it has signs that an editor would change."""
    lines = sql.split("\n")
    if sql.splitlines() == lines and all(line.isprintable() for line in lines):
        return ["    query: |", *[f"      {line}" for line in lines]]
    return ["    " + _entry("query", sql)]


def _block(value: Any, *, short: bool = False) -> str:
    style = None if short else False
    endless = float("inf")
    text = yaml.dump(
        value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=endless, default_flow_style=style
    )
    return text.rstrip("\n")


class _Dumper(yaml.SafeDumper):
    """Writes each text on one line, so that it can stand anywhere in the file."""

    def ignore_aliases(self, _data: Any) -> bool:
        """Write a value out each time it comes."""
        return True

    def analyze_scalar(self, scalar: str) -> Any:
        """Quote a text that would be written on several lines."""
        analysis = super().analyze_scalar(scalar)
        if not scalar.isprintable():
            analysis.allow_single_quoted = analysis.allow_flow_plain = analysis.allow_block_plain = False
        return analysis


def _comment(*lines: str) -> str:
    return "\n".join(f"# {line}" for line in lines)


def _flat(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


YOUR_QUERY = "your query"
"""Name of the table that the user's own query makes."""
_TEXT_FILE = ("encoding", "delimiter")


def drafts_of(
    files: Files, chosen: Mapping[str, TableChoice], sales_sql: str | None
) -> list[tuple[DraftTable, list[Proposal]]]:
    """Return the proposed tables with what their columns mean."""
    drafts = []
    for name in (name for name in GIVEN if name in chosen):
        choice = chosen[name]
        query = (sales_sql or "") if choice.table == YOUR_QUERY else choice.groups_query or choice.query
        columns = list(choice.columns)
        if query and query != sales_sql:
            result = run_query(query, files.parquet, place=Problem("query", "", file=name))
            if choice.table and len(result) != len(files.tables[choice.table].frame):
                query = ""  # A key that is not unique would count lines twice.
            else:
                columns = propose_columns(result, GIVEN[name], table_name=name)
        said = {p.meaning: (p.column, _reason(p)) for p in columns}
        drafts.append((DraftTable(name, "" if query else choice.table, query, said, choice.reason), columns))
    return drafts


def _reason(proposal: Proposal) -> str:
    words = {"sure": _("sure"), "likely": _("likely"), "guess": _("a guess"), "question": _("see questions")}
    return f"{words[proposal.confidence]}: {proposal.reason}"


def column_questions(drafts: Iterable[tuple[DraftTable, list[Proposal]]]) -> Iterator[dict[str, Any]]:
    """Yield the questions about columns, as study.yaml holds them."""
    for table, columns in drafts:
        for proposal in columns:
            if proposal.confidence == "question":
                meaning = _(GIVEN[table.name].columns[proposal.meaning].meaning)
                ask = _("Which column of {} holds: {}? {}").format(table.name, meaning, proposal.reason)
                yield {
                    "id": f"{table.name}|{proposal.meaning}",
                    "setting": ["tables", table.name, "columns", proposal.meaning],
                    "ask": ask,
                    "choices": {other.column: other.reason for other in proposal.alternatives},
                }


def file_question(question: Question) -> dict[str, Any]:
    """Return a question about a file, as study.yaml holds it."""
    return {
        "id": question.id,
        "file": Path(question.file).name,
        "setting": list(question.setting),
        "ask": question.ask,
        "choices": dict(question.choices),
    }


def reading_of(
    files: Files, tables: Iterable[DraftTable], asked: Iterable[Question]
) -> dict[str, dict[str, Any]]:
    """Return how the files of the study's tables are written, as far as it concerns the whole file.

    What is asked is not written down: it would settle the question before anybody answers it.
    """
    sources = [files.tables[t.source] for t in tables if t.source]
    still_open = {(question.file, question.setting[-1]) for question in asked}
    several = Counter(table.file for table in files.tables.values())
    return {
        Path(table.file).name: {
            key: value
            for key, value in table.settings.items()
            if (table.file, key) not in still_open
            and (key in _TEXT_FILE
                 or (key == "heading_rows" and several[table.file] == 1 and not table.notes))
        }
        for table in sources
    }


def currency_of(files: Files, tables: Iterable[DraftTable]) -> str:
    """Return the currency that the heading of the amount names, or each line of the sales; else nothing."""
    sales = next((t for t in tables if t.name == "sales"), None)
    headings = {meaning: heading for meaning, (heading, _why) in sales.columns.items()} if sales else {}
    if found := unit_in(headings.get("amount", "")):
        return found
    if sales and sales.source and headings.get("currency"):
        named = codes(files.tables[sales.source].frame[headings["currency"]]).unique()
        return str(named[0]) if len(named) == 1 else ""
    return ""
