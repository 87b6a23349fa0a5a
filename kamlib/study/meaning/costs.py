"""Several columns of costs: which of them is the total, or what they are and that they add up."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import pandas as pd

from kamlib.study.companions import SUM
from kamlib.study.meaning.catalogue import say, speaks_against
from kamlib.study.meaning.proposal import HEARD, Alternative, Candidate, Proposal
from kamlib.study.meaning.relations import numbers, share_equal
from kamlib.text import _

_MOST = 6
_PARTS = 8  # at most 247 sums are tried
_AGREES = 0.98


def several_costs(
    frame: pd.DataFrame, proposal: Proposal, candidates: Sequence[Candidate], chosen: Mapping[str, str]
) -> Proposal:
    """Return the proposal for the cost of a line, where several columns hold costs.

    A column that is the sum of the others is their total. Otherwise their sum is proposed, likely and never
    sure, with what each of them is.

    Parameters
    ----------
    frame : DataFrame
        Typed sales lines.
    proposal : Proposal
        The one column that says cost most.
    candidates : sequence of Candidate
        Every column whose heading says cost, with how its values fit.
    chosen : mapping
        Meaning -> column; what means something else is no cost.
    """
    if proposal.confidence == "question" or not proposal.column:
        return proposal
    columns = _costs(frame, proposal.column, candidates, chosen)
    if len(columns) < 2:
        return proposal
    sums = {column: numbers(frame[column]).fillna(0.0) for column in columns}
    for column in columns:
        if parts := _parts(frame, column, chosen):
            said = _("it is the sum of {}").format(", ".join(f'"{name}"' for name in parts))
            return replace(proposal, column=column, confidence="likely", reason=f"{proposal.reason}; {said}")
    told = _("{}, total {:,.2f}")
    each = [Alternative(name, told.format(_what(name), sums[name].sum())) for name in columns]
    reason = _("{} columns hold costs and are added up: {}").format(
        len(columns), "; ".join(f'"{column}" ({said})' for column, said in each)
    )
    return replace(
        proposal, column=SUM.join(columns), confidence="likely", reason=reason, alternatives=tuple(each)
    )


def _parts(frame: pd.DataFrame, total: str, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """Return the columns that a column of costs is the sum of, whatever they are called; none if none.

    What makes costs and margin together an amount is no part: the amount and what else has a meaning is left.
    """
    taken = {total, *(column for meaning, column in chosen.items() if meaning != "cost")}
    names = [str(name) for name in frame.columns if str(name) not in taken
             and pd.api.types.is_numeric_dtype(frame[name])]
    values = pd.DataFrame({name: numbers(frame[name]).fillna(0.0) for name in names})
    parts = [name for name in names if values[name].any()][:_PARTS]
    goal = numbers(frame[total]).fillna(0.0)
    for size in range(2, len(parts) + 1):
        for some in combinations(parts, size):
            if share_equal(values[[*some]].sum(axis=1), goal) > _AGREES:
                return some
    return ()


def _costs(
    frame: pd.DataFrame, best: str, candidates: Sequence[Candidate], chosen: Mapping[str, str]
) -> list[str]:
    """Return the columns that hold costs of the line, the best first; none has another meaning."""
    others = {column for meaning, column in chosen.items() if meaning != "cost"}
    refuted = {c.column for c in candidates if c.meaning == "cost" and c.fit.points <= -2}
    heard = {c.column for c in candidates if c.meaning == "cost"} - refuted
    columns = [name for name in map(str, frame.columns) if pd.api.types.is_numeric_dtype(frame[name])]
    heard |= {name for name in columns if say(name, "lines", "other_cost").strength >= HEARD}
    found = [best]
    for column in sorted(heard - others - refuted - {best}):
        values = numbers(frame[column])
        same = any(share_equal(values, numbers(frame[name])) > _AGREES for name in found)
        if not same and values.fillna(0.0).any():
            found.append(column)
    return found[:_MOST]


def _what(column: str) -> str:
    """Return what a cost is of, as its heading says."""
    if say(column, "lines", "other_cost").strength >= HEARD:
        return _("beside the goods")
    return _("of the goods") if not speaks_against(column, "sales", "cost") else _("perhaps of a piece")
