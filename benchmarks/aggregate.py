"""Sales added up by account, year and group: `aggregate` over DuckDB against a pandas groupby, side by side.

    python benchmarks/aggregate.py [millions of lines]

Both read the same generated Parquet file, each in a process of its own, so that memory is told apart too.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

GRAINS = (["account"], ["account", "month"], ["account", "year", "group"])


def make(path: Path, lines: int) -> None:
    luck = np.random.default_rng(1)
    amount = np.round(luck.gamma(2, 150, lines), 2)
    pd.DataFrame({
        "account": pd.Series(luck.zipf(1.3, lines) % 5000).map("A{:06d}".format),
        "date": np.datetime64("2021-01-01") + luck.integers(0, 1461, lines).astype("timedelta64[D]"),
        "group": pd.Series(luck.integers(0, 20, lines)).map("Group {:02d}".format),
        "amount": amount,
        "cost": np.round(amount * luck.uniform(0.5, 0.95, lines), 2),
        "quantity": luck.integers(1, 50, lines).astype("float64"),
        "invoice": pd.Series(luck.integers(0, lines // 3, lines)).map(str),
    }).to_parquet(path)


def with_duckdb(path: Path) -> list[pd.DataFrame]:
    from kamlib.method.aggregate import aggregate

    return [aggregate(duckdb.read_parquet(str(path)), by=grain) for grain in GRAINS]


def with_pandas(path: Path) -> list[pd.DataFrame]:
    sales = pd.read_parquet(path)
    sales = sales.assign(year=sales["date"].dt.year, margin=sales["amount"] - sales["cost"],
                         month=sales["date"].dt.to_period("M").dt.to_timestamp())
    return [
        sales.groupby(grain).agg(
            amount=("amount", "sum"), cost=("cost", "sum"), margin=("margin", "sum"),
            quantity=("quantity", "sum"), orders=("invoice", "nunique"), lines=("amount", "size"),
            first=("date", "min"), last=("date", "max"),
        ).reset_index() for grain in GRAINS
    ]


def measure(engine: str, path: Path) -> None:
    run = {"duckdb": with_duckdb, "pandas": with_pandas}[engine]
    begin = time.perf_counter()
    tables = run(path)
    seconds = time.perf_counter() - begin
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    sums = [[len(t), round(float(t["amount"].sum()), 2), int(t["orders"].sum())] for t in tables]
    print(json.dumps({"engine": engine, "seconds": seconds, "memory": memory, "sums": sums}))


def main() -> None:
    millions = float(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sales.parquet"
        make(path, int(millions * 1e6))
        found = []
        for engine in ("duckdb", "pandas"):
            command = [sys.executable, __file__, "--engine", engine, str(path)]
            printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            found.append(json.loads(printed))
    if found[0]["sums"] != found[1]["sums"]:
        sys.exit(f"the engines disagree: {found}")
    print(f"{millions:g} million lines, {len(GRAINS)} grains, {os.cpu_count()} processors")
    print("| engine | seconds | peak memory, GB |\n| --- | --- | --- |")
    for row in found:
        print(f"| {row['engine']} | {row['seconds']:.1f} | {row['memory']:.2f} |")


if __name__ == "__main__":
    if "--engine" in sys.argv:
        measure(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
