"""Who can carry whom: hours, loads, the proposal beside today, one more manager."""

from dataclasses import dataclass

import pandas as pd

from kamlib.flow.gate import tables_of
from kamlib.flow.hours import KINDS, Hours, capacity_of, usual_kind
from kamlib.flow.managers import Managers, manager_selection
from kamlib.flow.once import once
from kamlib.flow.settings import InForce, settings_in_force
from kamlib.flow.yearly import Yearly
from kamlib.method.assignment import assign, one_more_manager
from kamlib.method.capacity import capacity_curve
from kamlib.method.minutes import loads
from kamlib.method.owner import shared_accounts
from kamlib.study.folder import Study
from kamlib.text import N_, _

_CURVE = [1 + step / 4 for step in range(117)]  # hours a month, 1 to 30
_YEAR = 365.25
JOBS = {"dedicated": N_("dedicated manager"), "line": N_("line sales manager")}


@dataclass(frozen=True)
class Assignment:
    """Hours and owners, today and as proposed.

    Parameters
    ----------
    steps : DataFrame
        From paid hours to accounts: ``step``, ``dedicated``, ``line``.
    jobs, curve : DataFrame
        ``job``, ``key_hours``, ``hours_each``, ``accounts``; and the curve of accounts against hours each.
    accounts : DataFrame
        What is assigned: ``account``, ``name``, ``manager``, ``hours``, ``estimated`` (nobody typed them),
        ``score`` (missing: nobody scored it), ``years`` with the manager, ``since``, ``shared`` (another
        manager sells to it too).
    loads, proposed_loads : DataFrame
        See `kamlib.method.minutes.loads`; today's with ``key``, ``served`` accounts, and ``quota`` and
        ``sold`` where the study gives quotas.
    proposal : DataFrame
        See `assign`, with ``since``; ``relation_unknown``: it buys, and no sale says since when the manager
        has it.
    plans : DataFrame
        See `one_more_manager`.
    managers : Managers
    hours : Hours
    force : InForce
    """

    steps: pd.DataFrame
    jobs: pd.DataFrame
    curve: pd.DataFrame
    accounts: pd.DataFrame
    loads: pd.DataFrame
    proposed_loads: pd.DataFrame
    proposal: pd.DataFrame
    plans: pd.DataFrame
    managers: Managers
    hours: Hours
    force: InForce

    @property
    def moves(self) -> pd.DataFrame:
        """What changes hands, most hours first."""
        moved = self.proposal[self.proposal["moved"]]
        return moved.sort_values(["hours", "account"], ascending=[False, True], ignore_index=True)

    @property
    def unserved(self) -> pd.DataFrame:
        """Whom nobody has hours for, best first."""
        left = self.proposal[~self.proposal["served"]]
        return left.sort_values(["score", "account"], ascending=[False, True], ignore_index=True)


@once(books=False)
def assignment(study: Study, force: InForce) -> Assignment:
    """Return hours, loads and the proposal of a study.

    Parameters
    ----------
    study : Study
    force : InForce
        Settings of the section ``capacity``.

    Returns
    -------
    Assignment

    Raises
    ------
    KamError
        When something stops the study, or it names no manager.

    Examples
    --------
    >>> from kamlib.flow import open_study, settings_in_force
    >>> study = open_study()
    >>> found = assignment(study, settings_in_force(study, "capacity"))
    >>> found.jobs["accounts"].round(1).tolist()
    [15.0, 7.6]
    """
    managers = manager_selection(study, settings_in_force(study, "manager"), capacity=force)
    hours, jobs = managers.hours, _jobs(force)
    accounts = _accounts(managers, hours, force, months=study.settings["intake.owner_months"].value)
    people = hours.managers[["manager", "hours"]]
    years = force.value("relation_years")
    may = allowed(accounts, hours, managers)
    proposal = assign(accounts, people, relation_years=years, allowed=may, answered=_answered(managers))
    proposal = proposal.merge(accounts[["account", "since"]], on="account", how="left")
    bought = proposal["account"].isin(managers.company.yearly.ready.sales["account"])
    proposal["relation_unknown"] = bought & proposal["since"].isna()
    after = proposal.assign(manager=proposal["proposed"])
    return Assignment(
        steps=_hours_in_steps(force), jobs=jobs, curve=_curve(jobs), accounts=accounts,
        loads=_with_lists(study, loads(accounts, people), managers), proposed_loads=loads(after, people),
        proposal=proposal, plans=_plans(accounts, people, years, may), managers=managers, hours=hours,
        force=force,
    )  # fmt: skip


def _hours_in_steps(force: InForce) -> pd.DataFrame:
    value = force.value
    paid = value("paid_hours")
    found = {kind: capacity_of(kind, force) for kind in KINDS}
    absent, internal = -paid * value("absent"), -paid * value("internal")
    rows = [
        (_("paid hours a month"), paid, paid),
        (_("leave and illness"), absent, absent),
        (_("internal and administrative work"), internal, internal),
        (_("all other accounts"), 0.0, -value("other_hours")),
        (_("left for key accounts"), *(found[kind].key_hours for kind in KINDS)),
        (_("hours that one of them takes"), *(found[kind].hours_each for kind in KINDS)),
        (_("key accounts that fit"), *(found[kind].accounts for kind in KINDS)),
    ]
    return pd.DataFrame(rows, columns=["step", *KINDS])


def _jobs(force: InForce) -> pd.DataFrame:
    """Return both jobs, the one that the organisation has first."""
    first = usual_kind(force)
    order = [first, *(kind for kind in KINDS if kind != first)]
    found = [(kind, capacity_of(kind, force)) for kind in order]
    rows = [(_(JOBS[kind]), kind, one.key_hours, one.hours_each, one.accounts) for kind, one in found]
    return pd.DataFrame(rows, columns=["job", "kind", "key_hours", "hours_each", "accounts"])


def _curve(jobs: pd.DataFrame) -> pd.DataFrame:
    parts = [
        capacity_curve(_CURVE, key_hours=hours).assign(job=job)
        for job, hours in zip(jobs["job"], jobs["key_hours"], strict=True)
    ]
    return pd.concat(parts, ignore_index=True)


def _accounts(managers: Managers, hours: Hours, force: InForce, *, months: int) -> pd.DataFrame:
    """Return every account with a manager, its hours, its points and how long that manager has had it."""
    company = managers.company
    owned = company.measures.dropna(subset=["manager"])
    table = owned[["account", "name", "manager", "revenue"]].copy()
    typed = hours.accounts.set_index("account")["hours"]
    table["hours"] = table["account"].map(typed)
    table["estimated"] = table["hours"].isna()
    table["hours"] = table["hours"].fillna(_estimated(table, managers, hours, force))
    table["score"] = table["account"].map(company.ranking.set_index("account")["score"])
    ready = company.yearly.ready
    since = _since(ready.sales, table)
    years = (ready.as_of - since).dt.days / _YEAR
    shared = table["account"].isin(shared_accounts(ready.sales, table, as_of=ready.as_of, months=months))
    return table.assign(since=since, years=years, shared=shared).reset_index(drop=True)


def _estimated(table: pd.DataFrame, managers: Managers, hours: Hours, force: InForce) -> pd.Series:
    """Estimate hours: a key account takes what the pack says, the others share what is left for them."""
    key = managers.listed.loc[managers.listed["verdict"] == "key", "account"]
    company = managers.company.listed
    keys = {*key, *company.loc[company["verdict"] == "key", "account"]}
    each = table["manager"].map(hours.managers.set_index("manager")["each"])
    is_key = table["account"].isin(keys)
    others = (~is_key).groupby(table["manager"]).transform("sum")
    return each.where(is_key, force.value("other_hours") / others.clip(lower=1))


def _since(sales: pd.DataFrame, table: pd.DataFrame) -> pd.Series:
    """Return the first day on which the present manager sold to each account, as far as the sales know it."""
    if "manager" not in sales:
        return pd.Series(pd.NaT, index=table.index)
    mine = sales["manager"] == sales["account"].map(table.set_index("account")["manager"])
    first = sales[mine].groupby("account")["date"].min()
    return pd.Series(first.reindex(table["account"]).to_numpy(), index=table.index)


def _answered(managers: Managers) -> pd.DataFrame:
    known = managers.influence[managers.influence["answered"] != "none"]
    return known[["account", "manager"]]


def _with_lists(study: Study, found: pd.DataFrame, managers: Managers) -> pd.DataFrame:
    """Add how many of each manager's accounts are key for the company, key for him, and served."""
    lists = managers.lists
    company = lists[lists["key"].fillna(False).astype("bool")].groupby("manager").size()
    verdicts = lists.groupby(["manager", "verdict"]).size().unstack(fill_value=0)
    counts = {"company": company, "key": verdicts.get("key"), "served": verdicts.get("served")}
    for name, values in counts.items():
        found[name] = 0 if values is None else found["manager"].map(values).fillna(0).astype("int64")
    taken = managers.hours.managers.set_index("manager")["served_hours"]
    found["served_hours"] = found["manager"].map(taken)
    return _with_quotas(study, found, managers.company.yearly)


def _with_quotas(study: Study, found: pd.DataFrame, year: Yearly) -> pd.DataFrame:
    """Add planned and actual sales of the year, where the study gives quotas."""
    quotas = tables_of(study).frame("quotas")
    if quotas.empty or "manager" not in year.ready.sales:
        return found
    planned = year.year.of(quotas).groupby("manager")["amount"].sum()
    sold = year.year.of(year.ready.sales).groupby("manager")["amount"].sum()
    return found.assign(quota=found["manager"].map(planned), sold=found["manager"].map(sold),
                        of_quota=found["manager"].map(sold) / found["manager"].map(planned))


def allowed(accounts: pd.DataFrame, hours: Hours, managers: Managers) -> pd.DataFrame | None:
    """Return who may carry what where both jobs exist: dedicated managers key accounts, the others the rest.

    In a mixed organisation line sales managers may carry key accounts too.
    """
    kinds = hours.managers.set_index("manager")["kind"]
    if kinds.nunique() < 2:
        return None
    listed = managers.company.listed
    key = accounts["account"].isin(listed.loc[listed["verdict"] == "key", "account"])
    pairs = accounts[["account"]].assign(key=key).merge(kinds.reset_index(), how="cross")
    dedicated, mixed = pairs["kind"] == "dedicated", hours.organisation == "mixed"
    may = (pairs["key"] & (mixed | dedicated)) | (~pairs["key"] & ~dedicated)
    return pairs.loc[may, ["account", "manager"]]


def _plans(
    accounts: pd.DataFrame, people: pd.DataFrame, years: float, allowed: pd.DataFrame | None
) -> pd.DataFrame:
    usual = float(people["hours"].median())
    name = _("one more manager")
    return one_more_manager(accounts, people, hours=usual, relation_years=years, name=name, allowed=allowed)
