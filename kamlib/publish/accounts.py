"""The first page of a study's accounts: each with its chapters, their state, and why some stopped."""

from collections.abc import Sequence
from dataclasses import dataclass

from kamlib.publish.index import Entry
from kamlib.publish.offline import finished
from kamlib.publish.page import style_sheet, templates
from kamlib.text import _


@dataclass(frozen=True)
class Row:
    """One account: key, name, and an entry for each chapter."""

    account: str
    name: str
    cells: Sequence[Entry]


def accounts_page(
    rows: Sequence[Row], heads: Sequence[tuple[str, str]], *, study: str, language: str
) -> str:
    """Return the table of accounts and chapters as one self-contained HTML page, without a clock.

    Parameters
    ----------
    rows : sequence of Row
        In the order shown.
    heads : sequence of (str, str)
        Number and question of each chapter.
    study : str
        Title of the study.
    language : str
        Language of the texts.

    Examples
    --------
    >>> entry = Entry("07", "What do we know?")
    >>> page = accounts_page([Row("7", "Alder & Co", [entry])], [(entry.number, entry.question)], study="S",
    ...                      language="en")
    >>> "Alder &amp; Co" in page, "not run" in page
    (True, True)
    """
    words = {
        "title": _("Accounts"),
        "account": _("Account"),
        "found": _("what the chapters found"),
        "index": _("All chapters"),
        "stopped": _("Some chapters stopped. Mend what they name, then run again."),
        "old": _("Some pages are older than the study: what they rest on has changed. Run again."),
    }
    every = [cell for row in rows for cell in row.cells]
    page = templates().get_template("accounts.html.j2").render(
        rows=[(row, _reasons(row)) for row in rows], heads=heads,
        study=study, language=language, css=style_sheet(), words=words,
        some_stopped=any(cell.reasons for cell in every),
        some_old=any(cell.page and cell.old for cell in every),
    )  # fmt: skip
    return finished(page, "accounts/index.html")


def _reasons(row: Row) -> list[tuple[str, str]]:
    """Return why chapters of an account stopped, the same reason once: numbers of the chapters, reason."""
    found: dict[str, list[str]] = {}
    for cell in row.cells:
        for reason in cell.reasons:
            found.setdefault(reason, []).append(cell.number)
    return [(", ".join(numbers), reason) for reason, numbers in found.items()]
