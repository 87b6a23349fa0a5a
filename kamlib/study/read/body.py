"""Rows below the headings that are no data: repeated headings, column numbers, remarks, broken records."""

from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kamlib.problems import Problem
from kamlib.study.read.cells import DATED, TEXTUAL, look
from kamlib.study.read.found import Place
from kamlib.study.read.grid import CURRENCY_STEP, NUMBER, STRING, Grid
from kamlib.study.read.headings import Headings
from kamlib.study.read.totals import say_total
from kamlib.words import phrase

REMARKS_WITHIN = 20
# So many lines, and such a share of all, are not broken: the program leaves out empty fields at their end.
FEW_CUT, SHARE_CUT = 10, 0.1


@dataclass
class Body:
    """Rows of a table, with what was left out of it."""

    grid: Grid
    names: list[str]
    steps: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    level_names: list[str] = field(default_factory=list)


def table_body(grid: Grid, headings: Headings, place: Place) -> Body:
    """Return the rows of data below the headings and the columns that have a name or a content."""
    body = Body(grid.between(headings.body, len(grid)), headings.names)
    _leave_out_blank(body, grid)
    _leave_out_repeated(body, grid, headings)
    _leave_out_level_names(body, headings)
    _leave_out_column_numbers(body)
    _leave_out_remarks(body)
    _leave_out_ragged(body, grid, headings, place)
    _keep_used_columns(body, grid, headings)
    _fill_merged(body)
    return body


def _leave_out(body: Body, gone: np.ndarray, step: str) -> None:
    body.grid = body.grid.take(~gone)
    body.steps.append(step)


def _leave_out_blank(body: Body, grid: Grid) -> None:
    if blank := int(body.grid.blanks.sum()):
        body.steps.append(phrase("read-blank", rows=blank))


def _leave_out_repeated(body: Body, grid: Grid, headings: Headings) -> None:
    gone = np.zeros(len(body.grid), bool)
    for at in headings.at:
        same, named = np.ones(len(gone), bool), 0
        for c, text in enumerate(grid.row(at)):
            if text:
                alike = pc.equal(pc.utf8_trim_whitespace(body.grid.cells[c]), text)
                same &= np.asarray(pc.fill_null(alike, False))
                named += 1
        if named > 1 or body.grid.width == 1:
            gone |= same
    if gone.any():
        _leave_out(body, gone, phrase("read-headings-repeated", rows=int(gone.sum())))


def _leave_out_level_names(body: Body, headings: Headings) -> None:
    """Leave out the lines below the heading of the groups that name the lower levels, as 1C prints them.

    Such a line stands alone in its row and has no rows of its own below it.
    """
    grid = body.grid
    depths = [depth for depth in (grid.levels, grid.indents) if depth is not None and depth.any()]
    if not depths or not headings.at or len(grid) < 3:
        return
    n, alone = 0, grid.filled[:6, 1:].sum(axis=1) == 0
    while n < len(alone) - 1 and alone[n] and all(depth[n] >= depth[n + 1] for depth in depths):
        n += 1
    if n:
        body.level_names = [grid.row(at)[0] for at in range(n)]
        names = ", ".join(body.level_names)
        body.notes.append(names)
        _leave_out(body, np.arange(len(grid)) < n, phrase("read-level-names", names=names))


def _leave_out_column_numbers(body: Body) -> None:
    """Leave out the row 1, 2, 3 ... that forms print below their headings."""
    if not len(body.grid):
        return
    texts = [text for text in body.grid.row(0) if text]
    below = [look(text, 0) for at in range(1, min(len(body.grid), 6)) for text in body.grid.row(at)]
    counted = len(texts) > 3 and texts == [str(i) for i in range(1, len(texts) + 1)]
    if counted and {TEXTUAL, DATED} & set(below):
        step = phrase("read-column-numbers", row=str(body.grid.rows[0]))
        _leave_out(body, np.arange(len(body.grid)) == 0, step)


def _leave_out_remarks(body: Body) -> None:
    """Leave out lines of text below the table: signatures, dates of printing, remarks."""
    grid = body.grid
    if len(grid) < 2 or grid.width < 3:
        return
    count = grid.filled.sum(axis=1)
    usual = float(np.median(count))
    total = say_total(grid)
    gone = np.zeros(len(grid), bool)
    for at in range(len(grid) - 1, max(0, len(grid) - 1 - REMARKS_WITHIN), -1):
        if total.sure[at] or total.maybe[at]:
            continue
        kinds = [look(t, g) for t, g in zip(grid.row(at), grid.row_tags(at), strict=True) if t]
        full = count[at] > 2 or count[at] >= 0.5 * usual
        if full or TEXTUAL not in kinds or len(set(kinds) - {TEXTUAL}) > 1:
            break
        if count[at] == 2 and not (grid.blanks[at] or gone[at + 1 : at + 2].any()):
            break
        gone[at] = True
    if gone.any() and gone.sum() < len(gone):
        notes = [" ".join(t for t in grid.row(int(at)) if t) for at in np.flatnonzero(gone)]
        body.notes.extend(notes)
        _leave_out(body, gone, phrase("read-remarks", lines=len(notes), first=notes[0][:60]))


def _leave_out_ragged(body: Body, grid: Grid, headings: Headings, place: Place) -> None:
    """Leave out records with more fields than headings: which field went where is unknown."""
    if body.grid.fields is None or not len(body.grid):
        return
    fields = body.grid.fields
    heading = grid.fields[headings.at[-1]] if headings.at and grid.fields is not None else np.median(fields)
    expected = int(heading)
    beyond = [c for c in range(body.grid.width) if body.grid.letters[c] >= expected]
    filled = body.grid.filled
    many = np.asarray(filled[:, beyond].any(axis=1))
    named = max((grid.letters[c] + 1 for c in range(grid.width) if _has_name(grid, headings, c)), default=0)
    total = say_total(body.grid)
    few = (fields < named) & ~many & ~total.sure & (filled.sum(axis=1) > 0)
    if _cuts_empty_ends(body, few, many, named):
        body.steps.append(phrase("read-cut-ends", lines=int(few.sum())))
        few = np.zeros(len(few), bool)
    for code, which, headings_have in (("row-too-long", many, expected), ("row-too-short", few, named)):
        if which.any():
            at = int(np.argmax(which))
            body.problems.append(place.problem(
                code, "error" if which is many else "warning", row=int(body.grid.rows[at]),
                count=int(which.sum()), fields=int(fields[at]), headings=headings_have,
            ))
    body.grid = body.grid.take(~many) if many.any() else body.grid


def _cuts_empty_ends(body: Body, few: np.ndarray, many: np.ndarray, named: int) -> bool:
    """Whether the file leaves out empty fields at the end of a line: it often does, and never writes one."""
    last = [c for c in range(body.grid.width) if body.grid.letters[c] == named - 1]
    written = body.grid.filled[~few & ~many][:, last]
    return bool(few.sum() >= max(FEW_CUT, SHARE_CUT * len(few)) and written.all())


def _has_name(grid: Grid, headings: Headings, column: int) -> bool:
    return any(grid.row(at)[column] for at in headings.at)


def _keep_used_columns(body: Body, grid: Grid, headings: Headings) -> None:
    used = [
        c for c in range(body.grid.width)
        if _has_name(grid, headings, c) or body.grid.cells[c].null_count < len(body.grid)
    ]
    unnamed = [body.names[c] for c in used if not _has_name(grid, headings, c)]
    if unnamed and headings.at:
        body.steps.append(phrase("read-unnamed", names=unnamed[:5]))
    if len(used) < body.grid.width:
        body.grid, body.names = body.grid.columns(used), [body.names[c] for c in used]


def _fill_merged(body: Body) -> None:
    """Fill merged cells down: each row that a merged key reaches over has the key.

    Merged amounts are not repeated: they would be counted several times.
    """
    grid, filled = body.grid, 0
    columns: dict[int, list[str | None]] = {}
    tags = None if grid.tags is None else grid.tags.copy()
    for first, last, left, _right in grid.merges:
        start, stop = np.searchsorted(grid.rows, [first, last + 1])
        if last == first or stop - start < 2 or left not in grid.letters or int(grid.rows[start]) != first:
            continue
        c = grid.letters.index(left)
        is_number = tags is not None and tags[start, c] % CURRENCY_STEP == NUMBER
        if grid.cells[c][int(start)].as_py() is None or (is_number and c > 0):
            continue
        texts = columns.setdefault(c, grid.cells[c].to_pylist())
        texts[start:stop] = [texts[start]] * (stop - start)
        if tags is not None:
            tags[start:stop, c] = tags[start, c]
        filled += int(stop - start) - 1
    if filled:
        cells = [pa.array(columns[c], STRING) if c in columns else cell for c, cell in enumerate(grid.cells)]
        body.grid = replace(grid, cells=cells, tags=tags)
        body.steps.append(phrase("read-merged", rows=filled))
