"""The gate: which accounts are sold to, and which are only served."""

import pandas as pd

from kamlib.method.base.shares import ROUNDING


def gate(influence: pd.DataFrame, *, influence_min: float, decisive_lever: float) -> pd.DataFrame:
    """Say which accounts pass as key for the manager and which are served accounts (no active selling).

    Served only if I < ``influence_min`` *and* no develop question reaches ``decisive_lever``; exactly the
    limit passes. The range decides where it leaves no doubt; else the mean of the two answers decides and
    ``certain`` is false; with answers missing that could turn it, it is unknown.

    Parameters
    ----------
    influence : DataFrame
        From `influence`.
    influence_min : float
        Least influence (0 to 1) of an account that is sold to.
    decisive_lever : float
        One develop question of at least this value is enough.

    Returns
    -------
    DataFrame
        The frame given, with ``passes`` and ``served`` (boolean, missing when unknown), ``reason``
        ("influence", "lever", "served" or "unknown") and ``certain``.

    Examples
    --------
    >>> found = pd.DataFrame({"influence": [0.3], "low": [0.3], "high": [0.3], "lever_value": [1.0],
    ...                       "lever_low": [1.0], "lever_high": [1.0], "lever_open": [False]})
    >>> gate(found, influence_min=0.4, decisive_lever=0.75)[["passes", "reason"]]
       passes reason
    0    True  lever
    """
    least, lever = influence_min - ROUNDING, decisive_lever - ROUNDING
    sure = (influence["low"] >= least) | (influence["lever_low"] >= lever)
    possible = (influence["high"] >= least) | (influence["lever_high"] >= lever)
    by_mean = (influence["influence"] >= least) | (influence["lever_value"] >= lever)
    weak = (influence["influence"].notna() | (influence["high"] < least)) & ~influence["lever_open"].eq(True)
    passes = by_mean.astype("boolean").where(by_mean | weak).mask(sure, True).mask(~possible, False)
    enough = (influence["low"] >= least) | (influence["influence"] >= least)
    reason = pd.Series("lever", index=influence.index).mask(enough, "influence")
    reason = reason.mask(passes.eq(False).fillna(False), "served").mask(passes.isna(), "unknown")
    return influence.assign(passes=passes, served=~passes, reason=reason, certain=sure | ~possible)
