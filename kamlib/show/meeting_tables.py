"""Tables of a meeting, of promises and of the schedule, with words in place of keys."""

import pandas as pd

from kamlib.show.brief import brief_sections
from kamlib.show.tables import Table, table
from kamlib.show.words_meeting import MISTAKES, STATES, gap_sentences
from kamlib.show.words_schedule import kind_words, line_words, state_words
from kamlib.tables.brief import Brief
from kamlib.text import _


def brief_table(brief: Brief, *keys: str, rows: int = 12) -> Table:
    """Return sections of the page of a meeting as one table.

    Parameters
    ----------
    brief : Brief
    *keys : str
        Sections as `brief_sections` names them.
    rows : int
        At most so many lines in all.
    """
    lines = []
    for section in (brief_sections(brief)[key] for key in keys):
        title = section.title
        for entry in section.entries:
            beside = "; ".join(filter(None, (entry.mark, entry.beside)))
            lines.append((title, entry.words, beside))
            title = ""
        if not section.entries:
            lines.append((title, section.empty, ""))
    names = {"title": "", "words": _("On the page"), "beside": _("Beside it")}
    return table(pd.DataFrame(lines, columns=list(names)), names, rows=rows)


def readiness_table(brief: Brief) -> Table:
    """Return the seven mistakes with what is missing against each before the meeting."""
    told = dict(gap_sentences(brief.gaps))
    missing = [told.get(_(label), "") or _("nothing") for label in MISTAKES.values()]
    frame = pd.DataFrame({"mistake": [_(label) for label in MISTAKES.values()], "missing": missing})
    return table(frame, {"mistake": _("Mistake"), "missing": _("Still missing")})


def promises_table(promises: pd.DataFrame, *, rows: int = 10) -> Table:
    """Return promises with their states in words."""
    shown = promises.assign(state=promises["state"].map({key: _(words) for key, words in STATES.items()}))
    names = {"name": _("Account"), "promise": _("Promise"), "to": _("To"), "by": _("By"),
             "until": _("Until"), "state": _("State"), "days_overdue": _("Days late")}
    if promises["state"].isin(["open", "overdue"]).all():
        names.pop("state")  # the days say it
    return table(shown, names, kinds={"days_overdue": "count"}, rows=rows, empty=_("No promise is open."))


def schedule_table(lines: pd.DataFrame, *, decided: bool = False, rows: int = 10) -> Table:
    """Return lines of the schedule: when, where, what, who with whom, and why it is there.

    Parameters
    ----------
    lines : DataFrame
        From `schedule`, with ``name``.
    decided : bool
        Whether what became of each line, and the reason somebody gave, stand in place of why it is there;
        lines that somebody refused are only then shown.
    rows : int
        At most so many.
    """
    lines = lines if decided else lines[lines["state"] != "refused"]
    told = lines.to_dict("records")
    both = [_("{ours} with {theirs}").format(ours=row["who"] or _("nobody"), theirs=row["person"])
            if row["person"] else str(row["who"] or _("nobody")) for row in told]
    shown = lines.assign(
        says=[line_words(row) for row in told], because=[kind_words(row) for row in told],
        became=[state_words(row) for row in told], both=both)
    shown = shown.astype(dict.fromkeys(("says", "because", "became", "both"), "str"))
    names = {"week": _("Week of"), "name": _("Account"), "says": _("What"), "both": _("Who")}
    names |= {"became": _("State"), "reason": _("Reason")} if decided else {"because": _("Because")}
    empty = _("Nothing is to be done.")
    if decided:
        empty = _("Nothing waits, and nobody moved or refused a line.")
    return table(shown, names | {"what": _("Line")}, kinds={"week": "day"}, rows=rows, empty=empty)
