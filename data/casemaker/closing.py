"""Quantities, prices and costs, so chosen that every planted amount and margin closes."""

import numpy as np
import pandas as pd

from casemaker.articles import price_index
from casemaker.company import GROUPS, LAST_YEAR, PIECES_2025_TO_2024, dice

CLEARANCE_RATE, CLEARANCE = 0.008, 0.8
TRIES = 14
BASE_MARGIN = {group.name: group.margin_rate for group in GROUPS}


def close(lines: pd.DataFrame) -> pd.DataFrame:
    """Add ``quantity``, ``amount``, ``cost`` (RUB) to lines with ``rub`` and ``margin_rate`` of their cell.

    Pieces sold in the last year change as the story of growth tells: a slight lean to cheaper or dearer
    articles inside the same amounts sees to it, so that like for like prices rise by the same figure.
    """
    rng = dice("prices")
    noise = np.exp(rng.normal(0, 0.011, len(lines)))
    noise[rng.random(len(lines)) < CLEARANCE_RATE] *= CLEARANCE
    price = _list_prices(lines) * _as_returned(lines, noise)
    lean = _lean(lines, price)
    quantity, price = _quantities(lines, price, lean)
    cost = _costs(lines, quantity, price, rng)
    return lines.assign(quantity=quantity, amount=np.round(quantity * price, 2), cost=cost)


def _lean(lines: pd.DataFrame, price: np.ndarray) -> float:
    """Return the lean to cheaper articles in the last year that brings the pieces closest to the story."""
    best, lean = (np.inf, 0.0), 0.0
    for _ in range(TRIES):
        ratio = _pieces_ratio(lines, _quantities(lines, price, lean)[0])
        best = min(best, (abs(ratio - PIECES_2025_TO_2024), lean))
        lean += 0.6 * (PIECES_2025_TO_2024 / ratio - 1)
    return best[1]


def _as_returned(lines: pd.DataFrame, values: np.ndarray) -> np.ndarray:
    """Values of the original line for returns, so that goods come back at the price they were sold at."""
    source = lines["returned_of"].fillna(pd.Series(lines.index, index=lines.index)).astype(int)
    return values[source.to_numpy()]


def _list_prices(lines: pd.DataFrame) -> np.ndarray:
    """Return unit price that leaves the margin of the line at the list cost of its day."""
    base = 1 - lines["group"].map(BASE_MARGIN).to_numpy()
    return _list_level(lines) * base / (1 - lines["line_margin"].to_numpy())


def _quantities(lines: pd.DataFrame, price: np.ndarray, lean: float) -> tuple[np.ndarray, np.ndarray]:
    """Pieces and unit prices whose products add up to the amount of each cell."""
    cell, _ = pd.factorize(lines["cell"])
    rub, part_back = lines["rub"].to_numpy(), lines["part"].fillna(0).to_numpy()
    last = (lines["year"] == LAST_YEAR).to_numpy()
    weight = lines["weight"].to_numpy() * np.where(last, price / np.median(price), 1.0) ** -lean
    kept = np.ones(len(lines))
    np.subtract.at(kept, lines["returned_of"].dropna().astype(int), part_back[part_back > 0])
    part = weight / np.bincount(cell, weight * kept)[cell]
    sold = lines["returned_of"].isna().to_numpy()
    # Of a line that comes back in part, a piece at least stays: a full return is a cancellation.
    smallest = np.where((kept > 0) & (kept < 1), 2, 1)
    quantity = np.where(sold, np.maximum(smallest, _packed(rub * part / price)), 0.0)
    bought = _as_returned(lines, quantity)
    pieces = np.where(part_back < 1, np.minimum(np.round(part_back * bought), bought - 1), bought)
    back = np.minimum(-1, -pieces)
    quantity = _adjusted(lines, cell, np.where(sold, quantity, back), price, rub)
    total = np.bincount(cell, quantity * price)[cell]
    return quantity, np.round(price * rub / total, 2)


def _packed(pieces: np.ndarray) -> np.ndarray:
    """Round to what people order: tens from 60 pieces, hundreds from 800."""
    pack = np.select([pieces >= 800, pieces >= 60], [50.0, 10.0], 1.0)
    return np.round(pieces / pack) * pack


def _adjusted(lines: pd.DataFrame, cell: np.ndarray, quantity: np.ndarray, price: np.ndarray,
              rub: np.ndarray) -> np.ndarray:
    """Let the cheapest untouched line of each cell take what rounding left over."""
    touched = np.zeros(len(lines), bool)
    touched[lines["returned_of"].dropna().astype(int)] = True
    free = lines["returned_of"].isna().to_numpy() & ~touched
    order = np.lexsort((price, cell))
    order = order[free[order]]
    first = order[np.r_[True, cell[order][1:] != cell[order][:-1]]]
    left = rub - np.bincount(cell, quantity * price)[cell]
    adjusted = quantity.copy()
    adjusted[first] = np.maximum(1, quantity[first] + np.round(left[first] / price[first]))
    return adjusted


def _list_level(lines: pd.DataFrame) -> np.ndarray:
    """List price on the day of the sale; for returns, on the day of the original sale."""
    days = lines["day"].to_numpy().astype("datetime64[D]")
    level = lines["list_price"].to_numpy() * price_index(days)
    return _as_returned(lines, level)


def _pieces_ratio(lines: pd.DataFrame, quantity: np.ndarray) -> float:
    year = lines["year"].to_numpy()
    return float(quantity[year == LAST_YEAR].sum() / quantity[year == LAST_YEAR - 1].sum())


def _costs(lines: pd.DataFrame, quantity: np.ndarray, price: np.ndarray,
           rng: np.random.Generator) -> np.ndarray:
    """Cost of each line: lots differ a little by month, and the margin of every cell closes."""
    cell, _ = pd.factorize(lines["cell"])
    lot, lots = pd.factorize(lines["article"] + lines["day"].dt.strftime("%Y%m"))
    unit = _list_level(lines) * (1 - lines["group"].map(BASE_MARGIN).to_numpy())
    unit = _as_returned(lines, unit * np.exp(rng.normal(0, 0.012, len(lots)))[lot])
    wanted = np.bincount(cell, quantity * price * (1 - lines["margin_rate"].to_numpy()))
    scale = (wanted / np.bincount(cell, quantity * unit))[cell]
    return np.round(quantity * np.round(unit * scale, 2), 2)
