"""Hours: what each manager has, and what each account takes."""

import pandas as pd

from casemaker.company import MANAGERS
from casemaker.loads import LOADS
from casemaker.people import ESTIMATED_ON, SUPERVISOR

# Hours a month for all accounts and for key accounts. Only two sell all day; the others also run the store,
# the tenders, the branch or a training, so that nobody but the newcomer has room for more.
HOURS = {1: (65, 24), 2: (70, 24), 3: (LOADS.capacity, 40), 4: (60, 30), 5: (80, 44), 6: (70, 32),
         7: (55, 28), 8: (95, 60)}


def managers_table() -> pd.DataFrame:
    """Rows of ``managers.csv``."""
    return pd.DataFrame([
        {"manager": MANAGERS[number], "organisation": "line", "key_hours": key, "hours": every,
         "by": SUPERVISOR, "on": ESTIMATED_ON} for number, (every, key) in HOURS.items()
    ])


def hours_table(accounts: pd.DataFrame, entities: pd.DataFrame, loads: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``hours.csv``: the hours of all legal entities of an account, added up."""
    account = loads["code"].map(entities.set_index("code")["account"])
    hours = loads.groupby(account)["hours"].sum().reindex(accounts.index)
    return pd.DataFrame({"account": hours.index, "hours": hours.to_numpy(),
                         "by": accounts["manager"].to_numpy(), "on": ESTIMATED_ON})
