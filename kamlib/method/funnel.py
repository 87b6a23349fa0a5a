"""The funnel: from all accounts to those that people score and the few that are key."""

import pandas as pd


def funnel(
    measures: pd.DataFrame, screen: pd.DataFrame, scores: pd.DataFrame, influence: pd.DataFrame,
    company: pd.DataFrame, *, scored: int, answered: int,
) -> pd.DataFrame:
    """Count the accounts that are left at each step of the selection.

    Nobody answers six questions on 120 accounts: data screen all of them, people score at most ``scored``,
    and influence is asked for at most ``answered``.

    Parameters
    ----------
    measures, screen, company : DataFrame
        From `measures`, `screen` (the wide frame) and `company_list`.
    scores, influence : DataFrame
        What people answered: ``account``.
    scored, answered : int
        The most that people should be asked about.

    Returns
    -------
    DataFrame
        ``step`` ("all", "buying", "nominated", "scored", "answered", "key"), ``accounts``, ``limit`` (missing
        where there is none), ``over``: more than the limit; ``open``: at "nominated" how many more an open
        question may still nominate, at "scored" how many of the nominated nobody scored. "buying" is revenue
        above zero in the year looked at; targets, which do not buy, can be nominated.

    Examples
    --------
    >>> measured = pd.DataFrame({"account": list("ABC"), "revenue": [9.0, 1.0, 0.0]})
    >>> wide = pd.DataFrame({"account": list("ABC"),
    ...                      "nominated": pd.array([True, False, pd.NA], dtype="boolean")})
    >>> said = pd.DataFrame({"account": ["A", "A", "C"]})
    >>> listed = pd.DataFrame({"account": list("ABC"), "verdict": ["key", "not nominated", "unknown"]})
    >>> steps = funnel(measured, wide, said, said.head(0), listed, scored=1, answered=25)
    >>> steps[["step", "accounts", "over"]]
            step  accounts   over
    0        all         3  False
    1     buying         2  False
    2  nominated         1  False
    3     scored         2   True
    4   answered         0  False
    5        key         1  False
    """
    known = measures["account"]
    steps = {
        "all": len(known), "buying": int((measures["revenue"] > 0).sum()),
        "nominated": int(screen["nominated"].fillna(False).sum()),
        "scored": int(known.isin(scores["account"]).sum()),
        "answered": int(known.isin(influence["account"]).sum()),
        "key": int((company["verdict"] == "key").sum()),
    }
    table = pd.DataFrame({"step": list(steps), "accounts": list(steps.values())})
    nominated = screen.loc[screen["nominated"].fillna(False).astype("bool"), "account"]
    rest = {"nominated": int(screen["nominated"].isna().sum()),
            "scored": int((~nominated.isin(scores["account"])).sum())}
    table = table.assign(open=table["step"].map(rest).fillna(0).astype("int64"))
    limit = table["step"].map({"scored": scored, "answered": answered}).astype("float64")
    return table.assign(limit=limit, over=table["accounts"] > limit.fillna(float("inf")))
