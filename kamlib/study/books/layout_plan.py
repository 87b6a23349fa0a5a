"""The workbook of a perspective plan: what is known of it before anybody fills it."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from kamlib.study.books.records import fields_page, form_of, records_page
from kamlib.study.forms.form import Form, Kind, Line
from kamlib.tables import KEPT, MOST_YEARS
from kamlib.text import _

KIND = "plan"
_LOCKED = ("wallet", "share_0", "margin_rate")


@dataclass(frozen=True)
class PlanFacts:
    """What is known of a plan before anybody fills it.

    Parameters
    ----------
    account, name : str
    frame : dict of str to value
        Of the table of plans: ``base_year``, ``years``, ``manager`` ...
    lines : DataFrame
        One row for each line that is proposed: ``name``, ``sales`` (money of year 0), ``wallet``,
        ``share_0``, ``margin_rate``; missing where nobody knows; and ``growth``, which is filled in only.
    position : DataFrame
        ``key``, ``label``, ``question``, ``choices`` (a list), ``state``: missing where people type it.
    discount_rate : float
        The rate where the plan says none.
    """

    account: str
    name: str
    frame: dict[str, Any]
    lines: pd.DataFrame
    position: pd.DataFrame
    discount_rate: float


def plan_form(study: str, facts: PlanFacts) -> Form:
    """Return the workbook of a plan; of the years after its last one nothing is asked.

    Parameters
    ----------
    study : str
        Title of the study.
    facts : PlanFacts
    """
    base, years = int(facts.frame["base_year"]), int(facts.frame["years"])
    fill = {"years": years, "last_year": base + years, "rate": f"{100 * facts.discount_rate:g}",
            **{f"year_{n}": base + n for n in range(MOST_YEARS + 1)}}
    beyond = [f"share_{n}" for n in range(years + 1, MOST_YEARS + 1)]
    lines = {"quantities": [_line(row) for row in facts.lines.to_dict("records")],
             "position": [_indicator(row) for row in facts.position.to_dict("records")]}
    pages = [fields_page(KEPT["plan"], known=facts.frame, fill=fill)]
    pages += [records_page(KEPT[name], lines.get(name, ()), fill=fill, without=beyond)
              for name in ("goals", "quantities", "position", "steps", "offers", "quarters")]
    return form_of(KIND, study, facts.name, pages, {"account": facts.account}, fill=fill,
                   facts=((_("Account"), facts.name),))


def _line(row: dict[Any, Any]) -> Line:
    """Return a proposed line; what data and wallets know of it is only shown."""
    known = {name: row[name] for name in ("sales", *_LOCKED, "growth") if pd.notna(row[name])}
    return Line(f"group {row['name']}", "", cells={"name": row["name"], **known},
                locked=frozenset(name for name in _LOCKED if name in known))


def _indicator(row: dict[Any, Any]) -> Line:
    choice = Kind("choice", choices=tuple((words, _(words)) for words in row["choices"]))
    known = isinstance(row["state"], str) and bool(row["state"])
    return Line(
        str(row["key"]), str(row["label"]),
        cells={"hint": row["question"], **({"state": row["state"]} if known else {})},
        kinds={"state": choice, "target": choice} if len(row["choices"]) else {},
        locked=frozenset({"state"} if known else ()),
    )  # fmt: skip
