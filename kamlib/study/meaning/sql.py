"""Pieces of SQL with names quoted, so that no heading can be more than a name."""

from collections.abc import Sequence


def quoted(name: str) -> str:
    """Return a name as SQL identifier, quotes in it doubled.

    Examples
    --------
    >>> print(quoted("Order Details"))
    "Order Details"
    """
    return '"' + name.replace('"', '""') + '"'


def stacked(names: Sequence[str]) -> str:
    """Return the SELECT that puts tables of equal headings one below the other.

    Examples
    --------
    >>> print(stacked(["sales_2023", "sales_2024"]))
    SELECT * FROM "sales_2023"
    UNION ALL BY NAME
    SELECT * FROM "sales_2024"
    """
    return "\nUNION ALL BY NAME\n".join(f"SELECT * FROM {quoted(name)}" for name in names)
