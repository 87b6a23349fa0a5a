"""Files that nobody here wrote: their types are sensible and nothing in them is called a problem."""

import pandas as pd

from kamlib.study.read import read_file

KINDS = {
    "northwind/Orders.csv": {
        "OrderID": "str", "CustomerID": "str", "OrderDate": "datetime64[us]", "Freight": "float64",
        "ShipPostalCode": "str",
    },
    "northwind/OrderDetails.csv": {"UnitPrice": "float64", "Quantity": "Int64", "Discount": "float64"},
    "northwind/Customers.csv": {"CustomerID": "str", "PostalCode": "str", "Phone": "str", "Fax": "str"},
    "northwind/Territories.csv": {"TerritoryID": "str", "RegionID": "Int64"},
    "adventureworks/dw_DimReseller.csv": {
        "ResellerKey": "Int64", "ResellerAlternateKey": "str", "AnnualSales": "float64",
    },
    "adventureworks/dw_DimProduct.csv": {
        "ProductSubcategoryKey": "Int64", "Size": "str", "StartDate": "datetime64[us]",
    },
    "adventureworks/dw_DimDate.csv": {"DateKey": "datetime64[us]", "CalendarYear": "Int64"},
    "adventureworks/oltp_SalesTerritory.csv": {"SalesYTD": "float64", "ModifiedDate": "datetime64[us]"},
}


def test_no_file_has_a_false_problem_and_types_are_sensible(real_data):
    for path in sorted(real_data.glob("*/*.csv")):
        result, name = read_file(path, label=path.name), f"{path.parent.name}/{path.name}"
        assert len(result.tables) == 1, name
        assert result.all_problems == [], name
        [found] = result.tables
        assert [s for s in found.steps if "left out" in s] == [], name
        kinds = KINDS.get(name, {})
        assert {column: str(found.frame[column].dtype) for column in kinds} == kinds


def test_every_line_of_every_reseller_is_read(real_data):
    # 60,855 lines and 80,450,596.98: SOURCE.md of the data set.
    path = real_data / "adventureworks" / "dw_FactResellerSales.csv.gz"
    result = read_file(path, label="input/dw_FactResellerSales.csv.gz")
    assert result.all_problems == []
    frame = result.tables[0].frame
    assert len(frame) == 60_855
    assert round(frame["SalesAmount"].sum(), 2) == 80_450_596.98
    assert frame["OrderDate"].min() == pd.Timestamp("2010-12-29")
