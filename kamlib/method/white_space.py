"""The white-space map: what of our assortment each account buys, from whom, and what nobody knows."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kamlib.method.base.shares import ROUNDING
from kamlib.method.base.wallet_cells import CELL, NOBODY, cells

OWN, SHARED, COMPETITOR, GAP, NOT_RELEVANT, UNKNOWN = (
    "own", "shared", "competitor", "gap", "not relevant", "unknown")
COLUMNS = [*CELL, "state", "amount", "share", "wallet", "expected", "room", "room_from", "rival", "peers",
           "buyers", "median"]


def white_space(wallets: pd.DataFrame, expected: pd.DataFrame, groups: Sequence[str]) -> pd.DataFrame:
    """Say of every account and group how it stands.

    * *own*: it buys from us, and nobody else is known to sell there;
    * *shared*: it buys from us and from others;
    * *competitor*: it does not buy from us, and a named competitor sells there;
    * *gap*: it does not buy from us, and needs it: a wallet is typed, or its kind buys;
    * *not relevant*: a wallet of zero is typed: it does not need the group;
    * *unknown*: it does not buy from us, and nobody knows whether it needs the group. Never a gap.

    Room is what there is to win: wallet - our sales where the wallet is known, else what the peers make us
    expect less our sales. It is room, not a forecast: what can be reached of it is another number.

    Parameters
    ----------
    wallets : DataFrame
        From `wallets`.
    expected : DataFrame
        From `expected`; without rows nothing is expected.
    groups : sequence of str
        The groups of the map, in its order.

    Returns
    -------
    DataFrame
        One row for each account of either table and each group, by account and in the order of the groups:
        ``state``; ``amount`` (our sales, money a year; missing where they are not split into groups),
        ``share`` of the wallet, ``wallet``, ``expected``, ``room``, ``room_from`` ("wallet", "peers", ""),
        ``rival`` (the largest named one), and ``peers``, ``buyers``, ``median`` behind the expectation.

    Examples
    --------
    >>> from kamlib.method.wallet import wallets
    >>> typed = pd.DataFrame({"account": "A", "group": ["Flanges", "Valves"], "base": [40.0, 0.0]})
    >>> bought = pd.DataFrame({"account": ["A"], "group": ["Flanges"], "amount": [18.0]})
    >>> nothing = pd.DataFrame(columns=["account", "group", "expected", "gap", "peers", "buyers", "median"])
    >>> found = white_space(wallets(typed, bought, ours="we"), nothing, ["Flanges", "Valves", "Gaskets"])
    >>> found[["group", "state", "room"]]
         group         state  room
    0  Flanges        shared  22.0
    1   Valves  not relevant   0.0
    2  Gaskets       unknown   NaN
    """
    every = _grid(wallets, expected, groups)
    found = every.merge(_known(wallets), on=CELL, how="left").merge(_asked(expected), on=CELL, how="left")
    unsplit = _unsplit(wallets)
    sold = found["amount"].fillna(0.0).mask(found["account"].isin(unsplit))
    found["amount"], found["state"] = sold, _states(found, sold)
    by_wallet = (found["wallet"] - sold).clip(lower=0.0)
    by_peers = (found["expected"] - sold).clip(lower=0.0).where(found["state"] != NOT_RELEVANT)
    found["room"] = by_wallet.fillna(by_peers)
    found["room_from"] = np.select([by_wallet.notna(), by_peers.notna()], ["wallet", "peers"], "")
    order = {group: place for place, group in enumerate(groups)}
    found["place"] = found["group"].map(order)
    return found.sort_values(["account", "place"], ignore_index=True)[COLUMNS]


def candidates(white: pd.DataFrame) -> pd.DataFrame:
    """Order the room by its value: where to sell something new, and where to sell more.

    *Cross-sell*: the account buys from us, but not this group; *upsell*: it buys this group, and more could
    be; *first sale*: it has bought nothing yet. What is not relevant or unknown is no candidate.

    Parameters
    ----------
    white : DataFrame
        From `white_space`.

    Returns
    -------
    DataFrame
        ``account``, ``group``, ``kind``, ``state``, ``amount``, ``wallet``, ``expected``, ``value`` (the
        room, money a year), ``value_from`` ("wallet" or "peers"), ``rival``, ``peers``, ``buyers``,
        ``median``; largest value first, then by account and group.

    Examples
    --------
    >>> white = pd.DataFrame({"account": "A", "group": ["Flanges", "Gaskets", "Valves"],
    ...     "state": ["own", "gap", "unknown"], "amount": [18.0, 0.0, 0.0], "room": [0.0, 0.77, None],
    ...     "room_from": ["peers", "peers", ""], **dict.fromkeys(["wallet", "expected", "rival", "peers",
    ...     "buyers", "median"])})
    >>> candidates(white)[["group", "kind", "value"]]
         group        kind  value
    0  Gaskets  cross-sell   0.77
    """
    buys = white.groupby("account")["amount"].transform("max") > 0
    kind = np.select([white["amount"] > 0, buys], ["upsell", "cross-sell"], "first sale")
    named = white.assign(kind=kind).rename(columns={"room": "value", "room_from": "value_from"})
    some = named[(named["value"] > 0) & ~named["state"].isin([NOT_RELEVANT, UNKNOWN])]
    columns = [*CELL, "kind", "state", "amount", "wallet", "expected", "value", "value_from", "rival",
               "peers", "buyers", "median"]
    return some[columns].sort_values(["value", *CELL], ascending=[False, True, True], ignore_index=True)


def _grid(wallets: pd.DataFrame, expected: pd.DataFrame, groups: Sequence[str]) -> pd.DataFrame:
    accounts = sorted({*wallets["account"].astype("str"), *expected["account"].astype("str")})
    return pd.MultiIndex.from_product([accounts, list(groups)], names=CELL).to_frame(index=False)


def _known(wallets: pd.DataFrame) -> pd.DataFrame:
    """Our sales and the wallet of each group, and the competitors there."""
    named = wallets[~wallets["own"] & (wallets["supplier"] != NOBODY)]
    placed = named.assign(held=named["base"].fillna(named["low"])).sort_values(
        ["held", "supplier"], ascending=[False, True])
    # One who is said to sell nothing holds nothing; one whose amount nobody knows does.
    placed = placed[placed["held"].isna() | (placed["held"] > 0)]
    first = placed.drop_duplicates(CELL)[[*CELL, "supplier"]].rename(columns={"supplier": "rival"})
    shares = wallets.loc[wallets["own"], [*CELL, "share"]]
    own = cells(wallets).rename(columns={"ours": "amount"})
    return own[[*CELL, "amount", "wallet_low", "wallet", "wallet_high"]].merge(shares, on=CELL).merge(
        first, on=CELL, how="left")


def _asked(expected: pd.DataFrame) -> pd.DataFrame:
    return expected[[*CELL, "expected", "peers", "buyers", "median"]].astype(
        {"account": "str", "group": "str", "expected": "float64", "median": "float64"})


def _unsplit(wallets: pd.DataFrame) -> pd.Series:
    """Accounts whose sales are not split into groups: what they buy of one is not known."""
    own = wallets[wallets["own"] & (wallets["base"] > 0)]
    split = own.loc[own["group"] != NOBODY, "account"]
    return own.loc[~own["account"].isin(split), "account"]


def _states(found: pd.DataFrame, sold: pd.Series) -> np.ndarray:
    """Tell the state of each cell; the first that holds counts."""
    others = found["wallet"].fillna(found["wallet_low"]) > sold * (1 + ROUNDING) + ROUNDING
    needs = (found["wallet"].fillna(found["wallet_low"]) > ROUNDING) | found["expected"].gt(0)
    nothing = found["wallet"].fillna(found["wallet_high"]).le(ROUNDING)
    rival = found["rival"].notna()
    return np.select(
        [sold.gt(0) & (others | rival), sold.gt(0), rival, nothing, needs],
        [SHARED, OWN, COMPETITOR, NOT_RELEVANT, GAP], UNKNOWN)
