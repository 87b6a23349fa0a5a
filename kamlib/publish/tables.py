"""Tables as readers expect them: figures to the right, words to the left, names of two words on one line."""

import math
import re
from collections.abc import Iterator

_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr\b[^>]*>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(?P<tag>t[hd])(?P<attributes>[^>]*)>(?P<content>.*?)</t[hd]>", re.DOTALL)
_SIGN = r"[+\-\u2212]?"
_FIGURE = re.compile(
    rf"\(?{_SIGN}[$€£₽]?\s?{_SIGN}\d[\d.,'\s\u00a0\u2009\u202f]*\s?(?:%|pp|x|mln|[$€£₽]|zł|[A-Z]{{3}})?\)?"
)
_NOTHING = {"", "-", "–", "—", "nan", "none", "n/a"}
SHORT = 22  # letters of a name that stays on one line
READABLE = 24  # letters that a column of sentences needs at least; no longer word stays whole
LINES = 3  # on so many lines a few words may break
BESIDE = 3  # letters that the margins of a column take
LINE = 112  # letters of a line of a table on A4


def align(html: str) -> str:
    """Return ``html`` with the class ``num`` on columns of figures, and ``short`` on names that do not break.

    A name stays on one line as long as all columns still fit beside one another on paper, those on the left
    first; a column of sentences keeps the width in which it can be read. A cell with a word longer than that
    has the class ``long``: it may break anywhere, so that it pushes no other column off the page.

    Parameters
    ----------
    html : str
        Well-formed HTML, as ``sanitise.clean`` returns it. Tables with cells over several columns or rows
        stay as they are.

    Examples
    --------
    >>> align("<table><tr><th>a</th><th>b</th></tr><tr><td>Alder</td><td>7 %</td></tr></table>")
    '<table><tr><th>a</th><th class="num">b</th></tr><tr><td>Alder</td><td class="num">7 %</td></tr></table>'
    >>> align("<table><tr><td>Alder Town</td></tr></table>")
    '<table><tr><td class="short">Alder Town</td></tr></table>'
    """
    return _TABLE.sub(lambda match: _aligned(match[0]), html)


def _aligned(table: str) -> str:
    if "colspan=" in table or "rowspan=" in table:
        return table
    rows = [list(_CELL.finditer(row)) for row in _ROW.findall(table)]
    figures = {column for column in range(max(map(len, rows), default=0)) if _is_figures(rows, column)}
    names = _unbroken(rows, figures)
    return _ROW.sub(lambda row: _marked(row[0], figures, names), table)


def _is_figures(rows: list[list[re.Match[str]]], column: int) -> bool:
    texts = [_text(row[column]) for row in rows if len(row) > column and row[column]["tag"] == "td"]
    said = [text for text in texts if text.lower() not in _NOTHING]
    return bool(said) and all(_FIGURE.fullmatch(text) for text in said)


def _unbroken(rows: list[list[re.Match[str]]], figures: set[int]) -> set[int]:
    """Return the columns whose names may stay on one line, from the left, while the table fits the paper."""
    columns = [[row[column] for row in rows if len(row) > column]
               for column in range(max(map(len, rows), default=0))]
    least = [_least(cells) for cells in columns]
    room, found = LINE - sum(least) - BESIDE * len(columns), set()
    for column, cells in enumerate(columns):
        names = [len(_text(cell)) for cell in cells if _is_name(cell)]
        more = max(0, max(names, default=0) - least[column])
        if names and column not in figures and more <= room:
            room -= more
            found.add(column)
    return found


def _least(cells: list[re.Match[str]]) -> int:
    """Return how many letters a column takes at least: its longest word, or a line that can be read."""
    texts = [_text(cell) for cell in cells]
    word, whole = max(map(_longest, texts), default=0), max(map(len, texts), default=0)
    return min(READABLE, max(word, math.ceil(whole / LINES) if whole > SHORT else 0))


def _longest(text: str) -> int:
    return max((len(word) for word in re.split(r"[ \n]+", text)), default=0)


def _is_name(cell: re.Match[str]) -> bool:
    """Tell whether the cell holds a few words on one line, and is no heading."""
    text = _text(cell)
    return cell["tag"] == "td" and "<br" not in cell["content"] and " " in text and len(text) <= SHORT


def _text(cell: re.Match[str]) -> str:
    return re.sub(r"<[^>]+>", "", cell["content"]).replace("&nbsp;", " ").strip()


def _marked(row: str, figures: set[int], names: set[int]) -> str:
    def pieces() -> Iterator[str]:
        end = 0
        for column, cell in enumerate(_CELL.finditer(row)):
            yield row[end : cell.start()]
            name = "num" if column in figures else _of_words(cell, column in names)
            yield _with_class(cell, name) if name else cell[0]
            end = cell.end()
        yield row[end:]

    return "".join(pieces())


def _of_words(cell: re.Match[str], unbroken: bool) -> str:
    if unbroken and _is_name(cell):
        return "short"
    return "long" if _longest(_text(cell)) > READABLE else ""


def _with_class(cell: re.Match[str], name: str) -> str:
    attributes = cell["attributes"]
    if 'class="' in attributes:
        attributes = attributes.replace('class="', f'class="{name} ', 1)
    else:
        attributes += f' class="{name}"'
    return f"<{cell['tag']}{attributes}>{cell['content']}</{cell['tag']}>"
