"""What a workbook fills in by itself as a proposal, told from what people typed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from kamlib.study.books.book import Book
from kamlib.study.forms.cells import by_line
from kamlib.study.forms.form import Page
from kamlib.study.typed import as_text

PROPOSED = "proposed"


def marks(pages: Sequence[Page]) -> str:
    """Return a mark for each line that is filled in beforehand, for what a workbook says of itself.

    A mark tells nothing of the words: names in them can be erased from the cells alone.
    """
    lines = ((page, line, {name: as_text(line.cells.get(name)) for name in page.asked_by_key
                           if name not in line.locked}) for page in pages for line in page.lines)  # fmt: skip
    return " ".join(_mark(page.key, line.key, cells) for page, line, cells in lines if any(cells.values()))


def _mark(page: str, line: str, cells: Mapping[str, str]) -> str:
    words = [f"{column}={' '.join(text.split())}" for column, text in sorted(cells.items()) if text]
    return sha256("\n".join([page, line, *words]).encode()).hexdigest()[:16]


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
    proposed = set(about.get(PROPOSED, "").split())
    if not proposed or about.get("day", "") <= on.isoformat():
        return book
    answers, pages = {}, []
    for page in book.schema.pages:
        untouched = {
            line for line, cells in by_line(book.answers.get(page.key, [])).items()
            if not any(answer.comment for answer in cells.values())
            and _mark(page.key, line, {name: answer.text for name, answer in cells.items()}) in proposed
        }  # fmt: skip
        answers[page.key] = [one for one in book.answers.get(page.key, []) if one.line not in untouched]
        pages.append(replace(page, lines=tuple(one for one in page.lines if one.key not in untouched)))
    return replace(book, schema=replace(book.schema, pages=tuple(pages)), answers=answers)
