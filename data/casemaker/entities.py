"""The 120 legal entities in 116 accounts: who they are and what they bought in the last year."""

import numpy as np
import pandas as pd

from casemaker.company import MANAGER_MLN, dice
from casemaker.names import ORDINARY_SEGMENTS, SEGMENTS, STEMS, STREETS, TOWNS
from casemaker.planted import NEVER_BOUGHT_ORDINARY, ORDINARY, PAIRS, PLANTED

# Story 5 stands at rank 70: 69 accounts above this band and the others below it.
ABOVE_MLN, BELOW_MLN = 5.25, 4.35
# Shares of the revenue of a manager's ordinary accounts that the small ones carry together, mln.
SMALL_MLN = {1: 12.6, 2: 3.0, 3: 4.6, 4: 11.3, 5: 15.4, 6: 12.2, 7: 11.1, 8: 0.0}
# Dependence on one customer is the story of one manager; with the others nobody reaches this share.
LARGEST_SHARE = 0.39
HOLDING, HOLDING_NAME = "Granit Sever", "Granit"
PAIR_SHARES = {7: (2.31, 0.94), 5: (1.76, 0.83)}


def make_entities() -> pd.DataFrame:
    """One row for each legal entity: name, account, segment, manager, mln 2025, stories, master data."""
    rng = dice("entities")
    frame = pd.concat([_planted(), _ordinary(rng)], ignore_index=True)
    frame["code"] = _codes(rng, len(frame))
    frame["account"] = _account_codes(frame)
    frame = _addresses(frame, rng)
    return frame.assign(mln_2025=frame["mln_2025"].astype(float))


def _planted() -> pd.DataFrame:
    rows = [
        {"name": one.name, "lead": one.account or one.name, "segment": one.segment, "manager": one.manager,
         "mln_2025": one.mln_2025, "stories": one.stories, "town": one.town,
         "kind": "planted" if one.mln_2025 else "target"}
        for one in PLANTED
    ]
    return pd.DataFrame(rows)


def _ordinary(rng: np.random.Generator) -> pd.DataFrame:
    """Ordinary accounts of every manager, so scaled that each manager's revenue closes."""
    paired = {name for pair in PAIRS.values() for name in pair[:2]}
    stems = [stem for stem in rng.permutation(STEMS) if not any(stem in name for name in paired)]
    rows = []
    for manager, (above, below, lapsed) in ORDINARY.items():
        pair = PAIRS.get(manager)
        amounts = _amounts(manager, above, below, lapsed, rng)
        if pair:
            lead, second, _ = pair
            rows += [_row(name, lead, "Dealer" if "Torg" in lead else "Wholesaler", manager, amount)
                     for name, amount in zip((lead, second), PAIR_SHARES[manager], strict=True)]
        for amount in amounts:
            segment = str(rng.choice(ORDINARY_SEGMENTS))
            name = f"{stems.pop()} {SEGMENTS[segment]}"
            rows.append(_row(name, name, segment, manager, float(amount)))
    name, segment, manager = NEVER_BOUGHT_ORDINARY
    rows.append(_row(name, name, segment, manager, 0.0) | {"kind": "target"})
    return pd.DataFrame(rows)


def _row(name: str, lead: str, segment: str, manager: int, amount: float) -> dict[str, object]:
    kind = "ordinary" if amount else "lapsed"
    return {"name": name, "lead": lead, "segment": segment, "manager": manager, "mln_2025": amount,
            "stories": (), "town": "", "kind": kind}


def _amounts(manager: int, above: int, below: int, lapsed: int, rng: np.random.Generator) -> np.ndarray:
    """Revenue of one manager's ordinary entities in mln, those of his pair left out; lapsed are 0."""
    planted = sum(one.mln_2025 for one in PLANTED if one.manager == manager)
    taken = sum(PAIR_SHARES.get(manager, ()))
    small = _small(below - 2 * (manager in PAIRS), SMALL_MLN[manager] - taken, rng)
    rest = MANAGER_MLN[manager] - planted - taken - small.sum()
    large = _large(above, rest, MANAGER_MLN[manager] * LARGEST_SHARE, rng)
    return np.concatenate([large, small, np.zeros(lapsed)])


def _large(count: int, total: float, limit: float, rng: np.random.Generator) -> np.ndarray:
    """Uneven amounts above the band of story 5, in mln, that add up to a total, none above the limit."""
    if not count:
        return np.empty(0)
    while True:
        extra = rng.gamma(1.1, size=count) + 0.02
        draw = ABOVE_MLN + extra * (total - count * ABOVE_MLN) / extra.sum()
        if draw.max() < limit:
            return draw


def _small(count: int, total: float, rng: np.random.Generator) -> np.ndarray:
    """Uneven small amounts, in mln, that add up to a total, none above the band of story 5."""
    if not count:
        return np.empty(0)
    while True:
        draw = rng.lognormal(0, 0.75, count)
        draw *= total / draw.sum()
        if draw.max() < BELOW_MLN and draw.min() > 0.09:
            return draw


def _codes(rng: np.random.Generator, count: int) -> list[str]:
    return [f"{number:05d}" for number in rng.choice(np.arange(104, 968), count, replace=False)]


def _account_codes(frame: pd.DataFrame) -> pd.Series:
    """Account of each entity: the smallest code of its group."""
    return frame.groupby("lead")["code"].transform("min")


def _addresses(frame: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Tax number, address, town and first day; shared inside a group where the client shows it so."""
    count = len(frame)
    tax = pd.Series([tax_number(int(number)) for number in rng.choice(9_999_999, count, replace=False)])
    town = frame["town"].where(frame["town"] != "", pd.Series(rng.choice(TOWNS, count)))
    street = pd.Series([f"{rng.choice(STREETS)}, д. {rng.integers(1, 140)}" for _ in range(count)])
    by_name = {name: place for place, name in enumerate(frame["name"])}
    for second, lead in zip(frame["name"], frame["lead"], strict=True):
        here, there = by_name[second], by_name[lead]
        if _shares(lead, second, "same tax number"):
            tax[here] = tax[there]
        if _shares(lead, second, "same name and same address"):
            town[here], street[here] = town[there], street[there]
    years = rng.choice([2006, 2009, 2012, 2014, 2016, 2018, 2019, 2020, 2021], count)
    since = [f"{year}-{rng.integers(1, 13):02d}-{rng.integers(1, 29):02d}" for year in years]
    return frame.assign(tax_id=tax, town=town, address=street, since=pd.to_datetime(since))


def tax_number(number: int) -> str:
    """Return a tax number of region 00, which does not exist: nobody has it. Its check digit is right."""
    digits = f"00{number % 10**7:07d}"
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    check = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
    return f"{digits}{check % 11 % 10}"


def _shares(lead: str, second: str, what: str) -> bool:
    pairs = {(first, other): how for first, other, how in PAIRS.values()}
    how = "same tax number" if lead == HOLDING else pairs.get((lead, second))
    return lead != second and how == what


def buying(entities: pd.DataFrame) -> pd.DataFrame:
    """Entities that bought at any time: all but the target accounts."""
    return entities[entities["kind"] != "target"]


def group_reasons(entities: pd.DataFrame) -> pd.DataFrame:
    """Entities that are not their own account, with their leaders: entity, account, name, reason."""
    many = entities[entities.duplicated("account", keep=False)].sort_values(["account", "code"])
    reasons = {lead: how for lead, _, how in PAIRS.values()}
    rows = [
        (row.code, row.account, HOLDING_NAME if row.lead == HOLDING else row.lead,
         f"same tax number {row.tax_id}" if "tax" in reasons.get(row.lead, "tax") else reasons[row.lead])
        for row in many.itertuples()
    ]
    return pd.DataFrame(rows, columns=["entity", "account", "name", "reason"])




def with_first_orders(entities: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """Clients are entered in the file before their first order; who never bought has no such day."""
    first = entities["code"].map(lines.groupby("code")["day"].min())
    newcomer = first >= pd.Timestamp("2023-01-01")
    since = entities["since"].mask(newcomer, first - pd.Timedelta(days=9))
    return entities.assign(since=since.where(first.notna()))
