"""The first page of a study's results: every chapter with its question, its finding and its state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kamlib.publish.offline import finished
from kamlib.publish.page import style_sheet, templates
from kamlib.words import phrase


@dataclass(frozen=True)
class Entry:
    """One chapter in the list.

    Parameters
    ----------
    number, question : str
        From the first heading of the chapter.
    finding : str
        What the chapter found, in one line; may be empty.
    page : str
        Its page in the same folder; empty when there is none.
    reasons : sequence of str
        Why it stopped; empty when it did not.
    old : bool
        Whether something that it rests on has changed since.
    """

    number: str
    question: str
    finding: str = ""
    page: str = ""
    reasons: Sequence[str] = ()
    old: bool = False

    @property
    def status(self) -> str:
        """The state in a word or two."""
        if self.reasons:
            return phrase("state-stopped")
        if self.page and self.old:
            return phrase("state-old")
        return phrase("state-done" if self.page else "state-not-run")


def index_page(
    entries: Sequence[Entry], *, study: str, as_of: date | None, language: str, accounts: str = ""
) -> str:
    """Return the list of chapters as one self-contained HTML page, without a clock.

    Parameters
    ----------
    entries : sequence of Entry
        In the order of the chapters.
    study : str
        Title of the study.
    as_of : date or None
        Last day counted; None when it is not known.
    language : str
        Language of the texts.
    accounts : str
        The first page of the accounts; empty when there is none.

    Examples
    --------
    >>> page = index_page([Entry("02", "Who feeds us?")], study="Alder & Co", as_of=None, language="en")
    >>> "<h1>Alder &amp; Co</h1>" in page
    True
    """
    words = {
        "as_of": phrase("index-as-of", day=as_of) if as_of else "",
        "accounts": phrase("index-accounts"),
        "chapter": phrase("index-chapter"),
        "question": phrase("index-question"),
        "status": phrase("index-state"),
        "stopped": phrase("index-stopped"),
    }
    page = templates().get_template("index.html.j2").render(
        entries=entries, study=study, accounts=accounts, language=language, css=style_sheet(), words=words,
        some_stopped=any(entry.reasons for entry in entries),
    )  # fmt: skip
    return finished(page, "index.html")
