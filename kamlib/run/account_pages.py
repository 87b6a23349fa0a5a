"""The pages of accounts: one for each chapter of an account that ran, and the first page that links them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kamlib.publish.accounts import Cell, Row, accounts_page
from kamlib.publish.page import Neighbour, chapter_page, finding_of, title_of
from kamlib.run.digest import pages_mark
from kamlib.run.records import Records
from kamlib.study.judgement import write_whole
from kamlib.words import phrase


def account_pages_mark(records: Records, *, title: str, language: str) -> str:
    """Return the mark of what the pages of an account rest on."""
    ran = (word for name in records.done for word in (name, records.results[name].mark))
    return pages_mark(records.account, records.name, title, language, *ran)


def pages_stand(place: Path, records: Records, *, title: str, language: str) -> bool:
    """Tell whether every page is there and as it would be made now."""
    there = all((place / f"{name}.html").is_file() for name in records.done)
    return there and records.pages == account_pages_mark(records, title=title, language=language)


def write_account_pages(place: Path, records: Records, *, title: str, language: str) -> None:
    """Write the pages of an account's chapters; those that stopped have none."""
    import nbformat

    books = {name: nbformat.read(place / "notebooks" / f"{name}.ipynb", 4) for name in records.done}
    pages = {f"{name}.html" for name in books}
    for path in place.glob("[0-9][0-9]_*.html"):
        if path.name not in pages:
            path.unlink()
    names = list(books)
    for at, name in enumerate(names):
        text = chapter_page(
            books[name], study=title, language=language, name=f"{place.name}/{name}.html", pages=pages,
            subject=records.name, home=Neighbour("../index.html", phrase("accounts-home")),
            before=_neighbour(names[at - 1], books) if at else None,
            after=_neighbour(names[at + 1], books) if at + 1 < len(names) else None,
        )  # fmt: skip
        write_whole(place / f"{name}.html", text.encode("utf-8"))
    records.findings = {name: found for name, book in books.items() if (found := finding_of(book))}
    records.pages = account_pages_mark(records, title=title, language=language)


def write_accounts_index(
    folder: Path, found: Sequence[tuple[Path, Records]], chapters: Sequence[Path],
    fresh: Mapping[str, set[str]], *, title: str, language: str,
) -> Path:  # fmt: skip
    """Write the page that links all accounts and chapters; return it.

    Parameters
    ----------
    folder : Path
        The folder of the accounts' folders.
    found : sequence of (Path, Records)
        The accounts with their folders.
    chapters : sequence of Path
        The columns.
    fresh : mapping of str to set of str
        By account: the chapters that still rest on what is there now.
    title, language : str
        Of the study.
    """
    import nbformat

    heads = [title_of(nbformat.read(chapter, as_version=4)) for chapter in chapters]
    rows = [_row(place, records, chapters, fresh.get(records.account, set())) for place, records in found]
    rows.sort(key=lambda row: (row.name.casefold(), row.account))
    index = folder / "index.html"
    text = accounts_page(rows, heads, study=title, language=language)
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(index, text.encode("utf-8"))
    return index


def _row(place: Path, records: Records, chapters: Sequence[Path], fresh: set[str]) -> Row:
    cells = []
    for chapter in chapters:
        result = records.results.get(chapter.stem)
        page = place / f"{chapter.stem}.html"
        link = f"{quote(place.name)}/{page.name}" if result and not result.reasons and page.is_file() else ""
        reasons = tuple(result.reasons) if result else ()
        finding = records.findings.get(chapter.stem, "") if link else ""
        cells.append(Cell(link, reasons, finding, old=chapter.stem not in fresh))
    return Row(records.account, records.name, tuple(cells))


def _neighbour(name: str, books: Mapping[str, Any]) -> Neighbour:
    return Neighbour(f"{name}.html", " ".join(filter(None, title_of(books[name]))))
