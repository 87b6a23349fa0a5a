"""The accounts of the manager who was away: small maps, with one contact of ours or with a second one."""

import pandas as pd

from casemaker.absence import ABSENCE
from casemaker.books_rows import ENGINEER, INSIDE, Someone, people, rows
from casemaker.company import MANAGERS, dice

NAMES = (
    "Agata Bell", "Boris Nord", "Clara Wend", "Damir Oll", "Erika Zorn", "Filip Marr", "Greta Holm",
    "Ivan Tress",
    "Julia Keld", "Karl Anders", "Lucia Bern", "Milan Gross", "Nora Feld", "Otto Varn", "Paula Rehn",
)
FUNCTIONS = {ENGINEER: "application engineer", INSIDE: "inside sales"}
# Key accounts among them are known a little better.
DECIDERS = {"Polana Aqua": "Zinaida Korb", "Amur Term": "Grigori Pask"}


def maps(entities: pd.DataFrame, hours: pd.Series) -> dict[str, pd.DataFrame]:
    """Return ``persons``, ``team`` and ``contacts`` of the manager's accounts."""
    his = entities[(entities["manager"] == ABSENCE.manager) & (entities["mln_2025"] > 0)].sort_values("code")
    rng, manager = dice("single contacts"), MANAGERS[ABSENCE.manager]
    persons: dict[str, tuple[Someone, ...]] = {}
    team: dict[str, tuple] = {}
    contacts: dict[str, tuple] = {}
    for name, theirs in zip(his["name"], NAMES, strict=True):
        last = f"2026-01-{rng.integers(8, 29):02d}"
        buyer = Someone(theirs, "purchasing", "buyer", 3, int(rng.choice([1, 1, 2])), 2, confidence="fact",
                        evidence="orders from us", on=last)
        persons[name] = (buyer, *_decider(name))
        team[name] = ((manager, "manager", "all", float(hours[name]), ""),)
        contacts[name] = ((manager, theirs, 2, int(rng.integers(10, 25)), last),)
        if name in ABSENCE.second_contact:
            other = str(rng.choice([ENGINEER, INSIDE]))
            team[name] = ((manager, "manager", "all", float(hours[name]), other), (other, "second contact",
                                                                                   "", 1.0))
            contacts[name] += ((other, theirs, 2, int(rng.integers(8, 20)),
                                f"2026-01-{rng.integers(8, 29):02d}"),)
    return {
        "persons": people(persons), "team": rows("person function task hours stand_in leaves", team),
        "contacts": rows("ours theirs level a_year last", contacts),
    }


def _decider(name: str) -> tuple[Someone, ...]:
    if name not in DECIDERS:
        return ()
    return (Someone(DECIDERS[name], "director", "decider", 5, None, 2, budget="yes", evidence="signs",
                    confidence="assumed", on="2025-11-05"),)
