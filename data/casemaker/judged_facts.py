"""Facts that no sales file knows, account by account, with those that the tests of the company need."""

import pandas as pd

from casemaker.company import dice
from casemaker.judged_influence import INFLUENCE
from casemaker.people import ANSWERED_ON, SUPERVISOR
from casemaker.potential import LEADER, OUTLET

YES = {
    "leader": ("Granit", LEADER.account, "Polana Aqua", "Silva Term"),
    "quoted": ("Zenit Energo", "Etalon Mash", "Kobalt Chem", "Meridian Neft"),
    "may_cite": ("Zenit Energo", "Etalon Mash", "Kobalt Chem", "Granit"),
    "ties": (),
    "joint_projects": ("Bastila Stroy",),
    "special_resources": ("Orbita Energo", "Kvarta Market"),
    "several_sites": ("Granit", "Kvarta Market", "Horizont Neft"),
    "tenders": ("Meridian Neft", "Kobalt Chem", "Polana Aqua"),
    "risk": (),
    "compliance": (),
}
COUNTS = {"references": {"Volna Opt": 3, "Zenit Energo": 2, "Granit": 1},
          "reference_visits": {"Zenit Energo": 2, "Etalon Mash": 1, "Granit": 1}}
STAGES = {"Granit": 4, "Kvarta Market": 2, "Zenit Energo": 4, "Orbita Energo": 3, "Volna Opt": 2,
          "Fenix Mash": 2, "Kobalt Chem": 3, LEADER.account: 1, "Meridian Neft": 3, "Bastila Stroy": 3,
          "Etalon Mash": 3}
# What the head of sales knows; the rest is known by the manager of the account.
OF_SUPERVISOR = ("leader", "quoted", "ties", "risk", "compliance", "stage")
MORE_ACCOUNTS = ("Lotos Opt", "Silva Term", "Kaskad Aqua", "Ekran Term", "Profil Neft", "Sigma Chem",
                 "Omega Chem")
LEFT_EMPTY = 0.06
EVIDENCE = {
    ("leader", LEADER.account): f"{' and '.join(LEADER.opens)} ask what it buys",
    ("contestable", OUTLET.account): f"no competitor within {OUTLET.nearest_rival_km} km",
    ("credible", OUTLET.account): "buys from us because there is nobody else",
    ("special_resources", "Orbita Energo"): "own process for its invoices, express deliveries",
    ("special_resources", "Kvarta Market"): "own stock with its labels",
    ("tenders", "Meridian Neft"): "six tenders in three years",
    ("references", "Volna Opt"): "three dealers came through it in 2024 and 2025",
}


def facts_tables(accounts: pd.DataFrame, potential: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Rows of ``facts/<person>.csv`` by person."""
    rng = dice("facts")
    asked = {*INFLUENCE.both, *INFLUENCE.manager_only, *INFLUENCE.supervisor_only, *MORE_ACCOUNTS}
    attitude = potential.set_index("account")["attitude"]
    rows = []
    for account, info in accounts[accounts["name"].isin(asked)].iterrows():
        for fact, answer in _answers(info["name"], int(attitude[account]), info["kind"]).items():
            told = EVIDENCE.get((fact, info["name"]), "")
            if rng.random() < LEFT_EMPTY and not told and answer in ("no", "0"):
                continue
            who = SUPERVISOR if fact in OF_SUPERVISOR else info["manager"]
            rows.append({"who": who, "account": account, "fact": fact, "answer": answer, "evidence": told,
                         "on": ANSWERED_ON})
    frame = pd.DataFrame(rows)
    return {str(who): part.reset_index(drop=True) for who, part in frame.groupby("who")}


def _answers(name: str, attitude: int, kind: str) -> dict[str, str]:
    """Answers for one account; what nobody can know of a client that never bought is left out."""
    found = {fact: "yes" if name in yes else "no" for fact, yes in YES.items()}
    found |= {fact: str(of.get(name, 0)) for fact, of in COUNTS.items()}
    if name in STAGES:
        found["stage"] = str(STAGES[name])
    if kind == "target":
        known = ("leader", "references", "quoted", "ties", "compliance", "stage")
        return {fact: found[fact] for fact in known if fact in found}
    found["contestable"] = "no" if name == OUTLET.account else "yes"
    if attitude or name == OUTLET.account:
        found["credible"] = "yes" if attitude > 0 else "no"
    return found


