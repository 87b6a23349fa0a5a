"""The pages of what ran, and the first pages that link them; what ran earlier stays listed."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import quote

from kamlib.problems import KamError
from kamlib.publish.accounts import Row, accounts_page
from kamlib.publish.index import Entry, index_page
from kamlib.publish.page import Neighbour, chapter_page, finding_of, title_of
from kamlib.run.records import Records, read_records, write_records
from kamlib.study.folder import Study
from kamlib.study.judgement import write_whole
from kamlib.words import phrase

ACCOUNTS = "accounts"
INDEX = "index.html"


def write_pages(place: Path, records: Records, study: Study) -> None:
    """Write the pages of the chapters of a study, or of one account, and note what they found.

    Chapters that stopped have none.
    """
    import nbformat

    books = {name: nbformat.read(place / "notebooks" / f"{name}.ipynb", 4) for name in records.done}
    pages = {f"{name}.html" for name in books}
    for path in place.glob("[0-9][0-9]_*.html"):
        if path.name not in pages:
            path.unlink()
    titles = [Neighbour(f"{name}.html", " ".join(filter(None, title_of(book))))
              for name, book in books.items()]  # fmt: skip
    before, after = [None, *titles], [*titles[1:], None]
    home = Neighbour(f"../{INDEX}", phrase("accounts-home")) if records.account else None
    for (name, book), previous, following in zip(books.items(), before, after, strict=False):
        label = f"{place.name}/{name}.html" if home else f"{name}.html"
        text = chapter_page(
            book, study=study.name, language=study.language, name=label, subject=records.name, home=home,
            pages=pages if home else {*pages, INDEX}, before=previous, after=following,
        )  # fmt: skip
        write_whole(place / f"{name}.html", text.encode("utf-8"))
        records.results[name].finding = finding_of(book)
    write_records(place, records)


def write_index(study: Study, chapters: Sequence[Path]) -> Path:
    """Write the first page of a study from what is recorded; return its path."""
    records = read_records(study.output) or Records()
    accounts = f"{ACCOUNTS}/{INDEX}"
    text = index_page(
        _entries(titles_of(chapters), records), study=study.name, as_of=_last_day(study),
        language=study.language, accounts=accounts if (study.output / accounts).is_file() else "",
    )  # fmt: skip
    write_whole(study.output / INDEX, text.encode("utf-8"))
    return study.output / INDEX


def write_accounts_index(
    study: Study, found: Sequence[tuple[Path, Records]], chapters: Sequence[Path],
    fresh: Mapping[str, set[str]],
) -> None:  # fmt: skip
    """Write the page that links all accounts and chapters.

    Parameters
    ----------
    study : Study
    found : sequence of (Path, Records)
        The accounts with their folders.
    chapters : sequence of Path
        The columns.
    fresh : mapping of str to set of str
        By account: the chapters that still rest on what is there now.
    """
    titles = titles_of(chapters)
    rows = [
        Row(records.account, records.name,
            _entries(titles, records, below=f"{quote(place.name)}/", fresh=fresh[records.account]))
        for place, records in found
    ]  # fmt: skip
    rows.sort(key=lambda row: (row.name.casefold(), row.account))
    text = accounts_page(rows, list(titles.values()), study=study.name, language=study.language)
    home = study.output / ACCOUNTS
    home.mkdir(parents=True, exist_ok=True)
    write_whole(home / INDEX, text.encode("utf-8"))


def titles_of(chapters: Sequence[Path]) -> dict[str, tuple[str, str]]:
    """Return number and question of each chapter."""
    import nbformat

    both = ((chapter.stem, title_of(nbformat.read(chapter, 4))) for chapter in chapters)
    return {stem: (number or stem[:2], question or stem) for stem, (number, question) in both}


def _entries(
    titles: Mapping[str, tuple[str, str]], records: Records, *, below: str = "", fresh: set[str] | None = None
) -> list[Entry]:
    entries = []
    for stem, (number, question) in titles.items():
        result = records.results.get(stem)
        page = f"{below}{stem}.html" if result and not result.reasons else ""
        entries.append(Entry(
            number, question, finding=result.finding if result and page else "", page=page,
            reasons=result.reasons if result else (), old=fresh is not None and stem not in fresh,
        ))  # fmt: skip
    return entries


def _last_day(study: Study) -> date | None:
    """Return the last day counted; None for a study whose sales can't be read yet."""
    from kamlib.flow.prepare import prepared

    try:
        return study.as_of or prepared(study).as_of.date()
    except KamError:
        return None
