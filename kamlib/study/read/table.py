"""One part of a sheet made into a typed table."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from kamlib.study.companions import currency_of
from kamlib.study.read.body import Body, table_body
from kamlib.study.read.columns import ColumnRead, read_column
from kamlib.study.read.documents import add_document_days
from kamlib.study.read.found import ColumnFound, Loaded, Place, Question
from kamlib.study.read.grid import Grid
from kamlib.study.read.groups import Groups, find_groups, flatten
from kamlib.study.read.headings import Headings, find_headings
from kamlib.study.read.months import unpivot_months
from kamlib.study.read.sparse import add_sections, fill_keys
from kamlib.study.read.sums import ask_grouped, ask_subtotals, fill_from_sums, filled_subtotals, find_parents
from kamlib.study.read.totals import Totals, leave_out_totals, numeric, say_total, settle
from kamlib.words import phrase

# A single column of sentences is prose, not a table.
WORDS_OF_PROSE = 4


@dataclass
class Draft:
    """A part of a sheet in which headings were found, before its cells are typed."""

    grid: Grid
    headings: Headings
    left_out: int


def draft_table(grid: Grid, place: Place, settings: Mapping[str, Any]) -> Draft | None:
    """Find the headings of a part of a sheet; None where it holds no table."""
    gone = np.isin(grid.rows, np.array(settings.get("leave_out_rows") or [], np.int64))
    grid = grid.take(~gone) if gone.any() else grid
    if not len(grid) or not grid.width:
        return None
    wanted = settings.get("heading_rows")
    headings = find_headings(grid, place, wanted)
    if headings is None or (wanted is None and _is_prose(grid, headings)):
        return None
    return Draft(grid, headings, int(gone.sum()))


def _is_prose(grid: Grid, headings: Headings) -> bool:
    """Whether the rows are sentences in one column, or none of them fills two columns."""
    if grid.width > 1:
        below = grid.between(headings.body, headings.body + 200).filled.sum(axis=1)
        return bool(len(below)) and not (below > 1).any()
    texts = [t for t in grid.cells[0].slice(0, 200).to_pylist() if t]
    words = sum(len(text.split()) for text in texts) / len(texts)
    return words > WORDS_OF_PROSE or len(texts) < 2


def load_table(draft: Draft, name: str, place: Place, settings: Mapping[str, Any]) -> Loaded:
    """Return the typed table of a draft.

    Parameters
    ----------
    draft : Draft
        From `draft_table`.
    name : str
        Name of the table.
    place : Place
        For messages.
    settings : mapping
        What the user decided of this table.
    """
    headings, wanted = draft.headings, settings.get("columns") or {}
    body = table_body(draft.grid, headings, place)
    totals = say_total(body.grid)
    groups = find_groups(body.grid, ~totals.sure) if settings.get("grouped") != "keep" else None
    asked: list[Question] = []
    if groups is None:
        asked = add_sections(body, totals, place, str(settings.get("grouped") or ""))
        totals = say_total(body.grid)
    reads = _read_columns(body, totals, groups, place, settings)
    if groups is None:
        said = totals.sure
        totals = settle(totals, _numbers(reads), body.grid.filled)
        groups = _find_silent(reads, totals, body, asked, place, settings)
        if (totals.rows & ~said).any():
            # What a subtotal says of its rows is no value of its column.
            reads = _read_columns(body, totals, None, place, settings)
    frame = pd.DataFrame({name: read.values for name, read in zip(body.names, reads, strict=True)},
                         index=pd.RangeIndex(len(body.grid)))
    table = Loaded(
        name, place.file, place.sheet, frame, pd.Series(body.grid.rows, dtype="int64"),
        [read.found for read in reads], _settings(draft, reads, settings),
        [*_first_steps(draft), *body.steps, *(step for read in reads for step in read.steps)],
        [*headings.notes, *body.notes], [*headings.problems, *body.problems],
        [*headings.questions, *asked, *(q for read in reads for q in read.questions)],
    )
    _add_currencies(table, reads)
    if groups is not None:
        flatten(table, groups, totals, body, place)
    else:
        leave_out_totals(table, totals, place)
        fill_keys(table, place, wanted)
    add_document_days(table, place, wanted)
    known = {*body.names, *table.frame}
    table.problems += [
        place.problem("column-unknown", "warning", column=str(column)) for column in wanted
        if column not in known
    ]
    unpivot_months(table, place, year=_year(table, settings), years=str(settings.get("years") or ""))
    if not len(table.frame) and not any(p.severity == "error" for p in table.problems):
        table.problems.append(place.problem("table-empty", "warning"))
    return table


def _find_silent(
    reads: list[ColumnRead], totals: Totals, body: Body, asked: list[Question], place: Place,
    settings: Mapping[str, Any],
) -> Groups | None:
    """Find sums that neither say so nor leave cells empty, and ask where the user did not answer.

    In a report without marks every row is a sum or a part of one: its groups are returned once the user said
    that they are. Other subtotals become totals, in place, until somebody answers: the question stops what
    is computed.
    """
    numbers, grouped, answer = _numbers(reads), settings.get("grouped"), settings.get("subtotals")
    texts = [at for at, read in enumerate(reads) if pd.api.types.is_string_dtype(read.values)]
    if grouped != "keep" and len(texts) == 1 and not reads[texts[0]].values.isna().any():
        parents = find_parents(numbers, ~totals.rows)
        if parents is not None and grouped == "flatten":
            return Groups(texts[0], parents)
        if parents is not None:
            asked.append(ask_grouped(reads[texts[0]].values.tolist(), place))
    if asked or answer == "keep" or grouped:
        return None
    agree, differ = filled_subtotals(numbers, body.grid, totals.rows)
    if (agree | differ).any():
        totals.sure, totals.agreed = totals.sure | differ, totals.agreed | agree
        named = fill_from_sums(body.grid, agree | differ, totals.rows)
        if not answer:
            asked.append(ask_subtotals(body.grid.rows[agree | differ], [body.names[c] for c in named], place))
    return None


def _numbers(reads: list[ColumnRead]) -> dict[str, np.ndarray]:
    return numeric(pd.DataFrame({read.found.heading: read.values for read in reads}))


def _read_columns(
    body: Body, totals: Totals, groups: Groups | None, place: Place, settings: Mapping[str, Any],
) -> list[ColumnRead]:
    wanted, reads = settings.get("columns") or {}, []
    for c, heading in enumerate(body.names):
        answers = dict(wanted.get(heading) or {})
        if groups is not None and c == groups.column:
            answers["kind"] = "text"
        reads.append(read_column(
            body.grid.cells[c], None if body.grid.tags is None else body.grid.tags[:, c],
            ~totals.rows, heading=heading, rows=body.grid.rows, place=place, wanted=answers,
            empty_words=tuple(map(str, settings.get("empty") or ())), currencies=body.grid.currencies,
        ))
    return reads


def _settings(draft: Draft, reads: list[ColumnRead], settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings in force as plain values; what is still a question is not among them."""
    plain = ("encoding", "delimiter", "sheet", "year", "years", "grouped", "subtotals")
    used: dict[str, Any] = {key: settings[key] for key in plain if settings.get(key)}
    if not any(q.setting == ("heading_rows",) for q in draft.headings.questions):
        used["heading_rows"] = [int(draft.grid.rows[at]) for at in draft.headings.at]
    used |= {key: list(settings[key]) for key in ("leave_out_rows", "empty") if settings.get(key)}
    used["columns"] = {}
    for found in (read.found for read in reads):
        fill = ((settings.get("columns") or {}).get(found.heading) or {}).get("fill")
        how = {"kind": found.kind, **{key: found.how.get(key) for key in ("dates", "decimal")}, "fill": fill}
        used["columns"][found.heading] = {key: value for key, value in how.items() if value}
    return used


def _first_steps(draft: Draft) -> list[str]:
    steps = [phrase("read-left-out-rows", rows=draft.left_out)] if draft.left_out else []
    if draft.headings.notes:
        steps.append(phrase("read-notes", lines="; ".join(draft.headings.notes)[:120]))
    return [*steps, phrase("read-headings-joined")] if len(draft.headings.at) > 1 else steps


def _add_currencies(table: Loaded, reads: list[ColumnRead]) -> None:
    """Give a column whose cells name several currencies a companion that holds the codes."""
    for read in reads:
        if read.currency is None:
            continue
        heading, name = read.found.heading, currency_of(read.found.heading)
        at = list(table.frame).index(heading) + 1
        table.frame.insert(at, name, read.currency)
        codes = list(read.found.how["currencies"])
        table.columns.insert(at, ColumnFound(name, "text", {}, codes[:3], int(read.currency.isna().sum())))
        table.steps.append(phrase("read-currencies", column=heading, codes=name))


def _year(table: Loaded, settings: Mapping[str, Any]) -> int | None:
    """Return the year of months without one: as decided, or the only one in title, sheet or file name."""
    if str(settings.get("year") or "").isdigit():
        return int(settings["year"])
    text = " ".join([*table.notes, table.sheet, table.file])
    years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text))
    return int(years.pop()) if len(years) == 1 else None
