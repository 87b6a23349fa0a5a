"""Tables beside the workbooks: who was away, what was asked for in vain, what was moved in the schedule."""

import pandas as pd

from casemaker.absence import ABSENCE, window
from casemaker.books_people_more import GONE
from casemaker.books_rows import TODAY
from casemaker.company import MANAGERS
from casemaker.concession import CONCESSION
from casemaker.entities import HOLDING_NAME
from casemaker.people import SUPERVISOR
from casemaker.periods import DEPARTURE
from casemaker.plan15 import PLAN
from casemaker.service_facts import KILLER

# Account, what, since, RUB a year, who heard it, when.
ASKED_FOR = (
    (CONCESSION.account, "expansion joints", "2025-07-14", 9_000_000, MANAGERS[6], "2026-01-15"),
    (KILLER.account, "expansion joints", "2023-11-29", None, MANAGERS[1], "2026-01-15"),
    (HOLDING_NAME, "fire hydrants", "2025-09-04", 6_500_000, MANAGERS[5], "2026-01-12"),
    (PLAN.account, "pipe clamps and hangers", "2025-10-09", 2_400_000, MANAGERS[7], "2026-01-14"),
    (PLAN.account, "fire hydrants", "2025-12-18", 1_800_000, MANAGERS[7], "2026-01-14"),
)
# Account, line of the schedule, decided, to, reason, by.
DECIDED = (
    (HOLDING_NAME, "contact 5", "moved", "2026-03-11", "he is away for three weeks in February", MANAGERS[7]),
    (PLAN.account, "contact 7", "refused", "", "she is asked by phone whenever a day is confirmed",
     MANAGERS[7]),
)


def absences_table(names: dict[str, str]) -> pd.DataFrame:
    """Rows of ``absences.csv``: who of ours was away, who of theirs left."""
    first, last = window(0)
    gone_from = str((pd.Timestamp(DEPARTURE.left_on) + pd.Timedelta(days=1)).date())
    return pd.DataFrame([
        {"person": MANAGERS[ABSENCE.manager], "side": "ours", "account": "", "from": str(first),
         "to": str(last),
         "reason": "away", "by": SUPERVISOR, "on": TODAY},
        {"person": GONE, "side": "theirs", "account": names[DEPARTURE.account], "from": gone_from, "to": "",
         "reason": "left the firm", "by": MANAGERS[6], "on": TODAY},
    ])


def asked_for_table(names: dict[str, str]) -> pd.DataFrame:
    """Rows of ``asked_for.csv``: what clients asked for and we do not sell."""
    return pd.DataFrame([
        {"account": names[name], "what": what, "since": since, "amount": amount, "by": by, "on": on}
        for name, what, since, amount, by, on in ASKED_FOR
    ])


def schedule_table(names: dict[str, str]) -> pd.DataFrame:
    """Rows of ``schedule.csv``: lines of the contact schedule that a manager moved or refused."""
    return pd.DataFrame([
        {"account": names[name], "what": what, "decision": decision, "to": to, "reason": reason, "by": by,
         "on": TODAY} for name, what, decision, to, reason, by in DECIDED
    ])
