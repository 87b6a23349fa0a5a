"""One A4 page from which a stand-in can go on: whom to meet, what was promised, what is due."""

from markupsafe import Markup

from kamlib.publish.page import templates
from kamlib.publish.room import fitted
from kamlib.publish.sheet import BELOW_ROOM, COLUMN_ROOM, SHEET, column
from kamlib.show.handover import handover_head, handover_sections
from kamlib.tables.handover import Handover
from kamlib.text import _

LEFT = ("people", "team", "contacts", "meetings", "known")
RIGHT = ("promises", "actions", "processes", "steps", "questions", "figures", "contracts", "credit")
BELOW = ("missing",)
WHOLE = ("figures",)
# Millimetres of the sheet that are no column: title, head, band below, and the lines to sign.
TOP, HEAD, BELOW_HIGH, SIGN, FOOT, GAP, HEAD_ROOM = 13.5, 4.5, 40.0, 16.0, 5.2, 2.0, 47.0


def handover_fragment(sheet: Handover, *, study: str) -> Markup:
    """Return the sheet as a piece of HTML for a larger page; its look is in ``brief.css``.

    Parameters
    ----------
    sheet : Handover
    study : str
    """
    sections = handover_sections(sheet)
    head = [(label, fitted(words, room=HEAD_ROOM, lines=1).words) for label, words in handover_head(sheet)]
    below, low = column(sections, BELOW, room=BELOW_HIGH, wide=BELOW_ROOM)
    high = SHEET - TOP - HEAD * len(head) - low - SIGN - FOOT - GAP
    words = {
        "title": _("Stand-in and handover"), "day": f"{sheet.brief.today:%Y-%m-%d}",
        "signs": [_("Handed over by, day"), _("Taken over by, day"), _("Introduced to the client on")],
        "known": _("Sales known until {known}; page of {today}. For our own eyes.").format(
            known=f"{sheet.brief.known_until:%Y-%m-%d}", today=f"{sheet.brief.today:%Y-%m-%d}"),
    }  # fmt: skip
    made = templates().get_template("handover_sheet.html.j2").render(
        name=sheet.name, study=study, head=head, words=words, below=below,
        left=column(sections, LEFT, room=high, wide=COLUMN_ROOM)[0],
        right=column(sections, RIGHT, room=high, wide=COLUMN_ROOM, whole=WHOLE)[0])
    return Markup(made)  # the template escapes everything that it is given
