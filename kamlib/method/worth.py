"""Whether a key account is worth the hours of a manager."""

import pandas as pd


def worth_the_hours(measures: pd.DataFrame, hours: pd.DataFrame, *, hour_rate: float) -> pd.DataFrame:
    """Say whether the margin that can be gained is worth a key account manager's hours.

    worth = reachable margin a year - 12 x hours a month x hour rate. Below zero: "key by criterion, not worth
    a manager: who serves it?"

    Parameters
    ----------
    measures : DataFrame
        ``account``, ``reachable_margin``, perhaps with ``_low`` and ``_high`` (money a year).
    hours : DataFrame
        ``account``, ``hours`` a month.
    hour_rate : float
        Money an hour; 0 when it is not known, and nothing can be said.

    Returns
    -------
    DataFrame
        ``account``, ``reachable_margin``, ``hours``, ``cost`` (money a year), ``worth`` with ``worth_low``
        and ``worth_high``, ``answer`` (True, False, unknown), for accounts with known hours; smallest worth
        first.

    Examples
    --------
    >>> measured = pd.DataFrame({"account": ["A", "B"], "reachable_margin": [500.0, None]})
    >>> hours = pd.DataFrame({"account": ["A", "B"], "hours": [10.0, 10.0]})
    >>> worth_the_hours(measured, hours, hour_rate=5)[["account", "cost", "worth", "answer"]]
      account   cost  worth  answer
    0       A  600.0 -100.0   False
    1       B  600.0    NaN    <NA>
    """
    table = hours[["account", "hours"]].merge(measures, on="account")
    rate = hour_rate if hour_rate > 0 else float("nan")
    table = table.assign(cost=12 * table["hours"] * rate)
    ends = {f"worth{end}": table.get(f"reachable_margin{end}", table["reachable_margin"]) - table["cost"]
            for end in ("", "_low", "_high")}
    table = table.assign(**ends)
    answer = (table["worth"] >= 0).astype("boolean").where(table["worth"].notna())
    table = table.assign(answer=answer).sort_values(["worth", "account"], ignore_index=True)
    return table[["account", "reachable_margin", "hours", "cost", *ends, "answer"]]
