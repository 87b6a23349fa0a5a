"""What people score, estimate and say on influence: the truth, seen through their eyes."""

import math
import re

import numpy as np
import pandas as pd

from simulator.company import LAST, LEVERS, WORDS, Company

SCORED_ON, ANSWERED_ON, ESTIMATED_ON, DECIDED_ON = "2026-01-19", "2026-01-20", "2026-01-15", "2026-01-12"
CRITERIA = ("product_fit", "values_fit", "solvency", "network", "geography", "potential_history",
            "profit_potential", "order_value")
SIZE = CRITERIA[-3:]
SIZE_POINTS = ((0, 0.7, 1, 1.3, 1.7, 2.3), (1, 3, 5, 6.5, 8, 10))  # logarithm of revenue in mln, points there
SCORED, ASKED, WALLETS, TOTALS = 24, 12, 12, 10  # accounts without a story, the largest first
BONUS, TASTE, HALO_TASTE, SLIPS = 2.5, 0.7, 2.6, 0.12
FIT = {"chain": 3, "leader": 8, "new line": 9, "outlet": 4}
SOURCES = {"chain": "client said", "outlet": "client said", "new line": "client said", "project": "guess",
           "leader": "norm", "killer": "competitor"}


def make_judgement(company: Company, lines: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the tables of ``judgement/`` by their path without ``.csv``."""
    accounts = company.accounts
    found = {"groups": _groups(company), "decisions": _decisions(company),
             "wallets": _wallets(company, lines), "managers": _managers(company)}
    found["hours"] = pd.DataFrame({"account": accounts.index, "hours": accounts["hours"],
                                   "by": accounts["manager"], "on": ESTIMATED_ON})
    for name, make in (("scores", _scores), ("influence", _influence), ("facts", _facts)):
        table = make(company)
        for who, part in table.groupby("who", sort=True):
            found[f"{name}/{re.sub('[^a-z]+', '-', str(who).lower())}"] = part
    return found


def _groups(company: Company) -> pd.DataFrame:
    mine = company.entities[company.entities["role"].str.contains("holding")]
    return pd.DataFrame({"entity": mine.index, "account": mine["account"], "name": mine["account_name"],
                         "reason": "same tax number " + mine["tax_id"], "decided": "yes",
                         "by": company.people["lead"], "on": DECIDED_ON})


def _decisions(company: Company) -> pd.DataFrame:
    return pd.DataFrame([
        {"what": what, "subject": code, "proposal": "leave_out", "decided": "leave_out",
         "by": company.people["lead"], "on": DECIDED_ON, "note": note}
        for what, code, note in (("pseudo_client", "00001", "cash sales to nobody in particular"),
                                 ("internal", "00002", "transfers to our own branch at cost"))])


def _largest(company: Company, count: int) -> list[str]:
    """Accounts of stories, then the largest without one."""
    planted = company.entities.loc[company.entities["role"] != "", "account"].unique()
    others = company.accounts.drop(planted).nlargest(count, "mln")
    return [*planted, *others.index]


def _role(company: Company, account: str) -> str:
    """Return the role of an account; empty for those that hide nothing."""
    return str(company.entities["role"][account])


def _managers(company: Company) -> pd.DataFrame:
    """Hours a month: one manager has too few, one has room, the others about what they need."""
    need = company.accounts.groupby("manager")["hours"].sum().reindex(company.people["managers"])
    factor = pd.Series(company.rng("hours").uniform(1.0, 1.1, len(need)), index=need.index)
    factor[need.idxmax()], factor[need.idxmin()] = 0.7, 2.0
    hours = 5 * np.round(need * factor / 5)
    return pd.DataFrame({"manager": need.index, "organisation": "line", "key_hours": 5 * np.round(hours / 12),
                         "hours": hours, "by": company.people["supervisor"], "on": ESTIMATED_ON})


def _scores(company: Company) -> pd.DataFrame:
    """Whole points of six people: one lifts the own accounts, one gives the same mark everywhere."""
    rng, people = company.rng("scores"), company.people
    accounts = company.accounts.loc[sorted(_largest(company, SCORED))]
    size = np.interp(np.log10(np.maximum(accounts["mln"], 1)), *SIZE_POINTS)
    meant = pd.DataFrame(5.6 + rng.normal(0, 0.9, len(accounts))[:, None]
                         + rng.normal(0, 1, (len(accounts), len(CRITERIA))), accounts.index, list(CRITERIA))
    meant["product_fit"] = [FIT.get(_role(company, account), rng.integers(5, 8))
                            for account in accounts.index]
    for name in SIZE:
        meant[name] = size + rng.normal(0, 0.3, len(accounts))
    rows = []
    for who in people["six"]:
        own = (accounts["manager"] == who).to_numpy()[:, None]
        taste = rng.normal(0, TASTE, len(accounts))[:, None]
        taste[own] -= taste[own].mean() if own.any() else 0  # their lead is the bonus alone
        marks = meant + taste + rng.normal(0, 0.9, meant.shape) + BONUS * own * (who == people["partial"])
        if who == people["halo"]:
            one = np.round(np.clip(meant.mean(axis=1) + rng.normal(0, HALO_TASTE, len(meant)), 2, 9))
            slips = (rng.random(meant.shape) < SLIPS) * rng.choice([-1, 1], meant.shape)
            marks = meant * 0 + one.to_numpy()[:, None] + slips
        given = marks.round().clip(1, 10).astype(int).rename_axis("account").reset_index().melt(
            "account", var_name="criterion", value_name="score")
        given = given[rng.random(len(given)) > 0.01]  # a cell left empty now and then
        rows.append(given.assign(who=who, round=1, note="", on=SCORED_ON))
    return pd.concat(rows)[["who", "round", "account", "criterion", "score", "note", "on"]]


def _influence(company: Company) -> pd.DataFrame:
    """Answers of manager and supervisor on seven questions; on a third of ordinary accounts they differ."""
    rng, boss = company.rng("influence"), company.people["supervisor"]
    rows = []
    for account in _largest(company, ASKED):
        truth = company.accounts.loc[account]
        higher = 0.25 * (rng.random() < 0.3) * (_role(company, account) == "")
        for who, role in ((truth["manager"], "manager"), (boss, "supervisor")):
            for question in (*LEVERS, "would_lose", "can_stop"):
                answer = min(1.0, truth[question] + higher * (role == "manager") * (question in LEVERS[:4]))
                seen = WORDS["evidence"][question] if answer else "nothing changed in 12 months"
                rows.append((who, role, truth["manager"], account, question, answer, "yes", seen))
    columns = ["who", "role", "manager", "account", "question", "answer", "applies", "evidence"]
    return pd.DataFrame(rows, columns=columns).assign(on=ANSWERED_ON)


def _facts(company: Company) -> pd.DataFrame:
    """Return what no sales file knows: who leads a segment, who could leave, whose loyalty is real."""
    rows = []
    for account in _largest(company, ASKED):
        role, truth = _role(company, account), company.accounts.loc[account]
        far = role == "outlet"
        rows.append((company.people["supervisor"], account, "leader", role == "leader",
                     "others ask what it buys" if role == "leader" else ""))
        if truth["mln"] > 0:
            why = "nobody else near it" if far else ""
            rows.append((truth["manager"], account, "contestable", not far, why))
            rows.append((truth["manager"], account, "credible", truth["attitude"] > 0, ""))
    frame = pd.DataFrame(rows, columns=["who", "account", "fact", "answer", "evidence"])
    return frame.assign(answer=frame["answer"].map({True: "yes", False: "no"}), on=ANSWERED_ON)


def _wallets(company: Company, lines: pd.DataFrame) -> pd.DataFrame:
    """Wallets by product group of stories and large accounts, totals of some more; RUB a year."""
    rng, ranges = company.rng("wallets"), WORDS["wallet_ranges"]
    last = lines[(lines["year"] == LAST) & lines["code"].isin(company.entities.index)]
    owner = last["code"].map(company.entities["account"])
    sold = last.groupby([owner, "group"])["amount"].sum().unstack(fill_value=0) / 1e6
    groups = list(WORDS["groups"])
    share = np.array([share for share, _rate in WORDS["groups"].values()])
    known = _largest(company, WALLETS + TOTALS)
    rows = []
    for number, account in enumerate(known):
        truth, role = company.accounts.loc[account], _role(company, account)
        source = SOURCES.get(role) or str(rng.choice(list(ranges), p=(0.3, 0.1, 0.2, 0.2, 0.2)))
        mine = sold.reindex(index=[account], columns=groups, fill_value=0).iloc[0]
        lean = np.maximum(WORDS["kinds"][company.entities["kind"][account]]["lean"], 0.2)
        lean = share * lean * rng.gamma(2, 0.5, len(share))
        mln = mine + max(0.0, truth["wallet"] - mine.sum()) * lean / lean.sum()
        if number >= len(known) - TOTALS or role.startswith("follower"):
            mln = pd.Series({"": mln.sum()})
        far = ranges[source]
        reach = {"new line": 0.7, "leader": 0.3, "outlet": company.facts["outlet_share"]}.get(role)
        rows += [{"account": account, "group": group, "supplier": "", "low": _rub(base * (1 - far)),
                  "base": _rub(base), "high": _rub(base * (1 + far)), "growth": "", "reachable": reach,
                  "source": source, "contract_end": "", "by": truth["manager"], "on": ESTIMATED_ON,
                  "note": ""}
                 for group, base in mln.items() if base > 0]
    return pd.DataFrame(rows)


def _rub(mln: float) -> int:
    """Whole thousands, rounded up, so that no wallet is less than what we sell ourselves."""
    return math.ceil(round(mln * 1000, 3)) * 1000
