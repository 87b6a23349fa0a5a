"""What columns say about one another: the same day, the VAT of an amount, a price times a quantity."""

import numpy as np
import pandas as pd

Number = pd.Series


def numbers(values: pd.Series) -> Number:
    """Return a column of numbers as float64; texts, which may be read in two ways, as missing."""
    if pd.api.types.is_numeric_dtype(values):
        return values.astype("float64")
    return pd.Series(index=values.index, dtype="float64")


def days(values: pd.Series) -> pd.Series:
    """Return a column of dates as days without time; texts as missing."""
    if pd.api.types.is_datetime64_any_dtype(values):
        return pd.Series(values.dt.normalize().array, index=values.index)
    return pd.Series(pd.NaT, index=values.index)


def share_equal(left: pd.Series, right: pd.Series, *, cents: float = 0.011) -> float:
    """Share of rows with both numbers where they differ by at most a rounding."""
    both = left.notna() & right.notna()
    if not both.any():
        return 0.0
    room = cents + 1e-6 * right[both].abs()
    return float(((left[both] - right[both]).abs() <= room).mean())


def share_after(later: pd.Series, earlier: pd.Series) -> tuple[float, float]:
    """Return the shares of rows with both dates where the one is on or after, and after, the other.

    Without such rows nothing speaks against an order: (1, 0).
    """
    both = later.notna() & earlier.notna()
    if not both.any():
        return 1.0, 0.0
    gap = (later[both] - earlier[both]).dt.days
    return float((gap >= 0).mean()), float((gap > 0).mean())


def same_split(left: pd.Series, right: pd.Series) -> bool:
    """Whether two columns divide the rows into the same groups: each value of one has one value of the other.

    Examples
    --------
    >>> same_split(pd.Series([1, 1, 2]), pd.Series(["A", "A", "B"]))
    True
    """
    return single_share(left, right) == 1.0 and single_share(right, left) == 1.0


def single_share(keys: pd.Series, values: pd.Series) -> float:
    """Share of keys that have one value throughout; 0 where there is no key."""
    pairs = pd.DataFrame({"key": keys.to_numpy(), "value": values.to_numpy()}).dropna(subset="key")
    counts = pairs.groupby("key")["value"].nunique(dropna=False)
    return float((counts == 1).mean()) if len(counts) else 0.0


def numbered_share(invoice: pd.Series, line: pd.Series) -> float:
    """Share of invoices whose lines are numbered from 1 (or from 10 in tens) without one number twice."""
    frame = pd.DataFrame({"invoice": invoice.to_numpy(), "line": numbers(line).to_numpy()}).dropna()
    found = frame.groupby("invoice")["line"].agg(["min", "max", "size", "nunique"])
    if found.empty:
        return 0.0
    step = np.where(found["min"] == 0, 1, found["min"])
    even = (found["max"] - found["min"]) / step + 1 == found["size"]
    return float((even & (found["size"] == found["nunique"])).mean())


def vat_share(vat: Number, amount: Number, *, rates: tuple[float, ...], room: float = 0.003) -> float:
    """Share of rows with VAT whose ratio to the amount is a rate, or a rate contained (r / (1 + r))."""
    both = (amount.abs() > 1) & vat.notna() & (vat != 0)
    if not both.any():
        return 0.0
    ratio = (vat[both] / amount[both]).to_numpy()[:, None]
    known = np.array([*rates, *(rate / (1 + rate) for rate in rates)])
    return float((np.abs(ratio - known) <= room).any(axis=1).mean())


def steady_ratio(one: Number, other: Number, *, room: float = 0.002) -> tuple[float, float]:
    """Return the median of one / other and the share of rows within ``room`` of it."""
    both = one.notna() & other.notna() & (other.abs() > 1)
    if not both.any():
        return 0.0, 0.0
    ratio = one[both] / other[both]
    middle = float(ratio.median())
    return middle, float(((ratio - middle).abs() <= room).mean())
