"""The honest dirt of a real export: the cash client, the own branch, credit notes, look-alike lines."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from casemaker.articles import price_index, price_list
from casemaker.company import GROUPS, dice
from casemaker.days import next_weekday, order_days


@dataclass(frozen=True)
class DirtFacts:
    """What is in the file besides trade with the 120 entities; money in mln RUB for each year."""

    retail_code: str = "00001"
    retail_name: str = "Retail buyer"
    retail_mln: tuple[float, ...] = (1.71, 1.84, 2.06, 2.31)
    branch_code: str = "00002"
    branch_name: str = "Marena - own branch South"
    branch_mln: tuple[float, ...] = (7.9, 8.6, 9.4, 11.2)
    credit_notes: int = 3
    look_alikes: int = 6


DIRT = DirtFacts()
MARGIN_OF_RETAIL = 0.24
COST_SHARE = {group.name: 1 - group.margin_rate for group in GROUPS}


def make_outsiders() -> pd.DataFrame:
    """Lines of the cash client and of the own branch, with quantity, amount and cost."""
    rng = dice("outsiders")
    parts = []
    for year, retail, branch in zip((2022, 2023, 2024, 2025), DIRT.retail_mln, DIRT.branch_mln, strict=True):
        parts.append(_sales(DIRT.retail_code, year, retail, 46, (1, 2), MARGIN_OF_RETAIL, rng))
        parts.append(_sales(DIRT.branch_code, year, branch, 12, (4, 8), 0.0, rng))
    frame = pd.concat(parts, ignore_index=True)
    frame["order"] += 2_000_000
    return frame


def _sales(code: str, year: int, mln: float, orders: int, lines: tuple[int, int], margin: float,
           rng: np.random.Generator) -> pd.DataFrame:
    """Orders of one year that come close to an amount; the branch gets goods at cost."""
    days = order_days(orders, f"{year}-01-01", f"{year}-12-31", 0.7, rng)
    counts = rng.integers(lines[0], lines[1] + 1, orders)
    frame = pd.DataFrame({
        "order": np.repeat(np.arange(orders), counts) + 1000 * (year - 2022) + int(code) * 10_000,
        "day": np.repeat(days, counts).astype("datetime64[s]"),
    })
    table = price_list()
    rub = mln * 1e6 / len(frame) * rng.lognormal(-0.18, 0.6, len(frame))
    prices = table["price"].to_numpy()
    places = [rng.choice(np.flatnonzero(prices * 1.5 < max(amount, 1200))) for amount in rub]
    chosen = table.iloc[places].reset_index(drop=True)
    level = chosen["price"] * price_index(frame["day"].to_numpy().astype("datetime64[D]"))
    unit_cost = (level * chosen["group"].map(COST_SHARE)).round(2)
    unit = (unit_cost / (1 - margin)).round(2)
    quantity = np.maximum(1, np.round(rub / unit))
    return frame.assign(
        code=code, year=year, group=chosen["group"], article=chosen["article"], quantity=quantity,
        amount=(quantity * unit).round(2), cost=(quantity * unit_cost).round(2),
    )


def make_credit_notes(lines: pd.DataFrame, ordinary: pd.Index) -> pd.DataFrame:
    """Return a few corrections of price: no pieces, no cost, a part of the amount of one line given back."""
    rng = dice("credit notes")
    usable = lines.index[lines["code"].isin(ordinary) & (lines["amount"] > 150_000) & (lines["year"] < 2025)]
    notes = lines.loc[rng.choice(usable, DIRT.credit_notes, replace=False)].copy()
    notes["returned_of"] = notes.index
    notes["amount"] = -(notes["amount"] * rng.uniform(0.04, 0.09, len(notes))).round(2)
    notes["day"] = next_weekday(notes["day"] + pd.to_timedelta(rng.integers(21, 60, len(notes)), unit="D"))
    notes["order"] = np.arange(len(notes)) + 3_000_000
    return notes.assign(quantity=0.0, cost=0.0, cause="price correction")


def split_look_alikes(lines: pd.DataFrame, ordinary: pd.Index) -> pd.DataFrame:
    """Return some lines booked as two equal halves, as happens when goods come from two shelves."""
    rng = dice("look-alikes")
    cents = (lines["amount"] * 100).round().astype("int64"), (lines["cost"] * 100).round().astype("int64")
    even = (lines["quantity"] % 2 == 0) & (lines["quantity"] > 3) & (cents[0] % 2 == 0) & (cents[1] % 2 == 0)
    touched = lines["returned_of"].dropna().astype(int)
    usable = lines.index[even & lines["code"].isin(ordinary) & lines["returned_of"].isna()
                         & ~lines.index.isin(touched)]
    chosen = rng.choice(usable, DIRT.look_alikes, replace=False)
    frame = lines.copy()
    frame.loc[chosen, ["quantity", "amount", "cost"]] /= 2
    return pd.concat([frame, frame.loc[chosen]], ignore_index=True)
