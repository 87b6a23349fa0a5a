"""Trading days: the rhythm of the week and of the year, public holidays by and large."""

import numpy as np
import pandas as pd

from casemaker.company import AS_OF, FIRST_DAY

WEEK = np.array([0.98, 1.08, 1.1, 1.06, 0.82, 0.03, 0.0])
SEASON = np.array([0.74, 0.82, 0.94, 1.0, 0.96, 1.08, 1.13, 1.16, 1.15, 1.1, 0.98, 0.96])
QUIET = 0.12


def trading_days(start: np.datetime64, end: np.datetime64) -> tuple[np.ndarray, np.ndarray]:
    """Days of a period and how much business falls on each; weights without unit."""
    first, last = max(start, np.datetime64(FIRST_DAY)), min(end, np.datetime64(AS_OF))
    days = np.arange(first, last + 1)
    weekday = (days.astype(int) + 3) % 7
    months = days.astype("datetime64[M]").astype(int) % 12
    of_month = (days - days.astype("datetime64[M]")).astype(int) + 1
    quiet = ((months == 0) & (of_month < 9)) | ((months == 4) & np.isin(of_month, (1, 2, 8, 9)))
    return days, WEEK[weekday] * SEASON[months] * np.where(quiet, QUIET, 1.0)


def next_weekday(days: pd.Series) -> pd.Series:
    """Return the days, Saturdays and Sundays moved to the Monday after."""
    weekday = days.dt.day_of_week
    return days + pd.to_timedelta((7 - weekday).where(weekday > 4, 0), unit="D")


def order_days(count: int, start: str, end: str, regular: float, rng: np.random.Generator) -> np.ndarray:
    """Days of ``count`` orders inside a period.

    Parameters
    ----------
    count : int
        Orders wanted, at least 1.
    start, end : str
        First and last day, ISO.
    regular : float
        0 for days drawn freely, 1 for even gaps.
    rng : Generator

    Returns
    -------
    array of datetime64[D], ascending
    """
    days, weights = trading_days(np.datetime64(start), np.datetime64(end))
    free = rng.random(count)
    even = (np.arange(count) + 0.5 + (rng.random(count) - 0.5) * 0.9) / count
    chosen = np.where(rng.random(count) < regular, even, free)
    place = np.searchsorted(np.cumsum(weights) / weights.sum(), chosen)
    return np.sort(days[np.minimum(place, len(days) - 1)])
