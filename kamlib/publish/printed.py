"""What is printed on the evening before the week: a sheet for each key account, and what changed."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from kamlib.publish.brief import brief_fragment
from kamlib.publish.offline import finished
from kamlib.publish.page import style_sheet, templates
from kamlib.tables.brief import Brief
from kamlib.text import _, ngettext

_MOST_REASONS = 12  # on the sheet of an account that could not be made


@dataclass(frozen=True)
class NotMade:
    """An account whose sheet could not be made: key, name and why."""

    account: str
    name: str
    reasons: tuple[str, ...]


def printed_page(
    sheets: Sequence[Brief | NotMade], changes: pd.DataFrame | NotMade, *, study: str, day: str, since: str,
    language: str,
) -> str:  # fmt: skip
    """Return everything to be printed as one self-contained HTML file: a sheet of A4 each, then the changes.

    An account with a meeting has a second sheet, to be filled in by hand after it.

    Parameters
    ----------
    sheets : sequence of Brief or NotMade
        In the order of the paper.
    changes : DataFrame or NotMade
        ``account``, ``name``, ``where``, ``words``: what changed, in the order of the paper; or why that is
        not known.
    study : str
        Title of the study.
    day : str
        The day from which one looks ahead, as 2026-02-12.
    since : str
        The review with which today is compared; empty when there is none yet.
    language : str

    Raises
    ------
    KamError
        When something on the page would ask another address or run.

    Examples
    --------
    >>> none = pd.DataFrame(columns=["account", "name", "where", "words"])
    >>> page = printed_page([NotMade("7", "Alder & Co", ("no rate for USD",))], none, study="S",
    ...                     day="2026-02-12", since="", language="en")
    >>> "Alder &amp; Co" in page, "kam review" in page
    (True, True)
    """
    page = templates().get_template("printed.html.j2").render(
        title=_("{study}: {day}").format(study=study, day=day), language=language, study=study, day=day,
        css=style_sheet("brief.css") + style_sheet("printed.css"),
        sheets=[_sheet(one, study) for one in sheets], words=_words(changes, since), **_changes(changes),
    )  # fmt: skip
    return finished(page, "print.html")


def _sheet(one: Brief | NotMade, study: str) -> Markup:
    if isinstance(one, Brief):
        return brief_fragment(one, study=study, after="meeting" not in one.lacks)
    more = len(one.reasons) - _MOST_REASONS
    made = templates().get_template("printed_without.html.j2").render(
        name=one.name, study=study, reasons=one.reasons[:_MOST_REASONS],
        said=_("The sheet of this account could not be made:"),
        more=_("... {} more").format(more) if more > 0 else "",
    )  # fmt: skip
    return Markup(made)  # the template escapes everything that it is given


def _changes(changes: pd.DataFrame | NotMade) -> dict[str, object]:
    if isinstance(changes, NotMade):
        return {"changes": [], "reasons": changes.reasons[:_MOST_REASONS]}
    return {"changes": _by_account(changes), "reasons": ()}


def _by_account(changes: pd.DataFrame) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Return the changes under the names of their accounts, and there under where they are."""
    found = []
    for _account, rows in changes.groupby("account", sort=False):
        parts = [(str(where), list(part["words"])) for where, part in rows.groupby("where", sort=False)]
        found.append((str(rows["name"].iloc[0]), parts))
    return found


def _words(changes: pd.DataFrame | NotMade, since: str) -> dict[str, str]:
    if isinstance(changes, NotMade):
        told = _("What changed can't be told:")
    elif not since:
        told = _("There is no review up to this day to compare with. Keep one with: kam review FOLDER")
    elif changes.empty:
        told = _("Nothing has changed since the review of {}.").format(since)
    else:
        many = ngettext("{} change", "{} changes", len(changes)).format(len(changes))
        accounts = changes["account"].nunique()
        at = ngettext("{} account", "{} accounts", accounts).format(accounts)
        told = _("Since the review of {day}: {changes} at {accounts}.").format(
            day=since, changes=many, accounts=at)
    return {"title": _("What changed"), "told": told, "own": _("For our own eyes.")}
