"""Tables as readers expect them: figures to the right, words to the left, headings over their column."""

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


def align(html: str) -> str:
    """Return ``html`` with the class ``num`` on the cells of every column that holds figures only.

    Parameters
    ----------
    html : str
        Well-formed HTML, as ``sanitise.clean`` returns it. Tables with cells over several columns or rows
        stay as they are.

    Examples
    --------
    >>> align("<table><tr><th>a</th><th>b</th></tr><tr><td>Alder</td><td>7 %</td></tr></table>")
    '<table><tr><th>a</th><th class="num">b</th></tr><tr><td>Alder</td><td class="num">7 %</td></tr></table>'
    """
    return _TABLE.sub(lambda match: _aligned(match[0]), html)


def _aligned(table: str) -> str:
    if "colspan=" in table or "rowspan=" in table:
        return table
    rows = [list(_CELL.finditer(row)) for row in _ROW.findall(table)]
    figures = {column for column in range(max(map(len, rows), default=0)) if _is_figures(rows, column)}
    return _ROW.sub(lambda row: _marked(row[0], figures), table)


def _is_figures(rows: list[list[re.Match[str]]], column: int) -> bool:
    texts = [_text(row[column]) for row in rows if len(row) > column and row[column]["tag"] == "td"]
    said = [text for text in texts if text.lower() not in _NOTHING]
    return bool(said) and all(_FIGURE.fullmatch(text) for text in said)


def _text(cell: re.Match[str]) -> str:
    return re.sub(r"<[^>]+>", "", cell["content"]).replace("&nbsp;", " ").strip()


def _marked(row: str, figures: set[int]) -> str:
    def pieces() -> Iterator[str]:
        end = 0
        for column, cell in enumerate(_CELL.finditer(row)):
            yield row[end : cell.start()]
            yield _with_class(cell) if column in figures else cell[0]
            end = cell.end()
        yield row[end:]

    return "".join(pieces())


def _with_class(cell: re.Match[str]) -> str:
    attributes = cell["attributes"]
    if 'class="' in attributes:
        attributes = attributes.replace('class="', 'class="num ', 1)
    else:
        attributes += ' class="num"'
    return f"<{cell['tag']}{attributes}>{cell['content']}</{cell['tag']}>"
