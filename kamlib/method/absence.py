"""What an absence cost: orders of its weeks against the same weeks a year earlier."""

import pandas as pd

YEAR_OF_WEEKS = pd.Timedelta(days=364)  # the same weekdays of the year before


def orders_in_absence(
    orders: pd.DataFrame, accounts: pd.DataFrame, *, first: pd.Timestamp, last: pd.Timestamp,
    covered_from: pd.Timestamp,
) -> pd.DataFrame:
    """Return orders and money of some days against the same weekdays of the year before, kind by kind.

    The seed's sentence in figures: "the manager fell ill or took a day off: the deal broke" [seed004]_. Who
    had a second contact tells what the first one's absence did; both kinds lived through the same market.

    Parameters
    ----------
    orders : DataFrame
        ``account``, ``date``, ``order`` (number or other mark of an order; missing: its day), ``amount``
        (net); lines. What comes to nothing or less in the days looked at is a return and no order; its money
        counts.
    accounts : DataFrame
        The accounts looked at: ``account``, ``kind`` (any words, such as with and without a second contact).
    first, last : Timestamp
        First and last day, both counted.
    covered_from : Timestamp
        First day that the sales cover: without the year before there is nothing to compare with.

    Returns
    -------
    DataFrame
        ``kind``, ``accounts``, ``orders_before``, ``orders``, ``orders_change`` (-0.41 is 41 % fewer),
        ``amount_before``, ``amount``, ``amount_change``; changes are missing where nothing was bought before,
        and so is everything of the year before where the sales don't cover it. By kind.

    Examples
    --------
    >>> days = pd.to_datetime(["2023-06-06", "2023-06-07", "2024-06-04"])
    >>> bought = pd.DataFrame({"account": "A", "date": days, "order": ["1", "2", "3"], "amount": 10.0})
    >>> kinds = pd.DataFrame({"account": ["A"], "kind": ["one contact"]})
    >>> found = orders_in_absence(
    ...     bought, kinds, first=pd.Timestamp("2024-06-03"), last=pd.Timestamp("2024-06-09"),
    ...     covered_from=pd.Timestamp("2022-01-01"))
    >>> found[["orders_before", "orders", "orders_change"]]
       orders_before  orders  orders_change
    0            2.0       1           -0.5
    """
    mine = orders.merge(accounts[["account", "kind"]], on="account")
    size = accounts.groupby("kind", sort=True)["account"].nunique().rename("accounts")
    now = _sums(mine, first, last)
    before = _sums(mine, first - YEAR_OF_WEEKS, last - YEAR_OF_WEEKS).add_suffix("_before")
    found = size.to_frame().join(now).join(before)
    found = found.fillna({"orders": 0, "amount": 0.0, "orders_before": 0, "amount_before": 0.0})
    if first - YEAR_OF_WEEKS < covered_from:
        found[["orders_before", "amount_before"]] = float("nan")
    for name in ("orders", "amount"):
        earlier = found[f"{name}_before"]
        found[f"{name}_change"] = found[name] / earlier.where(earlier > 0) - 1
    found = found.astype({"orders": "int64", "orders_before": "float64"}).reset_index()
    return found[["kind", "accounts", "orders_before", "orders", "orders_change", "amount_before", "amount",
                  "amount_change"]]


def _sums(orders: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    inside = orders[orders["date"].between(first, last + pd.Timedelta(days=1), inclusive="left")]
    order = inside["order"].fillna(inside["date"].dt.strftime("%Y-%m-%d")).rename("order")
    one = inside.groupby(["kind", "account", order])["amount"].sum().reset_index()
    bought = one.assign(bought=one["amount"] > 0).groupby("kind")
    return bought.agg(orders=("bought", "sum"), amount=("amount", "sum"))
