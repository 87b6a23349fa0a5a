"""The tables of a meeting: what is prepared before it, and what is filled in after it."""

from kamlib.tables.kept_columns import YES, money
from kamlib.tables.schema import Column, Table
from kamlib.text import N_

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
        "leads": Column(N_("who of us leads"), names="ours"),
        "goal": Column(N_("goal")),
        "secondary": Column(N_("second goal")),
        "fallback": Column(N_("with what else we would go home content")),
        "agenda": Column(N_("agenda, points parted by semicolons")),
        "protocol": Column(N_("names, titles, forms of address, dress, language")),
        "outcome": Column(N_("after: what came of the goal")),
        "next_step": Column(N_("after: next step")),
        "next_by": Column(N_("after: who of us does it"), names="ours"),
        "next_until": Column(N_("after: until when"), "date"),
    },
)

ATTENDING = Table(
    "attending",
    N_("one row for each person who is to be at a meeting"),
    {
        "person": Column(N_("name, as written in the buying centre or the team"), names="side",
                         required=True),
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
        "question": Column(N_("key of a question of the dossier; empty: a question of its own"),
                           names="nobody"),
        "words": Column(N_("what we ask"), required=True),
        "open": Column(N_("yes: an open question"), choices=YES),
        "answer": Column(N_("after: what was answered")),
        "by": Column(N_("after: who said it"), names="side"),
    },
)

SHOWN = Table(
    "shown",
    N_("one row for each article or service offered at a meeting"),
    {
        "offer": Column(N_("what we offer"), required=True),
        "amount": money(N_("how much a year")),
        "sheet": Column(N_("data sheet at hand"), choices=YES),
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
        "to": Column(N_("to whom of theirs"), names="theirs"),
        "by": Column(N_("by whom of ours"), names="ours"),
        "until": Column(N_("until when"), "date"),
    },
)

MISTAKES = Table(
    "mistakes",
    N_("one row for each of the seven mistakes, after a meeting"),
    {
        "mistake": Column(N_("key of the mistake"), names="nobody", required=True),
        "after": Column(N_("0 made, 1 nearly, 2 avoided"), "number", low=0, high=2, whole=True),
        "note": Column(N_("what happened")),
    },
)
