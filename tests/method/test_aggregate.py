"""One function adds up sales at every grain."""

import duckdb
import pandas as pd
import pytest

from kamlib.method.aggregate import aggregate
from kamlib.problems import KamError


@pytest.fixture
def sales() -> pd.DataFrame:
    """Two accounts; invoice 1 of A holds two product groups; B has an invoice of the same number."""
    return pd.DataFrame({
        "account": ["A", "A", "A", "B", "B"],
        "group": ["valves", "flanges", "valves", "valves", "valves"],
        "manager": ["Ada", "Ada", None, "Bo", "Bo"],
        "date": pd.to_datetime(["2023-12-30", "2023-12-30", "2024-02-01", "2024-05-01", "2024-05-02"]),
        "amount": [100.0, 50.0, 25.0, 40.0, -10.0],
        "cost": [80.0, 45.0, None, None, None],
        "quantity": [10.0, 5.0, None, None, None],
        "invoice": ["1", "1", "2", "1", None],
    }).astype({"account": "str", "group": "str", "manager": "str", "invoice": "str"})


def test_orders_by_account_and_group_do_not_add_up_to_orders_by_account(sales: pd.DataFrame) -> None:
    by_account = aggregate(sales, by="account").set_index("account")["orders"]
    by_group = aggregate(sales, by=["account", "group"]).groupby("account")["orders"].sum()
    assert by_account["A"] == 2
    assert by_group["A"] == 3


def test_lines_without_invoice_are_no_order(sales: pd.DataFrame) -> None:
    by_account = aggregate(sales, by="account").set_index("account")
    assert by_account.loc["B", "orders"] == 1
    assert by_account.loc["B", "lines"] == 2


def test_invoices_of_two_accounts_with_one_number_are_two_orders(sales: pd.DataFrame) -> None:
    assert aggregate(sales, by=())["orders"].item() == 3


def test_margin_rests_on_lines_with_a_cost_and_says_how_much_that_is(sales: pd.DataFrame) -> None:
    table = aggregate(sales, by="account").set_index("account")
    # A: 100 - 80 + 50 - 45 = 25 over 150 of 175; B: no cost at all
    assert table.loc["A", "margin"] == 25
    assert table.loc["A", "cost_known"] == pytest.approx(150 / 175)
    assert pd.isna(table.loc["B", "margin"])
    assert pd.isna(table.loc["B", "cost"])
    assert table.loc["B", "cost_known"] == 0
    assert pd.isna(table.loc["B", "quantity"])


def test_returns_lower_the_amount(sales: pd.DataFrame) -> None:
    assert aggregate(sales, by="account").set_index("account").loc["B", "amount"] == 30


def test_missing_managers_make_a_row_of_their_own_at_the_end(sales: pd.DataFrame) -> None:
    table = aggregate(sales, by="manager")
    assert table["manager"].tolist()[:2] == ["Ada", "Bo"]
    assert pd.isna(table["manager"].iloc[2])


def test_periods_are_derived_from_the_day(sales: pd.DataFrame) -> None:
    assert aggregate(sales, by="year")["year"].tolist() == [2023, 2024]
    months = aggregate(sales, by="month")["month"]
    assert months.tolist() == [pd.Timestamp(d) for d in ("2023-12-01", "2024-02-01", "2024-05-01")]
    quarters = aggregate(sales, by="quarter")["quarter"]
    assert quarters.tolist() == [pd.Timestamp(d) for d in ("2023-10-01", "2024-01-01", "2024-04-01")]


def test_first_and_last_day_are_kept(sales: pd.DataFrame) -> None:
    table = aggregate(sales, by="account").set_index("account")
    assert table.loc["A", "first"] == pd.Timestamp("2023-12-30")
    assert table.loc["B", "last"] == pd.Timestamp("2024-05-02")


def test_duckdb_and_pandas_give_the_same_frame(sales: pd.DataFrame) -> None:
    connection = duckdb.connect()
    relation = connection.from_df(sales)
    for by in ("account", ["account", "month"], ["account", "year", "group"], ()):
        pd.testing.assert_frame_equal(aggregate(relation, by=by), aggregate(sales, by=by))


def test_days_without_time_of_day_are_accepted_from_a_database() -> None:
    relation = duckdb.connect().sql("select 'A' account, date '2024-05-02' date, 5::decimal(9,2) amount")
    table = aggregate(relation, by=["account", "month"])
    assert table["month"].item() == pd.Timestamp("2024-05-01")
    assert table["amount"].dtype == "float64"


def test_the_order_of_rows_changes_nothing(sales: pd.DataFrame) -> None:
    turned = sales.iloc[::-1].reset_index(drop=True)
    pd.testing.assert_frame_equal(aggregate(turned, by="account"), aggregate(sales, by="account"))


def test_the_input_is_left_alone(sales: pd.DataFrame) -> None:
    before = sales.copy()
    aggregate(sales, by=["account", "month"])
    pd.testing.assert_frame_equal(sales, before)


def test_what_is_not_there_has_no_column() -> None:
    sales = pd.DataFrame({"account": ["A"], "date": pd.to_datetime(["2024-01-05"]), "amount": [1.0]})
    assert list(aggregate(sales, by="account")) == ["account", "amount", "lines", "first", "last"]


def test_an_unknown_grain_is_refused_with_what_can_be_chosen(sales: pd.DataFrame) -> None:
    with pytest.raises(KamError, match=r'"colour" can\'t be grouped by; choose from account, entity'):
        aggregate(sales, by=["account", "colour"])


def test_a_grain_that_the_sales_lack_is_refused(sales: pd.DataFrame) -> None:
    with pytest.raises(KamError, match='"product" is not among the columns of the sales'):
        aggregate(sales, by="product")


def test_text_of_the_result_is_text(sales: pd.DataFrame) -> None:
    assert aggregate(sales, by="account")["account"].dtype == "str"
