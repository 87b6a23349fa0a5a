"""The register of promises of all accounts, and the processes made for one client alone."""

from dataclasses import dataclass

import pandas as pd

from kamlib.flow.books import kept_books
from kamlib.flow.settings import InForce, settings_in_force
from kamlib.flow.yearly import Yearly, yearly
from kamlib.method.processes import processes_by_account
from kamlib.method.promises import ageing, promises_by, promises_told
from kamlib.names import plain
from kamlib.problems import Problem
from kamlib.study.folder import Study


@dataclass(frozen=True)
class Register:
    """What was promised to clients, and what is done for one of them alone.

    Parameters
    ----------
    promises : DataFrame
        See `promises_told`, with ``account``, ``name`` and ``manager`` of the account, ``line``; overdue
        first, the oldest on top, then open ones by their day, then the rest.
    by_account, by_manager, by_person : DataFrame
        See `promises_by`; accounts with ``name``.
    ageing : DataFrame
        See `ageing`.
    processes : DataFrame
        As typed, with ``name``.
    processes_by_account : DataFrame
        See `processes_by_account`, with ``name`` and ``margin`` a year.
    problems : list of Problem
        What of the workbooks can't be taken.
    today : Timestamp
    """

    promises: pd.DataFrame
    by_account: pd.DataFrame
    by_manager: pd.DataFrame
    by_person: pd.DataFrame
    ageing: pd.DataFrame
    processes: pd.DataFrame
    processes_by_account: pd.DataFrame
    problems: list[Problem]
    today: pd.Timestamp


def register(study: Study, *, today: pd.Timestamp, force: InForce | None = None) -> Register:
    """Return the register of promises of a study.

    Parameters
    ----------
    study : Study
    today : Timestamp
        See `kamlib.flow.today`.
    force : InForce, optional
        Settings of the section ``promises``; without them those of the study.

    Raises
    ------
    KamError
        When something stops the study.

    Examples
    --------
    >>> from kamlib.flow import open_study, today
    >>> study = open_study()
    >>> found = register(study, today=today(study))
    >>> set(found.promises["state"]) <= {"overdue", "open", "kept", "broken", "withdrawn"}
    True
    """
    force = force or settings_in_force(study, "promises")
    books, year = kept_books(study, "buying-centre"), yearly(study)
    told = _with_account(promises_told(books.tables["promises"], today=today), year)
    processes = _with_account(books.tables["processes"], year)
    told = _in_order(told.assign(by=_spelt_alike(told["by"])))
    rate = float(settings_in_force(study, "selection").value("hour_rate"))
    costs = processes_by_account(processes, today=today, hour_cost=rate or float("nan"))
    names = told.drop_duplicates("account").set_index("account")["name"]
    by_account = promises_by(told, "account")
    return Register(
        told, by_account.assign(name=by_account["account"].map(names).astype("str")),
        promises_by(told, "manager"), promises_by(told, "by"),
        ageing(told, steps=list(force.value("steps"))), processes, _with_margin(costs, year),
        books.problems, today)


def _with_account(frame: pd.DataFrame, year: Yearly) -> pd.DataFrame:
    accounts = year.accounts.set_index("account")
    manager = accounts["manager"] if "manager" in accounts else pd.Series("", index=accounts.index)
    names, managers = (frame["account"].map(known) for known in (accounts["name"], manager))
    return frame.assign(name=names.fillna(frame["account"]).astype("str"),
                        manager=managers.fillna("").astype("str"))


def _spelt_alike(names: pd.Series) -> pd.Series:
    """Return the same spelling for the same name, that which comes first."""
    first: dict[str, str] = {}
    return names.map(lambda name: first.setdefault(plain(name), name)).astype("str")


def _in_order(told: pd.DataFrame) -> pd.DataFrame:
    turn = told["state"].map({"overdue": 0, "open": 1}).fillna(2)
    order = told.assign(turn=turn).sort_values(["turn", "until", "account", "line"], kind="stable",
                                               ignore_index=True)
    return order.drop(columns="turn")


def _with_margin(costs: pd.DataFrame, year: Yearly) -> pd.DataFrame:
    """Put the margin of the account beside what its own processes take of it."""
    bought = year.bought
    margins = bought["margin"] if "margin" in bought else pd.Series(float("nan"), index=bought.index)
    sums = margins.groupby(bought["account"]).sum(min_count=1)
    named = _with_account(costs, year)
    return named.assign(margin=named["account"].map(sums).astype("float64"))
