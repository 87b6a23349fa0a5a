"""``make chapters``: executed on a copy of the workbook and stored in one form, the same after every run."""

import shutil
from pathlib import Path

import pytest

from kamlib.run import chapters as stored

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def workbook(make_chapter) -> Path:
    """A workbook of one chapter, the smallest library it can run with, and a case."""
    folder = make_chapter(
        "from pathlib import Path\nimport kamlib\n"
        "(Path(kamlib.__file__).parents[1] / 'data' / 'touched').touch()",
        "import pandas as pd\npd.DataFrame({'amount': [1.5]}).style",
    ).parent.parent
    (folder / "data").mkdir()
    (folder / "data" / "study.yaml").write_text("name: Case\n", encoding="utf-8")
    (folder / "kamlib").mkdir()
    for name in ("__init__.py", "_faststart.py"):
        shutil.copy(PROJECT / "kamlib" / name, folder / "kamlib" / name)
    return folder


def test_a_second_execution_changes_no_byte_and_the_case_is_not_touched(workbook, capsys):
    chapter = workbook / "notebooks" / "02_portfolio.ipynb"
    assert stored.main(["--workbook", str(workbook)]) == 0
    first = chapter.read_bytes()
    assert b"<style" in first
    assert stored.main(["--workbook", str(workbook)]) == 0
    assert chapter.read_bytes() == first
    assert [line.split(maxsplit=1)[1] for line in capsys.readouterr().out.splitlines()] == [
        "stored",
        "the same",
    ]
    assert [path.name for path in (workbook / "data").iterdir()] == ["study.yaml"]


def test_check_names_what_differs_and_writes_nothing(workbook, capsys):
    chapter = workbook / "notebooks" / "02_portfolio.ipynb"
    before = chapter.read_bytes()
    assert stored.main(["--workbook", str(workbook), "--check"]) == 1
    assert "differs" in capsys.readouterr().out
    assert chapter.read_bytes() == before


def test_a_chapter_that_stops_is_named_and_left_alone(workbook, make_chapter, capsys):
    chapter = make_chapter("raise ValueError('no sales')")
    before = chapter.read_bytes()
    assert stored.main(["--workbook", str(workbook)]) == 1
    assert "no sales (ValueError)" in capsys.readouterr().err
    assert chapter.read_bytes() == before
