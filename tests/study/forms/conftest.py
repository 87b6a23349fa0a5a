"""Forms made on the spot, filled as people fill them, saved as programs save them."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from kamlib.pack import catalogue, shipped
from kamlib.study.forms import Kind, influence_form, questionnaire, scores_form
from kamlib.study.statements import STATEMENTS

NAMES = ["Бастила Строй", '=HYPERLINK("http://x")', "Żółw\nSp. z o.o.", "<b>&amp;</b>", "-5 %"]


def accounts(names=NAMES, manager="Adam Bor"):
    """One row for each name; every second account is the manager's; the last one buys nothing yet."""
    n = len(names)
    return pd.DataFrame(
        {
            "account": [f"{i:04d}" for i in range(n)],
            "name": names,
            "manager": [manager if i % 2 == 0 else "Nina Sova" for i in range(n)],
            "revenue": [1000.5 * (n - i) for i in range(n)],
            "target": [i == n - 1 for i in range(n)],
        }
    )


def none(table: str) -> pd.DataFrame:
    columns = STATEMENTS[table].columns
    return pd.DataFrame({name: pd.Series(dtype="object") for name in columns})


def criteria(n: int = 3) -> pd.DataFrame:
    known = catalogue(shipped(), "criteria")
    return known[known["from"] == "people"].head(n)


def facts() -> pd.DataFrame:
    return catalogue(shipped(), "facts").head(4).assign(group="Reference value")


def scores(who="Adam Bor", *, names=NAMES, study="Alder", round=1, **more):
    said = {
        "known": pd.DataFrame(), "answered": none("scores"), "facts_answered": none("facts"),
        "notes": none("notes"), "facts": facts(), "criteria": criteria(), "accounts": accounts(names),
        "group": pd.DataFrame(columns=["account", "criterion", "own", "all"]),
    }  # fmt: skip
    return scores_form(study=study, who=who, round=round, **(said | more))


def influence(who="Adam Bor", role="manager", manager="Adam Bor", **more):
    said = {
        "accounts": accounts(),
        "questions": catalogue(shipped(), "influence"),
        "answered": none("influence"),
    }
    return influence_form(study="Alder", who=who, role=role, manager=manager, **(said | more))


def strength(who="Adam Bor", **more):
    said = {"accounts": accounts(NAMES[:2]), "answered": none("strength")}
    return questionnaire("strength", study="Alder", who=who, **(said | more))


def cell_of(sheet, account: str, column: str):
    """Return the cell of an account, or of a line, in a column, as the hidden row of names tells it."""
    names = {cell.value: cell.column for cell in sheet[1] if cell.value}
    rows = {str(row[0].value): row[0].row for row in sheet.iter_rows(min_row=2, max_col=1)}
    return sheet.cell(rows[account], names[column])


def value_for(kind: Kind, n: int) -> tuple[object, object]:
    """Return what somebody types into a cell of a kind, different from cell to cell, and what is kept."""
    if kind.name == "choice":
        value, words = kind.choices[n % len(kind.choices)]
        return words, value
    if kind.name == "text":
        return (f"- =текст {n}, żółw\nнова <b>&",) * 2
    if kind.name == "day":
        return (datetime(2026, 1 + n % 12, 1 + n % 28),) * 2
    low, step = max(kind.low or 0, 0), 1 if kind.name == "whole" else 0.025 if kind.unit == "share" else 0.5
    return (low + step * (n % 4),) * 2


def by_openpyxl(path):
    openpyxl.load_workbook(path).save(path)


def by_xlsxwriter(path):
    """Copy the values of every sheet, and nothing else, as a program that knows no more would write them."""
    source = openpyxl.load_workbook(path)
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    for sheet in source.worksheets:
        copy = book.add_worksheet(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    copy.write(cell.row - 1, cell.column - 1, cell.value)
    book.close()


SAVED = [None, by_openpyxl, by_xlsxwriter]


@pytest.fixture
def fill(tmp_path: Path) -> Callable[..., Path]:
    """Write answers into a form as a person would, and save it by openpyxl; return the file."""

    def filled(path: Path, answers: dict, *, sheet: str = "Scores", to: str = "", change=None) -> Path:
        book = openpyxl.load_workbook(path)
        for (account, column), value in answers.items():
            cell_of(book[sheet], account, column).value = value
        if change:
            change(book)
        place = tmp_path / "returned" / (to or path.name)
        place.parent.mkdir(exist_ok=True)
        book.save(place)
        return place

    return filled
