"""Large: the accounts that hold most of the margin."""

import pandas as pd

from kamlib.method.base.kleene import UNKNOWN
from kamlib.method.base.shares import ROUNDING
from kamlib.method.screen.evidence import as_evidence


def large(
    measures: pd.DataFrame, *, share: float, at_most: int, cost_known_from: float
) -> pd.DataFrame:
    """Find the large accounts: the smallest set that holds a share of the positive margins.

    Margins of accounts that lose money are not part of the sum: in one of the two real studies they pressed
    the set from 31 accounts to 4. Revenue stands for margin where costs are known for too little of it. An
    account that loses money can be large by revenue only: when it is in the smallest set by revenue, with the
    same share and the same limit. Such accounts are marked and counted apart.

    Parameters
    ----------
    measures : DataFrame
        ``account``, ``target``, ``revenue``, ``margin``, ``cost_known``.
    share : float
        Of the sum of positive margins (0 to 1); the account that crosses it is in.
    at_most : int
        At most so many accounts are in each of the two sets.
    cost_known_from : float
        From this share of revenue with a known cost on, margin decides.

    Returns
    -------
    DataFrame
        ``account``, ``test``, ``part`` ("margin", "revenue", "revenue_only": loses money and is large by
        revenue; "not_applicable" for targets), ``answer`` (unknown where an account's own margin is not
        known), ``value`` and ``threshold``, the smallest value in the set, both money a year, ``unit``.

    Examples
    --------
    >>> measured = pd.DataFrame({"account": list("ABCD"), "target": False, "cost_known": 1.0,
    ...                          "revenue": [90.0, 50.0, 40.0, 20.0], "margin": [-9.0, 6.0, 4.0, 3.0]})
    >>> found = large(measured, share=0.5, at_most=3, cost_known_from=0.95)
    >>> found[["account", "part", "answer", "threshold"]]
      account          part  answer  threshold
    0       A  revenue_only    True       50.0
    1       B        margin    True        4.0
    2       C        margin    True        4.0
    3       D        margin   False        4.0
    """
    table = measures.set_index("account")
    basis = _basis(table, cost_known_from)
    value = table[basis].mask(table["target"])
    threshold, chosen = _smallest_set(value, share, at_most)
    answer = pd.Series(table.index.isin(chosen), index=table.index, dtype="boolean")
    answer = answer.where(value.notna() | table["target"], UNKNOWN)
    part = pd.Series(basis, index=table.index).mask(table["target"], "not_applicable")
    found = pd.DataFrame({"part": part, "answer": answer, "value": value, "threshold": threshold})
    if basis == "margin":
        by_revenue, rich = _smallest_set(table["revenue"].mask(table["target"]), share, at_most)
        marked = found.index.isin(rich) & (value <= 0)
        found = found.assign(
            part=found["part"].mask(marked, "revenue_only"), answer=found["answer"].mask(marked, True),
            value=found["value"].mask(marked, table["revenue"]),
            threshold=found["threshold"].mask(marked, by_revenue))
    return as_evidence(found, "large", "money")


def _basis(table: pd.DataFrame, cost_known_from: float) -> str:
    """Return what stands for size: margin where costs are known and somebody earns something."""
    sold = table["revenue"].clip(lower=0)
    known = (table["cost_known"].fillna(0) * sold).sum()
    enough = known >= (cost_known_from - ROUNDING) * sold.sum()
    return "margin" if enough and (table["margin"] > 0).any() else "revenue"


def _smallest_set(value: pd.Series, share: float, at_most: int) -> tuple[float, list[str]]:
    """Return the smallest value in the set, and its members, largest first."""
    positive = value[value > 0].rename_axis("account").reset_index(name="value")
    placed = positive.sort_values(["value", "account"], ascending=[False, True])
    before = placed["value"].cumsum() - placed["value"]
    chosen = placed[before < share * placed["value"].sum() - ROUNDING].head(at_most)
    return float(chosen["value"].min()), chosen["account"].tolist()
