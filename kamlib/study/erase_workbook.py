"""One person taken out of a workbook: lines about the person whole, every mention elsewhere replaced."""

import io
import json
from collections.abc import Callable
from typing import Any

from kamlib.study.forms.find import Found, find_page
from kamlib.study.forms.returned import Returned
from kamlib.study.forms.schema import MARK, SHEET, from_cells, to_cells
from kamlib.study.person_files import same_name

# In tables with these columns a line is about the person, and goes whole.
ABOUT = ("person", "ours", "theirs")
_PROPERTIES = ("creator", "lastModifiedBy", "title", "subject", "description", "keywords")
_LONGEST_NAME = 31

Swap = Callable[[str], str]


def without(returned: Returned, name: str, swap: Swap) -> tuple[bytes, int]:
    """Return a workbook without a person, and how many lines and cells of it that changes.

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
    count = 0
    for sheet in book.worksheets:
        found = pages.get(sheet.title)
        count += _lines(sheet, name, found) + _mentions(sheet, swap)
    count += _schema(returned, swap) + _titles(book, [s for s in book.sheetnames if s not in pages], swap)
    if not count:
        return b"", 0
    for found in pages.values():
        _results(returned, found)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), count


def _lines(sheet: Any, name: str, found: Found | None) -> int:
    """Empty the lines about the person; the key of a line stays, so that it is not filled in again."""
    head = sheet[found.row if found else 1]
    named = [cell.column for cell in head if cell.value is not None]
    if found:
        named.remove(found.key)
        about = [at for key, at in found.columns.items() if key in ABOUT]
        if not found.columns and found.name:
            about = [found.name]  # nothing is asked: the page shows who is known
    else:
        about = [cell.column for cell in head if cell.value in ABOUT]
    count = 0
    for row in sheet.iter_rows(min_row=head[0].row + 1) if about else ():
        if any(same_name(str(row[at - 1].value or ""), name) for at in about):
            count += 1
            for cell in (row[at - 1] for at in named):
                cell.value, cell.comment = None, None
    return count


def _mentions(sheet: Any, swap: Swap) -> int:
    count = 0
    for cell in list(sheet._cells.values()):
        if isinstance(cell.value, str) and (text := swap(cell.value)) != cell.value:
            kind = cell.data_type
            cell.value, cell.data_type = text, kind  # a text that begins as a formula does stays a text
            count += 1
        if cell.comment:
            before = (cell.comment.text, cell.comment.author or "")
            cell.comment.text, cell.comment.author = map(swap, before)
            count += (cell.comment.text, cell.comment.author) != before
    return count


def _schema(returned: Returned, swap: Swap) -> int:
    """Replace mentions in what the workbook says of itself, where letters stand as numbers."""
    before = to_cells(returned.schema)
    said = json.loads("".join(before[1:]))
    swapped = _swapped(said, swap)
    if swapped == said:
        return 0
    after = to_cells(from_cells([MARK, json.dumps(swapped)]))
    sheet = returned.book[SHEET]
    for row in range(1, max(len(before), len(after)) + 1):
        sheet.cell(row, 1).value = after[row - 1] if row <= len(after) else None
    return 1


def _swapped(said: Any, swap: Swap) -> Any:
    if isinstance(said, str):
        return swap(said)
    if isinstance(said, list):
        return [_swapped(one, swap) for one in said]
    return {key: _swapped(one, swap) for key, one in said.items()} if isinstance(said, dict) else said


def _titles(book: Any, own: list[str], swap: Swap) -> int:
    """Replace mentions on the tabs of people's own sheets, and in what the file says of who made it."""
    count = 0
    for title in own:
        if swap(title) != title:
            book[title].title = swap(title)[:_LONGEST_NAME]
            count += 1
    for field in _PROPERTIES:
        text = getattr(book.properties, field)
        if text and swap(text) != text:
            setattr(book.properties, field, swap(text))
            count += 1
    return count


def _results(returned: Returned, found: Found) -> None:
    """Put results in the place of formulas in answers: saved without a spreadsheet, a formula has none."""
    for cell in list(found.sheet._cells.values()):
        if cell.data_type == "f" and cell.column in found.columns.values():
            result = returned.results[found.sheet.title][cell.coordinate].value
            cell.value = cell.value if result is None else result
