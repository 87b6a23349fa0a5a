"""Files written for one test and read back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from kamlib.study.read import Loaded, ReadResult, read_file

Read = Callable[..., ReadResult]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write text or bytes into a file and read it; settings are keyword arguments."""

    def write_and_read(
        content: str | bytes, name: str = "sales.csv", encoding: str = "utf-8", **settings: Any
    ):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return read_file(path, label=f"input/{name}", settings=settings)

    return write_and_read


@pytest.fixture
def table(read: Read) -> Callable[..., Loaded]:
    """Read a file that must give one table."""

    def only_table(*args: Any, **settings: Any) -> Loaded:
        result = read(*args, **settings)
        assert len(result.tables) == 1, result
        return result.tables[0]

    return only_table


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook: a function fills it, or its only sheet is given as rows."""

    def write(content: Any, name: str = "sales.xlsx", sheet: str = "Sheet1") -> Path:
        path = tmp_path / name
        book = xlsxwriter.Workbook(str(path))
        if callable(content):
            content(book)
        else:
            put(book.add_worksheet(sheet), content)
        book.close()
        return path

    return write


@pytest.fixture
def read_book(workbook: Callable[..., Path]) -> Read:
    """Write a workbook and read it."""

    def write_and_read(content: Any, name: str = "sales.xlsx", sheet: str = "Sheet1", **settings: Any):
        return read_file(workbook(content, name, sheet), label=f"input/{name}", settings=settings)

    return write_and_read


def put(sheet: Any, rows: list[list[Any]], row: int = 0, column: int = 0) -> None:
    """Write rows into a sheet; None leaves a cell as it is."""
    for r, cells in enumerate(rows):
        for c, value in enumerate(cells):
            if value is not None:
                sheet.write(row + r, column + c, value)


def codes(result: ReadResult | Loaded) -> set[str]:
    """Return the codes of all problems and questions."""
    return {problem.code for problem in result.all_problems}


def holds(found: Loaded, **expected: Any) -> None:
    """Compare a table with what a case says of it: its columns, rows, problems by code, steps, notes."""
    actual = {
        "columns": list(found.frame), "rows": found.rows.tolist(), "notes": found.notes,
        "codes": sorted((p.code, p.row) for p in found.all_problems), "length": len(found.frame),
        "headings": found.settings.get("heading_rows"), "delimiter": found.settings.get("delimiter"),
    }
    for name, value in expected.items():
        if name == "steps":
            assert set(value) <= set(found.steps)
        elif name in actual:
            assert actual[name] == value
        else:
            assert found.frame[name].tolist() == value
    if "codes" not in expected:
        assert found.all_problems == []
