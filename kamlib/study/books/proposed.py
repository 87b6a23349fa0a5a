"""What a workbook fills in by itself as a proposal, told from what people typed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from kamlib.study.books.book import Book
from kamlib.study.forms.form import Page
from kamlib.study.forms.schema import Sheet
from kamlib.study.typed import as_text

PROPOSED = "proposed"


def marks(pages: Sequence[Page]) -> str:
    """Return a mark for each line that is filled in beforehand, for what a workbook says of itself.

    A mark tells nothing of the words: names in them can be erased from the cells alone.
    """
    return " ".join(_marks(pages))


def _marks(pages: Sequence[Page]) -> Iterator[str]:
    for page in pages:
        for line in page.lines:
            cells = {c.key: as_text(line.cells.get(c.key)) for c in page.asked if c.key not in line.locked}
            if any(cells.values()):
                yield _mark(page.key, line.key, cells)


def _mark(page: str, line: str, cells: Mapping[str, str]) -> str:
    told = [f"{column}={' '.join(text.split())}" for column, text in sorted(cells.items()) if text]
    return sha256("\n".join([page, line, *told]).encode()).hexdigest()[:16]


def renewed(book: Book, *, on: date) -> Book:
    """Return a workbook without the proposals that nobody touched, so that those of today take their place.

    A line that somebody changed, added to, emptied or commented on stays. From its day on a workbook stays
    whole: it tells what was proposed then, and an answer in a copy of it finds its line.

    Parameters
    ----------
    book : Book
    on : date
        Today.
    """
    about = book.schema.about
    own = set(about.get(PROPOSED, "").split())
    if not own or about.get("day", "") <= on.isoformat():
        return book
    answers, pages = {}, []
    for page in book.schema.pages:
        gone = _untouched(book, page, own)
        answers[page.key] = [answer for answer in book.answers.get(page.key, []) if answer.line not in gone]
        pages.append(replace(page, lines=tuple(line for line in page.lines if line.key not in gone)))
    return replace(book, schema=replace(book.schema, pages=tuple(pages)), answers=answers)


def _untouched(book: Book, page: Sheet, own: set[str]) -> set[str]:
    cells: dict[str, dict[str, str]] = {}
    noted = set()
    for answer in book.answers.get(page.key, []):
        cells.setdefault(answer.line, {})[answer.column] = answer.text
        noted |= {answer.line} if answer.comment else set()
    return {line for line, texts in cells.items()
            if line not in noted and _mark(page.key, line, texts) in own}  # fmt: skip
