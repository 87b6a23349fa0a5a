"""Names of tables."""

import pytest

from kamlib.study.read import table_name


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("Order Details.csv", "order_details"), ("OrderDetails.csv", "order_details"),
        ("dw_FactResellerSales.csv.gz", "dw_fact_reseller_sales"),
        ("input/Продажи 2024.xlsx", "продажи_2024"), ("Sprzedaż-2024.xlsx", "sprzedaż_2024"),
        ("2024.csv", "t_2024"), ("---.csv", "table"), ("SalesYTD.csv", "sales_ytd"), ("a.b.csv", "a_b"),
        ("SELECT * FROM x; --.csv", "select_from_x"),
    ],
)
def test_names_come_from_files(file, name):
    assert table_name(file) == name
