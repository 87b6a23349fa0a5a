"""The tables of the portfolio: accounts of a period, months, managers, costs to serve."""

from dataclasses import dataclass

import pandas as pd

from kamlib.flow.gate import tables_of
from kamlib.flow.once import once
from kamlib.flow.period import Period, period
from kamlib.flow.prepare import Prepared, prepared
from kamlib.flow.said import said
from kamlib.flow.settings import InForce
from kamlib.method.aggregate import aggregate
from kamlib.method.base.window import EqualMonths
from kamlib.method.buying import buying
from kamlib.method.claims import profit_basis
from kamlib.method.owner import owner
from kamlib.method.periods import equal_months
from kamlib.problems import KamError, Problem
from kamlib.study.folder import Study
from kamlib.text import _, ngettext


@dataclass(frozen=True)
class Portfolio:
    """A portfolio over a period, ready to be counted.

    Parameters
    ----------
    accounts : DataFrame
        One row for each buying account of the period, largest first: ``account``, ``name``, ``manager`` (at
        the last day counted) and ``sold_by`` (who sold most to it in the period and how many others
        did; the manager where sales name none), ``amount`` and its ``share``, ``margin``, ``margin_rate`` and
        ``cost_known`` where costs are given, ``orders``, ``quantity``, ``lines``, ``first``, ``last``;
        ``hours`` a month where somebody typed them.
    totals : DataFrame
        Every account with sales in the period, those at or below zero too: ``account``, ``name``, ``amount``.
    by_manager : DataFrame
        One row for each manager of the day and account; no rows where sales name no manager.
    monthly : DataFrame
        Account, month, and the same measures, over the whole file.
    sales : DataFrame
        All counted lines of the file.
    service_costs : DataFrame or None
        ``account``, ``kind``, ``amount``: costs to serve of the calendar years inside the period; None where
        none.
    period : Period
    windows : EqualMonths
        The complete months that growth is measured on.
    basis : str
        ``"margin"`` or ``"amount"``: what stands for profit.
    as_of : Timestamp
        Last day counted.
    """

    accounts: pd.DataFrame
    totals: pd.DataFrame
    by_manager: pd.DataFrame
    monthly: pd.DataFrame
    sales: pd.DataFrame
    service_costs: pd.DataFrame | None
    period: Period
    windows: EqualMonths
    basis: str
    as_of: pd.Timestamp


@once(books=False)
def portfolio(study: Study, force: InForce) -> Portfolio:
    """Return the portfolio of a study under the settings in force.

    Parameters
    ----------
    study : Study
    force : InForce
        Settings of the section ``portfolio``.

    Returns
    -------
    Portfolio

    Raises
    ------
    KamError
        When something stops the study, or nobody bought in the period.

    Examples
    --------
    >>> from kamlib.flow import open_study, settings_in_force
    >>> study = open_study()
    >>> found = portfolio(study, settings_in_force(study, "portfolio", period="2025"))
    >>> found.period.label, found.basis
    ('2025', 'margin')
    """
    ready = prepared(study)
    first, as_of = ready.first, ready.as_of
    span = period(force.value("period"), first, as_of)
    lines = span.of(ready.sales)
    if lines.empty:
        message = _("nobody bought from {} to {}").format(span.first.date(), span.last.date())
        raise KamError(
            Problem("period-empty", message, _('write "all" as period'), found=force.value("period"))
        )
    by_manager = _by_manager(lines)
    owned = _with_owner(study, ready, aggregate(lines, by=["account", "name"]))
    hours = said(study, ready, "hours").set_index("account")["hours"]
    named = _with_sellers(owned, by_manager).assign(hours=owned["account"].map(hours))
    accounts = _with_rates(buying(named))
    return Portfolio(
        accounts=accounts,
        totals=owned[["account", "name", "amount"]],
        by_manager=by_manager,
        monthly=aggregate(ready.sales, by=["account", "name", "month"]),
        sales=ready.sales,
        service_costs=service_costs_of(study, ready, span),
        period=span,
        windows=equal_months(first, as_of, months=force.value("growth_months")),
        basis=profit_basis(accounts, cost_known_from=force.value("cost_known_from")),
        as_of=as_of,
    )


def _with_rates(accounts: pd.DataFrame) -> pd.DataFrame:
    shared = accounts.assign(share=accounts["amount"] / accounts["amount"].sum())
    if "margin" not in accounts:
        return shared
    return shared.assign(margin_rate=accounts["margin"] / accounts["amount"])


def _with_owner(study: Study, ready: Prepared, accounts: pd.DataFrame) -> pd.DataFrame:
    months = study.settings["intake.owner_months"].value
    listed = ready.accounts if "manager" in ready.accounts else None
    if listed is None and "manager" not in ready.sales:
        return accounts
    owners = owner(ready.sales, as_of=ready.as_of, months=months, accounts=listed)
    return accounts.merge(owners[["account", "manager"]], on="account", how="left")


def _with_sellers(accounts: pd.DataFrame, by_manager: pd.DataFrame) -> pd.DataFrame:
    """Add ``sold_by``: who sold most to each account in the period, and how many others sold to it."""
    largest_first = by_manager.sort_values(["amount", "manager"], ascending=[False, True])
    named = {}
    for account, managers in largest_first.groupby("account")["manager"]:
        first, others = managers.iloc[0], managers.nunique() - 1
        words = ngettext("{name} and {n} more", "{name} and {n} more", others)
        named[account] = words.format(name=first, n=others) if others else first
    sold_by = accounts["account"].map(named).astype("str")
    return accounts.assign(sold_by=sold_by.fillna(accounts["manager"]) if "manager" in accounts else sold_by)


def _by_manager(lines: pd.DataFrame) -> pd.DataFrame:
    if "manager" not in lines:
        return pd.DataFrame({"manager": [], "account": [], "name": [], "amount": []})
    return aggregate(lines, by=["manager", "account", "name"])


def service_costs_of(study: Study, ready: Prepared, span: Period) -> pd.DataFrame | None:
    """Return the costs to serve by account and kind; None unless the period is whole years that have them."""
    costs = tables_of(study).frame("service_costs")
    years = span.years()
    if (
        costs.empty
        or not years
        or span != Period(pd.Timestamp(years[0], 1, 1), pd.Timestamp(years[-1], 12, 31))
    ):
        return None
    inside = costs[costs["year"].isin(years)]
    group = ready.groups[ready.groups["in_force"]].set_index("entity")["account"]
    named = inside.assign(account=inside["account"].map(group).fillna(inside["account"]))
    known = named[named["account"].isin(ready.accounts["account"])]
    return known.groupby(["account", "kind"])["amount"].sum().reset_index() if len(known) else None


def costs_to_serve(found: Portfolio, account: str) -> pd.DataFrame:
    """Return what it costs to serve one account: ``kind``, ``amount`` and ``of_margin``, largest first.

    Parameters
    ----------
    found : Portfolio
    account : str
        Key of the account; an empty one, or one without known costs, gives no rows.

    Returns
    -------
    DataFrame
        ``of_margin`` is the share of the account's margin that the cost takes; missing without a margin.
    """
    none = pd.DataFrame({"account": [], "kind": [], "amount": []})
    costs = none if found.service_costs is None else found.service_costs
    margins = found.accounts.set_index("account").get("margin", pd.Series(dtype="float64"))
    margin = float(margins.get(account, 0.0))
    own = costs[costs["account"] == account].sort_values("amount", ascending=False, ignore_index=True)
    return own.assign(of_margin=own["amount"] / margin if margin > 0 else float("nan"))[
        ["kind", "amount", "of_margin"]
    ]
