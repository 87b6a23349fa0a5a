"""The state of the last review: what people knew, promised and planned on 31 October 2025."""

import pandas as pd

from casemaker.books_people import PLANT_ENGINEER
from casemaker.books_rows import LAST_REVIEW
from casemaker.plan15 import PLAN
from casemaker.potential import NEW_LINE
from casemaker.promises import PROMISES

# Account, person: what was written of them then.
PERSONS_THEN: dict[tuple[str, str], dict[str, object]] = {
    (PROMISES.account, PLANT_ENGINEER): {"attitude": -2,
                                         "evidence": "wrote to the technical director against us"},
    (PLAN.account, "Ruslan Mett"): {"attitude": 0},
    (PLAN.account, "Boris Vell"): {"attitude": None, "evidence": "", "confidence": "assumed"},
    ("Zenit Energo", "Fedor Nimm"): {"attitude": 0},
}
NOT_KNOWN_YET = ((PLAN.account, "Lev Amber"), ("Granit", "Ilia Venn"))
CONTACTS_THEN = {(PLAN.account, "Oleg Tarn", "Ruslan Mett"): 1, (PLAN.account, "Oleg Tarn", "Yana Kress"): 2}
# Version 1 of the plan of story 15: lower shares, and the flanges were given up.
SHARES_THEN = {
    "Gate valves": (0.36, 0.38, 0.40), "Ball valves": (0.24, 0.28, 0.32), "Butterfly valves": (0.08, 0.12,
                                                                                               0.16),
    "Check valves, strainers": (0.15, 0.20, 0.24), "Flanges": (0.45, 0.42, 0.40),
    "Fasteners, gaskets": (0.05, 0.10, 0.15),
}
HEAD_THEN = {"version": "1", "manager_on": "2025-03-14", "supervisor_on": "2025-03-20", "client": "",
             "client_on": "", "review": "2025-12-15"}
ACTUAL_THEN = {"More sold by the counter and the new branch": 122, "Fewer days without goods on the shelf": 9}
STEPS_THEN = ("Stock programme: four weeks of gate valves DN 50-150 for them",
              "Training of the counter on ball valves", "Kits of fasteners and gaskets for flanges",
              "Annual frame contract for all lines")


def before(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the tables of the dossiers, the buying centres and the plans as they were at the last review."""
    return {
        **tables, "dossier": _dossier(tables["dossier"]), "persons": _persons(tables["persons"]),
        "contacts": _contacts(tables["contacts"]), "promises": _promises(tables["promises"]),
        "plan": _of_plan(tables["plan"]).assign(**HEAD_THEN), "goals": _goals(tables["goals"]),
        "quantities": _quantities(_of_plan(tables["quantities"])), "steps": _steps(_of_plan(tables["steps"])),
        "offers": tables["offers"].iloc[:0], "quarters": _of_plan(tables["quarters"]),
    }


def _dossier(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the answers of then; the dossier of the new line was not begun."""
    return _until(frame[frame["name"] != NEW_LINE.account], "on")


def _until(frame: pd.DataFrame, day: str) -> pd.DataFrame:
    """Return what was known then; what has no day was so already."""
    return frame[frame[day] <= LAST_REVIEW]


def _of_plan(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["name"] == PLAN.account]


def _persons(frame: pd.DataFrame) -> pd.DataFrame:
    pairs = list(zip(frame["name"], frame["person"], strict=True))
    found = frame[[pair not in NOT_KNOWN_YET for pair in pairs]].astype("object")
    for at, row in found.iterrows():
        for column, value in PERSONS_THEN.get((row["name"], row["person"]), {}).items():
            found.loc[at, column] = value
    later = found["on"] > LAST_REVIEW
    return found.assign(on=found["on"].mask(later, "2025-09-30"), action="", action_by="", action_until="")


def _contacts(frame: pd.DataFrame) -> pd.DataFrame:
    found = frame.astype("object")
    for at, row in found.iterrows():
        key = (row["name"], row["ours"], row["theirs"])
        found.loc[at, "level"] = CONTACTS_THEN.get(key, row["level"])
    return found.assign(last=found["last"].mask(found["last"] > LAST_REVIEW, "2025-10-15"))


def _promises(frame: pd.DataFrame) -> pd.DataFrame:
    found = _until(frame, "made")
    later = found["kept"] > LAST_REVIEW
    ended = (found["outcome"] == "withdrawn") & (found["until"] > LAST_REVIEW)
    return found.assign(kept=found["kept"].mask(later, ""), outcome=found["outcome"].mask(ended, ""),
                        note=found["note"].mask(later | ended, ""))


def _goals(frame: pd.DataFrame) -> pd.DataFrame:
    known = (frame["whose"] == "us") | (frame["confirmed_on"] <= LAST_REVIEW)
    mine = frame[(known | (frame["name"] == PLAN.account)) & (frame["name"] != NEW_LINE.account)]
    actual = mine["goal"].map(ACTUAL_THEN).fillna(mine["actual"])
    later = mine["confirmed_on"] > LAST_REVIEW
    return mine.assign(actual=actual, confirmed_by=mine["confirmed_by"].mask(later, ""),
                       confirmed_on=mine["confirmed_on"].mask(later, ""))


def _quantities(frame: pd.DataFrame) -> pd.DataFrame:
    found = frame.copy()
    for year in range(1, 4):
        found[f"share_{year}"] = found["line_name"].map(lambda name, at=year - 1: SHARES_THEN[name][at])
    ranges = [column for column in found if column.endswith(("_low", "_high"))]
    return found.drop(columns=ranges).assign(on="2025-03-10")


def _steps(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["action"].isin(STEPS_THEN)].assign(done="", outcome="")
