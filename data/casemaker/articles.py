"""The price list: articles, their prices in January 2022, and the revisions since."""

from datetime import date

import numpy as np
import pandas as pd

from casemaker.company import GROUPS

# Nominal size and price in RUB of January 2022 for the low pressure class.
PRICES = {
    "Gate valves": {50: 3950, 80: 6100, 100: 7900, 150: 14300, 200: 22600, 250: 34900, 300: 48500,
                    400: 92000},
    "Ball valves": {15: 390, 25: 720, 40: 1480, 50: 2350, 80: 6400, 100: 9300, 150: 24800, 200: 46000},
    "Butterfly valves": {50: 2100, 80: 2750, 100: 3300, 150: 5450, 200: 8700, 300: 19800, 400: 38500},
    "Check valves": {50: 1950, 80: 3400, 100: 4700, 150: 9600, 200: 16900, 300: 36000},
    "Strainers": {25: 1150, 50: 2700, 80: 4600, 100: 6300, 150: 12800, 200: 21500},
    "Flanges": {50: 640, 80: 980, 100: 1240, 150: 2080, 200: 3150, 300: 6100, 400: 10900},
    "Gaskets": {50: 240, 80: 320, 100: 390, 150: 610, 200: 880, 300: 1450},
    "Fasteners": {12: 290, 16: 460, 20: 710, 24: 1080, 27: 1560},
}
HIGH_PRESSURE = 1.46

# Day from which prices hold, and the rise against the list before.
REVISIONS = (
    (date(2022, 3, 14), 0.085), (date(2022, 9, 1), 0.03), (date(2023, 2, 1), 0.03),
    (date(2023, 8, 14), 0.035), (date(2024, 2, 5), 0.025), (date(2024, 9, 16), 0.06),
    (date(2025, 1, 20), 0.095), (date(2025, 6, 16), 0.065),
)


def price_list() -> pd.DataFrame:
    """Articles with group, nominal size and first price in RUB."""
    rows = [
        (f"{group.prefix}-{size}-{pressure}", group.name, size, float(round(price * factor, -1)))
        for group in GROUPS
        for size, price in PRICES[group.name].items()
        for pressure, factor in ((16, 1.0), (40, HIGH_PRESSURE))
    ]
    return pd.DataFrame(rows, columns=["article", "group", "size", "price"])


def price_index(days: np.ndarray) -> np.ndarray:
    """Level of the price list on each day (datetime64[D]), January 2022 = 1."""
    level = np.ones(len(days))
    for start, rise in REVISIONS:
        level[days >= np.datetime64(start)] *= 1 + rise
    return level
