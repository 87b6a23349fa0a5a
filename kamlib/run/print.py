"""The command ``kam print``: the papers of the evening before the week, in one file ready to be printed."""

import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from kamlib.flow.brief import brief
from kamlib.flow.codes import open_study
from kamlib.flow.key_accounts import today
from kamlib.flow.meeting_sources import meeting_sources
from kamlib.flow.meetings import meetings
from kamlib.flow.reviews import changes_since, review_of
from kamlib.problems import KamError
from kamlib.publish.printed import NotMade, printed_page
from kamlib.run.chapter import CASE
from kamlib.run.lock import alone
from kamlib.run.schedule import write_schedule
from kamlib.run.which import KEY, which_accounts
from kamlib.study.books.place import safe
from kamlib.study.folder import Study
from kamlib.study.judgement import write_whole
from kamlib.tables.brief import Brief
from kamlib.text import _, use_language


@dataclass(frozen=True)
class Printed:
    """What was made.

    Parameters
    ----------
    page : Path
        The file to be printed.
    accounts, changes : int
        How many sheets of accounts, and changes since the last review.
    schedule : list of Path
        Calendar and table of the contact schedule.
    stopped : dict of str to list of str
        Accounts whose sheet could not be made, with the reasons.
    """

    page: Path
    accounts: int
    changes: int
    schedule: list[Path]
    stopped: dict[str, list[str]] = field(default_factory=dict)


@alone("kam print")
def print_papers(
    folder: Path | None = None, *, accounts: Sequence[str] = (), day: str = "", since: str = "",
    show_names: bool = True,
) -> Printed:  # fmt: skip
    """Write one file with a sheet of A4 for each account and what changed, and the schedule beside it.

    Parameters
    ----------
    folder : Path or None
        Study folder; None means the case.
    accounts : sequence of str
        Which accounts, by key or name; the key accounts by default.
    day : str
        The day from which one looks ahead, as 2026-02-12; by default that of the study.
    since : str
        The review with which today is compared, by its day; the last one by default.
    show_names : bool
        False: everybody has a code, such as "Buyer A", and texts that name anybody are left out.

    Returns
    -------
    Printed
        An account whose sheet can't be made has one that says why, and stops no other.

    Raises
    ------
    KamError
        When the study can't be counted, or a name or a day is not right.
    """
    study = open_study(folder or CASE, show_names=show_names)
    use_language(study.language)
    on = today(study, day)
    chosen = which_accounts(study, accounts or (KEY,)).chosen
    changes, kept = _changes(study, since, day)
    sheets = _sheets(study, chosen, on)
    if accounts and isinstance(changes, pd.DataFrame):
        changes = changes[changes["account"].isin(chosen["account"])]
    page = study.output / f"print-{on:%Y-%m-%d}.html"
    text = printed_page(
        sheets, changes, study=study.name, day=f"{on:%Y-%m-%d}", language=study.language,
        since=kept,
    )  # fmt: skip
    page.parent.mkdir(parents=True, exist_ok=True)
    write_whole(page, text.encode("utf-8"))
    stopped = {one.name: list(one.reasons) for one in (*sheets, changes) if isinstance(one, NotMade)}
    many = len(changes) if isinstance(changes, pd.DataFrame) else 0
    return Printed(page, len(sheets), many, write_schedule(study, day=day), stopped)


def _changes(study: Study, since: str, day: str) -> tuple[pd.DataFrame | NotMade, str]:
    """Return what changed, or why that is not known, and the day of the review it is compared with.

    Raises
    ------
    KamError
        When the user names a review that is not there.
    """
    try:
        review = review_of(study, since, day=day)
        return changes_since(study, since, day=day), review.day.isoformat() if review else ""
    except KamError as error:
        if since:
            raise
        return NotMade("", _("The page of changes"), tuple(map(str, error.problems))), ""


def _sheets(study: Study, chosen: pd.DataFrame, on: pd.Timestamp) -> list[Brief | NotMade]:
    sources, known = meeting_sources(study, today=on), meetings(study)
    found: list[Brief | NotMade] = []
    for account, name in chosen[["account", "name"]].itertuples(index=False, name=None):
        try:
            found.append(brief(study, account, today=on, sources=sources, known=known))
        except KamError as error:
            found.append(NotMade(account, name, tuple(map(str, error.problems))))
        except Exception:
            found.append(NotMade(account, name, (_mistake(study, account),)))
    return found


def _mistake(study: Study, account: str) -> str:
    """Write the full report of a mistake of ours and return the sentence for the user."""
    file = study.output / ".log" / f"print-{safe(account)}.txt"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(traceback.format_exc(), encoding="utf-8")
    said = _("something went wrong that is not your mistake; the full report is in {}")
    return said.format(file.relative_to(study.folder).as_posix())
