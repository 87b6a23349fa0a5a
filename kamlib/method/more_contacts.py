"""The cheapest additional contacts that let each account survive the loss of any one person."""

import numpy as np
import pandas as pd

from kamlib.method.base.lines import certain

SOMEBODY = ""  # a person who is still to be found
_PAIR = ["account", "ours", "theirs"]
COLUMNS = [*_PAIR, "kind", "level", "hours", "stand_in", "unknown"]


def more_contacts(
    lines: pd.DataFrame, ours: pd.DataFrame, theirs: pd.DataFrame, *, active_level: int, step_hours: float,
    renew_hours: float, introduce_hours: float,
) -> pd.DataFrame:
    """Return which pairs should get to know each other, so that nobody is the only way to a client.

    An account survives the loss of any one person, ours or theirs, where two active lines share no person.
    Of all choices of pairs that reach this, the one with the fewest hours is taken; of equal hours stand-ins
    come first, then the client's person with more influence, then names. The choice is the very best, not an
    estimate: two lines that share nobody are all that is needed, of each of our people only the two cheapest
    lines can be among them, and all pairs of those are compared. Rule and hours are ours.

    Parameters
    ----------
    lines : DataFrame
        From `kamlib.method.base.lines.lines`, with ``level`` and ``active``.
    ours : DataFrame
        Who of ours could meet somebody: ``account``, ``person``, ``stand_in`` (somebody's stand-in there),
        ``new`` (does not work for the account yet).
    theirs : DataFrame
        ``account``, ``person``, ``weight`` of the influence (may be missing).
    active_level : int
        The level to be reached.
    step_hours, renew_hours, introduce_hours : float
        Hours to lift a contact by one level; to bring a two-way contact to life again that is old or without
        a day; to bring in somebody who is new to the account, or is still to be found.

    Returns
    -------
    DataFrame
        ``account``, ``ours``, ``theirs`` ("" where somebody is still to be found), ``kind`` ("new",
        "deepen", "renew"), ``level`` today (missing where unknown), ``hours``, ``stand_in``, ``unknown``
        (level or day is not known: ask first, the contact may be there already). By account; an account
        that survives has no rows.

    Examples
    --------
    >>> meet = pd.DataFrame({"account": "A", "ours": ["Ada", "Bo"], "theirs": ["Cy", "Di"],
    ...                      "level": [3.0, 1.0], "active": pd.array([True, False], dtype="boolean")})
    >>> us = pd.DataFrame({"account": "A", "person": ["Ada", "Bo"], "stand_in": False, "new": False})
    >>> them = pd.DataFrame({"account": "A", "person": ["Cy", "Di"], "weight": [12.0, 4.0]})
    >>> more_contacts(meet, us, them, active_level=2, step_hours=4, renew_hours=2, introduce_hours=3)[
    ...     ["ours", "theirs", "kind", "hours"]]
      ours theirs    kind  hours
    0   Bo     Di  deepen    4.0
    """
    pairs = _pairs(ours.assign(weight=0.0), theirs.assign(stand_in=False, new=False))
    told = lines[[*_PAIR, "level", "active"]].drop_duplicates(_PAIR)
    pairs = pairs.merge(told, on=_PAIR, how="left", indicator=True)
    pairs = pairs.assign(active=certain(pairs["active"].astype("boolean")))
    level = pairs["level"].fillna(0.0)
    two_way = level >= active_level
    lift = (active_level - level) * step_hours
    strangers = pairs[["strange", "strange_theirs"]].sum(axis=1)
    hours = lift.mask(two_way, renew_hours) + introduce_hours * strangers
    maybe = (pairs["_merge"] == "both") & pairs["level"].isna() | _undated(pairs, lines)
    kind = pd.Series("new", index=pairs.index).mask(level >= 1, "deepen").mask(two_way, "renew")
    pairs = pairs.assign(hours=hours.mask(pairs["active"], 0.0), kind=kind, unknown=maybe)
    chosen = [_cheapest(mine) for _account, mine in pairs.groupby("account", sort=True)]
    found = pd.concat([pairs.head(0), *chosen])
    added = found[~found["active"]]
    return added.sort_values(["account", "ours", "theirs"], ignore_index=True)[COLUMNS]


def _pairs(ours: pd.DataFrame, theirs: pd.DataFrame) -> pd.DataFrame:
    """Return every pair of an account; where a side has fewer than two people, somebody still to be found."""
    accounts = sorted(set(ours["account"]) | set(theirs["account"]))
    us, them = (_at_least_two(side, accounts) for side in (ours, theirs))
    mine, his = us.drop(columns="weight"), them[["account", "person", "weight", "strange", "place"]]
    both = mine.merge(his, on="account", suffixes=("", "_theirs"))
    return both.rename(columns={"person": "ours", "person_theirs": "theirs"})


def _at_least_two(side: pd.DataFrame, accounts: list[str]) -> pd.DataFrame:
    known = side.drop_duplicates(["account", "person"])
    count = known["account"].value_counts().reindex(accounts, fill_value=0)
    to_find = [account for account, number in count.items() for _place in range(2 - number)]
    somebody = pd.DataFrame({"account": to_find, "person": SOMEBODY, "stand_in": False, "new": True,
                             "weight": 0.0}).astype({"account": "str", "person": "str"})
    columns = list(somebody.columns)
    both = pd.concat([known[columns], somebody]) if to_find else known[columns]
    return both.assign(strange=both["new"].astype("bool"), place=range(len(both)))


def _undated(pairs: pd.DataFrame, lines: pd.DataFrame) -> pd.Series:
    """Whether a line is there of which nobody knows whether it is active."""
    open_ = pd.MultiIndex.from_frame(lines.loc[lines["active"].isna(), _PAIR])
    return pd.Series(pd.MultiIndex.from_frame(pairs[_PAIR]).isin(open_), index=pairs.index)


def _cheapest(mine: pd.DataFrame) -> pd.DataFrame:
    """Return the two pairs without a common person that take the fewest hours, the preferred ones first."""
    order = mine.assign(later=~mine["stand_in"].astype("bool"), less=-mine["weight"].fillna(0.0))
    order = order.sort_values(["hours", "later", "less", "ours", "theirs"], kind="stable")
    few = order.assign(rank=range(len(order))).groupby("place", sort=False).head(2)
    hours, rank = few["hours"].to_numpy(), few["rank"].to_numpy(dtype="float64")
    us, them = few["place"].to_numpy(), few["place_theirs"].to_numpy()
    apart = (us[:, None] != us) & (them[:, None] != them)
    total = np.where(apart, hours[:, None] + hours, np.inf)
    best = total <= total.min() + 1e-9
    ranks = np.where(best, rank[:, None] + rank, np.inf)
    return few.iloc[[int(place) for place in np.unravel_index(int(ranks.argmin()), ranks.shape)]]
