"""Low, base and high of each wallet, out of totals, named competitors and our sales."""

import numpy as np
import pandas as pd

from kamlib.method.base.shares import ROUNDING
from kamlib.method.base.wallet_cells import BOUND, CELL, NOBODY, weakest

AMOUNTS = ["low", "base", "high"]


def larger(one: pd.Series, other: pd.Series) -> pd.Series:
    """Return the larger of two numbers row by row; the known one where one is missing."""
    return one.mask(other > one, other).fillna(other)


def smaller(one: pd.Series, other: pd.Series) -> pd.Series:
    """Return the smaller of two numbers row by row; the known one where one is missing."""
    return one.mask(other < one, other).fillna(other)


def measured(found: pd.DataFrame, totals: pd.DataFrame, rivals: pd.DataFrame) -> pd.DataFrame:
    """Measure every wallet, those of groups first, then those of accounts as a whole, which hold them.

    Parameters
    ----------
    found : DataFrame
        One row for each wallet: ``account``, ``group``, ``ours``, ``growth``, ``reachable``, ``bound``.
    totals, rivals : DataFrame
        Typed rows without a supplier, and with a competitor: ``account``, ``group``, ``low``, ``base``,
        ``high``, ``source``; competitors with ``named``: False where they are only known from the groups.

    Returns
    -------
    DataFrame
        The wallets without ``bound``, with ``wallet_low``, ``wallet``, ``wallet_high``, ``wallet_source``,
        ``typed``, ``raised``.
    """
    said = totals[[*CELL, *AMOUNTS, "source"]].rename(columns={end: f"said_{end}" for end in AMOUNTS})
    table = found.merge(said, on=CELL, how="left").merge(of_rivals(rivals), on=CELL, how="left")
    table["total"] = table[["said_low", "said_base", "said_high"]].notna().any(axis=1)
    table["named"], table["all_known"] = table["named"].eq(True), table["all_known"].eq(True)
    whole = table["group"] == NOBODY
    groups = _ranged(table[~whole].assign(inside=0.0, inside_low=0.0))
    by_account = groups.assign(at_least=groups["wallet"].fillna(groups["wallet_low"])).groupby("account")
    owners, ends = table.loc[whole, "account"], ("at_least", "wallet_low")
    inside, low = (owners.map(by_account[end].sum()).astype("float64") for end in ends)
    every = pd.concat([groups, _ranged(table[whole].assign(inside=inside, inside_low=low))])
    return every[[*CELL, "ours", "growth", "reachable", "wallet_low", "wallet", "wallet_high",
                  "wallet_source", "typed", "raised"]]


def of_rivals(rivals: pd.DataFrame) -> pd.DataFrame:
    """Add up what the named competitors of a wallet sell, and what they sell at least.

    Returns
    -------
    DataFrame
        ``account``, ``group``, ``rivals_base`` (of those known), ``rivals_least`` (base, else low, else
        nothing), ``rivals_low``, ``rivals_high`` (missing where one is), ``rivals_source``, ``named``,
        ``all_known``.
    """
    low = rivals["low"].fillna(0.0)
    rows = rivals.assign(least=rivals["base"].fillna(low), low=low, known=rivals["base"].notna(),
                         open=rivals["high"].isna())
    sums = rows.groupby(CELL).agg(
        rivals_base=("base", "sum"), rivals_least=("least", "sum"), rivals_low=("low", "sum"),
        rivals_high=("high", "sum"),
        all_known=("known", "all"), open=("open", "any"), named=("named", "any"),
        rivals_source=("source", weakest),
    ).reset_index()
    return sums.assign(rivals_high=sums["rivals_high"].mask(sums["open"])).drop(columns="open")


def _ranged(table: pd.DataFrame) -> pd.DataFrame:
    """Set the ends of each wallet; never below what is sold, nor below what its groups hold."""
    ours, said = table["ours"].fillna(0.0), table["said_base"]
    floor = larger(ours + table["rivals_least"].fillna(0.0), table["inside"])
    low = larger(ours + table["rivals_low"].fillna(0.0), table["inside_low"])
    counts = table["named"] & table["all_known"] & table["ours"].notna() & ~table["total"]
    summed = (ours + table["rivals_least"]).where(counts)
    base = said.fillna(summed)
    base = larger(base, floor).where(base.notna())
    high = table["said_high"].fillna((ours + table["rivals_high"]).where(counts))
    high = larger(high, base.fillna(floor)).where(high.notna())
    bounded, raised = high.isna() & (table["bound"] >= floor), floor > said * (1 + ROUNDING) + ROUNDING
    return table.assign(
        wallet_low=smaller(larger(table["said_low"], low), base), wallet=base,
        wallet_high=high.fillna(table["bound"].where(bounded)),
        wallet_source=_sources(table, said.notna() & ~raised, bounded),
        typed=table["total"] | table["named"], raised=raised,
    )


def _sources(table: pd.DataFrame, stands: pd.Series, bounded: pd.Series) -> pd.Series:
    """Name the weakest source of each wallet; a typed total that stands rests on nothing else."""
    pairs = zip(table["source"], table["rivals_source"].mask(stands), strict=True)
    source = pd.Series([weakest(pair) for pair in pairs], index=table.index, dtype="str")
    return source.where(table["total"] | table["named"], np.where(bounded, BOUND, ""))
