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


def stacked(names: Sequence[str], heading: str = "", values: Sequence[str] = ()) -> str:
    """Return the SELECT that puts tables of equal headings one below the other.

    Parameters
    ----------
    names : sequence of str
        The tables.
    heading : str
        A column more, which says of each line what its table says of all its lines; none where it is empty.
    values : sequence of str
        What each table says.

    Examples
    --------
    >>> print(stacked(["fact", "plan"], "table", ["fact", "plan"]))
    SELECT *, 'fact' AS "table" FROM "fact"
    UNION ALL BY NAME
    SELECT *, 'plan' AS "table" FROM "plan"
    >>> print(stacked(["sales_2023", "sales_2024"]))
    SELECT * FROM "sales_2023"
    UNION ALL BY NAME
    SELECT * FROM "sales_2024"
    """
    told = ["'" + value.replace("'", "''") + f"' AS {quoted(heading)}" for value in values] if heading else []
    columns = [f"*, {one}" for one in told] or ["*"] * len(names)
    parts = zip(columns, names, strict=True)
    return "\nUNION ALL BY NAME\n".join(f"SELECT {column} FROM {quoted(name)}" for column, name in parts)
