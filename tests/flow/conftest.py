"""Study folders written on the spot, and the command line as a user calls it."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kamlib.flow import open_study, prepared
from kamlib.study.new import new_study


@pytest.fixture
def make_study(tmp_path: Path) -> Callable[..., Path]:
    """Write a study folder: ``study.yaml`` and, by name, the files of ``input/``; return it."""

    def make(yaml: str, *, name: str = "study", **files: str) -> Path:
        folder = tmp_path / name
        (folder / "input").mkdir(parents=True, exist_ok=True)
        (folder / "judgement").mkdir(exist_ok=True)
        (folder / "study.yaml").write_text(yaml, encoding="utf-8")
        for file, text in files.items():
            (folder / "input" / f"{file}.csv").write_text(text, encoding="utf-8")
        return folder

    return make


@pytest.fixture(scope="session")
def real_study(
    real_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], tuple[Path, list[str]]]:
    """Return a study made of a real data set, and what was said; made and counted once, copied for each."""
    made: dict[str, tuple[Path, list[str]]] = {}

    def study(name: str) -> tuple[Path, list[str]]:
        if name not in made:
            first = tmp_path_factory.mktemp("real") / name
            made[name] = first, new_study(first, [real_data / name])
            prepared(open_study(first))
        first, lines = made[name]
        folder = tmp_path_factory.mktemp(name) / name
        shutil.copytree(first, folder)
        return folder, lines

    return study


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
