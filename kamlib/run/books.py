"""Workbooks of accounts by command: made anew where they lie, and taken in when a copy comes back."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from kamlib.flow.key_accounts import key_accounts
from kamlib.flow.named import accounts_named
from kamlib.flow.prepare import prepared
from kamlib.problems import KamError, Problem
from kamlib.run.lock import alone
from kamlib.run.replaced import replaced_line
from kamlib.study.books import AccountForm, Made, book_path, make_book, read_book
from kamlib.study.books.carry import carried
from kamlib.study.books.merge import Differences, differences
from kamlib.study.books.place import label_of
from kamlib.study.books.proposed import renewed
from kamlib.study.folder import Study, as_day, open_study
from kamlib.study.person_files import same_name
from kamlib.text import _, ngettext

KINDS = ("dossier", "buying-centre", "plan", "meeting")


@alone("kam forms")
def make_books(
    kind: str, folder: Path, *, accounts: Sequence[str] = (), day: str = "", on: date
) -> tuple[list[str], list[Problem]]:
    """Make the workbooks of accounts, or make them anew with everything that was typed.

    Parameters
    ----------
    kind : {"dossier", "buying-centre", "plan", "meeting"}
    folder : Path
        The study.
    accounts : sequence of str
        Keys or names; empty: the key accounts.
    day : str
        Of a meeting, as 2026-02-12.
    on : date
        Today, for the names of dated copies.

    Returns
    -------
    list of str
        A line for each workbook.
    list of Problem
        Those that could not be made; each was left as it is.

    Raises
    ------
    KamError
        When the study can't be opened, a word names no account, or a meeting has no day.
    """
    study = open_study(folder)
    chosen = chosen_accounts(study, accounts, kind)
    lines: list[str] = []
    problems: list[Problem] = []
    for form in _forms(study, kind, chosen, day):
        try:
            lines.append(_told(study, make_book(study.folder, form, on=on)))
        except KamError as error:
            problems += error.problems
    return lines, problems


def chosen_accounts(study: Study, words: Sequence[str], kind: str) -> pd.DataFrame:
    """Return the accounts that are named, else the key accounts.

    Raises
    ------
    KamError
        With every word that names no account, or more than one; or when a meeting is with nobody.
    """
    if not words:
        if kind == "meeting":
            message, remedy = _("a meeting needs an account"), _('write --accounts "Volna Opt"')
            raise KamError(Problem("form-accounts", message, remedy))
        return key_accounts(study)[["account", "name"]]
    known = prepared(study).accounts[["account", "name"]]
    keys = accounts_named(known, words)
    return known.set_index("account", drop=False).loc[keys].reset_index(drop=True)


@alone("kam collect")
def collect_book(folder: Path, file: Path, *, on: date) -> tuple[list[str], list[Problem]]:
    """Put what a copy of an account's workbook says into the one that is kept.

    Parameters
    ----------
    folder : Path
        The study.
    file : Path
        The copy that came back.
    on : date
        Today.

    Returns
    -------
    list of str
    list of Problem
        Cells that could not be taken; the others are.

    Raises
    ------
    KamError
        When it is of another study, or the kept workbook is open or damaged.
    """
    study = open_study(folder)
    returned = read_book(file, file.name)
    kind, account = returned.schema.name, returned.account
    if not same_name(returned.schema.study, study.name):
        message = _('is a workbook of another study, "{}"').format(returned.schema.study)
        raise KamError(Problem("form-other-study", message, _("collect it there"), file=file.name))
    chosen = chosen_accounts(study, [account], kind)
    day, name = returned.schema.about.get("day", ""), str(chosen["name"].iloc[0])
    home = book_path(study.folder, account, name, kind, day)
    if home.exists() and home.resolve() == file.resolve():
        return _at_home(folder, file, kind, on=on)
    form = _forms(study, kind, chosen, day)[0]
    kept = renewed(read_book(home, label_of(study.folder, home)), on=on) if home.exists() else None
    found = differences(renewed(returned, on=on), carried(form.form, kept))
    made = make_book(study.folder, form, on=on, changes=found.changes)
    lines = _taken(file, name, found, made)
    problems = [*returned.problems, *found.problems]
    if kind == "meeting":
        more, wrong = _at_home(folder, home, kind, on=on)
        lines, problems = [*lines, *more], [*problems, *wrong]
    return lines, problems


def _at_home(folder: Path, file: Path, kind: str, *, on: date) -> tuple[list[str], list[Problem]]:
    """Take in a workbook that lies where it is kept: a meeting feeds the others, the rest is read there."""
    if kind == "meeting":
        from kamlib.run.meeting import collect_meeting

        return collect_meeting(folder, file, on=on)
    return [_("{}: is read where it lies; there is nothing to collect").format(file.name)], []


def _forms(study: Study, kind: str, chosen: pd.DataFrame, day: str) -> list[AccountForm]:
    """Return the workbooks as template and data make them.

    Raises
    ------
    KamError
        When a meeting has no day.
    """
    if kind == "meeting":
        if not day:
            message, remedy = _("a meeting needs a day"), _("write --on 2026-02-12")
            raise KamError(Problem("form-day", message, remedy))
        from kamlib.flow.meetings import meeting_forms

        return meeting_forms(study, chosen, day=as_day(day, "--on"))
    if kind == "dossier":
        from kamlib.flow.dossiers import dossier_forms

        return dossier_forms(study, chosen)
    if kind == "buying-centre":
        from kamlib.flow.buying import buying_forms

        return buying_forms(study, chosen)
    from kamlib.flow.plans import plan_forms

    return plan_forms(study, chosen)


def _told(study: Study, made: Made) -> str:
    label = label_of(study.folder, made.path)
    kept = ngettext("{} answer kept", "{} answers kept", made.answers).format(made.answers)
    if made.state == "new":
        return _("{}: new").format(label)
    if made.state == "same" or made.copy is None:
        return _("{}: as it was, {}").format(label, kept)
    parts = [_("{}: made anew, {}, the earlier one is {}").format(label, kept, made.copy.name)]
    if made.former:
        words = ngettext("{} former line", "{} former lines", made.former)
        parts.append(words.format(made.former))
    if made.pictures:
        words = ngettext("{} picture stays in the earlier one", "{} pictures stay in the earlier one",
                         made.pictures)  # fmt: skip
        parts.append(words.format(made.pictures))
    return "; ".join(parts)


def _taken(file: Path, account: str, found: Differences, made: Made) -> list[str]:
    """Return the line on a copy, and one for each answer that it replaces."""
    words = _("{}: {}; {} new, {} changed, {} known")
    lines = [words.format(file.name, account, found.new, len(found.replaced), found.same)]
    lines += [replaced_line(now, before, now.text) for now, before in found.replaced]
    if found.replaced and made.copy:
        lines.append(_("  what it was before is in {}").format(made.copy.name))
    return lines
