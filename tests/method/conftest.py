"""Real studies as plain frames, without intake: what the arithmetic alone makes of them."""

from pathlib import Path

import pandas as pd
import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = Path(__file__).parents[2] / ".." / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real data sets are not beside the project")
    return folder


@pytest.fixture(scope="session")
def northwind(shared: Path) -> pd.DataFrame:
    """Sales of Northwind, net of discount."""
    folder = shared / "northwind"
    orders = pd.read_csv(folder / "Orders.csv", parse_dates=["OrderDate"])
    lines = pd.read_csv(folder / "OrderDetails.csv").merge(orders, on="OrderID")
    customers = pd.read_csv(folder / "Customers.csv", keep_default_na=False)
    names = customers.set_index("CustomerID")["CompanyName"]
    return pd.DataFrame({
        "account": lines["CustomerID"].astype("str"),
        "name": lines["CustomerID"].map(names).astype("str"),
        "manager": lines["EmployeeID"].astype("str"),
        "product": lines["ProductID"].astype("str"),
        "date": lines["OrderDate"],
        "amount": lines["UnitPrice"] * lines["Quantity"] * (1 - lines["Discount"]),
        "quantity": lines["Quantity"].astype("float64"),
        "invoice": lines["OrderID"].astype("str"),
    })


@pytest.fixture(scope="session")
def adventureworks(shared: Path) -> pd.DataFrame:
    """Reseller sales of AdventureWorks, with cost."""
    folder = shared / "adventureworks"
    lines = pd.read_csv(folder / "dw_FactResellerSales.csv.gz", parse_dates=["OrderDate"])
    resellers = pd.read_csv(folder / "dw_DimReseller.csv").set_index("ResellerKey")
    return pd.DataFrame({
        "account": lines["ResellerKey"].map(resellers["ResellerAlternateKey"]).astype("str"),
        "name": lines["ResellerKey"].map(resellers["ResellerName"]).astype("str"),
        "manager": lines["EmployeeKey"].astype("str"),
        "product": lines["ProductKey"].astype("str"),
        "date": lines["OrderDate"],
        "amount": lines["SalesAmount"].astype("float64"),
        "cost": lines["TotalProductCost"].astype("float64"),
        "quantity": lines["OrderQuantity"].astype("float64"),
        "invoice": lines["SalesOrderNumber"].astype("str"),
    })
