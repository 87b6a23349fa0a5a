"""What each client buys in a year, from us and from others, as our people put it down."""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from casemaker.accounts import keys_of
from casemaker.company import AS_OF, GROUP_NAMES, GROUPS, dice
from casemaker.mix import LEAN
from casemaker.people import ESTIMATED_ON
from casemaker.periods import PROJECT
from casemaker.plan15 import PLAN
from casemaker.potential import LEADER, NEW_LINE

# How far the ends of a range lie from its middle, by where the figure comes from.
RANGE = {"client said": 0.05, "competitor": 0.15, "norm": 0.2, "peers": 0.25, "guess": 0.4}
RIVALS = ("Tekram", "Ostvent", "Kedrarm")
ORDINARY_COMPLETE, ORDINARY_TOTAL = 13, 14
SHARE_OF_GROUP = np.array([group.share for group in GROUPS])


@dataclass(frozen=True)
class Estimate:
    """What people put down for an account; ``base_mln`` 0 takes the truth, shares are of the wallet."""

    source: str
    reachable: float | None = None
    base_mln: float = 0.0
    low_mln: float = 0.0
    high_mln: float = 0.0
    growth: float | None = None
    note: str = ""


# Sources and reach of the accounts that carry a story; all others are drawn.
ESTIMATES = {
    "Granit": Estimate("client said", 0.46),
    "Kvarta Market": Estimate("client said", 0.75, note="new stores; the matrix is fixed by head office"),
    "Zenit Energo": Estimate("client said", 0.57, note="frame contract since October 2023"),
    "Orbita Energo": Estimate("competitor", 0.6),
    "Olimpia Opt": Estimate("competitor", 0.68),
    "Kobalt Chem": Estimate("norm", 0.62),
    "Meridian Neft": Estimate("competitor", 0.6, note="tenders of the last two years"),
    NEW_LINE.account: Estimate("client said", 0.7, note="design of the new line, second half of 2026"),
    LEADER.account: Estimate("norm", 0.3, note="norm of valves by tonne of output"),
    PROJECT.account: Estimate("guess", 0.7, 130.0, 22.0, 160.0,
                              note="as if every year brought a project like that of 2025"),
    "Tundra Torg": Estimate("client said", 0.92),
    "Metida Opt": Estimate("client said", 0.46, 44.4),
    "Polana Aqua": Estimate("norm", 0.37, note="metres of network"),
}
# Groups that a client says it does not need, and rivals known to sell where we do not.
NOT_NEEDED = {"Bastila Stroy": "Gaskets", "Metida Opt": "Strainers"}
AT_A_GAP = {"Olimpia Opt": ("Ball valves", "Kedrarm", 0.7), "Etalon Mash": ("Check valves", "Ostvent", 0.8)}
NEW_LINE_MLN = (12.0, 20.0, 34.0, 14.0, 6.0, 8.0, 1.0, 1.0)
# The account at the cut: its range decides how often it is in the list (story 11).
AT_THE_CUT = "Silva Term"
TOTAL_ONLY = {
    "Sigma Chem": Estimate("guess", note="about a fifth of Atlas Chem"), "Omega Chem": Estimate("guess"),
    AT_THE_CUT: Estimate("guess", 0.5, 32.2, 16.0, 85.0, note="its plan of repairs would tell; nobody asked"),
}


def wallets_table(accounts: pd.DataFrame, sold: pd.DataFrame, potential: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``wallets.csv``; money in RUB a year."""
    wallet = potential.set_index("account")["wallet_mln"].reindex(accounts.index)
    revenue = sold.sum(axis=1)
    rows = []
    for account in _complete(accounts, revenue):
        info = accounts.loc[account]
        # Each account draws for itself: what one is told does not move the others.
        rng = dice(f"wallet of {info['name']}")
        estimate = ESTIMATES.get(info["name"]) or _drawn(rng)
        mln = _by_group(info, sold.loc[account], estimate.base_mln or wallet[account], rng)
        rows += _rows_of_groups(account, info, mln, estimate)
        rows += _rivals(account, info, mln - sold.loc[account], estimate, rng)
    for account in _total(accounts, revenue):
        name = str(accounts["name"][account])
        estimate = TOTAL_ONLY.get(name) or _drawn(dice(f"wallet of {name}"))
        base = estimate.base_mln or wallet[account]
        rows.append(_row(account, "", "", base, estimate, accounts.loc[account]))
    return pd.DataFrame(rows)


def _complete(accounts: pd.DataFrame, revenue: pd.Series) -> list[str]:
    """Accounts whose wallet is known by product group: those of the stories and the largest ordinary ones."""
    told = (accounts["kind"] == "planted") | (accounts["name"] == LEADER.account)
    told = accounts.index[told & ~accounts["name"].isin(TOTAL_ONLY)]
    return [*told, *_ordinary(accounts, revenue)[:ORDINARY_COMPLETE]]


def _total(accounts: pd.DataFrame, revenue: pd.Series) -> list[str]:
    names = keys_of(accounts)
    some = _ordinary(accounts, revenue)[ORDINARY_COMPLETE : ORDINARY_COMPLETE + ORDINARY_TOTAL]
    return [*(names[name] for name in TOTAL_ONLY), *some]


def _ordinary(accounts: pd.DataFrame, revenue: pd.Series) -> list[str]:
    return list(revenue[accounts["kind"] == "ordinary"].sort_values(ascending=False).index)


def _drawn(rng: np.random.Generator) -> Estimate:
    source = str(rng.choice(list(RANGE), p=(0.3, 0.1, 0.2, 0.2, 0.2)))
    return Estimate(source, float(rng.choice([0.4, 0.5, 0.6])) if rng.random() < 0.4 else None)


def _by_group(info: pd.Series, sold: pd.Series, wallet: float, rng: np.random.Generator) -> pd.Series:
    """Split a wallet over the product groups, nowhere below what we sell there ourselves; mln."""
    if info["name"] == PLAN.account:
        return _of_plan()
    if info["name"] == NEW_LINE.account:
        return pd.Series(NEW_LINE_MLN, index=list(GROUP_NAMES))
    lean = SHARE_OF_GROUP * np.maximum(LEAN.get(info["segment"], (1.0,) * 8), 0.2) * rng.gamma(2.0, 0.5, 8)
    mln = sold + (wallet - sold.sum()) * lean / lean.sum()
    return _without(mln, NOT_NEEDED[info["name"]]) if info["name"] in NOT_NEEDED else mln


def _without(mln: pd.Series, group: str) -> pd.Series:
    """Give what a client does not need to its largest group, so that its wallet stays what it is."""
    moved = mln.copy()
    moved[mln.idxmax()] += mln[group]
    moved[group] = 0.0
    return moved


def _of_plan() -> pd.Series:
    """Wallet of the plan by product group of the price list: joint groups are split as their sales are."""
    of_group = dict(zip(PLAN.groups, PLAN.wallets, strict=True))
    parts = {part: of_group[group] * share for group in of_group for part, share in PLAN.parts(group).items()}
    return pd.Series(parts)[list(GROUP_NAMES)]


def _rows_of_groups(account: str, info: pd.Series, mln: pd.Series, estimate: Estimate) -> list[dict]:
    not_needed = NOT_NEEDED.get(info["name"])
    rows = [_row(account, group, "", base, estimate, info, base / mln.sum()) for group, base in mln.items()
            if base or group == not_needed]
    if info["name"] != PLAN.account:
        return rows
    of_part = {part: place for place, group in enumerate(PLAN.groups) for part in PLAN.parts(group)}
    return [row | {"growth": PLAN.growth[of_part[row["group"]]], "note": "perspective plan",
                   "reachable": PLAN.shares[-1][of_part[row["group"]]]} for row in rows]


def _row(account: str, group: str, supplier: str, base: float, estimate: Estimate, info: pd.Series,
         part: float = 1.0) -> dict:
    """One row of the table; ``part`` is the share of the group in a range that was named for the whole."""
    far = RANGE[estimate.source]
    low, high = estimate.low_mln * part or base * (1 - far), estimate.high_mln * part or base * (1 + far)
    return {
        "account": account, "group": group, "supplier": supplier, "low": _rub(low), "base": _rub(base),
        "high": _rub(high), "growth": estimate.growth, "reachable": estimate.reachable,
        "source": estimate.source, "contract_end": "", "by": info["manager"],
        "on": ESTIMATED_ON, "note": estimate.note,
    }


def _rub(mln: float) -> int:
    """Whole thousands, rounded up, so that no wallet is less than what we sell ourselves."""
    return math.ceil(round(mln * 1000, 3)) * 1000


def _rivals(account: str, info: pd.Series, left: pd.Series, estimate: Estimate,
            rng: np.random.Generator) -> list[dict]:
    """Return who sells what we do not: the frame contract of the plan, and some of the largest gaps."""
    if info["name"] == PLAN.account:
        return [_frame_contract(account, info)]
    if info["name"] in AT_A_GAP:
        group, rival, share = AT_A_GAP[info["name"]]
        return [_row(account, group, rival, left[group] * share, Estimate("competitor"), info)]
    if rng.random() > 0.34 or left.max() < 1:
        return []
    base = left.max() * rng.uniform(0.5, 0.9)
    row = _row(account, str(left.idxmax()), str(rng.choice(RIVALS)), base, Estimate("competitor"), info)
    return [row | {"contract_end": str(rng.choice(["", "2026-06-30", "2026-12-31", "2027-03-31"]))}]


def _frame_contract(account: str, info: pd.Series) -> dict:
    wallet = dict(zip(PLAN.groups, PLAN.wallets, strict=True))[PLAN.rival_frame_group]
    ends = (pd.Timestamp(AS_OF) + pd.offsets.MonthEnd(PLAN.rival_frame_months_left)).date()
    estimate = Estimate("client said", note="frame contract")
    row = _row(account, PLAN.rival_frame_group, RIVALS[0], wallet * PLAN.rival_frame_share, estimate, info)
    return row | {"contract_end": str(ends)}
