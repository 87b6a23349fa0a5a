"""The sign that cuts lines into the same number of clean fields."""

import pytest

from kamlib.study.read.found import Place
from kamlib.study.read.text_file import detect_dialect

PLACE = Place("input/sales.csv")


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_each_delimiter_is_found(table, sign):
    found = table(
        sign.join(["Client", "Date", "Pieces"]) + "\n" + sign.join(["Acme", "2024-01-31", "5"]) + "\n"
    )
    assert found.frame.shape == (1, 3)
    assert found.settings["delimiter"] == sign


def test_decimal_commas_do_not_part_fields():
    lines = ["Client;Amount;Cost\n", *[f"Acme {i};{i},50;{i},25\n" for i in range(20)]]
    found = detect_dialect(lines, PLACE)
    assert (found.delimiter, found.questions) == (";", [])


def test_commas_in_names_do_not_part_fields_either():
    lines = ["Client;City;Pieces\n", *[f"Acme, Inc. {i};Rome, Italy;{i}\n" for i in range(20)]]
    assert detect_dialect(lines, PLACE).delimiter == ";"


def test_title_lines_without_delimiter_do_not_mislead(table):
    found = table(
        "Sales report\nPeriod: January, February\n\nClient;City;Pieces\nAcme;Rome;5\nBirch;Oslo;6\n"
    )
    assert found.settings["delimiter"] == ";"


def test_the_line_by_which_excel_is_told_is_followed(table):
    found = table("sep=|\nClient|Pieces\nAcme|5\n")
    assert found.settings["delimiter"] == "|"
    assert found.rows.tolist() == [3]


def test_two_delimiters_that_do_equally_well_are_a_question():
    lines = ["Client;Pieces\n", "Acme;1\n", "Birch,2\n", "Cedar,3\n"]
    [question] = detect_dialect(lines, PLACE).questions
    assert set(question.choices) == {",", ";"}
    assert question.setting == ("delimiter",)


def test_the_decided_delimiter_is_used_also_by_its_name(table):
    assert table("a,b;c\n1,2;3\n", delimiter="semicolon").frame.shape == (1, 2)
