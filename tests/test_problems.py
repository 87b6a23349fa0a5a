import pandas as pd
import pytest

from kamlib.problems import KamError, Problem
from kamlib.tables import Column, Table, check

PRICES = Table(
    "prices", "what things cost", {"price": Column("price", "number", required=True, low=0, high=9)}
)


def test_a_problem_names_file_sheet_row_column_value_and_remedy():
    problem = Problem(
        "amount-unreadable",
        "is not an amount",
        "write 12500",
        file="input/sales.xlsx",
        sheet="2024",
        row=17,
        column="Выручка",
        found="12,5 тыс",
    )
    assert str(problem) == (
        'input/sales.xlsx, sheet "2024", row 17, column "Выручка": "12,5 тыс" is not an amount; write 12500'
    )


def test_several_places_of_one_problem_are_counted():
    assert "(and 2 more like it)" in str(Problem("x", "is odd", found="7", count=3))


def test_check_returns_the_same_frame():
    frame = pd.DataFrame({"price": [1.0]})
    assert check(frame, PRICES) is frame


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (pd.DataFrame({"cost": [1.0]}), "column-missing"),
        (pd.DataFrame({"price": ["1"]}), "column-kind"),
        (pd.DataFrame({"price": [-1.0, 10.0, 5.0]}), "value-outside"),
    ],
)
def test_check_refuses_what_breaks_a_promise(frame, code):
    with pytest.raises(KamError) as caught:
        check(frame, PRICES)
    assert [p.code for p in caught.value.problems] == [code]
