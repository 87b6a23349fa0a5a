"""What accounts of the same kind buy: the benchmark where nobody knows the wallet."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kamlib.method.base.ratios import quotients
from kamlib.method.base.wallet_cells import CELL, NOBODY

COLUMNS = [*CELL, "segment", "peers", "buyers", "buying", "median", "expected", "bought", "gap"]


def expected(
    bought: pd.DataFrame, segments: pd.Series, *, peers_min: int, buying_from: float,
    groups: Sequence[str] | None = None, sizes: pd.Series | None = None,
) -> pd.DataFrame:
    """Expect of an account what its kind buys: share of the peers that buy x median of those who do.

    The median over all peers is zero as soon as half of them do not buy, and the median of the buyers alone
    forgets that not everybody needs the group; so both factors are shown, and their product counts.

    Peers are the other accounts of the segment that bought anything; nobody is its own peer. Accounts that
    never bought are measured against the peers and are none, and so are those whose sales are not split into
    groups. Accounts without a segment have no peers.

    Parameters
    ----------
    bought : DataFrame
        Our yearly sales: ``account``, ``group``, ``amount``.
    segments : Series
        By account, buying or not: its kind; missing or empty where nobody knows.
    peers_min : int
        At least so many peers before anything is expected; exactly so many are enough.
    buying_from : float
        At least this share of them (0 to 1) buys the group; exactly this share is enough.
    groups : sequence of str, optional
        The groups to look at; those sold to anybody without it.
    sizes : Series, optional
        By account: a size above zero, such as its turnover. Adds ``expected_by_size``: share of the peers
        that buy x median of amount per size of the buyers x the account's size; missing without a size.

    Returns
    -------
    DataFrame
        One row for each account and group, sorted: ``segment``, ``peers``, ``buyers`` (how many of them buy
        the group), ``buying`` (their share, 0 to 1), ``median`` of the buyers (money a year), ``expected``
        (missing where peers or buyers are too few), ``bought`` (money a year; missing where sales are
        not split into groups), ``gap`` = expected - bought, not below zero.

    Examples
    --------
    >>> bought = pd.DataFrame({"account": list("ABCDE"), "group": ["Flanges", *["Gaskets"] * 4],
    ...                        "amount": [5.0, 2.0, 1.0, 1.2, 3.0]})
    >>> kinds = pd.Series("Water utility", index=list("ABCDE"))
    >>> found = expected(bought, kinds, peers_min=4, buying_from=0.4)
    >>> found.loc[found["group"] == "Gaskets", ["account", "peers", "buyers", "median", "gap"]].head(2)
      account  peers  buyers  median  gap
    1       A      4       4     1.6  1.6
    3       B      4       3     1.2  0.0
    """
    sums, kinds = _sums(bought), _kinds(segments)
    split = sums[sums["group"] != NOBODY]
    looked_at = sorted(split["group"].unique()) if groups is None else list(groups)
    every = pd.MultiIndex.from_product([sorted(kinds.index), looked_at], names=CELL).to_frame(index=False)
    named = split[split["group"].isin(looked_at)]
    found = every.merge(named.rename(columns={"amount": "bought"}), on=CELL, how="left")
    unsplit = set(sums.loc[sums["amount"] > 0, "account"]) - set(split["account"])
    found["bought"] = found["bought"].fillna(0.0).mask(found["account"].isin(unsplit))
    found["segment"] = found["account"].map(kinds)
    peers = split[split["amount"] > 0].groupby(split["account"].map(kinds))["account"].nunique()
    bought_any = found["account"].isin(split.loc[split["amount"] > 0, "account"]) & found["segment"].notna()
    found["peers"] = found["segment"].map(peers).fillna(0).astype("int64") - bought_any
    found = _with_buyers(found, named, kinds)
    found["buying"] = quotients(found["buyers"], found["peers"])
    enough = (found["peers"] >= peers_min) & (found["buying"] >= buying_from - 1e-9) & (found["buyers"] > 0)
    found["expected"] = (found["buying"] * found["median"]).where(enough)
    found["gap"] = (found["expected"] - found["bought"]).clip(lower=0.0)
    shown = found[COLUMNS].sort_values(CELL, ignore_index=True)
    return shown if sizes is None else _by_size(shown, named, kinds, sizes)


def _sums(bought: pd.DataFrame) -> pd.DataFrame:
    group = bought["group"] if "group" in bought else pd.Series(None, index=bought.index, dtype="str")
    rows = bought.assign(account=bought["account"].astype("str"), group=group.astype("str").fillna(NOBODY))
    return rows.groupby(CELL)["amount"].sum().reset_index()


def _kinds(segments: pd.Series) -> pd.Series:
    named = segments.astype("str").str.strip()
    kinds = named.mask(named == "").rename("segment")
    kinds.index = kinds.index.astype("str")
    return kinds


def _with_buyers(found: pd.DataFrame, named: pd.DataFrame, kinds: pd.Series) -> pd.DataFrame:
    """Add how many others of the segment buy each group, and the median of what these buy."""
    buying = named[named["amount"] > 0]
    rows = buying.assign(segment=buying["account"].map(kinds)).dropna(subset="segment")
    by = rows.groupby(["segment", "group"])["amount"]
    rows = rows.assign(without=by.transform(_median_of_others))
    counted = by.agg(["size", "median"]).reset_index().rename(columns={"size": "buyers"})
    beside = found.merge(counted, on=["segment", "group"], how="left")
    beside = beside.merge(rows[[*CELL, "without"]].assign(itself=True), on=CELL, how="left")
    itself = beside["itself"].eq(True)
    return beside.assign(
        buyers=beside["buyers"].fillna(0).astype("int64") - itself,
        median=beside["median"].mask(itself, beside["without"]),
    ).drop(columns=["without", "itself"])


def _median_of_others(values: pd.Series) -> pd.Series:
    """Return for each value the median of all others; missing where there is none."""
    left = len(values) - 1
    if left < 1:
        return pd.Series(np.nan, index=values.index)
    ordered, place = np.sort(values.to_numpy("float64")), values.rank(method="first").to_numpy("int64") - 1
    middle = [ordered[at + (place <= at)] for at in ((left - 1) // 2, left // 2)]
    return pd.Series((middle[0] + middle[1]) / 2, index=values.index)


def _by_size(shown: pd.DataFrame, named: pd.DataFrame, kinds: pd.Series, sizes: pd.Series) -> pd.DataFrame:
    known = sizes[sizes > 0].astype("float64")
    each = named.assign(amount=named["amount"] / named["account"].map(known)).dropna(subset="amount")
    beside = _with_buyers(shown[[*CELL, "segment"]], each, kinds)
    scaled = shown["buying"] * beside["median"] * shown["account"].map(known)
    return shown.assign(expected_by_size=scaled.where(shown["expected"].notna()))
