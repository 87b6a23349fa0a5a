"""Story 21: ten flange buyers of one kind; seven buy gaskets, four buy strainers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PeerFacts:
    """What the ten water utilities bought of two groups in 2025, mln RUB; absent means nothing."""

    segment: str = "Water utility"
    must_buy: str = "Flanges"
    gaskets: tuple[tuple[str, float], ...] = (
        ("Polana Aqua", 2.05), ("Kaskad Aqua", 1.62), ("Bravo Aqua", 1.31), ("Astra Aqua", 1.10),
        ("Lava Aqua", 0.88), ("Sirena Aqua", 0.73), ("Vega Aqua", 0.54),
    )
    strainers: tuple[tuple[str, float], ...] = (
        ("Polana Aqua", 0.81), ("Astra Aqua", 0.64), ("Dora Aqua", 0.47), ("Tila Aqua", 0.36),
    )
    cross_sell: tuple[str, ...] = ("Dora Aqua", "Osa Aqua", "Tila Aqua")


PEERS = PeerFacts()
_FLANGE_SHARE = 0.24


def planted_mln(name: str) -> dict[str, float]:
    """Planted amounts of 2025 by group; empty for an account that is no peer."""
    if not name.endswith("Aqua"):
        return {}
    return {
        "Gaskets": dict(PEERS.gaskets).get(name, 0.0),
        "Strainers": dict(PEERS.strainers).get(name, 0.0),
        # Every peer buys flanges, each a different amount.
        "Flanges": round(_FLANGE_SHARE * (5 + sum(map(ord, name)) % 37 / 10), 2),
    }
