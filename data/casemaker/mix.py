"""What each entity buys in each product group, and at which margin."""

import numpy as np
import pandas as pd

from casemaker.company import GROUP_NAMES, GROUPS, LAST_YEAR, MARGIN_MLN, YEARS, dice
from casemaker.concession import CONCESSION, margin_after
from casemaker.peers import planted_mln
from casemaker.plan15 import PLAN, year0_margins, year0_mln
from casemaker.service_facts import CHAIN, KILLER

BASE_SHARE = np.array([group.share for group in GROUPS])
BASE_MARGIN = np.array([group.margin_rate for group in GROUPS])
# Kinds of client lean to some groups: factors in the order of the price list's groups.
LEAN = {
    "Water utility": (1.5, 0.4, 1.6, 1.2, 0.0, 1.1, 0.0, 0.9),
    "Heat supply": (1.1, 1.5, 0.9, 0.9, 1.3, 0.9, 1.0, 0.8),
    "Chemical plant": (0.8, 1.4, 0.8, 1.1, 1.2, 1.0, 1.5, 1.0),
    "Oil and gas": (1.4, 0.9, 0.3, 1.2, 0.8, 1.4, 1.0, 1.2),
    "Retail chain": (0.2, 3.0, 0.6, 0.7, 1.3, 0.3, 0.5, 0.9),
    "Dealer": (0.8, 1.5, 1.0, 1.0, 1.0, 0.8, 0.8, 0.9),
}
SMALLEST_CELL_MLN = 0.03
# Accounts won by price alone: middling, and hardly worth their service.
THIN_ACCOUNTS, THIN_FROM_MLN = 8, 1.5


def make_cells(entities: pd.DataFrame, amounts: pd.DataFrame) -> pd.DataFrame:
    """One row for each entity, year and group with sales: ``mln`` and ``margin_rate``."""
    shares = _shares(entities)
    rows = [
        (entity.code, year, group, mln)
        for entity in entities.itertuples()
        for year in YEARS
        for group, mln in _split(entity, year, float(amounts.loc[entity.code, year]), shares[entity.code])
    ]
    cells = pd.DataFrame(rows, columns=["code", "year", "group", "mln"])
    return _margins(cells, entities)


def _shares(entities: pd.DataFrame) -> dict[str, np.ndarray]:
    """Shares of the groups for each entity; small ones buy few groups."""
    rng = dice("mix")
    found = {}
    for row in entities.itertuples():
        leaning = BASE_SHARE * np.array(LEAN.get(row.segment, (1.0,) * 8))
        draw = leaning * rng.gamma(3.0, 1 / 3.0, 8)
        breadth = int(np.clip(rng.normal(4.3 + 1.6 * np.log10(max(row.mln_2025, 0.4)), 1.1), 2, 8))
        order = np.argsort(-rng.random(8) ** (1 / np.maximum(leaning, 1e-9)))
        draw[order[breadth:]] = 0
        found[row.code] = draw / draw.sum()
    return found


def _split(entity, year: int, mln: float, shares: np.ndarray) -> list[tuple[str, float]]:
    """Amounts by group of one entity and year; planted amounts first, the others share the rest."""
    if mln <= 0:
        return []
    planted = {group: part * mln / entity.mln_2025 for group, part in _planted(entity).items()}
    if entity.name == PLAN.account:
        return list(planted.items())
    rest = np.array([0.0 if group in planted else share for group, share in
                     zip(GROUP_NAMES, shares, strict=True)])
    left = mln - sum(planted.values())
    rest = np.where(rest * left / rest.sum() < SMALLEST_CELL_MLN, np.where(rest == rest.max(), rest, 0), rest)
    rest = left * rest / rest.sum()
    found = {group: part for group, part in zip(GROUP_NAMES, rest, strict=True) if part}
    return list((found | {group: part for group, part in planted.items() if part}).items())


def _planted(entity) -> dict[str, float]:
    if entity.name == PLAN.account:
        return year0_mln()
    return planted_mln(entity.name)


def _margins(cells: pd.DataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    """Margin rate of every cell; the ordinary ones are shifted so that each year's margin closes."""
    rng = dice("margins")
    info = entities.set_index("code")
    shift = pd.Series(np.clip(rng.normal(0, 0.046, len(info)), -0.1, 0.08), index=info.index)
    shift -= 0.003 * np.log(np.maximum(info["mln_2025"], 0.3) / 5)
    thin = rng.permutation(info.index[(info["kind"] == "ordinary") & (info["mln_2025"] > THIN_FROM_MLN)])
    shift[thin[:THIN_ACCOUNTS]] = rng.uniform(-0.15, -0.115, THIN_ACCOUNTS)
    base = cells["group"].map(dict(zip(GROUP_NAMES, BASE_MARGIN, strict=True)))
    drift = _drift(cells, rng)
    rate = base + cells["code"].map(shift) + drift
    names = cells["code"].map(info["name"])
    fixed = names.map(_fixed_rates()).astype(float)
    rate = rate.where(fixed.isna(), base - _weighted(base - fixed, cells) + drift)
    rate = rate.where(names != PLAN.account, cells["group"].map(year0_margins()))
    rate = rate.where(names != CONCESSION.account, _concession_rates(cells["year"]))
    free = fixed.isna() & ~names.isin([PLAN.account, CONCESSION.account])
    for year in YEARS:
        of_year = cells["year"] == year
        missing = MARGIN_MLN[year] - (rate * cells["mln"])[of_year].sum()
        rate = rate.where(~(of_year & free), rate + missing / cells["mln"][of_year & free].sum())
    return cells.assign(margin_rate=rate)


def _drift(cells: pd.DataFrame, rng: np.random.Generator) -> pd.Series:
    """Small moves of an entity's margin in the years before the last."""
    place, _ = pd.factorize(cells["code"] + cells["year"].astype("str"))
    noise = pd.Series(rng.normal(0, 0.005, place.max() + 1)[place], index=cells.index)
    return noise.where(cells["year"] != LAST_YEAR, 0.0)


def _fixed_rates() -> dict[str, float]:
    return {CHAIN.account: CHAIN.margin_rate, KILLER.account: KILLER.margin_mln / KILLER.revenue_mln}


def _weighted(gap: pd.Series, cells: pd.DataFrame) -> pd.Series:
    """Mean gap of each entity and year, weighed by amount."""
    keys = [cells["code"], cells["year"]]
    weighed = (gap * cells["mln"]).groupby(keys).transform("sum")
    return weighed / cells["mln"].groupby(keys).transform("sum")


def _concession_rates(years: pd.Series) -> pd.Series:
    return years.map(lambda year: CONCESSION.margin_before if year < 2023 else margin_after())
