"""Which table is which, on tables made here and on the two real data sets."""

from functools import cache
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from kamlib.study.meaning import propose_tables

DAYS = pd.to_datetime(["2024-01-09", "2024-01-10", "2024-02-01", "2024-02-02"])


@cache
def typed(file: Path) -> pd.DataFrame:
    """A file as intake hands it over: texts, whole numbers, numbers, days."""
    frame = pd.read_csv(file)
    for name in frame:
        texts = frame[name].dropna()
        if pd.api.types.is_string_dtype(texts) and len(texts):
            days = texts.str.fullmatch(r"\d{4}-\d\d-\d\d.*").all()
            frame[name] = pd.to_datetime(frame[name], format="ISO8601") if days else frame[name].astype("str")
    return frame


def answer(frames: dict[str, pd.DataFrame], query: str) -> pd.DataFrame:
    """Result of a query that sees the frames under their names."""
    with duckdb.connect() as connection:
        for name, frame in frames.items():
            connection.register(name, frame)
        return connection.sql(query).df()


def sold(**more) -> pd.DataFrame:
    return pd.DataFrame(
        {"CustomerID": ["A", "B", "A", "C"], "Date": DAYS, "Amount": [10.5, 20.0, 5.0, 7.0], **more}
    )


@pytest.fixture
def northwind(real_data):
    files = {
        "customers": "Customers",
        "orders": "Orders",
        "order_details": "OrderDetails",
        "products": "Products",
        "categories": "Categories",
        "employees": "Employees",
        "suppliers": "Suppliers",
        "shippers": "Shippers",
    }
    return {name: typed(real_data / "northwind" / f"{file}.csv") for name, file in files.items()}


@pytest.fixture
def adventureworks(real_data):
    files = [*real_data.glob("adventureworks/dw_*.csv*"), *real_data.glob("adventureworks/oltp_*.csv")]
    names = {"dw_FactResellerSales": "dw_fact_reseller_sales", "dw_DimReseller": "dw_dim_reseller"}
    return {names.get(stem, stem): typed(file) for file in files for stem in [file.name.split(".")[0]]}


def test_northwind_needs_two_tables_joined_and_gives_the_revenue_of_its_source(northwind):
    sales = propose_tables(northwind).sales
    assert (sales.table, "orders" in sales.reason, '"OrderID"' in sales.reason) == ("", True, True)
    lines = answer(northwind, sales.query)
    # SOURCE.md of the data set: revenue net of discount 1,265,793.04, 2,155 lines, 89 buying customers.
    assert (round(lines["amount"].sum(), 2), len(lines), lines["account"].nunique()) == (1265793.04, 2155, 89)


def test_northwind_groups_are_found_over_products_and_categories(northwind):
    lines = answer(northwind, propose_tables(northwind).sales.groups_query)
    # SOURCE.md: 8 categories; the join repeats and loses no line.
    assert (lines["group"].nunique(), round(lines["amount"].sum(), 2)) == (8, 1265793.04)


def test_northwind_customers_are_the_accounts_with_every_buyer_among_them(northwind):
    accounts = propose_tables(northwind).accounts
    assert accounts.table == "customers"
    assert accounts.reason == '"CustomerID" holds 100.0% of the accounts in the sales'


def test_adventureworks_has_everything_in_one_table(adventureworks):
    found = propose_tables(adventureworks)
    meant = {p.meaning: (p.column, p.confidence) for p in found.sales.columns}
    assert found.sales.table == "dw_fact_reseller_sales"
    assert meant == {
        meaning: (column, "sure")
        for meaning, column in {
            "account": "ResellerKey",
            "date": "OrderDate",
            "amount": "SalesAmount",
            "product": "ProductKey",
            "quantity": "OrderQuantity",
            "cost": "TotalProductCost",
            "invoice": "SalesOrderNumber",
            "line": "SalesOrderLineNumber",
            "due": "DueDate",
            "manager": "EmployeeKey",
            "vat": "TaxAmt",
        }.items()
    }


def test_adventureworks_resellers_are_the_accounts_over_the_key_that_the_sales_use(adventureworks):
    accounts = propose_tables(adventureworks).accounts
    assert accounts.table == "dw_dim_reseller"
    assert {p.meaning: p.column for p in accounts.columns}["account"] == "ResellerKey"


def test_adventureworks_groups_are_found_three_tables_away(adventureworks):
    lines = answer(adventureworks, propose_tables(adventureworks).sales.groups_query)
    # SOURCE.md: SalesAmount 80,450,596.98 on 60,855 lines; dw_DimProductCategory.csv has 4 rows.
    assert (lines["group"].nunique(), len(lines), round(lines["SalesAmount"].sum(), 2)) == (
        4,
        60855,
        80450596.98,
    )


def test_a_table_named_by_the_user_is_the_sales_whatever_its_headings_say():
    frames = {"one": sold(), "two": sold().rename(columns={"Amount": "x"})}
    assert propose_tables(frames, sales="two").sales.table == "two"


def test_tables_of_equal_headings_are_stacked():
    frames = {
        "sales_2023": sold(),
        "sales_2024": sold(),
        "clients": pd.DataFrame({"CustomerID": ["A", "B", "C"]}),
    }
    found = propose_tables(frames)
    assert (found.sales.table, len(answer(frames, found.sales.query))) == ("", 8)
    assert found.accounts.table == "clients"


def test_a_join_that_would_repeat_lines_is_not_proposed():
    head = pd.DataFrame({"OrderNo": ["1", "1", "2"], "Client": ["A", "B", "C"], "OrderDate": DAYS[:3]})
    lines = pd.DataFrame({"OrderNo": ["1", "2"], "Amount": [5.0, 6.5]})
    found = propose_tables({"head": head, "lines": lines})
    assert (found.sales, "no two tables" in found.missing) == (None, True)


def test_a_discount_in_percent_is_divided_by_a_hundred():
    head = pd.DataFrame({"OrderNo": ["1", "2"], "Client": ["A", "B"], "OrderDate": DAYS[:2]})
    lines = pd.DataFrame(
        {"OrderNo": ["1", "2"], "Unit price": [10.0, 4.5], "Quantity": [3, 2], "Discount %": [50.0, 0.0]}
    )
    frames = {"head": head, "lines": lines}
    # 10 x 3 x 0.5 + 4.5 x 2 = 24
    assert answer(frames, propose_tables(frames).sales.query)["amount"].sum() == 24


def test_names_with_quotes_stay_names_in_the_query():
    name = 'li"nes; DROP TABLE x --'
    frames = {
        "head": pd.DataFrame({"OrderNo": ["1", "2"], "Client": ["A", "B"], "OrderDate": DAYS[:2]}),
        name: pd.DataFrame({"OrderNo": ["1", "2"], "Amount": [5.0, 6.5]}),
    }
    assert answer(frames, propose_tables(frames).sales.query)["amount"].sum() == 11.5


def test_costs_to_serve_are_the_table_with_client_year_kind_and_cost():
    costs = pd.DataFrame(
        {
            "CustomerID": ["A", "B"],
            "Year": [2023, 2024],
            "Cost type": ["delivery", "visits"],
            "Cost": [5.5, 7.0],
        }
    )
    found = propose_tables({"sold": sold(), "costs": costs})
    assert (found.sales.table, found.service_costs.table) == ("sold", "costs")


def test_a_list_that_holds_other_clients_is_not_the_accounts():
    assert (
        propose_tables({"sold": sold(), "other": pd.DataFrame({"CustomerID": ["X", "Y"]})}).accounts is None
    )


def test_the_order_of_the_tables_does_not_matter(northwind):
    turned = dict(reversed(northwind.items()))
    assert propose_tables(turned) == propose_tables(northwind)


def test_no_tables_are_no_sales():
    assert propose_tables({}).sales is None


def clients(*keys: str) -> pd.DataFrame:
    return pd.DataFrame({"CustomerID": list(keys), "Name": [f"Firm {key}" for key in keys]})


def test_a_list_of_accounts_in_which_a_few_stand_twice_is_proposed_and_joined_to_nothing():
    # 12 of 14 keys are different.
    frames = {"sold": sold(), "clients": clients(*"ABCDEFGHIJKL", "A", "B")}
    found = propose_tables(frames)
    assert (found.sales.table, found.sales.groups_query, found.accounts.table) == ("sold", "", "clients")
    head = clients(*"ABCDEFGHIJKL", "A", "B").assign(Date=pd.Timestamp("2024-01-09"), Client="X")
    lines = pd.DataFrame({"CustomerID": ["A", "B"], "Amount": [5.0, 6.5]})
    assert propose_tables({"head": head, "lines": lines}).sales is None


def test_a_list_without_repeats_outdoes_one_with_a_few():
    frames = {"sold": sold(), "a_copy": clients(*"ABCDEFGHIJKL", "A"), "clients": clients(*"ABCDE")}
    assert propose_tables(frames).accounts.table == "clients"


def test_a_list_in_which_many_stand_twice_is_not_the_accounts():
    assert propose_tables({"sold": sold(), "visits": clients(*"ABC", *"ABC")}).accounts is None


def test_documents_are_no_list_of_accounts_though_few_clients_come_twice():
    orders = clients(*"ABCDEFGHIJKL", "A", "B").assign(OrderNo=[str(n) for n in range(14)])
    assert propose_tables({"sold": sold(), "orders": orders}).accounts is None


def test_the_key_of_orders_is_the_invoice_of_the_joined_sales():
    head = pd.DataFrame({"ID заказа": [1, 2], "Клиент": ["A", "B"], "Дата": DAYS[:2]})
    lines = pd.DataFrame({"ID заказа": [1, 2, 2], "Сумма": [5.0, 6.5, 7.5]})
    found = propose_tables({"head": head, "lines": lines}).sales
    assert answer({"head": head, "lines": lines}, found.query)["invoice"].tolist() == [1, 2, 2]


def test_quotas_are_the_table_that_plans_sales_for_the_managers_of_the_sales():
    day = pd.to_datetime(["2024-01-09", "2024-01-10", "2024-02-11"])
    sold = pd.DataFrame({"CustomerID": list("ABC"), "OrderDate": day, "Amount": [10.0, 20.5, 7.25],
                         "EmployeeKey": ["E1", "E2", "E1"]})  # fmt: skip
    quota = pd.DataFrame({"EmployeeKey": ["E1", "E2"], "Date": day[:2], "SalesAmountQuota": [300.0, 400.5]})
    strangers = quota.assign(EmployeeKey=["X1", "X2"])
    assert propose_tables({"sold": sold, "quota": quota}).quotas.table == "quota"
    assert propose_tables({"sold": sold, "quota": strangers}).quotas is None
