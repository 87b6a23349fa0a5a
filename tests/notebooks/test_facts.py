"""One fact is one number: what chapters, the lines of the index and ANSWERS.md say of it agrees."""

import re

import pytest

from notebooks.stored import ANSWERS, shown

# A fact, and the places that state it: a chapter, "index NN" for its line in the index, or "answers". Every
# match of a pattern counts; numbers agree when they are equal rounded as the rougher one is written.
FACTS = {
    "money counted": (
        ("01", r"counted 20 081 (\d \d+) "),
        ("index 01", r"in the file ([\d ]+) mln RUB is counted"),
        ("02", r"the whole file \d+ (\d \d+) "),
    ),
    "share of the largest": (
        ("02", r"Granit alone holds ([\d.]+) %"),
        ("index 02", r"Granit holds ([\d.]+) %"),
        ("answers", r"Grouped it is ([\d.]+) %"),
    ),
    "accounts that lose money": (
        ("02", r"(\d+) accounts? eat"),
        ("index 02", r"(\d+) accounts eat"),
    ),
    "what they lose": (
        ("02", r"accounts eat ([\d.]+) mln"),
        ("index 02", r"eat ([\d.]+) mln"),
    ),
    "the loss of Orbita Energo": (
        ("02", r"Orbita Energo 52 8\.3 11\.4 (-[\d.]+)"),
        ("answers", r"What is left is (-3[\d.]*\d)"),
    ),
    "revenue of Roman Dub's largest": (
        ("02", r"Roman Dub sells, ([\d.]+) mln"),
        ("02", r"Granit Centr Roman Dub ([\d.]+) "),
        ("answers", r"It brings ([\d.]+) of his 126"),
    ),
    "accounts": (
        ("03", r"Wallets known: \d+ of (\d+) accounts"),
        ("04", r"The data look at (\d+) accounts"),
        ("04", r"\d+ of (\d+) accounts nominated"),
        ("05", r"23 of (\d+) accounts have answers"),
        ("01", r"\d+ accounts of (\d+) never bought"),
        ("answers", r"legal entities in (\d+) accounts"),
    ),
    "nominated": (
        ("04", r"(\d+) of 116 accounts nominated"),
        ("04", r"(\d+) are nominated; for"),
    ),
    "scored": (
        ("04", r"people scored (\d+)"),
        ("answers", r"Six people score (\d+) accounts"),
    ),
    "places": (
        ("04", r"Of (\d+) places"),
        ("index 04", r"for (\d+) places"),
        ("90", r"Of (\d+) places"),
    ),
    "safe in the draws": (
        ("04", r"places (\d+) are safe"),
        ("90", r"places (\d+) are safe"),
    ),
    "safe with any weights": (
        ("04", r"with any weights at all, (\d+)"),
        ("90", r"with any weights at all, (\d+)"),
    ),
    "draws with Silva Term": (
        ("04", r"Silva Term in (\d+) of 100"),
        ("90", r"Silva Term in (\d+) of 100"),
        ("90", r"in (\d+) of 100 draws now"),
        ("04", r"16 Silva Term .*? 4\.\d+ (\d+) "),
        ("answers", r"the second is in the list in (\d+) of 100"),
    ),
    "points of place 16": (
        ("04", r"but ([\d.]+) points give it place 16"),
        ("04", r"16 Silva Term [A-Z]\w+ [A-Z]\w+ [\d.]+ [\d.]+ [\d.]+ ([\d.]+) "),
    ),
    "agreement of evaluators": (
        ("90", r"6 evaluators agree to ([\d.]+) of 1"),
        ("answers", r"scored, is ([\d.]+) with these two"),
    ),
    "places that hang on Adam Bor": (
        ("90", r"without Adam Bor \((\d+) place"),
        ("answers", r"would the list be another, by (\d+) place"),
    ),
    "key accounts": (
        ("05", r"(\d+) accounts are key on at least one list"),
        ("07", r"of (\d+) key accounts"),
        ("08", r"Of (\d+) accounts the buying centres"),
        ("10", r"of (\d+) key accounts"),
    ),
    "key accounts with a buying centre": (
        ("08", r"buying centres of (\d+)"),
        ("09", r"Of (\d+) key accounts of which it is known"),
    ),
    "key accounts without one": (
        ("08", r"Of (\d+) key accounts nobody"),
        ("09", r"Of (\d+) key accounts \("),
    ),
    "hours of Ivan Rudin": (
        ("06", r"take (\d+) hours a month of the 95"),
        ("09", r"Ivan Rudin ([\d.]+) 95 "),
        ("answers", r"19 accounts at 9 hours on average: (\d+) hours"),
    ),
    "accounts that change hands": (
        ("06", r"(\d+) accounts change hands"),
        ("answers", r"(\d+) moves settle it"),
    ),
    "what the plan reaches": (
        ("10", r"mln RUB to ([\d.]+) mln RUB a year"),
        ("10", r"The plan's ([\d.]+) mln RUB"),
        ("10", r"Volna Opt planned 44\.5 ([\d.]+)"),
        ("answers", r"The plan reaches ([\d.]+)"),
    ),
    "draws that reach the plan": (
        ("10", r"last year is reached in (\d+) of 100"),
        ("index 10", r"reach the last year in (\d+) of 100"),
        ("answers", r"reach the last year in (\d+) of 100"),
    ),
    "value over held shares": (
        ("10", r"([\d.]+) mln RUB is the plan's own effect"),
        ("index 10", r"worth ([\d.]+)"),
        ("10", r"Volna Opt planned 44\.5 80\.3 ([\d.]+)"),
        ("answers", r"and ([\d.]+) mln over held shares"),
    ),
    "promises overdue": (
        ("11", r"(\d+) of 31 promises are overdue"),
        ("answers", r"31 promises, (\d+) overdue"),
    ),
    "overdue money that stops offers": (
        ("11", r"stopped: ([\d.]+) mln"),
        ("index 11", r"stopped: ([\d.]+) mln"),
        ("answers", r"stops the offers: ([\d.]+) mln"),
    ),
    "answers that still hold": (
        ("07", r"has answered 82 % and (\d+) % of that"),
        ("answers", r"and (\d+) % of them"),
    ),
}

PLAIN = re.sub(r"[*`]", "", re.sub(r"\s+", " ", ANSWERS))
STORY = PLAIN.partition("## Story 15")[2].partition("## Story 16")[0]
EVALUATORS = PLAIN.partition("## Story 11")[2].partition("## Story 12")[0]


def told(place: str) -> str:
    if place == "answers":
        return PLAIN
    return shown(place[-2:], "finding") if place.startswith("index") else shown(place)


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


def only(pattern: str, text: str) -> str:
    """Return the one value that a text gives, however often it gives it."""
    values = set(re.findall(pattern, text))
    assert len(values) == 1, (pattern, values)
    return str(values.pop())


def test_the_end_of_the_rivals_contract_is_as_far_in_the_chapter_as_in_the_answers():
    told = only(r"Tekram: Flanges in (\d+) months?", shown("11"))
    assert only(r"frame contract \(flanges, \d+ %\) ends in (\d+) months", STORY) == told


def test_the_debt_that_stops_the_offers_is_one_number_on_one_day_and_in_the_conclusion():
    owed = only(r"Overdue on 2025-12-31: ([\d.]+) mln RUB", shown("11"))
    assert f"Offers to Volna Opt are stopped: {owed} mln RUB are overdue." in shown("11")
    assert float(only(r"stops the offers: ([\d.]+) mln", STORY)) == pytest.approx(float(owed), abs=0.05)
    assert re.search(r"On 2026-01-30 it is \d+ days, if nothing was paid since", shown("11"))


def test_a_plan_that_loses_money_at_its_low_does_not_pay_in_every_case():
    worst = only(r"\(value over held shares (-?[\d.]+) ", shown("10"))
    assert (float(worst) < 0) == ("it does not with everything at its low at once" in shown("10"))


def test_every_criterion_that_grew_or_fell_in_the_table_is_named_below_it():
    table, _, below = shown("10").partition("In a word")[2].partition("On the main criteria")
    rows = re.findall(r"([A-Z][A-Za-z ]+?) [\d.]+ [\d.]+ (-?[\d.]+) (grew|fell)", table)
    assert rows
    sentence = below.partition("Then is")[0]
    assert [f"{label} ({'+' if state == 'grew' else ''}{change})" for label, change, state in rows
            if f"{label} ({'+' if state == 'grew' else ''}{change})" not in sentence] == []


def test_a_coverage_that_is_all_assumed_is_called_so():
    assert "All of it rests on assumptions." in shown("08")
    assert not re.search(r"Of it \d+ % rests", shown("08"))


def test_how_sure_the_places_are_is_said_alike_with_what_was_drawn():
    words = r"(Of \d+ places \d+ are safe: .+? draws, .+? with any weights at all, \d+\.)"
    assert only(words, shown("04")) == only(words, shown("90"))
    assert "whatever the weights" not in shown("04") + shown("90")
    in_table = only(r"Silva Term Vera Klim (?:[\d.]+ ){4}([\d.]+)", shown("04"))
    often = only(r"is in the list in (\d+) of 100 draws", EVALUATORS)
    assert often == in_table == only(r"Silva Term in (\d+) of 100 draws", shown("90"))


def test_the_last_place_has_one_score_in_table_and_sentences():
    score = only(r"the last of 15 places has ([\d.]+)\.", shown("04"))
    assert only(r"and ([\d.]+) points give it place 15 ", shown("04")) == score
    assert re.search(rf"15 Polana Aqua Vera Klim (?:[\d.]+ ){{3}}{re.escape(score)} ", shown("04"))


def test_the_funnel_and_the_screen_count_the_same_nominees():
    nominated = only(r"(\d+) are nominated; for \d+ more", shown("04"))
    assert only(r"(\d+) of 116 accounts nominated", shown("04")) == nominated
    key, _places, more = re.findall(r"(\d+) key accounts for (\d+) places\. (\d+) more are nominated",
                                    shown("04"))[0]
    decided = 1  # key by decision, and nominated; one more was taken off the list
    assert int(key) + int(more) + decided == int(nominated)


def test_agreement_is_one_number_in_chapter_and_answers():
    every, honest = re.findall(r"is ([\d.]+) with these two and ([\d.]+) without them", EVALUATORS)[0]
    assert f"6 evaluators agree to {every} of 1" in shown("90")
    assert re.search(rf"without Nina Sova, Adam Bor {honest} ", shown("90"))
