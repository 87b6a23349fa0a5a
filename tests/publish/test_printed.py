"""The papers of the evening before the week: a sheet for each account, then what changed."""

import pandas as pd
import pytest

from kamlib.publish.printed import NotMade, printed_page
from publish.briefs import empty_brief, full_brief

COLUMNS = ["account", "name", "where", "words"]
NONE = pd.DataFrame(columns=COLUMNS)
CHANGES = pd.DataFrame(
    [
        ("480", "Volna <Opt>", "Buying centre", "attitude of the chief engineer: −2 → 0"),
        ("480", "Volna <Opt>", "Buying centre", "<script>alert(1)</script>"),
        ("480", "Volna <Opt>", "Promises", 'promise kept: "A price list"'),
        ("574", "Kobalt Chem", "List", "left the company's list"),
    ],
    columns=COLUMNS,
)  # fmt: skip


def made(*sheets, changes=NONE, since="2025-10-31"):
    return printed_page(sheets, changes, study="Alder & Co", day="2026-02-12", since=since, language="en")


def test_every_account_has_one_sheet_in_the_order_given():
    page = made(full_brief(name="Volna Opt"), empty_brief("Atlas Chem"), NotMade("7", "Kobalt", ("no rate",)))
    assert page.count('<article class="a4') == 4
    places = [page.index(words) for words in ("Volna Opt", "Atlas Chem", "Kobalt", "What changed")]
    assert places == sorted(places)


def test_a_meeting_that_is_agreed_has_a_second_sheet_to_be_filled_in_by_hand():
    assert made(full_brief(name="Volna Opt")).count('class="a4 after"') == 1
    assert 'class="a4 after"' not in made(empty_brief("Atlas Chem"))


def test_changes_stand_under_their_account_and_where_they_are_and_nothing_of_them_runs():
    page = made(changes=CHANGES)
    assert "Since the review of 2025-10-31: 4 changes at 2 accounts." in page
    assert page.count("<h2>") == 2
    assert page.count("<dt>") == 3
    assert "Volna &lt;Opt&gt;" in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("since", "words"),
    [("2025-10-31", "Nothing has changed since the review of 2025-10-31."), ("", "There is no review")],
)
def test_without_changes_or_without_a_review_the_page_says_so(since, words):
    assert words in made(since=since)


def test_changes_that_can_not_be_read_are_told_in_their_place():
    page = made(changes=NotMade("", "", ("reviews/2025-10-31/plan.csv: is <damaged>",)))
    assert "What changed can&#39;t be told" in page
    assert "is &lt;damaged&gt;" in page


def test_a_sheet_that_could_not_be_made_says_why_and_stays_one_sheet():
    page = made(NotMade("7", "Kobalt", tuple(f"reason <{n}>" for n in range(40))))
    assert "reason &lt;11&gt;" in page
    assert "... 28 more" in page
    assert "reason &lt;12&gt;" not in page
