"""The stories planted in the case show in the stored chapters, by the numbers of data/ANSWERS.md."""

import re
from pathlib import Path

import nbformat
import pytest

PROJECT = Path(__file__).parents[2]
ANSWERS = (PROJECT / "data" / "ANSWERS.md").read_text(encoding="utf-8")


def shown(chapter: str) -> str:
    """Return everything that a chapter shows as text, spaces made plain."""
    notebook = nbformat.read(PROJECT / "notebooks" / f"{chapter}.ipynb", 4)
    texts = [
        str(output.get("data", {}).get("text/plain", output.get("text", "")))
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    ]
    return re.sub(r"\s", " ", "\n".join(texts)).replace("−", "-")


@pytest.fixture(scope="module")
def pages():
    return {name[:2]: shown(name) for name in ("01_data", "02_portfolio")}


STORIES = {
    1: [("02", "7.1 %"), ("02", "6.4 %"), ("02", "5.2 %"), ("02", "18.7 %")],
    2: [("02", "76.8"), ("02", "61 %")],
    3: [("02", "9.6 %"), ("02", "10.7"), ("02", "Kvarta Market")],
    7: [("02", "+85 %"), ("02", "78 %"), ("02", "Strela Stroy")],
    8: [("02", "+14"), ("02", "-3"), ("02", "+17.5 %")],
    9: [("02", "Orbita Energo"), ("02", "11.4"), ("02", "-3.10"), ("02", "8.3 ")],
    22: [("01", "Omega Chem")],
}


@pytest.mark.parametrize("story", STORIES)
def test_a_story_shows_in_its_chapter_by_its_numbers(story, pages):
    missing = [(chapter, words) for chapter, words in STORIES[story] if words not in pages[chapter]]
    assert missing == []


@pytest.mark.parametrize("story", STORIES)
def test_the_answers_say_that_it_shows_there(story):
    told = next(part for part in ANSWERS.split("## Story ")[1:] if part.startswith(f"{story}:"))
    chapters = set(re.findall(r"\b\d\d\b", re.search(r"Chapters? [\d, and]+", told)[0]))
    assert {chapter for chapter, _words in STORIES[story]} <= chapters
