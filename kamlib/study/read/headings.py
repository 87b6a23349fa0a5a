"""Where the headings of a table are and what they say: groups joined, decorations taken off, none twice."""

import re
from collections import Counter
from dataclasses import dataclass, field

from kamlib.lexicon.cells import month_in
from kamlib.problems import Problem
from kamlib.study.read.cells import NOTHING, PERIOD, TEXTUAL, is_value, look
from kamlib.study.read.found import Place, Question
from kamlib.study.read.grid import Grid
from kamlib.words import phrase


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


def different(names: list[str]) -> list[str]:
    """Return the names with a number where one comes again or is missing.

    Examples
    --------
    >>> different(["Sum", "Sum", "", "Sum"])
    ['Sum', 'Sum (2)', 'column_3', 'Sum (3)']
    """
    result: dict[str, None] = {}
    numbers: Counter[str] = Counter()
    for number, name in enumerate(names, 1):
        unique = name or f"column_{number}"
        while unique in result:
            numbers[name] += 1
            unique = f"{name} ({numbers[name] + 1})"
        result[unique] = None
    return list(result)


# Title, period, filters and signatures rarely take more lines than this above the headings.
HEADINGS_WITHIN = 30
# A heading row names most columns that the rows below it fill.
SHARE_NAMED = 0.7
ROWS_COMPARED = 40


@dataclass
class Headings:
    """The heading rows of a table.

    Parameters
    ----------
    at : list of int
        Places of the heading rows in the grid, none where the table has no headings.
    names : list of str
        One for each column of the grid, different from one another.
    body : int
        Place of the first row below.
    notes : list of str
        What stands above.
    """

    at: list[int]
    names: list[str]
    body: int
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def find_headings(grid: Grid, place: Place, wanted: list[int] | None) -> Headings | None:
    """Return the headings of a table; None where nothing looks like a table.

    A heading row is text (years and months count as text), names most of the columns that the rows below
    fill, and, where the table has numbers or dates, stands above them.

    Parameters
    ----------
    grid : Grid
        One table with whatever stands above it.
    place : Place
        For messages.
    wanted : list of int or None
        Rows of the file that the user says are the headings; empty for none; None to find them.
    """
    if wanted is not None:
        said = [i for i, row in enumerate(grid.rows[:1000]) if int(row) in wanted]
        return _named(grid, said, place) if said or not wanted else None
    top = _Top(grid)
    at = _single_row(top)
    if at is None:
        return _without(grid, top, place)
    return _named(grid, _with_neighbour(top, at, grid), place)


class _Top:
    """The first rows: their texts, what each cell looks like, and how many cells are usual."""

    def __init__(self, grid: Grid):
        rows = range(min(len(grid), HEADINGS_WITHIN + ROWS_COMPARED))
        self.texts = [grid.row(at) for at in rows]
        self.looks = [list(map(look, grid.row(at), grid.row_tags(at))) for at in rows]
        counts = Counter(sum(k != NOTHING for k in row) for row in self.looks)
        wide = [n for n, times in counts.items() if n > 1 and times >= 2] or list(counts) or [0]
        self.usual = max(wide, key=lambda n: (counts[n] * n, n))

    def filled(self, at: int) -> int:
        return sum(kind != NOTHING for kind in self.looks[at])

    def values(self, at: int) -> int:
        return sum(is_value(kind) for kind in self.looks[at])

    def has_valued_column(self) -> bool:
        """Whether any column holds mostly values."""
        rows = [row for i, row in enumerate(self.looks) if self.filled(i) >= SHARE_NAMED * self.usual]
        columns = zip(*rows, strict=True)
        counts = [(sum(map(is_value, c)), sum(kind != NOTHING for kind in c)) for c in columns]
        return any(values > 1 and 2 * values > filled for values, filled in counts)

    def contrast(self, at: int) -> int:
        """How many named columns hold mostly values below."""
        below = self.looks[at + 1 : at + 1 + ROWS_COMPARED]
        return sum(
            self.looks[at][c] in (TEXTUAL, PERIOD)
            and 2 * sum(is_value(r[c]) or r[c] == PERIOD for r in below) > sum(r[c] != NOTHING for r in below)
            for c in range(len(self.looks[at]))
        )


def _single_row(top: _Top) -> int | None:
    """Return the place of the row that names the columns best, before the first row that holds values."""
    candidates: list[tuple[float, int]] = []
    valued = top.has_valued_column()
    for at in range(min(HEADINGS_WITHIN, len(top.texts))):
        filled = top.filled(at)
        periods = sum(kind == PERIOD for kind in top.looks[at])
        if periods == filled > 2 and len(set(map(month_in, filter(None, top.texts[at]))) - {None}) == filled:
            return at
        if (top.values(at) and top.values(at) > 0.2 * filled) or (periods and periods == filled):
            if filled >= SHARE_NAMED * top.usual:
                break
            continue
        if filled < max(1 if top.usual <= 1 else 2, 0.5 * top.usual):
            continue
        if valued and not top.contrast(at) and top.usual > 1:
            continue
        named = filled / max(top.usual, 1)
        candidates.append((named, at))
    good = [at for named, at in candidates if named >= SHARE_NAMED]
    if good:
        return good[0]
    return max(candidates, key=lambda item: (item[0], -item[1]))[1] if candidates else None


def _with_neighbour(top: _Top, at: int, grid: Grid) -> list[int]:
    """Return the heading row with the one above or below that belongs to it."""
    if at + 1 < len(top.looks) - 1 and _completes(top, at, at + 1, grid):
        return [at, at + 1]
    if at and not grid.blanks[at] and _groups(top, at - 1, at, grid):
        return [at - 1, at]
    return [at]


def _completes(top: _Top, upper: int, lower: int, grid: Grid) -> bool:
    """Whether the lower row is all text and names columns left unnamed above, which hold values below."""
    up, low = top.looks[upper], top.looks[lower]
    if top.values(lower) or NOTHING not in up or grid.blanks[lower]:
        return False
    new = [c for c, kind in enumerate(low) if kind in (TEXTUAL, PERIOD) and up[c] == NOTHING]
    below = top.looks[lower + 1 :]
    return bool(new) and any(any(is_value(row[c]) for row in below) for c in new) and top.contrast(lower) > 0


def _groups(top: _Top, upper: int, lower: int, grid: Grid) -> bool:
    """Whether the upper row groups the columns of the lower one."""
    up, low = top.looks[upper], top.looks[lower]
    if top.values(upper):
        return False
    rows = {int(grid.rows[upper]), int(grid.rows[lower])}
    spans = [m for m in grid.merges if m[0] in rows and m[0] == int(grid.rows[upper])]
    across = sum(m[3] > m[2] for m in spans)
    down = any(m[1] >= int(grid.rows[lower]) for m in spans)
    fills_gap = any(u != NOTHING and b == NOTHING for u, b in zip(up, low, strict=True))
    names = [t for t in top.texts[lower] if t]
    grouped = [c for c, kind in enumerate(up) if kind != NOTHING and low[c] != NOTHING]
    repeats = len(names) > len(set(names)) and len(grouped) > 1
    return bool(grouped) and (down or across > 1 or fills_gap or repeats)


def _without(grid: Grid, top: _Top, place: Place) -> Headings | None:
    if top.usual < 2 or not any(top.values(i) for i in range(len(top.texts))):
        return None
    first = next(i for i in range(len(top.texts)) if top.filled(i) >= SHARE_NAMED * top.usual)
    found = _named(grid, [], place)
    found.body = first
    found.notes = _notes(grid, first)
    shown = " | ".join(t for t in top.texts[first] if t)[:100]
    row = str(grid.rows[first])
    choices = {"[]": phrase("ask-headings-none"), f"[{row}]": phrase("ask-headings-row", row=row)}
    ask = phrase("ask-headings", row=row, shown=shown)
    found.questions.append(place.question(ask, choices, ("heading_rows",)))
    return found


def _named(grid: Grid, at: list[int], place: Place) -> Headings:
    given = [clean(joined(grid, at, c)) for c in range(grid.width)]
    names, row = different(given), int(grid.rows[at[-1]]) if at else None
    problems = [place.problem("heading-repeated", "warning", row=row, found=name, name=unique)
                for name, unique in zip(given, names, strict=True) if name and unique != name]
    return Headings(at, names, at[-1] + 1 if at else 0, _notes(grid, at[0]) if at else [], problems)


def _notes(grid: Grid, stop: int) -> list[str]:
    return [" ".join(text for text in grid.row(i) if text) for i in range(min(stop, HEADINGS_WITHIN))]
