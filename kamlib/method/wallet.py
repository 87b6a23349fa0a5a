"""What a client buys in a year, from whom, and what of it is ours: account x group x supplier."""

import numpy as np
import pandas as pd

from kamlib.method.base.ratios import quotients
from kamlib.method.base.shares import ROUNDING
from kamlib.method.base.typed_wallets import typed_wallets
from kamlib.method.base.wallet_cells import CELL, NOBODY, OUR_SALES, weakest
from kamlib.method.base.wallet_ranges import measured, of_rivals

AMOUNTS = ["low", "base", "high"]
COLUMNS = [*CELL, "supplier", *AMOUNTS, "growth", "reachable", "source", "contract_end", "share", "own",
           "wallet_low", "wallet", "wallet_high", "wallet_source", "typed", "raised"]


def wallets(
    typed: pd.DataFrame, bought: pd.DataFrame, *, ours: str, turnover: pd.Series | None = None
) -> pd.DataFrame:
    """Lay what people know of each client's purchases beside what we sell it.

    A wallet W is what an account buys of a group in a year, from everybody. Where a total is typed, it is
    W, and what neither we nor a named competitor sell of it is a row without a supplier's name; where only
    competitors are typed, W is their sum and ours. Share of wallet = ours / W.

    Nothing is guessed: without a total, and with a competitor of unknown amount, W is missing and only its
    low end is known. Where our sales and the named competitors exceed the typed total, their sum is the
    wallet and ``raised`` says so: what is sold was bought. A wallet typed for all groups together stays so.

    Parameters
    ----------
    typed : DataFrame
        Table of wallets: ``account``, ``group`` (empty: all groups together), ``supplier`` (empty: all
        suppliers together, we among them), ``low``, ``base``, ``high`` (money a year), ``growth`` (a year),
        ``reachable`` (share, 0 to 1), ``source``, ``contract_end``. Of rows with ourselves as supplier the
        amounts do not count: our sales do.
    bought : DataFrame
        Our yearly sales: ``account``, ``group``, ``amount``. Groups with returns only count as not bought.
        Sales without a group are in the whole of the account and in no group.
    ours : str
        Our own name as a supplier.
    turnover : Series, optional
        By account: what the client itself sells in a year. It bounds the wallet of all groups from above
        where nobody typed it, unless it is less than what we sell; it is never a wallet.

    Returns
    -------
    DataFrame
        One row for each account, group and supplier, sorted. ``low``, ``base``, ``high`` are what that
        supplier sells (money a year), ``share`` its share of the wallet's base; ``own`` marks us, and the
        supplier "" whoever is not named. ``wallet_low``, ``wallet``, ``wallet_high``, ``wallet_source``
        (the weakest), ``growth`` and ``reachable`` are those of the whole wallet on each of its rows;
        ``typed`` tells whether anybody typed an amount or a name for it, ``raised`` whether sales exceed
        what was typed.

        Rows with the group "" are the account as a whole, there where something is known only for the whole;
        they repeat what is in the groups and are never added to them.

    Raises
    ------
    KamError
        As `typed_wallets`: a supplier twice, low above high, two growths of one wallet.

    Examples
    --------
    >>> typed = pd.DataFrame({"account": "A", "group": "Flanges", "supplier": ["", "Rival"],
    ...                       "base": [40.0, 15.0]})
    >>> bought = pd.DataFrame({"account": ["A"], "group": ["Flanges"], "amount": [18.0]})
    >>> wallets(typed, bought, ours="we")[["supplier", "base", "share", "own"]]
      supplier  base  share    own
    0            7.0  0.175  False
    1    Rival  15.0  0.375  False
    2       we  18.0  0.450   True
    """
    sold = _sold(bought)
    said = typed_wallets(typed, groups=sold.loc[sold["group"] != NOBODY, "group"].drop_duplicates())
    own = said["supplier"].str.casefold() == ours.strip().casefold()
    total = said["supplier"] == NOBODY
    found = _cells(said, sold, _bounds(turnover))
    rivals = _rivals(said[~own & ~total], found)
    found = measured(found, said[total], rivals)
    contracts = said[own & said["contract_end"].notna()].set_index(CELL)["contract_end"]
    rows = pd.concat([_own_rows(found, ours.strip(), contracts), rivals, _others(found, rivals)])
    rows = rows.merge(found.drop(columns="ours"), on=CELL)
    rows["share"] = quotients(rows["base"], rows["wallet"])
    rows["contract_end"] = pd.to_datetime(rows["contract_end"])
    placed: pd.DataFrame = rows[COLUMNS].sort_values([*CELL, "supplier"], ignore_index=True)
    return placed


def _sold(bought: pd.DataFrame) -> pd.DataFrame:
    group = bought["group"] if "group" in bought else pd.Series(None, index=bought.index, dtype="str")
    rows = pd.DataFrame({"account": bought["account"].astype("str"),
                         "group": group.astype("str").fillna(NOBODY),
                         "amount": bought["amount"].astype("float64")})
    sums = rows.groupby(CELL)["amount"].sum().reset_index()
    return sums.assign(amount=sums["amount"].clip(lower=0.0))


def _bounds(turnover: pd.Series | None) -> pd.Series:
    known = pd.Series(dtype="float64") if turnover is None else turnover.astype("float64")
    return known[known > 0]


def _cells(said: pd.DataFrame, sold: pd.DataFrame, bounds: pd.Series) -> pd.DataFrame:
    """List every wallet that there is, with our sales, growth, reachable share and the bound from above."""
    whole = pd.DataFrame({"account": bounds.index.astype("str"), "group": NOBODY})
    keys = pd.concat([said[CELL], sold[CELL], whole]).drop_duplicates().sort_values(CELL, ignore_index=True)
    found = keys.merge(sold, on=CELL, how="left")
    in_all = found["account"].map(sold.groupby("account")["amount"].sum()).astype("float64").fillna(0.0)
    split = sold.loc[sold["group"] != NOBODY, "account"]
    unsplit = ~found["account"].isin(split) & (in_all > 0)
    of_group = found["amount"].fillna(0.0).mask(unsplit)
    found["ours"] = of_group.where(found["group"] != NOBODY, in_all)
    answers = said.groupby(CELL, as_index=False)[["growth", "reachable"]].first()
    found = found.drop(columns="amount").merge(answers, on=CELL, how="left")
    bound = found["account"].map(bounds).astype("float64")
    return found.assign(bound=bound.where((found["group"] == NOBODY) & (bound >= in_all)))


def _rivals(named: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Competitors of each wallet; those of the account as a whole hold what they hold in its groups."""
    rows = named[[*CELL, "supplier", *AMOUNTS, "source", "contract_end"]].assign(named=True, own=False)
    whole = found.loc[found["group"] == NOBODY, "account"]
    split = rows[(rows["group"] != NOBODY) & rows["account"].isin(whole)]
    if split.empty:
        return rows
    by_supplier = split.groupby(["account", "supplier"])
    sums = by_supplier[["base", "high"]].sum(min_count=1).mask(by_supplier[["base", "high"]].count()
                                                                .lt(by_supplier.size(), axis=0))
    sums = sums.assign(low=by_supplier["low"].sum(), source=by_supplier["source"].agg(weakest))
    both = rows[rows["group"] == NOBODY].merge(sums.reset_index(), on=["account", "supplier"], how="outer",
                                                suffixes=("", "_groups"))
    known = both["base"].notna()
    for end in AMOUNTS:
        larger = both[[end, f"{end}_groups"]].max(axis=1)
        both[end] = larger.where(known | both[end].isna(), both[end])
    both = both.assign(group=NOBODY, named=both["named"].notna(), own=False,
                       source=both["source"].fillna(both["source_groups"]))
    return pd.concat([rows[rows["group"] != NOBODY], both[rows.columns]], ignore_index=True)


def _own_rows(found: pd.DataFrame, ours: str, contracts: pd.Series) -> pd.DataFrame:
    keys = pd.MultiIndex.from_frame(found[CELL])
    return found[CELL].assign(supplier=ours, low=found["ours"], base=found["ours"], high=found["ours"],
                              source=OUR_SALES, contract_end=contracts.reindex(keys).to_numpy(), own=True)


def _others(found: pd.DataFrame, rivals: pd.DataFrame) -> pd.DataFrame:
    """Take us and the named ones off the wallet: what is bought from nobody knows whom."""
    rest = found.merge(of_rivals(rivals), on=CELL, how="left")
    rest = rest.fillna({"rivals_base": 0.0, "rivals_low": 0.0})
    open_ended = rest["rivals_high"].fillna(np.inf).where(rest["rivals_source"].notna(), 0.0)
    ours = rest["ours"]
    rows = rest[CELL].assign(
        supplier=NOBODY, base=(rest["wallet"] - ours - rest["rivals_base"]).clip(lower=0.0),
        low=(rest["wallet_low"] - ours - open_ended).clip(lower=0.0),
        high=(rest["wallet_high"] - ours - rest["rivals_low"]).clip(lower=0.0),
        source=rest["wallet_source"], contract_end=None, own=False)
    some = (rows["base"] > ROUNDING * rest["wallet"]) | (rows["high"] > ROUNDING * rest["wallet_high"])
    return rows[some]
