"""The tables that people keep in the workbooks of an account: dossier, buying centre, plan, meeting.

Every table is read for all accounts at once: it has ``account`` and ``line`` (the key of the line in its
workbook) before the columns named here.
"""

from kamlib.tables.schema import Column, Table
from kamlib.text import N_

CONFIDENCE = ("fact", "said", "assumed")
NOT_APPLICABLE = "not applicable"
MOST_YEARS = 5
ROLES_A_PERSON = 3

_YES = ("yes",)


def _share(meaning: str, low: float = 0.0, high: float = 1.0) -> Column:
    return Column(meaning, "number", "share", low=low, high=high)


def _money(meaning: str) -> Column:
    return Column(meaning, "number", "money", low=0)


DOSSIER = Table(
    "dossier",
    N_("one row for each question of the dossier that somebody answered"),
    {
        "question": Column(N_("key of the question in the template"), required=True),
        "value": Column(N_("the answer")),
        "source": Column(N_("who said it, or which paper says it")),
        "on": Column(N_("day it was learnt"), "date"),
        "confidence": Column(N_("how sure it is"), choices=(*CONFIDENCE, NOT_APPLICABLE)),
        "owner": Column(N_("who of us keeps it up to date")),
        "valid_until": Column(N_("last day it holds; empty: by the question's own rule"), "date"),
        "sensitive": Column(N_("yes: not for every eye"), choices=_YES),
    },
)

_ROLES = {
    f"{name}{number}": column
    for number in ("", *range(2, ROLES_A_PERSON + 1))
    for name, column in (
        ("role", Column(N_("key of a role of the set in force"))),
        ("purchase", Column(N_("for which kind of purchase the role is held; empty: for every one"))),
    )
}

PERSONS = Table(
    "persons",
    N_("one row for each person of the buying centre"),
    {
        "person": Column(N_("name, or a word that stands for it"), required=True),
        "position": Column(N_("what the person is there")),
        "unit": Column(N_("department or site")),
        "reports_to": Column(N_("name of the superior, as written in this table")),
        **_ROLES,
        "budget": Column(N_("yes: holds the budget"), choices=_YES),
        "influence": Column(N_("5 decides or stops alone ... 1 informed"), "number", low=1, high=5,
                            whole=True),
        "attitude": Column(N_("-3 to +3; empty: unknown, which is never 0"), "number", low=-3, high=3,
                           whole=True),
        "wanted": Column(N_("contact wanted: 0 none to 3 trusted"), "number", low=0, high=3, whole=True),
        "result": Column(N_("business result that the person wants")),
        "win": Column(N_("what the person wins")),
        "criteria": Column(N_("what the person looks at when choosing")),
        "influences": Column(N_("whom the person influences: names parted by semicolons")),
        "evidence": Column(N_("how we know")),
        "confidence": Column(N_("how sure it is"), choices=CONFIDENCE),
        "response": Column(N_("how the person takes an offer to change, in words"),
                           choices=("growth", "trouble", "even keel", "overconfident")),
        "leaves": _share(N_("chance that the person leaves within a year")),
        "action": Column(N_("next action")),
        "action_by": Column(N_("who of us does it")),
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
        "person": Column(N_("name"), required=True),
        "function": Column(N_("what the person is with us")),
        "task": Column(N_("task for this account")),
        "hours": Column(N_("hours a month for this account"), "number", "hours", low=0),
        "stand_in": Column(N_("who stands in")),
        "leaves": _share(N_("chance that the person leaves within a year")),
        "note": Column(N_("anything else")),
    },
)

CONTACTS = Table(
    "contacts",
    N_("one row for each pair of persons who meet"),
    {
        "ours": Column(N_("our person, as written in the team"), required=True),
        "theirs": Column(N_("their person, as written in the buying centre"), required=True),
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
        "to": Column(N_("to whom of theirs")),
        "by": Column(N_("by whom of ours")),
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
        "owner": Column(N_("who of us keeps it going")),
        "since": Column(N_("since when"), "date"),
        "hours": Column(N_("hours a month"), "number", "hours", low=0),
        "cost": _money(N_("what it costs us a year")),
        "review": Column(N_("when it is looked at again"), "date"),
    },
)

PLAN = Table(
    "plan",
    N_("one row for each plan: its frame, and who stands for it"),
    {
        "base_year": Column(N_("year 0, the last full year"), "number", low=1990, high=2200, whole=True),
        "years": Column(N_("years ahead"), "number", low=3, high=MOST_YEARS, whole=True),
        "terms": Column(N_("money with inflation, or without"), choices=("nominal", "real")),
        "discount_rate": _share(N_("rate of discount a year")),
        "version": Column(N_("version")),
        "manager": Column(N_("the manager who stands for it")),
        "manager_on": Column(N_("signed on"), "date"),
        "supervisor": Column(N_("the direct supervisor")),
        "supervisor_on": Column(N_("signed on"), "date"),
        "client": Column(N_("who at the client agreed")),
        "client_on": Column(N_("agreed on"), "date"),
        "review": Column(N_("next review"), "date"),
        "note": Column(N_("anything else")),
    },
)

GOALS = Table(
    "goals",
    N_("one row for each goal, the client's or ours"),
    {
        "whose": Column(N_("whose goal it is"), choices=("client", "us"), required=True),
        "goal": Column(N_("what shall be reached"), required=True),
        "why": Column(N_("why")),
        "what_for": Column(N_("what for")),
        "how": Column(N_("how")),
        "measure": Column(N_("by what it is measured")),
        "base": Column(N_("where it stands"), "number"),
        "target": Column(N_("where it shall be"), "number"),
        "actual": Column(N_("where it is today"), "number"),
        "until": Column(N_("until when"), "date"),
        "contribution": Column(N_("what we do for it")),
        "gain": _money(N_("his gain in money a year")),
        "weight": Column(N_("how much it counts"), "number", low=0),
        "confirmed_by": Column(N_("who at the client confirmed it")),
        "confirmed_on": Column(N_("when"), "date"),
    },
)

QUANTITIES = Table(
    "quantities",
    N_("one row for each line of the plan: what they buy, and our share of it"),
    {
        "name": Column(N_("name of the line"), required=True),
        "groups": Column(N_("product groups that it joins, parted by semicolons; empty: that of its name")),
        "wallet": _money(N_("what they buy a year, year 0; from the table of wallets where it is known")),
        "margin_rate": _share(N_("margin rate, year 0; from the sales where costs are known"), -1.0),
        "growth": _share(N_("growth of the wallet a year"), -1.0, 5.0),
        **{f"share_{year}": _share(N_("our share of it")) for year in range(MOST_YEARS + 1)},
        "growth_low": _share(N_("growth, at least"), -1.0, 5.0),
        "growth_high": _share(N_("growth, at most"), -1.0, 5.0),
        "share_low": _share(N_("our share in the last year, at least")),
        "share_high": _share(N_("our share in the last year, at most")),
        "margin_low": _share(N_("margin rate in the last year, at least"), -1.0),
        "margin_high": _share(N_("margin rate in the last year, at most"), -1.0),
        "condition": Column(N_("on what it rests")),
        "confidence": Column(N_("how sure that is"), choices=CONFIDENCE),
        "on": Column(N_("day this was last looked at"), "date"),
    },
)

POSITION = Table(
    "position",
    N_("one row for each indicator of our position at the account"),
    {
        "indicator": Column(N_("key of the indicator"), required=True),
        "state": Column(N_("today")),
        "target": Column(N_("at the end of the plan")),
        "note": Column(N_("how")),
    },
)

STEPS = Table(
    "steps",
    N_("one row for each step of the plan"),
    {
        "year": Column(N_("year of the plan, 1 the first"), "number", required=True, low=1, high=MOST_YEARS,
                       whole=True),
        "goal": Column(N_("which goal it serves")),
        "action": Column(N_("what we do"), required=True),
        "kind": Column(N_("kind of step"), choices=("sale", "training", "service", "joint project",
                                                    "contact", "other")),
        "resource": Column(N_("what it takes on our side")),
        "client_action": Column(N_("what the client does")),
        "responsible": Column(N_("who of us answers for it")),
        "until": Column(N_("deadline"), "date"),
        "budget": _money(N_("what it costs us")),
        "measure": Column(N_("how we see that it is done")),
        "precondition": Column(N_("what has to be there first")),
        "risk": Column(N_("what may go wrong")),
        "plan_b": Column(N_("what we do then")),
        "done": Column(N_("the day it was done; empty: not yet"), "date"),
        "outcome": Column(N_("what came of it")),
    },
)

OFFERS = Table(
    "offers",
    N_("one row for each offer that only this client gets"),
    {
        "offer": Column(N_("what"), required=True),
        "value": Column(N_("what it is good for, in his words")),
        "gain": _money(N_("its value to him in money a year")),
        "cost": _money(N_("our cost a year")),
        "delivery": Column(N_("how it is delivered")),
        "checked_by": Column(N_("who checks")),
        "until": Column(N_("until when"), "date"),
    },
)

QUARTERS = Table(
    "quarters",
    N_("one row for each quarter of the first year: its share of the year"),
    {
        "quarter": Column(N_("1 to 4"), "number", required=True, low=1, high=4, whole=True),
        "share": _share(N_("share of the first year")),
        "note": Column(N_("why")),
    },
)

MEETING = Table(
    "meeting",
    N_("one row for each meeting"),
    {
        "on": Column(N_("day of the meeting"), "date"),
        "time": Column(N_("time")),
        "place": Column(N_("place")),
        "travel": Column(N_("minutes to get there"), "number", low=0),
        "buffer": Column(N_("minutes in hand"), "number", low=0),
        "confirms": Column(N_("who confirms it, and when")),
        "leads": Column(N_("who of us leads")),
        "goal": Column(N_("goal")),
        "secondary": Column(N_("second goal")),
        "fallback": Column(N_("with what else we would go home content")),
        "agenda": Column(N_("agenda, points parted by semicolons")),
        "protocol": Column(N_("names, titles, forms of address, dress, language")),
        "outcome": Column(N_("after: what came of the goal")),
        "next_step": Column(N_("after: next step")),
        "next_by": Column(N_("after: who of us does it")),
        "next_until": Column(N_("after: until when"), "date"),
    },
)

ATTENDING = Table(
    "attending",
    N_("one row for each person who is to be at a meeting"),
    {
        "person": Column(N_("name, as written in the buying centre or the team"), required=True),
        "side": Column(N_("theirs or ours"), choices=("theirs", "ours")),
        "came": Column(N_("after: whether the person was there"), choices=("yes", "no")),
        "attitude": Column(N_("after: attitude seen, -3 to +3"), "number", low=-3, high=3, whole=True),
        "note": Column(N_("after: what showed it")),
    },
)

ASKED = Table(
    "asked",
    N_("one row for each question of a meeting"),
    {
        "question": Column(N_("key of a question of the dossier; empty: a question of its own")),
        "words": Column(N_("what we ask"), required=True),
        "open": Column(N_("yes: an open question"), choices=_YES),
        "answer": Column(N_("after: what was answered")),
        "by": Column(N_("after: who said it")),
    },
)

SHOWN = Table(
    "shown",
    N_("one row for each article or service offered at a meeting"),
    {
        "offer": Column(N_("what we offer"), required=True),
        "amount": _money(N_("how much a year")),
        "sheet": Column(N_("data sheet at hand"), choices=_YES),
        "stock": Column(N_("stock")),
        "lead_time": Column(N_("time of delivery")),
        "reference": Column(N_("who uses it")),
        "price_limit": Column(N_("limit of the price; never on the client's page")),
        "outcome": Column(N_("after: what was said")),
    },
)

OBJECTIONS = Table(
    "objections",
    N_("one row for each objection that is expected"),
    {
        "objection": Column(N_("what they will say"), required=True),
        "question": Column(N_("the question that we ask back")),
        "fact": Column(N_("the fact that we have")),
        "concession": Column(N_("what we can give, and for what")),
        "closed": Column(N_("after: whether it is closed"), choices=("yes", "no")),
    },
)

AGREED = Table(
    "agreed",
    N_("one row for each promise made at a meeting"),
    {
        "promise": Column(N_("what was promised"), required=True),
        "to": Column(N_("to whom of theirs")),
        "by": Column(N_("by whom of ours")),
        "until": Column(N_("until when"), "date"),
    },
)

MISTAKES = Table(
    "mistakes",
    N_("one row for each of the seven mistakes, after a meeting"),
    {
        "mistake": Column(N_("key of the mistake"), required=True),
        "after": Column(N_("0 made, 1 nearly, 2 avoided"), "number", low=0, high=2, whole=True),
        "note": Column(N_("what happened")),
    },
)

# By the workbook in which they are kept.
BOOKS = {
    "dossier": (DOSSIER,),
    "buying-centre": (PERSONS, TEAM, CONTACTS, PROMISES, PROCESSES, NEEDED),
    "plan": (PLAN, GOALS, QUANTITIES, POSITION, STEPS, OFFERS, QUARTERS),
    "meeting": (MEETING, ATTENDING, ASKED, SHOWN, OBJECTIONS, AGREED, MISTAKES),
}
KEPT = {table.name: table for tables in BOOKS.values() for table in tables}
