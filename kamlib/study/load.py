"""The client's files as typed tables, read once and then kept as Parquet in ``output/.cache``."""

import copy
import hashlib
import io
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from kamlib.problems import Problem
from kamlib.study.answers import answer_of, answered, set_at
from kamlib.study.folder import Study
from kamlib.study.judgement import write_whole
from kamlib.study.prune import UNREADABLE, prune, used
from kamlib.study.read import ColumnFound, Loaded, Question, ReadResult, read_file
from kamlib.study.read.months import ask_years
from kamlib.text import _
from kamlib.words import language


@dataclass(frozen=True)
class Files:
    """Every file of ``input/``, read.

    Parameters
    ----------
    tables : dict of str to Loaded
        The tables found, by name.
    parquet : dict of str to Path
        The same tables as Parquet, for queries.
    problems : list of Problem
        What is wrong with whole files.
    questions : list of Question
        What is still open about whole files and about their tables.
    """

    tables: dict[str, Loaded]
    parquet: dict[str, Path]
    problems: list[Problem]
    questions: list[Question]


def load(study: Study) -> Files:
    """Read every file of ``input/`` as ``study.yaml`` and the answered questions say.

    Parameters
    ----------
    study : Study

    Returns
    -------
    Files
        Files are taken by name in order; a table name that comes twice gets a number.
    """
    tables: dict[str, Loaded] = {}
    parquet, problems, reads = {}, _unlisted(study), []
    for path in input_files(study):
        read, places = load_file(path, study.output / ".cache", settings_of(study, path.name))
        problems += read.problems
        reads.append(read)
        for loaded, kept in zip(read.tables, places, strict=True):
            name = _free(loaded.name, tables)
            tables[name], parquet[name] = replace(loaded, name=name), kept
    prune(study.output / ".cache", now=len(input_files(study)))
    dated = sum({"date", "number"} <= {column.kind for column in table.columns} for table in tables.values())
    if dated > 1:  # What only one table says by day or period are the sales.
        for table in tables.values():
            table.questions += [asked] if (asked := ask_years(table)) else []
    questions = [q for read in reads for q in (*read.questions, *_asked(read.tables))]
    return Files(tables, parquet, problems, list({q.id: q for q in questions}.values()))


def _asked(tables: list[Loaded]) -> list[Question]:
    """Return the questions of the tables of a file; with several tables each answer goes to its own."""
    if len(tables) == 1:
        return tables[0].questions
    return [
        replace(q, id=f"{q.id}|{table.name}", setting=("tables", table.name, *q.setting))
        for table in tables
        for q in table.questions
    ]


def input_files(study: Study) -> list[Path]:
    """Return the files of ``input/``, without the hidden ones and the lock files of office programs."""
    if not study.input.is_dir():
        return []
    return sorted(filter(is_input, study.input.iterdir()), key=lambda p: p.name)


def in_words(files: Files) -> list[str]:
    """Return each table with its headings, as a user writes them in study.yaml."""
    return [f"{name} ({', '.join(map(str, table.frame.columns))})" for name, table in files.tables.items()]


def is_input(path: Path) -> bool:
    """Whether a path is a file that somebody sent: no hidden one, no lock file of an office program."""
    return path.is_file() and not path.name.startswith((".", "~$"))


def settings_of(study: Study, file: str) -> dict[str, Any]:
    """Return how a file is read: what ``study.yaml`` says of it, with the answers given to its questions."""
    settings: dict[str, Any] = copy.deepcopy(study.files.get(file) or {})
    for question in study.questions:
        if question.get("file") == file and answered(question):
            set_at(settings, question["setting"], answer_of(question))
    return settings


def load_file(path: Path, keep: Path, settings: dict[str, Any]) -> tuple[ReadResult, list[Path]]:
    """Read one file, or take what was kept of it when neither file nor settings nor reader have changed.

    What was kept and is damaged is made anew.

    Parameters
    ----------
    path : Path
        The file.
    keep : Path
        Folder where tables are kept.
    settings : dict
        How it is read; what is absent is detected.

    Returns
    -------
    tuple of ReadResult and list of Path
        What the file gave, and the Parquet file of each of its tables.
    """
    mark = _mark(path, settings)
    keep.mkdir(parents=True, exist_ok=True)
    contents = keep / f"{mark}.json"
    try:
        return _kept(contents)
    except UNREADABLE:
        _keep(read_file(path, label=f"input/{path.name}", settings=settings), contents)
    return _kept(contents)


def _keep(result: ReadResult, contents: Path) -> None:
    """Write what a file gave: its tables, and when they are there, the contents that name them."""
    for number, table in enumerate(result.tables):
        write_parquet(table.frame, contents.with_suffix(f".{number}.parquet"))
        write_parquet(table.rows.to_frame("row"), contents.with_suffix(f".{number}.rows.parquet"))
    said = {
        "tables": [_plain(t) for t in result.tables],
        "problems": [asdict(p) for p in result.problems],
        "questions": [asdict(q) for q in result.questions],
    }
    text = json.dumps(said, ensure_ascii=False).encode()
    write_whole(contents, hashlib.sha256(text).hexdigest().encode() + b"\n" + text)


def _kept(contents: Path) -> tuple[ReadResult, list[Path]]:
    """Return what was kept of a file.

    Raises
    ------
    ValueError
        When it is not as it was written; other errors of `UNREADABLE` where it was not kept, or is damaged.
    """
    used(contents)
    seal, text = contents.read_bytes().split(b"\n", 1)
    if seal.decode() != hashlib.sha256(text).hexdigest():
        raise ValueError(contents.name)
    said = json.loads(text)
    places = [contents.with_suffix(f".{number}.parquet") for number in range(len(said["tables"]))]
    tables = [_restored(t, place) for t, place in zip(said["tables"], places, strict=True)]
    return ReadResult(tables, _problems(said["problems"]), _questions(said["questions"])), places


def _plain(table: Loaded) -> dict[str, Any]:
    bare = replace(table, frame=pd.DataFrame(), rows=pd.Series(dtype="int64"))
    return {key: value for key, value in asdict(bare).items() if key not in ("frame", "rows")}


def _restored(said: dict[str, Any], place: Path) -> Loaded:
    columns = [ColumnFound(**{**c, "problems": _problems(c["problems"])}) for c in said["columns"]]
    rows = read_parquet(place.with_suffix(".rows.parquet"))["row"]
    told = {"questions": _questions(said["questions"]), "problems": _problems(said["problems"])}
    return Loaded(frame=read_parquet(place), rows=rows, **{**said, **told, "columns": columns})


def _problems(said: Iterable[dict[str, Any]]) -> list[Problem]:
    return [Problem(**p) for p in said]


def _questions(said: Iterable[dict[str, Any]]) -> list[Question]:
    return [Question(**{**q, "setting": tuple(q["setting"])}) for q in said]


def write_parquet(frame: pd.DataFrame, path: Path) -> None:
    """Write a frame so that the file is there whole or not at all."""
    content = io.BytesIO()
    frame.to_parquet(content, index=False, write_page_checksum=True)
    write_whole(path, content.getvalue())


def read_parquet(path: Path) -> pd.DataFrame:
    """Read what `write_parquet` wrote.

    Raises
    ------
    OSError, ValueError
        When it is not there, or not as it was written.
    """
    return pd.read_parquet(path, page_checksum_verification=True)


def _mark(path: Path, settings: dict[str, Any]) -> str:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    digest.update(json.dumps([path.name, settings], sort_keys=True, default=str).encode())
    digest.update((_reader() + language()).encode())
    return digest.hexdigest()[:20]


@cache
def _reader() -> str:
    """Return a mark of the code that reads, so that a newer reader reads again."""
    here = Path(__file__).parent
    rooms = ("study/read", "lexicon", "words")
    files = (path for room in rooms for path in sorted((here.parent / room).rglob("*")))
    code = (path for path in files if path.suffix in (".py", ".yaml", ".ftl"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in code)).hexdigest()


def _free(name: str, taken: Iterable[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free


def _unlisted(study: Study) -> list[Problem]:
    there = {p.name for p in input_files(study)}
    message, remedy = _("is not in input/"), _("put it back, or delete the entry")
    return [study.plain.problem("file-missing", message, remedy, ("files", name), found=name)
            for name in study.files if name not in there]  # fmt: skip
