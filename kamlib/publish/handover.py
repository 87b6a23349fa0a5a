"""One A4 page from which a stand-in can go on: whom to meet, what was promised, what is due."""

from collections.abc import Sequence

from markupsafe import Markup

from kamlib.publish.brief import brief_css
from kamlib.publish.offline import finished
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


def handover_page(sheet: Handover, *, study: str, language: str) -> str:
    """Return the stand-in and handover sheet as one self-contained HTML file that prints on one A4 page.

    Parameters
    ----------
    sheet : Handover
    study : str
        Title of the study.
    language : str

    Raises
    ------
    KamError
        When something on the page would ask another address or run.
    """
    title = _("{}: stand-in and handover").format(sheet.name)
    return handover_pages([handover_fragment(sheet, study=study)], title=title, language=language)


def handover_pages(sheets: Sequence[Markup], *, title: str, language: str) -> str:
    """Return several sheets as one self-contained HTML file, each on its own page.

    Parameters
    ----------
    sheets : sequence of Markup
        From `handover_fragment`.
    title, language : str

    Raises
    ------
    KamError
        When something on the page would ask another address or run.
    """
    page = templates().get_template("brief.html.j2").render(
        title=title, language=language, css=brief_css(), content=Markup("").join(sheets))
    return finished(page, "handover.html")


def handover_fragment(sheet: Handover, *, study: str) -> Markup:
    """Return the sheet as a piece of HTML for a larger page; its look is in `brief_css`.

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
