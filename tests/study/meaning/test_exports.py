"""Exports as nobody should send them, read and proposed: roles of columns, currencies, prices, parents."""

import pytest

from kamlib.study.meaning.splits import says_plan
from kamlib.study.proposals.currencies import codes
from tests.study.meaning.conftest import answer

DAYS = [f"{1 + n % 28:02d}.{1 + n // 28:02d}.2025" for n in range(40)]
AMOUNTS = [1000 + 37 * n for n in range(40)]


def export(heading: str, row) -> str:
    """Return 40 sales as text; ``row`` makes each of number, day and amount."""
    rows = [row(n, day, amount) for n, (day, amount) in enumerate(zip(DAYS, AMOUNTS, strict=True))]
    return "\n".join([heading, *(";".join(map(str, cells)) for cells in rows)]) + "\n"


def columns_of(choice) -> dict[str, str]:
    return {p.meaning: p.column for p in choice.columns}


CURRENCIES = {
    "a column of currencies": ("Клиент;Дата;Сумма;Валюта", ";грн.", ";USD", "UAH", "USD"),
    "signs of currencies": ("Client;Date;Amount;Currency", ";zł", ";€", "PLN", "EUR"),
    "a heading that does not say currency": ("Client;Date;Amount;Kind", ";Kč", ";US$", "CZK", "USD"),
    "numbers of currencies": ("Клиент;Дата;Сумма;Код валюты", ";643", ";840", "RUB", "USD"),
    "multiples of a currency": ("Клиент;Дата;Сумма;Ед.", ";руб.", ";тыс. руб.", "RUB", "ТЫС. РУБ."),
    "a currency that nobody knows": ("Клиент;Дата;Сумма;Валюта", ";тг", ";у.е.", "KZT", "У.Е."),
    "in the cells": ("Client;Date;Amount", " Fr.", " €", "CHF", "EUR"),
    "signs in the cells": ("Client;Date;Amount", " лв.", "$", "BGN", "USD"),
    "words in the cells": ("Client;Date;Amount", "тг", " руб.", "KZT", "RUB"),
}


@pytest.mark.parametrize(("heading", "usual", "other", "base", "more"), CURRENCIES.values(), ids=CURRENCIES)
def test_money_in_several_currencies_has_a_column_that_says_so(proposed, heading, usual, other, base, more):
    frames, found = proposed(sold=export(
        heading, lambda n, day, a: (f"K{n % 5}", day, f"{a}{usual if n % 4 else other}")))
    column = found["sales"].heading("currency")
    assert set(codes(frames["sold"][column])) == {base, more}


ROLES = {
    "a German export": (
        "Rechnungsnr.;Datum;Kunde;Artikel;Warengruppe;Menge;Betrag;Verkäufer;Mitarbeiterzahl",
        lambda n, day, a: (f"R{n // 2}", day, f"K{n % 5}", f"A{n % 7}", f"G{n % 3}", n % 5 + 1, a,
                           f"V{n % 3}", 10 + n % 4),
        {"invoice": "Rechnungsnr.", "date": "Datum", "account": "Kunde", "product": "Artikel",
         "group": "Warengruppe", "quantity": "Menge", "amount": "Betrag", "manager": "Verkäufer"},
    ),
    "items that number the lines": (
        "Billing Document;Item;Billing Date;Sold-to Party;Material;Net Value;Sales Emp.;Employees",
        lambda n, day, a: (9000 + n // 3, f"{10 * (n % 3 + 1):06d}", day, f"K{n % 5}", f"M{n % 7}", a,
                           f"V{n % 3}", 10 + n % 4),
        {"invoice": "Billing Document", "date": "Billing Date", "account": "Sold-to Party",
         "product": "Material", "amount": "Net Value", "manager": "Sales Emp."},
    ),
    "a till in Polish": (
        "Klient;Czas;Utarg;Liczba pracowników",
        lambda n, day, a: (f"K{n % 5}", f"{day} 12:30", a, 10 * (n % 5)),
        {"account": "Klient", "date": "Czas", "amount": "Utarg"},
    ),
    "an amount of another kind beside the actual one": (
        "account;sales_agent;close_date;weighted_amount;budget_amount;close_value;employees",
        lambda n, day, a: (f"K{n % 5}", f"P{n % 3}", day, 0.4 * a, 2 * a, a, 10 * (n % 5)),
        {"account": "account", "manager": "sales_agent", "date": "close_date", "amount": "close_value"},
    ),
    "several costs": (
        "Client;Date;Amount;COGS;Freight cost;Labour cost",
        lambda n, day, a: (f"K{n % 5}", day, a, a // 2, a // 10, 7 + n % 3),
        {"account": "Client", "date": "Date", "amount": "Amount",
         "cost": "COGS + Freight cost + Labour cost"},
    ),
    **{f"a total of the costs beside {freight}": (
        f"Client;Date;Amount;COGS;{freight};Total cost",
        lambda n, day, a: (f"K{n % 5}", day, a, a // 2, a // 10, a // 2 + a // 10),
        {"account": "Client", "date": "Date", "amount": "Amount", "cost": "Total cost"},
    ) for freight in ("Freight cost", "Freight", "Fracht")},
    **{f"rates of VAT, {rate}": (
        "Customer;Date;Amount incl VAT;VAT %", lambda n, day, a, rate=rate: (f"K{n % 5}", day, a, rate),
        {"account": "Customer", "date": "Date", "amount": "Amount incl VAT"},
    ) for rate in ("20%", "20")},
}  # fmt: skip


@pytest.mark.parametrize(("heading", "row", "meant"), ROLES.values(), ids=ROLES)
def test_columns_have_their_roles_and_no_other(proposed, heading, row, meant):
    frames, found = proposed(sold=export(heading, row))
    assert columns_of(found["sales"]) == meant
    assert frames["sold"][meant["amount"]].sum() == sum(AMOUNTS)
    # What is added up, or is a total of others, is never sure.
    assert {p.confidence for p in found["sales"].columns if p.meaning == "cost"} <= {"likely"}


def test_a_forecast_alone_is_no_amount(proposed):
    text = export("Client;Date;Forecast amount;Weighted amount", lambda n, day, a: (f"K{n}", day, a, a / 2))
    assert proposed(sold=text)[1] == {}


@pytest.mark.parametrize("heading", ["Weighted amount", "План, руб.", "Budżet", "Prognose"])
def test_a_heading_says_that_its_amount_is_no_actual_sale(heading):
    assert says_plan(heading)


KIND = """\
Client;Name;{};{}
K0;Alpha;Food;{}
K1;Beta;Food;{}
K2;Gamma;Steel;
K3;Delta;Steel;{}
K4;Eps;Oil;
"""
SALES = export("Client;Date;Amount", lambda n, day, a: (f"K{n % 5}", day, a))
FIRMS = ("Gamma", "Alpha", "ООО Омега")
OF_FIRMS = [
    "subsidiary_of", "Parent company", "Ultimate Parent", "Материнская компания", "Холдинг", "Owner",
    "Группа", "Головная организация", "Группа компаний", "Spółka matka", "Grupa kapitałowa", "Konzern",
    "Muttergesellschaft",
]  # fmt: skip
PARENTS = {
    **dict.fromkeys(OF_FIRMS, ("Sector", FIRMS, "parent")),
    # Persons, kinds and yes or no are no parents.
    " Owner": ("City", ("Ada Kern", "Bo Lind", "Ada Kern"), "manager"),
    " Group": ("City", ("Retail", "Trade", "Retail"), "segment"),
    "Group ": ("City", ("Retail group", "Group A", "Retail group"), "segment"),
    "Holding": ("City", ("yes", "no", "yes"), ""),
}  # fmt: skip


@pytest.mark.parametrize("heading", PARENTS)
def test_a_column_names_parents_where_its_values_are_firms(proposed, heading):
    beside, values, meaning = PARENTS[heading]
    _frames, found = proposed(sold=SALES, clients=KIND.format(beside, heading.strip(), *values))
    meant = [name for name, column in columns_of(found["accounts"]).items() if column == heading.strip()]
    assert meant == ([meaning] if meaning else [])


# Twelve lines on six invoices of two lines: quantity n + 1, price 2.50 to 11.50; a column of twelve different
# prices would look like the numbers of the lines.
LINES = [(n // 2, n + 1, 2.5 + n % 10) for n in range(12)]
SUM = sum(quantity * price for _invoice, quantity, price in LINES)
TOTALS = [sum(q * p for i, q, p in LINES if i == invoice) for invoice in range(6)]
PER_PIECE = sum(q * p / (100 if q % 2 else 1) for _invoice, q, p in LINES)
PRICES = [
    ("Client;Date;Invoice;Quantity;Unit price", None, SUM, '"Unit price" x "Quantity"'),
    ("Клиент;Дата;Накладная;Количество;Цена", None, SUM, '"Цена" x "Количество"'),
    ("Kontrahent;Data;Faktura;Ilość;Cena netto", None, SUM, '"Cena netto" x "Ilość"'),
    ("Customer;Datum;Invoice;Quantity;Einzelpreis", None, SUM, '"Einzelpreis" x "Quantity"'),
    ("Client;Date;Invoice;Quantity;Price;Discount %", lambda i, q: (10,), 0.9 * SUM, "/ 100)"),
    ("Client;Date;Invoice;Quantity;Price;Discount", lambda i, q: (0.25,), 0.75 * SUM, '(1 - "Discount")'),
    # 1 + 2 + ... + 12 = 78
    ("Client;Date;Invoice;Quantity;Price;Line discount amount", lambda i, q: (q,), SUM - 78,
     '- "Line discount amount"'),
    # The total of the invoice stands on each of its lines and is no amount of a line.
    ("Client;Date;Invoice;Quantity;Price;Order total", lambda i, q: (TOTALS[i],), SUM,
     'adds up to "Order total" of each invoice'),
    # Only the total says that the discount is money: 1 to 12 could be percentages.
    ("Client;Date;Invoice;Quantity;Price;Discount;Order total", lambda i, q: (q, TOTALS[i] - 4 * i - 3),
     SUM - 78, '- "Discount", which adds up'),
    # A price for a hundred pieces, as a column says, with gaps, zeros or the unit, or as its heading says.
    ("Kunde;Datum;Rechnung;Menge;Preis;Preiseinheit", lambda i, q: (100 if q % 2 else 1,), PER_PIECE, "/"),
    ("Customer;Date;Invoice;Qty;Unit price;per", lambda i, q: (100 if q % 2 else "",), PER_PIECE, "/"),
    ("Клиент;Дата;Накладная;Количество;Цена;Единица цены", lambda i, q: (100 if q % 2 else 0,),
     PER_PIECE, "/"),
    ("Kontrahent;Data;Faktura;Ilość;Cena netto;Jednostka ceny", lambda i, q: (100 if q % 2 else 1,),
     PER_PIECE, "/"),
    ("Kunde;Datum;Rechnung;Menge;Preis;Preiseinheit", lambda i, q: ("100 ST" if q % 2 else "1 ST",),
     PER_PIECE, "/"),
    *((f"Client;Date;Invoice;Qty;{heading}", None, SUM / 100, "/ 100")
      for heading in ("Price per 100", "Preis je 100", "Цена за 100", "Cena za 100")),
]  # fmt: skip


@pytest.mark.parametrize(("headings", "more", "total", "said"), PRICES)
def test_without_an_amount_price_times_quantity_is_proposed(proposed, headings, more, total, said):
    rows = [
        [f"Firm {i % 3}", f"{i + 1:02d}.03.2025", f"F{i}", q, p, *(more(i, q) if more else ())]
        for i, q, p in LINES
    ]
    frames, found = proposed(sold="\n".join([headings, *(";".join(map(str, row)) for row in rows)]) + "\n")
    sales = found["sales"]
    assert said in sales.reason
    assert answer(frames, sales.query)[sales.heading("amount")].sum() == pytest.approx(total)


@pytest.mark.parametrize("name", ["payments", "Оплаты_2025", "wplaty", "zahlungen", "budget_2025"])
def test_a_table_named_as_no_sales_stays_apart_when_it_is_stacked(proposed, name):
    frames, found = proposed(**{"sales": SALES, name: SALES.replace("K", "L")})
    assert answer(frames, found["sales"].query)["table"].value_counts().to_dict() == {"sales": 40, name: 40}
