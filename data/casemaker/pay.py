"""Story 18: a scarce lot, two clients who want it, and what each sale pays the manager."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PayFacts:
    """Prices of the lot in mln RUB; rates are shares of the margin, ``deal_rates`` of the whole amount."""

    key_account: str = "Volna Opt"
    other_account: str = "Vektor Opt"
    lot_cost_mln: float = 4.56
    list_price_mln: float = 6.00
    key_price_mln: float = 5.28
    other_rate: float = 0.04
    key_rate: float = 0.02
    deal_rates: tuple[float, ...] = (0.10, 0.15)
    company_margin_rate: float = 0.18


PAY = PayFacts()


def premium_thousand(price_mln: float, rate: float) -> float:
    """Return what the manager earns on the lot, thousand RUB: rate x (price - cost)."""
    return 1000 * rate * (price_mln - PAY.lot_cost_mln)


def share_of_margin(deal_rate: float) -> float:
    """Part of the gross margin that a share of the whole deal takes."""
    return deal_rate / PAY.company_margin_rate
