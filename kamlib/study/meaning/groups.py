"""Product groups that other tables hold: product -> subcategory -> category, as far as keys lead."""

from collections.abc import Mapping, Sequence

import pandas as pd

from kamlib.study.meaning.catalogue import say
from kamlib.study.meaning.evidence import look_at
from kamlib.study.meaning.keys import is_key, shared_columns
from kamlib.study.meaning.proposal import HEARD, Proposal
from kamlib.study.meaning.sql import quoted

Frames = Mapping[str, pd.DataFrame]
STEPS = 3
"""Tables followed from a product to its group."""


def with_groups(frames: Frames, name: str, proposals: Sequence[Proposal]) -> str:
    """Return the SELECT that adds product groups from other tables; empty where none hold them."""
    found = {p.meaning: p for p in proposals if p.column}
    if "group" in found:
        return ""
    groups = group_joins(frames, name, found.get("product"), "l")
    return f'SELECT l.*, {groups[0]} AS "group"\nFROM {quoted(name)} AS l\n{groups[1]}' if groups else ""


def group_joins(frames: Frames, name: str, product: Proposal | None, alias: str) -> tuple[str, str] | None:
    """Return SQL of the group and the joins that lead to it; None where no other table holds a group."""
    if product is None:
        return None
    joins, at, column, best = [], name, product.column, ""
    for step in range(STEPS):
        other = _next_table(frames, at, column)
        if not other:
            break
        here = f"g{step}"
        table, key = other
        joins.append(
            f"LEFT JOIN {quoted(table)} AS {here} ON {alias}.{quoted(column)} = {here}.{quoted(key)}"
        )
        label, onward = _group_columns(frames, table, seen={name, at})
        best = f"{here}.{quoted(label)}" if label else best
        if not onward:
            break
        alias, at, column = here, table, onward
    return (best, "\n".join(joins)) if best else None


def _next_table(frames: Frames, at: str, column: str) -> tuple[str, str] | None:
    """Return the table and key that a column leads to."""
    for name in sorted(frames):
        if name != at:
            for _left, right, _share in shared_columns(frames[at][[column]], frames[name]):
                return name, right
    return None


def _group_columns(frames: Frames, table: str, *, seen: set[str]) -> tuple[str, str]:
    """Return the column that names the group of each row, and the one that leads on; each empty if none."""
    frame = frames[table]
    said = {str(column): say(str(column), "sales", "group").strength for column in frame.columns}
    names = [c for c in sorted(said) if said[c] >= HEARD and look_at(frame[c]).kinds == {"text"}]
    label = max(names, key=lambda c: said[c], default="")
    onward = [c for c in sorted(said) if said[c] >= HEARD and not is_key(frame[c])]
    leads = [c for c in onward if (target := _next_table(frames, table, c)) and target[0] not in seen]
    return label, max(leads, key=lambda c: said[c], default="")
