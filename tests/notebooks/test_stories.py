"""The stories planted in the case show in the stored chapters, by the numbers of data/ANSWERS.md."""

import re

import pytest

from notebooks.stored import ANSWERS, shown

STORIES = {
    1: [("02", "7.1 %"), ("02", "6.4 %"), ("02", "5.2 %"), ("02", "18.7 %")],
    2: [("02", "76.8"), ("02", "61 %")],
    3: [("02", "9.6 %"), ("02", "10.7"), ("02", "Kvarta Market"), ("04", "Kvarta Market"),
        ("05", "a served account (no active selling) for Ivan Rudin: influence 0.1"), ("06", "38")],
    4: [("05", "Tundra Torg"), ("05", "loyal, held by circumstances")],
    5: [("03", "Fenix Mash"), ("03", "5.0 %"), ("04", "Fenix Mash"), ("05", "Fenix Mash"), ("05", "0.75"),
        ("10", "Fenix Mash")],
    6: [("05", "Meridian Neft"), ("05", "one decisive lever"), ("05", "a mean would have dropped them")],
    7: [("02", "+85 %"), ("02", "78 %"), ("02", "Strela Stroy"),
        ("04", "without its largest invoices Strela Stroy would not have grown")],
    8: [("02", "+14"), ("02", "-3"), ("02", "+17.5 %")],
    9: [("02", "Orbita Energo"), ("02", "11.4"), ("02", "-3.10"), ("02", "8.3 ")],
    11: [("04", "r = 0.94"), ("04", "r = 0.97"), ("04", "2.1 points more"), ("04", "A tie at the cut: 0.4 %"),
         ("04", "Silva Term in 52 of 100 draws"),
         ("04", "14 are safe: in the list in at least 90 of 100 draws, weights varied by ±50 %"),
         ("04", "13 would be safe; with any weights at all, 6"),
         ("90", "0.49"), ("90", "0.74"), ("90", "0.94"),
         ("04", "Meridian Neft (8.0 points)"),
         ("90", "The list would be another without Adam Bor (1 place)."),
         ("90", "1 open fact can settle its account alone")],
    12: [("09", "10 accounts without a second contact ordered -41 %"), ("09", "(51 to 30 orders)"),
         ("09", "5 accounts with one ordered -6 %"), ("09", "(34 to 32)")],
    13: [("09", "left Lotos Opt, which had 1 two-way line: revenue -60 %"),
         ("09", "at Lira Opt, most like it and with 5 lines, as much as a year before")],
    14: [("08", "At Kobalt Chem"), ("08", "We are closest to Viktor Salin (influence 3)"),
         ("08", "nobody of us talks with Gleb Morin, who has influence 4 and attitude -2"),
         ("08", "On our side and not met: Tamara Reva"), ("08", "A title misleads")],
    15: [("03", "Volna Opt"), ("07", "Volna Opt"), ("10", "from 44.5 mln RUB to 80.3 mln RUB"),
         ("10", "from 26.2 % to 40.9 %"), ("10", "5.79 mln RUB today over held shares"),
         ("10", "7.09 mln RUB over the frozen year"), ("10",
                                                       "Tekram: 38 % of Flanges, contract to 2026-05-31"),
         ("10", "its own ranges reach the last year in 9 of 100 draws"), ("10", "Bastila Stroy"),
         ("11", "2026-05-31"), ("11", "2.63")],
    16: [("07", "Orbita Energo has answered 82 % and 31 % of that still holds"),
         ("07", "Meridian Neft has answered 55 % and 100 % of it holds"), ("07", "26 months"),
         ("07", "full, not fresh")],
    17: [("10", "unknown for 15 of 21 key accounts"),
         ("11", "5 of 31 promises are overdue, 3 of them at Etalon Mash")],
    19: [("06", "171"), ("06", "95"), ("06", "180 %"), ("06", "4 accounts change hands"),
         ("06", "Kvarta Market to Dana Lis, Indra Neft to Dana Lis, Dolina Neft to Dana Lis, Delta Chem")],
    21: [("03", "Dora Aqua, Osa Aqua, Tila Aqua"), ("03", "1.10"), ("03", "0.77")],
    22: [("01", "Omega Chem"), ("03", "Atlas Chem"), ("04", "Atlas Chem")],
}


@pytest.mark.parametrize("story", STORIES)
def test_a_story_shows_in_its_chapter_by_its_numbers(story):
    missing = [(chapter, words) for chapter, words in STORIES[story] if words not in shown(chapter)]
    assert missing == []


@pytest.mark.parametrize("story", STORIES)
def test_the_answers_say_that_it_shows_there(story):
    told = next(part for part in ANSWERS.split("## Story ")[1:] if part.startswith(f"{story}:"))
    chapters = set(re.findall(r"\b\d\d\b", re.search(r"Chapters? [\d, and]+", told)[0]))
    assert {chapter for chapter, _words in STORIES[story]} <= chapters
