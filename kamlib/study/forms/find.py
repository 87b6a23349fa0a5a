"""Where a page is in a returned workbook: by its hidden row of names, whatever the tab is called now."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kamlib.study.forms.answer import shown
from kamlib.study.forms.page import MARK, NAME
from kamlib.study.forms.returned import Returned
from kamlib.study.forms.schema import Sheet

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# The row that names the columns stands first; rows and columns that somebody inserted push it.
_ROWS, _COLUMNS = 30, 300


@dataclass(frozen=True)
class Found:
    """A page in a workbook: its sheet, the row above its head, and where its columns stand, from 1."""

    sheet: "Worksheet"
    row: int
    key: int
    name: int
    columns: dict[str, int]


def find_page(returned: Returned, page: Sheet) -> Found | None:
    """Return where a page is; None where neither its row of names nor its headings are left."""
    sheets = sorted(returned.sheets(), key=lambda sheet: bool(sheet.title != page.sheet))
    for sheet in sheets:
        for row, cells in _head(sheet):
            if MARK + page.key in cells:
                at = {str(cell): place for place, cell in enumerate(cells, 1) if cell is not None}
                columns = {asked.key: at[asked.key] for asked in page.columns if asked.key in at}
                return Found(sheet, row, at[MARK + page.key], at.get(NAME, 0), columns)
    return _by_headings(sheets[0], page) if sheets and sheets[0].title == page.sheet else None


def _by_headings(sheet: "Worksheet", page: Sheet) -> Found | None:
    """Return where a page is whose row of names was deleted, by the headings that are left."""
    for row, cells in _head(sheet):
        at = {shown(cell): place for place, cell in enumerate(cells, 1) if cell is not None}
        columns = {asked.key: at[asked.label] for asked in page.columns if asked.label in at}
        if len(columns) > len(page.columns) / 2 and cells[0] is not None:
            return Found(sheet, row, 1, 2, columns)
    return None


def _head(sheet: "Worksheet") -> Iterator[tuple[int, tuple[Any, ...]]]:
    # Looking beyond the last cell would make cells there, hundreds of thousands in a study.
    rows, columns = min(_ROWS, sheet.max_row), min(_COLUMNS, sheet.max_column)
    return enumerate(sheet.iter_rows(max_row=rows, max_col=columns, values_only=True), 1)
