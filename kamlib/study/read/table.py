"""One block of cells made into a typed table."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from kamlib.study.companions import currency_of
from kamlib.study.read.blocks import Block
from kamlib.study.read.body import Body, table_body
from kamlib.study.read.columns import ColumnRead, read_column
from kamlib.study.read.documents import add_document_days, names_by_documents
from kamlib.study.read.filled_sums import ask_subtotals, fill_from_sums, filled_subtotals
from kamlib.study.read.found import ColumnFound, Loaded, Place, Question
from kamlib.study.read.groups import Groups, find_groups, flatten
from kamlib.study.read.headings import Headings, find_headings
from kamlib.study.read.months import unpivot_months
from kamlib.study.read.sparse import fill_keys, with_sections
from kamlib.study.read.sums import ask_grouped, find_sums
from kamlib.study.read.totals import Totals, check_totals, numeric, say_total, settled
from kamlib.text import _

# A single column of sentences is prose, not a table.
WORDS_OF_PROSE = 4


@dataclass
class Draft:
    """A block in which headings were found, before its cells are typed."""

    block: Block
    headings: Headings
    left_out: int


def draft_table(block: Block, place: Place, settings: Mapping[str, Any]) -> Draft | None:
    """Find the headings of a block; None where it holds no table."""
    grid = block.grid
    leave_out = settings.get("leave_out_rows") or []
    gone = np.isin(grid.rows, np.array(leave_out, np.int64)) if leave_out else np.zeros(len(grid), bool)
    if gone.any():
        block = Block(grid.take(~gone), block.notes)
    if not len(block.grid) or not block.grid.width:
        return None
    wanted = settings.get("heading_rows")
    headings = find_headings(block.grid, place, wanted)
    if headings is None or (wanted is None and _is_prose(block, headings)):
        return None
    return Draft(block, headings, int(gone.sum()))


def _is_prose(block: Block, headings: Headings) -> bool:
    """Whether the rows are sentences in one column, or none of them fills two columns."""
    if block.grid.width > 1:
        below = block.grid.between(headings.body, headings.body + 200).filled.sum(axis=1)
        return bool(len(below)) and not (below > 1).any()
    texts = [t for t in block.grid.cells[0].slice(0, 200).to_pylist() if t]
    words = sum(len(text.split()) for text in texts) / len(texts)
    return words > WORDS_OF_PROSE or len(texts) < 2


def load_table(draft: Draft, name: str, place: Place, settings: Mapping[str, Any]) -> Loaded:
    """Return the typed table of a block.

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
    headings = draft.headings
    body = table_body(draft.block.grid, headings, place)
    totals = say_total(body.grid)
    groups = find_groups(body.grid, ~totals.sure) if settings.get("grouped") != "keep" else None
    asked: list[Question] = []
    unmarked = None
    if groups is None:
        found = with_sections(body.grid, body.names, totals, place, str(settings.get("grouped") or ""))
        body.grid, body.names, asked = found.grid, found.names, found.questions
        body.steps += found.steps
        totals = say_total(body.grid)
    reads = _read_columns(body, totals, groups, place, settings)
    if groups is None:
        told = totals
        totals = settled(told, _numbers(reads), body.grid.filled)
        unmarked = _unmarked(reads, totals, settings)
        if unmarked is not None and settings.get("grouped") != "flatten":
            asked.append(ask_grouped(reads[unmarked.column].values.tolist(), place))
        elif not asked and unmarked is None:
            asked += _filled(totals, _numbers(reads), body, place, settings)
        if (totals.no_data & ~told.sure).any():
            # What a subtotal says of its rows is no value of its column.
            reads = _read_columns(body, totals, groups, place, settings)
    table = Loaded(
        name, place.file, place.sheet, *_frame(body, reads), [read.found for read in reads],
        _settings(draft, reads, settings), notes=[*draft.block.notes, *headings.notes, *body.notes],
        problems=[*headings.problems, *body.problems],
        questions=[*headings.questions, *asked, *(q for read in reads for q in read.questions)],
    )
    _first_steps(table, draft, body, reads)
    _add_currencies(table, reads)
    if settings.get("grouped") == "flatten":
        groups = groups or unmarked
    if groups is not None:
        _flatten(table, groups, totals, body, place)
    else:
        _check_totals(table, totals, place)
        question = fill_keys(table, place, settings.get("columns") or {})
        table.questions += [question] if question else []
    add_document_days(table, place, settings.get("columns") or {})
    table.problems += _unknown_columns({*body.names, *table.frame}, place, settings)
    unpivot_months(table, place, year=_year(table, settings), years=str(settings.get("years") or ""))
    if not len(table.frame) and not any(p.severity == "error" for p in table.problems):
        table.problems.append(place.problem("table-empty", _("has headings and no rows"), severity="warning"))
    return table


def _filled(
    totals: Totals, numbers: dict[str, np.ndarray], body: Body, place: Place, settings: Mapping[str, Any],
) -> list[Question]:
    """Take subtotals that fill every cell for totals, in place, and ask where the user did not say so.

    Until somebody answers, the table is read by the likely answer: the question stops what is computed.
    """
    said = settings.get("subtotals")
    if said == "keep" or settings.get("grouped"):
        return []
    found = filled_subtotals(numbers, body.grid, totals.no_data)
    if not found.rows.any():
        return []
    totals.sure = totals.sure | found.differ
    totals.agreed = found.agree if totals.agreed is None else totals.agreed | found.agree
    names = [body.names[at] for at in fill_from_sums(body.grid, found.rows, totals.no_data)]
    return [] if said else [ask_subtotals(found, names, body.grid.rows, place)]


def _numbers(reads: list[ColumnRead]) -> dict[str, np.ndarray]:
    return numeric(pd.DataFrame({read.found.heading: read.values for read in reads}))


def _unmarked(reads: list[ColumnRead], totals: Totals, settings: Mapping[str, Any]) -> Groups | None:
    """Return the groups of a report without marks, in which every row is a sum or a part of one."""
    texts = [at for at, read in enumerate(reads) if pd.api.types.is_string_dtype(read.values)]
    if settings.get("grouped") == "keep" or len(texts) != 1 or reads[texts[0]].values.isna().any():
        return None
    return find_sums(_numbers(reads), ~totals.no_data, texts[0])


def _read_columns(
    body: Body, totals: Totals, groups: Groups | None, place: Place, settings: Mapping[str, Any],
) -> list[ColumnRead]:
    wanted = settings.get("columns") or {}
    words = tuple(map(str, settings.get("empty") or ()))
    reads = []
    for c, heading in enumerate(body.names):
        said = dict(wanted.get(heading) or {})
        if groups is not None and c == groups.column:
            said["kind"] = "text"
        reads.append(read_column(
            body.grid.cells[c], None if body.grid.tags is None else body.grid.tags[:, c],
            ~totals.no_data, heading=heading, rows=body.grid.rows, place=place, wanted=said,
            empty_words=words, currencies=body.grid.currencies,
        ))
    return reads


def _frame(body: Body, reads: list[ColumnRead]) -> tuple[pd.DataFrame, pd.Series]:
    frame = pd.DataFrame({name: read.values for name, read in zip(body.names, reads, strict=True)},
                         index=pd.RangeIndex(len(body.grid)))
    return frame, pd.Series(body.grid.rows, dtype="int64")


def _settings(draft: Draft, reads: list[ColumnRead], settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings in force as plain values; what is still a question is not among them."""
    grid = draft.block.grid
    plain = ("encoding", "delimiter", "sheet", "year", "years", "grouped", "subtotals")
    said = {key: settings[key] for key in plain if settings.get(key)}
    if not any(q.setting == ("heading_rows",) for q in draft.headings.questions):
        said["heading_rows"] = [int(grid.rows[at]) for at in draft.headings.at]
    said |= {key: list(settings[key]) for key in ("leave_out_rows", "empty") if settings.get(key)}
    said["columns"] = {read.found.heading: _column_settings(read.found) for read in reads}
    for heading, answers in (settings.get("columns") or {}).items():
        if heading in said["columns"] and answers.get("fill"):
            said["columns"][heading]["fill"] = answers["fill"]
    return said


def _column_settings(found: ColumnFound) -> dict[str, str]:
    extra: dict[str, str] = {key: found.how[key] for key in ("dates", "decimal") if key in found.how}
    return {"kind": found.kind, **extra}


def _unknown_columns(known: set[str], place: Place, settings: Mapping[str, Any]) -> list[Any]:
    unknown = [str(name) for name in settings.get("columns") or {} if name not in known]
    message, remedy = _("is in the settings but not in the file"), _("correct the name in the settings")
    return [place.problem("column-unknown", message, remedy, "warning", column=name) for name in unknown]


def _first_steps(table: Loaded, draft: Draft, body: Body, reads: list[ColumnRead]) -> None:
    if draft.left_out:
        table.steps.append(_("left out {} rows by decision").format(draft.left_out))
    if draft.headings.notes:
        shown = "; ".join(draft.headings.notes)[:120]
        table.steps.append(_('lines above the headings kept as notes: "{}"').format(shown))
    if len(draft.headings.at) > 1:
        table.steps.append(_("two rows of headings joined, group / column"))
    table.steps += [*body.steps, *(step for read in reads for step in read.steps)]


def _add_currencies(table: Loaded, reads: list[ColumnRead]) -> None:
    """Give a column whose cells name several currencies a companion that holds the codes."""
    for read in reads:
        if read.currency is None:
            continue
        name = currency_of(read.found.heading)
        at = list(table.frame).index(read.found.heading) + 1
        table.frame.insert(at, name, read.currency)
        codes = list(read.found.how["currencies"])
        table.columns.insert(at, ColumnFound(name, "text", {}, codes[:3], int(read.currency.isna().sum())))
        said = _('column "{}" names several currencies; their codes are in "{}"')
        table.steps.append(said.format(read.found.heading, name))


def _keep(table: Loaded, which: np.ndarray) -> None:
    if not which.all():
        table.totals += int((~which).sum())
        table.frame = table.frame[which].reset_index(drop=True)
        table.rows = table.rows[which].reset_index(drop=True)


def _check_totals(table: Loaded, totals: Totals, place: Place) -> None:
    checked = check_totals(table.frame, totals, table.rows.to_numpy(), place)
    table.steps += checked.steps
    table.problems += checked.problems
    _keep(table, ~checked.left_out)


def _flatten(table: Loaded, groups: Groups, totals: Totals, body: Body, place: Place) -> None:
    data = ~totals.sure
    key = body.names[groups.column]
    rows = table.rows.to_numpy()
    flat = flatten(groups, table.frame[key], numeric(table.frame), data=data, rows=rows, place=place)
    flat.name_levels(
        _level_names(flat.levels, key, body.level_names),
        taken=[name for name in map(str, table.frame) if name != key],
    )
    table.steps += flat.steps
    table.problems += flat.problems
    kept = np.concatenate([np.flatnonzero(flat.leaf), np.flatnonzero(totals.sure)])
    checked = check_totals(
        table.frame.iloc[kept].drop(columns=key).reset_index(drop=True),
        Totals(totals.sure[kept], np.zeros(len(kept), bool)), rows[kept], place,
    )
    table.steps += checked.steps
    table.problems += checked.problems
    _keep(table, flat.leaf)
    at = list(table.frame).index(key)
    table.frame = table.frame.drop(columns=key)
    table.columns.pop(at)
    for i, name in enumerate(map(str, flat.levels)):
        level = flat.levels[name].reset_index(drop=True)
        table.frame.insert(at + i, name, level)
        examples = [str(v) for v in level.dropna().unique()[:3]]
        how = {"from": key, "level": i + 1}
        found = ColumnFound(name, "text", how, examples, int(level.isna().sum()))
        table.columns.insert(at + i, found)


def _level_names(levels: pd.DataFrame, heading: str, below: list[str]) -> list[str]:
    """Return the names of the levels: one in a line each, all in one heading, or told by dated documents."""
    parts = re.split(r"\s*[/,>|\\→]\s*", heading)
    said = next((names for names in ([heading, *below], parts) if len(names) == levels.shape[1]), [])
    return said or names_by_documents(levels, heading)


def _year(table: Loaded, settings: Mapping[str, Any]) -> int | None:
    """Return the year of months without one: as decided, or the only one in title, sheet or file name."""
    if str(settings.get("year") or "").isdigit():
        return int(settings["year"])
    text = " ".join([*table.notes, table.sheet, table.file])
    years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text))
    return int(years.pop()) if len(years) == 1 else None
