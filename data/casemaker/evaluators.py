"""Story 11: six people score accounts; one glows over his own, one gives the same mark everywhere."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EvaluatorFacts:
    """What the score sheets show, and what the ranking makes of them."""

    evaluators: int = 6
    scored: int = 36
    scored_by_all: int = 32
    partial: str = "Adam Bor"
    own_accounts: int = 6
    own_bonus: float = 2.1
    halo: str = "Nina Sova"
    halo_correlation: float = 0.97
    agreement_with: float = 0.49
    agreement_without: float = 0.74
    changes_without_partial: int = 1
    contested_places: tuple[int, int] = (15, 16)
    contested_gap: float = 0.004
    contested_in_list_of_100: int = 52
    double_counted: tuple[str, ...] = ("potential_history", "profit_potential", "order_value")
    double_counted_correlation: float = 0.94


EVALUATORS = EvaluatorFacts()
