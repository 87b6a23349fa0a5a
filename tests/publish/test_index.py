"""The first page of the results."""

from datetime import date

from kamlib.publish.index import Entry, index_page

ENTRIES = [
    Entry("00", "Why?", page="00_start.html"),
    Entry("01", "What did <the client> send?", reasons=['input/a.csv: "<script>" is no amount']),
    Entry("02", "Who feeds us?", "Three clients bring half.", "02_portfolio.html"),
    Entry("03", "Who could?"),
]


def index(**changes) -> str:
    said = {"study": "Alder & Co", "as_of": date(2025, 12, 31), "language": "pl"}
    return index_page(ENTRIES, **said | changes)


def test_every_chapter_has_its_question_finding_and_state():
    page = index()
    assert '<html lang="pl">' in page
    assert "<h1>Alder &amp; Co</h1>" in page
    assert "Sales counted up to 2025-12-31" in page
    assert page.count("<tr") == 1 + len(ENTRIES)
    assert '<a href="02_portfolio.html">Who feeds us?</a>' in page
    assert "Three clients bring half." in page
    assert [page.count(f'class="state">{state}<') for state in ("done", "stopped", "not run")] == [2, 1, 1]


def test_a_chapter_that_stopped_says_why_and_can_not_write_the_page():
    page = index()
    assert "input/a.csv: &#34;&lt;script&gt;&#34; is no amount" in page
    assert "<script>" not in page
    assert "Some chapters stopped" in page


def test_without_a_day_none_is_claimed():
    assert "counted up to" not in index(as_of=None)


def test_the_same_results_give_the_same_page():
    assert index() == index()
