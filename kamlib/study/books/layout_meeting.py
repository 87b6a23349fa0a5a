"""The workbook of a meeting: prepared before it, filled in after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kamlib.study.books.proposed import PROPOSED, marks
from kamlib.study.books.records import asked, fields_page, records_page
from kamlib.study.forms.form import Column, Form, Kind, Line, Page
from kamlib.tables.kept_meetings import AGREED, ASKED, ATTENDING, MEETING, MISTAKES, OBJECTIONS, SHOWN
from kamlib.text import N_, _

NAME, AFTER = "meeting", "meeting:after"
_NAMED = (0.0, 24.0, 0.0)
_WIDE = (0.0, 30.0, 0.0)

_BEFORE = (
    ("time", N_("Time"), N_("10:30, and until when")),
    ("place", N_("Place"), N_("address, entrance, room")),
    ("travel", N_("Travel"), N_("minutes to get there")),
    ("buffer", N_("In hand"), N_("minutes; a meeting that begins late begins lost")),
    ("confirms", N_("Confirmed"), N_("by whom, and when it is confirmed once more")),
    ("leads", N_("Leads"), N_("who of us leads; the others listen")),
    ("goal", N_("Goal"), N_("what shall be different after it, so that one can see it")),
    ("secondary", N_("Second goal"), N_("what is good to have as well")),
    ("fallback", N_("Fallback"), N_("with what else we go home content")),
    ("agenda", N_("Agenda"), N_("points parted by semicolons; the client's first")),
    ("protocol", N_("Manners"), N_("names and titles, forms of address, language, dress")),
)
_AFTER = (
    ("outcome", N_("What came of it"), N_("goal, second goal or fallback: reached or not, and what instead")),
    ("next_step", N_("Next step"), N_("one step that somebody does")),
    ("next_by", N_("Who of us"), N_("one name")),
    ("next_until", N_("Until when"), N_("a day, as 2026-01-31")),
)
# What is looked at after the meeting; of manners nobody judges himself.
SEVEN = (
    ("late", N_("Being late"), N_("it began on time")),
    ("arguing", N_("Arguing"), N_("no dispute; the objection is closed")),
    ("interrupting", N_("Interrupting"), N_("the client spoke more than half of the time")),
    ("uninformed", N_("Having no information"), N_("no question whose answer we had")),
    ("unprepared", N_("Not being prepared"), N_("goal or fallback reached")),
    ("manners", N_("Bad manners"), N_("only before: names, titles, forms of address")),
    ("product", N_("Not knowing the product"), N_("no question left open, or a day given for the answer")),
)


@dataclass(frozen=True)
class Known:
    """What is known before a meeting; each fact has its home elsewhere and is shown or proposed here.

    Parameters
    ----------
    people : sequence of dict
        ``person``, ``side``, ``position``, ``roles``, ``attitude``, ``contact``: words, only shown.
    questions : sequence of (str, str, str, Kind)
        Key of the line, where it comes from, what to ask, how it is answered.
    objections : sequence of (str, str)
        Key of the line, and what they will say.
    stop : str
        Why no offer should be made, or that nothing is known; a sentence.
    facts : sequence of (str, str)
        What else stands on the first sheet.
    """

    people: Sequence[Mapping[str, str]] = ()
    questions: Sequence[tuple[str, str, str, Kind]] = ()
    objections: Sequence[tuple[str, str]] = ()
    stop: str = ""
    facts: Sequence[tuple[str, str]] = ()


def meeting_form(*, study: str, account: str, name: str, manager: str, day: date, known: Known) -> Form:
    """Return the workbook of one meeting at an account.

    Parameters
    ----------
    study : str
    account, name : str
        Key and name of the account.
    manager : str
        Who carries it.
    day : date
        Of the meeting.
    known : Known
    """
    facts = (
        (_("Account"), name), (_("Meeting"), day.isoformat()),
        (_("Manager"), manager or _("nobody is named")),
        *known.facts, *(((_("Offers"), known.stop),) if known.stop else ()),
    )  # fmt: skip
    pages = (
        _before(day), _people(), _questions(known), _offers(), _objections(known), _after(), _agreed(),
        _mistakes(), _who(known),
    )  # fmt: skip
    return Form(
        NAME, study, manager, _("Meeting with {name} on {day}").format(name=name, day=day.isoformat()),
        _steps(), pages, facts=facts,
        about={"account": account, "day": day.isoformat(), PROPOSED: marks(pages)},
    )  # fmt: skip


def _steps() -> tuple[str, ...]:
    return (
        _("Before: fill the sheets 1 to 5; copy names from the sheet Who is known."),
        _("Write as you would say it; what is not known stays empty."),
        _("The questions and objections that stand there come from the dossier and the promises: change or "
          "empty them, and add your own."),
        _("After, on the same day: the columns that begin with After, and the sheets 6 to 8."),
        _("Then: kam collect FOLDER and this file. Answers go to the dossier as said, promises and attitudes "
          "to the buying centre; nothing has to be typed twice."),
        _("Write only what you would show to the person it is about."),
    )


def _before(day: date) -> Page:
    fields = [("on", _("Day"), _("a meeting on another day is another workbook"))]
    fields += [(name, _(label), _(hint)) for name, label, hint in _BEFORE]
    return fields_page(
        MEETING, fields, sheet=_("1 Before"), title=_("Before the meeting"), known={"on": day},
        locked=("on",), help=(_("What is empty here stands on the page of the meeting as missing."),),
    )  # fmt: skip


def _people() -> Page:
    sides = {"theirs": _("theirs"), "ours": _("ours")}
    came = {"yes": _("yes"), "no": _("no")}
    columns = (
        asked(ATTENDING, "person", _("Name"), _("as on the sheet Who is known"), width=30),
        asked(ATTENDING, "side", _("Side"), width=12, words=sides),
        asked(ATTENDING, "came", _("After: was there"), width=14, words=came),
        asked(ATTENDING, "attitude", _("After: attitude seen"), _("-3 to +3; not seen: empty"), width=18),
        asked(ATTENDING, "note", _("After: what showed it"), _("a word or an act, no guess"), width=50),
    )
    return records_page(
        ATTENDING, sheet=_("2 People"), title=_("Who will be there"), columns=columns,
        help=(_("+3 argues for us when we are absent, +2 prefers us openly, +1 takes us at equal terms, "
                "0 is known to be indifferent; below zero the same against us."),),
    )  # fmt: skip


def _questions(known: Known) -> Page:
    columns = (
        asked(ASKED, "words", _("What we ask"), _("in words that you would use there"), width=56),
        asked(ASKED, "open", _("Open question"), _("no yes or no as an answer"), width=14,
              words={"yes": _("yes")}),
        asked(ASKED, "answer", _("After: the answer"), _("goes to the dossier as said"), width=50),
        asked(ASKED, "by", _("After: who said it"), width=22),
    )  # fmt: skip
    rows = [
        Line(key, source, cells={"words": words, "open": "yes"}, kinds={"answer": kind})
        for key, source, words, kind in known.questions
    ]
    page = records_page(
        ASKED, sheet=_("3 Questions"), title=_("What we ask"), columns=columns, rows=rows, spare=8,
        help=(_("An answer to a question of the dossier is what the dossier takes: text, a number, a day, a "
                "choice."),),
    )  # fmt: skip
    return replace(page, name_label=_("Where from"), widths=_NAMED)


def _offers() -> Page:
    columns = (
        asked(SHOWN, "offer", _("What we offer"), width=34),
        asked(SHOWN, "amount", _("A year"), _("money"), width=14),
        asked(SHOWN, "sheet", _("Data sheet at hand"), width=12, words={"yes": _("yes")}),
        asked(SHOWN, "stock", _("In stock"), width=14),
        asked(SHOWN, "lead_time", _("Time of delivery"), width=14),
        asked(SHOWN, "reference", _("Who uses it"), width=24),
        asked(SHOWN, "price_limit", _("Limit of the price"), _("for us alone"), width=16),
        asked(SHOWN, "outcome", _("After: what was said"), width=34),
    )
    return records_page(
        SHOWN, sheet=_("4 Offers"), title=_("What we show"), columns=columns, spare=6,
        help=(_("For each offer three open questions: asked to listen, not to sell."),),
    )  # fmt: skip


def _objections(known: Known) -> Page:
    columns = (
        asked(OBJECTIONS, "objection", _("What they will say"), _("open complaints as well"), width=44),
        asked(OBJECTIONS, "question", _("We ask back"), width=34),
        asked(OBJECTIONS, "fact", _("The fact"), width=34),
        asked(OBJECTIONS, "concession", _("What we can give, and for what"), width=34),
        asked(OBJECTIONS, "closed", _("After: closed"), width=12, words={"yes": _("yes"), "no": _("no")}),
    )
    rows = [Line(key, "", cells={"objection": words}) for key, words in known.objections]
    page = records_page(
        OBJECTIONS, sheet=_("5 Objections"), title=_("What they may say against it"), columns=columns,
        rows=rows, spare=6, help=(_("For each one of the three: a question, a fact, or something to give."),),
    )  # fmt: skip
    return replace(page, widths=(0.0, 0.0, 0.0))


def _after() -> Page:
    fields = [(name, _(label), _(hint)) for name, label, hint in _AFTER]
    return fields_page(
        MEETING, fields, sheet=_("6 After"), title=_("After the meeting"), key=AFTER,
        help=(_("Within a day: later it is a memory, not a record."),),
    )  # fmt: skip


def _agreed() -> Page:
    columns = (
        asked(AGREED, "promise", _("What we promised"), _("one promise a line"), width=60),
        asked(AGREED, "to", _("To whom"), width=26),
        asked(AGREED, "by", _("Who of us"), width=26),
        asked(AGREED, "until", _("Until when"), width=14),
    )
    return records_page(
        AGREED, sheet=_("7 Promises"), title=_("What we promised there"), columns=columns, spare=8,
        help=(_("They go to the register of promises, in the workbook of the buying centre."),),
    )  # fmt: skip


def _mistakes() -> Page:
    columns = (
        Column("look", _("What is looked at"), width=50),
        asked(MISTAKES, "after", _("0 made, 1 nearly, 2 avoided"), width=16),
        asked(MISTAKES, "note", _("What happened"), width=60),
    )
    lines = tuple(
        Line(key, _(label), cells={"look": _(look)},
             locked=frozenset({"after"} if key == "manners" else ()))
        for key, label, look in SEVEN
    )  # fmt: skip
    return Page(
        MISTAKES.name, _("8 Seven mistakes"), _("The seven mistakes"), columns, lines,
        help=(_("Filled by yourself or by whoever was there with you; for learning, never for a bonus."),),
        name_label=_("Mistake"), widths=_WIDE,
    )  # fmt: skip


def _who(known: Known) -> Page:
    columns = (
        Column("side", _("Side"), width=12), Column("position", _("Position"), width=30),
        Column("roles", _("Roles"), width=34), Column("attitude", _("Attitude"), width=14),
        Column("contact", _("Contact"), width=30),
    )  # fmt: skip
    lines = tuple(
        Line(f"{row['side']} {number}", row["person"], cells={c.key: row.get(c.key, "") for c in columns})
        for number, row in enumerate(known.people, 1)
    )  # fmt: skip
    title = _("Who is known") if lines else _("Nobody is known yet: fill the buying centre first")
    return Page(
        "known", _("Who is known"), title, columns, lines, name_label=_("Name"), widths=_WIDE,
        help=(_("From the buying centre; changed there, not here."),),
    )  # fmt: skip
