"""Stories 3 and 9: what two accounts cost to serve in the last year, by kind."""

from dataclasses import dataclass

KINDS = ("delivery", "returns", "capital", "own process", "express", "visits")


@dataclass(frozen=True)
class KillerFacts:
    """Story 9, the whale-killer: fourth by revenue, below zero after service. Money in mln RUB."""

    account: str = "Orbita Energo"
    revenue_mln: float = 52.0
    margin_mln: float = 8.3
    days_to_pay: int = 74
    costs_mln: tuple[float, ...] = (2.5034, 2.0918, 2.1085, 2.3962, 1.9047, 0.3981)


@dataclass(frozen=True)
class ChainFacts:
    """Story 3, the federal chain: large, served, nothing to sell. Money in mln RUB."""

    account: str = "Kvarta Market"
    revenue_mln: float = 115.2
    margin_rate: float = 0.09
    days_to_pay: int = 45
    costs_mln: tuple[float, ...] = (5.2263, 1.3140, 2.8405, 0.8952, 0.1736, 0.2477)
    hours_a_month: float = 38.0
    levers: tuple[float, ...] = (0.25, 0.25, 0.0, 0.0, 0.0)
    would_lose_share: float = 0.0


KILLER = KillerFacts()
CHAIN = ChainFacts()
