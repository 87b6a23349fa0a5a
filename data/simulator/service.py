"""What each entity costs to serve in each year: rules for all, planted sums for two stories."""

import numpy as np
import pandas as pd

from simulator.company import LAST, WORDS, YEARS, Company

CHEAPER_EACH_YEAR = 0.93


def make_service(company: Company, lines: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each entity, year and kind with a cost: ``code, year, kind, amount`` in RUB."""
    rng, rate = company.rng("service"), WORDS["service"]
    mine = lines[~lines["code"].isin(WORDS["not_clients"])]
    sold, back = mine[mine["of"].isna()], mine[mine["of"].notna()]
    keys = ["code", "year"]
    drivers = mine.groupby(keys).agg(revenue=("amount", "sum"), cost=("cost", "sum"))
    drivers["orders"] = sold.groupby(keys)["invoice"].nunique()
    drivers["returns"], drivers["returned"] = back.groupby(keys).size(), -back.groupby(keys)["amount"].sum()
    weighed = (sold["days"] * sold["amount"]).groupby([sold["code"], sold["year"]]).sum()
    drivers["days"] = weighed / sold.groupby(keys)["amount"].sum()
    drivers = drivers.fillna(0.0).reset_index()
    who = company.entities.loc[drivers["code"]].reset_index(drop=True)
    level = CHEAPER_EACH_YEAR ** (LAST - drivers["year"])
    costs = pd.DataFrame({
        "delivery": who["distance"] * (level * rate["order"] * drivers["orders"]
                                       + rate["of_revenue"] * drivers["revenue"]),
        "returns": level * rate["return"] * drivers["returns"] + rate["returned"] * drivers["returned"],
        "capital": drivers["revenue"] * drivers["days"] / 365 * rate["capital"],
        "own process": 0.0,
        "express": level * rate["express"] * np.round(drivers["orders"] * who["express"]),
        "visits": level * rate["visit"] * who["visits"],
    })
    costs *= np.exp(rng.normal(0, 0.05, costs.shape))
    for role, lost in (("chain", rng.uniform(-0.002, 0.004)), ("killer", company.facts["killer_loss"])):
        _plant(costs, drivers, company.code(role), WORDS["planted_service"][role], lost, rng)
    table = pd.concat([drivers[keys], costs], axis=1).melt(keys, var_name="kind", value_name="amount")
    table["kind"] = pd.Categorical(table["kind"], list(costs))
    table = table.assign(amount=table["amount"].round(2))
    return table[table["amount"] > 0].sort_values(["code", "year", "kind"], ignore_index=True)


def _plant(costs: pd.DataFrame, drivers: pd.DataFrame, code: str, parts: dict[str, float], lost: float,
           rng: np.random.Generator) -> None:
    """Let an account lose a share of its revenue of the last year; the years before follow, lower."""
    for year in YEARS:
        here = (drivers["code"] == code) & (drivers["year"] == year)
        margin = (drivers["revenue"] - drivers["cost"])[here]
        whole = (margin + lost * drivers["revenue"][here]) * 0.95 ** (LAST - year)
        noise = np.ones(len(parts)) if year == LAST else np.exp(rng.normal(0, 0.05, len(parts)))
        for (kind, part), chance in zip(parts.items(), noise, strict=True):
            costs.loc[here, kind] = whole * part * chance
