"""Keys of two files that meet, though a spreadsheet took the zeros off one of them."""

import pandas as pd

from kamlib.study.meaning import propose_tables
from kamlib.study.meaning.joins import met

DAYS = pd.date_range("2024-01-09", periods=6)


def test_accounts_are_found_though_the_sales_lost_the_zeros_of_their_codes():
    sold = pd.DataFrame(
        {"Customer No.": [1, 2, 3, 1, 2, 3], "Posting Date": DAYS, "Amount": [10.5, 2.0, 3.0, 4.0, 5.0, 6.0]}
    )
    listed = pd.DataFrame({"No.": ["000001", "000002", "000003"], "Name": ["Acme", "Birch", "Cedar"]})
    found = propose_tables({"sold": sold, "clients": listed})
    assert found.accounts is not None
    assert (found.accounts.table, found.accounts.columns[0].column) == ("clients", "No.")


def test_codes_that_differ_only_in_zeros_are_two_codes():
    assert met(pd.Series(["1", "01", "2"]), pd.Series(["1", "002"])) == 1 / 3
