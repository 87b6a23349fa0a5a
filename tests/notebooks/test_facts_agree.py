"""What chapters 08 to 11 and the answers for trainers say of one fact is the same."""

import re

import pytest

from notebooks.test_stories import ANSWERS, shown

STORY = re.sub(r"\s+", " ", ANSWERS.partition("## Story 15")[2].partition("## Story 16")[0])


@pytest.fixture(scope="module")
def pages():
    names = ("08_buying_centre", "10_perspective_plan", "11_meeting")
    return {name[:2]: re.sub(r" +", " ", shown(name)) for name in names}


def only(pattern: str, text: str) -> str:
    """Return the one value that a text gives, however often it gives it."""
    values = set(re.findall(pattern, text))
    assert len(values) == 1, (pattern, values)
    return str(values.pop())


def test_the_end_of_the_rivals_contract_is_as_far_in_the_chapter_as_in_the_answers(pages):
    told = only(r"Tekram: Flanges in (\d+) months?", pages["11"])
    assert only(r"frame contract \(flanges, \d+ %\) ends in (\d+) months", STORY) == told


def test_the_debt_that_stops_the_offers_is_one_number_on_one_day_and_in_the_conclusion(pages):
    owed = only(r"Overdue on 2025-12-31: ([\d.]+) mln RUB", pages["11"])
    assert f"Offers to Volna Opt are stopped: {owed} mln RUB are overdue." in pages["11"]
    assert float(only(r"stops the offers: ([\d.]+) mln", STORY)) == pytest.approx(float(owed), abs=0.05)
    assert re.search(r"On 2026-01-30 it is \d+ days, if nothing was paid since", pages["11"])


def test_the_chance_of_the_plan_is_one_number_in_figure_finding_and_answers(pages):
    chance = only(r"its own ranges reach the last year in (\d+) of 100 draws", STORY)
    assert f"in the last year is reached in {chance} of 100 draws" in pages["10"]
    assert f"its own ranges reach the last year in {chance} of 100 draws" in pages["10"]
    assert "nothing to remark" not in pages["10"]


def test_a_plan_that_loses_money_at_its_low_does_not_pay_in_every_case(pages):
    worst = only(r"\(value over held shares (-?[\d.]+) ", pages["10"])
    assert (float(worst) < 0) == ("it does not with everything at its low at once" in pages["10"])


def test_every_criterion_that_grew_or_fell_in_the_table_is_named_below_it(pages):
    table, _, below = pages["10"].partition("In a word")[2].partition("On the main criteria")
    rows = re.findall(r"([A-Z][A-Za-z ]+?) [\d.]+ [\d.]+ (-?[\d.]+) (grew|fell)", table)
    assert rows
    sentence = below.partition("Then is")[0]
    assert [f"{label} ({'+' if state == 'grew' else ''}{change})" for label, change, state in rows
            if f"{label} ({'+' if state == 'grew' else ''}{change})" not in sentence] == []


def test_a_coverage_that_is_all_assumed_is_called_so(pages):
    assert "All of it rests on assumptions." in pages["08"]
    assert not re.search(r"Of it \d+ % rests", pages["08"])
