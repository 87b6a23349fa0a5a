"""Currencies, VAT and signs: proposed from what the file says, refused where it does not."""

import pandas as pd
import pytest

from kamlib.problems import KamError
from kamlib.study.proposals import (
    convert,
    net_of_vat,
    propose_currencies,
    propose_signs,
    propose_vat,
    turn_signs,
)


def vat(amount, tax=None, heading=""):
    lines = pd.DataFrame({"amount": amount} | ({"vat": tax} if tax else {}))
    return propose_vat(lines, heading=heading).iloc[0]


def test_several_currencies_are_proposed_with_their_money_and_one_as_base():
    lines = pd.DataFrame({"amount": [5.0, 7.0, 9.0, 1.0], "currency": ["PLN", "zł", "EUR", None]})
    found = propose_currencies(lines, base=None)
    assert found[["subject", "proposal", "lines", "amount"]].to_numpy().tolist() == [
        ["PLN", "base", 2, 12.0], ["EUR", "convert", 1, 9.0], ["", "convert", 1, 1.0],
    ]  # fmt: skip
    assert propose_currencies(lines[:2], base=None).empty
    assert propose_currencies(lines[["amount"]], base=None).empty


def test_all_money_is_converted_and_nothing_else():
    lines = pd.DataFrame(
        {"amount": [10.0, 5.0], "cost": [8.0, 4.0], "quantity": [2.0, 2.0], "currency": ["EUR", "PLN"]}
    )
    done = convert(lines, {"EUR": 4.3}, "PLN")
    assert done.to_numpy().tolist() == [[43.0, 34.4, 2.0, "PLN"], [5.0, 4.0, 2.0, "PLN"]]
    assert list(lines["amount"]) == [10.0, 5.0]


@pytest.mark.parametrize(
    "rates", [{}, {"EUR": 0}, {"EUR": -1.0}, {"EUR": float("nan")}, {"EUR": "4.3"}, {"EUR": True}]
)
def test_a_currency_without_a_rate_is_refused_by_name(rates):
    lines = pd.DataFrame({"amount": [10.0, 5.0, 1.0], "currency": ["EUR", "PLN", "EUR"]})
    with pytest.raises(KamError) as caught:
        convert(lines, rates, "PLN")
    [problem] = caught.value.problems
    assert (problem.code, problem.found, problem.count) == ("rate-missing", "EUR", 2)


def test_lines_without_currency_need_a_rate_of_their_own():
    lines = pd.DataFrame({"amount": [10.0, 5.0], "currency": [None, "PLN"]})
    with pytest.raises(KamError, match="no currency"):
        convert(lines, {}, "PLN")
    assert convert(lines, {"": 1.0}, "PLN")["amount"].sum() == 15.0


@pytest.mark.parametrize("rate", (0.05, 0.08, 0.10, 0.18, 0.20, 0.22, 0.23))
def test_vat_on_top_of_the_amount_says_net_and_vat_inside_says_gross(rate):
    net = [1000.0, 250.0, 87.5]
    on_top = [round(value * rate, 2) for value in net]
    gross = [value + tax for value, tax in zip(net, on_top, strict=True)]
    assert (vat(net, on_top)["proposal"], vat(gross, on_top)["proposal"]) == ("net", "gross")


@pytest.mark.parametrize(
    ("heading", "tax", "proposal", "said"),
    [("Сумма с НДС", None, "gross", "the heading"), ("Wartość brutto", None, "gross", "the heading"),
     ("Wartość netto", None, "net", "ask the client"), ("", None, "net", "ask the client"),
     ("", [0.0], "net", "ask the client")],
)  # fmt: skip
def test_the_heading_says_gross_and_where_nothing_tells_the_reason_says_so(heading, tax, proposal, said):
    found = vat([120.0], tax, heading)
    assert found["proposal"] == proposal and said in found["reason"]


def test_amounts_are_net_by_the_column_by_the_rate_where_it_has_gaps_and_refused_without_both():
    lines = pd.DataFrame({"amount": [120.0, 120.0], "vat": [20.0, None]})
    assert list(net_of_vat(lines, rate=0.2)["amount"]) == [100.0, 100.0]
    assert list(net_of_vat(lines.iloc[:1])["amount"]) == [100.0]
    with pytest.raises(KamError) as caught:
        net_of_vat(lines[["amount"]])
    assert [(problem.code, problem.count) for problem in caught.value.problems] == [("vat-unknown", 2)]


SIGNS = {
    "sales with returns": ({"amount": [10.0, -2.0], "cost": [8.0, -1.0], "quantity": [2.0, -1.0]}, []),
    "a credit": ({"amount": [-10.0] * 19 + [2.0], "cost": [8.0] * 19 + [-1.0]}, ["amount"]),
    # As item ledgers of Navision: what leaves the store is below zero, what was earned above.
    "line by line": ({"amount": [10.0, -2.0], "cost": [-8.0, 1.0], "quantity": [-2.0, 1.0]},
                     ["cost", "quantity"]),
    "all below zero": ({"amount": [-10.0, -5.0], "cost": [-8.0, -4.0]}, ["amount", "cost"]),
    "nothing": ({"amount": [0.0, 0.0], "cost": [0.0, 1.0]}, []),
    "gaps": ({"amount": [1.0, None], "cost": [None, -1.0]}, []),
}  # fmt: skip


@pytest.mark.parametrize(("columns", "turned"), SIGNS.values(), ids=SIGNS)
def test_signs_written_the_other_way_are_proposed_to_be_turned(columns, turned):
    found = propose_signs(pd.DataFrame(columns), share=0.9)
    assert found[["subject", "proposal"]].to_numpy().tolist() == [[name, "turn"] for name in turned]


def test_turning_takes_the_vat_with_the_amount_and_leaves_the_rest():
    lines = pd.DataFrame({"amount": [-10.0], "vat": [-2.0], "cost": [7.0]})
    assert turn_signs(lines, {"amount": "turn", "cost": "keep"}).to_numpy().tolist() == [[10.0, 2.0, 7.0]]
    assert lines["amount"].tolist() == [-10.0]
