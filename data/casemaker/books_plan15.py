"""The perspective plan of story 15 as people typed it: table 1.6 of the method, and its steps."""

import pandas as pd

from casemaker.books_rows import ENGINEER, INSIDE, STEP, WAREHOUSE, ranges_of, rows
from casemaker.company import LAST_YEAR, MANAGERS
from casemaker.people import SUPERVISOR
from casemaker.plan15 import PLAN

MANAGER = MANAGERS[7]
SIGNED = {"manager": MANAGER, "manager_on": "2026-01-16", "supervisor": SUPERVISOR,
          "supervisor_on": "2026-01-19",
          "client": "Yana Kress", "client_on": "2026-01-22", "review": "2026-04-30", "version": "2"}
# On what each line rests, how sure it is, when it was looked at; growth, last share and margin from - to.
RESTS = (
    ("stock programme", "fact", "2026-01-14", (0.02, 0.06), (0.40, 0.48), (0.16, 0.18)),
    ("new series certified", "said", "2026-01-09", (0.03, 0.08), (0.30, 0.44), (0.21, 0.24)),
    ("trial lot, a competitor displaced", "assumed", "2025-11-20", (0.05, 0.10), (0.10, 0.34), (0.25, 0.30)),
    ("sold with gate valves", "said", "2026-01-14", (0.03, 0.07), (0.20, 0.34), (0.25, 0.28)),
    ("defended by a price formula", "said", "2026-01-14", (0.00, 0.05), (0.45, 0.58), (0.12, 0.16)),
    ("kits", "assumed", "2025-12-18", (0.02, 0.07), (0.15, 0.35), (0.17, 0.20)),
)
# Year, goal, action, kind, resource, client's action, responsible, deadline, budget, measure, precondition,
# risk, plan B, done, outcome.
STEPS = (
    (1, "Two fifths of what they buy", "Stock programme: four weeks of gate valves DN 50-150 for them",
     "service",
     "working capital of 6 mln", "gives a forecast every month", MANAGER, "2026-03-31", 600_000,
     "forecast kept within 15 %", "credit limit raised", "forecast not kept", "two weeks of stock"),
    (1, "Two fifths of what they buy",
     "Offer for flanges by formula before Tekram's frame contract ends on 31 May",
     "sale", "price formula, finance", "asks both suppliers for prices until 15 May", MANAGER, "2026-05-04",
     300_000,
     "48 % of the flanges from July", "draft of the formula agreed", "Tekram prolongs for a year",
     "half a year at the price of today for small sizes"),
    (1, "More sold by the counter and the new branch", "Training of the counter on ball valves", "training",
     "two days of the engineer", "sends six people, closes the counter for an afternoon", ENGINEER,
     "2026-02-27",
     200_000, "ball valves in every second offer", "", "no time in spring", "one hour each Friday"),
    (1, "Two fifths of what they buy", "Trial lot of butterfly valves on commission", "sale",
     "lot of 0.4 mln",
     "names three customers for it", ENGINEER, "2026-09-30", 500_000, "lot sold in four months",
     "adviser on fittings met", "returned unsold", "the lot goes to Lira Opt"),
    (2, "Two fifths of what they buy", "Kits of fasteners and gaskets for flanges", "sale", "packing line",
     "lists thirty kits in its catalogue", INSIDE, "2027-03-31", 400_000, "kits with every third flange", "",
     "kits too dear to pack", "only the ten most sold"),
    (2, "A branch in Surgut", "First stock of the branch on commission", "joint project", "stock of 3 mln",
     "rents the hall, hires two people", WAREHOUSE, "2027-06-30", 500_000, "branch opened",
     "lease signed", "branch comes a year later", "stock goes to the second warehouse"),
    (2, "Seven active contacts", "Engineer and inside sales meet their people every month", "contact",
     "a day a month", "names a contact for each of us", MANAGER, "2027-03-31", 300_000,
     "five active contacts", "",
     "they see no use", "only at trainings"),
    (3, "Two fifths of what they buy", "Annual frame contract for all lines", "sale", "lawyer, finance",
     "agrees volumes by quarter", MANAGER, "2028-03-31", 400_000, "contract signed",
     "formula used for a year", "they want it for one line only", "frame for valves, formula for flanges"),
    (3, "More sold by the counter and the new branch", "Consignment stock in the second warehouse", "service",
     "stock of 8 mln", "counts the stock every month", WAREHOUSE, "2028-06-30", 500_000,
     "three turns a year", "frame contract", "money bound too long", "four weeks of stock as before"),
)
OFFERS = (
    ("Four weeks of gate valves kept for them alone", "no lost sale for want of a valve", 900_000, 600_000,
     "marked bay in our warehouse", WAREHOUSE, "2026-12-31"),
)
# Indicator, today where no table knows it, target, how.
POSITION = (
    ("rank", "3", "1", "Ruslan Mett names it once a year"),
    ("groups", "", "all lines of the plan", "kits of fasteners and gaskets come last"),
    ("contract", "spot", "frame and consignment", "annual frame first"),
    ("price", "list of the day", "formula for flanges, prices fixed for a quarter for all else", ""),
    ("payment", "", "30 days, kept", "limit raised with the stock programme"),
    ("contacts", "", "7", "engineer, inside sales and head of sales"),
    ("roles", "", "all", "the owner first"),
    ("stage", "basic", "interdependent", "stock, branch, consignment"),
    ("rival", "", "a fifth of the flanges", "after 31 May"),
)
QUARTERS = ((1, 0.20, "winter"), (2, 0.24, ""), (3, 0.28, "flanges by formula"), (4, 0.28, "branch"))


def head() -> dict[str, object]:
    """Return the frame of the plan."""
    return {"base_year": LAST_YEAR, "years": 3, "terms": "nominal", "discount_rate": PLAN.discount_rate,
            **SIGNED}


def quantities() -> pd.DataFrame:
    """Return the six lines with wallets, shares and rates of table 1.6; money in RUB."""
    lines = []
    for place, (name, rest) in enumerate(zip(PLAN.groups, RESTS, strict=True)):
        on, sure, day, *ends = rest
        shares = {f"share_{year}": PLAN.shares[year][place] for year in range(4)}
        lines.append({
            "name": PLAN.account, "line_name": name, "groups": "; ".join(PLAN.parts(name)),
            "wallet": 1e6 * PLAN.wallets[place], "margin_rate": PLAN.margin_rates[place],
            "growth": PLAN.growth[place], **shares,
            **ranges_of(ends), "condition": on, "confidence": sure, "on": day,
        })
    return pd.DataFrame(lines)


def steps() -> pd.DataFrame:
    """Return the steps; their budgets add up to those of the plan.

    Raises
    ------
    ValueError
        When they do not.
    """
    frame = rows(STEP, {PLAN.account: STEPS})
    budgets = frame.groupby("year")["budget"].sum() / 1e6
    if budgets.round(6).tolist() != list(PLAN.budgets):
        raise ValueError(f"The steps cost {budgets.tolist()} mln, the plan says {PLAN.budgets}.")
    return frame
