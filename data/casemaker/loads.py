"""Story 19: hours a month that each account takes, who has too many, and which moves settle it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from casemaker.company import dice


@dataclass(frozen=True)
class LoadFacts:
    """The overloaded manager, the one with room, and the hours that the four moved accounts take."""

    overloaded: int = 3
    hours: float = 171.0
    capacity: float = 95.0
    with_room: int = 8
    moved_first: str = "Kvarta Market"
    moved_hours: tuple[float, ...] = (38.0, 14.0, 13.0, 11.0)
    moved_since: tuple[str, ...] = ("2024-03-01", "2024-06-03", "2024-09-02", "2025-01-01")


LOADS = LoadFacts()


def make_loads(entities: pd.DataFrame) -> pd.DataFrame:
    """One row for each entity: ``code, hours, manager_since, manager_before`` (0: always the same)."""
    rng = dice("loads")
    frame = entities[["code", "name", "manager", "mln_2025", "kind"]].copy()
    frame["hours"] = np.round(2 * (1.2 + 1.15 * np.sqrt(frame["mln_2025"]))) / 2
    frame["manager_since"] = pd.to_datetime(
        [f"{year}-{month:02d}-01" for year, month in
         zip(rng.integers(2015, 2022, len(frame)), rng.integers(1, 13, len(frame)), strict=True)])
    frame["manager_before"] = 0
    frame = _overloaded(frame, rng)
    frame = _newcomer(frame, rng)
    frame = _usual_handovers(frame, rng)
    return frame[["code", "hours", "manager_since", "manager_before"]]


def moved(frame: pd.DataFrame) -> pd.Index:
    """Index of the four accounts that could move: the chain and three ordinary ones of middle size."""
    mine = frame[(frame["manager"] == LOADS.overloaded) & (frame["kind"] == "ordinary")]
    others = mine["mln_2025"].nlargest(5).index[2:]
    return frame.index[frame["name"] == LOADS.moved_first].append(others)


def _overloaded(frame: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Hours that add up to the stated load; the rest of the accounts just fills the capacity."""
    first = moved(frame)
    frame.loc[first, "hours"] = list(LOADS.moved_hours)
    frame.loc[first, "manager_since"] = pd.to_datetime(list(LOADS.moved_since))
    frame.loc[first, "manager_before"] = rng.choice([1, 6, 7], len(first))
    rest = frame.index[(frame["manager"] == LOADS.overloaded) & ~frame.index.isin(first)]
    wanted = LOADS.hours - sum(LOADS.moved_hours)
    share = frame.loc[rest, "hours"] * wanted / frame.loc[rest, "hours"].sum()
    halves = np.floor(2 * share) / 2
    order = (share - halves).sort_values(ascending=False).index
    halves[order[: round(2 * (wanted - halves.sum()))]] += 0.5
    frame.loc[rest, "hours"] = halves
    return frame


def _newcomer(frame: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the manager with room joined a year ago and took over his accounts then."""
    his = frame.index[frame["manager"] == LOADS.with_room]
    frame.loc[his, "manager_since"] = pd.Timestamp("2025-01-01")
    frame.loc[his, "manager_before"] = rng.choice([1, 4, 6], len(his))
    return frame


def _usual_handovers(frame: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return a few accounts of other managers changed hands in earlier years."""
    free = frame.index[(frame["kind"] == "ordinary") & ~frame["manager"].isin([2, 3, 8])]
    chosen = rng.choice(free, 9, replace=False)
    days = pd.to_datetime(["2022-07-01", "2022-10-03", "2023-01-09", "2023-04-03", "2023-07-03", "2023-10-02",
                           "2024-02-01", "2024-07-01", "2024-10-01"])
    frame.loc[chosen, "manager_since"] = days
    before = rng.choice([3, 4, 5, 6], len(chosen))
    # Nobody comes from manager 2: story 12 counts all that was his.
    same = before == frame.loc[chosen, "manager"]
    frame.loc[chosen, "manager_before"] = np.where(same, before % 7 + 1, before)
    return frame


def manager_of(lines: pd.DataFrame, entities: pd.DataFrame, loads: pd.DataFrame) -> pd.Series:
    """Return number of our manager on the day of each line."""
    info = loads.set_index("code").join(entities.set_index("code")["manager"])
    of_line = info.loc[lines["code"]].reset_index(drop=True)
    early = (lines["day"].reset_index(drop=True) < of_line["manager_since"]) & (of_line["manager_before"] > 0)
    return of_line["manager"].mask(early, of_line["manager_before"]).set_axis(lines.index)
