"""Figures of the chapters' tables: taken once, compared ever after.

``python -m golden.figures`` (in ``tests/``, with the real data beside the project) takes them anew; a change
of ``figures.csv`` is a change of results and is explained in ``CHANGELOG.md``.
"""

import math
import sys
import tempfile
from datetime import date
from pathlib import Path

import pandas as pd

from golden.tables import CHAPTERS
from kamlib.flow import Study, open_study
from kamlib.flow.anchors import record_anchors
from kamlib.study.new import new_study

STORED = Path(__file__).parent / "figures.csv"
REAL = ("northwind", "adventureworks")
DAY = date(2026, 1, 31)
"""When real studies were made."""
MOST = 5
"""Figures of one table."""
# Numbers of lines, and what is the same in every line, say little when they are added up.
_NOT_ADDED = ("line", "year", "calendar", "valid_months", "importance", "on")


def figures(study: Study, chapter: str) -> dict[tuple[str, str], float]:
    """Return (table, column) -> sum of the column, and (table, "rows") -> number of rows."""
    taken: dict[tuple[str, str], float] = {}
    for name, table in CHAPTERS[chapter](study):
        taken[name, "rows"] = float(len(table))
        for column in map(str, table.columns):
            if pd.api.types.is_numeric_dtype(table[column]):
                taken[name, column] = math.fsum(table[column].astype("Float64").dropna())
    return taken


def chosen(taken: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """Return at most ``MOST`` figures a table: rows, then columns whose sums say something."""
    kept: dict[tuple[str, str], float] = {}
    for name in dict.fromkeys(table for table, _ in taken):
        rows = taken[name, "rows"]
        sums = {c: v for (t, c), v in taken.items() if t == name and c != "rows" and c not in _NOT_ADDED}
        telling = sorted(sums, key=lambda c: (sums[c] in (0, rows), c in ("rank", "place")))
        if rows:
            kept |= {(name, column): taken[name, column] for column in ["rows", *telling[: MOST - 1]]}
    return kept


def stored() -> pd.DataFrame:
    """Return what was taken: ``study``, ``chapter``, ``table``, ``column``, ``value``."""
    return pd.read_csv(STORED, dtype={"chapter": "str"})


def take(real_data: Path) -> pd.DataFrame:
    """Return the figures of all chapters on the case and on the real studies."""
    rows = []
    with tempfile.TemporaryDirectory() as there:
        for name in ("case", *REAL):
            study = open_study(real_study(real_data / name, Path(there) / name) if name in REAL else "")
            for chapter in CHAPTERS:
                for (table, column), value in chosen(figures(study, chapter)).items():
                    rows.append((name, chapter, table, column, value))
    return pd.DataFrame(rows, columns=["study", "chapter", "table", "column", "value"])


def real_study(data: Path, folder: Path) -> Path:
    """Make a study of a folder of real files, as ``kam new`` does."""
    new_study(folder, [data])
    record_anchors(folder, on=DAY)
    return folder


if __name__ == "__main__":
    taken_now = take(Path(sys.argv[1]))
    taken_now.to_csv(STORED, index=False, float_format="%.12g")
    print(len(taken_now), taken_now.groupby("chapter").size().to_dict())
