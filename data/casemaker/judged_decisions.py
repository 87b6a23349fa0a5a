"""What people decided about single accounts, and where some see them in three years."""

import pandas as pd

from casemaker.accounts import keys_of
from casemaker.people import DECIDED_ON, SUPERVISOR

# Account, decided, reason. The list itself is computed; people changed it in two places.
DECIDED = (
    ("Amur Term", "key", "its owner signs for six more boiler houses from 2027; reviewed in January 2027"),
    ("Olimpia Opt", "not key", "says openly that it buys from us only until its own import starts in autumn"),
)
# Account: attractiveness and relative strength in three years.
POSITIONS = {"Volna Opt": (7.5, 1.0), "Fenix Mash": (8.5, 1.5), "Zenit Energo": (6.0, 2.0),
             "Kobalt Chem": (7.0, 0.5)}


def key_accounts_table(accounts: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``key_accounts.csv``."""
    names = keys_of(accounts)
    return pd.DataFrame([
        {"account": names[name], "decided": decided, "manager": accounts["manager"][names[name]], "since": "",
         "reason": reason, "by": SUPERVISOR, "on": DECIDED_ON} for name, decided, reason in DECIDED
    ])


def positions_table(accounts: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``positions.csv``."""
    names = keys_of(accounts)
    return pd.DataFrame([
        {"account": names[name], "attractiveness": attractiveness, "strength": strength,
         "by": accounts["manager"][names[name]], "on": DECIDED_ON}
        for name, (attractiveness, strength) in POSITIONS.items()
    ])
