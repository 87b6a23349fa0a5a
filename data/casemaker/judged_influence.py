"""What managers and their supervisor say a manager can change at an account, and how they know."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from casemaker.accounts import keys_of
from casemaker.company import dice
from casemaker.people import ANSWERED_ON, PROJECT_LEAD, SETTLED_ON, SUPERVISOR
from casemaker.potential import LEVERS, STEPS, TENDER

QUESTIONS = (*LEVERS, "would_lose", "can_stop")


@dataclass(frozen=True)
class InfluenceFacts:
    """Who was asked about which account, and where the two answers part."""

    both: tuple[str, ...] = (
        "Granit", "Kvarta Market", "Zenit Energo", "Orbita Energo", "Volna Opt", "Olimpia Opt",
        "Horizont Neft", "Bastila Stroy", "Kobalt Chem", "Lira Opt", "Metida Opt", "Etalon Mash",
        "Strela Stroy", "Karina Mash", "Meridian Neft", "Fenix Mash", "Atlas Chem", "Tundra Torg",
        "Amur Term",
    )
    manager_only: tuple[str, ...] = ("Alta Opt", "Polana Aqua", "Duna Neft")
    supervisor_only: tuple[str, ...] = ("Sfera Term",)
    # The manager answers so many steps of a quarter higher than the supervisor on the first four levers.
    higher: tuple[tuple[str, int], ...] = (("Orbita Energo", 2), ("Metida Opt", 2), ("Horizont Neft", 2),
                                           ("Bastila Stroy", 2))
    settled: str = "Bastila Stroy"
    without_evidence: tuple[str, ...] = ("Lira Opt", "Amur Term", "Duna Neft")
    # Account and question that nobody answered, and one that does not apply.
    unanswered: tuple[str, str] = ("Karina Mash", "access")
    not_applicable: tuple[str, str] = ("Sfera Term", "rival_share")


INFLUENCE = InfluenceFacts()
EVIDENCE = {
    "assortment": ("the approved list of {month} names us", "trial lot taken in {month}"),
    "volume": ("they raised the order of {month} after my calculation", "stock plan agreed in {month}"),
    "timing": ("delivery days agreed in {month}", "order moved to {month} at our request"),
    "rival_share": ("a position won from a competitor in {month}", "second supplier named in {month}"),
    "access": ("introduced to the second site in {month}", "first meeting with the workshop in {month}"),
    "would_lose": ("a competitor quoted in {month}", "they asked for another price in {month}"),
    "can_stop": ("they called before they changed in {month}", "order kept after the visit of {month}"),
}
MONTHS = ("February", "March", "April", "May", "June", "September", "October", "November")


def influence_tables(accounts: pd.DataFrame, potential: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Rows of ``influence/<person>.csv`` by person."""
    rng = dice("influence")
    names, truth = keys_of(accounts), _truth(potential)
    rows: list[dict] = []
    for name in (*INFLUENCE.both, *INFLUENCE.manager_only, *INFLUENCE.supervisor_only):
        values, manager = truth.loc[names[name]], accounts["manager"][names[name]]
        asked = {manager: "manager", SUPERVISOR: "supervisor"}
        if name in INFLUENCE.manager_only:
            del asked[SUPERVISOR]
        if name in INFLUENCE.supervisor_only:
            del asked[manager]
        for who, role in asked.items():
            answers = _as_seen(values, name) if role == "manager" else values
            rows += _rows(who, role, manager, names[name], name, answers, rng)
    rows += _settled(accounts, truth, names)
    frame = pd.DataFrame(rows)
    return {str(who): part.reset_index(drop=True) for who, part in frame.groupby("who")}


def _truth(potential: pd.DataFrame) -> pd.DataFrame:
    """Return what the truth would answer: levers, loss without selling, whether it can be stopped."""
    frame = potential.set_index("account").sort_index()
    stop = pd.Series(dice("can stop").choice(STEPS[1:4], len(frame)), index=frame.index)
    stop[frame["name"] == TENDER.account] = 0.5
    stop[frame["would_lose_share"] == 0] = 0.0
    found = frame[list(LEVERS)].assign(would_lose=frame["would_lose_share"], can_stop=stop)
    return found[list(QUESTIONS)]


def _as_seen(values: pd.Series, name: str) -> pd.Series:
    """Answers of the manager, who thinks more of himself at some accounts."""
    steps = dict(INFLUENCE.higher).get(name, 0)
    seen = values.copy()
    seen.iloc[:4] = np.minimum(1.0, seen.iloc[:4] + 0.25 * steps)
    return seen


def _rows(who: str, role: str, manager: str, account: str, name: str, answers: pd.Series,
          rng: np.random.Generator) -> list[dict]:
    rows = []
    for question, answer in answers.items():
        if (name, question) == INFLUENCE.unanswered and role == "manager":
            continue
        applies = (name, question) != INFLUENCE.not_applicable
        told = _evidence(str(question), float(answer), name, rng)
        rows.append({"who": who, "role": role, "manager": manager, "account": account, "question": question,
                     "answer": answer if applies else np.nan, "applies": "yes" if applies else "no",
                     "evidence": told if applies else "", "on": ANSWERED_ON})
    return rows


def _evidence(question: str, answer: float, name: str, rng: np.random.Generator) -> str:
    """Return what somebody saw; nothing moved where the answer is 0, and some do not say how they know."""
    text = str(rng.choice(EVIDENCE[question])).format(month=rng.choice(MONTHS))
    if name in INFLUENCE.without_evidence:
        return ""
    return text if answer else "nothing changed in 12 months"


def _settled(accounts: pd.DataFrame, truth: pd.DataFrame, names: dict[str, str]) -> list[dict]:
    """Return what manager and supervisor agreed on after the talk: one step below what the manager said."""
    account = names[INFLUENCE.settled]
    answers = truth.loc[account].copy()
    answers.iloc[:4] = np.minimum(1.0, answers.iloc[:4] + 0.25)
    return [
        {"who": PROJECT_LEAD, "role": "settled", "manager": accounts["manager"][account], "account": account,
         "question": question, "answer": answer, "applies": "yes", "evidence": "agreed in the talk of both",
         "on": SETTLED_ON} for question, answer in answers.items()
    ]
