"""Names of the columns that reading adds beside a column: its currency, its day."""

from kamlib.text import _


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
