"""The page of a meeting: one sheet, nothing cut without a word, nothing of the client's can run."""

from dataclasses import replace

import pandas as pd
import pytest

from kamlib.publish.brief import brief_fragment, sheets_page
from kamlib.publish.room import fitted, shared, width
from kamlib.show.brief import brief_sections
from publish.briefs import CYRILLIC, empty_brief, full_brief


def page(brief, after=True):
    return sheets_page([brief_fragment(brief, study="Alder & Co", after=after)], title="A", language="en")


def test_the_page_has_everything_that_the_issue_names():
    text = page(full_brief())
    for words in ("Anna Lis 0", "agree on the frame contract", "a date for the visit", "What do you need",
                  "A price list", "overdue for 20 days", "Revenue: 44.5", "Tekram", "in 4 months",
                  "Offers: stopped", "Your prices are 8 % above", "Trial lot", "Half the stock",
                  "Still missing"):
        assert words in text.replace("\u202f", " ")


def test_limit_and_overdue_stand_above_an_offer_that_is_stopped():
    text = page(full_brief()).replace("\u202f", " ")
    assert "Overdue on 2025-12-31: 1.20 mln RUB, the oldest for 41 days." in text
    assert "above the limit of 5.00 mln RUB" in text
    assert "800 thousand RUB fell due since the sales end: paid or not, nobody knows." in text


def test_the_limit_of_the_price_is_not_on_a_page_that_lies_on_the_table():
    offers = full_brief().offers.assign(price_limit="not below 77777")
    assert "77777" not in page(replace(full_brief(), offers=offers))


def test_an_account_of_which_nobody_wrote_anything_says_what_it_lacks():
    text = page(empty_brief())
    for words in ("no day agreed", "There is no buying centre", "No workbook of the meeting",
                  "no dossier", "no perspective plan", "a target account", "credit limit not known"):
        assert words in text


def test_what_has_no_room_is_cut_with_how_many_more_there_are():
    text = page(full_brief(CYRILLIC, rows=40), after=False)
    people = brief_sections(full_brief(CYRILLIC, rows=40))["people"].entries
    shown = text.split('class="part people"')[1].split("</section>")[0]
    assert f"... {len(people) - shown.count('<li>')} more" in shown


def test_before_an_offer_nothing_is_cut():
    text = page(full_brief(CYRILLIC, rows=40), after=False)
    assert "more</p>" not in text.split('class="part credit"')[1].split("</section>")[0]


def test_nothing_of_a_client_becomes_a_tag():
    hostile = '<script>alert(1)</script><img src="http://x.example/a.png">'
    text = page(full_brief(hostile, name=hostile))
    assert "<script" not in text and "<img" not in text
    assert "&lt;script&gt;" in text


def test_the_second_page_lists_the_questions_and_people_and_leaves_manners_out():
    text = page(full_brief())
    after = text.split('class="a4 after"')[1]
    assert after.count("What do you need") == 3
    assert "Anna Lis 2" in after and "Lena Mak" not in after
    assert after.count("<b>") == 7 and after.count("<b>–</b>") == 1


def test_without_the_second_page_it_is_one_sheet():
    assert page(full_brief(), after=False).count('<article class="a4') == 1
    assert str(brief_fragment(full_brief(), study="Alder")).count('<article class="a4') == 1


def test_the_page_is_the_same_every_time():
    assert page(full_brief()) == page(full_brief())


def test_proposals_stand_in_for_offers_only_while_there_are_none():
    ideas = pd.DataFrame({"group": ["Gaskets"], "amount": [1.1e6]})
    assert "could be offered" not in page(replace(full_brief(), proposals=ideas))
    bare = replace(full_brief(), proposals=ideas, offers=full_brief().offers.head(0))
    assert "could be offered" in page(bare)


@pytest.mark.parametrize("words", ["", "a", "two words", "Ш" * 90, "m" * 50, "漢字" * 30, CYRILLIC])
def test_a_fitted_text_is_never_wider_than_its_lines(words):
    for lines in (1, 2):
        found = fitted(words, room=20, lines=lines)
        assert width(found.words) <= 20 * lines + 1.5
        assert 1 <= found.lines <= lines


def test_every_section_has_its_first_line_before_any_has_its_second():
    given = shared({"a": [1] * 9, "b": [1] * 9, "c": [1] * 9}, room=8, head=1, order=["a", "b", "c"])
    assert given == {"a": 2, "b": 2, "c": 1}
