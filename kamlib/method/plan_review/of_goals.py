"""Remarks on goals: whether the client has any in the plan, and whether anybody could see them reached."""

from collections.abc import Iterator

import pandas as pd

from kamlib.method.plan_review.remarks import PlanTables, blank, told

GOALS = "goals"


def of_goals(tables: PlanTables, *, today: pd.Timestamp) -> Iterator[pd.DataFrame]:
    """Yield the remarks on the client's goals as a whole, then on each goal."""
    goals, plans = tables.goals, tables.plans[["account"]]
    client = goals[goals["whose"] == "client"]
    yield told(plans[~plans["account"].isin(client["account"])], "no_client_goal", GOALS)
    confirmed = client["confirmed_on"].notna() & ~blank(client["confirmed_by"])
    counts = client.assign(confirmed=confirmed, gain_known=client["gain"].notna()).groupby(
        "account", as_index=False).agg(confirmed=("confirmed", "sum"), size=("confirmed", "size"),
                                       gain_known=("gain_known", "any"))
    open_ = counts[counts["confirmed"] < counts["size"]]
    yield told(open_, "client_goal_unconfirmed", GOALS, number=open_["size"] - open_["confirmed"],
               other=open_["size"])
    yield told(counts[~counts["gain_known"]], "no_gain", GOALS)
    yield from _of_each(goals, today)


def _of_each(goals: pd.DataFrame, today: pd.Timestamp) -> Iterator[pd.DataFrame]:
    same = goals["target"].notna() & (goals["target"] == goals["base"])
    way = (goals["target"] - goals["base"]).mask(same)
    reached = ((goals["actual"] - goals["base"]) / way) >= 1
    for code, which in (("goal_no_measure", blank(goals["measure"]) | goals["target"].isna()),
                        ("goal_no_distance", same), ("goal_past", (goals["until"] < today) & ~reached)):
        rows = goals[which]
        yield told(rows, code, GOALS, what=rows["goal"], number=rows["target"], day=rows["until"])
