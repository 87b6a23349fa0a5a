"""Every number a chapter shows is computed anew and compared, cell by cell, on a copy of the workbook.

nbval compares texts and tables, not pictures. The copy lies elsewhere, so that no tracked file can change.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import nbformat.v4 as v4
import pandas as pd
import pytest

from kamlib.run.chapters import copy_workbook
from kamlib.run.normalise import KERNEL
from kamlib.run.select import chapters

PROJECT = Path(__file__).parents[2]
CHAPTERS = chapters(PROJECT / "notebooks")


@pytest.fixture(scope="module")
def workbook(tmp_path_factory) -> Path:
    return copy_workbook(PROJECT, tmp_path_factory.mktemp("workbook"))


def validate(library: Path, *notebooks: Path) -> subprocess.CompletedProcess[str]:
    """Run strict nbval on notebooks, with the library that lies in ``library``."""
    (library / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    sanitise = Path(__file__).parent / "sanitise.cfg"
    return subprocess.run(
        [
            sys.executable, "-m", "pytest", "-p", "kamlib._faststart", "-p", "no:cacheprovider", "-rA", "-q",
            "--nbval", "--nbval-current-env", f"--nbval-sanitize-with={sanitise}", "--nbval-cell-timeout=300",
            "-c", str(library / "pytest.ini"), *map(str, notebooks),
        ],
        cwd=library, capture_output=True, text=True, check=False, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(library), "PYTHONHASHSEED": "0", "COLUMNS": "110"},
    )  # fmt: skip


@pytest.fixture(scope="module")
def validated(tmp_path_factory) -> str:
    workbook = copy_workbook(PROJECT, tmp_path_factory.mktemp("workbook"))
    return validate(workbook, *(workbook / "notebooks" / chapter.name for chapter in CHAPTERS)).stdout


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_every_output_is_what_the_chapter_computes(chapter, validated):
    cells = sum(cell.cell_type == "code" for cell in nbformat.read(chapter, 4).cells)
    passed = re.findall(rf"^PASSED .*{chapter.name}::", validated, re.MULTILINE)
    assert len(passed) == cells, validated[-6000:]


@pytest.fixture
def write_small(tmp_path):
    """Write a notebook of one cell and what is stored as its output, beside a library without chapters."""
    (tmp_path / "kamlib").mkdir()
    for name in ("__init__.py", "_faststart.py"):
        (tmp_path / "kamlib" / name).write_bytes((PROJECT / "kamlib" / name).read_bytes())

    def write(source: str, **stored: str) -> Path:
        data = {kind.replace("_", "/"): content for kind, content in stored.items()}
        output = v4.new_output("execute_result", data=data, execution_count=1)
        cell = v4.new_code_cell(source, id="only", execution_count=1, outputs=[output])
        file = tmp_path / "02_small.ipynb"
        nbformat.write(v4.new_notebook(cells=[cell], metadata=KERNEL), file)
        return file

    return write


def passes(notebook: Path) -> bool:
    done = validate(notebook.parent, notebook)
    assert "1 passed" in done.stdout or "1 failed" in done.stdout, done.stdout + done.stderr
    return done.returncode == 0


def test_a_number_that_was_tampered_with_is_caught(write_small):
    assert passes(write_small("1234.5 + 1", text_plain="1235.5"))
    assert not passes(write_small("1234.5 + 1", text_plain="1236.5"))


def test_a_number_in_a_table_is_caught_while_its_random_names_are_not(write_small):
    source = "import pandas as pd\npd.DataFrame({'amount': [1235.5]}).style.format(precision=1)"
    html = pd.DataFrame({"amount": [1235.5]}).style.format(precision=1)._repr_html_()
    shown = "<pandas.io.formats.style.Styler at 0x0>"
    assert passes(write_small(source, text_plain=shown, text_html=html))
    assert not passes(write_small(source, text_plain=shown, text_html=html.replace("1235.5", "1235.6")))
