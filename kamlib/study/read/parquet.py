"""Parquet files: already typed; mapped to the same few types."""

from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kamlib.study.read.found import ColumnFound, Loaded, Place
from kamlib.study.read.headings import different
from kamlib.study.read.names import table_name
from kamlib.words import phrase

LARGEST_PARQUET_BYTES = 8 * 2**30


def read_parquet(path: Path, place: Place) -> Loaded:
    """Return the table of a Parquet file.

    Raises
    ------
    RefusedError
        Where it is broken or would not fit into memory.
    """
    try:
        with pq.ParquetFile(path) as file:
            meta = file.metadata
            size = sum(meta.row_group(i).total_byte_size for i in range(meta.num_row_groups))
            table = file.read() if size <= LARGEST_PARQUET_BYTES else None
    except (pa.ArrowException, OSError, ValueError) as error:
        raise place.refuse("parquet-broken") from error
    if table is None:
        raise place.refuse("file-too-large")
    columns, steps = [], []
    series: dict[str, pd.Series] = {}
    names = different([field.name.strip() for field in table.schema])
    for number, (name, field) in enumerate(zip(names, table.schema, strict=True)):
        values, kind = _typed(table.column(number))
        series[name] = values
        examples = [str(v) for v in values.dropna().iloc[:3]]
        columns.append(ColumnFound(name, kind, {}, examples, int(values.isna().sum())))
        if pa.types.is_timestamp(field.type) and field.type.tz:
            steps.append(phrase("read-times-utc", column=name))
    frame = pd.DataFrame(series, index=pd.RangeIndex(table.num_rows))
    rows = pd.Series(range(1, table.num_rows + 1), dtype="int64")
    settings = {"columns": {column.heading: {"kind": column.kind} for column in columns}}
    return Loaded(table_name(place.file), place.file, "", frame, rows, columns, settings, steps)


def _typed(column: Any) -> tuple[pd.Series, str]:
    """Return a column as text, number or date, by its type in the file."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
        kind = column.type
    if pa.types.is_integer(kind) and kind != pa.uint64():
        whole = column.cast(pa.int64())
        return whole.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get), "number"
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind) or kind == pa.uint64():
        return column.cast(pa.float64()).to_pandas(), "number"
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        if pa.types.is_date(kind):
            column = column.cast(pa.timestamp("s" if pa.types.is_date32(kind) else "ms"))
        plain = pc.cast(column, pa.timestamp("us", getattr(column.type, "tz", None)), safe=False)
        return plain.cast(pa.timestamp("us")).to_pandas().astype("datetime64[us]"), "date"
    if pa.types.is_boolean(kind):
        return pc.if_else(column, "TRUE", "FALSE").to_pandas().astype("str"), "text"
    try:
        return column.cast(pa.large_string()).to_pandas().astype("str"), "text"
    except pa.ArrowException:
        texts = [None if value is None else str(value) for value in column.to_pylist()]
        return pd.Series(texts, dtype="str"), "text"
