"""The tables of a perspective plan."""

from kamlib.tables.kept_columns import CONFIDENCE, MOST_YEARS, money, share
from kamlib.tables.schema import Column, Table
from kamlib.text import N_

PLAN = Table(
    "plan",
    N_("one row for each plan: its frame, and who stands for it"),
    {
        "base_year": Column(N_("year 0, the last full year"), "number", low=1990, high=2200, whole=True),
        "years": Column(N_("years ahead"), "number", low=3, high=MOST_YEARS, whole=True),
        "terms": Column(N_("money with inflation, or without"), choices=("nominal", "real")),
        "discount_rate": share(N_("rate of discount a year")),
        "version": Column(N_("version")),
        "manager": Column(N_("the manager who stands for it"), names="ours"),
        "manager_on": Column(N_("signed on"), "date"),
        "supervisor": Column(N_("the direct supervisor"), names="ours"),
        "supervisor_on": Column(N_("signed on"), "date"),
        "client": Column(N_("who at the client agreed"), names="theirs"),
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
        "gain": money(N_("his gain in money a year")),
        "weight": Column(N_("how much it counts"), "number", low=0, high=1000),
        "confirmed_by": Column(N_("who at the client confirmed it"), names="theirs"),
        "confirmed_on": Column(N_("when"), "date"),
    },
)

QUANTITIES = Table(
    "quantities",
    N_("one row for each line of the plan: what they buy, and our share of it"),
    {
        "name": Column(N_("name of the line"), names="nobody", required=True),
        "groups": Column(N_("product groups that it joins, parted by semicolons; empty: that of its name"),
                         names="nobody"),
        "wallet": money(N_("what they buy a year, year 0; from the table of wallets where it is known")),
        "margin_rate": share(N_("margin rate, year 0; from the sales where costs are known"), -1.0),
        "growth": share(N_("growth of the wallet a year"), -1.0, 5.0),
        **{f"share_{year}": share(N_("our share of it")) for year in range(MOST_YEARS + 1)},
        "growth_low": share(N_("growth, at least"), -1.0, 5.0),
        "growth_high": share(N_("growth, at most"), -1.0, 5.0),
        "share_low": share(N_("our share in the last year, at least")),
        "share_high": share(N_("our share in the last year, at most")),
        "margin_low": share(N_("margin rate in the last year, at least"), -1.0),
        "margin_high": share(N_("margin rate in the last year, at most"), -1.0),
        "condition": Column(N_("on what it rests")),
        "confidence": Column(N_("how sure that is"), choices=CONFIDENCE),
        "on": Column(N_("day this was last looked at"), "date"),
    },
)

POSITION = Table(
    "position",
    N_("one row for each indicator of our position at the account"),
    {
        "indicator": Column(N_("key of the indicator"), names="nobody", required=True),
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
        "responsible": Column(N_("who of us answers for it"), names="ours"),
        "until": Column(N_("deadline"), "date"),
        "budget": money(N_("what it costs us")),
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
        "gain": money(N_("its value to him in money a year")),
        "cost": money(N_("our cost a year")),
        "delivery": Column(N_("how it is delivered")),
        "checked_by": Column(N_("who checks"), names="ours"),
        "until": Column(N_("until when"), "date"),
    },
)

QUARTERS = Table(
    "quarters",
    N_("one row for each quarter of the first year: its share of the year"),
    {
        "quarter": Column(N_("1 to 4"), "number", required=True, low=1, high=4, whole=True),
        "share": share(N_("share of the first year")),
        "note": Column(N_("why")),
    },
)
