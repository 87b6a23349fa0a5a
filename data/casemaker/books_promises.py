"""The register of promises, and what we do for one client alone."""

import pandas as pd

from casemaker.books_people import CHIEF_ENGINEER, DIRECTOR, PLANT_BUYER, PLANT_ENGINEER
from casemaker.books_people_more import GONE
from casemaker.books_rows import ENGINEER, INSIDE, WAREHOUSE, rows
from casemaker.books_team import FINANCE, SERVICE
from casemaker.buying_centres import CHEMICAL_PLANT
from casemaker.company import MANAGERS
from casemaker.concession import CONCESSION
from casemaker.entities import HOLDING_NAME
from casemaker.people import SUPERVISOR
from casemaker.periods import DEPARTURE
from casemaker.plan15 import PLAN
from casemaker.promises import PROMISES
from casemaker.service_facts import KILLER, KINDS

# Promise, to, by, made, until, kept, outcome, note. What was agreed on 21 January came from the meeting.
REGISTER = {
    PROMISES.account: (
        ("Labels with their article numbers on every box", PLANT_ENGINEER, WAREHOUSE, "2025-09-15",
         "2025-11-30"),
        ("Report on the cause of the wrong deliveries", PLANT_ENGINEER, SERVICE, "2025-10-20", "2025-12-19"),
        ("Twelve butterfly valves of the wrong size replaced", "Lidia Prem", MANAGERS[6], "2025-12-10",
         "2026-01-16"),
        ("Credit note for the flanges that came back", PLANT_BUYER, FINANCE, "2025-11-05", "2025-11-28",
         "2025-11-26"),
        ("Price list for 2026", PLANT_BUYER, MANAGERS[6], "2025-11-20", "2025-12-15", "2025-12-12"),
        ("Every delivery checked a second time for three months", PLANT_ENGINEER, WAREHOUSE, "2026-01-21",
         "2026-02-13"),
        ("The plant engineer sees our warehouse", PLANT_ENGINEER, MANAGERS[6], "2026-01-21", "2026-03-06"),
    ),
    PLAN.account: (
        ("Four weeks of gate valves DN 50-150 in stock", "Yana Kress", MANAGERS[7], "2025-09-10",
         "2025-10-31",
         "2025-10-30"),
        ("Certificates of the new ball valves", "Yana Kress", ENGINEER, "2025-11-12", "2025-12-31",
         "2026-01-09", "",
         "the laboratory was late"),
        ("Display of butterfly valves in their shop", "Kirill Dorn", INSIDE, "2025-05-22", "2025-11-15", "",
         "withdrawn", "they rebuild the shop"),
        ("Training on ball valves for the counter", "Kirill Dorn", ENGINEER, "2025-12-18", "2026-02-27"),
        ("First draft of a price formula for flanges", "Ruslan Mett", MANAGERS[7], "2026-01-14",
         "2026-02-04"),
    ),
    HOLDING_NAME: (
        ("Fixed delivery days for three firms", "Galina Orst", WAREHOUSE, "2025-09-04", "2025-11-01",
         "2025-10-27"),
        ("One price list for three firms in one file", "Raisa Nolt", INSIDE, "2025-12-02", "2026-01-23"),
        ("Stock list every Monday", "Polina Gess", INSIDE, "2025-10-06", "2025-10-13", "2025-10-13"),
        ("One contact for three offices", "Raisa Nolt", MANAGERS[5], "2025-10-08", "2026-03-31"),
    ),
    CONCESSION.account: (
        ("Goods in 48 hours through the heating season", "Leonid Baum", WAREHOUSE, "2025-09-22",
         "2026-04-30"),
        ("Kits for twenty usual repairs", "Fedor Nimm", ENGINEER, "2025-07-14", "2025-09-30", "2025-09-25"),
        ("Papers for the inspector", "Alina Stern", ENGINEER, "2025-10-20", "2025-11-10", "2025-11-06"),
        ("Emergency stock at their depot", "Leonid Baum", MANAGERS[6], "2025-08-18", "2025-10-15",
         "2025-10-15"),
    ),
    CHEMICAL_PLANT.account: (
        ("Table of materials against acids", CHIEF_ENGINEER, MANAGERS[4], "2024-09-16", "2024-11-15", "",
         "broken",
         "nobody of us could make it"),
        ("Quotation for the repair in spring", "Olga Denk", MANAGERS[4], "2025-11-24", "2025-12-16",
         "2025-12-16"),
        ("Visit of the director to our works", DIRECTOR, SUPERVISOR, "2025-12-10", "2026-04-17"),
    ),
    KILLER.account: (
        ("Reserve of flanges for the repairs of summer", "Nikita Sorel", MANAGERS[1], "2025-12-22",
         "2026-05-15"),
        ("Express delivery at night without surcharge", "Nikita Sorel", MANAGERS[1], "2025-11-03",
         "2025-11-30",
         "2025-11-14"),
        ("Statement of all open invoices by boiler house", "Irma Dahl", FINANCE, "2025-12-15", "2026-01-20"),
    ),
    DEPARTURE.twin: (
        ("Pallet plan for their racks", "Gennadi Hoff", SERVICE, "2025-11-10", "2025-12-05", "2025-12-04"),
        ("Samples of the new strainers", "Egor Salt", ENGINEER, "2026-01-19", "2026-02-20"),
    ),
    DEPARTURE.account: (
        ("Consignment stock of gate valves", GONE, MANAGERS[6], "2025-05-19", "2025-09-30", "", "withdrawn",
         "nobody there knows of it"),
    ),
    "Polana Aqua": (
        ("Offer for the new pumping station", "Zinaida Korb", MANAGERS[2], "2026-01-22", "2026-03-02"),
    ),
    "Amur Term": (
        ("List of valves for six boiler houses", "Grigori Pask", MANAGERS[2], "2025-11-05", "2025-12-20",
         "2025-12-19"),
    ),
}
# Process, why, owner, since, hours a month, its share of the planted cost, review.
ALONE = (
    ("Invoices split by boiler house, on paper, with stamps", "their accounts take no other", FINANCE,
     "2022-03-01",
     10.0, 0.62, "2024-03-01"),
    ("Labels and pallets with their own article numbers", "promised in the contract of 2022", WAREHOUSE,
     "2022-06-01",
     6.0, 0.38, ""),
)


def promises() -> pd.DataFrame:
    """Return the register."""
    return rows("promise to by made until kept outcome note", REGISTER)


def processes() -> pd.DataFrame:
    """Return what is done for one client alone; the cost is that of story 9, in RUB."""
    cost = 1e6 * dict(zip(KINDS, KILLER.costs_mln, strict=True))["own process"]
    parts = [(what, why, who, since, hours, round(cost * share), review)
             for what, why, who, since, hours, share, review in ALONE]
    return rows("process why owner since hours cost review", {KILLER.account: parts})
