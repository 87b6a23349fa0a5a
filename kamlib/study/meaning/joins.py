"""Sales spread over several tables: which to join on what, as one SELECT for the user to accept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from kamlib.study.meaning.columns import propose_columns
from kamlib.study.meaning.groups import group_joins
from kamlib.study.meaning.keys import shared_columns
from kamlib.study.meaning.priced import priced
from kamlib.study.meaning.proposal import HEARD, Proposal
from kamlib.study.meaning.splits import find_splits
from kamlib.study.meaning.sql import quoted
from kamlib.tables import SALES
from kamlib.text import _

Frames = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Joined:
    """A query that makes the sales from two tables, its reason in a sentence, and the same with groups.

    ``account_from`` is the table and the heading that the accounts come from; the highest ``rank`` is best.
    """

    query: str
    reason: str
    columns: tuple[Proposal, ...]
    groups_query: str
    account_from: tuple[str, str]
    rank: tuple[float, ...]


def joined_sales(frames: Frames) -> Joined | None:
    """Return the best join of a table with amounts and one with accounts and dates; None where none meets.

    Amounts are a column of amounts, or unit price x quantity x (1 - discount). Every line is kept.
    """
    found = {name: _found(frames[name], name) for name in sorted(frames)}
    amounts = {name: _amount(frames[name], found[name]) for name in found}
    pairs = (
        joined
        for lines in found
        for head in found
        if lines != head and amounts[lines][0]
        for joined in _pair(frames, found, lines, head, amounts[lines])
    )
    return max(pairs, key=lambda joined: joined.rank, default=None)


def _found(frame: pd.DataFrame, name: str) -> dict[str, Proposal]:
    """Meanings that headings say; what only values suggest is left out."""
    proposals = propose_columns(frame, SALES, table_name=name, only_heard=True)
    return {p.meaning: p for p in proposals if p.column and p.points > HEARD}


def _pair(
    frames: Frames,
    found: Mapping[str, dict[str, Proposal]],
    lines: str,
    head: str,
    made: tuple[str, str],
) -> Iterator[Joined]:
    amount, said = made
    wanted = {"account", "date"} - set(found[lines])
    if not wanted or not wanted <= set(found[head]):
        return
    for left, right, share in shared_columns(frames[lines], frames[head]):
        meant = _columns(found[lines], found[head], amount)
        columns = meant | _splits(frames, found, lines, head)
        source = (
            f"FROM {quoted(lines)} AS l\n"
            f"LEFT JOIN {quoted(head)} AS h ON l.{quoted(left)} = h.{quoted(right)}"
        )
        reason = _(
            'no table has client, date and amount together: "{}" and "{}" have them when joined on "{}" '
            "({:.0%} of its values meet); amount = {}"
        ).format(lines, head, left, share, said)
        groups = group_joins(frames, lines, found[lines].get("product"), "l")
        query = _select(columns, source)
        with_group = _select({**columns, "group": groups[0]}, f"{source}\n{groups[1]}") if groups else ""
        proposals = tuple(_of_result(columns, found[lines], found[head], said))
        at = lines if "account" in found[lines] else head
        account_from = (at, found[at]["account"].column)
        rank = (share, len(meant), len(frames[lines]))
        yield Joined(query, reason, proposals, with_group, account_from, rank)


def _select(columns: Mapping[str, str], source: str) -> str:
    names = [*SALES.columns, *(name for name in columns if name not in SALES.columns)]
    ordered = [f"{columns[name]} AS {quoted(name)}" for name in names if name in columns]
    return "SELECT " + ",\n       ".join(ordered) + f"\n{source}"


def _columns(lines: dict[str, Proposal], head: dict[str, Proposal], amount: str) -> dict[str, str]:
    of_head = {meaning: f"h.{quoted(p.column)}" for meaning, p in head.items() if meaning != "amount"}
    of_lines = {meaning: f"l.{quoted(p.column)}" for meaning, p in lines.items()}
    # A total in the head of a document would be repeated on each of its lines.
    for repeated in ("cost", "vat", "quantity"):
        of_head.pop(repeated, None)
    return {**of_head, **of_lines, "amount": amount}


def _splits(
    frames: Frames, found: Mapping[str, dict[str, Proposal]], lines: str, head: str
) -> dict[str, str]:
    """Return the columns whose known words say of a line whether it is a sale at all, as SQL."""
    asked: dict[str, str] = {}
    for table, alias in ((head, "h"), (lines, "l")):
        mapped = [p.column for p in found[table].values()]
        unmapped = frames[table].drop(columns=mapped)
        asked |= {s.column: f"{alias}.{quoted(s.column)}" for s in find_splits(unmapped) if s.asks}
    return {name: sql for name, sql in asked.items() if name not in SALES.columns}


def _of_result(
    columns: Mapping[str, str], lines: dict[str, Proposal], head: dict[str, Proposal], said: str
) -> Iterator[Proposal]:
    """Meanings of the query's result, whose columns carry the meanings' names."""
    for meaning in SALES.columns:
        if meaning in columns:
            origin = lines.get(meaning) or head.get(meaning)
            reason = said if meaning == "amount" or origin is None else f"{origin.column}: {origin.reason}"
            points = origin.points if origin else HEARD
            yield Proposal(meaning, meaning, origin.confidence if origin else "likely", reason, (), points)


def _amount(frame: pd.DataFrame, found: Mapping[str, Proposal]) -> tuple[str, str]:
    """Return the SQL of the amount of a line, and the same in words; empty where a table has none."""
    if "amount" in found:
        return f"l.{quoted(found['amount'].column)}", f'"{found["amount"].column}"'
    quantity = found["quantity"].column if "quantity" in found else ""
    product = priced(frame, quantity)
    return (product.sql, product.said) if product else ("", "")
