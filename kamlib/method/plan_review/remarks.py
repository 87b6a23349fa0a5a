"""What a remark is, in which order remarks stand, and the tables that they are made from."""

from typing import Any, NamedTuple

import pandas as pd

from kamlib.method.base.shares import NEARLY, ROUNDING

COLUMNS = ["account", "code", "table", "line", "what", "who", "year", "number", "other", "day"]
_TEXT, _NUMBERS = ("what", "who"), ("year", "number", "other")

# The most telling first: what makes the plan a wish, then what it rests on, then what is not written down.
CODES = (
    "empty", "no_quantities", "no_steps", "hockey_stick", "no_client_goal", "client_goal_unconfirmed",
    "no_client_action", "year_without_steps", "contract_end", "rival_locked", "shares_above_wallet",
    "share_above_reach", "old_claim", "undated_claim", "worth_negative", "market_carries", "range_crossed",
    "quantity_missing", "loss_line", "no_owner", "no_deadline", "overdue", "wrong_year", "step_outside",
    "one_person", "year_costs_nothing", "no_budget", "no_measure", "no_plan_b", "goal_no_measure",
    "goal_no_distance", "goal_past", "no_gain", "rise_without_reason", "no_range", "quarters_sum",
    "offer_dear", "offer_no_value", "offer_no_checker", "offer_past", "position_no_target", "nobody_signed",
    "one_signed", "not_agreed", "review_past", "no_review", "base_year_old", "no_terms", "no_outcome",
)


class PlanTables(NamedTuple):
    """The tables of all plans, as they are read, and what was reckoned from them.

    Parameters
    ----------
    plans, goals, quantities, steps, offers, quarters, position : DataFrame
        The tables of the workbook of a plan; ``quantities`` perhaps with ``revenue`` (our sales of year 0),
        ``joined`` (product groups, parted by semicolons), ``reachable_share``.
    by_year, worth : DataFrame
        From `plan_by_year` and `plan_worth`.
    rivals : DataFrame, optional
        From `rivals`.
    claims : DataFrame, optional
        What the plan takes from other homes (dossier, buying centre): ``account``, ``table``, ``line``,
        ``what``, ``confidence``, ``on``.
    """

    plans: pd.DataFrame
    goals: pd.DataFrame
    quantities: pd.DataFrame
    steps: pd.DataFrame
    offers: pd.DataFrame
    quarters: pd.DataFrame
    position: pd.DataFrame
    by_year: pd.DataFrame
    worth: pd.DataFrame
    rivals: pd.DataFrame | None = None
    claims: pd.DataFrame | None = None


def told(rows: pd.DataFrame, code: str, table: str, **columns: Any) -> pd.DataFrame:
    """Return one remark for each row; ``line`` is that of the row, unless the rows have none."""
    lines = columns.pop("line", rows.get("line", ""))
    found = pd.DataFrame({"account": rows["account"], "code": code, "table": table, "line": lines},
                         index=rows.index)
    for name in _TEXT:
        found[name] = columns.get(name, "")
    for name in _NUMBERS:
        found[name] = pd.Series(columns.get(name, float("nan")), index=rows.index, dtype="float64")
    found["day"] = pd.Series(columns.get("day", pd.NaT), index=rows.index, dtype="datetime64[ns]")
    return found[COLUMNS]


def slack(revenue: "pd.Series[float]") -> "pd.Series[float]":
    """Return how far our share of year 0 may lie off a typed one: that of the sales is not rounded.

    Examples
    --------
    >>> slack(pd.Series([18.0, None])).round(3).tolist()
    [0.005, 0.0]
    """
    return pd.Series(ROUNDING, index=revenue.index).mask(revenue.notna(), NEARLY)


def blank(words: pd.Series) -> pd.Series:
    """Whether nothing is written."""
    return words.isna() | (words.astype("str").str.strip() == "")


def months_between(earlier: pd.Series, today: pd.Timestamp) -> pd.Series:
    """Return the whole months from each day to ``today``.

    Examples
    --------
    >>> days = pd.Series(pd.to_datetime(["2024-11-30", "2024-11-20"]))
    >>> months_between(days, pd.Timestamp("2026-01-25")).tolist()
    [13, 14]
    """
    days = pd.to_datetime(earlier)
    months = 12 * (today.year - days.dt.year) + today.month - days.dt.month
    return months - (days.dt.day > today.day).astype("int64")
