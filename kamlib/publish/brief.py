"""One A4 page for a meeting, and a second one to be filled in by hand after it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from kamlib.publish.offline import finished
from kamlib.publish.page import style_sheet, templates
from kamlib.publish.room import Text, fitted
from kamlib.publish.sheet import BELOW_ROOM, COLUMN_ROOM, SHEET, column
from kamlib.show.brief import Entry, Section, brief_sections, day_words
from kamlib.show.words_meeting import MISTAKES
from kamlib.tables.brief import Brief
from kamlib.text import _

LEFT = ("people", "questions", "promises", "goals")
RIGHT = ("credit", "figures", "contracts", "offers", "objections", "steps")
BELOW = ("missing",)
WHOLE = ("credit", "figures")
# The sheet in millimetres, as brief.css has it; widths of a line in ems of its letters.
TOP, FOOT, BELOW_HIGH, GAP = 13.9, 5.2, 44.0, 3.2
WHEN, GOAL, HEAD_ROOM, WHEN_ROOM = 4.2, 4.5, 47.0, 57.0
WHEN_LINES, HEAD_LINES = 3, 2
_QUESTIONS, _PERSONS, _PROMISES = 9, 8, 5


def sheets_page(sheets: Sequence[Markup], *, title: str, language: str) -> str:
    """Return sheets as one self-contained HTML file that prints each on a page of its own.

    Parameters
    ----------
    sheets : sequence of Markup
        From `brief_fragment` or `kamlib.publish.handover.handover_fragment`.
    title, language : str

    Raises
    ------
    KamError
        When something on the page would ask another address or run.
    """
    page = templates().get_template("brief.html.j2").render(
        title=title, language=language, css=style_sheet("brief.css"), content=Markup("").join(sheets))
    return finished(page, "sheets.html")


def brief_fragment(brief: Brief, *, study: str, after: bool = False) -> Markup:
    """Return the page as a piece of HTML for a larger one; its look is in ``brief.css``.

    Every piece is exactly one A4 sheet: what has no room is cut at the end of its section with how many more
    there are.

    Parameters
    ----------
    brief : Brief
    study : str
    after : bool
        Whether the sheet to be filled by hand follows.
    """
    sections = brief_sections(brief)
    head, words = _head(brief), _words(brief)
    lines = sum(text.lines for _label, text in head)
    below, low = column({"missing": _in_line(sections["missing"])}, BELOW, room=BELOW_HIGH, wide=BELOW_ROOM)
    high = SHEET - TOP - FOOT - GAP - low - WHEN * words.pop("lines") - GOAL * lines
    made = templates().get_template("brief_sheet.html.j2").render(
        brief=brief, study=study, day=day_words(brief.day), head=head, words=words, below=below,
        left=column(sections, LEFT, room=high, wide=COLUMN_ROOM, whole=WHOLE)[0],
        right=column(sections, RIGHT, room=high, wide=COLUMN_ROOM, whole=WHOLE)[0],
        after=_after(brief, sections) if after else None,
    )  # fmt: skip
    return Markup(made)  # the template escapes everything that it is given


def _head(brief: Brief) -> list[tuple[str, Text]]:
    """Return what stands above both columns: goal first; what is not there is said by "Still missing"."""
    told = [(_("Goal"), brief.head.get("goal", "")), (_("Second goal"), brief.head.get("secondary", "")),
            (_("Fallback"), brief.head.get("fallback", "")), (_("Agenda"), brief.head.get("agenda", ""))]
    return [(label, fitted(words, room=HEAD_ROOM, lines=HEAD_LINES)) for label, words in told if words]


def _words(brief: Brief) -> dict[str, Any]:
    head = brief.head
    place = [head.get("time", ""), head.get("place", "")]
    travel = _("{} minutes there").format(head["travel"]) if head.get("travel") else ""
    spare = _("{} in hand").format(head["buffer"]) if head.get("buffer") else ""
    leads = _("leads: {}").format(head["leads"]) if head.get("leads") else ""
    confirms = _("confirmed: {}").format(head["confirms"]) if head.get("confirms") else ""
    told = ", ".join(filter(None, (*place, travel, spare, confirms, leads)))
    where = fitted(told, room=WHEN_ROOM - 9, lines=WHEN_LINES)
    manners = _("Manners: {}").format(head["protocol"]) if head.get("protocol") else ""
    protocol = fitted(manners, room=WHEN_ROOM, lines=HEAD_LINES)
    return {
        "where": where.words, "protocol": protocol.words,
        "manager": _("Manager: {}").format(brief.manager or _("nobody is named")),
        "known": _("Sales known until {known}; page of {today}. For our own eyes.").format(
            known=f"{brief.known_until:%Y-%m-%d}", today=f"{brief.today:%Y-%m-%d}"),
        "lines": where.lines + (protocol.lines if manners else 0),
    }  # fmt: skip


def _in_line(section: Section) -> Section:
    """Return a section in which what is beside stands behind: the band below has long lines."""
    told = (Entry(_("{what}: {words}").format(what=one.words, words=one.beside)) if one.beside else one
            for one in section.entries)
    return replace(section, entries=tuple(told))


def _after(brief: Brief, sections: Mapping[str, Section]) -> dict[str, object]:
    """Return what the second sheet asks for, with as many empty lines as a meeting needs."""
    questions = [fitted(entry.words, room=20.5, lines=2).words for entry in sections["questions"].entries]
    theirs = brief.people[brief.people["side"] != "ours"]
    people = [fitted(str(name), room=20.5, lines=1).words for name in theirs["person"]]
    return {
        "title": _("After the meeting"), "account": brief.name, "day": day_words(brief.day),
        "hint": _("Today, not tomorrow. Then: the sheets 3, 6, 7 and 8 of the workbook, and kam collect."),
        "questions": _padded(questions, _QUESTIONS), "people": _padded(people, _PERSONS),
        "promises": [""] * _PROMISES, "mistakes": [_(label) for label in MISTAKES.values()],
        "labels": {
            "question": _("Question"), "answer": _("Answer"), "by": _("Who said it"), "person": _("Person"),
            "attitude": _("Attitude seen, -3 to +3"), "showed": _("What showed it"),
            "promise": _("We promised"), "to": _("To whom"), "ours": _("Who of us"), "until": _("Until when"),
            "next": _("Next step"), "mistake": _("The seven mistakes"),
            "score": _("0 made, 1 nearly, 2 avoided"), "goal": _("What came of the goal"),
        },
    }  # fmt: skip


def _padded(words: list[str], rows: int) -> list[str]:
    return [*words[:rows], *[""] * (rows - len(words))]
