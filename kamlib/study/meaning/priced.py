"""Lines without an amount: price times quantity, less the discount, checked against any total."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from kamlib.lexicon.money import unit_in
from kamlib.study.meaning.catalogue import say
from kamlib.study.meaning.evidence import AGREES, equal_column, look_at, numbers, share_equal
from kamlib.study.meaning.sql import quoted
from kamlib.text import _

HEARD_PRICE = 2.0
"""Strength from which a heading says a unit price or a discount."""
_SEVERAL = 0.05
"""Share of lines with a quantity other than one from which a price is not an amount."""
FEW_RATES = 25
"""A column of more different discounts, all below a hundred, holds money and no percentages."""

_DIGITS = r"^\s*(\d+)"
_PER = re.compile(r"(?i)(?:^|\W)(?:per|je|pro|за|za)\s*(1[0]+)(?!\d)")
"""A heading that says how many pieces its price is for."""


@dataclass(frozen=True)
class Priced:
    """The amount of a line as a product of its columns.

    Parameters
    ----------
    sql : str
        The product, with ``l`` for the table.
    words : str
        The same in words.
    values : Series
        The product of each line.
    total : str
        The column that the product agrees with, on each line or added up over each invoice; empty if none.
    whole : bool
        Whether that column is the total of an invoice, repeated on each of its lines.
    """

    sql: str
    words: str
    values: pd.Series
    total: str = ""
    whole: bool = False

    @property
    def said(self) -> str:
        """The product in words, with what it was checked against."""
        if self.total and self.whole:
            return _('{}, which adds up to "{}" of each invoice').format(self.words, self.total)
        return _('{}, which is "{}"').format(self.words, self.total) if self.total else self.words


def priced(frame: pd.DataFrame, quantity: str, *, invoice: str = "") -> Priced | None:
    """Return the amount of the lines as price x quantity, less the discount; None where there is no price.

    A discount is a share, a percentage or money, whichever agrees with a total in the table; where there is
    no total, as heading and values say.

    Parameters
    ----------
    frame : DataFrame
        Typed lines.
    quantity : str
        The column of quantities; empty where there is none.
    invoice : str
        The column of invoices, to check totals that stand on each line of an invoice.

    Examples
    --------
    >>> lines = pd.DataFrame({"Price": [2.0, 3.0], "Qty": [5, 1], "Discount %": [10.0, 0.0]})
    >>> priced(lines, "Qty").words
    '"Price" x "Qty" x (1 - "Discount %" / 100)'
    """
    price = _price(frame)
    if not price or not quantity:
        return None
    ways = list(_ways(frame, price, quantity))
    totals = [c for c in sorted(map(str, frame.columns)) if c not in (price, quantity, invoice)]
    for sql, words, values in ways:
        for total in totals:
            if where := _agreement(values, frame[total], frame[invoice] if invoice else None):
                return Priced(sql, words, values, total, where == "invoice")
    return Priced(*ways[0])


def amount_query(
    frame: pd.DataFrame, name: str, product: Priced, groups: tuple[str, str] = ("", "")
) -> str:
    """Return the SELECT that adds the amount to the columns of a table, and its product groups."""
    group, joins = (f', {groups[0]} AS "group"', f"\n{groups[1]}") if groups[0] else ("", "")
    amount = quoted(amount_name(frame, product))
    return f"SELECT l.*, {product.sql} AS {amount}{group}\nFROM {quoted(name)} AS l{joins}"


def amount_name(frame: pd.DataFrame, product: Priced) -> str:
    """Return the heading of the product, with the currency that its price names.

    It is amount, or a longer one where the table has such a column.
    """
    taken = {str(column).casefold() for column in frame.columns}
    name = next(name for name in ("amount", "line amount", "net line amount", "product") if name not in taken)
    return ", ".join(part for part in (name, unit_in(product.words)) if part)


def named(
    frame: pd.DataFrame, meaning: str, *, table: str = "lines", kinds: Collection[str] = ("number",)
) -> str:
    """Return the column of a kind whose heading most says a price, a discount or a quantity."""
    heard = [
        (-said.strength, str(column))
        for column in frame.columns
        if (said := say(_PER.sub("", str(column)), table, meaning)).strength >= HEARD_PRICE
        and not look_at(frame[column]).kinds.isdisjoint(kinds)
    ]
    return min(heard)[1] if heard else ""


def product_in(frame: pd.DataFrame, amount: str, found: Mapping[str, str]) -> tuple[str, str]:
    """Return where a column is price x quantity: of each ``"line"`` or added up by ``"invoice"``; in words.

    Parameters
    ----------
    frame : DataFrame
    amount : str
        The column that is judged.
    found : mapping
        Meaning -> column: ``invoice`` and ``quantity`` are looked at.

    Examples
    --------
    >>> lines = pd.DataFrame({"Price": [2.0, 3.0], "Qty": [5, 1], "Sum": [10.0, 3.0]})
    >>> product_in(lines, "Sum", {"quantity": "Qty"})
    ('line', '"Price" x "Qty"')
    """
    invoice, quantity = found.get("invoice", ""), found.get("quantity", "")
    rest = frame.drop(columns=amount)
    price = _price(rest) if quantity and amount not in (invoice, quantity) else ""
    for _sql, words, values in _ways(rest, price, quantity) if price else ():
        if where := _agreement(values, frame[amount], frame[invoice] if invoice else None):
            return where, words
    return "", ""


def total_of(frame: pd.DataFrame, price: str, quantity: str) -> str:
    """Return the column that is another times the quantity; empty where none is or all are one."""
    if price == quantity or quantities_are_one(frame, quantity):
        return ""
    return equal_column(frame, numbers(frame[price]) * numbers(frame[quantity]), but={price, quantity})


def quantities_are_one(frame: pd.DataFrame, quantity: str) -> bool:
    """Whether so few lines have another quantity than one that a price is an amount."""
    pieces = numbers(frame[quantity])
    return not (pieces.notna() & (pieces != 1)).mean() > _SEVERAL


def _price(frame: pd.DataFrame) -> str:
    """Return the column of unit prices; what it is a price of may be said beside it, in words much alike."""
    prices = frame.drop(columns=_price_unit(frame), errors="ignore")
    return named(prices, "unit_price") or named(frame, "unit_price")


def _price_unit(frame: pd.DataFrame) -> str:
    """Return the column of how many pieces a price is for: 1, 100 or 100 ST; empty where none is."""
    column = named(frame, "price_unit", kinds=("number", "text"))
    pieces = _pieces(frame[column]).dropna() if column else pd.Series(dtype="float64")
    return column if len(pieces) and bool(((pieces >= 0) & (pieces % 1 == 0)).all()) else ""


def _pieces(values: pd.Series) -> pd.Series:
    """Return the number of each cell, or the digits that its text begins with."""
    if pd.api.types.is_numeric_dtype(values):
        return numbers(values)
    return values.astype("str").str.extract(_DIGITS, expand=False).astype("float64")


def _products(frame: pd.DataFrame, price: str, quantity: str) -> Iterator[tuple[str, str, pd.Series]]:
    """Yield price x quantity, first divided by the pieces that a price is for where something says them."""
    sql, words = f"l.{quoted(price)} * l.{quoted(quantity)}", f'"{price}" x "{quantity}"'
    values = numbers(frame[price]) * numbers(frame[quantity])
    unit, said = _price_unit(frame.drop(columns=[price, quantity])), _PER.search(price)
    if unit:
        pieces, column = _pieces(frame[unit]), f"l.{quoted(unit)}"
        if not pd.api.types.is_numeric_dtype(frame[unit]):
            column = f"try_cast(regexp_extract({column}, '{_DIGITS}', 1) AS DOUBLE)"
        by = f"coalesce(nullif({column}, 0), 1)"
        yield f"{sql} / {by}", f'{words} / "{unit}"', values / pieces.where(pieces > 0).fillna(1.0)
    elif said:
        yield f"{sql} / {said[1]}", f"{words} / {said[1]}", values / float(said[1])
    yield sql, words, values


def _ways(frame: pd.DataFrame, price: str, quantity: str) -> Iterator[tuple[str, str, pd.Series]]:
    """Yield the product with each way to read the discount, the likeliest first; last without it."""
    discount = named(frame.drop(columns=[price, quantity]), "discount")
    for sql, words, values in _products(frame, price, quantity):
        if discount:
            yield from _discounted(frame, discount, sql, words, values)
        yield sql, words, values


def _discounted(
    frame: pd.DataFrame, discount: str, sql: str, words: str, values: pd.Series
) -> Iterator[tuple[str, str, pd.Series]]:
    off, column = numbers(frame[discount]).fillna(0.0), f"coalesce(l.{quoted(discount)}, 0)"
    less, said = f"{sql} * (1 - {column}", f'{words} x (1 - "{discount}"'
    ways = {
        "share": (f"{less})", f"{said})", values * (1 - off)),
        "percent": (f"{less} / 100)", f"{said} / 100)", values * (1 - off / 100)),
        "money": (f"{sql} - {column}", f'{words} - "{discount}"', values - off),
    }
    yield ways.pop(_kind_of_discount(discount, off))
    yield from ways.values()


def _kind_of_discount(heading: str, off: pd.Series) -> str:
    if off.abs().max() <= 1:
        return "share"
    says_percent = "%" in heading or say(heading, "lines", "percent").strength > 0
    rates = off.abs().max() <= 100 and off.nunique() <= FEW_RATES
    says_money = say(heading, "lines", "money").strength > 0
    return "percent" if says_percent or (rates and not says_money) else "money"


def _agreement(values: pd.Series, column: pd.Series, invoice: pd.Series | None) -> str:
    """Return whether a column is the product of each ``"line"``, or of an ``"invoice"`` on all its lines."""
    total = numbers(column)
    if invoice is not None:
        lines = pd.DataFrame({"invoice": invoice, "value": values, "total": total}, index=values.index)
        by = lines.dropna().groupby("invoice").agg(
            lines=("value", "size"), value=("value", "sum"), total=("total", "first"),
            kinds=("total", "nunique"),
        )
        several = by[by["lines"] > 1]
        is_repeated = len(several) and (several["kinds"] == 1).mean() > AGREES
        if is_repeated and share_equal(several["value"], several["total"], cents=0.05) > AGREES:
            return "invoice"
    return "line" if total.nunique() > 1 and share_equal(values, total) > AGREES else ""
