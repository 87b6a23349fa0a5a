"""How much an account would have to buy so that it comes onto the company's list."""

import pandas as pd

from kamlib.flow.company import Company
from kamlib.flow.potential import with_wallets
from kamlib.method.base.kleene import all_hold, by_bounds, enough_hold
from kamlib.method.base.points import anchored
from kamlib.method.base.weights import weighted
from kamlib.method.company_list import company_list
from kamlib.method.ranking import ranking
from kamlib.method.scores import OF_THE_FUTURE
from kamlib.method.screen import TESTS, loyal

_TRIED = (*range(1, 17), *range(18, 33, 2), *range(36, 65, 4))  # steps: up to seventeen times today's wallet
_COLUMNS = ["account", "kind", "question", "before", "after", "steps"]


def smallest_wallets(company: Company, accounts: pd.Series, *, step: float) -> pd.DataFrame:
    """Return for each account the smallest wallet with which it would be on the company's list.

    A larger wallet adds to what can be reached, and takes from the share that we hold of it: the tests
    *loyal* and *promising* and the points are reckoned again for each wallet that is tried.

    Parameters
    ----------
    company : Company
    accounts : Series
        Keys of those not on the list.
    step : float
        Wallets are tried in steps of this share of today's (of our sales where nobody knows it).

    Returns
    -------
    DataFrame
        ``account``, ``kind`` ("purchases", or "" where no wallet would do), ``question``, ``before``
        (missing where nobody knows it), ``after`` (money a year), ``steps``: an unknown wallet is one.
    """
    if accounts.empty:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in _COLUMNS[:3]}, columns=_COLUMNS)
    tried = _tried(company, accounts, step)
    good = tried[_enters(company, tried)].sort_values("tried").drop_duplicates("account")
    good = good[[row["account"] in _listed(company, tried.loc[[key]]) for key, row in good.iterrows()]]
    steps = good["tried"].where(good["before"].notna(), 1)
    found = good.assign(kind="purchases", question="wallet", after=good["asked"], steps=steps)[_COLUMNS]
    table = pd.DataFrame({"account": accounts.astype("str")}).merge(found, on="account", how="left")
    return table.assign(kind=table["kind"].fillna(""), question=table["question"].fillna(""))


def _tried(company: Company, accounts: pd.Series, step: float) -> pd.DataFrame:
    """Return the measures of the accounts with each wallet that is tried; one row for a wallet."""
    today = company.measures[company.measures["account"].isin(accounts)]
    rows = today.assign(before=today["wallet"]).merge(pd.DataFrame({"tried": _TRIED}), how="cross")
    asked = rows["before"].fillna(rows["revenue"]) * (1 + step * rows["tried"])
    rows = rows.assign(asked=[float(f"{value:.3g}") for value in asked])
    rows.index = pd.Index(rows["account"] + "\n" + rows["tried"].astype("str"), name="key")
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
