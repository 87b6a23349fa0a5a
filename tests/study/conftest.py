"""Study folders written on the spot, and LibreOffice for those who test with it."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

SALES = "Client;Day;Amount\nA;31.01.2025;100,50\nB;28.02.2025;50,00\nA;31.03.2025;25,00\n"
YAML = """\
name: Alder
tables:
  sales:
    from: sales
    columns: {account: Client, date: Day, amount: Amount}
"""


@pytest.fixture
def make_study(tmp_path: Path) -> Callable[..., Path]:
    """Write a study folder: ``study.yaml`` and, by name, the files of ``input/``; return it."""

    def make(yaml: str = YAML, *, name: str = "study", **files: str) -> Path:
        folder = tmp_path / name
        (folder / "input").mkdir(parents=True, exist_ok=True)
        (folder / "study.yaml").write_text(yaml, encoding="utf-8")
        for file, text in (files or {"sales": SALES}).items():
            (folder / "input" / f"{file}.csv").write_text(text, encoding="utf-8")
        return folder

    return make


@pytest.fixture
def office(tmp_path):
    """Let LibreOffice open a file and save it in another form; return the new file."""

    def saved(path, ending):
        place = tmp_path / "office"
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        words = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", place, path]
        subprocess.run(words, check=True, capture_output=True, env={**os.environ, "HOME": str(tmp_path)})
        return place / f"{path.stem}.{ending}"

    return saved
