"""From accounts down to their legal entities, and to those that look alike and stay apart."""

import pandas as pd

from kamlib.flow.gate import tables_of
from kamlib.flow.prepare import Prepared
from kamlib.method.aggregate import aggregate
from kamlib.study.folder import Study


def entities_of_accounts(study: Study, sales: pd.DataFrame, *, total: float) -> pd.DataFrame:
    """Return the legal entities of the accounts that consist of several.

    Parameters
    ----------
    study : Study
        For the names of the entities.
    sales : DataFrame
        Counted lines of the time looked at.
    total : float
        Revenue that is 1 in the column ``share``.

    Returns
    -------
    DataFrame
        ``account``, ``name``, ``entity``, ``entity_name``, ``manager`` (who sold most to it; where sales name
        managers), ``amount``, ``share``; largest account first, in it largest entity first.

    Examples
    --------
    >>> from kamlib.flow import open_study, prepared
    >>> study = open_study()
    >>> sales = prepared(study).sales
    >>> entities_of_accounts(study, sales, total=sales["amount"].sum()).groupby("name").size().to_dict()
    {'Granit': 3, 'Kanton Opt': 2, 'Modul Torg': 2}
    """
    keys = ["account", "name", "entity"]
    found = aggregate(sales, by=keys)[[*keys, "amount"]]
    found = found[found.groupby("account")["entity"].transform("size") > 1]
    whole = found.groupby("account")["amount"].transform("sum")
    found = found.assign(
        entity_name=found["entity"].map(_names(study)).fillna(found["entity"]),
        whole=whole,
        share=found["amount"] / total,
    )
    if "manager" in sales:
        sold = aggregate(sales[sales["entity"].isin(found["entity"])], by=["entity", "manager"])
        sold = sold.sort_values(["amount", "manager"], ascending=[False, True]).drop_duplicates("entity")
        found = found.assign(manager=found["entity"].map(sold.set_index("entity")["manager"]))
    order = found.sort_values(["whole", "account", "amount"], ascending=[False, True, False])
    return order.drop(columns="whole").reset_index(drop=True)


def kept_apart(ready: Prepared) -> pd.DataFrame:
    """Return the clients that look alike and are not grouped: ``entity``, ``name``, ``reason``."""
    return ready.groups[~ready.groups["in_force"]][["entity", "name", "reason"]].reset_index(drop=True)


def _names(study: Study) -> pd.Series:
    listed = tables_of(study).frame("accounts")
    if "name" not in listed:
        return pd.Series(dtype="str")
    return listed.dropna(subset=["account", "name"]).drop_duplicates("account").set_index("account")["name"]
