"""Story 10: five per cent off for a frame contract, and what came of it month by month."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class ConcessionFacts:
    """The twin of the whale-killer: his margin falls at once, his volume comes slowly."""

    account: str = "Zenit Energo"
    since: str = "2023-10-01"
    price_cut: float = 0.05
    wallet_mln: float = 107.0
    share_before: float = 0.28
    share_after: float = 0.51
    months_to_full: int = 15
    margin_before: float = 0.1625
    break_even_month: int = 14


CONCESSION = ConcessionFacts()


def margin_after() -> float:
    """Margin rate with the lower price at the same cost: 1 - (1 - m) / (1 - cut)."""
    return 1 - (1 - CONCESSION.margin_before) / (1 - CONCESSION.price_cut)


def monthly_mln() -> dict[str, float]:
    """Revenue of every month of the four years, mln: flat, then a straight rise, then flat again."""
    before = CONCESSION.wallet_mln * CONCESSION.share_before / 12
    after = CONCESSION.wallet_mln * CONCESSION.share_after / 12
    start = np.datetime64(CONCESSION.since, "M")
    months = np.arange(np.datetime64("2022-01", "M"), np.datetime64("2026-01", "M"))
    done = np.clip(((months - start).astype(int) + 1) / CONCESSION.months_to_full, 0, 1)
    # The lower price makes the first month of the contract smaller before volume follows.
    base = np.where(months < start, before, before * (1 - CONCESSION.price_cut))
    return {str(month): float(b + (after - b) * d) for month, b, d in zip(months, base, done, strict=True)}


def last_year_mln() -> float:
    """Return the revenue of the last year, when the new share is reached."""
    return CONCESSION.wallet_mln * CONCESSION.share_after


def break_even() -> int:
    """First month of the contract in which all margin since its start reaches that of the old terms."""
    amounts = monthly_mln()
    start = CONCESSION.since[:7]
    old = CONCESSION.wallet_mln * CONCESSION.share_before / 12 * CONCESSION.margin_before
    gained = np.cumsum([mln * margin_after() - old for month, mln in amounts.items() if month >= start])
    return int(np.argmax(gained >= 0)) + 1
