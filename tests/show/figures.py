"""Frames as the method gives them, made by hand: figures know no method."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from kamlib import show

HOSTILE = 'P&L "$x^2$ and $y" <script>alert(1)</script> \u202eGmbH & Co. KG, Niederlassung Nord'
PERIOD = "2023-01 to 2024-12"


def shares_frame(amounts: list[float], first: str = "QUICK-Stop") -> pd.DataFrame:
    amount = np.array(sorted(amounts, reverse=True))
    names = [first, *(f"Valves and Flanges Trading House {i}" for i in range(1, len(amount)))]
    return pd.DataFrame({
        "account": [f"{i:03d}" for i in range(len(amount))], "name": names, "amount": amount,
        "rank": range(1, len(amount) + 1), "share": amount / amount.sum(),
        "cumulative": amount.cumsum() / amount.sum(),
        "accounts_share": np.arange(1, len(amount) + 1) / len(amount),
    })


def whale_frame(profits: list[float]) -> pd.DataFrame:
    profit = np.array(sorted(profits, reverse=True), dtype=float)
    return pd.DataFrame({"profit": profit, "cumulative": profit.cumsum()})


def all_figures(name: str = "QUICK-Stop") -> dict[str, Callable[[], Figure]]:
    """One call for each figure, the same input every time; ``name`` is that of the largest account."""
    curve = shares_frame([1000 * 0.93**i for i in range(89)], name)
    largest = curve.head(10).assign(margin_share=np.linspace(0.2, -0.1, 10))
    managers = pd.DataFrame({
        "manager": ["M5", name, None], "largest_name": [name, "Birch", "Cedar"],
        "largest_share": [0.61, 0.31, 0.1], "dependent": [True, True, False],
    })
    grown = pd.DataFrame({
        "account": list("ABCD"), "name": [name, "Birch", "Cedar", "Dogwood"], "before": [100.0, 0, 90, 50],
        "now": [185.0, 20, 60, 0], "change": [85.0, 20, -30, -50], "growth": [0.85, float("nan"), -1 / 3, -1],
        "status": ["grew", "new", "fell", "stopped"],
    })
    points = pd.DataFrame({"accounts_share": [0, 0.5, 1], "value_share": [0, 0.118, 1]})
    summary = pd.DataFrame({"abc": list("ABC"), "accounts": [34, 27, 28], "accounts_share": [0.38, 0.3, 0.32],
                            "share": [0.801, 0.152, 0.047]})
    split = SimpleNamespace(months=12, before=1000.0, now=1140.0, revenue_index=1.14, quantity_index=0.97,
                            price_index=1.14 / 0.97, quantity_effect=-30.0, price_effect=170.0)
    mix = SimpleNamespace(fisher=1.15, quantity_effect=-30.0, mix_effect=20.0, price_effect=150.0)
    tops = pd.DataFrame({"accounts": [1, 3, 5, 10], "share": [0.087, 0.252, 0.332, 0.45]})
    whale = whale_frame([90.0, 40, 20, 10, -5, -35])
    return {
        "pareto_curve": lambda: show.pareto_curve(curve, what="revenue", period=PERIOD),
        "abc_bars": lambda: show.abc_bars(summary, what="revenue", period=PERIOD),
        "equal_clients": lambda: show.equal_clients(curve, effective=28.4, what="revenue", period=PERIOD),
        "top_shares": lambda: show.top_shares(tops, what="revenue", period=PERIOD),
        "lorenz_curve": lambda: show.lorenz_curve(points, gini=0.58, what="revenue", period=PERIOD),
        "whale_curve": lambda: show.whale_curve(whale, what="margin", period=PERIOD, currency="mln"),
        "stress_bars": lambda: show.stress_bars(largest, period=PERIOD),
        "dependence_bars": lambda: show.dependence_bars(managers, threshold=0.25, period=PERIOD),
        "growth_bars": lambda: show.growth_bars(grown, period=PERIOD, currency="RUB"),
        "price_quantity": lambda: show.price_quantity(split, period=PERIOD, currency="RUB"),
        "price_mix": lambda: show.price_quantity(split, period=PERIOD, currency="RUB", mix=mix),
    }
