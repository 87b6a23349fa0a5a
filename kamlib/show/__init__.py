"""The edge to eyes: figures (matplotlib), tables and words. A figure draws a finished frame."""

from kamlib.show.claims import claims_table
from kamlib.show.growth import growth_bars, price_quantity
from kamlib.show.portfolio import abc_bars, equal_clients, lorenz_curve, pareto_curve, top_shares
from kamlib.show.risk import dependence_bars, stress_bars
from kamlib.show.style import note
from kamlib.show.tables import table
from kamlib.show.whale import whale_curve
from kamlib.show.words import change, money, number, percent

__all__ = [
    "abc_bars", "change", "claims_table", "dependence_bars", "equal_clients", "growth_bars", "lorenz_curve",
    "money", "note", "number", "pareto_curve", "percent", "price_quantity", "stress_bars", "table",
    "top_shares", "whale_curve",
]
