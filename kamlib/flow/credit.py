"""Credit limits of accounts; those of several legal entities add up."""

import pandas as pd

from kamlib.flow.gate import tables_of
from kamlib.flow.prepare import Prepared
from kamlib.study.folder import Study


def credit_limits(study: Study, ready: Prepared) -> pd.DataFrame:
    """Return ``account``, ``credit_limit`` (missing: not known of every entity), ``limits_missing``."""
    listed = tables_of(study).frame("accounts")
    every = pd.DataFrame({"account": ready.accounts["account"]})
    if "credit_limit" not in listed:
        return every.assign(credit_limit=float("nan"), limits_missing=1)
    groups = ready.groups[ready.groups["in_force"]].set_index("entity")["account"]
    rows = listed.dropna(subset=["account"]).drop_duplicates("account")
    account = rows["account"].map(groups).fillna(rows["account"])
    sums = rows["credit_limit"].groupby(account).agg(credit_limit="sum", known="count", entities="size")
    sums["limits_missing"] = sums["entities"] - sums["known"]
    sums["credit_limit"] = sums["credit_limit"].where(sums["limits_missing"] == 0)
    limits = sums[["credit_limit", "limits_missing"]]
    found = every.merge(limits, left_on="account", right_index=True, how="left")
    return found.fillna({"limits_missing": 1}).reset_index(drop=True)
