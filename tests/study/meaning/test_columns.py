"""Headings as real systems write them, in three languages, over values made here."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamlib.study.meaning import propose_columns
from kamlib.tables import ACCOUNTS, SALES, SERVICE_COSTS

INVOICES, CLIENTS = 90, 25


def lines() -> pd.DataFrame:
    """Sales lines under names of their own: 90 invoices of two or three lines, 25 clients, 8 products."""
    chance = np.random.default_rng(7)
    invoice = np.repeat(np.arange(INVOICES), np.where(np.arange(INVOICES) % 2, 2, 3))
    client = (invoice * 7 % CLIENTS) + 1
    ordered = pd.Timestamp("2023-01-03") + pd.to_timedelta(invoice * 4, unit="D")
    product = chance.integers(1, 9, len(invoice))
    quantity = chance.integers(2, 40, len(invoice))
    price = np.round(chance.uniform(20, 900, len(invoice)), 2)
    net = np.round(price * quantity, 2)
    unit_cost = np.round(price * chance.uniform(0.6, 0.9, len(invoice)), 2)
    frame = pd.DataFrame(
        {
            "ordered": ordered,
            "billed": ordered + pd.Timedelta(days=3),
            "shipped": ordered + pd.Timedelta(days=2),
            "due": ordered + pd.Timedelta(days=33),
            "paid": ordered + pd.to_timedelta(20 + invoice % 40, unit="D"),
            "price": price,
            "net": net,
            "vat": np.round(net * 0.2, 2),
            "gross": np.round(net * 1.2, 2),
            "unit_cost": unit_cost,
            "cost": np.round(unit_cost * quantity, 2),
            "margin": net - unit_cost * quantity,
            "freight": np.round(chance.uniform(5, 50, len(invoice)), 2),
            "percent": chance.choice([0.0, 5.0], len(invoice)),
            "list_total": np.round(net * 1.07, 2),
        }
    )
    frame.loc[chance.random(len(frame)) < 0.2, "paid"] = pd.NaT
    texts = {
        "code": [f"K{c:05d}" for c in client],
        "name": [f"Client {c}" for c in client],
        "invoice": [f"FV/{n:04d}/2023" for n in invoice],
        "product": [f"P-{p:03d}" for p in product],
        "article": [f"Valve {p}" for p in product],
        "group": [f"Group {p % 3}" for p in product],
        "manager": [f"Manager {c % 4}" for c in client],
        "currency": np.where(client % 5, "PLN", "EUR"),
        "holding": [f"Holding {c // 2}" for c in client],
        "city": [f"Town {c % 6}" for c in client],
        "street": [f"Long street {c}" for c in client],
        "terms": "30 days",
        "unit": "pcs",
    }
    for name, values in texts.items():
        frame[name] = pd.Series(values, index=frame.index, dtype="str")
    place = frame.groupby("invoice").cumcount() + 1
    return frame.assign(
        line=place.astype("Int64"), quantity=pd.Series(quantity, dtype="Int64"), number=client
    )


LINES = lines()


def export(headings: dict[str, str]) -> pd.DataFrame:
    """Return the lines under the headings of a system: heading -> name of the column here."""
    return pd.DataFrame({heading: LINES[source] for heading, source in headings.items()})


def meant(frame: pd.DataFrame, table=SALES) -> dict[str, str]:
    return {p.meaning: p.column for p in propose_columns(frame, table, table_name="sales")}


# heading -> (column of the lines, meaning expected or "")
EXPORTS = {
    "1C: sales register": {
        "Период": ("billed", "date"),
        "Регистратор": ("invoice", "invoice"),
        "Номер строки": ("line", "line"),
        "Контрагент": ("code", "account"),
        "Номенклатура": ("article", "product"),
        "Количество": ("quantity", "quantity"),
        "Стоимость": ("net", "amount"),
        "НДС": ("vat", "vat"),
        "Менеджер": ("manager", "manager"),
    },
    "1C: gross profit report": {
        "Клиент": ("name", "account"),
        "Дата документа": ("billed", "date"),
        "Документ продажи": ("invoice", "invoice"),
        "Номенклатурная группа": ("group", "group"),
        "Артикул": ("product", "product"),
        "Кол-во, шт.": ("quantity", "quantity"),
        "Выручка (без НДС), руб.": ("net", "amount"),
        "Себестоимость, руб.": ("cost", "cost"),
        "Валовая прибыль, руб.": ("margin", ""),
    },
    "1C: net and gross beside one another": {
        "* Код контрагента": ("code", "account"),
        "Наименование контрагента": ("name", "name"),
        "Дата реализации": ("billed", "date"),
        "Сумма без НДС": ("net", "amount"),
        "Сумма НДС": ("vat", "vat"),
        "Сумма с НДС": ("gross", ""),
        "Срок оплаты": ("due", "due"),
        "Дата оплаты": ("paid", "paid"),
        "Валюта": ("currency", "currency"),
    },
    "1C: total with VAT unlabelled": {
        "Покупатель": ("name", "account"),
        "Дата": ("billed", "date"),
        "№ п/п": ("line", "line"),
        "Номер накладной": ("invoice", "invoice"),
        "Товар": ("article", "product"),
        "Цена": ("price", ""),
        "Сумма": ("net", "amount"),
        "НДС": ("vat", "vat"),
        "Всего": ("gross", ""),
    },
    "Галактика-like": {
        "Заказчик": ("name", "account"),
        "Дата отгрузки": ("shipped", "date"),
        "Отгружено, шт": ("quantity", "quantity"),
        "Сумма отгрузки, тыс. руб.": ("net", "amount"),
        "Ответственный менеджер": ("manager", "manager"),
        "Группа товара": ("group", "group"),
        "Грузополучатель": ("city", ""),
        "Адрес доставки": ("street", ""),
    },
    "CRM in Russian": {
        "Клиент: ID": ("number", "account"),
        "Клиент: название": ("name", "name"),
        "Дата продажи": ("billed", "date"),
        "Сумма продажи": ("net", "amount"),
        "Закупочная стоимость": ("cost", "cost"),
        "Категория товара": ("group", "group"),
        "Торговый представитель": ("manager", "manager"),
    },
    "Comarch XL": {
        "Akronim": ("code", "account"),
        "Nazwa kontrahenta": ("name", "name"),
        "Data wystawienia": ("billed", "date"),
        "Numer dokumentu": ("invoice", "invoice"),
        "Lp.": ("line", "line"),
        "Kod towaru": ("product", "product"),
        "Nazwa towaru": ("article", ""),
        "Ilość": ("quantity", "quantity"),
        "Wartość netto": ("net", "amount"),
        "Wartość brutto": ("gross", ""),
        "Koszt własny": ("cost", "cost"),
        "Termin płatności": ("due", "due"),
        "Opiekun": ("manager", "manager"),
        "Waluta": ("currency", "currency"),
    },
    "Subiekt": {
        "Nabywca": ("name", "account"),
        "Data sprzedaży": ("billed", "date"),
        "Numer": ("invoice", "invoice"),
        "Symbol": ("product", "product"),
        "Grupa towarowa": ("group", "group"),
        "Ilość [szt.]": ("quantity", "quantity"),
        "Cena netto": ("price", ""),
        "Netto": ("net", "amount"),
        "VAT": ("vat", "vat"),
        "Brutto": ("gross", ""),
    },
    "Enova": {
        "Kontrahent: Kod": ("code", "account"),
        "Kontrahent: Nazwa": ("name", "name"),
        "Data dokumentu": ("billed", "date"),
        "Nr faktury": ("invoice", "invoice"),
        "Towar": ("article", "product"),
        "Asortyment - grupa": ("group", "group"),
        "Sprzedaż netto": ("net", "amount"),
        "Koszt zakupu": ("cost", "cost"),
        "Marża": ("margin", ""),
        "Handlowiec": ("manager", "manager"),
        "Data zapłaty": ("paid", "paid"),
    },
    "Symfonia": {
        "kod_klienta": ("code", "account"),
        "data_faktury": ("billed", "date"),
        "kwota_netto": ("net", "amount"),
        "kwota_vat": ("vat", "vat"),
        "przedstawiciel_handlowy": ("manager", "manager"),
        "indeks_towaru": ("product", "product"),
        "rabat_procent": ("percent", ""),
        "wartosc_zakupu": ("cost", "cost"),
    },
    "SAP, English list": {
        "Sold-to party": ("code", "account"),
        "Billing Date": ("billed", "date"),
        "Billing Document": ("invoice", "invoice"),
        "Item": ("line", "line"),
        "Material": ("product", "product"),
        "Material Group": ("group", "group"),
        "Billed Quantity": ("quantity", "quantity"),
        "Net Value": ("net", "amount"),
        "Doc. Currency": ("currency", "currency"),
        "Ship-to party": ("city", ""),
        "Net due date": ("due", "due"),
        "Clearing date": ("paid", "paid"),
    },
    "SAP, technical names": {
        "KUNAG": ("code", "account"),
        "NAME1": ("name", "name"),
        "FKDAT": ("billed", "date"),
        "VBELN": ("invoice", "invoice"),
        "POSNR": ("line", "line"),
        "MATNR": ("product", "product"),
        "MATKL": ("group", "group"),
        "FKIMG": ("quantity", "quantity"),
        "NETWR": ("net", "amount"),
        "WAVWR": ("cost", "cost"),
        "MWSBP": ("vat", "vat"),
        "WAERK": ("currency", "currency"),
    },
    "Navision": {
        "Sell-to Customer No.": ("code", "account"),
        "Sell-to Customer Name": ("name", "name"),
        "Posting Date": ("billed", "date"),
        "Document No.": ("invoice", "invoice"),
        "Line No.": ("line", "line"),
        "Item No.": ("product", "product"),
        "Description": ("article", ""),
        "Quantity": ("quantity", "quantity"),
        "Unit Cost (LCY)": ("unit_cost", ""),
        "Amount": ("net", "amount"),
        "Amount Including VAT": ("gross", ""),
        "Due Date": ("due", "due"),
        "Salesperson Code": ("manager", "manager"),
        "Currency Code": ("currency", "currency"),
    },
    "Dynamics AX": {
        "CUSTACCOUNT": ("code", "account"),
        "INVOICEDATE": ("billed", "date"),
        "INVOICEID": ("invoice", "invoice"),
        "LINENUM": ("line", "line"),
        "ITEMID": ("product", "product"),
        "QTY": ("quantity", "quantity"),
        "LINEAMOUNT": ("net", "amount"),
        "SALESPRICE": ("price", ""),
        "CURRENCYCODE": ("currency", "currency"),
    },
    "SAP Business One": {
        "CardCode": ("code", "account"),
        "CardName": ("name", "name"),
        "DocDate": ("billed", "date"),
        "DocDueDate": ("due", "due"),
        "DocNum": ("invoice", "invoice"),
        "ItemCode": ("product", "product"),
        "LineTotal": ("net", "amount"),
        "SlpName": ("manager", "manager"),
        "Quantity": ("quantity", "quantity"),
    },
    "warehouse style": {
        "CustomerKey": ("number", "account"),
        "OrderDate": ("ordered", "date"),
        "ShipDate": ("shipped", ""),
        "DueDate": ("due", "due"),
        "SalesOrderNumber": ("invoice", "invoice"),
        "SalesOrderLineNumber": ("line", "line"),
        "OrderQuantity": ("quantity", "quantity"),
        "UnitPrice": ("price", ""),
        "ExtendedAmount": ("list_total", ""),
        "ProductStandardCost": ("unit_cost", ""),
        "TotalProductCost": ("cost", "cost"),
        "SalesAmount": ("net", "amount"),
        "Freight": ("freight", ""),
        "SalesTerritoryKey": ("city", ""),
    },
    "web shop": {
        "customer_id": ("number", "account"),
        "created_at": ("ordered", ""),
        "order_date": ("ordered", "date"),
        "order_id": ("invoice", "invoice"),
        "sku": ("product", "product"),
        "product_category": ("group", "group"),
        "qty": ("quantity", "quantity"),
        "net_revenue": ("net", "amount"),
        "cogs": ("cost", "cost"),
        "shipping_cost": ("freight", ""),
        "shipping_city": ("city", ""),
    },
    "spreadsheet in English": {
        "Client": ("name", "account"),
        "Date": ("billed", "date"),
        "Invoice #": ("invoice", "invoice"),
        "Product": ("article", "product"),
        "Product group": ("group", "group"),
        "Pcs": ("quantity", "quantity"),
        "Revenue, EUR": ("net", "amount"),
        "Cost, EUR": ("cost", "cost"),
        "Margin, EUR": ("margin", ""),
        "Discount %": ("percent", ""),
        "Sales rep": ("manager", "manager"),
        "Payment terms": ("terms", ""),
    },
    "two languages": {
        "Klient / Клиент": ("name", "account"),
        "Data / Дата": ("billed", "date"),
        "Obrót / Оборот": ("net", "amount"),
        "Ilość / Количество": ("quantity", "quantity"),
    },
    "shouting": {
        "КЛИЕНТ": ("name", "account"),
        "ДАТА": ("billed", "date"),
        "ВЫРУЧКА": ("net", "amount"),
        "СЕБЕСТОИМОСТЬ": ("cost", "cost"),
        "КОЛ-ВО": ("quantity", "quantity"),
    },
    "result of a query": {
        name: (source, name)
        for name, source in {
            "account": "code",
            "name": "name",
            "date": "billed",
            "amount": "net",
            "product": "product",
            "group": "group",
            "quantity": "quantity",
            "cost": "cost",
            "invoice": "invoice",
            "line": "line",
            "due": "due",
            "paid": "paid",
            "currency": "currency",
            "manager": "manager",
            "vat": "vat",
        }.items()
    },
}


@pytest.mark.parametrize("system", EXPORTS)
def test_each_column_of_an_export_is_taken_for_what_it_is(system):
    said = EXPORTS[system]
    frame = export({heading: source for heading, (source, _meaning) in said.items()})
    expected = {meaning: heading for heading, (_source, meaning) in said.items() if meaning}
    # Two columns hold costs of the line: their sum is proposed.
    expected |= {"cost": "cogs + shipping_cost"} if system == "web shop" else {}
    assert meant(frame) == expected


ACCOUNT_LISTS = {
    "1C: directory": {
        "Код": ("code", "account"),
        "Наименование": ("name", "name"),
        "ИНН": ("inn", "tax_id"),
        "Адрес": ("street", "address"),
        "Город": ("city", "city"),
        "Основной менеджер": ("manager", "manager"),
        "Сегмент": ("segment", "segment"),
        "Дата регистрации": ("since", "since"),
    },
    "Comarch": {
        "Akronim": ("code", "account"),
        "Nazwa pełna": ("name", "name"),
        "NIP": ("nip", "tax_id"),
        "Ulica": ("street", "address"),
        "Miasto": ("city", "city"),
        "Opiekun": ("manager", "manager"),
        "Grupa kontrahentów": ("segment", "segment"),
    },
    "food trader": {
        "CustomerID": ("code", "account"),
        "CompanyName": ("name", "name"),
        "ContactName": ("contact", ""),
        "Address": ("street", "address"),
        "City": ("city", "city"),
        "Phone": ("phone", ""),
    },
    "warehouse": {
        "ResellerKey": ("number", "account"),
        "ResellerAlternateKey": ("code", ""),
        "ResellerName": ("name", "name"),
        "NumberEmployees": ("people", ""),
        "BusinessType": ("segment", "segment"),
        "AddressLine1": ("street", "address"),
    },
    "CRM": {
        "Account ID": ("code", "account"),
        "Account Name": ("name", "name"),
        "Account Owner": ("manager", "manager"),
        "VAT No.": ("nip", "tax_id"),
        "Billing City": ("city", "city"),
        "Customer since": ("since", "since"),
    },
}


def clients() -> pd.DataFrame:
    """Thirty clients; tax numbers whose check digits are right (7707083893 and 5260250995 are published)."""
    n = range(30)
    texts = {
        "code": [f"K{i:04d}" for i in n],
        "name": [f"Firm {i}" for i in n],
        "street": [f"Long street {i}" for i in n],
        "city": [f"Town {i % 7}" for i in n],
        "manager": [f"Manager {i % 4}" for i in n],
        "segment": [f"Kind {i % 3}" for i in n],
        "contact": [f"Person {i}" for i in n],
        "phone": [f"555-{i:03d}" for i in n],
        "inn": ["7707083893"] * 30,
        "nip": ["526-025-09-95"] * 30,
    }
    frame = pd.DataFrame({key: pd.Series(values, dtype="str") for key, values in texts.items()})
    since = pd.Timestamp("2015-05-05") + pd.to_timedelta(np.arange(30) * 40, unit="D")
    return frame.assign(number=range(1, 31), people=[5 + i % 9 for i in n], since=since)


@pytest.mark.parametrize("system", ACCOUNT_LISTS)
def test_each_column_of_a_list_of_accounts_is_taken_for_what_it_is(system):
    said = ACCOUNT_LISTS[system]
    frame = pd.DataFrame({heading: clients()[source] for heading, (source, _meaning) in said.items()})
    assert meant(frame, ACCOUNTS) == {meaning: heading for heading, (_s, meaning) in said.items() if meaning}


@pytest.mark.parametrize(
    "headings",
    [
        ("Customer", "Year", "Cost type", "Amount"),
        ("Клиент", "Год", "Статья затрат", "Сумма затрат"),
        ("Kontrahent", "Rok", "Rodzaj kosztu", "Kwota"),
    ],
)
def test_costs_to_serve_are_told_in_three_languages(headings):
    frame = pd.DataFrame(
        {
            headings[0]: pd.Series([f"K{i % 9}" for i in range(40)], dtype="str"),
            headings[1]: [2023 + i % 2 for i in range(40)],
            headings[2]: pd.Series([f"kind {i % 3}" for i in range(40)], dtype="str"),
            headings[3]: [100.5 + i for i in range(40)],
        }
    )
    assert meant(frame, SERVICE_COSTS) == dict(zip(SERVICE_COSTS.columns, headings, strict=True))


def question(headings: dict[str, str], meaning: str):
    found = propose_columns(export(headings), SALES, table_name="sales")
    (proposal,) = [p for p in found if p.meaning == meaning]
    return proposal


def test_two_days_that_both_can_be_the_day_of_sale_are_a_question_with_what_each_implies():
    asked = question(
        {"Customer": "name", "Order Date": "ordered", "Invoice Date": "billed", "Amount": "net"}, "date"
    )
    assert (asked.column, asked.confidence) == ("", "question")
    implied = {choice.column: choice.reason for choice in asked.alternatives}
    assert "on the day of the order" in implied["Order Date"]
    assert "on the day of the invoice" in implied["Invoice Date"]


def test_two_days_that_are_always_the_same_are_no_question():
    asked = question(
        {"Customer": "name", "Order Date": "billed", "Invoice Date": "billed", "Amount": "net"}, "date"
    )
    assert asked.confidence == "sure"
    assert "holds the same" in asked.alternatives[0].reason


def test_two_amounts_of_one_name_are_a_question_that_says_which_looks_gross():
    asked = question({"Клиент": "name", "Дата": "billed", "Сумма 1": "net", "Сумма 2": "gross"}, "amount")
    assert asked.confidence == "question"
    # the frame has gross = net x 1.2, rounded to cents
    assert "times 1.20 in 100%" in {c.column: c.reason for c in asked.alternatives}["Сумма 2"]


def test_partner_and_legal_entity_are_a_question_and_neither_is_given_away_as_name():
    frame = export({"Партнер": "holding", "Контрагент": "code", "Дата": "billed", "Выручка": "net"})
    found = propose_columns(frame, SALES, table_name="sales")
    assert (found[0].meaning, found[0].confidence) == ("account", "question")
    assert "name" not in [p.meaning for p in found]
    assert any("one account for all legal entities" in choice.reason for choice in found[0].alternatives)


def test_an_amount_with_vat_is_only_likely_and_says_so():
    asked = question({"Клиент": "name", "Дата": "billed", "Сумма с НДС": "gross"}, "amount")
    assert (asked.column, asked.confidence) == ("Сумма с НДС", "likely")
    assert "with VAT in it" in asked.reason


def test_headings_without_meaning_are_questions_not_guesses():
    found = propose_columns(export({"c1": "name", "c2": "billed", "c3": "net"}), SALES, table_name="sales")
    assert {p.confidence for p in found} == {"question"}


def test_one_column_without_meaning_is_a_guess_when_it_is_the_only_one_that_can_be_it():
    asked = question({"Клиент": "name", "Дата": "billed", "F3": "net"}, "amount")
    assert (asked.column, asked.confidence) == ("F3", "guess")


@pytest.mark.parametrize(
    "heading", ["Цена", "Скидка, руб.", "Freight", "Прибыль", "Tax", "Plan amount", "Marża", "Rabat"]
)
def test_what_is_no_amount_is_not_taken_for_one(heading):
    asked = question({"Клиент": "name", "Дата": "billed", heading: "net"}, "amount")
    assert asked.column == ""


def test_a_cost_per_unit_is_not_taken_for_the_cost_of_the_line():
    headings = {"Клиент": "name", "Дата": "billed", "Сумма": "net", "Количество": "quantity"}
    assert "cost" not in meant(export(headings | {"Себестоимость": "unit_cost"}))
    both = export(headings | {"Себестоимость": "unit_cost", "Сумма закупки": "cost"})
    assert meant(both)["cost"] == "Сумма закупки"


def test_a_due_day_that_lies_before_the_sale_is_not_proposed():
    frame = export({"Customer": "name", "Posting Date": "paid", "Due Date": "ordered", "Amount": "net"})
    assert "due" not in meant(frame)


def test_currency_numbers_without_codes_are_not_taken_for_currencies():
    frame = export({"Customer": "name", "Date": "billed", "Amount": "net", "CurrencyKey": "line"})
    assert "currency" not in meant(frame)


def test_dates_whose_order_is_still_open_are_dates_all_the_same():
    frame = export({"Customer": "name", "Amount": "net"})
    frame["Date"] = LINES["billed"].dt.strftime("%d/%m/%Y").astype("str")
    assert meant(frame)["date"] == "Date"


def test_what_is_decided_is_kept_and_the_rest_is_proposed_around_it():
    frame = export({"Customer": "name", "Order Date": "ordered", "Invoice Date": "billed", "Amount": "net"})
    found = propose_columns(frame, SALES, table_name="sales", known={"date": "Order Date"})
    assert {p.meaning: (p.column, p.confidence) for p in found}["date"] == ("Order Date", "sure")


def test_reasons_name_what_the_heading_and_the_values_say():
    asked = question({"Customer": "name", "Order Date": "ordered", "Due Date": "due", "Amount": "net"}, "due")
    assert asked.reason == (
        'the heading says "due date"; a date in 100% of rows; on or after "Order Date" in 100%'
    )


WIDE = export({heading: source for heading, (source, _m) in EXPORTS["Comarch XL"].items()})
NOTHING_HERE = ["unit", "terms", "street"]


@settings(max_examples=15)
@given(st.permutations(list(WIDE.columns)))
def test_the_order_of_columns_does_not_matter(order):
    assert propose_columns(WIDE[order], SALES, table_name="s") == propose_columns(WIDE, SALES, table_name="s")


@settings(max_examples=15)
@given(
    st.dictionaries(st.sampled_from(["Uwagi", "xx", "Status", "J.m.", "Opis"]), st.sampled_from(NOTHING_HERE))
)
def test_columns_that_mean_nothing_here_change_nothing(extra):
    more = WIDE.assign(**{heading: LINES[source] for heading, source in extra.items()})
    assert meant(more) == meant(WIDE)


@settings(max_examples=25)
@given(
    st.sampled_from(["* {}", "{}:", "{} *", "[{}]", "  {}  ", "{}.", "_{}_", "«{}»", "{} (1)", "№ {}"][:9])
)
def test_decorations_of_headings_do_not_matter(decoration):
    decorated = WIDE.rename(columns={heading: decoration.format(heading) for heading in WIDE})
    assert list(meant(decorated).values()) == [decoration.format(heading) for heading in meant(WIDE).values()]


@settings(max_examples=60)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=6, unique=True))
def test_any_headings_get_an_answer(headings):
    frame = pd.DataFrame({heading: LINES[source] for heading, source in zip(headings, LINES, strict=False)})
    found = propose_columns(frame, SALES, table_name="s")
    assert [p.meaning for p in found if p.meaning in SALES.required] == SALES.required
    columns = [p.column for p in found if p.column]
    assert len(columns) == len(set(columns))


@pytest.mark.parametrize(
    "heading", ["(a+)+$" * 500, "[" * 10_000, "Клиент " * 5_000, "\x00", "{}{0}", "%s%n", "'; DROP"]
)
def test_hostile_headings_are_only_text(heading):
    frame = export({"Customer": "name", "Date": "billed", "Amount": "net"}).assign(**{heading: "x" * 100_000})
    assert meant(frame)["amount"] == "Amount"


def test_an_empty_table_is_asked_about():
    found = propose_columns(pd.DataFrame({"Клиент": pd.Series(dtype="str")}), SALES, table_name="s")
    assert {p.confidence for p in found} == {"question"}


SHORT = {"Client": "code", "Date": "ordered", "Amount": "net"}


@pytest.mark.parametrize(
    "heading",
    ["Curr.", "Crcy", "Waers", "Валюта", "Waluta", "Wal.", "Вал.", "Ccy", "Currency Key", "Doc. Curr."],
)
def test_currencies_are_told_however_short_their_heading_is(heading):
    assert meant(export({**SHORT, heading: "currency"}))["currency"] == heading


def test_the_currencies_in_the_cells_of_the_amount_are_the_currency():
    # Reading puts the codes that the cells of a column name into "<heading> (currency)".
    frame = export({**SHORT, "Amount (currency)": "currency", "Price": "price"})
    frame["Price (currency)"] = "USD"
    frame["Currency"] = "RUB"
    [found] = [p for p in propose_columns(frame, SALES, table_name="sales") if p.meaning == "currency"]
    assert (found.column, found.confidence) == ("Amount (currency)", "sure")
    assert 'written in the cells of "Amount"' in found.reason


def test_the_currencies_in_the_cells_of_another_number_are_not_those_of_the_amount():
    frame = export({**SHORT, "Price": "price", "Price (currency)": "currency"})
    assert "currency" not in meant(frame)


@pytest.mark.parametrize(
    "heading", ["ID заказа", "Order ID", "Numer zamówienia", "ID zamówienia", "ID документа", "ID faktury"]
)
def test_the_key_of_an_order_is_the_invoice(heading):
    assert meant(export({**SHORT, heading: "invoice"}))["invoice"] == heading


@pytest.mark.parametrize(
    "headings", [("Amount A", "Amount B"), ("Сумма 1", "Сумма 2"), ("Kwota", "Kwota 2"), ("Net X", "Net Y")]
)
def test_two_amounts_that_differ_and_are_called_alike_are_a_question_with_both_totals(headings):
    one, other = headings
    frame = export({"Client": "code", "Date": "ordered", one: "net", other: "list_total"})
    [amount] = [p for p in propose_columns(frame, SALES, table_name="sales") if p.meaning == "amount"]
    assert (amount.confidence, amount.column) == ("question", "")
    assert {choice.column for choice in amount.alternatives} == set(headings)
    totals = [f"total {LINES[name].sum():,.2f}" for name in ("net", "list_total")]
    assert all(any(total in choice.reason for choice in amount.alternatives) for total in totals)


def test_an_amount_that_is_the_same_in_every_row_is_one_when_its_heading_says_so():
    frame = export({"Client": "code", "Date": "ordered"})
    assert meant(frame.assign(Сумма=99.0))["amount"] == "Сумма"
    # Nothing says that a constant without such a heading is money.
    assert meant(frame.assign(x=99.5))["amount"] == ""


def test_an_amount_that_varies_outdoes_one_that_does_not():
    assert meant(export({**SHORT}).assign(Revenue=0.0))["amount"] == "Amount"
