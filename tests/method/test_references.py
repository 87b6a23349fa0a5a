"""One bibliography: every key that is cited stands in it, and every entry is cited."""

import re
from pathlib import Path

PROJECT = Path(__file__).parents[2]
CITED = re.compile(r"\[([a-z][a-z0-9_]*)\]_")
NAMED = re.compile(r"\[([a-z][a-z0-9_]*)\](?=[,\s:])")


def entries() -> list[str]:
    bibliography = (PROJECT / "docs/references.bib").read_text("utf-8")
    return re.findall(r"^@\w+\{([^,]+),", bibliography, re.MULTILINE)


def keys(folder: str, pattern: str, key: re.Pattern[str] = CITED) -> set[str]:
    files = (PROJECT / folder).rglob(pattern)
    return {found for file in files for found in key.findall(file.read_text("utf-8"))}


def test_every_key_cited_in_the_library_exists() -> None:
    cited = keys("kamlib", "*.py")
    assert cited
    assert cited <= set(entries())


def test_a_chapter_names_its_sources_in_words() -> None:
    assert list((PROJECT / "notebooks").glob("*.ipynb"))
    assert not keys("notebooks", "*.ipynb")


def test_every_entry_is_cited_somewhere() -> None:
    in_tests = keys("tests", "*.py", NAMED)
    in_notes = keys("docs", "references.bib", re.compile(r"of ([a-z]+\d{4})\b"))
    cited = keys("kamlib", "*.py") | in_tests | in_notes
    assert set(entries()) <= cited


def test_entries_stand_in_the_order_of_their_keys() -> None:
    assert entries() == sorted(entries())
