"""Cells of tables on a page: names of two words stay whole while all fits, words without end break."""

import re

from kamlib.publish.results import result_html
from kamlib.publish.tables import LINE, align


def table(*rows: tuple[str, ...], heads: tuple[str, ...] = ()) -> str:
    head = f"<thead><tr>{''.join(f'<th>{word}</th>' for word in heads)}</tr></thead>" if heads else ""
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>{head}<tbody>{body}</tbody></table>"


def classes(html: str) -> dict[str, str]:
    return {text: name or "" for name, text in re.findall(r'<t[dh](?: class="(\w+)")?>(.*?)</t[dh]>', html)}


def test_a_name_of_two_words_stays_on_one_line_and_its_heading_may_break():
    found = classes(align(table(("Kvarta Market", "1 200"), heads=("Name of the client", "Revenue"))))
    assert found == {"Kvarta Market": "short", "1 200": "num", "Name of the client": "", "Revenue": "num"}


def test_a_sentence_breaks_and_leaves_the_names_beside_it_whole():
    why = "It is nominated, but its points give it place 16; the last of 15 places has more."
    assert classes(align(table(("Silva Term", why)))) == {"Silva Term": "short", why: ""}


def test_a_word_of_two_hundred_letters_may_break_anywhere_beside_a_short_name():
    words = "Valves and Flanges " * 11
    found = classes(align(table(("W" * 200, "Ivan Rudin"), (words, "Nina Sova"), ("Kvarta Market", ""))))
    assert found["W" * 200] == "long"
    assert found[words] == ""
    assert {found[name] for name in ("Ivan Rudin", "Nina Sova", "Kvarta Market")} == {"short"}


def test_names_break_from_the_right_where_all_of_them_would_not_fit_the_paper():
    names = tuple(f"Trade Houses {letter}" for letter in "ABCDEFGHIJK")
    kept = [name for name, kind in classes(align(table(names))).items() if kind == "short"]
    # Eleven columns of 6 letters and 3 beside them are 99 of 112; each name on one line takes 8 more.
    assert LINE == 112
    assert kept == ["Trade Houses A"]


def test_cells_with_lines_of_their_own_are_left_to_them():
    assert classes(align(table(("Ivan Rudin<br>Nina Sova",)))) == {"Ivan Rudin<br>Nina Sova": ""}


def test_a_class_that_the_cell_has_stays():
    html = '<table><tbody><tr><td class="row0">Kvarta Market</td></tr></tbody></table>'
    assert '<td class="short row0">' in align(html)


def test_a_result_on_a_page_has_its_names_whole():
    output = {"output_type": "display_data", "data": {"text/html": table(("Kvarta Market", "x"))}}
    from nbformat import from_dict

    assert 'class="short"' in result_html(from_dict(output), alt="", prose=str, text=True)
