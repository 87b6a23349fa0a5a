"""What each entity costs to serve in each year: driver rules for all, planted numbers for two stories."""

import numpy as np
import pandas as pd

from casemaker.company import CAPITAL_RATE, LAST_YEAR, dice
from casemaker.service_facts import CHAIN, KILLER, KINDS

# RUB for each unit of the driver in 2025, and how much less it was in each year before.
RATES = {"delivery": 22900.0, "delivery share": 0.02, "return": 7400.0, "return share": 0.14,
         "express": 49000.0, "visit": 16600.0}
CHEAPER_EACH_YEAR = 0.93
PLANTED_YEARS_BACK = 0.88


def make_service(lines: pd.DataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    """One row for each entity, year and kind with a cost: ``code, year, kind, amount`` in RUB."""
    rng = dice("service")
    drivers = _drivers(lines)
    visits = pd.Series(rng.poisson(4 + 2.2 * np.log1p(entities["mln_2025"])), index=entities["code"])
    hurried = pd.Series(rng.choice([0.0, 0.04, 0.1, 0.3], len(entities), p=[0.3, 0.35, 0.2, 0.15]),
                        index=entities["code"])
    distance = pd.Series(np.clip(rng.lognormal(0, 0.6, len(entities)), 0.4, 2.3), index=entities["code"])
    own = pd.Series(np.where(rng.random(len(entities)) < 0.1, 0.012, 0.0), index=entities["code"])
    level = CHEAPER_EACH_YEAR ** (LAST_YEAR - drivers["year"])
    revenue = drivers["revenue"]
    costs = pd.DataFrame({
        "delivery": drivers["code"].map(distance)
        * (level * RATES["delivery"] * drivers["orders"] + RATES["delivery share"] * revenue),
        "returns": level * RATES["return"] * drivers["return_lines"]
        + RATES["return share"] * drivers["returned"],
        "capital": revenue * drivers["days"] / 365 * CAPITAL_RATE,
        "own process": drivers["code"].map(own) * revenue,
        "express": level * RATES["express"] * np.round(drivers["orders"] * drivers["code"].map(hurried)),
        "visits": level * RATES["visit"] * drivers["code"].map(visits),
    })
    noise = np.exp(rng.normal(0, 0.05, costs.shape))
    wide = pd.concat([drivers[["code", "year"]], costs * noise], axis=1)
    long = wide.melt(["code", "year"], var_name="kind", value_name="amount")
    for facts in (KILLER, CHAIN):
        long = _planted(long, entities.set_index("name")["code"][facts.account], facts.costs_mln, rng)
    long["kind"] = pd.Categorical(long["kind"], KINDS)
    long["amount"] = long["amount"].round(2)
    return long[long["amount"] > 0].sort_values(["code", "year", "kind"], ignore_index=True)


def _drivers(lines: pd.DataFrame) -> pd.DataFrame:
    """Orders, revenue, return lines, returned value and days to pay of each entity and year."""
    sold = lines[lines["returned_of"].isna()]
    back = lines[lines["returned_of"].notna()]
    keys = ["code", "year"]
    frame = lines.groupby(keys).agg(revenue=("amount", "sum"))
    frame["orders"] = sold.groupby(keys)["order"].nunique()
    frame["return_lines"] = back.groupby(keys).size()
    frame["returned"] = -back.groupby(keys)["amount"].sum()
    weighed = (sold["days_to_pay"] * sold["amount"]).groupby([sold["code"], sold["year"]]).sum()
    frame["days"] = weighed / sold.groupby(keys)["amount"].sum()
    return frame.fillna(0.0).reset_index()


def _planted(long: pd.DataFrame, code: str, costs_mln: tuple[float, ...],
             rng: np.random.Generator) -> pd.DataFrame:
    """Return the planted costs of the last year; those before follow them, a little lower each year."""
    frame = long.copy()
    for kind, mln in zip(KINDS, costs_mln, strict=True):
        mine = (frame["code"] == code) & (frame["kind"] == kind)
        back = LAST_YEAR - frame.loc[mine, "year"]
        noise = np.where(back == 0, 1.0, np.exp(rng.normal(0, 0.06, len(back))))
        frame.loc[mine, "amount"] = mln * 1e6 * PLANTED_YEARS_BACK**back * noise
    return frame
