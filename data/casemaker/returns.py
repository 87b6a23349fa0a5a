"""Goods that came back: which line, which part of it, when and why."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from casemaker.absence import ABSENCE
from casemaker.company import AS_OF, LAST_YEAR, dice
from casemaker.concession import CONCESSION
from casemaker.days import next_weekday
from casemaker.service_facts import KILLER

CAUSES = ("mis-picking", "damaged on the way", "ordered by mistake", "defect", "left over from a project")
USUAL = (0.24, 0.2, 0.26, 0.14, 0.16)
PARTS = (0.1, 0.2, 0.25, 0.5, 1.0)
USUAL_RATE, KILLER_RATE = 0.007, 0.055


@dataclass(frozen=True)
class ReturnsFacts:
    """Story 17, the part that shows in the sales file: one account's returns in 2025 by cause."""

    account: str = "Etalon Mash"
    lines_by_cause: tuple[int, ...] = (13, 3, 2, 2, 1)


RETURNS = ReturnsFacts()


def add_returns(lines: pd.DataFrame, entities: pd.DataFrame, periods: pd.DataFrame) -> pd.DataFrame:
    """Lines followed by return lines: ``returned_of`` (place of the line), ``part`` (0 to 1), ``cause``."""
    rng = dice("returns")
    chosen = _chosen(lines, entities, rng)
    back = lines.loc[chosen].assign(returned_of=chosen, part=rng.choice(PARTS, len(chosen)))
    story = _of_story(back, entities)
    back.loc[story, "part"] = back.loc[story, "part"].where(back.loc[story, "part"] < 1, max(PARTS[:-1]))
    back["day"] = next_weekday(back["day"] + pd.to_timedelta(rng.integers(3, 24, len(back)), unit="D"))
    end = pd.to_datetime(periods.set_index(["code", "period"])["end"])
    last = pd.MultiIndex.from_frame(back[["code", "period"]]).map(end)
    back = back[(back["day"] <= last) & (back["day"] <= pd.Timestamp(AS_OF))]
    back["cause"] = _causes(back, entities, rng)
    back["weight"] = 0.0
    back["order"] = np.arange(len(back)) + 1_000_000
    return pd.concat([lines, back], ignore_index=True)


def _chosen(lines: pd.DataFrame, entities: pd.DataFrame, rng: np.random.Generator) -> pd.Index:
    """Places of the lines of which something comes back."""
    info = entities.set_index("code")
    names = lines["code"].map(info["name"])
    rate = np.where(names == KILLER.account, KILLER_RATE, USUAL_RATE)
    # Returns would count as orders in the weeks of the absence, and blur the months of the concession.
    quiet = (lines["code"].map(info["manager"]) == ABSENCE.manager) | (names == CONCESSION.account)
    special = (names == RETURNS.account) & (lines["year"] == LAST_YEAR)
    # A cell of few lines could come back as a whole, and would have no amount left to close.
    many = lines.groupby("cell")["cell"].transform("size") >= 4
    drawn = many & (rng.random(len(lines)) < rate) & ~quiet & ~special & ~lines["period"].str.contains("P")
    early = special & many & (lines["day"] < pd.Timestamp(LAST_YEAR, 12, 1))
    planted = rng.choice(lines.index[early], sum(RETURNS.lines_by_cause), replace=False)
    return lines.index[drawn].append(pd.Index(np.sort(planted)))


def _causes(back: pd.DataFrame, entities: pd.DataFrame, rng: np.random.Generator) -> pd.Series:
    found = pd.Series(rng.choice(CAUSES, len(back), p=USUAL), index=back.index)
    found[_of_story(back, entities)] = rng.permutation(np.repeat(CAUSES, RETURNS.lines_by_cause))
    return found


def _of_story(back: pd.DataFrame, entities: pd.DataFrame) -> pd.Series:
    """Mark the returns that story 17 counts."""
    code = entities.set_index("name")["code"][RETURNS.account]
    return (back["code"] == code) & (back["year"] == LAST_YEAR)
