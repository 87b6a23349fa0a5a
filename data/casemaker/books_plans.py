"""Two more plans: a plain one in which a reviewer finds two errors, and a colleague's hockey stick."""

from dataclasses import dataclass

import pandas as pd

from casemaker.accounts import keys_of
from casemaker.books_rows import ENGINEER, INSIDE, STEP, WAREHOUSE, ranges_of, rows
from casemaker.company import LAST_YEAR, MANAGERS
from casemaker.people import SUPERVISOR
from casemaker.plan15 import PLAN, SPLIT
from casemaker.potential import NEW_LINE


@dataclass(frozen=True)
class HockeyFacts:
    """Story 15, the colleague: growth of ``PLAN.colleague_growth``, nothing that the client does."""

    account: str = "Bastila Stroy"
    market_growth: float = 0.05
    # The lines that are to grow; all others keep their share.
    growing: tuple[str, ...] = ("Gate valves", "Ball valves", "Flanges")


@dataclass(frozen=True)
class PlainFacts:
    """A plan in which one step has nobody who answers for it and one line rests on an old assumption."""

    account: str = NEW_LINE.account
    step_of_nobody: str = "Spare parts kept for the new line"
    old_assumption: str = "Butterfly valves"
    assumed_on: str = "2024-11-20"
    market_growth: float = 0.03


HOCKEY, PLAIN = HockeyFacts(), PlainFacts()
# Line: our shares of years 1 to 3, margin rate where the sales know none, on what it rests, how sure, when.
LINES = {
    "Gate valves": ((0.20, 0.26, 0.30), None, "set for section one", "said", "2026-01-12"),
    "Ball valves": ((0.10, 0.16, 0.22), None, "drawings approved", "fact", "2026-01-12"),
    "Butterfly valves": ((0.05, 0.12, 0.18), 0.20, "no other maker delivers in eight weeks", "assumed",
                         PLAIN.assumed_on),
    "Check valves, strainers": ((0.06, 0.12, 0.18), None, "part of each set", "said", "2025-12-15"),
    "Flanges": ((0.35, 0.42, 0.45), None, "part of each set", "said", "2025-12-15"),
    "Fasteners, gaskets": ((0.10, 0.20, 0.25), None, "part of each set", "said", "2025-12-15"),
}
GOAL, OURS = "The new line runs", "One set for each section of the line"
STEPS = {
    PLAIN.account: (
        (1, OURS, "Drawings of sections one to three checked, list of fittings agreed", "joint project",
         "four days of the engineer", "approves the list by 1 April", ENGINEER, "2026-04-01", 250_000,
         "list signed", "", "the design institute changes it", "list by section"),
        (1, GOAL, "First set delivered in one lot", "sale", "two weeks of stock",
         "opens the hall for the lot",
         MANAGERS[4], "2026-09-15", 300_000, "set complete on the day", "list signed", "a maker is late",
         "second maker named"),
        (2, OURS, "Sets two and three", "sale", "stock of 5 mln", "orders by section, not by piece", INSIDE,
         "2027-05-31", 300_000, "half of all valves bought as sets", "", "they split the order",
         "price of the set"),
        (2, GOAL, PLAIN.step_of_nobody, "service", "a rack in our warehouse", "names its critical parts", "",
         "2027-09-30", 200_000, "forty parts on the shelf", "", "money bound", "list without stock"),
        (3, GOAL, "Yearly inspection of the valves of the line", "service", "engineer, four days",
         "stops the line for a weekend", ENGINEER, "2028-08-31", 250_000, "report agreed", "",
         "no weekend free",
         "section by section"),
        (3, OURS, "Frame contract for the line", "sale", "finance", "signs for two years", WAREHOUSE,
         "2028-03-31",
         150_000, "contract signed", "", "tender instead", "offer with sets"),
    ),
    HOCKEY.account: (
        (1, "", "Visit more often", "contact", "", "", MANAGERS[3], "2026-12-31", 200_000, "twelve visits"),
        (2, "", "Better prices for large lots", "sale", "head of sales", "", MANAGERS[3], "2027-12-31", None,
         ""),
        (3, "", "Become the main supplier", "sale", "", "", MANAGERS[3], "2028-12-31", None, ""),
    ),
}
# Line: growth of the wallet, share of the last year and margin rate, each at least and at most.
RANGES = {
    "Gate valves": ((0.0, 0.05), (0.24, 0.33), (0.06, 0.10)), "Ball valves": ((0.0, 0.05), (0.15, 0.26),
                                                                              (0.12, 0.16)),
    "Butterfly valves": ((0.0, 0.06), (0.05, 0.22), (0.15, 0.23)),
    "Check valves, strainers": ((0.0, 0.05), (0.12, 0.22), (0.15, 0.20)),
    "Flanges": ((0.0, 0.05), (0.38, 0.50), (0.05, 0.08)),
    "Fasteners, gaskets": ((0.0, 0.05), (0.15, 0.30), (0.07, 0.12)),
}
POSITION = {PLAIN.account: (
    ("rank", "5", "2", "the head of the new line names it"), ("groups", "", "all eight", "by sets"),
    ("contract", "spot", "annual frame", "for the line"), ("price", "list",
                                                           "price of a set, fixed for a year", ""),
    ("payment", "", "45 days, kept", "paid by the development fund"), ("contacts", "", "4",
                                                                       "design institute too"),
    ("roles", "", "all", "head of the new line first"), ("stage", "basic", "cooperative",
                                                         "sets and inspection"),
    ("rival", "", "half of the line", "Kedrarm keeps what is there"),
)}
OFFERS = {PLAIN.account: (
    ("Fittings of a section as one set with one delivery day", "fitters never wait", 1_200_000, 200_000,
     "packed by section, marked by drawing", WAREHOUSE, "2027-12-31"),
)}
QUARTERS = {PLAIN.account: ((1, 0.12, ""), (2, 0.18, ""), (3, 0.35, "first set"), (4, 0.35, ""))}
HEADS = {
    PLAIN.account: {"manager": MANAGERS[4], "manager_on": "2026-01-15", "supervisor": SUPERVISOR,
                    "supervisor_on": "2026-01-20", "client": "head of the new line",
                    "client_on": "2026-01-21",
                    "review": "2026-07-15", "version": "1"},
    HOCKEY.account: {"manager": MANAGERS[3], "manager_on": "2026-01-28", "version": "1"},
}


def heads() -> dict[str, dict[str, object]]:
    """Return the frames of both plans."""
    common = {"base_year": LAST_YEAR, "years": 3, "terms": "nominal", "discount_rate": PLAN.discount_rate}
    return {name: {**common, **head} for name, head in HEADS.items()}


def steps() -> pd.DataFrame:
    """Return the steps of both plans."""
    return rows(STEP, STEPS)


def plain_quantities() -> pd.DataFrame:
    """Return the lines of the plain plan; wallets and shares of year 0 are those of the data."""
    found = []
    for name, (shares, rate, on, sure, day) in LINES.items():
        found.append({
            "name": PLAIN.account, "line_name": name, "groups": "; ".join(SPLIT.get(name, {name: 1.0})),
            "margin_rate": rate, "growth": PLAIN.market_growth, **ranges_of(RANGES[name]),
            **{f"share_{year}": share for year, share in enumerate(shares, start=1)}, "condition": on,
            "confidence": sure, "on": day,
        })
    return pd.DataFrame(found)


def hockey_quantities(accounts: pd.DataFrame, sold: pd.DataFrame, wallets: pd.DataFrame) -> pd.DataFrame:
    """Return the colleague's lines: shares so chosen that revenue grows as he says."""
    key = keys_of(accounts)[HOCKEY.account]
    mine = wallets[(wallets["account"] == key) & (wallets["supplier"] == "") & (wallets["base"] > 0)]
    wallet = mine.set_index("group")["base"] / 1e6
    ours = sold.loc[key, wallet.index]
    grows = wallet.index.isin(HOCKEY.growing)
    wanted, shares = float(ours.sum()), {}
    for year, growth in enumerate(PLAN.colleague_growth, start=1):
        wanted *= 1 + growth
        market = (1 + HOCKEY.market_growth) ** year
        held = float(ours[~grows].sum()) * market
        shares[f"share_{year}"] = (wanted - held) / (float(wallet[grows].sum()) * market)
    found = []
    for name in wallet.index:
        own = {year: round(share if name in HOCKEY.growing else ours[name] / wallet[name], 4)
               for year, share in shares.items()}
        found.append({"name": HOCKEY.account, "line_name": name, "groups": "", "growth": HOCKEY.market_growth,
                      **own, "confidence": "assumed", "on": "2026-01-28"})
    return pd.DataFrame(found)
