"""What is planted, counted on the truth: names and numbers for whoever leads the course."""

from typing import Any

import pandas as pd

from simulator.company import LAST, LEVERS, WORDS, Company


def tell_stories(company: Company, lines: pd.DataFrame, service: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return the stories by name; money in mln RUB, shares and changes in per cent."""
    mine = lines[~lines["code"].isin(WORDS["not_clients"])]
    mln = mine.groupby(["year", "code"])["amount"].sum() / 1e6
    last, before = mln[LAST], mln[LAST - 1]
    by_account = last.groupby(company.entities["account"].reindex(last.index)).sum()
    cost = mine.groupby(["year", "code"])["cost"].sum() / 1e6
    served = service.groupby(["year", "code"])["amount"].sum() / 1e6
    entities, accounts, whole = company.entities, company.accounts, last.sum()
    code = {role: company.code(role) for role in entities["role"] if role}
    account = {role: accounts.loc[company.account(role)] for role in code}
    held = entities.index[entities["role"].str.contains("holding")]
    of_b = entities["manager"] == entities["manager"][code["holding b"]]
    of_project = mine[(mine["code"] == code["project"]) & (mine["year"] == LAST)]
    two = of_project.groupby("invoice")["amount"].sum().nlargest(2).sum() / 1e6
    project = last[code["project"]], before[code["project"]]
    sums = mine.groupby("year")[["amount", "quantity"]].sum()
    change = 100 * (sums.loc[LAST] / sums.loc[LAST - 1] - 1)
    left = {role: last[code[role]] - cost[LAST, code[role]] - served[LAST, code[role]]
            for role in ("chain", "killer")}
    influence = accounts[list(LEVERS)].mean(axis=1)
    rank = by_account.rank(ascending=False)
    opens = [account[role]["name"] for role in ("follower 1", "follower 2")]
    told = {
        "hidden_dependence": {"name": account["holding a"]["name"], "entities": list(entities["name"][held]),
                              "share": 100 * last[held].sum() / whole},
        "manager_dependence": {"entity": entities["name"][code["holding b"]],
                               "manager": entities["manager"][code["holding b"]],
                               "share": 100 * last[code["holding b"]] / last[of_b.reindex(last.index)].sum()},
        "large_and_served": {"share": 100 * last[code["chain"]] / whole, "left": left["chain"],
                             "margin": 100 * (1 - cost[LAST, code["chain"]] / last[code["chain"]])},
        "loyal_by_geography": {"share": 100 * last[code["outlet"]] / account["outlet"]["wallet"]},
        "small_today": {"revenue": last[code["new line"]], "rank": int(rank[company.account("new line")]),
                        "wallet": account["new line"]["wallet"],
                        "share": 100 * last[code["new line"]] / account["new line"]["wallet"]},
        "one_project": {"growth": 100 * (project[0] / project[1] - 1), "share": 100 * two / project[0],
                        "rest": 100 * ((project[0] - two) / project[1] - 1)},
        "inflation": {"revenue": change["amount"], "pieces": change["quantity"]},
        "whale_killer": {"rank": int(rank[company.account("killer")]), "revenue": last[code["killer"]],
                         "margin": last[code["killer"]] - cost[LAST, code["killer"]],
                         "service": served[LAST, code["killer"]], "left": left["killer"]},
        "evaluator_bias": {"partial": company.people["partial"], "halo": company.people["halo"]},
        "never_bought_leader": {"wallet": account["leader"]["wallet"], "opens": opens},
    }
    for story, role in (("large_and_served", "chain"), ("loyal_by_geography", "outlet"),
                        ("small_today", "new line"), ("one_project", "project"),
                        ("whale_killer", "killer"), ("never_bought_leader", "leader")):
        told[story] |= {"name": account[role]["name"], "influence": influence[company.account(role)]}
    return {story: {key: _plain(value) for key, value in numbers.items()} for story, numbers in told.items()}


def _plain(value: Any) -> Any:
    """Values as YAML writes them: lists and texts as they are, numbers with three digits."""
    if isinstance(value, list):
        return [str(one) for one in value]
    return value if isinstance(value, str | int) else round(float(value), 3)


def answers(seed: int, stories: dict[str, dict[str, Any]]) -> str:
    """Return the page for trainers."""
    parts = [f"# The answers of seed {seed}\n\nFor trainers. Money in RUB, net of VAT; *mln* is a million; "
             f"the last year is {LAST}. All of it is invented.\n"]
    for number, (story, numbers) in enumerate(stories.items(), start=1):
        words = {key: _words(key, value) for key, value in numbers.items()}
        parts.append(f"## {number}: {story.replace('_', ' ')}\n\n{WORDS['answers'][story].format(**words)}\n")
    return "\n".join(parts)


def _words(key: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return f"{value:.{2 if key == 'influence' else 1}f}" if isinstance(value, float) else str(value)
