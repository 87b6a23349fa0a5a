"""Block A of a perspective plan: what they buy and our part of it, line by line and year by year."""

import pandas as pd

from kamlib.method.base.plan_paths import Floats, part, wallets_ahead, with_year_0
from kamlib.method.base.ratios import quotients
from kamlib.method.base.refuse import refuse
from kamlib.text import _

LINE = ["account", "line", "name"]
YEAR = ["account", "year", "calendar"]
SUMS = ("wallet", "revenue", "margin", "held_revenue", "held_margin_by_line")


def plan_quantities(quantities: pd.DataFrame, plans: pd.DataFrame, *, years: int) -> pd.DataFrame:
    """Reckon each line of each plan from year 0 to its last year.

    wallet_t = wallet_0 x (1 + growth) ** t, revenue_t = share_t x wallet_t, margin_t = rate x revenue_t with
    the margin rate of year 0; held revenue = share_0 x wallet_t, what comes without a plan when the wallets
    grow and our shares stay. Money is of one kind throughout, with inflation or without, as the plan says.
    The shape of the plan is of source 003, its columns are ours [seed003]_.

    A share, a wallet or a growth that nobody typed is unknown in its year, never zero and never drawn in
    between its neighbours; a share of zero is zero whatever the wallet.

    Parameters
    ----------
    quantities : DataFrame
        One row for each line: ``account``, ``line``, ``name``, ``wallet`` (money a year), ``growth`` (of it,
        a year), ``margin_rate``, ``share_0`` ... (0 to 1); perhaps ``revenue``: our sales of year 0 as the
        data have them, which count before ``share_0``.
    plans : DataFrame
        ``account``, perhaps ``base_year`` and ``years``. Lines of other accounts are left out.
    years : int
        Years ahead where the plan does not say.

    Returns
    -------
    DataFrame
        One row for each line and year, lines in their order: ``account``, ``line``, ``name``, ``year`` (0 to
        n), ``calendar`` (missing without a base year), ``wallet``, ``share``, ``revenue``, ``margin_rate``,
        ``margin``, ``held_revenue``, ``held_margin_by_line`` (at the line's rate); ``origin``: "fact" in
        year 0 where the revenue is that of the data, "typed" else in year 0, "assumption" after it.

    Raises
    ------
    KamError
        When an account has two plans, or a line stands twice.

    Examples
    --------
    >>> typed = pd.DataFrame({"account": "A", "line": "1", "name": "Ball valves", "wallet": [36.0],
    ...     "growth": 0.06, "margin_rate": 0.23, "share_0": 0.2, "share_1": 0.26, "share_2": 0.33,
    ...     "share_3": 0.4})
    >>> found = plan_quantities(typed, pd.DataFrame({"account": ["A"], "base_year": [2025]}), years=3)
    >>> found[["calendar", "wallet", "revenue", "held_revenue", "margin"]].round(2)
       calendar  wallet  revenue  held_revenue  margin
    0      2025   36.00     7.20          7.20    1.66
    1      2026   38.16     9.92          7.63    2.28
    2      2027   40.45    13.35          8.09    3.07
    3      2028   42.88    17.15          8.58    3.94
    """
    lines = _lines(quantities, _frames(plans, years))
    most = int(lines["years"].max()) if len(lines) else years
    wallets = wallets_ahead(lines["wallet"].to_numpy("float64"), lines["growth"].to_numpy("float64"), most)
    base = lines["share_0"].to_numpy("float64")
    each = [_of_year(lines, wallets[:, year], base, year) for year in range(most + 1)]
    found = pd.concat(each).sort_values(["place", "year"], ignore_index=True)
    kept = [*LINE, "year", "calendar", "wallet", "share", "revenue", "margin_rate", "margin", "held_revenue",
            "held_margin_by_line", "origin"]
    return found[kept]


def _frames(plans: pd.DataFrame, years: int) -> pd.DataFrame:
    twice = plans["account"][plans["account"].duplicated()]
    if len(twice):
        refuse("account-twice", _("has two plans"), _("keep one"), twice)
    missing = pd.Series(float("nan"), index=plans.index)
    return pd.DataFrame({
        "account": plans["account"], "base_year": plans.get("base_year", missing).astype("float64"),
        "years": plans.get("years", missing).astype("float64").fillna(years).astype("int64")})


def _lines(quantities: pd.DataFrame, frames: pd.DataFrame) -> pd.DataFrame:
    twice = quantities.loc[quantities.duplicated(LINE[:2]), "name"]
    if len(twice):
        refuse("line-twice", _("stands in more than one line"), _("give each line its own number"), twice)
    return with_year_0(quantities.merge(frames, on="account").assign(place=lambda table: range(len(table))))


def _of_year(lines: pd.DataFrame, wallet: Floats, base: Floats, year: int) -> pd.DataFrame:
    share = lines.get(f"share_{year}", pd.Series(float("nan"), index=lines.index))
    revenue = pd.Series(part(wallet, share.to_numpy("float64")), index=lines.index)
    revenue = revenue.mask(lines["revenue"].notna(), lines["revenue"]) if year == 0 else revenue
    held = revenue if year == 0 else pd.Series(part(wallet, base), index=lines.index)
    rate = lines["margin_rate"]
    first = "typed" if year == 0 else "assumption"
    rows = lines[[*LINE, "place", "margin_rate"]].assign(
        year=year, calendar=(lines["base_year"] + year).astype("Int64"), wallet=wallet, share=share,
        revenue=revenue, margin=part(revenue, rate), held_revenue=held,
        held_margin_by_line=part(held, rate),
        origin=pd.Series(first, index=lines.index).mask(lines["revenue"].notna() & (year == 0), "fact"))
    return rows[lines["years"] >= year]


def plan_by_year(lines: pd.DataFrame) -> pd.DataFrame:
    """Add up the lines of each plan by year; where one line is unknown, the sum is.

    The margin of held shares is taken at the total margin rate of year 0.

    Parameters
    ----------
    lines : DataFrame
        From `plan_quantities`.

    Returns
    -------
    DataFrame
        ``account``, ``year``, ``calendar``, ``wallet``, ``revenue``, ``share_of_wallet``, ``margin``,
        ``margin_rate`` (of revenue), ``held_revenue``, ``held_margin``, ``held_margin_by_line``;
        ``revenue_known``: of the lines that are known, "at least"; ``lines``; ``missing`` lines without a
        revenue, and ``missing_names``, joined by commas. Accounts in the order in which they came.

    Examples
    --------
    >>> typed = pd.DataFrame({"account": "A", "line": ["1", "2"], "name": ["Valves", "Flanges"],
    ...     "wallet": [100.0, 50.0], "growth": [0.1, 0.0], "margin_rate": [0.2, 0.1], "share_0": [0.3, 0.4],
    ...     "share_1": [0.4, None]})
    >>> plan = plan_quantities(typed, pd.DataFrame({"account": ["A"]}), years=1)
    >>> plan_by_year(plan)[["year", "revenue", "share_of_wallet", "revenue_known", "missing_names"]].round(3)
       year  revenue  share_of_wallet  revenue_known missing_names
    0     0     50.0            0.333           50.0
    1     1      NaN              NaN           44.0       Flanges
    """
    by = lines.groupby(YEAR, sort=False, dropna=False)
    names = list(SUMS)
    sums = by[names].sum().mask(by[names].count().lt(by.size(), axis=0))
    size = by.size()
    found = sums.assign(revenue_known=by["revenue"].sum(), lines=size, missing=size - by["revenue"].count(),
                        missing_names=_unknown(lines)).reset_index()
    found = found.sort_values("year", kind="stable")
    order = {account: place for place, account in enumerate(lines["account"].unique())}
    found = found.sort_values("account", kind="stable", key=lambda keys: keys.map(order), ignore_index=True)
    first = found[found["year"] == 0].set_index("account")
    rate = found["account"].map(quotients(first["margin"], first["revenue"])).astype("float64")
    kept = [*YEAR, "wallet", "revenue", "share_of_wallet", "margin", "margin_rate", "held_revenue",
            "held_margin", "held_margin_by_line", "revenue_known", "lines", "missing", "missing_names"]
    return found.assign(
        share_of_wallet=quotients(found["revenue"], found["wallet"]),
        margin_rate=quotients(found["margin"], found["revenue"]),
        held_margin=part(found["held_revenue"], rate))[kept]


def _unknown(lines: pd.DataFrame) -> pd.Series:
    open_ = lines[lines["revenue"].isna()]
    names = open_.groupby(YEAR, sort=False, dropna=False)["name"].agg(", ".join)
    every = lines.groupby(YEAR, sort=False, dropna=False).size().index
    return names.reindex(every).fillna("") if len(open_) else pd.Series("", index=every, dtype="str")
