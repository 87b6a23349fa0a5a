"""One fact is one number: what chapters, the lines of the index and ANSWERS.md say of it agrees."""

import re
from pathlib import Path

import pytest

from notebooks.stored import shown

DATA = Path(__file__).parents[2] / "data"

# A fact, and the places that state it: a chapter, "index NN" for its line in the index, or "answers". Every
# match of a pattern counts; numbers agree when they are equal rounded as the rougher one is written.
FACTS = {
    "money counted": [("01", r"counted .*?20 081 ([\d ]+)"), ("index 01", r"([\d ]+) mln RUB is counted"),
                      ("02", r"the whole file \d+ ([\d ]+) 18")],
    "share of the largest": [("02", r"Granit alone holds ([\d.]+) %"), ("index 02", r"Granit holds ([\d.]+) %"),
                             ("answers", r"Grouped it is ([\d.]+) %")],
    "accounts that lose money": [("02", r"(\d+) accounts? eat"), ("index 02", r"(\d+) accounts eat")],
    "what they lose": [("02", r"accounts eat ([\d.]+) mln"), ("index 02", r"eat ([\d.]+) mln")],
    "the loss of Orbita Energo": [("02", r"Orbita Energo 52 8\.3 11\.4 (-[\d.]+)"),
                                  ("answers", r"What is left is (-3[\d.]*\d)")],
    "revenue of Roman Dub's largest": [("02", r"Roman Dub sells, ([\d.]+) mln"),
                                       ("02", r"Granit Centr Roman Dub ([\d.]+) "),
                                       ("answers", r"It brings ([\d.]+) of his 126")],
    "accounts": [("03", r"Wallets known: \d+ of (\d+) accounts"), ("04", r"The data look at (\d+) accounts"),
                 ("04", r"\d+ of (\d+) accounts nominated"), ("05", r"\d+ of (\d+) accounts have answers"),
                 ("01", r"\d+ accounts of (\d+) never bought"), ("answers", r"legal entities in (\d+) accounts")],
    "nominated": [("04", r"(\d+) of 116 accounts nominated"), ("04", r"(\d+) are nominated; for")],
    "scored": [("04", r"people scored (\d+)"), ("answers", r"Six people score (\d+) accounts")],
    "places": [("04", r"Of (\d+) places"), ("index 04", r"for (\d+) places"), ("90", r"Of (\d+) places")],
    "safe in the draws": [("04", r"places (\d+) are safe"), ("90", r"places (\d+) are safe")],
    "safe with any weights": [("04", r"with any weights at all, (\d+)"), ("90", r"with any weights at all, (\d+)")],
    "draws with Silva Term": [("04", r"Silva Term in (\d+) of 100"), ("90", r"Silva Term in (\d+) of 100"),
                              ("90", r"in (\d+) of 100 draws now"), ("04", r"16 Silva Term .*? 4\.\d+ (\d+) "),
                              ("answers", r"the second is in the list in (\d+) of 100")],
    "points of place 16": [("04", r"but ([\d.]+) points give it place 16"),
                           ("04", r"16 Silva Term [A-Z]\w+ [A-Z]\w+ [\d.]+ [\d.]+ [\d.]+ ([\d.]+) ")],
    "agreement of evaluators": [("90", r"6 evaluators agree to ([\d.]+) of 1"),
                                ("answers", r"scored, is ([\d.]+) with these two")],
    "places that hang on Adam Bor": [("90", r"without Adam Bor \((\d+) place"),
                                     ("answers", r"would the list be another, by (\d+) place")],
    "key accounts": [("05", r"(\d+) accounts are key on at least one list"), ("07", r"of (\d+) key accounts"),
                     ("08", r"Of (\d+) accounts the buying centres"), ("10", r"of (\d+) key accounts")],
    "key accounts with a buying centre": [("08", r"buying centres of (\d+)"),
                                          ("09", r"Of (\d+) key accounts of which it is known")],
    "key accounts without one": [("08", r"Of (\d+) key accounts nobody"), ("09", r"Of (\d+) key accounts")],
    "hours of Ivan Rudin": [("06", r"take (\d+) hours a month of the 95"), ("09", r"Ivan Rudin ([\d.]+) 95 "),
                            ("answers", r"19 accounts at 9 hours: (\d+) hours")],
    "accounts that change hands": [("06", r"(\d+) accounts change hands"), ("answers", r"(\d+) moves settle it")],
    "what the plan reaches": [("10", r"mln RUB to ([\d.]+) mln RUB a year"), ("10", r"The plan's ([\d.]+) mln RUB"),
                              ("10", r"Volna Opt planned 44\.5 ([\d.]+)"), ("answers", r"The plan reaches ([\d.]+)")],
    "draws that reach the plan": [("10", r"last year is reached in (\d+) of 100"),
                                  ("index 10", r"reach the last year in (\d+) of 100"),
                                  ("answers", r"reach the last year in (\d+) of 100")],
    "value over held shares": [("10", r"([\d.]+) mln RUB is the plan's own effect"), ("index 10", r"worth ([\d.]+)"),
                               ("10", r"Volna Opt planned 44\.5 80\.3 ([\d.]+)"),
                               ("answers", r"and ([\d.]+) mln over held shares")],
    "promises overdue": [("11", r"(\d+) of 31 promises are overdue"), ("answers", r"31 promises, (\d+) overdue")],
    "overdue money that stops offers": [("11", r"stopped: ([\d.]+) mln"), ("index 11", r"stopped: ([\d.]+) mln"),
                                        ("answers", r"stops the offers: ([\d.]+) mln")],
    "answers that still hold": [("07", r"has answered 82 % and (\d+) % of that"), ("answers", r"and (\d+) % of them")],
}


def told(place: str) -> str:
    if place == "answers":
        return re.sub(r"[*`]", "", re.sub(r"\s+", " ", (DATA / "ANSWERS.md").read_text(encoding="utf-8")))
    return shown(place[-2:], tag="finding") if place.startswith("index") else shown(place)


def agree(one: str, other: str) -> bool:
    digits = min(len(number.partition(".")[2]) for number in (one, other))
    return abs(float(one) - float(other)) <= 0.5 * 10**-digits + 1e-9


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_is_one_number_wherever_it_stands(fact):
    found = [(place, pattern, [number.replace(" ", "") for number in re.findall(pattern, told(place))])
             for place, pattern in FACTS[fact]]
    assert [(place, pattern) for place, pattern, numbers in found if not numbers] == []
    first = found[0][2][0]
    assert [(place, number) for place, _pattern, numbers in found for number in numbers
            if not agree(first, number)] == []
