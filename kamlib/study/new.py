"""Make a study from a client's files: copy them, find what they mean, write down what is still open."""

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from kamlib.problems import KamError, Problem
from kamlib.study.decided import record_proposals
from kamlib.study.draft import DraftTable, draft
from kamlib.study.folder import open_study, set_at
from kamlib.study.given_tables import given_tables, open_questions
from kamlib.study.judgement import write_whole
from kamlib.study.load import Files, load
from kamlib.study.meaning import Proposal, TableChoice, TablesProposal, propose_columns, propose_tables
from kamlib.study.query import run_query
from kamlib.study.read import Question
from kamlib.tables import GIVEN
from kamlib.text import _

_QUERY = "your query"
_WHOLE_FILE = ("encoding", "delimiter", "heading_rows")
_CURRENCY = re.compile(r"\b(RUB|EUR|USD|PLN|GBP|CHF|CZK|KZT|BYN|UAH|CNY)\b")
_ENDINGS = (".csv", ".tsv", ".tab", ".txt", ".csv.gz", ".xlsx", ".xlsm", ".parquet")


def new_study(
    folder: Path,
    files: Sequence[Path],
    *,
    sales: str | None = None,
    sales_sql: str | None = None,
    name: str | None = None,
) -> list[str]:
    """Make the study folder; nothing is left behind when it can't be made.

    Parameters
    ----------
    folder : Path
        The folder to make; it must not hold anything yet.
    files : sequence of Path
        The client's files; of a folder, the table files in it. They are copied byte for byte.
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
    sources = _sources(folder, files, sales)
    title = name or folder.resolve().name
    with _building(folder) as place:
        for source in sources:
            shutil.copyfile(source, place / "input" / source.name)
        (place / "judgement").mkdir()
        read = _read_provisionally(place, title)
        drafts = _drafts(read, _chosen(read, sales, sales_sql), sales_sql)
        tables, by_column = [table for table, _columns in drafts], list(_column_questions(drafts))
        write_whole(place / "study.yaml", draft(title, {}, tables, by_column).encode())
        questions = [*map(_file_question, _asked(place)), *by_column]
        text = draft(title, _reading(read, tables), tables, questions, currency=_currency(tables))
        write_whole(place / "study.yaml", text.encode())
        proposed = record_proposals(place, on=date.today())
        shutil.rmtree(place / "output", ignore_errors=True)
    said = _said(folder, sources, read, tables, questions)
    return [*said, *proposed, _("Next: kam check {}").format(folder)]


def _sources(folder: Path, files: Sequence[Path], sales: str | None) -> list[Path]:
    """Return the files to copy.

    Raises
    ------
    KamError
        With everything that can't be taken.
    """
    problems = []
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        remedy = _("choose a folder that is not there yet; to add a file, put it into input/ of the study")
        problems.append(Problem("folder-taken", _("holds something already"), remedy, file=str(folder)))
    sources = [p for file in files for p in (_tables_in(file) if file.is_dir() else [file])]
    problems += [
        Problem("file-missing", _("there is no such file"), file=str(p)) for p in sources if not p.is_file()
    ]
    names = [p.name for p in sources]
    for twice in sorted({n for n in names if names.count(n) > 1}):
        problems.append(Problem("file-twice", _("comes twice"), _("rename one of them"), file=twice))
    if sales and Path(sales).name not in names:
        remedy = _("use one of: {}").format(", ".join(names))
        problems.append(Problem("file-missing", _("is not one of the files"), remedy, found=sales))
    if problems:
        raise KamError(problems)
    return sources


def _tables_in(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.is_file() and p.name.lower().endswith(_ENDINGS))


@contextmanager
def _building(folder: Path) -> Iterator[Path]:
    """Yield a folder beside ``folder`` that takes its place when all went well, and goes when not."""
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.absolute().parent))
    try:
        place.chmod(0o755)
        (place / "input").mkdir()
        yield place
        if folder.exists():
            folder.rmdir()
        place.rename(folder)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise


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
        set_at(
            answers.setdefault(Path(question.file).name, {}), question.setting, next(iter(question.choices))
        )
    write_whole(place / "study.yaml", draft(name, answers, [], []).encode())
    return load(open_study(place))


def _chosen(files: Files, sales: str | None, sales_sql: str | None) -> TablesProposal:
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
            frames | {_QUERY: run_query(sales_sql, files.parquet, place=place)}, sales=_QUERY
        )
    if not sales:
        return propose_tables(frames)
    mine = [name for name, table in files.tables.items() if Path(table.file).name == Path(sales).name]
    if not mine:
        raise KamError(files.problems or Problem("no-table", _("holds no table"), file=sales))
    return propose_tables(frames, sales=max(mine, key=lambda name: len(frames[name])))


def _drafts(
    files: Files, chosen: TablesProposal, sales_sql: str | None
) -> list[tuple[DraftTable, list[Proposal]]]:
    """Return the proposed tables with what their columns mean."""
    drafts = []
    for name in GIVEN:
        choice: TableChoice | None = getattr(chosen, name)
        if choice is None:
            continue
        query = (sales_sql or "") if choice.table == _QUERY else choice.groups_query or choice.query
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


def _column_questions(drafts: Iterable[tuple[DraftTable, list[Proposal]]]) -> Iterator[dict[str, Any]]:
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


def _file_question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "file": Path(question.file).name,
        "setting": list(question.setting),
        "ask": question.ask,
        "choices": dict(question.choices),
    }


def _asked(place: Path) -> list[Question]:
    study = open_study(place)
    files = load(study)
    return open_questions(study, files, given_tables(study, files))


def _reading(files: Files, tables: Iterable[DraftTable]) -> dict[str, dict[str, Any]]:
    """Return how the files of the study's tables are written, as far as it concerns the whole file."""
    sources = [t.source for t in tables if t.source]
    return {
        Path(files.tables[name].file).name: {
            key: value for key, value in files.tables[name].settings.items() if key in _WHOLE_FILE
        }
        for name in sources
    }


def _said(
    folder: Path,
    sources: Sequence[Path],
    files: Files,
    tables: Sequence[DraftTable],
    questions: Sequence[Any],
) -> list[str]:
    lines = [_("{} is made; {} files are copied into its folder input.").format(folder, len(sources))]
    for table in tables:
        rows = len(files.tables[table.source].frame) if table.source else None
        made = _("{} ({} rows)").format(table.source, rows) if table.source else _("a query")
        lines.append(f"{table.name}: {made} - {table.reason}")
        lines += [
            f'  {meaning}: "{heading}" - {reason}'
            for meaning, (heading, reason) in table.columns.items()
            if heading
        ]
    if not any(table.name == "sales" for table in tables):
        lines.append(
            _(
                "No table has client, date and amount. Say which file holds the sales with --sales, or "
                "write a query in study.yaml."
            )
        )
    if questions:
        lines.append(
            _("{} questions are open; answer them in {}:").format(len(questions), folder / "study.yaml")
        )
        lines += [f"  {question['ask']}" for question in questions]
    return lines


def _currency(tables: Iterable[DraftTable]) -> str:
    """Return the currency that the heading of the amount names; empty where it names none."""
    headings = (t.columns["amount"][0] for t in tables if t.name == "sales" and "amount" in t.columns)
    found = _CURRENCY.search(next(headings, ""))
    return found[0] if found else ""
