"""Signs of amounts, costs and quantities: proposed to be turned where they are written the other way."""

import pandas as pd

from kamlib.study.proposals import propose_signs, turn_signs


def proposed(**columns):
    found = propose_signs(pd.DataFrame(columns), share=0.9)
    assert set(found["proposal"]) <= {"turn"}
    return list(found["subject"])


def test_sales_with_returns_keep_their_signs():
    assert proposed(amount=[10.0, -2.0, 5.0], cost=[8.0, -1.0, 4.0], quantity=[2.0, -1.0, 1.0]) == []


def test_revenue_written_as_a_credit_is_turned_and_its_costs_stay():
    assert proposed(amount=[-10.0] * 19 + [2.0], cost=[8.0] * 19 + [-1.0]) == ["amount"]


def test_what_goes_against_the_amount_is_turned_line_by_line():
    # As item ledgers of Navision: what leaves the store is below zero, what was earned above.
    assert proposed(amount=[10.0, -2.0, 5.0], cost=[-8.0, 1.0, -4.0], quantity=[-2.0, 1.0, -1.0]) == [
        "cost",
        "quantity",
    ]


def test_a_ledger_in_which_all_is_below_zero_is_turned_as_a_whole():
    assert proposed(amount=[-10.0, -5.0], cost=[-8.0, -4.0]) == ["amount", "cost"]


def test_nothing_is_concluded_from_nothing():
    assert proposed(amount=[0.0, 0.0], cost=[0.0, 1.0]) == []
    assert proposed(amount=[1.0, None], cost=[None, -1.0]) == []


def test_turning_takes_the_vat_with_the_amount_and_leaves_the_rest():
    lines = pd.DataFrame({"amount": [-10.0], "vat": [-2.0], "cost": [7.0]})
    done = turn_signs(lines, {"amount": "turn", "cost": "keep"})
    assert done.to_numpy().tolist() == [[10.0, 2.0, 7.0]]
    assert lines["amount"].tolist() == [-10.0]
