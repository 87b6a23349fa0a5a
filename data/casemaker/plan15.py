"""Story 15: the regional wholesaler whose perspective plan stands in the method, with all its inputs."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class PlanFacts:
    """Wallets, our shares and margin rates by group of the plan; money in mln RUB, year 0 is 2025."""

    account: str = "Volna Opt"
    groups: tuple[str, ...] = ("Gate valves", "Ball valves", "Butterfly valves", "Check valves, strainers",
                               "Flanges", "Fasteners, gaskets")
    wallets: tuple[float, ...] = (48, 36, 22, 14, 40, 10)
    growth: tuple[float, ...] = (0.04, 0.06, 0.08, 0.05, 0.03, 0.05)
    shares: tuple[tuple[float, ...], ...] = (
        (0.35, 0.20, 0.05, 0.10, 0.45, 0.00), (0.38, 0.26, 0.12, 0.18, 0.48, 0.10),
        (0.42, 0.33, 0.20, 0.25, 0.50, 0.20), (0.45, 0.40, 0.28, 0.30, 0.52, 0.30),
    )
    margin_rates: tuple[float, ...] = (0.17, 0.23, 0.28, 0.27, 0.15, 0.18)
    budgets: tuple[float, ...] = (1.6, 1.2, 0.9)
    discount_rate: float = 0.20
    rival_frame_group: str = "Flanges"
    rival_frame_share: float = 0.38
    rival_frame_months_left: int = 5
    colleague_growth: tuple[float, ...] = (0.12, 0.14, 0.60)
    colleague_client_actions: int = 0

    def parts(self, group: str) -> dict[str, float]:
        """Product groups of the price list that a group of the plan joins, with their shares of it."""
        return SPLIT.get(group, {group: 1.0})


PLAN = PlanFacts()

# The plan joins groups that the price list keeps apart: share of each in the joint amount of year 0.
SPLIT = {"Check valves, strainers": {"Check valves": 0.62, "Strainers": 0.38},
         "Fasteners, gaskets": {"Fasteners": 0.5, "Gaskets": 0.5}}


def year0_mln() -> dict[str, float]:
    """Our sales of year 0 by product group of the price list."""
    found: dict[str, float] = {}
    for group, wallet, share in zip(PLAN.groups, PLAN.wallets, PLAN.shares[0], strict=True):
        for part, of_it in PLAN.parts(group).items():
            if wallet * share:
                found[part] = wallet * share * of_it
    return found


def year0_margins() -> dict[str, float]:
    """Margin rates of year 0 by product group of the price list."""
    rates = dict(zip(PLAN.groups, PLAN.margin_rates, strict=True))
    return {part: rates[group] for group in PLAN.groups for part in SPLIT.get(group, {group: 1.0})}


def plan_years() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Wallet, revenue and margin of years 0 to 3 as sums over the groups."""
    years = np.arange(4)[:, None]
    wallet = np.array(PLAN.wallets) * (1 + np.array(PLAN.growth)) ** years
    revenue = wallet * np.array(PLAN.shares)
    return wallet.sum(axis=1), revenue.sum(axis=1), (revenue * np.array(PLAN.margin_rates)).sum(axis=1)


def present_values() -> tuple[float, float]:
    """Net present value over the frozen year 0, and over held shares at the margin rate of year 0."""
    _, revenue, margin = plan_years()
    years = np.arange(4)[:, None]
    wallet = np.array(PLAN.wallets) * (1 + np.array(PLAN.growth)) ** years
    held = (wallet * np.array(PLAN.shares[0])).sum(axis=1) * margin[0] / revenue[0]
    factors = (1 + PLAN.discount_rate) ** -np.arange(1, 4)
    frozen = margin[1:] - margin[0] - PLAN.budgets
    return float(frozen @ factors), float((margin[1:] - held[1:] - PLAN.budgets) @ factors)
