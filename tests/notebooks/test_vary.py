"""Each chapter also runs by plain papermill, on a study that lies anywhere and has braces in every text."""

import hashlib
import html
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from braces import type_braces

from kamlib.run.chapters import copy_workbook
from kamlib.run.select import chapters

PROJECT = Path(__file__).parents[2]
CHAPTERS = chapters(PROJECT / "notebooks")


def fingerprint(folder: Path) -> dict[str, str]:
    files = (file for file in folder.rglob("*") if file.is_file() and "output" not in file.parts)
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Path:
    return type_braces(copy_workbook(PROJECT, tmp_path_factory.mktemp("anywhere")) / "data")


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_runs_by_plain_papermill(chapter, study, tmp_path):
    before, tracked = fingerprint(study), fingerprint(PROJECT / "notebooks")
    out = tmp_path / chapter.name
    command = [
        sys.executable,
        "-m",
        "papermill",
        str(chapter),
        str(out),
        "-p",
        "study",
        str(study),
        "--no-progress-bar",
    ]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr[-4000:]
    outputs = [output for cell in nbformat.read(out, 4).cells for output in cell.get("outputs", [])]
    assert outputs
    assert not [output for output in outputs if output.output_type == "error"]
    assert "<class " not in html.unescape(str(outputs))
    assert (fingerprint(study), fingerprint(PROJECT / "notebooks")) == (before, tracked)
