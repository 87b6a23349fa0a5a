"""An account's manager is by date, never the last value."""

import pandas as pd
import pytest

from kamlib.method.owner import managers_over_time, owner, shared_accounts

SALES = pd.DataFrame(
    {
        "account": ["A", "A", "A", "B", "B", "C"],
        "name": ["A", "A", "A", "B", "B", "C"],
        "manager": ["Ida", "Jan", "Ewa", "Jan", "Ida", None],
        "amount": [500.0, 90.0, 10.0, 40.0, 40.0, 7.0],
        "date": pd.to_datetime(
            ["2022-05-01", "2024-02-01", "2024-12-30", "2024-05-01", "2024-06-01", "2024-07-01"]
        ),
    }
)
END = pd.Timestamp("2024-12-31")


def owners(sales=SALES, accounts=None, as_of=END):
    return owner(sales, as_of=as_of, months=12, accounts=accounts).set_index("account")["manager"]


def test_the_largest_revenue_of_the_last_months_decides_not_the_last_value():
    # A: Jan sold 90 in 2024, Ewa 10 on the last day, Ida 500 too long ago.
    assert owners()["A"] == "Jan"


def test_equal_revenue_goes_to_the_first_by_name():
    assert owners()["B"] == "Ida"


def test_the_day_decides_which_months_count():
    assert owners(as_of=pd.Timestamp("2022-12-31"))["A"] == "Ida"


def test_lines_on_the_day_count_with_their_time_and_lines_a_year_before_do_not():
    days = [END - pd.DateOffset(years=1), END + pd.Timedelta(hours=15), *[pd.NaT] * 4]
    assert owners(SALES.assign(date=days))["A"] == "Jan"


def test_the_accounts_table_comes_first_and_its_gaps_are_filled_from_the_sales():
    accounts = pd.DataFrame({"account": ["A", "B", "D"], "manager": ["Zoe", None, "Max"]})
    assert owners(accounts=accounts).dropna().to_dict() == {"A": "Zoe", "B": "Ida", "D": "Max"}


def test_an_account_without_manager_stays_without():
    found = owners()
    assert list(found.index) == ["A", "B", "C"]
    assert pd.isna(found["C"])


def test_sales_without_managers_give_none():
    assert owners(SALES.drop(columns="manager")).isna().all()
    assert managers_over_time(SALES.drop(columns="manager")).empty


def test_over_time_it_is_said_who_sold_when_and_how_much_the_largest_account_first():
    found = managers_over_time(SALES)
    assert found[["account", "manager", "lines", "amount"]].to_numpy().tolist() == [
        ["A", "Ida", 1, 500.0],
        ["A", "Jan", 1, 90.0],
        ["A", "Ewa", 1, 10.0],
        ["B", "Jan", 1, 40.0],
        ["B", "Ida", 1, 40.0],
    ]


@pytest.mark.parametrize(("sold", "shared"), [
    ("Ann-01 Bob-02 Ann-03 Bob-04", True),  # in turn
    ("Bob-02 Ann-03 Bob-04", True),
    ("Bob-01 Bob-02 Ann-03 Ann-04", False),  # a change of managers
    ("Ann-01 Ann-02 Bob-03 Bob-04", False),
    ("Ann-01 Bob-02 Bob-03 Ann-04", False),  # Bob stands in while Ann is away
    ("Ann-01 ?-02 Ann-03 ?-04", False),  # nobody is named
])  # fmt: skip
def test_an_account_is_shared_where_two_managers_sell_in_turn(sold, shared):
    lines = [one.split("-") for one in sold.split()]
    sales = pd.DataFrame({
        "account": "A", "manager": [None if who == "?" else who for who, _month in lines],
        "date": pd.to_datetime([f"2025-{month}-10" for _who, month in lines])})
    owners = pd.DataFrame({"account": ["A"], "manager": ["Ann"]})
    found = {day: shared_accounts(sales, owners, as_of=pd.Timestamp(day), months=12)
             for day in ("2025-12-31", "2027-12-31")}
    assert found == {"2025-12-31": ["A"] if shared else [], "2027-12-31": []}
