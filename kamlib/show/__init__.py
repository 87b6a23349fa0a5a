"""The edge to eyes: figures (matplotlib), tables and words. A figure draws a finished frame."""

from kamlib.show.claims import claims_table
from kamlib.show.controls import loss_control
from kamlib.show.growth import growth_bars, price_quantity
from kamlib.show.months import months_bars
from kamlib.show.portfolio import abc_bars, equal_clients, lorenz_curve, pareto_curve, top_shares
from kamlib.show.readings import (
    read_concentration,
    read_dependence,
    read_groups,
    read_growth,
    read_ledger,
    read_never_bought,
    read_pareto,
    read_portfolio,
    read_projects,
    read_stress,
    read_whale,
)
from kamlib.show.risk import dependence_bars, stress_bars
from kamlib.show.style import note
from kamlib.show.tables import table
from kamlib.show.whale import whale_curve
from kamlib.show.words import change, money, number, percent

__all__ = [
    "abc_bars",
    "change",
    "claims_table",
    "dependence_bars",
    "equal_clients",
    "growth_bars",
    "lorenz_curve",
    "loss_control",
    "money",
    "months_bars",
    "note",
    "number",
    "pareto_curve",
    "percent",
    "price_quantity",
    "read_concentration",
    "read_dependence",
    "read_groups",
    "read_growth",
    "read_ledger",
    "read_never_bought",
    "read_pareto",
    "read_portfolio",
    "read_projects",
    "read_stress",
    "read_whale",
    "stress_bars",
    "table",
    "top_shares",
    "whale_curve",
]
