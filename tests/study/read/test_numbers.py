"""Numbers as people write them."""

import numpy as np
import pyarrow as pa
import pytest

from kamlib.study.read.numbers import read_numbers


def column(*cells: str, **wanted):
    return read_numbers(pa.array(cells, pa.large_string()), np.ones(len(cells), int), **wanted)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1 234,50", 1234.5), ("1\u00a0234,50", 1234.5), ("1\u2009234,50", 1234.5),
        ("1\u202f234,50", 1234.5), ("1'234,50", 1234.5), ("1’234,50", 1234.5), ("1.234,50", 1234.5),
        ("1234,50", 1234.5), ("1 234 567,8", 1234567.8), ("(1 234,50)", -1234.5), ("1 234,50-", -1234.5),
        ("-1 234,50", -1234.5), ("−1 234,50", -1234.5), ("–1,5", -1.5), ("+1,5", 1.5), ("1,5 €", 1.5),
        ("€ 1,5", 1.5), ("-€1,5", -1.5), ("$(1,5)", -1.5), ("1,5 zł", 1.5), ("1,5 руб.", 1.5),
        ("1,5 ₽", 1.5), ("PLN 1,5", 1.5), ("1,5 %", 0.015), (",5", 0.5), ("0,00", 0.0),
    ],
)
def test_one_number_in_each_spelling(cell, value):
    read = column(cell, "0,25")
    assert read.ok.all()
    assert read.value[0] == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize(
    "cell",
    [
        "1 23", "12 34,5", "1.23.4", "1,2,3", "(5", "5)", "--5", "-5-", "(-5)", "abc", "12,5 тыс",
        "1 234 5", "+48 22 123 45 67", "01.02.2024", "1e", "5 5",
    ],
)
def test_what_is_no_number_is_not_read_as_one(cell):
    assert not column(cell, "0,25").ok[0]


@pytest.mark.parametrize("cell", ["00417", "007", "12345678901234567890"])
def test_digits_that_are_a_name_are_no_number(cell):
    read = column(cell, "0,25")
    assert not read.ok[0]
    assert read.padded[0]


def test_other_cells_of_the_column_settle_the_sign():
    assert column("1.234", "0.5").value.tolist() == [1.234, 0.5]
    assert column("1.234", "5,5").value.tolist() == [1234.0, 5.5]
    assert column("1,234", "5.5").value.tolist() == [1234.0, 5.5]
    assert column("1.234", "1.234.567").value.tolist() == [1234.0, 1234567.0]


def test_longer_bare_digits_show_that_thousands_are_not_parted():
    assert column("1.234", "1234").value.tolist() == [1.234, 1234.0]


@pytest.mark.parametrize("cells", [("1.234", "2.345"), ("1,234", "2,345"), ("1.234", "567"), ("1.234", "0")])
def test_three_digits_behind_one_separator_throughout_are_left_open(cells):
    assert column(*cells).open


def test_the_decision_closes_the_question():
    assert column("1.234", decimal=".").value.tolist() == [1.234]
    assert column("1.234", decimal=",").value.tolist() == [1234.0]


def test_a_column_torn_between_both_signs_leaves_its_doubtful_cells_open():
    assert column("1.5", "2,5", "1.234").open


def test_whole_numbers_are_known_from_others():
    assert column("5", "1 000", "3").whole.all()
    assert column("5.0", "3.0").whole.all()
    assert not column("5.00", "3.25").whole.any()


def test_currencies_are_reported_cell_by_cell():
    assert column("1,5 EUR", "2,5", "3,5 $").currency == {0: "EUR", 2: "USD"}
