"""Several columns for one meaning: costs that are added up, amounts in a column for each currency."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import pandas as pd

from kamlib.lexicon.money import unit_in
from kamlib.study.companions import SUM
from kamlib.study.meaning.catalogue import say, speaks_against
from kamlib.study.meaning.evidence import numbers, share_equal
from kamlib.study.meaning.proposal import HEARD, Alternative, Candidate, Proposal
from kamlib.study.meaning.sql import quoted
from kamlib.study.proposals.currencies import codes
from kamlib.tables.schema import is_kind
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


def names_another(amount: str, currency: pd.Series) -> bool:
    """Whether the heading of an amount names its currency, and a column of currencies says another.

    Examples
    --------
    >>> names_another("Netto PLN", pd.Series(["PLN", "EUR"])), names_another("Netto", pd.Series(["EUR"]))
    (True, False)
    """
    unit = unit_in(amount).split()
    return bool(unit) and bool(set(codes(currency)) - {"", unit[-1]})


def filled(values: pd.Series) -> pd.Series:
    """Return which lines hold money."""
    found = numbers(values)
    return found.notna() & (found != 0)


def amounts_of(frame: pd.DataFrame) -> list[str]:
    """Return the columns of numbers whose headings say an amount.

    Examples
    --------
    >>> amounts_of(pd.DataFrame({"Amount EUR": [1.0], "Quantity": [2.0], "Client": ["A"]}))
    ['Amount EUR']
    """
    return [
        column for column in map(str, frame.columns)
        if say(column, "sales", "amount").strength >= HEARD and is_kind(frame[column], "number")
    ]  # fmt: skip


def by_currency(frame: pd.DataFrame, table: str, proposals: Collection[Proposal]) -> str:
    """Return the SELECT that makes one amount of several columns; empty where a line is in two of them.

    Examples
    --------
    >>> sold = pd.DataFrame({"Сумма руб.": [5.0, None], "Сумма USD": [None, 7.0]})
    >>> print(by_currency(sold, "sold", [Proposal("amount", "Сумма руб.", "sure", "")]))
    SELECT *,
      coalesce(nullif("Сумма руб.", 0), nullif("Сумма USD", 0)) AS "amount",
      CASE WHEN nullif("Сумма руб.", 0) IS NOT NULL THEN 'RUB'
        WHEN nullif("Сумма USD", 0) IS NOT NULL THEN 'USD' END AS "currency"
    FROM "sold"
    """
    amount = next((p for p in proposals if p.meaning == "amount"), None)
    mine = {amount.column, *(other.column for other in amount.alternatives)} if amount else set()
    columns = [column for column in amounts_of(frame) if unit_in(column)]
    units = [unit_in(column) for column in columns]
    taken = {"amount", "currency"} & {str(column).casefold() for column in frame}
    if len(columns) < 2 or not mine & {*columns} or len({*units}) < len(units) or taken:
        return ""
    held = pd.DataFrame({column: filled(frame[column]) for column in columns})
    if not held.any().all() or (held.sum(axis=1) > 1).any():
        return ""
    parts = [f"nullif({quoted(column)}, 0)" for column in columns]
    when = [f"WHEN {part} IS NOT NULL THEN '{unit}'" for part, unit in zip(parts, units, strict=True)]
    case = "\n    ".join(when)
    return (
        f'SELECT *,\n  coalesce({", ".join(parts)}) AS "amount",\n  CASE {case} END AS "currency"'
        f"\nFROM {quoted(table)}"
    )
