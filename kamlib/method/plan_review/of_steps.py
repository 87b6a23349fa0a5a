"""Remarks on the steps of a plan: who, until when, at what cost, and what the client does."""

from collections.abc import Iterator

import pandas as pd

from kamlib.method.base.shares import ROUNDING
from kamlib.method.plan_review.remarks import PlanTables, blank, told

STEPS = "steps"


def of_steps(
    tables: PlanTables, *, today: pd.Timestamp, one_person_share: float, one_person_steps: int
) -> Iterator[pd.DataFrame]:
    """Yield the remarks on each step and on each year of steps."""
    steps = tables.steps.merge(tables.plans[["account", "base_year", "years"]], on="account", how="left")
    yield from _of_each(steps, today)
    yield from _of_years(tables, steps)
    yield _one_person(steps, one_person_share, one_person_steps)


def _of_each(steps: pd.DataFrame, today: pd.Timestamp) -> Iterator[pd.DataFrame]:
    open_, year, until = steps["done"].isna(), steps["base_year"] + steps["year"], steps["until"]
    for code, column in (("no_owner", "responsible"), ("no_measure", "measure")):
        rows = steps[open_ & blank(steps[column])]
        yield told(rows, code, STEPS, what=rows["action"], year=rows["year"])
    outside = steps["year"] > steps["years"]
    late = open_ & (until < today)
    elsewhere = open_ & ~outside & until.notna() & year.notna() & (until.dt.year != year)
    no_cost = steps["budget"].isna()
    no_plan_b = open_ & ~blank(steps["risk"]) & blank(steps["plan_b"])
    silent = ~open_ & blank(steps["outcome"])
    for code, which in (("no_deadline", open_ & until.isna()), ("overdue", late), ("wrong_year", elsewhere),
                        ("step_outside", outside), ("no_budget", no_cost), ("no_plan_b", no_plan_b),
                        ("no_outcome", silent)):
        rows = steps[which]
        yield told(rows, code, STEPS, what=rows["action"], who=rows["risk"] if code == "no_plan_b" else "",
                   year=rows["year"], number=year[which], other=rows["years"],
                   day=rows["done"] if code == "no_outcome" else rows["until"])


def _of_years(tables: PlanTables, steps: pd.DataFrame) -> Iterator[pd.DataFrame]:
    acts = steps.assign(acts=~blank(steps["client_action"]), open=steps["budget"].isna())
    years = acts.groupby(["account", "year"], as_index=False).agg(
        acts=("acts", "any"), budget=("budget", "sum"), open=("open", "any"), size=("line", "size"))
    alone = years[~years["acts"]]
    yield told(alone, "no_client_action", STEPS, year=alone["year"], number=alone["size"])
    free = years[(years["budget"] == 0) & ~years["open"]]
    yield told(free, "year_costs_nothing", STEPS, year=free["year"], number=free["size"])
    planned = tables.by_year[tables.by_year["year"] > 0]
    more = planned[planned["revenue"] > planned["held_revenue"] * (1 + ROUNDING)]
    with_steps = pd.MultiIndex.from_frame(years[["account", "year"]].astype({"year": "float64"}))
    keys = pd.MultiIndex.from_frame(more[["account", "year"]].astype({"year": "float64"}))
    bare = more[~keys.isin(with_steps) & more["account"].isin(steps["account"])]
    yield told(bare, "year_without_steps", STEPS, year=bare["year"],
               number=bare["revenue"] - bare["held_revenue"])


def _one_person(steps: pd.DataFrame, share: float, least: int) -> pd.DataFrame:
    named = steps[~blank(steps["responsible"])]
    names = named.assign(who=named["responsible"].str.strip()).groupby(["account", "who"]).size()
    most = names.rename("number").reset_index().sort_values(["number", "who"], ascending=[False, True])
    most = most.drop_duplicates("account")
    of = most["account"].map(named.groupby("account").size()).astype("float64")
    rows = most[(of >= least) & (most["number"] / of >= share - ROUNDING)]
    return told(rows, "one_person", STEPS, who=rows["who"], number=rows["number"], other=of[rows.index])
