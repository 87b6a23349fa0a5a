"""When each entity orders."""

import numpy as np
import pandas as pd

from casemaker.absence import apply_absence
from casemaker.company import AS_OF, FIRST_DAY, dice
from casemaker.days import order_days
from casemaker.service_facts import KILLER

# Orders a year of an account of one million, and how they grow with size.
ORDERS_AT_ONE_MLN, GROWTH_WITH_SIZE = 4.4, 0.58
BUSY = {"Water utility": 2.5, "Heat supply": 1.3, "Dealer": 1.4, "Chemical plant": 0.8}
PROJECT_LINES = 9


def make_orders(entities: pd.DataFrame, periods: pd.DataFrame, amounts: pd.DataFrame) -> pd.DataFrame:
    """One row for each order: ``code, year, period, day, lines``."""
    rng = dice("orders")
    info = entities.set_index("code")
    regular = pd.Series(rng.choice([0.35, 0.6, 0.85], len(info), p=[0.3, 0.4, 0.3]), index=info.index)
    busy = info["segment"].map(BUSY).fillna(1.0) * rng.lognormal(0, 0.16, len(info))
    busy[info["name"] == KILLER.account] = 1.9
    rows = []
    for row in periods.itertuples():
        year_mln = float(amounts.loc[row.code, row.year])
        count = _count(row, year_mln, float(busy[row.code]))
        days = order_days(count, row.start, row.end, float(regular[row.code]), rng)
        lines = _lines(row, year_mln, count, rng)
        rows += [(row.code, row.year, row.period, day, n) for day, n in zip(days, lines, strict=True)]
    orders = pd.DataFrame(rows, columns=["code", "year", "period", "day", "lines"])
    orders["day"] = orders["day"].astype("datetime64[s]")
    return _first_and_last(apply_absence(orders, entities))


def _count(row, year_mln: float, busy: float) -> int:
    if "P" in row.period:
        return 1
    share = row.mln / year_mln
    return max(1, round(ORDERS_AT_ONE_MLN * busy * year_mln**GROWTH_WITH_SIZE * share))


def _lines(row, year_mln: float, count: int, rng: np.random.Generator) -> np.ndarray:
    if "P" in row.period:
        return np.full(count, PROJECT_LINES)
    return 1 + rng.poisson(np.clip(1.25 + 0.5 * np.log10(max(year_mln, 0.3)), 0.8, 2.6), count)


def _first_and_last(orders: pd.DataFrame) -> pd.DataFrame:
    """Return the first and the last order fall on the first and the last working day of the file."""
    busiest = orders["code"].value_counts().idxmax()
    mine = orders["day"][orders["code"] == busiest]
    orders.loc[mine.idxmin(), "day"] = pd.Timestamp(FIRST_DAY)
    orders.loc[mine.idxmax(), "day"] = pd.Timestamp(AS_OF)
    return orders
