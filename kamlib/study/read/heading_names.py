"""What the headings of a table say: groups joined to their columns, decorations taken off, none twice."""

import re

from kamlib.problems import Problem
from kamlib.study.read.found import Place
from kamlib.study.read.grid import Grid
from kamlib.text import _


def joined(grid: Grid, at: list[int], column: int) -> str:
    """Return the heading of a column; a group's name reaches over the columns that it covers."""
    parts: list[str] = []
    for level, row in enumerate(at):
        texts = grid.row(row)
        text = texts[column]
        if not text and level < len(at) - 1:
            text = _covering(grid, row, at[level + 1 :], column, texts)
        if text and text not in parts:
            parts.append(text)
    return " / ".join(parts)


def _covering(grid: Grid, row: int, below: list[int], column: int, texts: list[str]) -> str:
    letter, number = grid.letters[column], int(grid.rows[row])
    for first, last, left, right in grid.merges:
        if first <= number <= last and left <= letter <= right and left in grid.letters:
            return texts[grid.letters.index(left)]
    covered = any(m[0] <= number <= m[1] for m in grid.merges)
    if covered or not any(grid.row(i)[column] for i in below):
        return ""
    return next((text for text in reversed(texts[:column]) if text), "")


def clean(heading: str) -> str:
    r"""Return a heading without what decorates it.

    Examples
    --------
    >>> clean("  Client* :"), clean("Сумма,\nруб."), clean("** Kwota netto")
    ('Client', 'Сумма, руб.', 'Kwota netto')
    """
    plain = re.sub(r"[\s\u00a0\ufeff\u200b]+", " ", heading).strip()
    bare = re.sub(r"^[\s*:\"'#]+(?=\w)|[\s*:\"';]+$", "", plain)
    return bare or plain


def different(
    names: list[str], grid: Grid, place: Place, at: list[int],
) -> tuple[list[str], list[Problem]]:
    """Return the names with a number where one comes again or is missing, and a problem for each repeated."""
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    result, problems = [], []
    row = int(grid.rows[at[-1]]) if at else None
    for number, name in enumerate(names, 1):
        unique = name or f"column_{number}"
        while unique in taken:
            numbers[name] = numbers.get(name, 1) + 1
            unique = f"{name} ({numbers[name]})"
        if name and unique != name:
            message = _('is the heading of several columns; this one is called "{}"').format(unique)
            remedy = _("give each column a name of its own")
            problem = place.problem("heading-repeated", message, remedy, "warning", row=row, found=name)
            problems.append(problem)
        taken.add(unique)
        result.append(unique)
    return result, problems
