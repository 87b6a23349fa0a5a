"""The invented company: years, money, managers, product groups and the rates that hold for all accounts."""

from dataclasses import dataclass
from datetime import date

import numpy as np

SEED = 20260105
YEARS = (2022, 2023, 2024, 2025)
LAST_YEAR = 2025
FIRST_DAY = date(2022, 1, 3)
AS_OF = date(2025, 12, 31)
PROGRAMME_START = date(2024, 1, 1)

REVENUE_MLN = {2022: 908.0, 2023: 984.0, 2024: 1200 / 1.14, 2025: 1200.0}
MARGIN_MLN = {2022: 173.9, 2023: 186.2, 2024: 194.2, 2025: 216.0}
PIECES_2025_TO_2024 = 0.97

MANAGERS = {
    1: "Adam Bor", 2: "Vera Klim", 3: "Ivan Rudin", 4: "Nina Sova",
    5: "Roman Dub", 6: "Lena Mak", 7: "Oleg Tarn", 8: "Dana Lis",
}
# Revenue of each manager in the last year, mln: the largest customer stays below 40 %, save with manager 5.
MANAGER_MLN = {1: 218.0, 2: 125.0, 3: 292.0, 4: 110.0, 5: 126.0, 6: 142.0, 7: 158.0, 8: 29.0}

CAPITAL_RATE = 0.20


@dataclass(frozen=True)
class Group:
    """A product group: its usual share of sales and its usual margin rate."""

    name: str
    prefix: str
    share: float
    margin_rate: float


GROUPS = (
    Group("Gate valves", "GV", 0.27, 0.17),
    Group("Ball valves", "BV", 0.19, 0.23),
    Group("Butterfly valves", "BF", 0.10, 0.28),
    Group("Check valves", "CV", 0.07, 0.27),
    Group("Strainers", "ST", 0.05, 0.27),
    Group("Flanges", "FL", 0.24, 0.15),
    Group("Gaskets", "GS", 0.04, 0.18),
    Group("Fasteners", "FS", 0.04, 0.18),
)
GROUP_NAMES = tuple(group.name for group in GROUPS)


def dice(topic: str) -> np.random.Generator:
    """Random numbers of one topic; another topic's numbers do not move when this one draws more."""
    return np.random.default_rng([SEED, *topic.encode()])
