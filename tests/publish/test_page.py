"""A chapter as a page: what readers see, and what they do not."""

import re
from html.parser import HTMLParser

import pytest

from kamlib.problems import KamError
from kamlib.publish.offline import finished, refuse_requests
from kamlib.publish.page import Neighbour, chapter_page, finding_of, title_of
from kamlib.publish.sanitise import clean
from publish.hostile_pages import HOSTILE, shown


def page_of(notebook, **options) -> str:
    return chapter_page(notebook, study="Alder & Co <b>", language="en", name="02.html", **options)


class Outline(HTMLParser):
    """Elements and attributes of a page."""

    def __init__(self, page: str):
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]


def test_a_page_has_its_language_title_contents_and_a_policy_that_forbids_every_request(make_notebook):
    page = page_of(make_notebook("## The method\n\ntext", "## The method", "### not listed"))
    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert "<title>02 Who feeds us? – Alder &amp; Co &lt;b&gt;</title>" in page
    assert "default-src &#39;none&#39;; img-src data:" in page
    listed = re.findall(r'<li><a href="#([^"]+)">', page)
    assert listed == ["the-method", "the-method-2"]
    assert all(f'id="{anchor}"' in page for anchor in listed)


def test_code_stands_behind_a_closed_line_and_there_is_no_script(make_notebook):
    outline = Outline(page_of(make_notebook({"source": "revenue / total < 1"})))
    assert outline.tags.count("details") == 1
    assert ("details", "open", "") not in outline.attributes
    assert "script" not in outline.tags


@pytest.mark.parametrize(
    ("source", "tags", "label"),
    [
        ("x = 1", [], "show the arithmetic"),
        ('study: str = ""', ["parameters"], "show the parameters"),
        ("import pandas as pd\nfrom kamlib import (\n    flow,\n)", [], "show the imports"),
    ],
)
def test_the_line_says_what_is_behind_it(make_notebook, source, tags, label):
    assert f"<summary>{label}</summary>" in page_of(make_notebook({"source": source, "tags": tags}))


def test_values_given_for_the_run_are_shown_but_not_where_the_study_lies(make_notebook):
    source = '# Parameters\nstudy = "."\ntop = 5\nas_of = "2025-12-31"\n'
    page = page_of(make_notebook({"source": source, "tags": ["injected-parameters"]}))
    assert re.findall(r"<dd><code>(\w+)</code> = (\S+)</dd>", page) == [("top", "5"), ("as_of", "2025-12-31")]
    only_study = {"source": 'study = "."', "tags": ["injected-parameters"]}
    assert 'class="given"' not in page_of(make_notebook(only_study))


def test_a_control_leaves_only_its_static_result(make_notebook):
    outputs = [shown("text/plain", "IntSlider(value=7)"), shown("text/html", "<b>A: 12 clients</b>")]
    page = page_of(make_notebook({"outputs": outputs, "tags": ["control"]}))
    assert "IntSlider" not in page
    assert "<b>A: 12 clients</b>" in page


def test_a_result_that_shows_nothing_leaves_nothing_on_a_page(make_notebook):
    assert '<div class="result">' not in page_of(make_notebook({"outputs": [shown("text/html", "")]}))


def test_a_page_is_silent_about_a_control_that_nobody_can_move_there(make_notebook):
    page = page_of(make_notebook({"source": "show.loss_control(accounts)", "tags": ["control"],
                                  "outputs": [shown("text/plain", "IntSlider(value=7)")]}))
    assert "loss_control" not in page and "IntSlider" not in page


def test_a_figure_is_in_the_page_with_words_for_those_who_can_not_see_it(make_notebook):
    output = {
        "output_type": "display_data",
        "data": {"image/png": "iVBO\nRw0=", "text/plain": "<Figure size 1x1>"},
    }
    page = page_of(make_notebook("## Ten *largest*", {"outputs": [output]}))
    assert '<img src="data:image/png;base64,iVBORw0=" alt="Ten largest">' in page
    assert "Figure size" not in page


def test_warnings_for_whoever_runs_a_chapter_are_not_for_its_readers(make_notebook):
    outputs = [
        {"output_type": "stream", "name": "stderr", "text": "FutureWarning"},
        {"output_type": "stream", "name": "stdout", "text": "said"},
    ]
    page = page_of(make_notebook({"outputs": outputs}))
    assert "FutureWarning" not in page
    assert "said" in page


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        (r"The share $s_i = r_i / R$ and $x$.", 2),
        (r"$$H = \sum_i s_i^2$$", 1),
        ("$$\n\\frac{a}{b}\n$$", 1),
        (r"| a |\n|---|", 0),
        ("It costs $5 and $10, or 20$ and 30$.", 0),
        ("From $5–$7 mln; US$5 or US$6; $10 each, 20$ off.", 0),
        (r"\$5 to 6\$", 0),
        ("`$a$` and\n\n    $b$\n", 0),
    ],
)
def test_formulas_are_drawn_and_money_is_left_alone(make_notebook, text, formulas):
    page = page_of(make_notebook(text))
    assert page.count("<math ") == formulas
    if not formulas and "$" in text:
        assert "$" in page


def test_links_lead_to_pages_that_are_there_and_other_files_become_text(make_notebook):
    text = (
        "[next](03_potential.ipynb#cut) [notes](../docs/x.md) [web](https://example.com/a?b=1) [up](#title)"
    )
    page = page_of(make_notebook(text), pages={"03_potential.html"})
    assert '<a href="03_potential.html#cut">next</a>' in page
    assert " notes " in page
    assert '<a href="https://example.com/a?b=1">web</a>' in page
    assert '<a href="#title">up</a>' in page
    assert "next</a>" not in page_of(make_notebook(text))


def test_neighbours_are_linked_by_their_titles(make_notebook):
    page = page_of(
        make_notebook("text"), before=Neighbour("01.html", "01 What?"), after=Neighbour("03.html", "03 <b>")
    )
    assert 'Before: <a href="01.html">01 What?</a>' in page
    assert 'Next: <a href="03.html">03 &lt;b&gt;</a>' in page


def test_figures_stand_right_and_words_left(make_notebook):
    table = (
        '<table class="dataframe"><thead><tr><th>account</th><th>mln</th><th>code</th></tr></thead><tbody>'
        "<tr><td>Alder</td><td>1 215,0</td><td>7a</td></tr><tr><td>Birch</td><td>−3 %</td><td>8</td></tr>"
        "<tr><td>Elm</td><td>–</td><td></td></tr></tbody></table>"
    )
    page = page_of(make_notebook({"outputs": [shown("text/html", table)]}))
    assert re.findall(r'<t[hd] class="num">(.*?)</t[hd]>', page) == ["mln", "1 215,0", "−3 %", "–"]


def test_a_styled_table_keeps_its_colours_and_nothing_else_of_its_style(make_notebook):
    html = (
        "<style>"
        "#T_ab_row0_col0 {background: linear-gradient(90deg, #d65f5f 50%, transparent 50%); width: 10em}"
        " #T_ab th:hover, #T_ab .blank {color: red}"
        " body, #T_ab {color: white} @media print {#T_ab {color: red}}"
        "</style><table id='T_ab'><tr><td id='T_ab_row0_col0' class='data'>1</td></tr></table>"
    )
    page = page_of(make_notebook({"outputs": [shown("text/html", html)]}))
    (rules,) = re.findall(r"<style>(#T_.*?)</style>", page, re.DOTALL)
    assert rules == (
        "#T_ab_row0_col0 { background: linear-gradient(90deg, #d65f5f 50%, transparent 50%); width: 10em; }\n"
        "#T_ab th:hover, #T_ab .blank { color: red; }"
    )
    assert 'id="T_ab_row0_col0"' in page


def test_nothing_hostile_in_a_clients_text_survives(hostile_notebook):
    outline = Outline(page_of(hostile_notebook))
    assert not {"script", "iframe", "object", "embed", "link", "base", "form", "svg", "video"} & set(
        outline.tags
    )
    assert not [name for _tag, name, _value in outline.attributes if name.startswith("on")]
    loading = [
        value for _tag, name, value in outline.attributes if name in ("src", "srcset", "background", "data")
    ]
    assert all(value.startswith("data:image/") for value in loading)
    links = [value for tag, name, value in outline.attributes if (tag, name) == ("a", "href")]
    assert all(re.match(r"https?://example\.com|index\.html|#", link) for link in links)


@pytest.mark.parametrize("piece", HOSTILE)
def test_each_hostile_piece_alone_passes_the_last_look_once_cleaned(piece):
    refuse_requests(clean(piece), "page.html")


@pytest.mark.parametrize(
    "piece",
    [
        '<img src="https://asks.example/a.png">',
        "<img src=a.png>",
        '<img srcset="data:image/png;base64,A 2x, b 3x">',
        '<link rel="icon" href="data:,">',
        "<script></script>",
        '<p onclick="x()">',
        '<a href="javascript:x()">',
        '<a href=" java\tscript:x()">',
        '<a href="data:text/html,x">',
        '<a href="https://a.example" ping="https://b">',
        "<style>@import 'a'</style>",
        "<style>p {background: url(a)}</style>",
        '<p style="background: URL (a)">',
        '<meta http-equiv="refresh" content="0">',
        "<iframe srcdoc=x>",
        '<base href="/">',
        "<form>",
        "<video poster=x>",
        "<style>p {background: \\75rl(a)}</style>",
        "<svg></svg>",
        '<a xlink:href="https://a.example">',
        '<use href="https://a.example/x.svg#a">',
        "<input>",
        '<object data="x">',
    ],
)
def test_the_last_look_refuses_whatever_would_ask_or_run(piece):
    with pytest.raises(KamError, match=r"02_portfolio\.html, row 2: .*would ask another address or run"):
        refuse_requests(f"<p>\n{piece}</p>", "02_portfolio.html")


def test_number_and_question_come_from_the_first_heading(make_notebook):
    assert title_of(make_notebook()) == ("02", "Who feeds us?")


@pytest.mark.parametrize(
    ("cell", "finding"),
    [
        ({"outputs": [shown("text/markdown", "**Three** bring half.\n\nMore.")]}, "Three bring half."),
        ({"outputs": [shown("text/plain", "'Three bring half.'")]}, "Three bring half."),
        ({"outputs": []}, ""),
    ],
)
def test_the_finding_is_one_line_of_the_cell_tagged_so(make_notebook, cell, finding):
    assert finding_of(make_notebook({**cell, "tags": ["finding"]})) == finding


def test_the_same_chapter_gives_the_same_page(hostile_notebook):
    assert page_of(hostile_notebook) == page_of(hostile_notebook)


def test_no_sign_in_a_name_turns_the_letters_after_it_round():
    page = finished("<p>Ann\u202eeeL,\tא\u200fb</p>\n", "page.html")
    assert page == "<p>Ann\\u202eeeL,\tא\u200fb</p>\n\n"
