"""When invoices are due, and when they are paid."""

import numpy as np
import pandas as pd

from casemaker.company import AS_OF, dice
from casemaker.days import next_weekday
from casemaker.service_facts import CHAIN, KILLER

TERMS_DAYS, TERMS_CHANCE = (14, 30, 45, 60), (0.22, 0.44, 0.22, 0.12)
SLOW_SHARE = 0.12
# An invoice in dispute waits; not so with the accounts whose days are planted.
STUCK_SHARE, STUCK_DAYS = 0.012, (30, 130)
PLANTED_SCATTER = 3.0
# Payments that fall on a weekend arrive on Monday: the mean of what that adds.
BANK_DELAY_DAYS = 0.4


def make_habits(entities: pd.DataFrame) -> pd.DataFrame:
    """Terms and usual delay of each entity in days, indexed by code."""
    rng = dice("habits")
    count = len(entities)
    slow = rng.random(count) < SLOW_SHARE
    frame = pd.DataFrame({
        "terms": rng.choice(TERMS_DAYS, count, p=TERMS_CHANCE),
        "delay": np.where(slow, rng.normal(19, 6, count), rng.normal(-1, 3, count)),
        "scatter": np.where(slow, 11.0, 5.0),
    }, index=pd.Index(entities["code"]))
    for facts, terms in ((KILLER, 45), (CHAIN, 45)):
        code = entities.set_index("name")["code"][facts.account]
        frame.loc[code] = [terms, facts.days_to_pay - BANK_DELAY_DAYS - terms, PLANTED_SCATTER]
    return frame.astype({"terms": int})


def add_payments(lines: pd.DataFrame, habits: pd.DataFrame) -> pd.DataFrame:
    """Add ``due``, ``paid`` (missing when open at the end) and ``days_to_pay`` (the truth, open ones too).

    Every document has one day; returns and credit notes are settled on their own day.
    """
    rng = dice("payments")
    documents = lines.drop_duplicates("order").set_index("order")
    of = habits.loc[documents["code"]].set_axis(documents.index)
    scatter = of["scatter"] * rng.standard_normal(len(documents))
    stuck = (rng.random(len(documents)) < STUCK_SHARE) & (of["scatter"] > PLANTED_SCATTER)
    disputed = np.where(stuck, rng.uniform(*STUCK_DAYS, len(documents)), 0)
    days = np.maximum(0, np.round(of["terms"] + of["delay"] + scatter + disputed))
    settled = documents["returned_of"].notna()
    terms = of["terms"].mask(settled, 0).astype(int)
    days = days.mask(settled, 0).astype(int)
    paid = documents["day"] + pd.to_timedelta(days, unit="D")
    paid = next_weekday(paid).where(~settled, paid)
    due = documents["day"] + pd.to_timedelta(terms, unit="D")
    return lines.assign(
        due=lines["order"].map(due),
        paid=lines["order"].map(paid.where(paid <= pd.Timestamp(AS_OF))),
        days_to_pay=lines["order"].map((paid - documents["day"]).dt.days),
    )
