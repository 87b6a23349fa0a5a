"""One person taken out of a workbook: lines about the person whole, every mention elsewhere replaced."""

import io
import json
from collections.abc import Iterator
from typing import Any

from kamlib.study.erase_package import Package, Swap
from kamlib.study.forms.cells import Found, find_page
from kamlib.study.forms.returned import Returned
from kamlib.study.forms.schema import MARK, SHEET, from_cells, to_cells
from kamlib.study.person_files import same_name
from kamlib.study.read.found import Place
from kamlib.study.read.workbook import open_workbook

# In tables with these columns a line is about the person, and goes whole.
ABOUT = ("person", "ours", "theirs")
_LONGEST_NAME = 31


def without(returned: Returned, name: str, swap: Swap) -> tuple[bytes, int]:
    """Return a workbook without a person, and how many lines and texts of it that changes.

    Everything else stays as it is: pictures, results of formulas, what a spreadsheet alone knows.

    Parameters
    ----------
    returned : Returned
    name : str
        The name as it was written.
    swap : callable
        Gives a text with something else instead of the name.
    """
    book = returned.book
    there = [found for page in returned.schema.pages if (found := find_page(returned, page))]
    pages = {found.sheet.title: found for found in there}
    cells: dict[str, dict[str, str | None]] = {}
    count = 0
    for sheet in book.worksheets:
        lines = list(_lines(sheet, name, pages.get(sheet.title)))
        count += len(lines)
        cells[sheet.title] = {at: None for line in lines for at in line}
    schema = _schema(returned, swap)
    cells[SHEET] = cells[SHEET] | schema
    package = Package(returned.path)
    with open_workbook(returned.path, Place(returned.file)) as read:
        parts = {sheet.name: sheet.part for sheet in read.sheets}
    for title, values in cells.items():
        if values:
            package.write_cells(parts[title], values)
    count += bool(schema) + package.swap_texts(_with_titles(book.sheetnames, swap))
    return (package.content(), count) if count else (b"", 0)


def changed(content: bytes) -> Any:
    """Return a workbook as a spreadsheet would see it."""
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(content))


def _lines(sheet: Any, name: str, found: Found | None) -> Iterator[list[str]]:
    """Yield the cells of each line about the person; its key stays, so that it is not filled in again."""
    head = sheet[found.row if found else 1]
    named = [cell.column for cell in head if cell.value is not None]
    if found:
        named.remove(found.key)
        about = [at for key, at in found.columns.items() if key in ABOUT]
        if not found.columns and found.name:
            about = [found.name]  # nothing is asked: the page shows who is known
    else:
        about = [cell.column for cell in head if cell.value in ABOUT]
    for row in sheet.iter_rows(min_row=head[0].row + 1) if about else ():
        if any(same_name(str(row[at - 1].value or ""), name) for at in about):
            yield [row[at - 1].coordinate for at in named]


def _schema(returned: Returned, swap: Swap) -> dict[str, str | None]:
    """Return what the workbook says of itself without the name, by cell; there letters stand as numbers."""
    before = to_cells(returned.schema)
    said = json.loads("".join(before[1:]))
    swapped = _swapped(said, swap)
    if swapped == said:
        return {}
    after = to_cells(from_cells([MARK, json.dumps(swapped)]))
    rows = range(max(len(before), len(after)))
    return {f"A{row + 1}": after[row] if row < len(after) else None for row in rows}


def _swapped(said: Any, swap: Swap) -> Any:
    if isinstance(said, str):
        return swap(said)
    if isinstance(said, list):
        return [_swapped(one, swap) for one in said]
    return {key: _swapped(one, swap) for key, one in said.items()} if isinstance(said, dict) else said


def _with_titles(titles: list[str], swap: Swap) -> Swap:
    """Return a swap that gives tabs, and what refers to them, names that are short enough and not taken."""
    instead: dict[str, str] = {}
    for title in titles:
        if (text := swap(title)) == title:
            continue
        taken = {one.casefold() for one in (*titles, *instead.values())}
        numbers = ("", *(f" {number}" for number in range(2, len(titles) + 2)))
        names = (f"{text[: _LONGEST_NAME - len(number)]}{number}" for number in numbers)
        instead[title] = next(one for one in names if one.casefold() not in taken)

    def with_titles(text: str) -> str:
        for title, new in instead.items():
            text = text.replace(title, new)
        return swap(text)

    return with_titles
