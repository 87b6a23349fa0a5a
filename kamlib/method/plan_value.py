"""What a perspective plan is worth today: over the frozen year, over held shares, the market's part."""

import pandas as pd

from kamlib.method.base.present_value import present_value
from kamlib.method.base.ratios import quotients
from kamlib.method.base.refuse import refuse
from kamlib.text import _

OVER = {"over_frozen": "npv_frozen", "over_held": "npv_held", "over_held_by_line": "npv_held_by_line",
        "market": "market_worth", "own": "plan_worth", "cost": "budget_worth"}


def plan_budget(steps: pd.DataFrame) -> pd.DataFrame:
    """Add up what the steps of each plan cost us by year.

    A step without a budget is not a step that costs nothing: it is counted, and the sum is "at least".

    Parameters
    ----------
    steps : DataFrame
        ``account``, ``year`` (1 the first), ``budget`` (money).

    Returns
    -------
    DataFrame
        ``account``, ``year``, ``budget`` (of the steps that have one; missing where none of the year has),
        ``steps``, ``without_budget``. Sorted.

    Examples
    --------
    >>> steps = pd.DataFrame({"account": "A", "year": [1.0, 1.0, 2.0], "budget": [1.0, 0.6, None]})
    >>> plan_budget(steps)
      account  year  budget  steps  without_budget
    0       A     1     1.6      2               0
    1       A     2     NaN      1               1
    """
    by = steps.assign(year=steps["year"].astype("int64")).groupby(["account", "year"])["budget"]
    found = pd.DataFrame({"budget": by.sum(min_count=1), "steps": by.size()})
    return found.assign(without_budget=found["steps"] - by.count()).reset_index()


def plan_value(by_year: pd.DataFrame, budgets: pd.DataFrame) -> pd.DataFrame:
    """Set the margin of each year against two baselines, after the budget of the plan.

    over the frozen year = margin_t - margin_0 - budget_t: growth of the market is in it. Over held shares =
    margin_t - held margin_t - budget_t: the plan's own effect; it is told twice, with the held margin at the
    total rate of year 0 and, by line, at the rate of each line.

    Parameters
    ----------
    by_year : DataFrame
        From `plan_by_year`.
    budgets : DataFrame
        From `plan_budget`; a year without a row has no step and costs nothing, as far as is planned.

    Returns
    -------
    DataFrame
        The columns of ``by_year``, then ``budget``, ``steps``, ``without_budget``, ``market`` (held margin -
        margin of year 0), ``own`` (margin - held margin), ``over_frozen``, ``over_held``,
        ``over_held_by_line``; money. The increments of year 0 are missing: it is the ground.

    Examples
    --------
    >>> years = pd.DataFrame({"account": "A", "year": [0, 1], "margin": [10.0, 14.0],
    ...                       "held_margin": [10.0, 11.0], "held_margin_by_line": [10.0, 11.5]})
    >>> budget = pd.DataFrame({"account": ["A"], "year": [1], "budget": [1.0], "steps": 1,
    ...                        "without_budget": 0})
    >>> plan_value(years, budget).loc[1, ["market", "own", "over_frozen", "over_held"]].tolist()
    [1.0, 3.0, 3.0, 2.0]
    """
    found = by_year.merge(budgets, on=["account", "year"], how="left")
    counts = {name: found[name].fillna(0).astype("int64") for name in ("steps", "without_budget")}
    found = found.assign(**counts, budget=found["budget"].mask(found["budget"].isna() & (counts["steps"] == 0)
                                                               & (found["year"] > 0), 0.0))
    ahead, cost = found["year"] > 0, found["budget"].fillna(0.0)
    ground = found["account"].map(found[~ahead].set_index("account")["margin"]).astype("float64")
    market = (found["held_margin"] - ground).where(ahead)
    own = (found["margin"] - found["held_margin"]).where(ahead)
    over_lines = found["margin"] - found["held_margin_by_line"] - cost
    return found.assign(market=market, own=own, over_frozen=market + own - cost, over_held=own - cost,
                        over_held_by_line=over_lines.where(ahead))


def plan_worth(value: pd.DataFrame, plans: pd.DataFrame, *, discount_rate: float) -> pd.DataFrame:
    """Discount the increments of each plan: V = sum over t of x_t / (1 + i) ** t, the first after one year.

    The value over the frozen year falls into two: the market's part, which comes when we only keep our
    shares, and the plan's own, the value over held shares. Rate and money are both with inflation or both
    without.

    Parameters
    ----------
    value : DataFrame
        From `plan_value`.
    plans : DataFrame
        ``account``, perhaps ``discount_rate`` and ``terms`` ("nominal", "real" or "": not said).
    discount_rate : float
        i, a year, where the plan does not say.

    Returns
    -------
    DataFrame
        ``account``, ``terms``, ``discount_rate``, ``years``; ``npv_frozen``, ``npv_held``,
        ``npv_held_by_line``; ``market_worth`` + ``plan_worth`` - ``budget_worth`` = ``npv_frozen``, and
        ``market_part`` (market_worth / npv_frozen; missing where that is not above zero); ``revenue_0``,
        ``revenue_target``, ``share_0``, ``share_target`` (of wallet, last year); ``budget``: over all years;
        ``without_budget`` steps, and ``at_most``: some have none, so that each value is at most what stands
        here; ``known``: nothing is missing in any year. By value over held shares, largest first.

    Raises
    ------
    KamError
        When a discount rate is -1 or less.

    Examples
    --------
    >>> years = pd.DataFrame({"account": "A", "year": [0, 1, 2, 3], "revenue": 10.0, "share_of_wallet": 0.5,
    ...     "budget": 0.0, "without_budget": 0, "market": [None, 0.3, 0.6, 1.0], "own": [None, 0.4, 3.1, 5.8],
    ...     "over_frozen": [None, 0.7, 3.7, 6.8], "over_held": [None, 0.4, 3.1, 5.8],
    ...     "over_held_by_line": [None, 0.4, 3.1, 5.8]})
    >>> found = plan_worth(years, pd.DataFrame({"account": ["A"]}), discount_rate=0.2)
    >>> found[["npv_frozen", "npv_held", "market_part"]].round(2)
       npv_frozen  npv_held  market_part
    0        7.09      5.84         0.18
    """
    missing = pd.Series(float("nan"), index=plans.index)
    rates = plans.assign(rate=plans.get("discount_rate", missing).astype("float64").fillna(discount_rate))
    rows = [_of_account(account, rows, rates) for account, rows in value.groupby("account", sort=False)]
    found = pd.DataFrame(rows, columns=_columns())
    found = found.assign(market_part=quotients(found["market_worth"], found["npv_frozen"]),
                         at_most=found["without_budget"] > 0, known=found["npv_held"].notna())
    return found.sort_values(["npv_held", "account"], ascending=[False, True], ignore_index=True)


def _columns() -> list[str]:
    return ["account", "terms", "discount_rate", "years", *OVER.values(), "revenue_0", "revenue_target",
            "share_0", "share_target", "budget", "without_budget"]


def _of_account(account: object, rows: pd.DataFrame, plans: pd.DataFrame) -> list[object]:
    plan = plans[plans["account"] == account]
    if plan.empty:
        refuse("plan-missing", _("has no plan"), _("give the frame of each plan"), [account])
    rate = float(plan["rate"].iloc[0])
    rows = rows.sort_values("year").assign(cost=rows["budget"].fillna(0.0))
    ahead, first, last = rows[rows["year"] > 0], rows.iloc[0], rows.iloc[-1]
    worth = [present_value(ahead[name], rate=rate) for name in OVER]
    terms = str(plan["terms"].iloc[0]) if "terms" in plan else ""
    return [account, terms, rate, int(last["year"]), *worth, first["revenue"], last["revenue"],
            first["share_of_wallet"], last["share_of_wallet"], float(ahead["budget"].sum()),
            int(ahead["without_budget"].sum())]
