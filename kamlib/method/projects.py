"""Growth that is one project: a warning before an account is called promising."""

import pandas as pd

from kamlib.method.base.ratios import quotients
from kamlib.method.base.window import EqualMonths


def one_project(
    sales: pd.DataFrame, windows: EqualMonths, *,
    invoices: int, grows_from: float, share_from: float, times_usual: float,
) -> pd.DataFrame:
    """Find accounts whose growth sits in a few large invoices.

    An account is warned of when it grew by at least ``grows_from``, its ``invoices`` largest invoices of the
    later window make up at least ``share_from`` of the growth, and the smallest of these is at least
    ``times_usual`` times the median of its other invoices: six equal orders instead of four are no project.

    Parameters
    ----------
    sales : DataFrame
        ``account``, ``date``, ``amount``, perhaps ``name`` and ``invoice``; a day of purchase counts as one
        invoice where there are no numbers.
    windows : EqualMonths
        From `equal_months`.
    invoices : int
        How many of the largest invoices are looked at.
    grows_from, share_from : float
        Growth and share of the growth (0.25 = 25 %) from which on a warning is given.
    times_usual : float
        How many times the usual invoice a project's invoice is at least.

    Returns
    -------
    DataFrame
        One row for each account that grew in money: ``account``, ``before``, ``now``, ``growth`` (missing
        when new), ``largest`` (money in the largest invoices), ``share_of_growth`` (largest / (now -
        before); above 1 when the rest fell), ``growth_without`` them, ``times_usual`` (missing without other
        invoices), ``warned``. Accounts without purchases before or without other invoices are not warned of:
        there is nothing to compare with. Largest share of growth first, then by account.

    Examples
    --------
    >>> from kamlib.method.periods import equal_months
    >>> windows = equal_months(pd.Timestamp("2023-01-02"), pd.Timestamp("2024-12-31"), months=12)
    >>> days = pd.to_datetime(["2023-03-01", "2023-09-01", "2024-03-01", "2024-05-01", "2024-06-01"])
    >>> sales = pd.DataFrame({"account": "A", "date": days, "amount": [50.0, 50.0, 60.0, 40.0, 85.0]})
    >>> found = one_project(sales, windows, invoices=1, grows_from=0.25, share_from=0.5, times_usual=1.5)
    >>> found[["account", "growth", "share_of_growth", "warned"]].round(2)
      account  growth  share_of_growth  warned
    0       A    0.85              1.0    True
    """
    number = "invoice" if "invoice" in sales else "date"
    bills = [_bills(sales[window.holds(sales["date"])], number) for window in (windows.before, windows.now)]
    then, today = (bill.groupby("account")["amount"].sum() for bill in bills)
    ranked = bills[1].sort_values(["account", "amount", number], ascending=[True, False, True])
    largest = ranked.groupby("account").head(invoices)
    others = pd.concat([bills[0], bills[1].drop(largest.index)], ignore_index=True)
    table = pd.DataFrame({"now": today, "largest": largest.groupby("account")["amount"].sum()})
    table = table.assign(before=then.reindex(table.index).fillna(0.0))
    change = table["now"] - table["before"]
    usual = others[others["amount"] > 0].groupby("account")["amount"].median().reindex(table.index)
    table = table.assign(
        growth=quotients(table["now"], table["before"]) - 1,
        share_of_growth=quotients(table["largest"], change),
        growth_without=quotients(table["now"] - table["largest"], table["before"]) - 1,
        times_usual=quotients(largest.groupby("account")["amount"].min(), usual),
    )
    warned = ((table["growth"] >= grows_from) & (table["share_of_growth"] >= share_from)
              & (table["times_usual"] >= times_usual))
    table = table.assign(warned=warned)[change > 0].reset_index()
    table = table.sort_values(["share_of_growth", "account"], ascending=[False, True], ignore_index=True)
    return _named(table, sales)


def _bills(lines: pd.DataFrame, number: str) -> pd.DataFrame:
    return lines.groupby(["account", number])["amount"].sum().reset_index()


def _named(table: pd.DataFrame, sales: pd.DataFrame) -> pd.DataFrame:
    columns = ["account", "before", "now", "growth", "largest", "share_of_growth", "growth_without",
               "times_usual", "warned"]
    if "name" not in sales:
        return table[columns]
    names = sales.groupby("account")["name"].max()
    return table.assign(name=table["account"].map(names))[["account", "name", *columns[1:]]]
