"""Which table is which, on tables made here and on the two real data sets."""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from kamlib.study.meaning import propose_tables
from kamlib.study.meaning.joins import met
from tests.study.meaning.conftest import answer

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


def parts(frames: dict[str, pd.DataFrame]) -> dict[str, str]:
    return {name: choice.table for name, choice in propose_tables(frames).items()}


SOLD = pd.DataFrame({"CustomerID": ["A", "B", "A", "C"], "Date": DAYS, "Amount": [10.5, 20.0, 5.0, 7.0],
                     "EmployeeKey": ["E1", "E2", "E1", "E2"]})  # fmt: skip
HEAD = pd.DataFrame({"OrderNo": ["1", "2"], "Client": ["A", "B"], "OrderDate": DAYS[:2]})
LINES = pd.DataFrame({"OrderNo": ["1", "2"], "Amount": [5.0, 6.5]})


def clients(*keys: str) -> pd.DataFrame:
    return pd.DataFrame({"CustomerID": list(keys), "Name": [f"Firm {key}" for key in keys]})


@pytest.fixture(scope="module")
def northwind(real_data):
    files = {file.stem: typed(file) for file in real_data.glob("northwind/*.csv")}
    names = ("Customers", "Orders", "Products", "Categories", "Employees", "Suppliers", "Shippers")
    return {name.lower(): files[name] for name in names} | {"order_details": files["OrderDetails"]}


@pytest.fixture(scope="module")
def adventureworks(real_data):
    files = [*real_data.glob("adventureworks/dw_*.csv*"), *real_data.glob("adventureworks/oltp_*.csv")]
    return {file.name.split(".")[0]: typed(file) for file in files}


def test_northwind_needs_two_tables_joined_and_gives_the_revenue_of_its_source(northwind):
    found = propose_tables(northwind)
    sales, accounts = found["sales"], found["accounts"]
    assert (sales.table, "orders" in sales.reason, '"OrderID"' in sales.reason) == ("", True, True)
    lines, grouped = (answer(northwind, query) for query in (sales.query, sales.groups_query))
    # SOURCE.md of the data set: revenue net of discount 1,265,793.04, 2,155 lines, 89 buying customers.
    assert (round(lines["amount"].sum(), 2), len(lines), lines["account"].nunique()) == (1265793.04, 2155, 89)
    # SOURCE.md: 8 categories; the join over products and categories repeats and loses no line.
    assert (grouped["group"].nunique(), round(grouped["amount"].sum(), 2)) == (8, 1265793.04)
    assert accounts.table == "customers"
    assert accounts.reason == '"CustomerID" holds 100.0% of the accounts in the sales'
    # The order of the tables does not matter.
    assert propose_tables(dict(reversed(northwind.items()))) == found


def test_adventureworks_has_everything_in_one_table_and_its_groups_three_tables_away(adventureworks):
    found = propose_tables(adventureworks)
    sales, accounts = found["sales"], found["accounts"]
    assert (sales.table, accounts.table) == ("dw_FactResellerSales", "dw_DimReseller")
    assert accounts.heading("account") == "ResellerKey"
    assert {p.confidence for p in sales.columns} == {"sure"}
    assert {p.meaning: p.column for p in sales.columns} == {
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
    }
    lines = answer(adventureworks, sales.groups_query)
    # SOURCE.md: SalesAmount 80,450,596.98 on 60,855 lines; dw_DimProductCategory.csv has 4 rows.
    assert (lines["group"].nunique(), len(lines)) == (4, 60855)
    assert round(lines["SalesAmount"].sum(), 2) == 80450596.98


def test_a_table_named_by_the_user_is_the_sales_whatever_its_headings_say():
    frames = {"one": SOLD, "two": SOLD.rename(columns={"Amount": "x"})}
    assert propose_tables(frames, sales="two")["sales"].table == "two"


def test_tables_of_equal_headings_are_stacked():
    frames = {"sales_2023": SOLD, "sales_2024": SOLD, "clients": clients("A", "B", "C")}
    found = propose_tables(frames)
    assert (found["sales"].table, len(answer(frames, found["sales"].query))) == ("", 8)
    assert found["accounts"].table == "clients"


QUOTED = 'li"nes; DROP TABLE x --'
PRICED = pd.DataFrame(
    {"OrderNo": ["1", "2"], "Unit price": [10.0, 4.5], "Quantity": [3, 2], "Discount %": [50.0, 0.0]}
)
RUSSIAN = {
    "head": pd.DataFrame({"ID заказа": [1, 2], "Клиент": ["A", "B"], "Дата": DAYS[:2]}),
    "lines": pd.DataFrame({"ID заказа": [1, 2, 2], "Сумма": [5.0, 6.5, 7.5]}),
}


@pytest.mark.parametrize(
    ("frames", "amounts"),
    [
        ({"head": HEAD, QUOTED: LINES}, {"1": 5, "2": 6.5}),
        # A discount in percent is divided by a hundred: 10 x 3 x 0.5 and 4.5 x 2.
        ({"head": HEAD, "lines": PRICED}, {"1": 15, "2": 9}),
        (RUSSIAN, {1: 5, 2: 14}),
    ],
)
def test_lines_and_heads_are_joined_and_the_key_of_orders_is_the_invoice(frames, amounts):
    lines = answer(frames, propose_tables(frames)["sales"].query)
    assert lines.groupby("invoice")["amount"].sum().to_dict() == amounts


TWICE = clients(*"ABCDEFGHIJKL", "A", "B")  # 12 of 14 keys are different
REPEATED = {
    "no tables": {},
    "heads": {"head": pd.concat([HEAD, HEAD]), "lines": LINES},
    "clients": {"head": TWICE.assign(Date=DAYS[0], Client="X"),
                "lines": pd.DataFrame({"CustomerID": ["A", "B"], "Amount": [5.0, 6.5]})},
}  # fmt: skip


@pytest.mark.parametrize("frames", REPEATED.values(), ids=REPEATED)
def test_a_join_that_would_repeat_lines_is_not_proposed(frames):
    assert propose_tables(frames) == {}


QUOTA = pd.DataFrame({"EmployeeKey": ["E1", "E2"], "Date": DAYS[:2], "SalesAmountQuota": [300.0, 400.5]})
COSTS = pd.DataFrame(
    {"CustomerID": ["A", "B"], "Year": [2023, 2024], "Cost type": ["delivery", "visits"], "Cost": [5.5, 7.0]}
)
BESIDE = {
    "costs to serve": ({"costs": COSTS}, {"service_costs": "costs"}),
    "quotas of the managers": ({"quota": QUOTA}, {"quotas": "quota"}),
    "quotas of strangers": ({"quota": QUOTA.assign(EmployeeKey=["X1", "X2"])}, {}),
    "other clients": ({"other": clients("X", "Y")}, {}),
    "a few clients twice": ({"clients": TWICE}, {"accounts": "clients"}),
    "many clients twice": ({"visits": clients(*"ABC", *"ABC")}, {}),
    "a list without repeats goes first": ({"a_copy": TWICE, "clients": clients(*"ABCDE")},
                                          {"accounts": "clients"}),
    "documents are no list": ({"orders": TWICE.assign(OrderNo=[str(n) for n in range(14)])}, {}),
}  # fmt: skip


@pytest.mark.parametrize(("more", "found"), BESIDE.values(), ids=BESIDE)
def test_tables_beside_the_sales_are_told_by_what_they_hold(more, found):
    assert parts({"sold": SOLD, **more}) == {"sales": "sold", **found}
    assert propose_tables({"sold": SOLD, **more})["sales"].groups_query == ""


def test_accounts_are_found_though_a_spreadsheet_took_the_zeros_off_their_codes():
    coded = SOLD.assign(CustomerID=[1, 2, 1, 3]).rename(columns={"CustomerID": "Customer No."})
    listed = pd.DataFrame({"No.": ["000001", "000002", "000003"], "Name": ["Acme", "Birch", "Cedar"]})
    found = propose_tables({"sold": coded, "clients": listed})["accounts"]
    assert (found.table, found.heading("account")) == ("clients", "No.")
    # Codes that differ in nothing but zeros are two codes.
    assert met(pd.Series(["1", "01", "2"]), pd.Series(["1", "002"])) == 1 / 3
