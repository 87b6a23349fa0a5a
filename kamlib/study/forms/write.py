"""A form as an Excel workbook: locked but for its answers, without a password, a macro or a link."""

import io
import re
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from kamlib.study.forms.form import Form, Kind, OwnCell, OwnSheet, free_name
from kamlib.study.forms.look import formats, height
from kamlib.study.forms.page import NOTE, write_page
from kamlib.study.forms.schema import SHEET, to_cells
from kamlib.text import _

# Text of clients is text: nothing of it is computed, fetched or turned into a number.
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# The same form gives the same bytes, so that a form that did not change is not written again.
_MADE = datetime(2000, 1, 1)


def workbook_of(form: Form) -> bytes:
    """Return a form as the bytes of a workbook; the same form gives the same bytes.

    Parameters
    ----------
    form : Form

    Returns
    -------
    bytes
        First a page that says what to do, then each page to be filled, last a hidden sheet with what is
        needed to read it back.
    """
    import xlsxwriter  # here, so that a start does not wait for it

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **_AS_TEXT})
    book.set_properties({"title": form.title, "author": form.study, "created": _MADE})
    book.set_size(28_000, 16_000)
    styles = {name: book.add_format({"font_size": 10, **said}) for name, said in formats().items()}
    _write_start(book, form, styles)
    sheets = [book.add_worksheet(page.sheet) for page in form.pages]
    for own in form.own:
        _write_own(book, own, styles)
    hidden = book.add_worksheet(SHEET)
    lists = _Lists(hidden)
    footer = _footer(form)
    pages = [replace(page, head=write_page(sheet, page, styles, lists.range_of, footer=footer))
             for page, sheet in zip(form.pages, sheets, strict=True)]
    for row, text in enumerate(to_cells(replace(form, pages=tuple(pages)))):
        hidden.write_string(row, 0, text)
    hidden.protect()
    hidden.very_hidden()
    book.close()
    return out.getvalue()


def _footer(form: Form) -> str:
    """Return what stands below a printed page: the title, and for whom it is where the title does not say."""
    named = re.search(rf"(?<!\w){re.escape(form.who)}(?!\w)", form.title)
    return form.title if named else f"{form.title}: {form.who}"


def _write_own(book: Any, own: OwnSheet, styles: dict[str, Any]) -> None:
    """Write a sheet that somebody added: its cells, open to be changed, nothing of its looks."""
    name, cells = own
    sheet = book.add_worksheet(free_name(name, (sheet.get_name() for sheet in book.worksheets())))
    for cell in cells:
        _write_own_cell(sheet, cell, styles)


def _write_own_cell(sheet: Any, cell: OwnCell, styles: dict[str, Any]) -> None:
    """Write one cell; a formula that looks at other sheets would find other cells there, so its result."""
    row, column, value, note = cell.row - 1, cell.column - 1, cell.value, cell.note
    style = styles["day"] if isinstance(value, date) else None
    if cell.formula and "!" not in cell.formula:
        from openpyxl.utils.datetime import to_excel

        result = "" if value is None else to_excel(value) if style else value
        sheet.write_formula(row, column, cell.formula, style, result)
    else:
        note = "\n".join(filter(None, (note, cell.formula)))
        plain = value is None or isinstance(value, bool | int | float | date)
        sheet.write(row, column, value if plain else str(value), style)
    if note:
        sheet.write_comment(row, column, note, NOTE)


class _Lists:
    """Choices of drop-downs; they stand in cells, as a list in the rule itself ends at 255 characters."""

    def __init__(self, sheet: Any):
        self.sheet, self.known = sheet, dict[tuple[str, ...], str]()

    def range_of(self, kind: Kind) -> str:
        """Return the cells in which the choices of a kind stand."""
        from xlsxwriter.utility import xl_col_to_name

        words = tuple(words for _value, words in kind.choices)
        if words not in self.known:
            column = len(self.known) + 2
            for row, text in enumerate(words):
                self.sheet.write_string(row, column, text)
            letters = xl_col_to_name(column)
            self.known[words] = f"={SHEET}!${letters}$1:${letters}${len(words)}"
        return self.known[words]


def _write_start(book: Any, form: Form, styles: dict[str, Any]) -> None:
    """Write the first sheet: whose form it is, and what to do."""
    sheet = book.add_worksheet(_("Read me"))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 92)
    sheet.set_row(0, 34)
    sheet.write_string(0, 0, form.title, styles["title"])
    row = 2
    for words, value in form.facts:
        sheet.write_string(row, 0, words, styles["help"])
        sheet.write_string(row, 1, value, styles["text"])
        sheet.set_row(row, height([(value, 92)], size=11, least=18))
        row += 1
    for number, step in enumerate(form.steps, 1):
        sheet.write_string(row + number, 0, f"{number}.", styles["step"])
        sheet.write_string(row + number, 1, step, styles["text"])
        sheet.set_row(row + number, height([(step, 92)], size=11, least=22))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.protect()
    sheet.activate()
