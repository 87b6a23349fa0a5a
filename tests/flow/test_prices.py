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


def export(folder, headings, values):
    """Write an export: client, day, invoice, and what ``values`` makes of invoice, quantity and price."""
    folder.mkdir()
    rows = [
        [f"Firm {line[0] % 3}", f"{line[0] + 1:02d}.03.2025", f"F{line[0]}", *map(str, values(*line))]
        for line in LINES
    ]
    text = "\n".join(";".join(row) for row in [headings.split(";"), *rows])
    (folder / "export.csv").write_text(text + "\n", encoding="utf-8")
    return folder


YAML = """\
name: Alder
tables:
  sales:
    from: export
    columns: {{account: Client, date: Date, amount: {}}}
"""


def refused(folder):
    problems = [p for p in check_study(folder).problems if p.stops]
    assert [(p.code, p.row, p.column) for p in problems] == [("amount-of-line", 5, "amount")]
    return str(problems[0])


def test_the_currency_of_the_price_is_that_of_the_product(tmp_path):
    sent = export(tmp_path / "sent", "Client;Date;Invoice;Quantity;Unit price, USD", lambda _i, q, p: (q, p))
    said = "\n".join(new_study(tmp_path / "study", [sent]))
    assert '"Unit price, USD" x "Quantity"' in said and check_study(tmp_path / "study").passed
    study = open_study(tmp_path / "study")
    assert (study.currency, prepared(study).sales["amount"].sum()) == ("USD", pytest.approx(SUM))


def test_a_unit_price_on_lines_with_quantities_is_refused_with_the_query_that_is_right(make_study, tmp_path):
    sent = export(tmp_path / "sent", "Client;Date;Invoice;Pieces;Price", lambda i, q, p: (q, p))
    text = (sent / "export.csv").read_text(encoding="utf-8")
    problem = refused(make_study(YAML.format("Price"), export=text))
    query = 'SELECT l.*, l."Price" * l."Pieces" AS "amount" FROM "export" AS l'
    assert f"write in place of from: query: {query}, and amount: amount" in problem
    yaml = YAML.format("amount").replace("from: export", f"query: '{query}'")
    assert prepared(open_study(make_study(yaml, export=text))).sales["amount"].sum() == pytest.approx(SUM)


def test_a_unit_price_beside_its_product_is_refused_with_the_product(make_study, tmp_path):
    sent = export(tmp_path / "sent", "Client;Date;Invoice;Pieces;Netto;X", lambda i, q, p: (q, p, q * p))
    text = (sent / "export.csv").read_text(encoding="utf-8")
    problem = refused(make_study(YAML.format("Netto"), export=text))
    assert 'write amount: "X", which is their product' in problem


def test_the_total_of_an_invoice_on_each_of_its_lines_is_refused(make_study, tmp_path):
    heads = "Client;Date;Invoice;Quantity;Price;Total"
    sent = export(tmp_path / "sent", heads, lambda i, q, p: (q, p, TOTALS[i]))
    text = (sent / "export.csv").read_text(encoding="utf-8")
    problem = refused(make_study(YAML.format("Total, invoice: Invoice"), export=text))
    assert "is the total of an invoice, repeated on each of its lines" in problem


@pytest.mark.parametrize("values", [lambda i, q, p: (1, p), lambda i, q, p: (q, q * p, p)])
def test_a_price_that_is_the_amount_of_the_line_is_taken(make_study, tmp_path, values):
    heads = "Client;Date;Invoice;Quantity;Price" + (";Unit price" if len(values(1, 1, 1)) > 2 else "")
    sent = export(tmp_path / "sent", heads, values)
    folder = make_study(YAML.format("Price"), export=(sent / "export.csv").read_text(encoding="utf-8"))
    assert check_study(folder).passed
