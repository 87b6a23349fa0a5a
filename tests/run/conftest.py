"""Small chapters and a study for tests, made fresh in a temporary folder."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import nbformat
import nbformat.v4 as v4
import pytest

from kamlib.problems import KamError, Problem
from kamlib.run.chapter import ChapterRun
from kamlib.run.forking import Warm
from kamlib.run.normalise import KERNEL

PARAMETERS = 'study: str = ""  # the study folder; empty: the case\ntop: int = 10  # accounts shown'


@pytest.fixture(autouse=True, scope="module")
def nothing_left() -> Iterator[None]:
    yield
    Warm.end_all()


def make_study(place: Path) -> Path:
    folder = place / "study"
    folder.mkdir()
    (folder / "study.yaml").write_text("name: Alder & Co\nas_of: 2025-12-31\n", encoding="utf-8")
    return folder


def write_chapter(
    place: Path, *codes: str, name: str = "02_portfolio", question: str = "Who feeds us?",
    parameters: str = PARAMETERS,
) -> Path:  # fmt: skip
    """Write a chapter of the given code cells, behind a title and the cell of parameters."""
    cells = [
        v4.new_markdown_cell(f"# {name[:2]} {question}", id="title"),
        v4.new_code_cell(parameters, id="parameters", metadata={"tags": ["parameters"]}),
        v4.new_markdown_cell("## The largest", id="largest"),
        *(v4.new_code_cell(code, id=f"step-{number}") for number, code in enumerate(codes)),
    ]
    file = place / "notebooks" / f"{name}.ipynb"
    file.parent.mkdir(exist_ok=True)
    nbformat.write(v4.new_notebook(cells=cells, metadata=KERNEL), file)
    return file


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return make_study(tmp_path)


@pytest.fixture
def make_chapter(tmp_path: Path) -> Callable[..., Path]:
    return partial(write_chapter, tmp_path)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything go its way but kernels: a chapter with "stops" or "stops A1" stops, for all or A1."""

    def run_chapter(chapter, place, *, values, on_cell, **_how):
        book = nbformat.read(chapter, 4)
        if {"stops", f"stops {values.get('account')}"} & {cell.source for cell in book.cells}:
            raise KamError(Problem("a", "is no share", file="b.xlsx", sheet="People", column="C7"))
        for cell in book.cells:
            on_cell()
            if cell.cell_type == "code":
                cell.outputs = []
        (place / "notebooks").mkdir(parents=True, exist_ok=True)
        nbformat.write(book, place / "notebooks" / chapter.name)
        return ChapterRun(chapter.stem, place, 1.0)

    for module in ("accounts", "batch"):
        monkeypatch.setattr(f"kamlib.run.{module}.run_chapter", run_chapter)
