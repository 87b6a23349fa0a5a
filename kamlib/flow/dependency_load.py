"""How many hours each manager's accounts took in the last quarters, as far as anybody knows."""

import pandas as pd

from kamlib.flow.hours import hours_of
from kamlib.flow.settings import settings_in_force
from kamlib.flow.yearly import yearly
from kamlib.method.owner import owner
from kamlib.study.folder import Study

COLUMNS = ["manager", "quarter", "accounts", "hours", "unknown", "limit"]


def quarterly_loads(study: Study, *, quarters: int) -> pd.DataFrame:
    """Return the hours of each manager's accounts at the end of each of the last quarters.

    The hours of an account are today's: nobody keeps those of the past. Whose account it was the sales say.

    Parameters
    ----------
    study : Study
    quarters : int
        So many, the last complete one first counted back.

    Returns
    -------
    DataFrame
        ``manager``, ``quarter`` (such as 2025Q4), ``accounts``, ``hours`` a month (missing where nobody
        typed any), ``unknown`` (accounts whose hours nobody typed), ``limit`` (hours that the manager has
        for all accounts). No rows where the study names no manager.
    """
    year = yearly(study)
    if "manager" not in year.accounts:
        return pd.DataFrame(columns=COLUMNS).astype({"hours": "float64", "limit": "float64"})
    nobody = pd.DataFrame({"account": pd.Series(dtype="str"), "manager": pd.Series(dtype="str")})
    hours = hours_of(study, settings_in_force(study, "capacity"), year, nobody)
    typed = hours.accounts.set_index("account")["hours"]
    limit = hours.managers.set_index("manager")["hours"]
    parts = []
    for end in _ends(year.ready.as_of, quarters):
        whose = _owners(study, year.accounts, year.ready.sales, end, year.ready.as_of)
        of_account = whose.assign(hours=whose["account"].map(typed))
        groups = of_account.groupby("manager")["hours"]
        parts.append(pd.DataFrame({
            "quarter": str(end.to_period("Q")), "accounts": groups.size(), "hours": groups.sum(min_count=1),
            "unknown": of_account["hours"].isna().groupby(of_account["manager"]).sum(),
        }).reset_index())
    found = pd.concat(parts, ignore_index=True)
    return found.assign(limit=found["manager"].map(limit).astype("float64"))[COLUMNS]


def _ends(as_of: pd.Timestamp, quarters: int) -> list[pd.Timestamp]:
    """Return the last days of the last complete quarters."""
    last = pd.Period(as_of + pd.Timedelta(days=1), "Q") - 1
    return [(last - back).end_time.normalize() for back in range(quarters - 1, -1, -1)]


def _owners(
    study: Study, accounts: pd.DataFrame, sales: pd.DataFrame, end: pd.Timestamp, as_of: pd.Timestamp
) -> pd.DataFrame:
    if end >= as_of.normalize() or "manager" not in sales:
        return accounts[["account", "manager"]].dropna()
    months = study.settings["intake.owner_months"].value
    return owner(sales, as_of=end, months=months)[["account", "manager"]].dropna()
