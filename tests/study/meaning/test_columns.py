"""Headings as real systems write them, in three languages, over values made here."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamlib.study.meaning import propose_columns
from kamlib.tables.given import ACCOUNTS, SALES, SERVICE_COSTS

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
    frame = pd.DataFrame({
        "ordered": ordered, "billed": ordered + pd.Timedelta(days=3), "shipped": ordered + pd.Timedelta(days=2),
        "due": ordered + pd.Timedelta(days=33), "paid": ordered + pd.to_timedelta(20 + invoice % 40, unit="D"),
        "price": price, "net": net, "vat": np.round(net * 0.2, 2), "gross": np.round(net * 1.2, 2),
        "unit_cost": unit_cost, "cost": np.round(unit_cost * quantity, 2), "margin": net - unit_cost * quantity,
        "freight": np.round(chance.uniform(5, 50, len(invoice)), 2), "percent": chance.choice([0.0, 5.0], len(invoice)),
        "list_total": np.round(net * 1.07, 2),
    })
    frame.loc[chance.random(len(frame)) < 0.2, "paid"] = pd.NaT
    texts = {
        "code": [f"K{c:05d}" for c in client], "name": [f"Client {c}" for c in client],
        "invoice": [f"FV/{n:04d}/2023" for n in invoice], "product": [f"P-{p:03d}" for p in product],
        "article": [f"Valve {p}" for p in product], "group": [f"Group {p % 3}" for p in product],
        "manager": [f"Manager {c % 4}" for c in client], "currency": np.where(client % 5, "PLN", "EUR"),
        "holding": [f"Holding {c // 2}" for c in client], "city": [f"Town {c % 6}" for c in client],
        "street": [f"Long street {c}" for c in client], "terms": "30 days", "unit": "pcs",
    }
    for name, values in texts.items():
        frame[name] = pd.Series(values, index=frame.index, dtype="str")
    place = frame.groupby("invoice").cumcount() + 1
    return frame.assign(line=place.astype("Int64"), quantity=pd.Series(quantity, dtype="Int64"), number=client)


LINES = lines()


def export(headings: dict[str, str]) -> pd.DataFrame:
    """Return the lines under the headings of a system: heading -> name of the column here."""
    return pd.DataFrame({heading: LINES[source] for heading, source in headings.items()})


def meant(frame: pd.DataFrame, table=SALES) -> dict[str, str]:
    return {p.meaning: p.column for p in propose_columns(frame, table, table_name="sales")}


# heading -> (column of the lines, meaning expected or "")
EXPORTS = {
    "1C: sales register": {
        "Период": ("billed", "date"), "Регистратор": ("invoice", "invoice"), "Номер строки": ("line", "line"),
        "Контрагент": ("code", "account"), "Номенклатура": ("article", "product"),
        "Количество": ("quantity", "quantity"), "Стоимость": ("net", "amount"), "НДС": ("vat", "vat"),
        "Менеджер": ("manager", "manager"),
    },
    "1C: gross profit report": {
        "Клиент": ("name", "account"), "Дата документа": ("billed", "date"), "Документ продажи": ("invoice", "invoice"),
        "Номенклатурная группа": ("group", "group"), "Артикул": ("product", "product"),
        "Кол-во, шт.": ("quantity", "quantity"), "Выручка (без НДС), руб.": ("net", "amount"),
        "Себестоимость, руб.": ("cost", "cost"), "Валовая прибыль, руб.": ("margin", ""),
    },
    "1C: net and gross beside one another": {
        "* Код контрагента": ("code", "account"), "Наименование контрагента": ("name", "name"),
        "Дата реализации": ("billed", "date"), "Сумма без НДС": ("net", "amount"), "Сумма НДС": ("vat", "vat"),
        "Сумма с НДС": ("gross", ""), "Срок оплаты": ("due", "due"), "Дата оплаты": ("paid", "paid"),
        "Валюта": ("currency", "currency"),
    },
    "1C: total with VAT unlabelled": {
        "Покупатель": ("name", "account"), "Дата": ("billed", "date"), "№ п/п": ("line", "line"),
        "Номер накладной": ("invoice", "invoice"), "Товар": ("article", "product"), "Цена": ("price", ""),
        "Сумма": ("net", "amount"), "НДС": ("vat", "vat"), "Всего": ("gross", ""),
    },
    "Галактика-like": {
        "Заказчик": ("name", "account"), "Дата отгрузки": ("shipped", "date"), "Отгружено, шт": ("quantity", "quantity"),
        "Сумма отгрузки, тыс. руб.": ("net", "amount"), "Ответственный менеджер": ("manager", "manager"),
        "Группа товара": ("group", "group"), "Грузополучатель": ("city", ""), "Адрес доставки": ("street", ""),
    },
    "CRM in Russian": {
        "Клиент: ID": ("number", "account"), "Клиент: название": ("name", "name"), "Дата продажи": ("billed", "date"),
        "Сумма продажи": ("net", "amount"), "Закупочная стоимость": ("cost", "cost"), "Категория товара": ("group", "group"),
        "Торговый представитель": ("manager", "manager"),
    },
    "Comarch XL": {
        "Akronim": ("code", "account"), "Nazwa kontrahenta": ("name", "name"), "Data wystawienia": ("billed", "date"),
        "Numer dokumentu": ("invoice", "invoice"), "Lp.": ("line", "line"), "Kod towaru": ("product", "product"),
        "Nazwa towaru": ("article", ""), "Ilość": ("quantity", "quantity"), "Wartość netto": ("net", "amount"),
        "Wartość brutto": ("gross", ""), "Koszt własny": ("cost", "cost"), "Termin płatności": ("due", "due"),
        "Opiekun": ("manager", "manager"), "Waluta": ("currency", "currency"),
    },
    "Subiekt": {
        "Nabywca": ("name", "account"), "Data sprzedaży": ("billed", "date"), "Numer": ("invoice", ""),
        "Symbol": ("product", "product"), "Grupa towarowa": ("group", "group"), "Ilość [szt.]": ("quantity", "quantity"),
        "Cena netto": ("price", ""), "Netto": ("net", "amount"), "VAT": ("vat", "vat"), "Brutto": ("gross", ""),
    },
    "Enova": {
        "Kontrahent: Kod": ("code", "account"), "Kontrahent: Nazwa": ("name", "name"), "Data dokumentu": ("billed", "date"),
        "Nr faktury": ("invoice", "invoice"), "Towar": ("article", "product"), "Asortyment - grupa": ("group", "group"),
        "Sprzedaż netto": ("net", "amount"), "Koszt zakupu": ("cost", "cost"), "Marża": ("margin", ""),
        "Handlowiec": ("manager", "manager"), "Data zapłaty": ("paid", "paid"),
    },
    "Symfonia": {
        "kod_klienta": ("code", "account"), "data_faktury": ("billed", "date"), "kwota_netto": ("net", "amount"),
        "kwota_vat": ("vat", "vat"), "przedstawiciel_handlowy": ("manager", "manager"), "indeks_towaru": ("product", "product"),
        "rabat_procent": ("percent", ""), "wartosc_zakupu": ("cost", "cost"),
    },
    "SAP, English list": {
        "Sold-to party": ("code", "account"), "Billing Date": ("billed", "date"), "Billing Document": ("invoice", "invoice"),
        "Item": ("line", "line"), "Material": ("product", "product"), "Material Group": ("group", "group"),
        "Billed Quantity": ("quantity", "quantity"), "Net Value": ("net", "amount"), "Doc. Currency": ("currency", "currency"),
        "Ship-to party": ("city", ""), "Net due date": ("due", "due"), "Clearing date": ("paid", "paid"),
    },
    "SAP, technical names": {
        "KUNAG": ("code", "account"), "NAME1": ("name", "name"), "FKDAT": ("billed", "date"), "VBELN": ("invoice", "invoice"),
        "POSNR": ("line", "line"), "MATNR": ("product", "product"), "MATKL": ("group", "group"), "FKIMG": ("quantity", "quantity"),
        "NETWR": ("net", "amount"), "WAVWR": ("cost", "cost"), "MWSBP": ("vat", "vat"), "WAERK": ("currency", "currency"),
    },
    "Navision": {
        "Sell-to Customer No.": ("code", "account"), "Sell-to Customer Name": ("name", "name"), "Posting Date": ("billed", "date"),
        "Document No.": ("invoice", "invoice"), "Line No.": ("line", "line"), "Item No.": ("product", "product"),
        "Description": ("article", ""), "Quantity": ("quantity", "quantity"), "Unit Cost (LCY)": ("unit_cost", ""),
        "Amount": ("net", "amount"), "Amount Including VAT": ("gross", ""), "Due Date": ("due", "due"),
        "Salesperson Code": ("manager", "manager"), "Currency Code": ("currency", "currency"),
    },
    "Dynamics AX": {
        "CUSTACCOUNT": ("code", "account"), "INVOICEDATE": ("billed", "date"), "INVOICEID": ("invoice", "invoice"),
        "LINENUM": ("line", "line"), "ITEMID": ("product", "product"), "QTY": ("quantity", "quantity"),
        "LINEAMOUNT": ("net", "amount"), "SALESPRICE": ("price", ""), "CURRENCYCODE": ("currency", "currency"),
    },
    "SAP Business One": {
        "CardCode": ("code", "account"), "CardName": ("name", "name"), "DocDate": ("billed", "date"),
        "DocDueDate": ("due", "due"), "DocNum": ("invoice", "invoice"), "ItemCode": ("product", "product"),
        "LineTotal": ("net", "amount"), "SlpName": ("manager", "manager"), "Quantity": ("quantity", "quantity"),
    },
    "warehouse style": {
        "CustomerKey": ("number", "account"), "OrderDate": ("ordered", "date"), "ShipDate": ("shipped", ""),
        "DueDate": ("due", "due"), "SalesOrderNumber": ("invoice", "invoice"), "SalesOrderLineNumber": ("line", "line"),
        "OrderQuantity": ("quantity", "quantity"), "UnitPrice": ("price", ""), "ExtendedAmount": ("list_total", ""),
        "ProductStandardCost": ("unit_cost", ""), "TotalProductCost": ("cost", "cost"), "SalesAmount": ("net", "amount"),
        "Freight": ("freight", ""), "SalesTerritoryKey": ("city", ""),
    },
    "web shop": {
        "customer_id": ("number", "account"), "created_at": ("ordered", ""), "order_date": ("ordered", "date"),
        "order_id": ("invoice", "invoice"), "sku": ("product", "product"), "product_category": ("group", "group"),
        "qty": ("quantity", "quantity"), "net_revenue": ("net", "amount"), "cogs": ("cost", "cost"),
        "shipping_cost": ("freight", ""), "shipping_city": ("city", ""),
    },
    "spreadsheet in English": {
        "Client": ("name", "account"), "Date": ("billed", "date"), "Invoice #": ("invoice", "invoice"),
        "Product": ("article", "product"), "Product group": ("group", "group"), "Pcs": ("quantity", "quantity"),
        "Revenue, EUR": ("net", "amount"), "Cost, EUR": ("cost", "cost"), "Margin, EUR": ("margin", ""),
        "Discount %": ("percent", ""), "Sales rep": ("manager", "manager"), "Payment terms": ("terms", ""),
    },
    "two languages": {
        "Klient / Клиент": ("name", "account"), "Data / Дата": ("billed", "date"), "Obrót / Оборот": ("net", "amount"),
        "Ilość / Количество": ("quantity", "quantity"),
    },
    "shouting": {
        "КЛИЕНТ": ("name", "account"), "ДАТА": ("billed", "date"), "ВЫРУЧКА": ("net", "amount"),
        "СЕБЕСТОИМОСТЬ": ("cost", "cost"), "КОЛ-ВО": ("quantity", "quantity"),
    },
    "result of a query": {
        name: (source, name) for name, source in {
            "account": "code", "name": "name", "date": "billed", "amount": "net", "product": "product",
            "group": "group", "quantity": "quantity", "cost": "cost", "invoice": "invoice", "line": "line",
            "due": "due", "paid": "paid", "currency": "currency", "manager": "manager", "vat": "vat",
        }.items()
    },
}


@pytest.mark.parametrize("system", EXPORTS)
def test_each_column_of_an_export_is_taken_for_what_it_is(system):
    said = EXPORTS[system]
    frame = export({heading: source for heading, (source, _meaning) in said.items()})
    assert meant(frame) == {meaning: heading for heading, (_source, meaning) in said.items() if meaning}
