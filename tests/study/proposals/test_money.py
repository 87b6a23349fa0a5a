"""Currencies and VAT: proposed from what the file says, refused where it does not."""

import pandas as pd
import pytest

from kamlib.problems import KamError
from kamlib.study.proposals import convert, net_of_vat, propose_currencies, propose_vat

RATES = (0.05, 0.08, 0.10, 0.18, 0.20, 0.22, 0.23)


def vat(amount, tax=None, heading=""):
    lines = pd.DataFrame({"amount": amount} | ({"vat": tax} if tax else {}))
    found = propose_vat(lines, heading=heading)
    return found.iloc[0]


def test_several_currencies_are_proposed_with_their_money_and_one_as_base():
    lines = pd.DataFrame({"amount": [5.0, 7.0, 9.0, 1.0], "currency": ["PLN", "zł", "EUR", None]})
    found = propose_currencies(lines, base=None)
    assert found[["subject", "proposal", "lines", "amount"]].to_numpy().tolist() == [
        ["PLN", "base", 2, 12.0],
        ["EUR", "convert", 1, 9.0],
        ["", "convert", 1, 1.0],
    ]


def test_one_currency_is_no_decision():
    assert propose_currencies(pd.DataFrame({"amount": [5.0], "currency": ["PLN"]}), base=None).empty
    assert propose_currencies(pd.DataFrame({"amount": [5.0]}), base=None).empty


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
    (problem,) = caught.value.problems
    assert (problem.code, problem.found, problem.count, problem.file) == (
        "rate-missing",
        "EUR",
        2,
        "study.yaml",
    )


def test_lines_without_currency_need_a_rate_of_their_own():
    lines = pd.DataFrame({"amount": [10.0, 5.0], "currency": [None, "PLN"]})
    with pytest.raises(KamError, match="no currency"):
        convert(lines, {}, "PLN")
    assert convert(lines, {"": 1.0}, "PLN")["amount"].sum() == 15.0


@pytest.mark.parametrize("rate", RATES)
def test_vat_on_top_of_the_amount_says_net_and_vat_inside_says_gross(rate):
    net = [1000.0, 250.0, 87.5]
    on_top = [round(value * rate, 2) for value in net]
    assert vat(net, on_top)["proposal"] == "net"
    gross = [value + tax for value, tax in zip(net, on_top, strict=True)]
    assert vat(gross, on_top)["proposal"] == "gross"


def test_the_heading_says_gross_where_there_is_no_vat_column():
    assert vat([120.0], heading="Сумма с НДС")["proposal"] == "gross"
    assert vat([120.0], heading="Wartość brutto")["proposal"] == "gross"
    assert vat([120.0], heading="Wartość netto")["proposal"] == "net"


def test_where_nothing_tells_the_reason_says_so():
    assert "ask the client" in vat([120.0])["reason"]
    assert "ask the client" in vat([120.0], [0.0])["reason"]


def test_amounts_are_net_by_the_column_and_by_the_rate_where_the_column_has_gaps():
    lines = pd.DataFrame({"amount": [120.0, 120.0], "vat": [20.0, None]})
    assert list(net_of_vat(lines, rate=0.2)["amount"]) == [100.0, 100.0]
    assert list(net_of_vat(lines.iloc[:1])["amount"]) == [100.0]


def test_amounts_without_a_word_on_vat_are_refused():
    with pytest.raises(KamError) as caught:
        net_of_vat(pd.DataFrame({"amount": [120.0, 1.0]}))
    assert [(problem.code, problem.count) for problem in caught.value.problems] == [("vat-unknown", 2)]
