"""Who buys, from whom, how much, and who carries a story: all of it from the seed."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

HERE = Path(__file__).parent
WORDS: dict[str, Any] = yaml.safe_load((HERE / "words.yaml").read_text(encoding="utf-8"))
# It sells the goods of the case.
_CASE = yaml.safe_load((HERE.parent / "truth" / "stories.yaml").read_text(encoding="utf-8"))["company"]
WORDS["groups"] = {name: (group["share"], group["margin_rate"]) for name, group in _CASE["groups"].items()}
WORDS["wallet_ranges"] = _CASE["wallet_ranges"]
YEARS = (2022, 2023, 2024, 2025)
LAST = YEARS[-1]
LEVERS = ("assortment", "volume", "timing", "rival_share", "access")
STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)
ORDINARY, LAPSED, NEW = 62, 4, 4
MANAGERS = 7
# Role of a planted legal entity: kind, manager (by number), revenue of the last year as a share of the whole.
ROLES = {
    "holding a": ("Wholesaler", 0, (0.056, 0.068)), "holding b": ("Wholesaler", 1, (0.055, 0.066)),
    "holding c": ("Wholesaler", 2, (0.045, 0.052)), "chain": ("Retail chain", 3, (0.07, 0.085)),
    "killer": ("Heat supply", 0, (0.035, 0.043)), "outlet": ("Dealer", 5, (0.004, 0.006)),
    "new line": ("Machine builder", 4, (0.003, 0.0045)), "project": ("Contractor", 6, (0.012, 0.018)),
    "leader": ("Chemical plant", 4, (0, 0)), "follower 1": ("Chemical plant", 4, (0, 0)),
    "follower 2": ("Chemical plant", 4, (0, 0)),
}
LARGEST_SHARE = 0.36  # of one account in the revenue of a manager without the story
FIXED_LEVERS = {"chain": (0.25, 0.25, 0, 0, 0), "outlet": (0.25, 0, 0.25, 0, 0),
                "new line": (1, 0.75, 0.75, 0.75, 0.5), "leader": (0.5, 0.25, 0.25, 0.5, 0.5)}


@dataclass(frozen=True)
class Company:
    """The hidden truth of one seed; money in mln RUB, rates and shares as parts of 1.

    ``entities`` has a row for each legal entity (index ``code``), ``accounts`` one for each account,
    ``amounts`` the revenue of each entity (rows) in each year (columns).
    """

    seed: int
    people: dict[str, Any]
    entities: pd.DataFrame
    accounts: pd.DataFrame
    amounts: pd.DataFrame
    facts: dict[str, float]
    stories: dict[str, dict[str, Any]] = field(default_factory=dict)

    def rng(self, topic: str) -> np.random.Generator:
        """Return random numbers of one topic; another topic's do not move when this one draws more."""
        return np.random.default_rng([self.seed, *topic.encode()])

    def code(self, role: str) -> str:
        """Return the code of the legal entity with a role."""
        return str(self.entities.index[self.entities["role"] == role][0])

    def account(self, role: str) -> str:
        """Return the account of the legal entity with a role."""
        return str(self.entities["account"][self.code(role)])


def make_company(seed: int) -> Company:
    """Make the truth of a seed; the same on every call."""
    rng = np.random.default_rng([seed, 1])
    people = _people(rng)
    facts = {"revenue": rng.uniform(600, 1900), "growth": rng.uniform(0.09, 0.16),
             "pieces": rng.uniform(0.94, 0.985), "margin_rate": rng.uniform(0.17, 0.2),
             "two_invoices": rng.uniform(0.68, 0.8), "killer_loss": rng.uniform(0.04, 0.08),
             "outlet_share": rng.uniform(0.88, 0.95), "manager_share": rng.uniform(0.55, 0.68),
             "price_rise": rng.uniform(0.05, 0.07)}
    entities = _entities(facts, people["managers"], rng)
    amounts = _amounts(entities, facts, rng)
    return Company(seed, people, entities, _accounts(entities, facts, rng), amounts, facts)


def _people(rng: np.random.Generator) -> dict[str, Any]:
    """Return managers, their supervisor, who leads the project, and the six who score."""
    count = MANAGERS + 4
    first, last = (rng.permutation(WORDS[kind])[:count] for kind in ("first_names", "last_names"))
    names = [f"{one} {other}" for one, other in zip(first, last, strict=True)]
    managers, (supervisor, lead, finance, service) = names[:MANAGERS], names[MANAGERS:]
    # The partial one has most accounts, the one with the halo few: chosen among the managers of stories.
    partial, halo = managers[int(rng.choice([2, 3]))], managers[int(rng.choice([4, 5]))]
    return {"managers": managers, "supervisor": supervisor, "lead": lead, "partial": partial, "halo": halo,
            "six": [partial, halo, supervisor, lead, finance, service]}


def _entities(facts: dict[str, float], managers: list[str], rng: np.random.Generator) -> pd.DataFrame:
    stems = list(rng.permutation(WORDS["stems"]))
    holding = stems.pop()
    rows = []
    for role, (kind, manager, share) in ROLES.items():
        office = WORDS["offices"]["abc".find(role[-1])]
        name = f"{holding} {office}" if "holding" in role else _name(stems, kind)
        rows.append((name, role, kind, manager, facts["revenue"] * rng.uniform(*share)))
    frame = pd.DataFrame(rows, columns=["name", "role", "kind", "manager", "mln"])
    others = [(_name(stems, kind), "", kind, manager, mln) for manager, mln in _ordinary(frame, facts, rng)
              for kind in [str(rng.choice(list(WORDS["kinds"])[:-1]))]]
    frame = pd.concat([frame, pd.DataFrame(others, columns=frame.columns)], ignore_index=True)
    count = len(frame)
    codes = [f"{code:05d}" for code in rng.choice(np.arange(104, 968), count, replace=False)]
    street = [f"{rng.choice(WORDS['streets'])}, д. {rng.integers(1, 140)}" for _ in range(count)]
    frame = frame.assign(
        code=codes, tax_id=[_tax_number(int(n)) for n in rng.choice(9_999_999, count, replace=False)],
        town=rng.choice(WORDS["towns"], count), street=street,
        manager=[managers[n] for n in frame["manager"]],
        terms=rng.choice([14, 30, 45, 60], count), delay=np.round(rng.normal(0, 4, count)),
        visits=rng.poisson(4 + 2.2 * np.log1p(frame["mln"])),
        distance=np.clip(rng.lognormal(0, 0.6, count), 0.4, 2.3),
        express=rng.choice([0, 0.04, 0.1, 0.3], count, p=[0.3, 0.35, 0.2, 0.15]))
    frame.loc[frame["role"] == "outlet", "town"] = WORDS["far_town"]
    frame.loc[frame["role"] == "killer", ["terms", "delay"]] = [45, rng.integers(24, 34)]
    group = frame["role"].str.contains("holding")
    frame["account"] = frame["code"].mask(group, frame.loc[group, "code"].min())
    frame.loc[group, "tax_id"] = frame.loc[group, "tax_id"].iloc[0]
    frame["account_name"] = frame["name"].mask(group, holding)
    return frame.set_index("code").sort_index()


def _name(stems: list[str], kind: str) -> str:
    return f"{stems.pop()} {WORDS['kinds'][kind]['word']}"


def _tax_number(number: int) -> str:
    """Return a tax number of region 00, which does not exist; its check digit is right."""
    digits = f"00{number % 10**7:07d}"
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    return f"{digits}{sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11 % 10}"


def _ordinary(planted: pd.DataFrame, facts: dict[str, float],
              rng: np.random.Generator) -> list[tuple[int, float]]:
    """Return manager and mln of ordinary accounts: only the manager of the story hangs on one customer."""
    of_manager = planted.groupby("manager")["mln"].agg(["sum", "max"])
    need = of_manager["max"] / LARGEST_SHARE
    of_story = planted.set_index("role")["mln"]["holding b"]
    need[1] = of_story / facts["manager_share"]
    spare = rng.dirichlet(np.full(MANAGERS - 1, 4.0)) * (facts["revenue"] - need.sum())
    total = need.add(pd.Series(spare, index=[n for n in range(MANAGERS) if n != 1]), fill_value=0)
    rest = total - of_manager["sum"]
    found = []
    for manager, mln in rest.items():
        count = max(5, round(ORDINARY * mln / rest.sum()))
        shares = rng.dirichlet(np.full(count, 1.3))
        while shares.max() * mln > LARGEST_SHARE * total[manager] or shares.min() * mln < 0.2:
            shares = rng.dirichlet(np.full(count, 1.3))
        found += [(int(manager), float(share * mln)) for share in shares]
    lapsed = [(int(rng.integers(MANAGERS)), 0.0) for _ in range(LAPSED)]
    return found + lapsed


def _amounts(entities: pd.DataFrame, facts: dict[str, float], rng: np.random.Generator) -> pd.DataFrame:
    """Revenue of all years in mln: ordinary accounts are scaled so that the whole grows as planted."""
    role, count = entities["role"], len(entities)
    frame = pd.DataFrame({LAST: entities["mln"]})
    small = entities["mln"].between(0.01, 0.004 * facts["revenue"])
    new = rng.permutation(entities.index[(role == "") & small])
    started = pd.Series(YEARS[0], index=entities.index)
    started[new[:NEW]] = rng.choice(YEARS[1:], min(NEW, len(new)))
    total = facts["revenue"]
    for year in YEARS[-2::-1]:
        growth = facts["growth"] if year == LAST - 1 else rng.uniform(0.04, 0.1)
        total /= 1 + growth
        before = frame[year + 1] / np.exp(np.log1p(growth) + rng.normal(0, 0.12, count).clip(-0.2, 0.2))
        lapsed = (role == "") & (entities["mln"] == 0)
        before = before.mask(lapsed, rng.uniform(0.5, 3, count))
        if year == LAST - 1:
            before = before.mask(role == "project", entities["mln"] * rng.uniform(0.5, 0.6))
        before = before.where(started <= year, 0.0)
        loose = role == ""
        frame[year] = before.mask(loose, before * (total - before[~loose].sum()) / before[loose].sum())
    return frame[list(YEARS)]


def _accounts(entities: pd.DataFrame, facts: dict[str, float], rng: np.random.Generator) -> pd.DataFrame:
    """One row for each account: wallet, levers, loss without selling, attitude, hours."""
    mln = entities.groupby("account")["mln"].sum()
    lead = entities.loc[mln.index]
    count = len(mln)
    draws = rng.choice(STEPS, (count, len(LEVERS)), p=(0.2, 0.28, 0.28, 0.17, 0.07))
    frame = pd.DataFrame(draws, index=mln.index, columns=list(LEVERS))
    frame["would_lose"] = rng.choice(STEPS, count, p=(0.15, 0.25, 0.3, 0.2, 0.1))
    frame["can_stop"] = rng.choice(STEPS[1:4], count)
    frame["attitude"] = rng.choice([-2, -1, 1, 2, 3], count, p=(0.05, 0.15, 0.4, 0.3, 0.1))
    frame["wallet"] = (mln / rng.uniform(0.25, 0.85, count)).where(mln > 0, rng.uniform(6, 20, count))
    role = dict(zip(entities["role"], entities["account"], strict=True))
    for name, levers in FIXED_LEVERS.items():
        frame.loc[role[name], list(LEVERS)] = levers
    frame.loc[[role["chain"], role["outlet"]], ["would_lose", "can_stop"]] = 0.0
    frame.loc[role["outlet"], "attitude"] = -1
    for name, factor in (("outlet", 1 / facts["outlet_share"]), ("new line", rng.uniform(15, 24)),
                         ("chain", 1.4), ("project", rng.uniform(5, 7))):
        frame.loc[role[name], "wallet"] = mln[role[name]] * factor
    frame.loc[role["leader"], "wallet"] = facts["revenue"] * rng.uniform(0.09, 0.13)
    hours = np.round(2 * (1.2 + 1.15 * np.sqrt(mln * 1000 / facts["revenue"]))) / 2
    return frame.assign(name=lead["account_name"], manager=lead["manager"], mln=mln, hours=hours)
