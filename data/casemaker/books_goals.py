"""Goals of clients, and ours with the account of the plan."""

import pandas as pd

from casemaker.books_rows import rows
from casemaker.buying_centres import CHEMICAL_PLANT
from casemaker.entities import HOLDING_NAME
from casemaker.plan15 import PLAN
from casemaker.potential import NEW_LINE, TENDER
from casemaker.promises import PROMISES

COLUMNS = ("whose goal why what_for how measure base target actual until contribution gain weight "
           "confirmed_by confirmed_on")
# The three goals of the wholesaler are those of the method's golden row: 1, 3: .75, 1.25 and 0 of the way.
GOALS = {
    PLAN.account: (
        ("client", "More sold by the counter and the new branch", "a second warehouse must pay for itself",
         "the firm stands on two towns", "stock, trained people, one list", "sales of valves, mln RUB a year",
         100,
         140, 130, "2027-12-31", "four weeks of stock kept for them; training", 2_400_000, 3, "Yana Kress",
         "2026-01-14"),
        ("client", "Fewer days without goods on the shelf", "customers leave for a day's wait",
         "regular customers stay", "reorder points set together", "days without stock a quarter", 12, 8, 7,
         "2026-12-31", "delivery in three days, a list of forty articles", 900_000, 2, "Ruslan Mett",
         "2025-12-18"),
        ("client", "A branch in Surgut", "oil towns buy from whoever is there", "a market nobody serves well",
         "first stock on commission", "branches opened", 0, 1, 0, "2027-06-30", "first stock at 90 days",
         1_500_000,
         1, "Yana Kress", "2026-01-14"),
        ("us", "Two fifths of what they buy", "the frame contract on flanges ends",
         "a sale that bears three years",
         "stock programme, ball valves, flanges by formula", "share of wallet, %", 26.2, 40.9, 26.2,
         "2028-12-31",
         "", "", 2),
        ("us", "Seven active contacts", "all of it hangs on one of us", "the account survives a holiday",
         "engineer and inside sales meet their people", "active contacts", 2, 7, 2, "2027-12-31", "", "", 1),
    ),
    HOLDING_NAME: (
        ("client", "One price list for three firms", "three firms pay three prices",
         "the holding buys as one",
         "frame contract of the holding", "firms on one price list", 0, 3, 1, "2026-12-31",
         "one file, one contact", 3_000_000, 1, "Raisa Nolt", "2025-12-02"),
    ),
    TENDER.account: (
        ("client", "No stop of the pumping line for valves", "a stop costs more than all valves of a year",
         "the plan of transport is kept", "types fixed for three years", "stops a year", 3, 0, 1,
         "2026-12-31",
         "types with spare parts in stock", 4_000_000, 1, "chief mechanic", "2025-09-30"),
    ),
    CHEMICAL_PLANT.account: (
        ("client", "Acid line without leaks between two repairs", "leaks stop the line and harm people",
         "the permit of 2027", "other materials, tests", "leaks a year", 9, 2, 8, "2027-03-31", "", 6_000_000,
         1,
         "Stepan Kroll", "2025-09-18"),
    ),
    PROMISES.account: (
        ("client", "Assembly without waiting for parts", "the wrong box stops a shift",
         "deliveries on the day",
         "parts by order, checked", "hours of waiting a month", 40, 10, 37, "2026-12-31",
         "second check, labels with their numbers", 2_000_000, 1, "Marat Gorin", "2026-01-21"),
    ),
    NEW_LINE.account: (
        ("client", "The new line runs", "orders for 2027 are signed", "twice the output",
         "drawings, valves and flanges as one set", "units a month", 0, 1200, 0, "2026-11-01",
         "one set for each section, one schedule", 5_000_000, 1, "head of the new line", "2026-01-12"),
    ),
}


def goals() -> pd.DataFrame:
    """Return the goals of clients and of ours."""
    return rows(COLUMNS, GOALS)
