"""Each chapter also runs by plain papermill, on a study that lies anywhere and has braces in every text."""

import hashlib
import html
import json
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
# Papermill as anybody else starts it: nothing of ours is imported before, one process is enough for all.
PLAIN = """
import json, sys, traceback
import papermill
study, *chapters = sys.argv[1:]
stopped = {}
for chapter in chapters:
    name = chapter.replace("\\\\", "/").rpartition("/")[2]
    try:
        papermill.execute_notebook(chapter, name, {"study": study}, progress_bar=False)
    except Exception:
        stopped[name] = traceback.format_exc()
print(json.dumps(stopped))
"""


def fingerprint(folder: Path) -> dict[str, str]:
    files = (file for file in folder.rglob("*") if file.is_file() and "output" not in file.parts)
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.fixture(scope="module")
def ran(tmp_path_factory) -> tuple[Path, dict[str, str]]:
    """Run all chapters; return where the notebooks are, and why some stopped."""
    out = tmp_path_factory.mktemp("ran")
    study = type_braces(copy_workbook(PROJECT, tmp_path_factory.mktemp("anywhere")) / "data")
    before, tracked = fingerprint(study), fingerprint(PROJECT / "notebooks")
    done = subprocess.run([sys.executable, "-c", PLAIN, str(study), *map(str, CHAPTERS)], cwd=out,
                          capture_output=True, text=True, encoding="utf-8", check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    assert (fingerprint(study), fingerprint(PROJECT / "notebooks")) == (before, tracked)
    return out, json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_runs_by_plain_papermill(chapter, ran):
    out, stopped = ran
    assert chapter.name not in stopped, stopped[chapter.name][-4000:]
    outputs = [o for cell in nbformat.read(out / chapter.name, 4).cells for o in cell.get("outputs", [])]
    assert outputs
    assert not [output for output in outputs if output.output_type == "error"]
    assert "<class " not in html.unescape(str(outputs))
