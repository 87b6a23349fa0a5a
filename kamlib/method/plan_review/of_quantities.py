"""Remarks on the quantities of a plan: what is missing, what is too good, and what it rests on."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from kamlib.method.base.joined import joined
from kamlib.method.base.ratios import quotients
from kamlib.method.base.shares import ROUNDING
from kamlib.method.plan_review.remarks import PlanTables, blank, months_between, slack, told

QUANTITIES = "quantities"
RANGED = {"growth": "growth", "share": "share_last", "margin": "margin_rate"}


def of_quantities(
    tables: PlanTables, *, today: pd.Timestamp, hockey_times: float, hockey_least: float, old_months: int
) -> Iterator[pd.DataFrame]:
    """Yield the remarks on each line and on the path of the whole."""
    lines = _lines(tables)
    yield _hockey_stick(tables, times=hockey_times, least=hockey_least)
    yield _missing(lines)
    yield from _of_ranges(lines)
    yield from _of_shares(lines)
    loss = lines[lines["margin_rate"] < 0]
    yield told(loss, "loss_line", QUANTITIES, what=loss["name"], number=loss["margin_rate"])
    claims = lines.assign(table=QUANTITIES, what=lines["name"])
    claims = claims[claims["confidence"].ne("fact") & ~blank(claims["condition"])
                    | claims["confidence"].eq("assumed")]
    yield from of_claims(claims, today=today, old_months=old_months)


def of_claims(claims: pd.DataFrame, *, today: pd.Timestamp, old_months: int) -> Iterator[pd.DataFrame]:
    """Yield what rests on an assumption that is old, or of which nobody knows how old it is."""
    assumed = claims[claims["confidence"].isin(["assumed", ""]) | claims["confidence"].isna()]
    age = months_between(assumed["on"], today)
    old = assumed[age >= old_months]
    undated = assumed[assumed["on"].isna()]
    about = assumed["condition"] if "condition" in assumed else pd.Series("", index=assumed.index)
    for table, rows in old.groupby("table"):
        yield told(rows, "old_claim", str(table), what=rows["what"], who=about[rows.index], day=rows["on"],
                   number=age[rows.index])
    for table, rows in undated.groupby("table"):
        yield told(rows, "undated_claim", str(table), what=rows["what"], who=about[rows.index])


def _lines(tables: PlanTables) -> pd.DataFrame:
    """Return the lines with the share of the last year and the years of their plan."""
    years = tables.by_year.groupby("account")["year"].max()
    lines = tables.quantities[tables.quantities["account"].isin(years.index)].reset_index(drop=True)
    last = lines["account"].map(years).astype("int64")
    ends = [row.get(f"share_{n}", np.nan) for (_i, row), n in zip(lines.iterrows(), last, strict=True)]
    return lines.assign(years=last, share_last=pd.Series(ends, index=lines.index, dtype="float64"))


def _hockey_stick(tables: PlanTables, *, times: float, least: float) -> pd.DataFrame:
    """Compare the growth of the last year with the mean of the years before it."""
    years = tables.by_year.sort_values(["account", "year"])
    before_it = years.groupby("account")["revenue"].shift()
    last = years.groupby("account")["year"].transform("max")
    table = years.assign(growth=quotients(years["revenue"], before_it) - 1, last=last)
    ahead = table[table["year"] > 0]
    before = ahead[ahead["year"] < ahead["last"]].groupby("account")["growth"].agg(
        lambda part: part.mean(skipna=False))
    final = ahead[ahead["year"] == ahead["last"]]
    usual = final["account"].map(before).astype("float64")
    stick = (final["growth"] > times * usual.clip(lower=0)) & (final["growth"] - usual >= least)
    rows = final[stick]
    return told(rows, "hockey_stick", QUANTITIES, line="", year=rows["year"], number=rows["growth"],
                other=usual[rows.index])


def _missing(lines: pd.DataFrame) -> pd.DataFrame:
    gaps = {name: lines[name].isna() for name in ("wallet", "growth", "margin_rate")}
    gaps["share_0"] = lines["share_0"].isna() & lines["revenue"].isna()
    for year in range(1, int(lines["years"].max()) + 1 if len(lines) else 1):
        gaps[f"share_{year}"] = lines[f"share_{year}"].isna() & (lines["years"] >= year)
    words = joined(pd.DataFrame(gaps, index=lines.index))
    rows = lines[words != ""]
    return told(rows, "quantity_missing", QUANTITIES, what=rows["name"], who=words[rows.index])


def _of_ranges(lines: pd.DataFrame) -> Iterator[pd.DataFrame]:
    ends = [f"{what}_{end}" for what in RANGED for end in ("low", "high")]
    none = lines[ends].isna().all(axis=1).groupby(lines["account"]).all() if len(lines) else pd.Series()
    bare = pd.DataFrame({"account": [account for account, empty in none.items() if empty]}, dtype="str")
    yield told(bare, "no_range", QUANTITIES, line="")
    for what, base in RANGED.items():
        crossed = lines[(lines[f"{what}_low"] > lines[base]) | (lines[f"{what}_high"] < lines[base])]
        yield told(crossed, "range_crossed", QUANTITIES, what=crossed["name"], who=what,
                   number=crossed[base])


def _of_shares(lines: pd.DataFrame) -> Iterator[pd.DataFrame]:
    rises = lines["share_last"] > lines["share_0"] + slack(lines["revenue"])
    bare = lines[rises & blank(lines["condition"])]
    yield told(bare, "rise_without_reason", QUANTITIES, what=bare["name"], number=bare["share_0"],
               other=bare["share_last"])
    if "reachable_share" in lines:
        bold = lines[lines["share_last"] > lines["reachable_share"] + ROUNDING]
        yield told(bold, "share_above_reach", QUANTITIES, what=bold["name"], number=bold["share_last"],
                   other=bold["reachable_share"])
