"""Remarks on the frame of a plan: who stands for it, when it is looked at again, what it is worth."""

from collections.abc import Iterator

import pandas as pd

from kamlib.method.base.shares import NEARLY
from kamlib.method.plan_review.remarks import PlanTables, blank, told

PLAN = "plan"
WHOLE, QUARTERS = 1.0, 4


def of_frame(tables: PlanTables, *, today: pd.Timestamp, market_part: float) -> Iterator[pd.DataFrame]:
    """Yield the remarks on sign-off, review, value, quarters, offers and position."""
    plans = tables.plans
    yield from _signed(plans)
    yield told(plans[plans["review"].isna()], "no_review", PLAN)
    past = plans[plans["review"] < today]
    yield told(past, "review_past", PLAN, day=past["review"])
    old = plans[plans["base_year"] < today.year - 1]
    yield told(old, "base_year_old", PLAN, number=old["base_year"], other=today.year - 1)
    yield told(plans[blank(plans["terms"])], "no_terms", PLAN)
    worth = tables.worth
    loss = worth[worth["npv_held"] < 0]
    yield told(loss, "worth_negative", PLAN, line="", number=loss["npv_held"])
    market = worth[(worth["market_part"] >= market_part) & (worth["npv_held"] >= 0)]
    yield told(market, "market_carries", PLAN, line="", number=market["market_part"])
    yield _quarters(tables.quarters)
    yield from _offers(tables.offers, today)
    open_ = tables.position[~blank(tables.position["state"]) & blank(tables.position["target"])]
    counts = open_.groupby("account").size().rename("number").reset_index()
    yield told(counts, "position_no_target", "position", number=counts["number"])


def _signed(plans: pd.DataFrame) -> Iterator[pd.DataFrame]:
    ours, above = plans["manager_on"].notna(), plans["supervisor_on"].notna()
    yield told(plans[~ours & ~above], "nobody_signed", PLAN)
    one = plans[ours != above]
    missing = pd.Series("supervisor", index=plans.index).mask(above, "manager")
    yield told(one, "one_signed", PLAN, what=missing[one.index], who=one["manager"].where(
        missing[one.index] == "manager", one["supervisor"]))
    agreed = plans["client_on"].notna() & ~blank(plans["client"])
    yield told(plans[~agreed], "not_agreed", PLAN)


def _quarters(quarters: pd.DataFrame) -> pd.DataFrame:
    typed = quarters[quarters["share"].notna()]
    sums = typed.groupby("account")["share"].agg(number="sum", count="size").reset_index()
    wrong = sums[((sums["number"] - WHOLE).abs() > NEARLY) | (sums["count"] < QUARTERS)]
    return told(wrong, "quarters_sum", "quarters", number=wrong["number"])


def _offers(offers: pd.DataFrame, today: pd.Timestamp) -> Iterator[pd.DataFrame]:
    for code, which in (
        ("offer_dear", offers["cost"] > offers["gain"]),
        ("offer_no_value", offers["gain"].isna() & blank(offers["value"])),
        ("offer_no_checker", blank(offers["checked_by"])),
        ("offer_past", offers["until"] < today),
    ):
        rows = offers[which]
        yield told(rows, code, "offers", what=rows["offer"], number=rows["cost"], other=rows["gain"],
                   day=rows["until"])
