"""From what an account buys and our shares of it to money by year: what every reading of a plan uses."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamlib.method.base.ratios import quotients

Floats = npt.NDArray[np.float64]


def with_year_0(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the lines with ``share_0`` as the plan reckons it: of our sales where known, else as typed.

    Sales without a known wallet give no share; no sales are a share of 0 of any wallet. Without a column
    ``revenue`` nothing is known of our sales.

    Examples
    --------
    >>> lines = pd.DataFrame({"revenue": [18.0, 0.0, 5.0, None], "wallet": [40.0, None, None, 9.0],
    ...                       "share_0": [0.5, None, 0.2, 0.3]})
    >>> with_year_0(lines)["share_0"].tolist()
    [0.45, 0.0, nan, 0.3]
    """
    revenue = lines.get("revenue", pd.Series(float("nan"), index=lines.index)).astype("float64")
    share = quotients(revenue, lines["wallet"]).fillna(lines["share_0"].mask(revenue.notna()))
    return lines.assign(revenue=revenue, share_0=share.mask(revenue == 0, 0.0))


def wallets_ahead(wallet: Floats, growth: Floats, years: int) -> Floats:
    """Return the wallet of year 0 to ``years``, W_t = W_0 x (1 + g) ** t, along a new last axis.

    Year 0 is known even where the growth is not.

    Examples
    --------
    >>> wallets_ahead(np.array([100.0]), np.array([0.1]), 2).round(6).tolist()
    [[100.0, 110.0, 121.0]]
    """
    times = (1 + growth[..., None]) ** np.arange(years + 1)
    times[..., 0] = 1.0
    found: Floats = wallet[..., None] * times
    return found


def part(whole: Any, share: Any) -> Any:
    """Return share x whole; nothing of something unknown is still nothing.

    Examples
    --------
    >>> part(np.array([50.0, np.nan, np.nan]), np.array([0.5, 0.0, 0.5])).tolist()
    [25.0, 0.0, nan]
    """
    return np.where((share == 0) | (whole == 0), 0.0, whole * share)


def toward(base: Floats) -> Floats:
    """Return how far each year of a path is on its way from year 0 to the last year, 0 to 1.

    A path that rises or falls all the way is measured by its own steps, any other, and one of which an end
    is missing, by the years gone: when its end is moved, what lies between moves by that part.

    Parameters
    ----------
    base : array
        Years 0 to n along the last axis; a missing year leaves the way of that year missing.

    Examples
    --------
    >>> toward(np.array([0.2, 0.26, 0.33, 0.4])).round(2).tolist(), toward(np.array([0.5, 0.7, 0.5])).tolist()
    ([0.0, 0.3, 0.65, 1.0], [0.0, 0.5, 1.0])
    """
    first, last = base[..., :1], base[..., -1:]
    distance = last - first
    with np.errstate(invalid="ignore", divide="ignore"):
        own = (base - first) / distance
        steady = ((np.nan_to_num(own, nan=0.5) >= 0) & (np.nan_to_num(own, nan=0.5) <= 1)).all(-1)
    by_time = np.broadcast_to(np.linspace(0.0, 1.0, base.shape[-1]), base.shape)
    moves = ~np.isnan(distance[..., 0]) & (distance[..., 0] != 0)
    found: Floats = np.where((steady & moves)[..., None], own, by_time)
    return found
