"""What makes a query give other rows another day: chance, the clock, the state of the program."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import duckdb

_CLOCK = {"current_date", "current_time", "current_timestamp", "localtime", "localtimestamp"}
"""Words that stand for the moment without brackets."""
_CHANCE = {"reservoir_quantile"}
"""Functions that draw, though DuckDB calls them stable."""
_NO_MATTER = {"error"}


def unstable(query: str, connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return what a SELECT names that is not the same on every run, sorted: random, current_date ...

    Parameters
    ----------
    query : str
        One SELECT.
    connection : DuckDBPyConnection
        It is asked how the SELECT is understood; nothing is carried out.

    Examples
    --------
    >>> with duckdb.connect() as connection:
    ...     unstable("select 'random()' as a, random() as b, today() as c", connection)
    ['random', 'today']
    """
    text = connection.execute("SELECT json_serialize_sql(?::VARCHAR)", [query]).fetchall()[0][0]
    tree: Any = json.loads(text)
    names = set(_names(tree)) if not tree.get("error") else _words(query)
    return sorted(names & (_functions() | _CLOCK | _CHANCE | {"age of today", "sample"}))


def _names(node: Any) -> Iterator[str]:
    """Yield the functions, the bare columns and the samples of a parsed query."""
    if isinstance(node, list):
        for part in node:
            yield from _names(part)
    if not isinstance(node, dict):
        return
    name = str(node.get("function_name") or "").casefold()
    yield "age of today" if name == "age" and len(node.get("arguments") or []) == 1 else name
    if node.get("class") == "COLUMN_REF" and len(node["column_names"]) == 1:
        yield str(node["column_names"][0]).casefold()
    if node.get("sample"):
        yield "sample"
    for part in node.values():
        yield from _names(part)


def _words(query: str) -> set[str]:
    """Return the words of a query that can't be taken apart, its texts and quoted names left out."""
    return set(re.findall(r"\w+", re.sub(r"'[^']*'|\"[^\"]*\"", " ", query).casefold()))


@cache
def _functions() -> set[str]:
    sql = "SELECT DISTINCT function_name FROM duckdb_functions() WHERE stability <> 'CONSISTENT'"
    with duckdb.connect() as connection:
        return {str(name) for (name,) in connection.execute(sql).fetchall()} - _NO_MATTER
