"""The tables of dossier and buying centre: what is known of an account, who decides, who of us meets whom."""

from kamlib.tables.kept_columns import CONFIDENCE, NOT_APPLICABLE, ROLES_A_PERSON, YES, money, share
from kamlib.tables.schema import Column, Table
from kamlib.text import N_

DOSSIER = Table(
    "dossier",
    N_("one row for each question of the dossier that somebody answered"),
    {
        "question": Column(N_("key of the question in the template"), names="nobody", required=True),
        "value": Column(N_("the answer")),
        "source": Column(N_("who said it, or which paper says it")),
        "on": Column(N_("day it was learnt"), "date"),
        "confidence": Column(N_("how sure it is"), choices=(*CONFIDENCE, NOT_APPLICABLE)),
        "owner": Column(N_("who of us keeps it up to date"), names="ours"),
        "valid_until": Column(N_("last day it holds; empty: by the question's own rule"), "date"),
        "sensitive": Column(N_("yes: not for every eye"), choices=YES),
    },
)

_ROLES = {
    f"{name}{number}": column
    for number in ("", *range(2, ROLES_A_PERSON + 1))
    for name, column in (
        ("role", Column(N_("key of a role of the set in force"), names="nobody")),
        ("purchase", Column(N_("for which kind of purchase the role is held; empty: for every one"))),
    )
}

PERSONS = Table(
    "persons",
    N_("one row for each person of the buying centre"),
    {
        "person": Column(N_("name, or a word that stands for it"), names="theirs", required=True),
        "position": Column(N_("what the person is there")),
        "unit": Column(N_("department or site")),
        "reports_to": Column(N_("name of the superior, as written in this table"), names="theirs"),
        **_ROLES,
        "budget": Column(N_("yes: holds the budget"), choices=YES),
        "influence": Column(N_("5 decides or stops alone ... 1 informed"), "number", low=1, high=5,
                            whole=True),
        "attitude": Column(N_("-3 to +3; empty: unknown, which is never 0"), "number", low=-3, high=3,
                           whole=True),
        "wanted": Column(N_("contact wanted: 0 none to 3 trusted"), "number", low=0, high=3, whole=True),
        "result": Column(N_("business result that the person wants")),
        "win": Column(N_("what the person wins")),
        "criteria": Column(N_("what the person looks at when choosing")),
        "influences": Column(N_("whom the person influences: names parted by semicolons"), names="theirs"),
        "evidence": Column(N_("how we know")),
        "confidence": Column(N_("how sure it is"), choices=CONFIDENCE),
        "response": Column(N_("how the person takes an offer to change, in words"),
                           choices=("growth", "trouble", "even keel", "overconfident")),
        "leaves": share(N_("chance that the person leaves within a year")),
        "action": Column(N_("next action")),
        "action_by": Column(N_("who of us does it"), names="ours"),
        "action_until": Column(N_("until when"), "date"),
        "on": Column(N_("day this was last looked at"), "date"),
        "note": Column(N_("business only; a note on a person is personal data")),
    },
)

NEEDED = Table(
    "needed",
    N_("one row for each role that is needed here, or not, otherwise than the pack says"),
    {
        "needed": Column(N_("yes: somebody is needed in it; no: nobody is; empty: as the pack says"),
                         choices=("yes", "no")),
        "why": Column(N_("why")),
    },
)

TEAM = Table(
    "team",
    N_("one row for each of our people who work for the account"),
    {
        "person": Column(N_("name"), names="ours", required=True),
        "function": Column(N_("what the person is with us")),
        "task": Column(N_("task for this account")),
        "hours": Column(N_("hours a month for this account"), "number", "hours", low=0, high=744),
        "stand_in": Column(N_("who stands in"), names="ours"),
        "leaves": share(N_("chance that the person leaves within a year")),
        "note": Column(N_("anything else")),
    },
)

CONTACTS = Table(
    "contacts",
    N_("one row for each pair of persons who meet"),
    {
        "ours": Column(N_("our person, as written in the team"), names="ours", required=True),
        "theirs": Column(N_("their person, as written in the buying centre"), names="theirs", required=True),
        "level": Column(N_("0 none, 1 one-way, 2 two-way, 3 trusted"), "number", low=0, high=3, whole=True),
        "a_year": Column(N_("contacts a year"), "number", low=0),
        "last": Column(N_("last two-way contact"), "date"),
    },
)

PROMISES = Table(
    "promises",
    N_("one row for each promise to the client"),
    {
        "promise": Column(N_("what was promised"), required=True),
        "to": Column(N_("to whom of theirs"), names="theirs"),
        "by": Column(N_("by whom of ours"), names="ours"),
        "made": Column(N_("when"), "date"),
        "until": Column(N_("until when"), "date"),
        "kept": Column(N_("the day it was kept; empty: not yet"), "date"),
        "outcome": Column(N_("how it ended without being kept"), choices=("withdrawn", "broken")),
        "note": Column(N_("anything else")),
    },
)

PROCESSES = Table(
    "processes",
    N_("one row for each process made for this client alone"),
    {
        "process": Column(N_("what we do for this client alone"), required=True),
        "why": Column(N_("why")),
        "owner": Column(N_("who of us keeps it going"), names="ours"),
        "since": Column(N_("since when"), "date"),
        "hours": Column(N_("hours a month"), "number", "hours", low=0, high=744),
        "cost": money(N_("what it costs us a year")),
        "review": Column(N_("when it is looked at again"), "date"),
    },
)
