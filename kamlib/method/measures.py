"""What the sales say about each account: the figures that tests and scores stand on."""

import pandas as pd

from kamlib.method.base.ratios import quotients
from kamlib.method.base.refuse import refuse
from kamlib.method.base.window import MONTHS, YEAR, Window, covered_months
from kamlib.text import _

RHYTHMS = {"month": 1, "quarter": 3, "half-year": 6}
SHARES = ["share_of_wallet_low", "share_of_wallet", "share_of_wallet_high", "wallet"]
REACH = ["reachable_margin_low", "reachable_margin", "reachable_margin_high"]


def measures(
    sales: pd.DataFrame, accounts: pd.DataFrame, *, first: pd.Timestamp, as_of: pd.Timestamp, year: Window,
    rhythm: str, wallets: pd.DataFrame | None = None, reach: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Measure every account, buying or not.

    Parameters
    ----------
    sales : DataFrame
        All counted lines of the file: ``account``, ``date``, ``amount`` (net; returns negative), perhaps
        ``cost``, ``group``, ``invoice``, ``due``, ``paid``.
    accounts : DataFrame
        One row for each account: ``account``, perhaps ``name``, ``manager``, ``since`` (first day).
    first, as_of : Timestamp
        First day covered and last day counted.
    year : Window
        The stretch that yearly figures are measured on. One that is shorter or longer than a year, or of
        which the file covers a part only, is made yearly: sums x 12 / ``months``.
    rhythm : {"month", "quarter", "half-year"}
        The usual rhythm of purchases.
    wallets, reach : DataFrame, optional
        ``account`` with ``share_of_wallet`` and ``wallet``, and with ``reachable_margin``; each perhaps with
        ``_low`` and ``_high``. What is missing there stays missing.

    Returns
    -------
    DataFrame
        One row for each account, by key: ``account``, ``name``, ``manager`` where known, and

        * ``target``: no sales in the whole file;
        * ``revenue``, ``margin``: money a year; margin over lines of known cost, missing where none is;
          ``cost_known``: share (0 to 1) of the turnover, taken without its sign, in such lines;
        * ``orders``: invoices above zero in the stretch (days of purchase where there are no numbers), and
          ``order_value``, their mean in money;
        * ``tenure_years``: from ``since`` or the first purchase, whichever is earlier, to ``as_of``;
          ``tenure_cut``: "at least", because the first purchase lies within one period of the first day;
        * ``periods``: of the rhythm since the first purchase, the running one only when bought in, and
          ``regularity``: share of them with a purchase;
        * ``groups_share``: product groups bought / groups sold by us in the stretch;
        * ``days_late``: median days that invoices were paid after they were due; an open one counts by its
          days so far once it is overdue;
        * the columns of ``wallets`` and ``reach``;
        * ``months``: of the stretch that the file covers.

        What does not apply to targets (orders, tenure, regularity, groups, days late) is missing, not zero.

    Raises
    ------
    KamError
        When the rhythm is unknown, an account stands twice, or the file covers nothing of the stretch.

    Examples
    --------
    >>> days = pd.to_datetime(["2024-02-01", "2024-08-01"])
    >>> sales = pd.DataFrame({"account": "A", "date": days, "amount": [30.0, 50.0]})
    >>> known = pd.DataFrame({"account": ["A", "B"], "since": pd.to_datetime(["2020-12-31", None])})
    >>> first, last = pd.Timestamp("2024-01-01"), pd.Timestamp("2024-12-31")
    >>> found = measures(sales, known, first=first, as_of=last, year=Window(first, last), rhythm="quarter")
    >>> found[["account", "target", "revenue", "order_value", "tenure_years", "regularity"]].round(1)
      account  target  revenue  order_value  tenure_years  regularity
    0       A   False     80.0         40.0           4.0         0.5
    1       B    True      0.0          NaN           NaN         NaN
    """
    if rhythm not in RHYTHMS:
        refuse("rhythm-unknown", _("is no rhythm"), _("write month, quarter or half-year"), [rhythm])
    table = _listed(accounts)
    size, months = RHYTHMS[rhythm], covered_months(year, first, as_of)
    inside = sales[year.holds(sales["date"])]
    bought = sales[sales["amount"] > 0]
    known = table.index.isin(sales["account"])
    table = table.assign(target=~known, **_money(table.index, inside, sales, MONTHS / months))
    table = table.join(_orders(inside, table.index[known]))
    table = table.join(_tenure(table, bought, first, as_of, size)).join(_regularity(bought, as_of, size))
    table["groups_share"] = _groups(table.index, inside).where(known)
    table["days_late"] = _days_late(table.index, inside, as_of)
    for given, columns in ((wallets, SHARES), (reach, REACH)):
        table = table.join(_beside(given, columns, table.index))
    return table.drop(columns="since", errors="ignore").assign(months=months).reset_index()


def _listed(accounts: pd.DataFrame) -> pd.DataFrame:
    twice = accounts["account"][accounts["account"].duplicated()]
    if len(twice):
        refuse("account-twice", _("stands in more than one row"), _("name each account once"), twice)
    kept = [name for name in ("account", "name", "manager", "since") if name in accounts]
    table = accounts[kept].sort_values("account").set_index("account")
    keys = table.index.to_series()
    names = table.pop("name").fillna(keys) if "name" in table else keys
    table.insert(0, "name", names)
    return table


def _money(index: pd.Index, inside: pd.DataFrame, sales: pd.DataFrame, times: float) -> dict[str, pd.Series]:
    """Revenue and margin a year; an account that did not buy in the stretch has none, and knows it."""
    revenue = _sum(inside, "amount").reindex(index).fillna(0.0)
    if "cost" not in sales:
        missing = pd.Series(float("nan"), index=index)
        return {"revenue": revenue * times, "margin": missing, "cost_known": missing}
    costed = inside[inside["cost"].notna()]
    margin = _sum(costed.assign(margin=costed["amount"] - costed["cost"]), "margin").reindex(index)
    size = _sum(inside.assign(size=inside["amount"].abs()), "size").reindex(index)
    with_cost = _sum(costed.assign(size=costed["amount"].abs()), "size").reindex(index).fillna(0.0)
    idle = size.isna() & bool(sales["cost"].notna().any())
    return {"revenue": revenue * times, "margin": margin.mask(idle, 0.0) * times,
            "cost_known": quotients(with_cost, size)}


def _sum(lines: pd.DataFrame, column: str) -> pd.Series:
    return lines.groupby("account")[column].sum()


def _orders(inside: pd.DataFrame, known: pd.Index) -> pd.DataFrame:
    bills = _bills(inside).groupby(["account", "bill"])["amount"].sum()
    orders = bills[bills > 0].groupby("account")
    counted = pd.DataFrame({"order_value": orders.mean(), "orders": orders.size()}).reindex(known)
    return counted.assign(orders=counted["orders"].fillna(0))


def _bills(lines: pd.DataFrame) -> pd.DataFrame:
    """Lines with the number of their invoice, or their day where they have none."""
    days = lines["date"].dt.strftime("%Y-%m-%d")
    return lines.assign(bill=lines["invoice"].astype("str").where(lines["invoice"].notna(), days)
                        if "invoice" in lines else days)


def _tenure(
    table: pd.DataFrame, bought: pd.DataFrame, first: pd.Timestamp, as_of: pd.Timestamp, months: int
) -> pd.DataFrame:
    begun = bought.groupby("account")["date"].min().reindex(table.index)
    since = table["since"] if "since" in table else pd.Series(pd.NaT, index=table.index)
    earliest = begun.where(since.isna() | (begun <= since), since).where(begun.notna())
    years = (as_of - earliest).dt.days / YEAR
    young = begun.lt(first + pd.DateOffset(months=months)).to_numpy()
    return pd.DataFrame({"tenure_years": years, "tenure_cut": since.isna() & young})


def _regularity(bought: pd.DataFrame, as_of: pd.Timestamp, months: int) -> pd.DataFrame:
    """Count the whole periods since the first purchase; the running one counts only when bought in."""
    number = (bought["date"].dt.year * MONTHS + bought["date"].dt.month - 1) // months
    running = (as_of.year * MONTHS + as_of.month - 1) // months
    end = pd.Timestamp(as_of.year, 1, 1) + pd.DateOffset(months=(running + 1) * months - as_of.year * MONTHS)
    # Reached on its last working day, as in complete months.
    over = as_of.normalize() >= pd.offsets.BDay().rollback(end - pd.Timedelta(days=1))
    found = number.groupby(bought["account"]).agg(["min", "max", "nunique"])
    last = found["max"].clip(lower=running if over else running - 1)
    periods = last - found["min"] + 1
    return pd.DataFrame({"regularity": found["nunique"] / periods, "periods": periods})


def _groups(index: pd.Index, inside: pd.DataFrame) -> pd.Series:
    if "group" not in inside or inside["group"].isna().all():
        return pd.Series(float("nan"), index=index)
    sold = inside[inside["amount"] > 0]
    return sold.groupby("account")["group"].nunique().reindex(index).fillna(0) / sold["group"].nunique()


def _days_late(index: pd.Index, inside: pd.DataFrame, as_of: pd.Timestamp) -> pd.Series:
    if "due" not in inside or "paid" not in inside:
        return pd.Series(float("nan"), index=index)
    bills = _bills(inside[(inside["amount"] > 0) & inside["due"].notna()])
    late = (bills["paid"].fillna(as_of) - bills["due"]).dt.days
    seen = bills.assign(late=late)[bills["paid"].notna() | (late > 0)]
    return seen.groupby(["account", "bill"])["late"].max().groupby("account").median().reindex(index)


def _beside(given: pd.DataFrame | None, columns: list[str], index: pd.Index) -> pd.DataFrame:
    table = pd.DataFrame(index=index) if given is None else given.set_index("account")
    twice = table.index[table.index.duplicated()]
    if len(twice):
        refuse("account-twice", _("stands in more than one row"), _("give one row for each account"), twice)
    return table.reindex(index=index, columns=columns).astype("float64")
