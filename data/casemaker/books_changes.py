"""What is typed into one workbook: the rows of an account as cells of its pages."""

from collections.abc import Iterator, Mapping

import pandas as pd

from kamlib.study.books import Change
from kamlib.study.forms import Form, Line, Page
from kamlib.tables import KEPT

Tables = Mapping[str, pd.DataFrame]


def changes_of(form: Form, tables: Tables) -> list[Change]:
    """Return the cells to be typed; what the workbook only shows is not among them.

    Parameters
    ----------
    form : Form
    tables : dict of str to DataFrame
        Rows of the account, by table.
    """
    return [change for page in form.pages for change in _of_page(page, tables)]


def _of_page(page: Page, tables: Tables) -> Iterator[Change]:
    name = page.key.split(":")[0]
    if name not in KEPT or name not in tables or tables[name].empty:
        return
    columns = KEPT[name].columns
    lines, asked = {line.key: line for line in page.lines}, {column.key for column in page.asked}
    if lines and set(lines) <= set(columns):
        values = tables[name].iloc[0]
        cells = [(line, "value", values.get(line.key)) for line in page.lines]
    elif next(iter(columns)) in asked:
        cells = list(_records(page, tables[name], asked))
    else:
        by_line = tables[name].assign(line=tables[name][next(iter(columns))].map(as_text))
        cells = [
            (lines[row["line"]], column, row[column])
            for _n, row in by_line.iterrows() if row["line"] in lines for column in asked & set(row.index)
        ]
    for line, column, value in cells:
        text = as_text(value)
        if text and column not in line.locked:
            yield Change(page.key, line.key, column, text)
    if name == "quantities":
        yield from _emptied(page, tables[name])


def _records(page: Page, frame: pd.DataFrame, asked: set[str]) -> Iterator[tuple[Line, str, object]]:
    """Return the cells of records: a new line for each, or the line that is there under its name."""
    known = {as_text(line.cells.get("name")): line for line in page.lines if line.cells.get("name")}
    keyed = {line.key: line for line in page.lines}
    new = 0
    for _n, row in frame.iterrows():
        own = row.drop(labels=["name"]).rename({"line_name": "name"})
        line = known.get(as_text(own.get("name"))) or keyed.get(as_text(own.get("line_key")))
        if line is None:
            new += 1
            line = Line(f"+{new}", "")
        for column in asked & set(own.index):
            yield line, column, own[column]


def _emptied(page: Page, frame: pd.DataFrame) -> Iterator[Change]:
    """Return the proposed lines that a joint line of the plan takes in: they are emptied."""
    own = set(frame["line_name"])
    joined = {part for text in frame["groups"] for part in str(text).split("; ")} - own
    for line in page.lines:
        if line.cells.get("name") in joined:
            for column in page.asked:
                if column.key not in line.locked and line.cells.get(column.key) not in (None, ""):
                    yield Change(page.key, line.key, column.key, "")


def as_text(value: object) -> str:
    """Return a value as people type it; empty for what nobody knows."""
    if value is None or (isinstance(value, float) and pd.isna(value)):
        return ""
    return f"{value:.12g}" if isinstance(value, int | float) else str(value)
