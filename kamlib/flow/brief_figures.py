"""What the page of a meeting says in figures: sales and payment, contracts of rivals, what could be sold."""

from collections.abc import Iterator

import pandas as pd

from kamlib.flow.meeting_sources import Sources, of
from kamlib.method.base.window import MONTHS
from kamlib.text import _

MONTH_DAYS = 365.25 / MONTHS
_FIGURES = ["what", "value", "before", "kind", "period"]
_PROPOSED = 3


def figures(sources: Sources, account: str) -> pd.DataFrame:
    """Return what the account buys, leaves over and how it pays, as `Brief` has it."""
    about, debts = of(sources.potential.accounts, account), of(sources.debts, account)
    rows = [*_money(sources, account)]
    label = sources.potential.yearly.label
    told = [("share_of_wallet", about, "percent", label), ("wallet", about, "money", label)]
    told += [(name, debts, "days", _("bills paid")) for name in ("payment_days", "terms_days")]
    for name, frame, kind, period in told:
        if len(frame) and name in frame and pd.notna(frame[name].iloc[0]):
            rows.append((name, float(frame[name].iloc[0]), float("nan"), kind, period))
    return pd.DataFrame(rows, columns=_FIGURES)


def _money(sources: Sources, account: str) -> Iterator[tuple[str, float, float, str, str]]:
    """Return revenue and margin of the last twelve months, and of the twelve before."""
    ready = sources.ready
    mine = of(ready.sales, account)
    first = ready.as_of - pd.DateOffset(months=MONTHS)
    before = first - pd.DateOffset(months=MONTHS)
    now, then = mine[mine["date"] > first], mine[(mine["date"] > before) & (mine["date"] <= first)]
    if mine.empty:
        return
    unknown = float("nan")
    whole = ready.first <= before + pd.Timedelta(days=1)
    year = (ready.as_of + pd.Timedelta(days=1)).dayofyear == 1
    period = f"{ready.as_of:%Y}" if year else _("12 months to {}").format(f"{ready.as_of:%Y-%m-%d}")
    revenue, margin = float(now["amount"].sum()), _margin(now)
    yield "revenue", revenue, float(then["amount"].sum()) if whole else unknown, "money", period
    if margin == margin:
        yield "margin", margin, _margin(then) if whole else unknown, "money", period
    if margin == margin and revenue > 0:
        yield "margin_rate", margin / revenue, unknown, "percent", period


def _margin(lines: pd.DataFrame) -> float:
    """Return the gross margin; missing where the cost of any line is."""
    if "cost" not in lines or lines["cost"].isna().any() or lines.empty:
        return float("nan")
    return float((lines["amount"] - lines["cost"]).sum())


def contracts(sources: Sources, account: str) -> pd.DataFrame:
    """Return contracts of rivals that end within the months of the settings."""
    rows = of(sources.rivals, account)
    months = rows["days_left"] / MONTH_DAYS
    soon = (rows["days_left"] >= 0) & (months <= float(sources.force.value("contract_months")))
    columns = ["supplier", "group", "share", "our_share", "base", "contract_end", "months"]
    return rows.assign(months=months)[soon][columns].reset_index(drop=True)


def proposals(sources: Sources, account: str) -> pd.DataFrame:
    """Return the largest of what the account could buy and does not: ``group``, ``amount`` a year."""
    rows = of(sources.potential.candidates, account)
    return pd.DataFrame({"group": rows["group"], "amount": rows["value"]}).head(_PROPOSED)
