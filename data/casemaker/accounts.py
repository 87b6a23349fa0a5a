"""The accounts as the workbook groups them, with what they buy of each product group."""

import pandas as pd

from casemaker.company import GROUP_NAMES, LAST_YEAR, MANAGERS
from casemaker.entities import HOLDING, HOLDING_NAME
from casemaker.truth import Truth


def make_accounts(truth: Truth) -> pd.DataFrame:
    """One row for each account: ``name, manager, segment, kind``; the account's own legal entity leads."""
    info = truth.entities.set_index("code")
    info = info.loc[info.index == info["account"], ["lead", "manager", "segment", "kind"]].sort_index()
    name = info["lead"].replace({HOLDING: HOLDING_NAME})
    return info.assign(manager=info["manager"].map(MANAGERS), name=name).drop(columns="lead")


def sold_mln(truth: Truth) -> pd.DataFrame:
    """Revenue of the last year in mln: one row for each account, one column for each product group."""
    last = truth.lines[truth.lines["year"] == LAST_YEAR]
    account = last["code"].map(truth.entities.set_index("code")["account"])
    sums = last.groupby([account, "group"])["amount"].sum().unstack(fill_value=0.0) / 1e6
    every = sorted(set(truth.entities["account"]))
    return sums.reindex(index=every, columns=list(GROUP_NAMES), fill_value=0.0)


def keys_of(accounts: pd.DataFrame) -> dict[str, str]:
    """Key of each account by its name."""
    return dict(zip(accounts["name"], accounts.index, strict=True))
