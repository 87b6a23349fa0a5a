"""What looks wrong with a study though nothing stops it: codes that meet nothing, a day that stands alone."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from kamlib.flow.gate import Tables
from kamlib.flow.prepare import Prepared
from kamlib.problems import Problem
from kamlib.text import _

_LONELY_DAYS = 180
_LONELY_TIMES = 10
_SHOWN = 12


def account_warnings(tables: Tables) -> list[Problem]:
    """Warn of accounts and managers that are in one of the tables and not in the other, and of what is twice.

    Parameters
    ----------
    tables : Tables

    Returns
    -------
    list of Problem
    """
    accounts = tables.frame("accounts")
    if "account" not in accounts:
        return []
    listed, sales = accounts["account"].dropna(), tables.frame("sales").dropna(subset=["account"])
    missing = sales[~sales["account"].isin(listed)]
    return [
        *_unlisted(missing),
        *_twice(tables, listed),
        *_costs_of_nobody(tables, set(listed) | set(sales["account"])),
        *_managers_without_sales(tables, accounts, sales),
    ]


def _unlisted(missing: pd.DataFrame) -> Iterator[Problem]:
    if len(missing):
        message = _("buys and is not in the table accounts; together {}").format(_money(missing))
        yield Problem(
            "account-unlisted",
            message,
            _("add it to the table, or leave it: it is counted under its code"),
            "warning",
            found=str(missing["account"].min()),
            count=missing["account"].nunique(),
        )


def _twice(tables: Tables, listed: pd.Series) -> Iterator[Problem]:
    again = listed[listed.duplicated()]
    if len(again):
        message = _("stands more than once in the table accounts; its first row counts")
        problem = Problem("account-twice", message, _("look which row is right"), "warning")
        yield _in_accounts(tables, problem, again, "account")


def _managers_without_sales(tables: Tables, accounts: pd.DataFrame, sales: pd.DataFrame) -> Iterator[Problem]:
    """Warn where the list of clients names managers that no sale names: often they are spelt otherwise."""
    if "manager" not in accounts or "manager" not in sales:
        return
    listed, sellers = accounts["manager"].dropna(), set(sales["manager"].dropna())
    strange = listed[~listed.isin(sellers)]
    others = sorted(sellers - set(listed))
    if len(strange) and others:
        message = _("has accounts, and no sale names this manager; how old these relations are is not known")
        remedy = _("write the names as the sales do; there are: {}").format(", ".join(others[:_SHOWN]))
        problem = Problem("manager-without-sales", message, remedy, "warning")
        yield _in_accounts(tables, problem, strange, "manager")


def _in_accounts(tables: Tables, problem: Problem, cells: pd.Series, column: str) -> Problem:
    """Return a problem with the place of the first of its cells in the table accounts."""
    given = tables.given["accounts"]
    source = tables.files.tables.get(given.source)
    return replace(
        problem, file=source.file if source else "", sheet=source.sheet if source else "",
        row=int(cells.index[0]) if source else None, column=given.headings[column], found=str(cells.iloc[0]),
        count=cells.nunique(),
    )  # fmt: skip


def _costs_of_nobody(tables: Tables, known: set[str]) -> Iterator[Problem]:
    costs = tables.frame("service_costs")
    if "account" in costs and len(lost := costs[~costs["account"].isin(known)]):
        message = _("has costs to serve and is in no other table; together {}").format(_money(lost))
        yield Problem(
            "cost-unlisted",
            message,
            _("mend the code, or leave it: these costs are not counted"),
            "warning",
            found=str(lost["account"].min()),
            count=lost["account"].nunique(),
        )


def _money(lines: pd.DataFrame) -> str:
    return f"{lines['amount'].sum():,.2f}".replace(",", " ")


def date_warnings(ready: Prepared) -> list[Problem]:
    """Warn of a first or last sale day that stands alone: one mistyped year would move the whole picture."""
    days = ready.sales["date"].drop_duplicates().sort_values(ignore_index=True)
    if len(days) <= 10:
        return []
    gaps = days.diff().dt.days
    alone = gaps > max(_LONELY_DAYS, _LONELY_TIMES * float(gaps.median()))
    few = len(days) // 10
    early = [at - 1 for at in days.index[alone] if at <= few]
    late = [at for at in days.index[alone] if len(days) - at <= few]
    return [
        Problem(
            "date-alone",
            _("is {} days away from the next sale").format(int(gaps[at + 1] if at in early else gaps[at])),
            _("look at that day; if the year is mistyped, leave the row out in study.yaml (leave_out_rows)"),
            "warning",
            found=str(days[at].date()),
        )
        for at in [*early, *late]
    ]


def judgement_warnings(tables: Tables, ready: Prepared) -> list[Problem]:
    """Warn of decisions and groups about codes that are in no table."""
    known = {code for name in ("sales", "accounts") for code in tables.frame(name).get("account", [])}
    decided = ready.decisions
    about = decided[decided["what"].isin(["pseudo_client", "internal"]) & ~decided["subject"].isin(known)]
    grouped = ready.groups[ready.groups["in_force"] & ~ready.groups["entity"].isin(known)]
    remedy = _("mend the code, or delete the row")
    return [
        Problem(
            "code-unknown", _("is in no table"), remedy, "warning", f"judgement/{file}.csv",
            column=column, found=str(code)[:80],
        )
        for file, column, codes in (("decisions", "subject", about), ("groups", "entity", grouped))
        for code in codes[column]
    ]  # fmt: skip
