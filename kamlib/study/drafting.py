"""What a new study says of its tables and files: proposals turned into drafts and questions."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kamlib.lexicon.money import unit_in
from kamlib.problems import Problem
from kamlib.study.draft import DraftTable
from kamlib.study.load import Files
from kamlib.study.meaning import Proposal, TableChoice, TablesProposal, propose_columns
from kamlib.study.proposals.currencies import codes
from kamlib.study.query import run_query
from kamlib.study.read import Question
from kamlib.tables import GIVEN
from kamlib.text import _

YOUR_QUERY = "your query"
"""Name of the table that the user's own query makes."""
_TEXT_FILE = ("encoding", "delimiter")


def drafts_of(
    files: Files, chosen: TablesProposal, sales_sql: str | None
) -> list[tuple[DraftTable, list[Proposal]]]:
    """Return the proposed tables with what their columns mean."""
    drafts = []
    for name in GIVEN:
        choice: TableChoice | None = getattr(chosen, name)
        if choice is None:
            continue
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
