"""The workbook of a meeting: prepared before it, filled in after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kamlib.study.books.proposed import PROPOSED, marks
from kamlib.study.books.records import fields_page, form_of, records_page
from kamlib.study.forms.form import Form, Kind, Line
from kamlib.tables import WORKBOOKS
from kamlib.text import _

NAME, AFTER = "meeting", "meeting:after"


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
    fill, table = {"name": name, "day": day.isoformat()}, WORKBOOKS[NAME].tables
    lines = {
        "asked": [Line(key, source, cells={"words": words, "open": "yes"}, kinds={"answer": kind})
                  for key, source, words, kind in known.questions],
        "objections": [Line(key, "", cells={"objection": words}) for key, words in known.objections],
        "known": [Line(f"{row['side']} {number}", row["person"],
                       cells={name: row.get(name, "") for name in table["known"].shown})
                  for number, row in enumerate(known.people, 1)],
    }
    page = {key: records_page(one, lines.get(key, ())) for key, one in table.items() if key != NAME}
    if not known.people:
        title = _("Nobody is known yet: fill the buying centre first")
        page["known"] = replace(page["known"], title=title)
    afterwards = list(page).index("agreed")
    pages = (
        fields_page(table[NAME], known={"on": day}, locked=("on",)), *list(page.values())[:afterwards],
        fields_page(table[NAME], sheet="after"), *list(page.values())[afterwards:],
    )  # fmt: skip
    return form_of(NAME, study, manager, pages, facts=facts, fill=fill,
                   about={"account": account, "day": day.isoformat(), PROPOSED: marks(pages)})
