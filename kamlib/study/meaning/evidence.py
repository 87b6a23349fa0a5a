"""What the values of columns say, by themselves and beside one another."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kamlib.lexicon.cells import heads_names
from kamlib.lexicon.money import VAT_RATES, money_of
from kamlib.study.meaning.taxnumber import is_tax_number
from kamlib.tables.schema import Kind, is_kind

Number = pd.Series
AGREES = 0.95
"""Share of lines, or of invoices, on which two columns of numbers have to agree."""


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


def equal_column(frame: pd.DataFrame, values: pd.Series, *, but: Collection[str]) -> str:
    """Return the first column, by name, that holds these numbers; empty where none does.

    Examples
    --------
    >>> equal_column(pd.DataFrame({"Net": [5.0, 7.0], "VAT": [1.0, 1.4]}), pd.Series([1.0, 1.4]), but=["Net"])
    'VAT'
    """
    names = (name for name in sorted(map(str, frame.columns)) if name not in but)
    return next((name for name in names if share_equal(values, numbers(frame[name])) > AGREES), "")


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


def vat_shares(
    vat: Number, amount: Number, *, rates: Sequence[float] = VAT_RATES, room: float = 0.0025
) -> tuple[float, float]:
    """Return the shares of money whose VAT is a rate *on* the amount, and a rate contained *in* it.

    The ratio VAT / amount is r where the amount is net and r / (1 + r) where it is gross; each line goes to
    the nearest of all these ratios.

    Examples
    --------
    >>> vat_shares(pd.Series([20.0, 10.0]), pd.Series([120.0, 60.0]), rates=[0.2])
    (0.0, 1.0)
    """
    both = (vat.abs() > 0) & (amount.abs() > 0)
    if not both.any():
        return 0.0, 0.0
    weight = (amount[both].abs() / amount[both].abs().sum()).to_numpy(dtype="float64")
    known = np.array([*rates, *(rate / (1 + rate) for rate in rates)])
    gap = np.abs((vat[both] / amount[both]).to_numpy(dtype="float64")[:, None] - known)
    near, inside = gap.argmin(axis=1), gap.min(axis=1) <= room
    on_top = near < len(rates)
    return float(weight[inside & on_top].sum()), float(weight[inside & ~on_top].sum())


def steady_ratio(one: Number, other: Number, *, room: float = 0.002) -> tuple[float, float]:
    """Return the median of one / other and the share of rows within ``room`` of it."""
    both = one.notna() & other.notna() & (other.abs() > 1)
    if not both.any():
        return 0.0, 0.0
    ratio = one[both] / other[both]
    middle = float(ratio.median())
    return middle, float(((ratio - middle).abs() <= room).mean())


LOOKED_AT = 5000
"""Rows from which a column is judged, spread evenly over the file."""

DATE_LIKE = r"\s*(?:\d{1,4}[./\-]\d{1,2}[./\-]\d{1,4})(?:[ T].{0,20})?\s*"
NUMBER_LIKE = r"\s*[-+(]?[\d\s.,'\u00a0\u2009\u202f]{1,30}\)?\s*"


@dataclass(frozen=True)
class Values:
    """What the values of one column look like; shares are fractions of the filled values.

    Parameters
    ----------
    kinds : frozenset of {"text", "number", "date"}
        What the column can be read as; a text that looks like dates is ``date`` too: its question is open.
    filled, distinct, whole, negative, currency, unit, tax : float
        Share of rows filled, and of the filled values those that are different, whole numbers, below zero,
        currencies or multiples of one, units of goods, tax numbers.
    different : int
        Number of different values.
    rows : int
        Rows looked at.
    low, high : float
        Range of numbers, 0 where there are none.
    """

    kinds: frozenset[Kind]
    filled: float
    distinct: float
    different: int
    rows: int
    whole: float = 0.0
    negative: float = 0.0
    currency: float = 0.0
    unit: float = 0.0
    tax: float = 0.0
    low: float = 0.0
    high: float = 0.0


def look_at(values: pd.Series) -> Values:
    """Return what the values of a column look like.

    Examples
    --------
    >>> look_at(pd.Series([1.0, 2.0, 2.5, None])).filled
    0.75
    """
    some = spread(values)
    given = some.dropna()
    if is_kind(some, "text"):
        given = given[given.astype("str").str.strip() != ""]
    filled = len(given) / len(some) if len(some) else 0.0
    different = int(given.nunique())
    distinct = different / len(given) if len(given) else 0.0
    shares = _of_numbers(given) | _of_texts(given)
    return Values(_kinds(given), filled, distinct, different, len(some), **shares)


def spread(values: pd.Series) -> pd.Series:
    """Return at most ``LOOKED_AT`` values, taken at equal steps."""
    return values.iloc[:: max(1, -(-len(values) // LOOKED_AT))]


def _kinds(given: pd.Series) -> frozenset[Kind]:
    every: tuple[Kind, ...] = ("number", "date", "text")
    kinds: set[Kind] = {kind for kind in every if is_kind(given, kind)}
    if given.empty:
        return frozenset(kinds)
    if kinds == {"text"} and not heads_names(str(given.name)):
        text = given.astype("str").str.slice(0, 40)
        kinds |= {"date"} if text.str.fullmatch(DATE_LIKE).mean() > 0.9 else set()
        # Codes such as 0017 stay codes: a number yet to be read has a decimal sign.
        plain = text.str.fullmatch(NUMBER_LIKE) & ~text.str.match(r"\s*0\d") & text.str.contains(r"[.,]")
        kinds |= {"number"} if "date" not in kinds and plain.mean() > 0.5 else set()
    return frozenset(kinds)


def _of_numbers(given: pd.Series) -> dict[str, float]:
    if given.empty or not is_kind(given, "number"):
        return {}
    numbers = given.astype("float64")
    return {
        "whole": float((numbers % 1 == 0).mean()),
        "negative": float((numbers < 0).mean()),
        "low": float(numbers.min()),
        "high": float(numbers.max()),
    }


def _of_texts(given: pd.Series) -> dict[str, float]:
    if given.empty or is_kind(given, "date"):
        return {}
    shares = given.value_counts(normalize=True)
    known = [str(value)[:40].strip() for value in shares.index]
    money = [money_of(value) for value in known]
    taxes = [is_tax_number(value) for value in known]
    said = pd.Series(shares.to_numpy()).groupby(money).sum()
    return {
        "currency": float(said.get("currency", 0.0) + said.get("scaled", 0.0)),
        "unit": float(said.get("unit", 0.0)),
        "tax": float(shares[taxes].sum()),
    }
