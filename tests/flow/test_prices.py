"""Exports with prices and quantities and no amount: the product is proposed, and a price is no amount."""

import pytest

from kamlib.flow import open_study, prepared
from kamlib.flow.check import check_study
from kamlib.study.new import new_study

# Twelve lines on six invoices of two lines: quantity n + 1, price 2.50 to 11.50; a column of twelve different
# prices would look like the numbers of the lines.
LINES = [(n // 2, n + 1, 2.5 + n % 10) for n in range(12)]
SUM = sum(quantity * price for _invoice, quantity, price in LINES)
TOTALS = [sum(q * p for i, q, p in LINES if i == invoice) for invoice in range(6)]


def export(headings: str, values) -> str:
    """Return an export: client, day, invoice, and what ``values`` makes of invoice, quantity and price."""
    rows = [(f"Firm {i % 3}", f"{i + 1:02d}.03.2025", f"F{i}", *values(i, q, p)) for i, q, p in LINES]
    return "\n".join([f"Client;Date;Invoice;{headings}", *(";".join(map(str, row)) for row in rows)]) + "\n"


YAML = """\
name: Alder
tables:
  sales:
    from: export
    columns: {{account: Client, date: Date, amount: {}}}
"""


def test_a_price_and_its_currency_make_the_amount_and_that_of_the_study(tmp_path):
    (tmp_path / "sold.csv").write_text(export("Quantity;Unit price, USD", lambda _i, q, p: (q, p)))
    said = "\n".join(new_study(tmp_path / "study", [tmp_path / "sold.csv"]))
    assert '"Unit price, USD" x "Quantity"' in said and check_study(tmp_path / "study").passed
    study = open_study(tmp_path / "study")
    assert (study.currency, prepared(study).sales["amount"].sum()) == ("USD", pytest.approx(SUM))


QUERY = 'SELECT l.*, l."Price" * l."Pieces" AS "amount" FROM "export" AS l'
REFUSED = {
    "a unit price": ("Pieces;Price", lambda _i, q, p: (q, p), "Price",
                     f"write in place of from: query: {QUERY}, and amount: amount"),
    "a price beside its product": ("Pieces;Netto;X", lambda _i, q, p: (q, p, q * p), "Netto",
                                   'write amount: "X", which is their product'),
    "the total of an invoice": ("Quantity;Price;Total", lambda i, q, p: (q, p, TOTALS[i]),
                                "Total, invoice: Invoice",
                                "is the total of an invoice, repeated on each of its lines"),
}  # fmt: skip


@pytest.mark.parametrize(("headings", "values", "amount", "said"), REFUSED.values(), ids=REFUSED)
def test_an_amount_that_is_none_is_refused_with_the_column_or_the_query_that_is_right(
    make_study, headings, values, amount, said
):
    folder = make_study(YAML.format(amount), export=export(headings, values))
    [problem] = [p for p in check_study(folder).problems if p.stops]
    assert (problem.code, problem.row, problem.column) == ("amount-of-line", 5, "amount")
    assert said in str(problem)


def test_the_query_that_is_proposed_gives_the_amount(make_study):
    yaml = YAML.format("amount").replace("from: export", f"query: '{QUERY}'")
    folder = make_study(yaml, export=export("Pieces;Price", lambda _i, q, p: (q, p)))
    assert prepared(open_study(folder)).sales["amount"].sum() == pytest.approx(SUM)


@pytest.mark.parametrize(
    ("headings", "values"),
    [("Quantity;Price", lambda _i, _q, p: (1, p)),
     ("Quantity;Price;Unit price", lambda _i, q, p: (q, q * p, p))],
)  # fmt: skip
def test_a_price_that_is_the_amount_of_the_line_is_taken(make_study, headings, values):
    assert check_study(make_study(YAML.format("Price"), export=export(headings, values))).passed
