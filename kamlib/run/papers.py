"""The papers of a study: sheets to be printed, handovers, plans for clients, reviews, the contact schedule.

All take one path: the study is opened with or without names, a maker says what is to be written, and that is
written at once. What can't be made for one account stops no other.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from kamlib.flow.books import kept_books
from kamlib.flow.brief import brief
from kamlib.flow.client_words import client_words_problems
from kamlib.flow.codes import open_study
from kamlib.flow.handover import handover
from kamlib.flow.key_accounts import today
from kamlib.flow.later import later_problems
from kamlib.flow.plans import BEGUN, EMPTY, PLANNED, Plans, plans
from kamlib.flow.prepare import prepared
from kamlib.flow.reviews import changes_since, review_name, review_of, state_of
from kamlib.flow.schedule import contact_schedule
from kamlib.flow.settings import settings_in_force
from kamlib.method.plan_goals import confirmed_there
from kamlib.problems import KamError, Problem, problem
from kamlib.publish.brief import sheets_page
from kamlib.publish.calendar import calendar, schedule_csv
from kamlib.publish.client_plan import SHOWN, client_page
from kamlib.publish.handover import handover_fragment
from kamlib.publish.printed import NotMade, printed_page
from kamlib.run.lock import studying
from kamlib.run.terminal import Said, attempt, short
from kamlib.run.which import which_accounts
from kamlib.study.books import account_folder
from kamlib.study.books.place import safe
from kamlib.study.folder import CASE, Study
from kamlib.study.judgement import write_whole
from kamlib.study.reviews import write_review
from kamlib.tables.brief import Brief
from kamlib.words import phrase, use_language


@dataclass(frozen=True)
class Papers:
    """What is made.

    Parameters
    ----------
    files : dict of Path to bytes
        What is written, the one to be opened first.
    lines : list of str
        What is said about it.
    problems : list of Problem
        What to look at, though it stops nothing.
    stopped : dict of str to list of str
        What could not be made, with the reasons.
    """

    files: dict[Path, bytes] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    stopped: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Asked:
    """What is asked for: the study, the day in both forms, accounts, the review to compare with."""

    study: Study
    on: pd.Timestamp
    day: str
    accounts: Sequence[str]
    since: str


def papers(kind: str, folder: Path, **asked: Any) -> Said:
    """Make papers and say so; see `make_papers`."""
    made = make_papers(kind, folder, **asked)
    errors = [line for name, reasons in made.stopped.items()
              for line in (phrase("sheet-failed", name=name), *(f"  {reason}" for reason in reasons))]
    return Said([*made.lines, *made.problems], errors, fails=bool(made.stopped))


def make_papers(
    kind: str, folder: Path | None = None, *, accounts: Sequence[str] = (), day: str = "", since: str = "",
    show_names: bool = True,
) -> Papers:  # fmt: skip
    """Write papers of a study.

    Parameters
    ----------
    kind : {"print", "handover", "client-plan", "review"}
        One file with a sheet of A4 for each account and what changed, and the contact schedule beside it; one
        file with a stand-in and handover sheet for each account; a page for each plan without what the client
        may not see; or the state of a day, kept so that the next review can say what changed.
    folder : Path or None
        Study folder; None means the case.
    accounts : sequence of str
        Which accounts, by key or name; by default the key accounts, of plans all that there are.
    day : str
        As 2026-02-12: from which one looks ahead, or of the review; by default that of the study.
    since : str
        The review with which the day is compared, by its day; the last one by default.
    show_names : bool
        False: everybody has a code, such as "Buyer A", and texts that name anybody are left out.

    Returns
    -------
    Papers
        An account whose sheet can't be printed has one that says why.

    Raises
    ------
    KamError
        When something stops the study, a name or a day is not right, or an account has no plan: then nothing
        is written.
    """
    place = Path(folder or CASE)
    with studying(place, f"kam {kind}"):
        study = open_study(place, show_names=show_names)
        use_language(study.language)
        made = _MAKERS[kind](_Asked(study, today(study, day), day, accounts, since))
        for path, content in made.files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, content)
        return made


def _printed(asked: _Asked) -> Papers:
    study, on = asked.study, asked.on
    chosen = which_accounts(study, asked.accounts).chosen
    changes, kept = _changes(asked)
    sheets = _sheets(study, chosen, on)
    if asked.accounts and isinstance(changes, pd.DataFrame):
        changes = changes[changes["account"].isin(chosen["account"])]
    page = study.output / f"print-{on:%Y-%m-%d}.html"
    text = printed_page(sheets, changes, study=study.name, day=f"{on:%Y-%m-%d}", language=study.language,
                        since=kept)  # fmt: skip
    schedule = schedule_files(study, on)
    count = len(changes) if isinstance(changes, pd.DataFrame) else 0
    lines = [phrase("printed", page=short(page), accounts=len(sheets), changes=count),
             phrase("schedule-at", path=short(next(iter(schedule)).parent))]  # fmt: skip
    stopped = {one.name: list(one.reasons) for one in (*sheets, changes) if isinstance(one, NotMade)}
    return Papers({page: text.encode(), **schedule}, lines, later_problems(study, asked.day), stopped)


def _changes(asked: _Asked) -> tuple[pd.DataFrame | NotMade, str]:
    """Return what changed, or why that is not known, and the day of the review it is compared with.

    Raises
    ------
    KamError
        When the user names a review that is not there.
    """
    study, since, day = asked.study, asked.since, asked.day
    try:
        review = review_of(study, since, day=day)
        return changes_since(study, since, day=day), review.day.isoformat() if review else ""
    except KamError as error:
        if since:
            raise
        return NotMade("", phrase("page-of-changes"), tuple(map(str, error.problems))), ""


def _sheets(study: Study, chosen: pd.DataFrame, on: pd.Timestamp) -> list[Brief | NotMade]:
    sheets: list[Brief | NotMade] = []
    for account, name in chosen[["account", "name"]].itertuples(index=False, name=None):
        report = study.output / ".log" / f"print-{safe(account)}.txt"
        sheet, reasons = attempt(partial(brief, study, account, today=on), report, below=study.folder)
        sheets.append(sheet or NotMade(account, name, tuple(reasons)))
    return sheets


def schedule_files(study: Study, on: pd.Timestamp) -> dict[Path, bytes]:
    """Return the contact schedule: the table, the calendar of all, and one for each of ours who has a line.

    Calendars of those who have none any more are removed. Without names they are called by codes of people.

    Raises
    ------
    KamError
        When something stops the study.
    """
    lines = contact_schedule(study, settings_in_force(study, "schedule"), today=on).lines
    place = study.output / "schedule"
    files = {"schedule.csv": schedule_csv(lines),
             "schedule.ics": calendar(lines, study=study.name, today=on).encode()}
    for who, own in lines[lines["day"].notna()].groupby("who", sort=True):
        files[_free_name(str(who), files)] = calendar(own, study=study.name, today=on).encode()
    for old in place.glob("*.ics"):
        if old.name not in files:
            old.unlink()
    return {place / name: content for name, content in files.items()}


def _free_name(who: str, files: Iterable[str]) -> str:
    """Return the file of a person; of two whose names give one file name, the second gets a number."""
    bare, taken = safe(who) or phrase("nobody"), {name.casefold() for name in files}
    names = (f"{bare}{number}.ics" for number in ("", *map(" {}".format, range(2, 2 + len(taken)))))
    return next(name for name in names if name.casefold() not in taken)


def _handovers(asked: _Asked) -> Papers:
    study, on = asked.study, asked.on
    chosen = which_accounts(study, asked.accounts).chosen
    sheets = [handover_fragment(handover(study, account, today=on), study=study.name)
              for account in chosen["account"].astype("str")]
    page = study.output / f"handover-{on:%Y-%m-%d}.html"
    text = sheets_page(sheets, title=f"{study.name}: {on:%Y-%m-%d}", language=study.language)
    return Papers({page: text.encode()}, [str(short(page))], later_problems(study, asked.day))


def _client_plans(asked: _Asked) -> Papers:
    study = asked.study
    known = plans(study, settings_in_force(study, "plan"), today=asked.on)
    chosen = _with_plan(study, known, asked.accounts)
    files = {study.output / "plans" / f"{account_folder(study.folder, key, name).name}.html":
             _client_page(study, known, key, name).encode() for key, name in chosen}  # fmt: skip
    problems = [told for key, _name in chosen for told in client_words_problems(study, known, key)]
    return Papers(files, [str(short(path)) for path in files], problems)


def _with_plan(study: Study, known: Plans, words: Sequence[str]) -> list[tuple[str, str]]:
    """Return key and name of the accounts that are named, else of all that have a plan.

    Raises
    ------
    KamError
        With every word that names no account, else every account without a plan, or with an empty one.
    """
    ready = known.accounts[known.accounts["state"].isin([BEGUN, PLANNED])]
    chosen = which_accounts(study, words).chosen if words else ready
    state = known.accounts.set_index("account")["state"]
    if missing := [_without_plan(study, account, str(name), state.get(account))
                   for account, name in chosen[["account", "name"]].itertuples(index=False, name=None)
                   if account not in set(ready["account"])]:
        raise KamError(missing)
    return list(chosen[["account", "name"]].itertuples(index=False, name=None))


def _without_plan(study: Study, account: str, name: str, state: object) -> Problem:
    """Return what is missing: the workbook, or anything in it."""
    if state == EMPTY:
        return problem("plan-empty", file=kept_books(study, "plan").files[account], found=name)
    return problem("no-plan", found=name)


def _client_page(study: Study, known: Plans, key: str, name: str) -> str:
    tables: dict[str, pd.DataFrame] = {table: getattr(known, table) for table in SHOWN}
    tables["goals"] = known.goals.assign(confirmed=confirmed_there(known.goals))
    own = {table: frame[frame["account"] == key] for table, frame in tables.items()}
    return client_page(own, client=name, company=study.company, currency=study.currency,
                       language=study.language)


def _review(asked: _Asked) -> Papers:
    """Keep the state of the day; sales after it are not counted, so that a late review is that of its day."""
    on, study = asked.on.date(), asked.study
    if on < prepared(study).as_of.date():
        study = replace(study, as_of=on)
    day = on.isoformat()
    before, changes = review_name(study, day=day), changes_since(study, day=day)
    kept = write_review(study.folder, state_of(study), on=on)
    lines = [phrase("review-kept", file=kept.relative_to(study.folder).as_posix())]
    if not before:
        return Papers(lines=[*lines, phrase("review-first")])
    lines.append(phrase("review-changes", changes=len(changes), day=str(before)))
    lines += [f"  {name}: {words}" for name, words in zip(changes["name"], changes["words"], strict=True)]
    return Papers(lines=lines)


_MAKERS: dict[str, Callable[[_Asked], Papers]] = {
    "print": _printed, "handover": _handovers, "client-plan": _client_plans, "review": _review,
}  # fmt: skip
