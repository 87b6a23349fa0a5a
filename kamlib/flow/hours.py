"""Hours: how many each manager has for key accounts, how many each account takes."""

from dataclasses import dataclass

import pandas as pd

from kamlib.flow.said import said, typed_table
from kamlib.flow.settings import InForce
from kamlib.flow.yearly import Yearly
from kamlib.method.capacity import Capacity, capacity
from kamlib.names import plain
from kamlib.study.folder import Study

KINDS = ("dedicated", "line")


@dataclass(frozen=True)
class Hours:
    """Hours a month.

    Parameters
    ----------
    managers : DataFrame
        ``manager``, ``kind`` (dedicated or line), ``key_hours``, ``hours`` for all accounts, ``each`` (hours
        that a key account takes), ``served_hours`` (known hours of served accounts, taken off where nobody
        typed hours for key accounts), ``places`` (key accounts that fit, with parts of one), ``typed``:
        somebody typed hours; by name.
    accounts : DataFrame
        ``account``, ``hours`` that somebody typed.
    organisation : str
        Who carries key accounts: dedicated, line or mixed.
    """

    managers: pd.DataFrame
    accounts: pd.DataFrame
    organisation: str


def hours_of(study: Study, force: InForce, year: Yearly, served: pd.DataFrame) -> Hours:
    """Return the hours of a study: typed ones, else those of the pack.

    Parameters
    ----------
    study : Study
    force : InForce
        Settings of the section ``capacity``.
    year : Yearly
    served : DataFrame
        Pairs of ``manager`` and ``account`` without active selling; they still take hours.

    Returns
    -------
    Hours
    """
    named = year.accounts["manager"].dropna() if "manager" in year.accounts else pd.Series(dtype="str")
    typed = _as_named(typed_table(study, "managers", {}), named)
    names = sorted({*named, *typed.index})
    hours = said(study, year.ready, "hours")[["account", "hours"]]
    taken = served["account"].map(hours.set_index("account")["hours"]).groupby(served["manager"]).sum()
    rows = [_manager(name, typed, force, float(taken.get(name, 0.0))) for name in names]
    columns = ["manager", "kind", "key_hours", "hours", "each", "served_hours", "places", "typed"]
    return Hours(pd.DataFrame(rows, columns=columns), hours, force.value("organisation"))


def _as_named(typed: pd.DataFrame, named: pd.Series) -> pd.DataFrame:
    """Return what is typed by manager, each spelt as the accounts spell him; the rest are people to come."""
    known = {plain(name): name for name in named.unique()}
    spelt = typed["manager"].map(lambda name: known.get(plain(name), name)).astype("str")
    return typed.assign(manager=spelt).drop_duplicates("manager").set_index("manager")


def _manager(name: str, typed: pd.DataFrame, force: InForce, served: float) -> dict[str, object]:
    said_of = typed.loc[name].to_dict() if name in typed.index else {}
    kind = str(said_of.get("organisation") or "") or usual_kind(force)
    usual = capacity_of(kind, force, served_hours=served)
    key_hours = _known(said_of.get("key_hours"), usual.key_hours)
    hours = _known(said_of.get("hours"), key_hours + _others(kind, force) + served)
    return {
        "manager": name, "kind": kind, "key_hours": key_hours, "hours": hours, "each": usual.hours_each,
        "served_hours": served, "places": max(0.0, key_hours) / usual.hours_each,
        "typed": any(pd.notna(said_of.get(column)) for column in ("key_hours", "hours")),
    }  # fmt: skip


def _known(value: float | None, otherwise: float) -> float:
    return otherwise if value is None or pd.isna(value) else float(value)


def usual_kind(force: InForce) -> str:
    """Return the kind of a manager of whom nobody says it; in a mixed organisation a line sales manager."""
    return "dedicated" if force.value("organisation") == "dedicated" else "line"


def capacity_of(kind: str, force: InForce, *, served_hours: float = 0.0) -> Capacity:
    """Return the capacity of a manager of one kind, by the settings in force."""
    return capacity(
        paid_hours=force.value("paid_hours"), absent=force.value("absent"), internal=force.value("internal"),
        other_hours=_others(kind, force), served_hours=served_hours, fixed_hours=force.value("fixed_hours"),
        contacts=force.value(f"contacts_{kind}"), contact_hours=force.value(f"contact_hours_{kind}"),
    )


def _others(kind: str, force: InForce) -> float:
    return float(force.value("other_hours")) if kind == "line" else 0.0
