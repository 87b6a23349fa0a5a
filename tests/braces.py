"""A study whose people typed braces into everything that is free to word, and into names of accounts."""

import csv
from pathlib import Path

import openpyxl

TYPED = " {2026} {name.__class__} {0!r:>{1}}"
FREE = {"reason", "evidence", "note", "source", "competitor", "what", "name", "Наименование"}


def type_braces(study: Path) -> Path:
    """Add braces to every free text of a copy of the case, and return it."""
    judged = study / "judgement"
    _add(study / "input" / "customers.csv", "cp1251", ";")
    for path in [*judged.glob("*.csv"), *judged.glob("*/*.csv")]:
        if path.name != "decisions.csv":
            _add(path, "utf-8-sig", ",")
    for path in judged.rglob("*.xlsx"):
        book = openpyxl.load_workbook(path)
        for sheet in book:
            lists = [each.sqref for each in sheet.data_validations.dataValidation if each.type == "list"]
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                words = isinstance(cell.value, str) and cell.value.count(" ") > 2
                listed = any(cell.coordinate in ranges for ranges in lists)
                if words and not cell.protection.locked and not listed:
                    cell.value += TYPED
        book.save(path)
    return study


def _add(path: Path, encoding: str, delimiter: str) -> None:
    with path.open(encoding=encoding, newline="") as file:
        headings, *rows = csv.reader(file, delimiter=delimiter)
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(headings)
        for row in rows:
            writer.writerow([value + TYPED if heading in FREE and value else value
                             for heading, value in zip(headings, row, strict=True)])
