"""Catalogues of the pack: criteria, tests, questions and facts, each entry with the same fields.

Every field of every entry is a setting, such as ``criteria.solvency.weight``, so that a company changes one
line and leaves the rest; a new entry comes into being by its first line.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from kamlib.pack.plain import Plain
from kamlib.text import N_


@dataclass(frozen=True)
class Field:
    """One field of a catalogue: kind of its value, what it decides, value of a new entry, allowed range."""

    kind: str | list[str]
    meaning: str
    default: Any = ""
    range: list[float] | None = None


_LABEL = Field("text", N_("the name on screen"))
_QUESTION = Field("text", N_("what is asked"))
_ANCHORS = Field("anchors", N_("the measure at 1, 3, 5, 8 and 10 points; empty: not known yet"), [])
_WORDS = Field("words", N_("what the five marks mean, as behaviour"), [])

CATALOGUES = {
    "criteria": {
        "label": _LABEL,
        "question": _QUESTION,
        "weight": Field("number", N_("how much it counts; weights are made to add up to 1"), 0.1, [0, 1000]),
        "main": Field("yes_no", N_("whether it decides, or is recorded and breaks ties"), False),
        "attractive": Field("yes_no", N_("whether it is part of attractiveness in the matrix"), False),
        "from": Field(["data", "people"], N_("what decides where both are known"), "people"),
        "measures": Field("names", N_("figures that can stand for it, best first"), []),
        "anchors": _ANCHORS,
        "words": _WORDS,
        "knock_out": Field("number", N_("an account with this score or less is out; 0: no rule"), 0, [0, 10]),
    },
    "tests": {
        "label": _LABEL,
        "weight_company": Field("number", N_("how much it counts in the order of the company's list"), 0.1,
                                [0, 1000]),
        "weight_manager": Field("number", N_("how much it counts in the order of a manager's list"), 0.1,
                                [0, 1000]),
        "measure": Field("text", N_("the figure that stands for it")),
        "anchors": _ANCHORS,
    },
    "influence": {
        "label": _LABEL,
        "question": _QUESTION,
        "part": Field(["develop", "defend"], N_("mean of those that apply, or a factor"), "develop"),
        "words": _WORDS,
    },
    "facts": {
        "question": _QUESTION,
        "test": Field("text", N_("which test it feeds")),
        "kind": Field(["yes_no", "count"], N_("how it is answered"), "yes_no"),
        "holds": Field("number", N_("from which count on the test holds"), 1, [0, 1000]),
        "level": Field(["company", "manager", "both"], N_("at which level the test asks for it"), "both"),
    },
    "roles": {
        "label": _LABEL,
        "kind": Field(["function", "ally", "opposing", "outside"], N_(
            "function: covered or not; ally: wanted; opposing: watched, never counted; outside: optional"),
            "function"),
        "definition": Field("text", N_("by what one tells who holds it")),
        "direction": Field("text", N_("what the work with it is about")),
        "action": Field("text", N_("the next step that is proposed where nobody typed one")),
        "limits": Field("text", N_("what must not be offered or asked")),
        "check": Field("text", N_("how one sees that the work is done")),
        "check_days": Field("number", N_("the last two-way contact is at most so old; 0: the setting"), 0,
                            [0, 3650]),
        "weight": Field("number", N_("how much it counts in coverage"), 1, [0, 1000]),
        "needed": Field("yes_no", N_("whether an account needs somebody in it, unless it says otherwise"),
                        False),
        "compliance": Field("yes_no", N_("whether every step goes past the compliance officer first"), False),
        "sets": Field("names", N_("the sets of roles that hold it"), []),
    },
    "stages": {
        "label": _LABEL,
        "roles": Field("names", N_("the roles that take part"), []),
        "perhaps": Field("names", N_("the roles that may take part"), []),
        "everybody": Field("yes_no", N_("whether all roles take part"), False),
        "more": Field("number", N_("so many others take part besides"), 0, [0, 1000]),
    },
    "tasks": {
        "label": _LABEL,
        "roles": Field("names", N_("the roles that it is about"), []),
        "compliance": Field("yes_no", N_("whether nobody begins it without the compliance officer"), False),
        "limits": Field("text", N_("what holds whoever agrees")),
    },
    "position": {
        "label": _LABEL,
        "question": _QUESTION,
        "known": Field(["", "groups", "payment", "contacts", "roles", "rival"], N_(
            "what fills the state of today; empty: people type it"), ""),
        "choices": Field("names", N_("the words to choose from; none: any text"), []),
    },
}


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
