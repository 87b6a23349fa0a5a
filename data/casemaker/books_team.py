"""Our people at the accounts with a buying centre, and who of them meets whom."""

import pandas as pd

from casemaker.books_people import CHIEF_ENGINEER, DIRECTOR, OFFICE, PLANT_BUYER, PLANT_ENGINEER
from casemaker.books_people_more import GONE
from casemaker.books_rows import ENGINEER, INSIDE, WAREHOUSE, rows
from casemaker.buying_centres import CHEMICAL_PLANT, person
from casemaker.company import MANAGERS
from casemaker.concession import CONCESSION
from casemaker.entities import HOLDING_NAME
from casemaker.people import SUPERVISOR
from casemaker.periods import DEPARTURE
from casemaker.plan15 import PLAN
from casemaker.promises import PROMISES
from casemaker.service_facts import KILLER

FINANCE, SERVICE = "Kira Blum", "Anton Veles"
MANAGES, QUOTES = "plan, prices, all lines together", "quotations and orders"
SPEAKS = "yearly talk of directors"

# Person, function, task, hours a month (None: those of the account's manager), stand-in, chance of leaving.
TEAM = {
    PLAN.account: (
        (MANAGERS[7], "manager", MANAGES, None, "", 0.1), (INSIDE, "inside sales", QUOTES, 4.0, ""),
        (ENGINEER, "application engineer", "training, certificates", 2.0, ""),
        (SUPERVISOR, "head of sales", SPEAKS, 0.5, ""),
    ),
    CHEMICAL_PLANT.account: (
        (MANAGERS[4], "manager", MANAGES, None, SUPERVISOR, 0.1),
        (ENGINEER, "application engineer", "tests with acid, data sheets", 3.0, ""),
        (SUPERVISOR, "head of sales", SPEAKS, 1.0, ""),
    ),
    PROMISES.account: (
        (MANAGERS[6], "manager", MANAGES, None, INSIDE, 0.15), (INSIDE, "inside sales", QUOTES, 3.0,
                                                                MANAGERS[6]),
        (SERVICE, "head of service", "claims and returns", 3.0, ""),
        (WAREHOUSE, "head of the warehouse", "picking, labels", 2.0, ""),
    ),
    KILLER.account: (
        (MANAGERS[1], "manager", MANAGES, None, "", 0.2), (FINANCE, "finance", "invoices by boiler house",
                                                           10.0, ""),
        (WAREHOUSE, "head of the warehouse", "express deliveries", 6.0, ""),
    ),
    HOLDING_NAME: (
        (MANAGERS[5], "manager", MANAGES + "; Tula", None, MANAGERS[1], 0.1),
        (MANAGERS[1], "manager", "Vologda", 10.0, MANAGERS[5]), (MANAGERS[7], "manager", "Voronezh", 9.0, ""),
        (SUPERVISOR, "head of sales", SPEAKS, 2.0, ""), (INSIDE, "inside sales", QUOTES, 8.0, MANAGERS[5]),
        (WAREHOUSE, "head of the warehouse", "fixed delivery days", 3.0, ""),
    ),
    CONCESSION.account: (
        (MANAGERS[6], "manager", MANAGES, None, ENGINEER, 0.15),
        (ENGINEER, "application engineer", "kits for repairs, album of types", 3.0, MANAGERS[6]),
        (WAREHOUSE, "head of the warehouse", "48 hours in winter", 2.0, SERVICE),
        (SUPERVISOR, "head of sales", SPEAKS, 1.0, ""),
    ),
    DEPARTURE.account: ((MANAGERS[6], "manager", MANAGES, None, "", 0.15),),
    DEPARTURE.twin: (
        (MANAGERS[4], "manager", MANAGES, None, INSIDE, 0.1), (INSIDE, "inside sales", QUOTES, 6.0,
                                                               MANAGERS[4]),
        (ENGINEER, "application engineer", "samples, their catalogue", 1.5, ""),
        (SERVICE, "head of service", "pallets and claims", 1.0, WAREHOUSE),
        (SUPERVISOR, "head of sales", SPEAKS, 0.5, ""),
    ),
    **dict.fromkeys(("Olimpia Opt", "Strela Stroy"), ((MANAGERS[3], "manager", MANAGES, None, "", 0.2),)),
}
# Ours, theirs, level 0-3, contacts a year, last two-way contact.
CONTACTS = {
    # Two active contacts, both of one person: block B of the plan starts from here.
    PLAN.account: (
        (MANAGERS[7], "Yana Kress", 3, 24, "2026-01-14"), (MANAGERS[7], "Ruslan Mett", 2, 18, "2025-12-18"),
        (MANAGERS[7], "Boris Vell", 1, 2, "2025-10-09"), (INSIDE, "Alla Serp", 1, 12, "2025-11-20"),
        (ENGINEER, "Kirill Dorn", 1, 1, "2025-05-22"),
    ),
    CHEMICAL_PLANT.account: (
        (MANAGERS[4], DIRECTOR, person("director").contact, 18, "2026-01-19"),
        (SUPERVISOR, DIRECTOR, 2, 4, "2025-12-10"), (MANAGERS[4], "Olga Denk", 2, 12, "2025-12-16"),
        (ENGINEER, "Stepan Kroll", 1, 2, "2025-09-18"),
        (MANAGERS[4], CHIEF_ENGINEER, person("chief engineer").contact),
        (MANAGERS[4], OFFICE, person("office of the director").contact),
    ),
    PROMISES.account: (
        (MANAGERS[6], PLANT_BUYER, 3, 30, "2026-01-21"), (INSIDE, PLANT_BUYER, 2, 40, "2026-01-26"),
        (MANAGERS[6], "Marat Gorin", 1, 2, "2026-01-21"), (SERVICE, PLANT_ENGINEER, 1, 4, "2026-01-21"),
    ),
    KILLER.account: (
        (MANAGERS[1], "Nikita Sorel", 3, 60, "2026-01-23"), (FINANCE, "Irma Dahl", 2, 24, "2025-09-30"),
        (MANAGERS[1], "Prokhor Lund", 1, 1, "2023-02-03"),
    ),
    HOLDING_NAME: (
        (MANAGERS[5], "Raisa Nolt", 3, 24, "2026-01-12"), (SUPERVISOR, "Timofei Brand", 2, 3, "2025-10-16"),
        (MANAGERS[1], "Semen Ard", 2, 20, "2025-12-04"), (MANAGERS[5], "Polina Gess", 2, 30, "2026-01-20"),
        (MANAGERS[7], "Yuri Tamm", 2, 16, "2025-11-27"), (WAREHOUSE, "Galina Orst", 2, 12, "2025-12-11"),
        (INSIDE, "Polina Gess", 2, 40, "2026-01-27"), (SUPERVISOR, "Raisa Nolt", 2, 4, "2025-12-02"),
        (MANAGERS[5], "Marina Sol", 1, 6, "2025-10-16"),
    ),
    CONCESSION.account: (
        (MANAGERS[6], "Leonid Baum", 3, 8, "2026-01-15"), (MANAGERS[6], "Wanda Riss", 3, 24, "2026-01-15"),
        (ENGINEER, "Alina Stern", 2, 6, "2025-11-06"), (ENGINEER, "Fedor Nimm", 2, 10, "2025-12-17"),
        (WAREHOUSE, "Ida Lohn", 2, 30, "2025-12-17"), (SUPERVISOR, "Leonid Baum", 2, 3, "2025-11-19"),
        (MANAGERS[6], "Oskar Pell", 1, 4, "2025-12-01"),
    ),
    DEPARTURE.account: ((MANAGERS[6], GONE, 3, 24, "2025-06-24"),),
    DEPARTURE.twin: (
        (MANAGERS[4], "Svetlana Gort", 3, 24, "2026-01-22"), (SUPERVISOR, "Arkadi Moll", 2, 4, "2025-11-25"),
        (ENGINEER, "Egor Salt", 2, 12, "2026-01-19"), (INSIDE, "Nadia Worm", 2, 40, "2026-01-27"),
        (SERVICE, "Gennadi Hoff", 2, 12, "2026-01-13"),
    ),
    "Olimpia Opt": ((MANAGERS[3], "Emma Tross", 2, 48, "2026-01-27"),),
    "Strela Stroy": ((MANAGERS[3], "Pavel Onst", 2, 20, "2026-01-20"),),
}


def team(hours: pd.Series) -> pd.DataFrame:
    """Return our people by account; ``hours`` are those of each account's manager, by name of the account."""
    frame = rows("person function task hours stand_in leaves", TEAM)
    return frame.assign(hours=frame["hours"].where(frame["hours"].notna(), frame["name"].map(hours)))


def contacts() -> pd.DataFrame:
    """Return who meets whom."""
    return rows("ours theirs level a_year last", CONTACTS)
