"""The contact schedule as files: a calendar for all, one for each of ours, and a table."""

from collections.abc import Iterable
from pathlib import Path

from kamlib.flow.key_accounts import today
from kamlib.flow.schedule import contact_schedule
from kamlib.flow.settings import settings_in_force
from kamlib.publish.calendar import calendar, schedule_csv
from kamlib.study.books.place import safe
from kamlib.study.folder import Study
from kamlib.study.judgement import write_whole
from kamlib.text import _


def write_schedule(study: Study, *, day: str = "") -> list[Path]:
    """Write the contact schedule into ``output/schedule/`` of a study.

    Parameters
    ----------
    study : Study
        Without names the calendars are named by the codes of people.
    day : str
        The day from which one looks ahead, as 2026-02-12; empty: see `kamlib.flow.today`.

    Returns
    -------
    list of Path
        The table first, then the calendar of all, then one for each of ours who has a line.

    Raises
    ------
    KamError
        When something stops the study, or the day is none.
    """
    on = today(study, day)
    found = contact_schedule(study, settings_in_force(study, "schedule"), today=on)
    place = study.output / "schedule"
    place.mkdir(parents=True, exist_ok=True)
    files = {"schedule.csv": schedule_csv(found.lines),
             "schedule.ics": calendar(found.lines, study=study.name, today=on).encode()}
    mine = found.lines[found.lines["day"].notna()]
    for who, lines in mine.groupby("who", sort=True):
        files[_free_name(str(who), files)] = calendar(lines, study=study.name, today=on).encode()
    for old in place.glob("*.ics"):
        if old.name not in files:
            old.unlink()
    for name, content in files.items():
        write_whole(place / name, content)
    return [place / name for name in files]


def _free_name(who: str, files: Iterable[str]) -> str:
    """Return the file of a person; of two whose names give one file name, the second gets a number."""
    bare, taken = safe(who) or _("nobody"), {name.casefold() for name in files}
    names = (f"{bare}{number}.ics" for number in ("", *map(" {}".format, range(2, 2 + len(taken)))))
    return next(name for name in names if name.casefold() not in taken)
