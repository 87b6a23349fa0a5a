"""Sales added up at any grain: written once, run by the engine that holds the data."""

from collections.abc import Sequence
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from kamlib.method.base.refuse import refuse
from kamlib.text import _

GIVEN_KEYS = ("account", "entity", "name", "manager", "group", "product", "invoice")
DERIVED_KEYS = {"year": nw.col("date").dt.year(), "quarter": nw.col("date").dt.truncate("1q"),
                "month": nw.col("date").dt.truncate("1mo")}
MEASURES = ("amount", "cost", "quantity")
# Threads add in any order, and floats then differ in the last digit: a millionth is below every currency.
DECIMALS = 6


def aggregate(sales: Any, *, by: str | Sequence[str]) -> pd.DataFrame:
    """Add up sales by accounts, managers, products, periods or any of them together.

    Distinct counts (``orders``) are counted at the grain asked for. They must never be added up afterwards:
    an order that holds two product groups counts once for its account and once for each of the groups.

    Parameters
    ----------
    sales : DataFrame or LazyFrame of pandas, Polars, DuckDB or any engine that narwhals knows
        Columns of the sales table; those that are missing switch off what rests on them.
    by : str or sequence of str
        Any of account, entity, name, manager, group, product, invoice, and of the derived ``year`` (number),
        ``quarter`` and ``month`` (their first day); an empty sequence gives one row for all sales.

    Returns
    -------
    DataFrame
        The columns of ``by``, then

        * ``amount``: money;
        * ``cost``, ``margin``: money, over the lines whose cost is known; missing where none is;
        * ``cost_known``: share (0 to 1) of the amount, taken without its sign, that lies in such lines;
        * ``quantity``: pieces, over the lines that have one; missing where none has;
        * ``orders``: distinct invoices of an account, lines without invoice not counted;
        * ``lines``, and the days ``first`` and ``last``.

        Sorted by ``by``, missing keys last. Sums are rounded to a millionth, so that the same sales give the
        same number whatever the order in which they were added.

    Raises
    ------
    KamError
        Naming what can't be grouped by, and what the sales don't have.

    Examples
    --------
    >>> sales = pd.DataFrame({"account": ["A", "A"], "date": pd.to_datetime(["2024-01-05", "2024-02-01"]),
    ...                       "amount": [100.0, 50.0], "cost": [80.0, None]})
    >>> aggregate(sales, by="account")[["account", "amount", "margin", "cost_known"]]
      account  amount  margin  cost_known
    0       A   150.0    20.0    0.666667
    """
    keys = [by] if isinstance(by, str) else list(by)
    lines = _lazy(sales)
    columns = lines.collect_schema().names()
    _refuse_unknown(keys, columns)
    prepared = _prepared(lines, keys, columns)
    sums = prepared.group_by(*keys).agg(*_sums(columns)).sort(*keys, nulls_last=True) if keys \
        else prepared.select(*_sums(columns))
    return _finished(sums.collect("pandas").to_native(), keys, columns)


def _lazy(sales: Any) -> Any:
    """Sales as lines to be asked; frames in memory take the same road as a database.

    There is then one meaning of a sum of missing values. By way of Arrow, because DuckDB's own reader of
    pandas fails on text columns whose rows were reordered.
    """
    frame = nw.from_native(sales)
    if not isinstance(frame, nw.DataFrame):
        return frame
    return nw.from_native(frame.to_arrow(), eager_only=True).lazy(backend="duckdb")


def _refuse_unknown(keys: list[str], columns: list[str]) -> None:
    known = [*GIVEN_KEYS, *DERIVED_KEYS]
    strange = [key for key in keys if key not in known]
    if strange:
        refuse("grain-unknown", _("can't be grouped by"),
               _("choose from {}").format(", ".join(known)), strange)
    needed = ["account", "date", "amount", *(key for key in keys if key not in DERIVED_KEYS)]
    missing = [name for name in needed if name not in columns]
    if missing:
        refuse("column-missing", _("is not among the columns of the sales"),
               _("name the column that holds it"), missing)


def _prepared(lines: Any, keys: list[str], columns: list[str]) -> Any:
    """Lines with dates as dates, numbers as numbers, and the helpers that the sums need."""
    numbers = [_number(name) for name in MEASURES if name in columns]
    dated = lines.with_columns(nw.col("date").cast(nw.Datetime("us")), *numbers)
    helpers = {key: DERIVED_KEYS[key] for key in keys if key in DERIVED_KEYS}
    if "cost" in columns:
        known, absolute = ~nw.col("cost").is_null(), nw.col("amount").abs()
        helpers |= {"_margin": nw.col("amount") - nw.col("cost"), "_absolute": absolute,
                    "_absolute_known": nw.when(known).then(absolute).otherwise(nw.lit(0.0))}
    if "invoice" in columns:
        # Two accounts may have invoices of the same number; one account is taken not to.
        own = "account" in keys
        both = nw.concat_str("account", "invoice", separator="\x1f")
        helpers["_order"] = nw.col("invoice") if own else both
    return dated.with_columns(**helpers) if helpers else dated


def _number(name: str) -> Any:
    value = nw.col(name).cast(nw.Float64)
    return nw.when(~value.is_nan()).then(value).alias(name)


def _sums(columns: list[str]) -> list[Any]:
    sums = [nw.col("amount").sum()]
    if "cost" in columns:
        sums += [nw.col("cost").sum(), nw.col("_margin").sum().alias("margin"),
                 nw.col("cost").count().alias("_costs"), nw.col("_absolute").sum(),
                 nw.col("_absolute_known").sum()]
    if "quantity" in columns:
        sums += [nw.col("quantity").sum(), nw.col("quantity").count().alias("_quantities")]
    if "invoice" in columns:
        sums += [nw.col("_order").n_unique().alias("orders"),
                 nw.col("_order").is_null().any().alias("_without")]
    return [*sums, nw.len().alias("lines"), nw.col("date").min().alias("first"),
            nw.col("date").max().alias("last")]


def _finished(sums: pd.DataFrame, keys: list[str], columns: list[str]) -> pd.DataFrame:
    """Missing where nothing is known, shares from their parts, columns in order."""
    table = sums.copy()
    if "cost" in columns:
        known = table["_costs"] > 0
        table["cost"], table["margin"] = table["cost"].where(known), table["margin"].where(known)
        table["cost_known"] = table["_absolute_known"] / table["_absolute"].where(table["_absolute"] > 0)
    if "quantity" in columns:
        table["quantity"] = table["quantity"].where(table["_quantities"] > 0)
    if "invoice" in columns:
        # The engine counts "no invoice" as one more value.
        table["orders"] = table["orders"] - table["_without"].astype("int64")
    order = [*keys, "amount", "cost", "margin", "cost_known", "quantity", "orders", "lines", "first", "last"]
    kept = table[[name for name in order if name in table]]
    return kept.round({name: DECIMALS for name in ("amount", "cost", "margin", "quantity") if name in kept})
