"""What people typed of days after the one that is looked at: it is told, so that nobody looks for it."""

import pandas as pd

from kamlib.flow.books import kept_books
from kamlib.flow.key_accounts import today
from kamlib.flow.meetings import meetings
from kamlib.problems import Problem
from kamlib.study.folder import Study
from kamlib.text import N_, _, ngettext

# Days on which something was said or happened; a deadline or a meeting to come is later by its nature.
_DAYS = (
    ("buying-centre", "promises", "made", N_("a promise")),
    ("buying-centre", "contacts", "last", N_("a contact")),
    ("buying-centre", "persons", "on", N_("what is known of a person")),
    ("dossier", "dossier", "on", N_("an answer of a dossier")),
    ("plan", "goals", "confirmed_on", N_("a goal confirmed")),
    ("plan", "steps", "done", N_("a step done")),
)


def later_problems(study: Study, day: str = "") -> list[Problem]:
    """Return one warning where something that was typed is later than the day looked at.

    Parameters
    ----------
    study : Study
    day : str
        As 2026-01-31; empty: see `kamlib.flow.today`.

    Raises
    ------
    KamError
        When something stops the study, or the text is no day.
    """
    on = today(study, day).normalize()
    rows = meetings(study).meetings
    parts = [(rows.loc[rows["held"], "day"], N_("a meeting"))]
    parts += [(kept_books(study, kind).tables[table][column], what) for kind, table, column, what in _DAYS]
    told = [(one, what) for days, what in parts for one in pd.to_datetime(days).dropna() if one > on]
    if not told:
        return []
    last, what = max(told, key=lambda pair: pair[0])
    words = ngettext("is the day looked at; {n} entry is later: {what}, of {last}",
                     "is the day looked at; {n} entries are later, the latest of them {what}, of {last}",
                     len(told))
    remedy = _("write the day in study.yaml, as today: {last}, or name it on the command line")
    return [Problem("typed-later", words.format(n=len(told), what=_(what), last=f"{last:%Y-%m-%d}"),
                    remedy.format(last=f"{last:%Y-%m-%d}"), "warning", found=f"{on:%Y-%m-%d}")]
