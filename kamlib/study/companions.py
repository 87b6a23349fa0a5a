"""Names of columns that no file has: the currency of a column, its day, the sum of several."""

from collections.abc import Container

from kamlib.text import _

SUM = " + "
"""Between the headings of columns that are added up."""


def currency_of(heading: str) -> str:
    """Return the heading of the currencies that the cells of a column name.

    Examples
    --------
    >>> currency_of("Amount")
    'Amount (currency)'
    """
    return _("{} (currency)").format(heading)


def date_of(heading: str) -> str:
    """Return the heading of the days that stand in the texts of a column.

    Examples
    --------
    >>> date_of("Document")
    'Document (date)'
    """
    return _("{} (date)").format(heading)


def added_up(heading: str, columns: Container[str]) -> list[str]:
    """Return the columns that a heading adds up: itself where it is one, else those joined by a plus.

    Examples
    --------
    >>> added_up("Goods + Freight", ["Goods", "Freight"]), added_up("A + B", ["A"])
    (['Goods', 'Freight'], [])
    """
    parts = [heading] if heading in columns else heading.split(SUM)
    return parts if all(part in columns for part in parts) else []
