"""Exports read by the product's own reader, and what their tables are taken for."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from kamlib.study.meaning import TableChoice, propose_tables
from kamlib.study.read import read_file

Frames = dict[str, pd.DataFrame]


@pytest.fixture
def proposed(tmp_path: Path) -> Callable[..., tuple[Frames, dict[str, TableChoice]]]:
    """Read texts, by the names of their tables, and propose which table is which."""

    def read(**files: str) -> tuple[Frames, dict[str, TableChoice]]:
        frames = {}
        for name, text in files.items():
            path = tmp_path / f"{name}.csv"
            path.write_text(text, encoding="utf-8")
            [table] = read_file(path, label=path.name, settings={}).tables
            frames[name] = table.frame
        return frames, propose_tables(frames)

    return read


def answer(frames: Frames, query: str) -> pd.DataFrame:
    """Result of a query that sees the frames under their names."""
    with duckdb.connect() as connection:
        for name, frame in frames.items():
            connection.register(name, frame)
        return connection.sql(query).df()
