"""Reads ``data/truth/`` with plain pandas: what is really so behind the files of the case."""

from datetime import date
from typing import Any

import pandas as pd
import yaml

from case.case_files import DATA

TRUTH = DATA / "truth"
FACTS: dict[str, Any] = yaml.safe_load((TRUTH / "stories.yaml").read_text(encoding="utf-8"))
STORIES: dict[int, dict[str, Any]] = FACTS["stories"]
COMPANY: dict[str, Any] = FACTS["company"]
KEYS = {"account": "str", "code": "str", "key": "str", "comparable": "str", "stories": "str",
        "line": "str", "of_line": "str"}


def read_truth(name: str) -> pd.DataFrame:
    """One table; keys stay text, empty cells are missing."""
    return pd.read_csv(TRUTH / f"{name}.csv", dtype=KEYS)


def entities() -> pd.DataFrame:
    """The legal entities with ``told``: whether a story is about them."""
    frame = read_truth("entities")
    return frame.assign(told=frame["stories"].notna())


def day(value: date | str) -> pd.Timestamp:
    """A day of ``stories.yaml``."""
    return pd.Timestamp(value)
