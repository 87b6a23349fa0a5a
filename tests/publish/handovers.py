"""Stand-in and handover sheets made by hand: the fullest one, and one of an account nobody wrote about."""

import pandas as pd

from kamlib.tables.handover import Handover
from publish.briefs import empty_brief, frame, full_brief

HANGS = {"shape": "bow tie", "narrow": "ours", "survives": False, "hinge": "Oleg Tarn", "pairs": 5.0,
         "a_year": 57.0, "ours": 3.0, "theirs": 5.0, "effective_ours": 1.24, "effective_theirs": 2.28,
         "unknown": 0.0}


def full_sheet(words: str = "", rows: int = 3) -> Handover:
    day = pd.Timestamp("2026-01-14")
    people = pd.DataFrame([{
        "person": f"Yana Kress {n}{words}", "position": f"commercial director {words}", "roles": "Initiator",
        "influence": 3.0, "attitude": 2.0, "assumed": n % 2 == 1, "met": "Oleg Tarn", "level": 3.0,
        "last": day, "only_manager": n == 0, "action": f"Agree the list {words}", "action_by": "Oleg Tarn",
        "action_until": day} for n in range(rows)])
    own = [(f"Oleg Tarn {n}{words}", "manager", f"plan, prices {words}", 9.0, "") for n in range(rows)]
    team = frame("person function task hours stand_in", *own)
    additions = frame("ours theirs kind hours", *[("Pavel Gron", "", "new", 11.0)] * rows)
    processes = frame("process owner hours review", *[(f"Labels {words}", "Timur Sand", 6.0, pd.NaT)] * rows)
    questions = pd.DataFrame({"words": [f"Which reorganisation is planned, and when? {words}"] * rows})
    known = frame("words value on assumed", *[(f"Who owns the firm? {words}", f"Timur Brand {words}", day,
                                               n % 2 == 1) for n in range(rows)])
    meeting = (day, "10:00-11:00", f"Harbour street {words}", "Oleg Tarn", f"the list {words}")
    meetings = frame("day time place leads goal", *[meeting] * rows)
    return Handover(full_brief(words, rows=rows), "Oleg Tarn", ("Rita Volk",), HANGS, people, team, additions,
                    processes, questions, known, meetings, ("plan",))


def empty_sheet() -> Handover:
    nothing = full_sheet(rows=1)
    frames = {name: getattr(nothing, name).head(0)
              for name in ("people", "team", "additions", "processes", "questions", "known", "meetings")}
    return Handover(empty_brief(), "", (), {}, **frames, missing=(
        "manager", "stand-in", "team", "contacts", "dossier", "buying-centre", "plan", "wallets", "sales"))
