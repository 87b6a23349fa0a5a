"""The tables that people fill: what they decided, scored, answered or know, one row for one statement.

A table of ``PEOPLE`` is kept in one file for each person, so that two people never write the same file.
"""

from kamlib.tables.schema import Column, Table
from kamlib.text import N_

_ACCOUNT = Column(N_("key of the account"), required=True, names="nobody")
_BY = Column(N_("who says so"), names="ours")
_ON = Column(N_("day it was said, as 2026-01-31"), "date")

SCORES = Table(
    "scores",
    N_("one row for each evaluator, round, account and criterion"),
    {
        "who": Column(N_("the evaluator"), names="ours", required=True),
        "round": Column(N_("1: silent, before the talk; 2: after"), "number", required=True, low=1, high=9),
        "account": _ACCOUNT,
        "criterion": Column(N_("key of the criterion in the pack"), names="nobody", required=True),
        "score": Column(N_("points on the written scale"), "number", "points", required=True, low=1, high=10),
        "note": Column(N_("why")),
        "on": _ON,
    },
)

FACTS = Table(
    "facts",
    N_("one row for each person, account and fact that no sales file knows"),
    {
        "who": Column(N_("who says so"), names="ours", required=True),
        "account": _ACCOUNT,
        "fact": Column(N_("key of the fact in the pack"), names="nobody", required=True),
        "answer": Column(N_("yes, no or a number"), required=True),
        "evidence": Column(N_("how it is known")),
        "on": _ON,
    },
)

INFLUENCE = Table(
    "influence",
    N_("one row for each person, manager, account and question"),
    {
        "who": Column(N_("who answers"), names="ours", required=True),
        "role": Column(N_("manager, supervisor or settled"), names="nobody", required=True),
        "manager": Column(N_("whose influence it is"), names="ours", required=True),
        "account": _ACCOUNT,
        "question": Column(N_("key of the question in the pack"), names="nobody", required=True),
        "answer": Column(N_("0, 0.25, 0.5, 0.75 or 1; empty with applies = no"), "number", low=0, high=1),
        "applies": Column(N_("no where the question does not apply to the account; else yes"),
                          names="nobody"),
        "evidence": Column(N_("the last time in 12 months that an action changed it")),
        "on": _ON,
    },
)

STRENGTH = Table(
    "strength",
    N_("one row for each account and criterion of the customer: we against the best competitor"),
    {
        "account": _ACCOUNT,
        "criterion": Column(N_("what the customer looks at, in his words"), required=True),
        "weight": Column(N_("how much it counts for him"), "number", required=True, low=0, high=1000),
        "ours": Column(N_("how he sees us"), "number", "points", required=True, low=1, high=10),
        "theirs": Column(N_("how he sees the best competitor"), "number", "points", low=1, high=10),
        "competitor": Column(N_("who that is"), names="nobody"),
        "evidence": Column(N_("the customer said so, or we assume it")),
        "by": _BY,
        "on": _ON,
    },
)

WALLETS = Table(
    "wallets",
    N_("one row for each account, product group and supplier: what the client buys in a year"),
    {
        "account": _ACCOUNT,
        "group": Column(N_("product group; empty: all groups together"), names="nobody"),
        "supplier": Column(N_("competitor; empty: all suppliers together, we among them"), names="nobody"),
        "low": Column(N_("at least, a year"), "number", "money", low=0),
        "base": Column(N_("most likely, a year"), "number", "money", low=0),
        "high": Column(N_("at most, a year"), "number", "money", low=0),
        "growth": Column(N_("growth of the wallet a year"), "number", "share", low=-1,
                         per=("account", "group")),
        "reachable": Column(N_("share of the wallet that we can reach"), "number", "share", low=0, high=1,
                            per=("account", "group")),
        "source": Column(N_("client said, norm, peers, competitor or guess"), names="nobody"),
        "contract_end": Column(N_("last day of that supplier's contract"), "date"),
        "by": _BY,
        "on": _ON,
        "note": Column(N_("anything else")),
    },
    rising=("low", "base", "high"),
)

KEY_ACCOUNTS = Table(
    "key_accounts",
    N_("one row for each account that people have decided on"),
    {
        "account": _ACCOUNT,
        "decided": Column(N_("key or not key"), names="nobody", required=True),
        "manager": Column(N_("who carries it"), names="ours"),
        "since": Column(N_("first day as a key account"), "date"),
        "reason": Column(N_("why")),
        "by": _BY,
        "on": _ON,
    },
)

POSITIONS = Table(
    "positions",
    N_("one row for each account whose place in three years somebody typed"),
    {
        "account": _ACCOUNT,
        "attractiveness": Column(N_("in three years"), "number", "points", required=True, low=1, high=10),
        "strength": Column(
            N_("in three years, ours less the best competitor's"), "number", "points", low=-9, high=9
        ),
        "by": _BY,
        "on": _ON,
    },
)

MANAGERS = Table(
    "managers",
    N_("one row for each of our managers who carries accounts"),
    {
        "manager": Column(N_("our manager, as the sales name him"), names="ours", required=True),
        "organisation": Column(N_("dedicated or line"), names="nobody"),
        "key_hours": Column(
            N_("hours a month for key accounts, served ones taken off"), "number", "hours", low=0
        ),
        "hours": Column(N_("hours a month for all accounts"), "number", "hours", low=0, high=744),
        "by": _BY,
        "on": _ON,
    },
)

HOURS = Table(
    "hours",
    N_("one row for each account whose hours somebody knows"),
    {
        "account": _ACCOUNT,
        "hours": Column(
            N_("hours a month that the account takes"), "number", "hours", required=True, low=0, high=744
        ),
        "by": _BY,
        "on": _ON,
    },
)

ABSENCES = Table(
    "absences",
    N_("one row for each time that somebody, of ours or of theirs, was away or left"),
    {
        "person": Column(N_("name, or a word that stands for it"), names="side", required=True),
        "side": Column(N_("ours or theirs"), names="nobody", required=True),
        "account": Column(N_("key of the account; empty: every account of our person"), names="nobody"),
        "from": Column(N_("first day away"), "date", required=True),
        "to": Column(N_("last day away; empty: has left"), "date"),
        "reason": Column(N_("why, in a word; a reason of health is not written")),
        "by": _BY,
        "on": _ON,
    },
    rising=("from", "to"),
)

SCHEDULE = Table(
    "schedule",
    N_("one row for each line of the contact schedule that a manager moved or refused"),
    {
        "account": _ACCOUNT,
        "what": Column(N_("the line, as the schedule names it: promise 3, step 2, contact 4"), names="nobody",
                       required=True),
        "decision": Column(N_("moved or refused"), names="nobody", required=True),
        "to": Column(N_("moved: the day to which"), "date"),
        "reason": Column(N_("why; it stays in sight"), required=True),
        "by": _BY,
        "on": _ON,
    },
)

ASKED_FOR = Table(
    "asked_for",
    N_("one row for each thing that a client asked for and that we do not sell"),
    {
        "account": _ACCOUNT,
        "what": Column(N_("what was asked for, in the client's words"), required=True),
        "since": Column(N_("when it was asked for first"), "date"),
        "amount": Column(N_("how much of it the client buys in a year"), "number", "money", low=0),
        "by": _BY,
        "on": _ON,
    },
)

PEOPLE = {table.name: table for table in (SCORES, FACTS, INFLUENCE)}
JUDGED = {
    table.name: table
    for table in (STRENGTH, WALLETS, KEY_ACCOUNTS, POSITIONS, MANAGERS, HOURS, ABSENCES, SCHEDULE, ASKED_FOR)
}
