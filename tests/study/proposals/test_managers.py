"""An account's manager is by date, never the last value."""

import pandas as pd

from kamlib.study.proposals import manager_at, manager_history

SALES = pd.DataFrame(
    {
        "account": ["A", "A", "A", "B", "B", "C"],
        "manager": ["Ida", "Jan", "Ewa", "Jan", "Ida", None],
        "amount": [500.0, 90.0, 10.0, 40.0, 40.0, 7.0],
        "date": pd.to_datetime(
            ["2022-05-01", "2024-02-01", "2024-12-30", "2024-05-01", "2024-06-01", "2024-07-01"]
        ),
    }
)
END = pd.Timestamp("2024-12-31")


def test_the_largest_revenue_of_the_last_months_decides_not_the_last_value():
    # A: Jan sold 90 in 2024, Ewa 10 on the last day, Ida 500 too long ago.
    assert manager_at(SALES, None, day=END, months=12)["A"] == "Jan"


def test_equal_revenue_goes_to_the_first_by_name():
    assert manager_at(SALES, None, day=END, months=12)["B"] == "Ida"


def test_the_day_decides_which_months_count():
    assert manager_at(SALES, None, day=pd.Timestamp("2022-12-31"), months=12)["A"] == "Ida"


def test_lines_on_the_day_count_with_their_time_and_lines_a_year_before_do_not():
    lines = SALES.assign(date=[END - pd.DateOffset(years=1), END + pd.Timedelta(hours=15), *[pd.NaT] * 4])
    assert manager_at(lines, None, day=END, months=12)["A"] == "Jan"


def test_the_accounts_table_comes_first_and_its_gaps_are_filled_from_the_sales():
    accounts = pd.DataFrame({"account": ["A", "B", "D"], "manager": ["Zoe", " ", "Max"]})
    owners = manager_at(SALES, accounts, day=END, months=12)
    assert owners.dropna().to_dict() == {"A": "Zoe", "B": "Ida", "D": "Max"}


def test_an_account_without_manager_stays_without():
    owners = manager_at(SALES, None, day=END, months=12)
    assert list(owners.index) == ["A", "B", "C"] and pd.isna(owners["C"])


def test_sales_without_managers_give_none():
    assert manager_at(SALES.drop(columns="manager"), None, day=END, months=12).isna().all()


def test_the_history_names_who_sold_when_and_how_much():
    found = manager_history(SALES)
    assert found[found["account"] == "A"][["manager", "lines", "amount"]].to_numpy().tolist() == [
        ["Ida", 1, 500.0],
        ["Jan", 1, 90.0],
        ["Ewa", 1, 10.0],
    ]
    assert "C" not in set(found["account"])
