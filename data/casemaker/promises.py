"""Story 17: promises, opinions, goals and requests."""

from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class PromiseFacts:
    """The register of promises, the two opinions at one account, and the client goals that are known."""

    account: str = "Etalon Mash"
    promises: int = 31
    overdue: int = 5
    overdue_at_account: int = 3
    opinions: tuple[tuple[str, int], ...] = (("buyer", 9), ("plant engineer", 3))
    key_accounts: int = 14
    goals_known: int = 5
    # Days to resolution of closed requests, and age in days of those still open.
    closed_days: tuple[int, ...] = (*[1] * 5, *[2] * 7, *[3] * 6, *[4] * 3, 5, 5, 6, 6, 8, 8, 8, 11, 11, 14)
    open_days: tuple[int, ...] = (
        2, 3, 5, 6, 7, 9, 10, 12, 13, 15, 16, 18, 20, 21, 25, 26, 30, 33, 38, 40, 44, 51, 57,
    )


PROMISES = PromiseFacts()


def median_closed() -> float:
    """Median days of the closed requests alone."""
    return median(PROMISES.closed_days)


def median_with_open() -> int:
    """Median days when open requests count for as long as they have waited (Kaplan-Meier).

    Raises
    ------
    ValueError
        When more than half of the requests would never be resolved within the days seen.
    """
    waited = PROMISES.closed_days + PROMISES.open_days
    unresolved = 1.0
    for day in sorted(set(PROMISES.closed_days)):
        unresolved *= 1 - PROMISES.closed_days.count(day) / sum(one >= day for one in waited)
        if unresolved <= 0.5:
            return day
    raise ValueError("the median is never reached")
