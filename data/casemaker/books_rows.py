"""Rows of the workbooks of accounts, written down by the name of the account."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

# Who works for an account beside its manager and the six who score.
ENGINEER, INSIDE, WAREHOUSE = "Pavel Gron", "Rita Volk", "Timur Sand"
STEP = ("year goal action kind resource client_action responsible until budget measure precondition risk "
        "plan_b done outcome")
TODAY = "2026-01-30"
LAST_REVIEW = "2025-10-31"


@dataclass(frozen=True)
class Someone:
    """One person of a buying centre; what is left out nobody knows."""

    person: str
    position: str = ""
    role: str = ""
    influence: int | None = None
    attitude: int | None = None
    wanted: int | None = None
    unit: str = ""
    reports_to: str = ""
    role2: str = ""
    purchase: str = ""
    purchase2: str = ""
    budget: str = ""
    result: str = ""
    win: str = ""
    criteria: str = ""
    influences: str = ""
    evidence: str = ""
    confidence: str = ""
    response: str = ""
    leaves: float | None = None
    action: str = ""
    action_by: str = ""
    action_until: str = ""
    on: str = ""
    note: str = ""


def people(by_account: Mapping[str, Iterable[Someone]]) -> pd.DataFrame:
    """Return the persons of several accounts as rows with the name of the account."""
    return pd.DataFrame([{"name": name, **asdict(one)} for name,
                         every in by_account.items() for one in every])


def rows(columns: str, by_account: Mapping[str, Iterable[tuple[Any, ...]]]) -> pd.DataFrame:
    """Return rows with the name of the account before the columns named; a short row is empty at its end."""
    names = columns.split()
    found = [
        {"name": name, **dict.fromkeys(names, ""), **dict(zip(names, values, strict=False))}
        for name, every in by_account.items() for values in every
    ]
    return pd.DataFrame(found, columns=["name", *names])


def ranges_of(ends: Iterable[tuple[float, float]]) -> dict[str, float]:
    """Return the ends of growth, share and margin rate of a line of a plan, as its table names them."""
    return {
        f"{what}_{end}": value for what, pair in zip(("growth", "share", "margin"), ends, strict=True)
        for end, value in zip(("low", "high"), pair, strict=True)
    }
