"""Story 12: manager 2 is away for nine weeks, and who had nobody else at our side orders less."""

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class AbsenceFacts:
    """The weeks, the accounts with a second contact of ours, and the orders in them."""

    manager: int = 2
    first_day: str = "2024-06-03"
    weeks: int = 9
    second_contact: tuple[str, ...] = ("Kaskad Aqua", "Astra Aqua", "Sirena Aqua", "Amur Term", "Sfera Term")
    # Orders in the same weeks of the year before and in the absence.
    orders_single: tuple[int, int] = (51, 30)
    orders_second: tuple[int, int] = (34, 32)


ABSENCE = AbsenceFacts()
# The same weekdays of the year before.
YEAR_OF_WEEKS = np.timedelta64(364, "D")


def window(years_back: int) -> tuple[np.datetime64, np.datetime64]:
    """First and last day of the absence, or of the same weeks a year before."""
    first = np.datetime64(ABSENCE.first_day) - years_back * YEAR_OF_WEEKS
    return first, first + np.timedelta64(7 * ABSENCE.weeks - 1, "D")


def apply_absence(orders: pd.DataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    """Move days of orders in and out of the weeks until both falls are as the story tells."""
    info = entities.set_index("code")
    his = info[(info["manager"] == ABSENCE.manager) & (info["mln_2025"] > 0)]
    second = his["name"].isin(ABSENCE.second_contact)
    days = orders["day"].to_numpy(copy=True)
    for of_kind, counts in ((~second, ABSENCE.orders_single), (second, ABSENCE.orders_second)):
        mine = orders["code"].isin(his.index[of_kind]).to_numpy()
        for years_back, wanted in zip((1, 0), counts, strict=True):
            _fit(days, mine, window(years_back), wanted)
    return orders.assign(day=days)


def _fit(days: np.ndarray, mine: np.ndarray, weeks: tuple[np.datetime64, np.datetime64], wanted: int) -> None:
    """Move the days of some orders of a year by whole weeks, until ``wanted`` lie inside the weeks."""
    first, last = weeks
    same_year = days.astype("datetime64[Y]") == first.astype("datetime64[Y]")
    inside = mine & (first <= days) & (days <= last)
    span = last - first + np.timedelta64(1, "D")
    # Orders that fall away come later in the year, those needed come from the nine weeks after.
    near = mine & same_year & (days > last) & (days <= last + span)
    excess = int(inside.sum()) - wanted
    places = np.flatnonzero(inside if excess > 0 else near)
    chosen = places[np.linspace(0, len(places) - 1, abs(excess)).astype(int)] if excess else places[:0]
    days[chosen] += span if excess > 0 else -span
