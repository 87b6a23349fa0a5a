"""Parquet files have types; they become the same few."""

import datetime as dt
import decimal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from kamlib.study.read import read_file


def test_types_are_mapped_to_text_number_and_date(tmp_path):
    table = pa.table(
        {
            "id": pa.array([1, None, 3], pa.int32()),
            "price": pa.array([decimal.Decimal("1.50"), None, decimal.Decimal("2.25")]),
            "day": pa.array([dt.date(2024, 1, 31), None, dt.date(2024, 2, 29)]),
            "moment": pa.array(
                [dt.datetime(2024, 1, 31, 10, 15), None, None], pa.timestamp("ns", "Europe/Warsaw")
            ),
            "name": pa.array(["Łódź", None, "Acme"]).dictionary_encode(),
            "open": pa.array([True, None, False]),
            "tags": pa.array([["a", "b"], None, []]),
        }
    )
    pq.write_table(table, tmp_path / "OrderLines.parquet")
    [found] = read_file(tmp_path / "OrderLines.parquet", label="input/OrderLines.parquet").tables
    assert found.name == "order_lines"
    assert [column.kind for column in found.columns] == [
        "number", "number", "date", "date", "text", "text", "text",
    ]
    assert str(found.frame["id"].dtype) == "Int64"
    assert found.frame["price"].sum() == 3.75
    assert found.frame["day"].iloc[0] == pd.Timestamp("2024-01-31")
    assert found.frame["moment"].iloc[0] == pd.Timestamp("2024-01-31 10:15")
    assert found.frame["name"].iloc[0] == "Łódź"
    assert found.frame["open"].tolist()[0] == "TRUE"
    assert [str(dtype) for dtype in found.frame.dtypes[["day", "moment"]]] == ["datetime64[us]"] * 2


def test_names_that_come_twice_are_told_apart(tmp_path):
    pq.write_table(pa.Table.from_arrays([pa.array([1]), pa.array([2])], ["a", "a"]), tmp_path / "a.parquet")
    [found] = read_file(tmp_path / "a.parquet", label="input/a.parquet").tables
    assert found.frame.to_dict("list") == {"a": [1], "a (2)": [2]}
