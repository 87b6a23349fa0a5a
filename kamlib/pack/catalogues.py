"""Catalogues of the pack: criteria, tests, questions and facts, each entry with the same fields.

Every field of every entry is a setting, such as ``criteria.solvency.weight``, so that a company changes one
line and leaves the rest; a new entry comes into being by its first line.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from kamlib.pack.plain import Plain, read_shape


@dataclass(frozen=True)
class Field:
    """One field of a catalogue: kind of its value, what it decides, value of a new entry, allowed range."""

    kind: str | list[str]
    meaning: str
    default: Any = ""
    range: list[float] | None = None


def _catalogues() -> dict[str, dict[str, Field]]:
    said = read_shape(Path(__file__).with_name("catalogues.yaml"))
    shared = said.pop("shared")
    return {
        name: {key: Field(**(shared[key] if field == "shared" else field)) for key, field in fields.items()}
        for name, fields in said.items()
    }


CATALOGUES = _catalogues()


@cache
def shipped_values() -> dict[str, Any]:
    """Return the values of the shipped catalogues by full name, such as ``criteria.solvency.weight``."""
    values: dict[str, Any] = {}
    for name, fields in CATALOGUES.items():
        entries = Plain.read(Path(__file__).with_name(f"{name}.yaml"), f"{name}.yaml").value
        for key, entry in entries.items():
            values |= complete(name, key, {field: entry[field] for field in fields if field in entry})
    return values


def complete(name: str, key: str, entry: dict[str, Any]) -> dict[str, Any]:
    """Return all fields of an entry by full name, those not given with their default."""
    given = {field: entry.get(field, CATALOGUES[name][field].default) for field in CATALOGUES[name]}
    return {f"{name}.{key}.{field}": value for field, value in given.items()}


def field_of(name: str) -> Field | None:
    """Return the field that a full name speaks of; None when it is no catalogue's.

    Examples
    --------
    >>> field_of("criteria.speed_of_answer.weight").kind
    'number'
    """
    parts = name.split(".")
    if len(parts) != 3 or not all(parts):
        return None
    return CATALOGUES.get(parts[0], {}).get(parts[2])


def catalogue(settings: dict[str, Any], name: str) -> pd.DataFrame:
    """Return a catalogue as it is in force: one row for each entry, in the order of the pack.

    Parameters
    ----------
    settings : dict of str to Setting
        Of a study, or the shipped ones.
    name : {"criteria", "tests", "influence", "facts", "roles", "stages", "tasks", "position"}

    Returns
    -------
    DataFrame
        ``key`` and one column for each field.

    Examples
    --------
    >>> from kamlib.pack import shipped
    >>> catalogue(shipped(), "criteria").query("main")["key"].tolist()
    ['potential_history', 'product_fit', 'profit_potential']
    """
    rows: dict[str, dict[str, Any]] = {}
    for full, setting in settings.items():
        if full.startswith(f"{name}.") and field_of(full):
            _section, key, field = full.split(".")
            rows.setdefault(key, {"key": key})[field] = setting.value
    frame = pd.DataFrame(list(rows.values()), columns=["key", *CATALOGUES[name]])
    if "label" in frame:
        frame["label"] = frame["label"].where(frame["label"] != "", frame["key"])
    return frame
