"""Study folders written on the spot, and the command line as a user calls it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def make_study(tmp_path: Path) -> Callable[..., Path]:
    """Write a study folder: ``study.yaml`` and, by name, the files of ``input/``; return it."""

    def make(yaml: str, *, name: str = "study", **files: str) -> Path:
        return write_study(tmp_path / name, yaml, **files)

    return make


def write_study(folder: Path, yaml: str, **files: str) -> Path:
    """Write ``study.yaml`` and the files of ``input/``; return the folder."""
    (folder / "input").mkdir(parents=True, exist_ok=True)
    (folder / "judgement").mkdir(exist_ok=True)
    (folder / "study.yaml").write_text(yaml, encoding="utf-8")
    for file, text in files.items():
        (folder / "input" / f"{file}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def kam(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Call ``kam`` in another process, in the temporary folder."""

    def call(*words: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kamlib.run.cli", *map(str, words)],
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            check=False,
        )

    return call
