"""How a few customers see us beside the best competitor, in their own words."""

import pandas as pd

from casemaker.accounts import keys_of
from casemaker.people import ANSWERED_ON

SAID, ASSUMED = "the customer said so", "we assume it"
# Customer: competitor, evidence, and rows of (his criterion, weight, ours, theirs).
STRENGTHS: dict[str, tuple[str, str, tuple[tuple[str, float, float, float], ...]]] = {
    "Granit": ("Tekram", SAID, (
        ("the whole list from one store", 40, 9, 6), ("price of gate valves", 35, 6, 8),
        ("one contact for three offices", 25, 7, 5))),
    "Kvarta Market": ("Ostvent", SAID, (
        ("price by the matrix", 60, 7, 7), ("no shelf empty", 30, 8, 7),
        ("labels and papers in order", 10, 6, 8))),
    "Zenit Energo": ("Tekram", SAID, (
        ("goods in 48 hours in winter", 45, 9, 6), ("price over the season", 35, 8, 7),
        ("papers for the inspector", 20, 7, 7))),
    "Orbita Energo": ("Kedrarm", SAID, (
        ("time to pay", 50, 9, 6), ("deliveries at any hour", 30, 9, 5), ("price", 20, 6, 8))),
    "Volna Opt": ("Tekram", SAID, (
        ("price of flanges", 35, 6, 8), ("valves always in stock", 35, 7, 7), ("days to pay", 20, 7, 8),
        ("help with tenders of their clients", 10, 8, 4))),
    "Kobalt Chem": ("Ostvent", ASSUMED, (
        ("materials for acid, with proof", 50, 5, 8), ("price", 30, 7, 6), ("deadline kept", 20, 7, 7))),
    "Fenix Mash": ("Kedrarm", SAID, (
        ("drawings of the new line understood", 45, 8, 5), ("one delivery schedule", 35, 7, 6),
        ("price of the whole set", 20, 6, 7))),
    "Meridian Neft": ("Ostvent", SAID, (
        ("meets the specification without remarks", 60, 9, 6), ("price", 40, 6, 7))),
    "Bastila Stroy": ("Tekram", ASSUMED, (
        ("lots to the site on the day", 50, 8, 7), ("price", 35, 6, 6),
        ("papers for the acceptance", 15, 8, 7))),
}


def strength_table(accounts: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``strength.csv``."""
    names = keys_of(accounts)
    rows = [
        {"account": names[name], "criterion": criterion, "weight": weight, "ours": ours, "theirs": theirs,
         "competitor": competitor, "evidence": evidence, "by": accounts["manager"][names[name]],
         "on": ANSWERED_ON}
        for name, (competitor, evidence, criteria) in STRENGTHS.items()
        for criterion, weight, ours, theirs in criteria
    ]
    return pd.DataFrame(rows)
