"""Small chapters and a study for tests, made fresh in a temporary folder."""

from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import nbformat.v4 as v4
import pytest

from kamlib.run.forking import Warm
from kamlib.run.normalise import KERNEL

PARAMETERS = 'study: str = ""  # the study folder; empty: the case\ntop: int = 10  # accounts shown'


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    yield
    Warm.end_all()


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "study.yaml").write_text("name: Alder & Co\nas_of: 2025-12-31\n", encoding="utf-8")
    return folder


@pytest.fixture
def make_chapter(tmp_path: Path) -> Callable[..., Path]:
    """Write a chapter of the given code cells, behind a title and the cell of parameters."""

    def make(
        *codes: str, name: str = "02_portfolio", question: str = "Who feeds us?", parameters: str = PARAMETERS
    ) -> Path:
        cells = [
            v4.new_markdown_cell(f"# {name[:2]} {question}", id="title"),
            v4.new_code_cell(parameters, id="parameters", metadata={"tags": ["parameters"]}),
            v4.new_markdown_cell("## The largest", id="largest"),
            *(v4.new_code_cell(code, id=f"step-{place}") for place, code in enumerate(codes)),
        ]
        file = tmp_path / "notebooks" / f"{name}.ipynb"
        file.parent.mkdir(exist_ok=True)
        nbformat.write(v4.new_notebook(cells=cells, metadata=KERNEL), file)
        return file

    return make
