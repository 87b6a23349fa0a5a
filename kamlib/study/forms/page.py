"""One sheet of a form: names down, what is asked across, the words of the scale in sight above."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

from kamlib.study.forms.answer import wanted
from kamlib.study.forms.form import Column, Kind, Line, Page
from kamlib.study.forms.look import height
from kamlib.text import _

# The hidden first row names each column; the marker names the page.
MARK, NAME, SHOWN = "kam:", "kam:name", "kam:-"
_KEY, _NAME, _SAID, _FIRST = 0, 1, 2, 3
_PAPER = 94.0  # characters of the usual size across an A4 sheet on its side, cell edges taken off
NOTE = {"x_scale": 1.6, "y_scale": 1.2}
_MAY = {"format_columns": True, "format_rows": True, "select_locked_cells": True, "sort": True}

Styles = dict[str, Any]


def write_page(
    sheet: Any, page: Page, styles: Styles, range_of: Callable[[Kind], str], *, footer: str
) -> int:
    """Write a page and return how many rows stand above its lines.

    Parameters
    ----------
    sheet : xlsxwriter worksheet
    page : Page
    styles : dict
        Formats by name.
    range_of : callable
        Where the choices of a kind stand, as a formula.
    footer : str
        What stands below each printed page.
    """
    _write_names_of_columns(sheet, page)
    head = _write_head(sheet, page, styles)
    tell_apart = len({line.own for line in page.lines}) > 1
    for row, line in enumerate(page.lines, head):
        _write_line(sheet, row, line, page, styles, "own_" if line.own and tell_apart else "")
    for row in range(head + len(page.lines), head + len(page.lines) + page.free):
        _write_free(sheet, row, page, styles)
    last = head + len(page.lines) + page.free - 1
    for place, column in enumerate(page.columns, _FIRST):
        if column.kind and last >= head:
            _restrict_column(sheet, head, last, place, column, page, range_of)
    _set_up(sheet, page, head, footer)
    return head


def _write_names_of_columns(sheet: Any, page: Page) -> None:
    names = [column.key if column.kind else SHOWN for column in page.columns]
    sheet.write_row(0, _KEY, [MARK + page.key, NAME, SHOWN, *names])
    sheet.set_row(0, None, None, {"hidden": True})


def _write_head(sheet: Any, page: Page, styles: Styles) -> int:
    """Write title, help, headings, questions and the words of the scale; return the next row."""
    sheet.set_row(1, 28)
    # A hidden column would hide what stands in it.
    seen = next((place for place, width in enumerate(page.widths) if width), _FIRST)
    sheet.write_string(1, seen, page.title, styles["title"])
    for row, sentence in enumerate(page.help, 2):
        sheet.set_row(row, 16)
        sheet.write_string(row, seen, sentence, styles["help"])
    row = 2 + len(page.help)
    labels = [(column.label, column.width) for column in page.columns]
    sheet.set_row(row, height(labels, size=10, least=22))
    key = _("Key") if page.widths[_NAME] else page.name_label
    sheet.write_row(row, _KEY, [key, page.name_label, ""], styles["head_left"])
    sheet.write_row(row, _FIRST, [column.label for column in page.columns], styles["head"])
    if any(column.question for column in page.columns):
        row += 1
        _write_across(sheet, row, "", page, [column.question for column in page.columns], styles, "ask", 9)
    for number, mark in enumerate(page.marks):
        row += 1
        words = [column.words[number] if column.words else "" for column in page.columns]
        _write_across(sheet, row, mark, page, words, styles, "words", 8)
    return row + 1


def _write_across(
    sheet: Any, row: int, mark: str, page: Page, words: list[str], styles: Styles, style: str, size: float,
) -> None:  # fmt: skip
    """Write one row of the head, as high as its longest words need."""
    widths = (column.width for column in page.columns)
    sheet.set_row(row, height(list(zip(words, widths, strict=True)), size=size, least=14))
    sheet.write_row(row, _KEY, ["", mark, ""], styles["mark"])
    sheet.write_row(row, _FIRST, words, styles[style])


def _write_line(sheet: Any, row: int, line: Line, page: Page, styles: Styles, own: str) -> None:
    _key, name, said = page.widths
    texts = [(line.name, name)] * bool(name) + [(line.mark, said)] * bool(said)
    texts += [(text, column.width) for column in page.columns for text in _longest(page, column, line)]
    sheet.set_row(row, height(texts, size=10, least=22))
    sheet.write_string(row, _KEY, line.key, styles[f"{own}key"])
    sheet.write_string(row, _NAME, line.name, styles[f"{own}name" if line.first else f"{own}name_again"])
    sheet.write_string(row, _SAID, line.mark, styles[f"{own}name_again"])
    for place, column in enumerate(page.columns, _FIRST):
        kind, value = page.kind(line, column.key), line.cells.get(column.key)
        if isinstance(value, str) and kind:
            value = dict(kind.choices).get(value, value)
        style = styles[_style(column, kind, line, own)]
        sheet.write(row, place, None if value != value else value, style)
        if line.notes.get(column.key):
            sheet.write_comment(row, place, line.notes[column.key], NOTE)


def _longest(page: Page, column: Column, line: Line) -> list[str]:
    """Return the texts that a cell may have to show: what stands in it, and every choice."""
    kind = page.kind(line, column.key) or Kind()
    return [str(line.cells.get(column.key) or ""), *(words for _value, words in kind.choices)]


def _style(column: Column, kind: Kind | None, line: Line, own: str) -> str:
    """Return the name of a cell's format: open or locked, number or text, own client or not."""
    if kind and column.key not in line.locked:
        return own + _input(kind)
    if kind and kind.name in ("whole", "number"):
        return f"shown_{kind.unit}" if kind.unit in ("share", "money") else "shown_known"
    if kind:
        return "shown_day" if kind.name == "day" else "shown"
    return f"shown_{column.shown_as}" if column.shown_as else "shown"


def _input(kind: Kind) -> str:
    if kind.name in ("whole", "number"):
        return kind.unit if kind.unit in ("share", "money") else "number"
    return {"day": "day", "text": "typed"}.get(kind.name, "input")


def _restrict_column(
    sheet: Any, first: int, last: int, place: int, column: Column, page: Page,
    range_of: Callable[[Kind], str],
) -> None:  # fmt: skip
    """Restrict a column as a whole, or cell by cell where its lines are answered in different ways."""
    assert column.kind
    if not any(column.key in line.kinds for line in page.lines):
        _restrict(sheet, first, last, place, column.kind, range_of)
        return
    for row, line in enumerate(page.lines, first):
        if column.key not in line.locked:
            _restrict(sheet, row, row, place, page.kind(line, column.key) or column.kind, range_of)


def _write_free(sheet: Any, row: int, page: Page, styles: Styles) -> None:
    sheet.set_row(row, 22)
    sheet.write_string(row, _KEY, "", styles["key"])
    sheet.write_blank(row, _NAME, None, styles["free"])
    sheet.write_string(row, _SAID, page.free_words, styles["name_again"])
    for place, column in enumerate(page.columns, _FIRST):
        style = styles[_input(column.kind)] if column.kind else styles["shown"]
        sheet.write_blank(row, place, None, style)


def _restrict(
    sheet: Any, first: int, last: int, place: int, kind: Kind, range_of: Callable[[Kind], str]
) -> None:
    """Let a spreadsheet refuse what is no answer while it is typed; text takes anything."""
    rule: dict[str, Any] = {"error_title": _("Not an answer"), "error_message": wanted(kind)}
    low = 0.0 if kind.low is None and not kind.unit else kind.low
    if kind.name == "choice":
        rule |= {"validate": "list", "source": range_of(kind)}
    elif kind.name == "day":
        rule |= {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1)}
    elif kind.name == "text" or low is None:
        return
    else:
        rule |= {"validate": "integer" if kind.name == "whole" else "decimal"}
        ends = {"criteria": "between", "minimum": low, "maximum": kind.high}
        rule |= ends if kind.high is not None else {"criteria": ">=", "value": low}
    sheet.data_validation(first, place, last, place, rule)


def _spread(sheet: Any, page: Page) -> None:
    """Print a sheet one page wide, or, where it would be too small to read, from break to break."""
    if not page.breaks:
        sheet.fit_to_pages(1, 0)
        return
    kept = sum(page.widths) + sum(column.width for column in page.columns[: page.frozen])
    places = [place for place, column in enumerate(page.columns) if column.key in page.breaks]
    parts = pairwise([0, *places, len(page.columns)])
    widest = max(sum(column.width for column in page.columns[first:last]) + kept * bool(first)
                 for first, last in parts)
    sheet.set_print_scale(max(30, min(100, int(100 * _PAPER / widest))))
    sheet.set_v_pagebreaks([_FIRST + place for place in places])
    sheet.repeat_columns(_KEY, _FIRST + page.frozen - 1)


def _set_up(sheet: Any, page: Page, head: int, footer: str) -> None:
    """Set widths, frozen heads, protection without a password, and the printed page."""
    for place, width in enumerate(page.widths):
        sheet.set_column(place, place, width or None, None, {} if width else {"hidden": True})
    for place, column in enumerate(page.columns, _FIRST):
        sheet.set_column(place, place, column.width)
    sheet.hide_gridlines(2)
    sheet.freeze_panes(head, _FIRST + page.frozen)
    sheet.protect("", _MAY)
    # A number in a cell for words is meant so.
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
    _spread(sheet, page)
    sheet.repeat_rows(1, head - 1)
    sheet.set_footer(f"&L{footer.replace('&', '&&')[:120]}&R&P / &N")
    first = next((place for place, column in enumerate(page.columns, _FIRST) if column.kind), _FIRST)
    sheet.set_selection(head, first, head, first)
