"""The first page of a study's accounts: each with its chapters, their state, and why some stopped."""

from collections.abc import Sequence
from dataclasses import dataclass

from kamlib.publish.offline import finished
from kamlib.publish.page import style_sheet, templates
from kamlib.text import _


@dataclass(frozen=True)
class Cell:
    """One chapter of one account.

    Parameters
    ----------
    page : str
        Its page, as a link; empty when there is none.
    reasons : tuple of str
        Why it stopped; empty when it did not.
    finding : str
        What it found, in a sentence; empty when that is not known.
    old : bool
        Whether something that it rests on has changed since.
    """

    page: str = ""
    reasons: tuple[str, ...] = ()
    finding: str = ""
    old: bool = False

    @property
    def status(self) -> str:
        """The state in a word or two."""
        if self.reasons:
            return _("stopped")
        if not self.page:
            return _("not run")
        return _("older than the study") if self.old else _("done")


@dataclass(frozen=True)
class Row:
    """One account: key, name, and a cell for each chapter."""

    account: str
    name: str
    cells: tuple[Cell, ...]


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
    >>> page = accounts_page([Row("7", "Alder & Co", (Cell(),))], [("07", "What do we know?")], study="S",
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
        rows=[(row, _reasons(row, heads), _findings(row, heads)) for row in rows], heads=heads,
        study=study, language=language, css=style_sheet(), words=words,
        some_stopped=any(cell.reasons for cell in every),
        some_old=any(cell.page and cell.old for cell in every),
    )  # fmt: skip
    return finished(page, "accounts/index.html")


def _reasons(row: Row, heads: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return why chapters of an account stopped, the same reason once: numbers of the chapters, reason."""
    found: dict[str, list[str]] = {}
    for (number, _question), cell in zip(heads, row.cells, strict=True):
        for reason in cell.reasons:
            found.setdefault(reason, []).append(number)
    return [(", ".join(numbers), reason) for reason, numbers in found.items()]


def _findings(row: Row, heads: Sequence[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Return what the chapters of an account found: number, page, sentence."""
    both = zip(heads, row.cells, strict=True)
    return [(number, cell.page, cell.finding) for (number, _question), cell in both if cell.finding]
