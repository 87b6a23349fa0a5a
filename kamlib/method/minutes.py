"""How loaded each manager is, and what equal treatment of all accounts would leave for each."""

import pandas as pd

WEEKS_A_MONTH = 52 / 12
MINUTES = 60


def loads(accounts: pd.DataFrame, managers: pd.DataFrame) -> pd.DataFrame:
    """Return for each manager the hours his accounts take against the hours he has.

    ``minutes`` is what each account would get a week if he treated all of them equally: 60 x hours a month /
    (52/12) / accounts. The attempt to treat all equally well ends in equally average [seed003]_.

    Parameters
    ----------
    accounts : DataFrame
        ``account``, ``manager``, ``hours`` a month; accounts without a manager are not looked at.
    managers : DataFrame
        ``manager``, ``hours`` a month that he has for them.

    Returns
    -------
    DataFrame
        ``manager``, ``accounts``, ``hours`` that they take, ``unknown`` (accounts whose hours are not known,
        which count as nothing), ``limit``, ``load`` = hours / limit (missing where the limit is not known or
        zero), ``minutes``; the highest load first, then by name.

    Examples
    --------
    >>> accounts = pd.DataFrame({"account": list("ABC"), "manager": "Ada", "hours": [9.0, 9.0, None]})
    >>> loads(accounts, pd.DataFrame({"manager": ["Ada"], "hours": [13.0]})).round(1)
      manager  accounts  hours  unknown  limit  load  minutes
    0     Ada         3   18.0        1   13.0   1.4     60.0
    """
    of_manager = accounts.groupby("manager")["hours"]
    found = pd.DataFrame({
        "accounts": of_manager.size(), "hours": of_manager.sum(),
        "unknown": accounts["hours"].isna().groupby(accounts["manager"]).sum()})
    limits = managers.set_index("manager")["hours"].astype("float64")
    found = found.join(limits.rename("limit"), how="outer").rename_axis("manager")
    found = found.fillna({"accounts": 0, "hours": 0.0, "unknown": 0})
    found = found.astype({"accounts": "int64", "unknown": "int64"})
    each = MINUTES * found["limit"] / WEEKS_A_MONTH / found["accounts"].where(found["accounts"] > 0)
    found = found.assign(load=found["hours"] / found["limit"].where(found["limit"] > 0), minutes=each)
    return found.reset_index().sort_values(["load", "manager"], ascending=[False, True], ignore_index=True)
