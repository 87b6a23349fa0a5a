"""A study's own SQL: one SELECT over the typed tables, with access to nothing else."""

import re
import threading
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd

from kamlib.problems import KamError, Problem
from kamlib.text import _

# A study of a thousand accounts has a million lines of twenty columns and its query takes seconds.
_SECONDS, _MOST_ROWS, _MOST_CELLS = 60.0, 5_000_000, 40_000_000
_MEMORY, _MOST_TEXT = "2GB", 1_000_000_000
"""What a query may use while it is carried out, and the bytes of text in its result."""
_RESULT = "kam_result_of_the_query"
_NESTED = {"list", "struct", "map", "array", "union"}
_COMMENT = r"--[^\n]*|/\*.*?\*/"
# Texts, comments and names in quotation marks; such a name may call a function too.
_QUOTED = re.compile(rf"""'[^']*'|{_COMMENT}|"(\w+)"(?=(?:\s|{_COMMENT})*\()|"[^"]*\"""", re.DOTALL)
# Words that stand for the moment without brackets, and a function that draws though DuckDB calls it stable.
_CLOCK = {"current_date", "current_time", "current_timestamp", "localtime", "localtimestamp"}
_CHANCE = {"reservoir_quantile"}


def run_query(sql: str, tables: dict[str, Path], *, place: Problem) -> pd.DataFrame:
    """Run one SELECT over tables kept as Parquet.

    The connection is in memory. It may read these Parquet files and nothing else: external access is off, the
    configuration is locked, Python variables can't be seen, and only a single SELECT is taken, because a
    list of allowed folders alone would let COPY and ATTACH write.

    Parameters
    ----------
    sql : str
        One SELECT in the dialect of DuckDB.
    tables : dict of str to Path
        Parquet file of each table, by the name that the query uses.
    place : Problem
        Where the query stands, for messages: its file, row and column are taken.

    Returns
    -------
    DataFrame
        The result, sorted by all its columns so that it does not depend on how the query was carried out.

    Raises
    ------
    KamError
        When the text is not one SELECT, names what is not there, gives other rows another day, can't be
        computed, or takes too long or too much memory.

    References
    ----------
    DuckDB documentation, "Securing DuckDB".
    """
    with duckdb.connect(":memory:", config=_config()) as connection:
        _lock(connection, tables)
        try:
            statements = duckdb.extract_statements(sql)
            if [s.type for s in statements] != [duckdb.StatementType.SELECT]:
                remedy = _("write exactly one SELECT, nothing else")
                raise KamError(_refused(place, _("is not one SELECT"), remedy))
            if moving := unstable(statements[0].query):
                message = _("gives other rows on another run, by {}").format(", ".join(moving))
                remedy = _("write the day or the number itself")
                raise KamError(_refused(place, message, remedy))
            answer = connection.sql(statements[0].query)
            nested = [n for n, t in zip(answer.columns, answer.types, strict=True) if t.id in _NESTED]
            if nested:
                remedy = _("select single values, such as first(x) or count(x)")
                raise KamError(_refused(place, _("gives lists in {}").format(", ".join(nested)), remedy))
            result = _within(answer, connection, seconds=_SECONDS, place=place)
        except duckdb.Error as error:
            raise KamError(_refused(place, *_reason(error, list(tables)))) from None
    return result.sort_values(list(result.columns), ignore_index=True)


@cache
def _changing() -> set[str]:
    """Return the functions that give another value on another run; error only stops."""
    sql = "SELECT DISTINCT function_name FROM duckdb_functions() WHERE stability <> 'CONSISTENT'"
    with duckdb.connect() as connection:
        return {str(name) for (name,) in connection.execute(sql).fetchall()} - {"error"} | _CHANCE


def unstable(query: str) -> list[str]:
    """Return what a SELECT names that is not the same on every run, sorted: random, current_date ...

    Examples
    --------
    >>> unstable("select 'random()' as a, random() as b, today() as c, age(day) as d from x")
    ['age of today', 'random', 'today']
    """
    bare = _QUOTED.sub(lambda part: part[1] or " ", query.casefold())
    named = _changing() & set(re.findall(r"\b(\w+)\s*\(", bare)) | _CLOCK & set(re.findall(r"\w+", bare))
    named |= {"age of today"} if re.search(r"\bage\s*\([^,]*?\)", bare) else set()
    named |= {"sample"} if re.search(r"\b(using\s+sample|tablesample)\b", bare) else set()
    return sorted(named)


def _within(
    answer: duckdb.DuckDBPyRelation, connection: duckdb.DuckDBPyConnection, *, seconds: float, place: Problem
) -> pd.DataFrame:
    """Return the rows.

    Raises
    ------
    KamError
        Where the query does not end, multiplies the lines, or gives more than a study holds.
    """
    clock = threading.Timer(seconds, connection.interrupt)
    clock.daemon = True
    clock.start()
    most = min(_MOST_ROWS, _MOST_CELLS // len(answer.columns))
    try:
        answer.limit(most + 1).create(_RESULT)
        if too_much := _too_much(connection, most):
            raise KamError(_refused(place, *too_much))
        result: pd.DataFrame = connection.table(_RESULT).df()
    except duckdb.InterruptException:
        message = _("takes longer than {:.0f} seconds").format(seconds)
        remedy = _("look for a join without ON, or a WITH that calls itself")
        raise KamError(_refused(place, message, remedy)) from None
    finally:
        clock.cancel()
    return result


def _too_much(connection: duckdb.DuckDBPyConnection, most: int) -> tuple[str, str] | None:
    """Return what is wrong with a result of too many rows, or of more text than people write."""
    table = connection.table(_RESULT)
    columns = {_quoted(name, chr(34)): kind.id for name, kind in zip(table.columns, table.types, strict=True)}
    bytes_of = {"varchar": "strlen", "blob": "octet_length"}
    sums = [f"coalesce(sum({bytes_of[kind]}({name})), 0)"
            for name, kind in columns.items() if kind in bytes_of]  # fmt: skip
    size = " + ".join(["0", *sums])
    rows, length = connection.execute(f"SELECT count(*), {size} FROM {_RESULT}").fetchall()[0]
    if rows > most:
        message = _("gives more than {} rows").format(f"{most:,}".replace(",", " "))
        return message, _("look for a join without ON, select fewer columns")
    if length > _MOST_TEXT:
        return _("gives more text than a study holds"), _("select fewer and shorter columns")
    return None


def _config() -> dict[str, str | bool]:
    return {
        "python_enable_replacements": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "memory_limit": _MEMORY,
        "temp_directory": "",
    }


def _lock(connection: duckdb.DuckDBPyConnection, tables: dict[str, Path]) -> None:
    files = ", ".join(_quoted(path.as_posix(), "'") for path in tables.values())
    connection.execute(f"SET allowed_paths = [{files}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    for name, path in tables.items():
        source = _quoted(path.as_posix(), "'")
        connection.execute(f"CREATE VIEW {_quoted(name, chr(34))} AS SELECT * FROM read_parquet({source})")


def _quoted(text: str, mark: str) -> str:
    return mark + text.replace(mark, mark * 2) + mark


def _refused(place: Problem, message: str, remedy: str) -> Problem:
    return Problem("query", message, remedy, file=place.file, row=place.row, column=place.column)


def _reason(error: duckdb.Error, names: list[str]) -> tuple[str, str]:
    """Return what is wrong with a query and what would be right, without paths."""
    text = re.sub(r"^\w[\w ]* Error: ", "", str(error)).split("\n")[0].strip()
    if isinstance(error, duckdb.OutOfMemoryException):
        return _("needs more than {} of memory").format(_MEMORY), _("look for a join without ON")
    if isinstance(error, duckdb.PermissionException):
        return _("asks for something outside the study's tables"), _("use only: {}").format(", ".join(names))
    if isinstance(error, duckdb.CatalogException):
        return text, _("the tables are: {}").format(", ".join(names))
    return _("can't be computed: {}").format(text), _("mend the query and say: kam check")
