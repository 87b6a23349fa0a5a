"""How much an account would have to buy so that it comes onto the company's list."""

import numpy as np
import pandas as pd

from kamlib.flow.company import Company
from kamlib.flow.potential import with_wallets
from kamlib.method.base.kleene import all_hold, by_bounds, enough_hold
from kamlib.method.base.points import anchored
from kamlib.method.base.shares import ROUNDING
from kamlib.method.base.weights import weighted
from kamlib.method.company_list import company_list
from kamlib.method.ranking import ranking
from kamlib.method.scores import OF_THE_FUTURE
from kamlib.method.screen import TESTS, loyal

# More than today, as a share.
_TRIED = (*np.arange(0.25, 4.1, 0.25), *np.arange(4.5, 8.1, 0.5), *range(9, 17))
_PARTS = 16  # of an interval that are tried at once
_COLUMNS = ["account", "kind", "question", "before", "after", "steps"]


def smallest_wallets(company: Company, accounts: pd.Series, *, step: float) -> pd.DataFrame:
    """Return for each account the smallest wallet with which it would be on the company's list.

    A larger wallet adds to what can be reached, and takes from the share that we hold of it: the tests
    *loyal* and *promising* and the points are calculated again for each wallet that is tried. What people
    typed of growth and of the share that can be reached stays.

    Parameters
    ----------
    company : Company
    accounts : Series
        Keys of those not on the list.
    step : float
        This share of today's wallet (of our sales where nobody knows it) counts as one step.

    Returns
    -------
    DataFrame
        ``account``, ``kind`` ("purchases", or "" where no wallet would do), ``question``, ``before``
        (missing where nobody knows it), ``after`` (money a year: the smallest number of three digits that
        is enough), ``steps``: an unknown wallet is one.
    """
    if accounts.empty:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in _COLUMNS[:3]}, columns=_COLUMNS)
    today = company.measures[company.measures["account"].isin(accounts)].set_index("account")
    start = today["wallet"].fillna(today["revenue"]).astype("float64")
    asked = start.rename("start").reset_index().merge(pd.DataFrame({"part": _TRIED}), how="cross")
    asked = asked.assign(asked=[_three_digits(value) for value in asked["start"] * (1 + asked["part"])])
    asked = asked.loc[asked["asked"] > 0, ["account", "asked"]].drop_duplicates()
    enough = _solved(company, asked, start)
    rows = enough.rename("after").rename_axis("account").reset_index()
    rows = rows.assign(before=rows["account"].map(today["wallet"]), kind="purchases", question="wallet")
    steps = np.ceil((rows["after"] / rows["before"] - 1) / step - ROUNDING)
    rows = rows.assign(steps=steps.where(rows["before"].notna(), 1))[_COLUMNS]
    table = pd.DataFrame({"account": accounts.astype("str")}).merge(rows, on="account", how="left")
    return table.assign(kind=table["kind"].fillna(""), question=table["question"].fillna(""))


def _solved(company: Company, asked: pd.DataFrame, start: pd.Series) -> pd.Series:
    """Return the smallest wallet that is enough: between the first that is tried and the one before it."""
    tried = _tried(company, asked)
    good = _enters(company, tried)
    high = tried[good].groupby("account")["asked"].min()
    high = high[[account in _listed(company, tried.loc[[f"{account}\n{wallet!r}"]])
                 for account, wallet in high.items()]]
    below = tried[~good & (tried["asked"] < tried["account"].map(high))].groupby("account")["asked"].max()
    low = below.reindex(high.index).fillna(start.reindex(high.index))
    while True:
        between = _between(low, high)
        if between.empty:
            return high
        halves = _tried(company, between)
        inside = _enters(company, halves)
        high = halves[inside].groupby("account")["asked"].min().reindex(high.index).fillna(high)
        short = halves[~inside & (halves["asked"] < halves["account"].map(high))]
        low = short.groupby("account")["asked"].max().reindex(low.index).fillna(low)


def _between(low: pd.Series, high: pd.Series) -> pd.DataFrame:
    """Return some numbers of three digits between the wallet that is enough and the one that is not."""
    rows = [(account, _three_digits(low[account] + (high[account] - low[account]) * part / _PARTS))
            for account in high.index for part in range(1, _PARTS)]
    found = pd.DataFrame(rows, columns=["account", "asked"]).drop_duplicates()
    ends = found["account"].map(low), found["account"].map(high)
    return found[(found["asked"] > ends[0]) & (found["asked"] < ends[1])]


def _three_digits(value: float) -> float:
    return float(f"{value:.3g}")


def _tried(company: Company, asked: pd.DataFrame) -> pd.DataFrame:
    """Return the measures of the accounts with each wallet that is asked about; one row for a wallet."""
    rows = company.measures.merge(asked, on="account")
    rows.index = pd.Index(rows["account"] + "\n" + rows["asked"].map(repr), name="key")
    told = with_wallets(company.potential, rows[["account", "asked"]])
    future = [str(name) for name in rows if str(name).startswith(OF_THE_FUTURE)]
    return rows.assign(**{name: told[name].reindex(rows.index) for name in future})


def _enters(company: Company, tried: pd.DataFrame) -> pd.Series:
    """Return for each wallet whether the account would be nominated and ahead of those with a place."""
    scores = weighted(_points(company, tried), company.weights)
    hurdles = {account: _hurdle(company, account) for account in tried["account"].unique()}
    return _nominated(company, tried).fillna(False).astype("bool") & (scores > tried["account"].map(hurdles))


def _hurdle(company: Company, account: str) -> float:
    """Return the points that an account must exceed to be among those that have a place."""
    listed = company.listed[company.listed["account"] != account]
    free = company.places - int((listed["decided"] == "key").sum())
    rivals = listed[listed["place"].notna() & (listed["decided"] == "")]["score"].nlargest(max(0, free))
    return float("inf") if free <= 0 else float(rivals.min()) if len(rivals) == free else float("-inf")


def _points(company: Company, tried: pd.DataFrame) -> pd.DataFrame:
    """Return the points for each wallet, those that rest on it reckoned again."""
    base, source = company.scored.base, company.scored.source
    used = company.used
    points = base.reindex(tried["account"]).set_axis(tried.index)
    for row in company.criteria.to_dict("records"):
        key, measure = row["key"], used[row["key"]]
        if measure.startswith(OF_THE_FUTURE):
            by_people = tried["account"].map(source[key]) == "people"
            new = anchored(tried[measure], row["anchors"])
            points[key] = points[key].where(new.isna() | (by_people & (row["from"] != "data")), new)
    return points


def _nominated(company: Company, tried: pd.DataFrame) -> pd.Series:
    """Return for each wallet whether the account is nominated: True, False or unknown."""
    value, said = company.force.value, company.evidence
    loyalty = loyal(tried.assign(account=tried.index), regularity=value("loyal_regularity"),
                    periods=value("loyal_periods"), years=value("loyal_years"),
                    share_of_wallet=value("loyal_share_of_wallet"))
    limit = float(said.loc[said["test"] == "promising", "threshold"].iloc[0])
    low, base, high = (tried[f"reachable_margin{end}"].astype("float64") for end in ("_low", "", "_high"))
    tests = company.screen.set_index("account")[list(TESTS)].astype("boolean").loc[tried["account"]]
    tests = tests.set_axis(tried.index).assign(promising=by_bounds(low, base, high, limit),
                                               loyal=all_hold(loyalty["answer"], loyalty["account"]))
    return enough_hold(tests, value("min_criteria"))


def _listed(company: Company, one: pd.DataFrame) -> list[str]:
    """Return who is key when one account has one of the wallets."""
    account = str(one["account"].iloc[0])
    matrix = company.scored.base.copy()
    matrix.loc[account] = _points(company, one).iloc[0]
    held = _nominated(company, one).iloc[0]
    screen = company.screen.set_index("account")
    nominated = screen["nominated"].astype("boolean").mask(screen.index == account, held)
    return key_accounts(company, matrix, screen.assign(nominated=nominated).reset_index())


def key_accounts(company: Company, matrix: pd.DataFrame, screen: pd.DataFrame) -> list[str]:
    """Return who is key with these points and this screen."""
    order = ranking(matrix, company.criteria, company.measures, source=company.scored.source,
                    by_size=company.by_size)
    table = company_list(screen, order, places=company.places, knock_outs=company.knocked_out,
                         decided=company.decided)
    return table.loc[table["verdict"] == "key", "account"].tolist()
