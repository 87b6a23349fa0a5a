"""What people typed into workbooks of an earlier version is read, collected and made anew without loss."""

import re
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from kamlib.run.cli import main
from kamlib.study.books import read_books
from kamlib.tables import BOOKS

KEPT = Path(__file__).parent / "kept"
TOLD = KEPT / "told" / "judgement"
WORDS = ("текст", "ważne", "замечание")
JUDGED = sorted(path.relative_to(TOLD) for path in TOLD.rglob("*.csv"))


@pytest.fixture
def study(tmp_path):
    return Path(shutil.copytree(KEPT / "study", tmp_path / "study"))


def understood(study: Path, kind: str) -> dict[str, str]:
    """Return each table of a kind of workbook as text, the comments, and the codes of what was refused."""
    books = read_books(study, kind)
    tables = {**books.tables, "comments": books.comments}
    told = {name: table.to_csv(index=False, lineterminator="\n") for name, table in tables.items()}
    problems = sorted(f"{problem.code} {problem.sheet} {problem.column}" for problem in books.problems)
    return told | {"problems": "\n".join(problems) + "\n"}


def typed(study: Path) -> dict[str, set[str]]:
    """Return every text, number and comment in the workbooks of the accounts, by workbook."""
    found = {}
    for path in sorted((study / "judgement" / "dossiers").rglob("*.xlsx")):
        if re.search(r"\.\d{4}-\d\d-\d\d(-\d+)?$", path.stem):
            continue
        cells = [c for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for c in row]
        values = {str(cell.value) for cell in cells if cell.value is not None}
        notes = {cell.comment.text for cell in cells if cell.comment}
        words = {text for text in values | notes if any(word in text for word in WORDS)}
        found[str(path.relative_to(study))] = words | (values & {"Notiz", "12.5", "=B2*2", "- minus"})
    return found


@pytest.mark.parametrize("kind", BOOKS)
def test_account_workbooks_are_understood_as_they_were(study, kind):
    stored = {path.stem: path.read_bytes().decode() for path in (KEPT / "told" / kind).glob("*")}
    assert understood(study, kind) == stored


def test_account_workbooks_made_anew_keep_every_word(study, capsys):
    kinds, before, words = list(BOOKS), {k: understood(study, k) for k in BOOKS}, typed(study)
    for kind in kinds:
        day = ["--on", "2026-02-12"] if kind == "meeting" else []
        accounts = "Alder & Söhne GmbH" + (", ООО «Кедр»" if not day else "")
        assert main(["forms", kind, str(study), "--accounts", accounts, *day]) == 0
    for kind, tables in before.items():
        after = understood(study, kind)
        for name in tables.keys() - {"problems"}:
            assert after[name].splitlines() == tables[name].splitlines(), name
    again = typed(study)
    assert {name: words[name] - again[name] for name in words} == {name: set() for name in words}


@pytest.mark.parametrize("twice", [False, True])
def test_forms_are_collected_as_they_were(study, twice, capsys):
    forms = [str(path) for path in sorted((study / "forms").glob("*.xlsx"))]
    for _time in range(1 + twice):
        assert main(["collect", str(study), *forms]) == 0
    for path in JUDGED:
        assert without_day(study / "judgement" / path) == without_day(TOLD / path)


def without_day(path: Path) -> str:
    frame = pd.read_csv(path, dtype="str", keep_default_na=False)
    return frame.drop(columns="on", errors="ignore").to_csv(index=False)
