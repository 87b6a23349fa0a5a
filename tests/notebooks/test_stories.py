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
    chapters = ("01_data", "02_portfolio", "03_potential", "04_company_selection", "05_manager_selection",
                "06_assignment", "90_ranking_lab")
    return {name[:2]: shown(name) for name in chapters}


STORIES = {
    1: [("02", "7.1 %"), ("02", "6.4 %"), ("02", "5.2 %"), ("02", "18.7 %")],
    2: [("02", "76.8"), ("02", "61 %")],
    3: [("02", "9.6 %"), ("02", "10.7"), ("02", "Kvarta Market"), ("04", "Kvarta Market"),
        ("05", "a served account (no active selling) for Ivan Rudin: influence 0.1"), ("06", "38")],
    4: [("05", "Tundra Torg"), ("05", "loyal, held by circumstances")],
    5: [("03", "Fenix Mash"), ("03", "5.0 %"), ("04", "Fenix Mash"), ("05", "Fenix Mash"), ("05", "0.75")],
    6: [("05", "Meridian Neft"), ("05", "one decisive lever"), ("05", "a mean would have dropped them")],
    7: [("02", "+85 %"), ("02", "78 %"), ("02", "Strela Stroy"),
        ("04", "without its largest invoices Strela Stroy would not have grown")],
    8: [("02", "+14"), ("02", "-3"), ("02", "+17.5 %")],
    9: [("02", "Orbita Energo"), ("02", "11.4"), ("02", "-3.10"), ("02", "8.3 ")],
    11: [("04", "r = 0.94"), ("04", "r = 0.97"), ("04", "2.1 points more"), ("04", "A tie at the cut: 0.4 %"),
         ("04", "Silva Term in 52 of 100 weightings"), ("90", "0.48"), ("90", "0.71"), ("90", "0.94"),
         ("90", "1 open fact can settle its account alone")],
    19: [("06", "171"), ("06", "95"), ("06", "180 %"), ("06", "4 accounts change hands"),
         ("06", "Kvarta Market to Dana Lis, Indra Neft to Dana Lis, Dolina Neft to Dana Lis, Delta Chem")],
    21: [("03", "Dora Aqua, Osa Aqua, Tila Aqua"), ("03", "1.10"), ("03", "0.77")],
    22: [("01", "Omega Chem"), ("03", "Atlas Chem"), ("04", "Atlas Chem")],
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
