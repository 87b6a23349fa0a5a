"""The portfolio matrix: how attractive an account is to us, and how strong we are in its eyes."""

from collections.abc import Mapping

import pandas as pd

from kamlib.method.base.ratios import quotients

AXES = ("strength", "share_of_wallet", "stage")
COLUMNS = ["account", "attractiveness", "strength", "axis", "quadrant", "future_attractiveness",
           "future_strength"]


def relative_strength(strength: pd.DataFrame) -> pd.DataFrame:
    """Return how strong we are against the best competitor, as the customer sees it.

    R = sum of w x (ours - theirs) over the customer's own criteria, weights made to add up to 1 for each
    account: -9 to 9, zero as strong as the best competitor [woodburn2011]_. Criteria on which the competitor
    is not known are left out and counted, never taken as equal.

    Parameters
    ----------
    strength : DataFrame
        ``account``, ``criterion``, ``weight`` (any unit), ``ours`` and ``theirs`` (1 to 10), perhaps
        ``competitor``.

    Returns
    -------
    DataFrame
        ``account``, ``strength`` (missing where no criterion counts), ``criteria`` that count, ``left_out``,
        ``known``: share of the weight that counts.

    Examples
    --------
    >>> rows = pd.DataFrame({"account": "A", "criterion": ["price", "stock", "advice"], "weight": [3, 1, 1],
    ...                      "ours": [6.0, 9.0, 8.0], "theirs": [8.0, 5.0, None]})
    >>> relative_strength(rows)
      account  strength  criteria  left_out  known
    0       A      -0.5         2         1    0.8
    """
    known = strength["ours"].notna() & strength["theirs"].notna() & (strength["weight"] > 0)
    weight = strength["weight"].where(known, 0.0).astype("float64")
    rows = strength.assign(
        counts=known, weight_known=weight, sum=(weight * (strength["ours"] - strength["theirs"])).fillna(0.0))
    sums = rows.groupby("account")[["counts", "weight_known", "sum", "weight"]].sum()
    size = rows.groupby("account").size()
    table = pd.DataFrame({
        "strength": quotients(sums["sum"], sums["weight_known"]), "criteria": sums["counts"].astype("int64"),
        "left_out": (size - sums["counts"]).astype("int64"),
        "known": quotients(sums["weight_known"], sums["weight"]),
    })
    return table.reset_index()


def matrix_positions(
    attractiveness: pd.Series, strength: pd.Series | None, share_of_wallet: pd.Series | None,
    stage: pd.Series | None, positions: pd.DataFrame | None = None, *,
    high: float, strong: Mapping[str, float], known_from: float,
) -> pd.DataFrame:
    """Place accounts in the matrix of attractiveness and strength, on one axis for all of them.

    Relative strength in the customer's eyes where it is known for enough accounts; else a proxy, the share of
    wallet, then the stage of the relationship (1 exploratory to 5 integrated) [woodburn2011]_. The page names
    it. Accounts that the axis does not know are left out; with none known there is no matrix.

    Parameters
    ----------
    attractiveness : Series
        By account, 1 to 10.
    strength, share_of_wallet, stage : Series or None
        By account: -9 to 9, 0 to 1, 1 to 5.
    positions : DataFrame, optional
        Places in three years that somebody typed: ``account``, ``attractiveness``, ``strength``; only shown
        on the axis of relative strength, which is what was typed.
    high : float
        From so many points on attractiveness is high.
    strong : dict of str to float
        From where on strength is high, for "strength", "share_of_wallet" and "stage".
    known_from : float
        An axis known for this share of the accounts is taken; when none is, the one known for most.

    Returns
    -------
    DataFrame
        ``account``, ``attractiveness``, ``strength``, ``axis``, ``quadrant``: "strategic" (both high), "star"
        (attractive, not strong yet), "status" (strong, less attractive: maintain), "streamline";
        ``future_attractiveness``, ``future_strength`` (missing where nobody typed them). No rows without an
        axis.

    Examples
    --------
    >>> attractive = pd.Series({"A": 8.0, "B": 7.0, "C": 3.0})
    >>> shares = pd.Series({"A": 0.7, "B": 0.1, "C": 0.2})
    >>> strong = {"strength": 0, "share_of_wallet": 0.5, "stage": 3}
    >>> placed = matrix_positions(attractive, None, shares, None, high=5.5, strong=strong, known_from=0.5)
    >>> placed[["account", "axis", "quadrant"]]
      account             axis    quadrant
    0       A  share_of_wallet   strategic
    1       B  share_of_wallet        star
    2       C  share_of_wallet  streamline
    """
    given = dict(zip(AXES, (strength, share_of_wallet, stage), strict=True))
    known = {axis: values.reindex(attractiveness.index).astype("float64").dropna()
             for axis, values in given.items() if values is not None}
    axis = _axis({name: len(values) for name, values in known.items()}, known_from * len(attractiveness))
    if not axis:
        return pd.DataFrame(columns=COLUMNS)
    placed = pd.DataFrame({"attractiveness": attractiveness, "strength": known[axis]}).dropna()
    placed = placed.assign(axis=axis, quadrant=_quadrants(placed, high, strong[axis]))
    return _with_future(placed.rename_axis("account").sort_index(), positions, axis)[COLUMNS]


def _axis(counts: dict[str, int], enough: float) -> str:
    """Return the first axis known for enough accounts, else the one known for most; "" with none."""
    best = next((name for name, count in counts.items() if count and count >= enough - 1e-9), "")
    most = max(counts, key=lambda name: counts[name], default="")
    return best or (most if counts.get(most) else "")


def _quadrants(placed: pd.DataFrame, high: float, strong: float) -> pd.Series:
    attractive, able = placed["attractiveness"] >= high, placed["strength"] >= strong
    names = {(True, True): "strategic", (True, False): "star", (False, True): "status",
             (False, False): "streamline"}
    found = [names[bool(one), bool(other)] for one, other in zip(attractive, able, strict=True)]
    return pd.Series(found, index=placed.index, dtype="str")


def _with_future(placed: pd.DataFrame, positions: pd.DataFrame | None, axis: str) -> pd.DataFrame:
    nothing = pd.DataFrame(columns=["account", "attractiveness", "strength"])
    typed = nothing if positions is None else positions
    last = typed.drop_duplicates("account", keep="last").set_index("account")
    future = last.reindex(placed.index)[["attractiveness", "strength"]].astype("float64")
    future = future.where(future.notna().all(axis=1) & (axis == "strength"))
    return placed.join(future.add_prefix("future_")).reset_index()
