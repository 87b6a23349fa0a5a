"""Amounts in several columns, one for each currency: one amount with the currency of each line."""

from collections.abc import Collection

import pandas as pd

from kamlib.lexicon.money import unit_in
from kamlib.study.meaning.catalogue import say
from kamlib.study.meaning.proposal import HEARD, Proposal
from kamlib.study.meaning.relations import numbers
from kamlib.study.meaning.sql import quoted
from kamlib.study.proposals.currencies import codes
from kamlib.tables.schema import is_kind


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
