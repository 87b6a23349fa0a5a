"""Sales of one table that has no amount: the SELECT that multiplies price and quantity."""

from collections.abc import Mapping, Sequence

import pandas as pd

from kamlib.lexicon.money import unit_in
from kamlib.study.meaning.columns import propose_columns
from kamlib.study.meaning.joins import Joined, group_joins
from kamlib.study.meaning.priced import Priced, priced
from kamlib.study.meaning.proposal import HEARD, Proposal
from kamlib.study.meaning.sql import quoted
from kamlib.tables import SALES
from kamlib.text import _

Frames = Mapping[str, pd.DataFrame]


def priced_sales(frames: Frames, names: Sequence[str]) -> Joined | None:
    """Return the table with client and date whose amount is price x quantity, as a query; None where none is.

    Examples
    --------
    >>> days = pd.to_datetime(["2024-01-09", "2024-01-10"])
    >>> sold = pd.DataFrame({"Client": ["A", "B"], "Date": days, "Price": [2.5, 3.5], "Quantity": [5, 1]})
    >>> print(priced_sales({"sold": sold}, ["sold"]).query)
    SELECT l.*, l."Price" * l."Quantity" AS "amount"
    FROM "sold" AS l
    """
    made = (_of(frames, name) for name in names)
    return max((one for one in made if one), key=lambda one: one.rank, default=None)


def amount_query(
    frame: pd.DataFrame, name: str, product: Priced, groups: tuple[str, str] | None = None
) -> str:
    """Return the SELECT that adds the amount to the columns of a table, and its product groups."""
    group, joins = (f', {groups[0]} AS "group"', f"\n{groups[1]}") if groups else ("", "")
    amount = quoted(amount_name(frame, product))
    return f"SELECT l.*, {product.sql} AS {amount}{group}\nFROM {quoted(name)} AS l{joins}"


def amount_name(frame: pd.DataFrame, product: Priced) -> str:
    """Return the heading of the product, with the currency that its price names.

    It is amount, or a longer one where the table has such a column.
    """
    taken = {str(column).casefold() for column in frame.columns}
    name = next(name for name in ("amount", "line amount", "net line amount", "product") if name not in taken)
    return ", ".join(part for part in (name, unit_in(product.words)) if part)


def _of(frames: Frames, name: str) -> Joined | None:
    frame = frames[name]
    proposals = propose_columns(frame, SALES, table_name=name, only_heard=True)
    found = {p.meaning: p for p in proposals if p.points > HEARD}
    if not {"account", "date"} <= set(found) or "amount" in found:
        return None
    columns = {meaning: p.column for meaning, p in found.items()}
    product = priced(frame, columns.get("quantity", ""), invoice=columns.get("invoice", ""))
    if product is None:
        return None
    groups = group_joins(frames, name, found.get("product"), "l") if "group" not in found else None
    account = found["account"].column or found["account"].alternatives[0].column
    amount = Proposal("amount", amount_name(frame, product), "likely", product.said, (), HEARD)
    return Joined(
        amount_query(frame, name, product),
        _("no column holds the amount; it is {}").format(product.said),
        (*found.values(), amount),
        amount_query(frame, name, product, groups) if groups else "",
        (name, account),
        (len(found), len(frame)),
    )
