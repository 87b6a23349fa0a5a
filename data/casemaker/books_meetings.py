"""Two meetings: one on Thursday that is prepared, one that was held and whose second page is filled."""

from dataclasses import dataclass, field

from casemaker.books_people import PLANT_BUYER, PLANT_ENGINEER
from casemaker.books_promises import REGISTER
from casemaker.books_rows import ENGINEER, WAREHOUSE
from casemaker.books_team import SERVICE
from casemaker.company import MANAGERS
from casemaker.plan15 import PLAN
from casemaker.promises import PROMISES

Rows = tuple[dict[str, object], ...]


@dataclass(frozen=True)
class Meeting:
    """One meeting; ``answers`` are by the key of a question of the dossier: answer, who said it."""

    account: str
    day: str
    before: dict[str, object]
    after: dict[str, object] = field(default_factory=dict)
    attending: Rows = ()
    asked: Rows = ()
    answers: dict[str, tuple[str, str]] = field(default_factory=dict)
    shown: Rows = ()
    objections: Rows = ()
    agreed: Rows = ()
    mistakes: dict[str, tuple[int, str]] = field(default_factory=dict)
    # What the sheets proposed and nobody wants to say there: sheet, line, column.
    emptied: tuple[tuple[str, str, str], ...] = ()


def _there(side: str, *names: str, came: str = "") -> Rows:
    return tuple({"person": name, "side": side, "came": came} for name in names)


THURSDAY = Meeting(
    PLAN.account, "2026-02-05",
    before={
        "time": "10:30 to 12:00", "place": "their office, ul. Mira 105, entrance from the yard, second floor",
        "travel": 25, "buffer": 20, "confirms": "Vika Moro, again on Wednesday by 15:00",
        "leads": MANAGERS[7],
        "goal": "The list and the volumes of the stock programme for 2026 agreed in writing",
        "secondary": "A day in April for flanges by formula, before the frame contract of Tekram ends",
        "fallback": "The forecast for February and March, and the next date",
        "agenda": "their forecast for spring; stock programme: list and volumes; training on ball valves; "
                  "flanges after May",
        "protocol": "Yana Kress by first name, Boris Vell by name and patronymic; helmets in the warehouse",
    },
    attending=(*_there("theirs", "Yana Kress", "Ruslan Mett"), *_there("ours", MANAGERS[7], ENGINEER)),
    asked=(
        {"words": "What would have to be on the shelf so that nobody at the counter says no?", "open": "yes"},
        {"words": "How will you decide on flanges when the contract with Tekram ends?", "open": "yes"},
        {"words": "Who advises customers on butterfly valves, and what does he look at?", "open": "yes"},
        {"words": "What would make the branch in Surgut easier for you?", "open": "yes"},
    ),
    shown=(
        {"offer": "Stock programme, gate valves DN 50-150", "amount": 19_000_000, "sheet": "yes",
         "stock": "four weeks", "lead_time": "3 days", "reference": "Lira Opt",
         "price_limit": "2 % below list, not below"},
        {"offer": "Trial lot of butterfly valves", "amount": 1_500_000, "sheet": "yes", "stock": "DN 50-200",
         "lead_time": "1 week", "reference": "Granit", "price_limit": "list; on commission for 4 months"},
    ),
    objections=(
        {"objection": "Tekram is cheaper on flanges", "question": "On which sizes, and at which lot?",
         "fact": "on DN 100 and above we are within 2 %",
         "concession": "price formula against half of the volume"},
        {"objection": "You raised prices twice in 2025", "question": "Which of them hurt at the counter?",
         "fact": "", "concession": "prices fixed for a quarter against a forecast"},
        {"objection": "Certificates of the ball valves came late", "question": "",
         "fact": "all of them are there since 9 January", "concession": ""},
    ),
    emptied=(("objections", "dossier objections", "objection"),
             ("objections", "dossier claims", "objection")),
)
# What was promised there stands in the register since; the sheet and the register say the same.
_PROMISED = tuple(row for row in REGISTER[PROMISES.account] if row[3] == "2026-01-21")
PAST = Meeting(
    PROMISES.account, "2026-01-21",
    before={
        "time": "14:00 to 15:30", "place": "their plant, gate 2", "travel": 50, "buffer": 25,
        "confirms": "Zoya Lem, the day before", "leads": MANAGERS[6],
        "goal": "The plant engineer says what has to change so that he counts on us again",
        "secondary": "The technical director names the measure by which he will judge us",
        "fallback": "A second meeting with the plant engineer alone",
        "agenda": "the wrong deliveries of 2025; what we change; what they need in spring",
        "protocol": "safety shoes; the plant engineer speaks first",
    },
    after={"outcome": "Goal reached: a second check and labels; judged by hours of waiting a month",
           "next_step": "Bring the report on the wrong deliveries", "next_by": SERVICE,
           "next_until": "2026-02-13"},
    attending=(
        {"person": "Marat Gorin", "side": "theirs", "came": "yes", "attitude": 0,
         "note": "asked for a measure"},
        {"person": PLANT_ENGINEER, "side": "theirs", "came": "yes", "attitude": -1,
         "note": "stayed to the end, and showed us the boxes"},
        {"person": PLANT_BUYER, "side": "theirs", "came": "yes", "attitude": 2, "note": "defended us"},
        *_there("ours", MANAGERS[6], SERVICE, came="yes"), *_there("ours", WAREHOUSE, came="no"),
    ),
    asked=(
        {"words": "What happened on the line when the wrong boxes came?", "open": "yes",
         "answer": "a shift stood for two hours in October", "by": PLANT_ENGINEER},
        {"words": "By what will you see that we are better?", "open": "yes",
         "answer": "by the hours of waiting a month: 37 now, 10 wanted", "by": "Marat Gorin"},
        {"words": "With what are you content, and with what not?", "open": "yes",
         "answer": "with price and answers, not with what is in the boxes", "by": PLANT_ENGINEER},
        {"words": "Who sorts our boxes, and how long does it take?", "open": "yes",
         "answer": "two people, every Tuesday night; nobody had told purchasing", "by": PLANT_ENGINEER},
    ),
    answers={"cost_of_problem": ("2100000", "Marat Gorin")},
    objections=(
        {"objection": "Every third box is wrong", "question": "May we see them?",
         "fact": "13 of 21 returned lines of 2025 were picked wrongly",
         "concession": "a second check for 3 months",
         "closed": "yes"},
        {"objection": "The report was promised for December", "question": "",
         "fact": "it was, and it is late",
         "concession": "by 13 February, in person", "closed": "no"},
    ),
    agreed=tuple({"promise": row[0], "to": row[1], "by": row[2], "until": row[4]} for row in _PROMISED),
    mistakes={"late": (2, "began on time"), "arguing": (1, "the report"), "interrupting": (2, ""),
              "uninformed": (2, ""), "unprepared": (2, "goal reached"), "product": (2, "")},
)
MEETINGS = (THURSDAY, PAST)
