"""Stories 4, 5, 6 and 22, and for every account: what it could buy, and what a manager can change there."""

from dataclasses import dataclass

import pandas as pd

from casemaker.company import dice
from casemaker.concession import CONCESSION
from casemaker.plan15 import PLAN
from casemaker.service_facts import CHAIN

STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)
LEVERS = ("assortment", "volume", "timing", "rival_share", "access")


@dataclass(frozen=True)
class OutletFacts:
    """Story 4: loyal because there is nobody else for 300 km."""

    account: str = "Tundra Torg"
    share_of_wallet: float = 0.92
    nearest_rival_km: int = 300
    attitude: int = 0
    levers: tuple[float, ...] = (0.25, 0.0, 0.25, 0.0, 0.0)
    would_lose_share: float = 0.0


@dataclass(frozen=True)
class NewLineFacts:
    """Story 5: a small account that fits out a new line and will buy twenty times as much."""

    account: str = "Fenix Mash"
    revenue_mln: float = 4.8
    wallet_mln: float = 96.0
    levers: tuple[float, ...] = (1.0, 0.75, 0.75, 0.75, 0.5)


@dataclass(frozen=True)
class TenderFacts:
    """Story 6: one lever decides; the specification counts as the lever of the assortment."""

    account: str = "Meridian Neft"
    levers: tuple[float, ...] = (1.0, 0.0, 0.0, 0.0, 0.5)
    would_lose_share: float = 0.25
    tenders: tuple[tuple[str, bool, bool], ...] = (
        # day, our strengths in the specification, won
        ("2023-04-12", True, True), ("2023-11-08", True, True), ("2024-06-19", True, True),
        ("2024-10-23", True, False), ("2025-02-26", False, False), ("2025-08-20", False, False),
    )


@dataclass(frozen=True)
class LeaderFacts:
    """Story 22: the leader of its segment has never bought, and two others would follow it."""

    account: str = "Atlas Chem"
    wallet_mln: float = 140.0
    opens: tuple[str, ...] = ("Sigma Chem", "Omega Chem")


OUTLET, NEW_LINE, TENDER, LEADER = OutletFacts(), NewLineFacts(), TenderFacts(), LeaderFacts()
WALLETS_OF_TARGETS_MLN = {"Sigma Chem": 31.0, "Omega Chem": 22.0, "Reka Term": 18.0}
# Accounts of other stories, where chance alone would not make sense.
LEVERS_OF = {
    CONCESSION.account: (0.5, 0.75, 0.5, 0.5, 0.25), PLAN.account: (0.5, 0.5, 0.5, 0.5, 0.5),
    "Kobalt Chem": (0.25, 0.5, 0.25, 0.5, 0.5), "Etalon Mash": (0.5, 0.25, 0.5, 0.5, 0.5),
    LEADER.account: (0.5, 0.25, 0.25, 0.5, 0.5),
}
WALLETS_MLN = {"Kobalt Chem": 62.0, "Bastila Stroy": 58.0}


def make_potential(entities: pd.DataFrame) -> pd.DataFrame:
    """One row for each account: wallet in mln, five levers, attitude, contacts of ours.

    ``develop`` is the mean of the levers (0 to 1); ``would_lose_share`` is the answer to question 6.
    """
    rng = dice("potential")
    mln = entities.groupby("account", sort=False)["mln_2025"].sum()
    frame = pd.DataFrame({"account": mln.index, "mln_2025": mln.to_numpy()})
    frame["name"] = frame["account"].map(entities.set_index("code")["name"])
    frame["wallet_mln"] = frame["mln_2025"] / rng.uniform(0.25, 0.85, len(frame))
    lapsed = frame["mln_2025"] == 0
    frame.loc[lapsed, "wallet_mln"] = rng.uniform(2, 9, lapsed.sum())
    draws = rng.choice(STEPS, (len(frame), 5), p=(0.2, 0.28, 0.28, 0.17, 0.07))
    frame[list(LEVERS)] = draws
    frame["would_lose_share"] = rng.choice(STEPS, len(frame), p=(0.15, 0.25, 0.3, 0.2, 0.1))
    frame["attitude"] = rng.choice([-2, -1, 0, 1, 2, 3], len(frame), p=(0.05, 0.12, 0.23, 0.3, 0.2, 0.1))
    frame["our_contacts"] = rng.choice([1, 2, 3, 4], len(frame), p=(0.4, 0.3, 0.2, 0.1))
    return _planted(frame.set_index("name")).reset_index()


def _planted(frame: pd.DataFrame) -> pd.DataFrame:
    for facts in (CHAIN, OUTLET, NEW_LINE, TENDER):
        frame.loc[facts.account, list(LEVERS)] = facts.levers
    for account, levers in LEVERS_OF.items():
        frame.loc[account, list(LEVERS)] = levers
    for facts in (CHAIN, OUTLET, TENDER):
        frame.loc[facts.account, "would_lose_share"] = facts.would_lose_share
    frame.loc[OUTLET.account, "attitude"] = OUTLET.attitude
    wallets = {
        OUTLET.account: frame.loc[OUTLET.account, "mln_2025"] / OUTLET.share_of_wallet,
        NEW_LINE.account: NEW_LINE.wallet_mln, LEADER.account: LEADER.wallet_mln,
        CONCESSION.account: CONCESSION.wallet_mln, PLAN.account: float(sum(PLAN.wallets)),
    } | WALLETS_OF_TARGETS_MLN | WALLETS_MLN
    frame.loc[list(wallets), "wallet_mln"] = list(wallets.values())
    return frame.assign(develop=frame[list(LEVERS)].mean(axis=1))
