"""How each evaluator scores: one mark for everything, or more for his own."""

from itertools import combinations

import pandas as pd

LEAST_ACCOUNTS = 4  # fewer points give any correlation by chance


def latest_round(scores: pd.DataFrame) -> pd.DataFrame:
    """Return of each evaluator, account and criterion the score of the latest round, unknown ones dropped.

    Examples
    --------
    >>> said = pd.DataFrame({"who": "Vera", "round": [1, 2], "account": "A", "criterion": "fit",
    ...                      "score": [4.0, 6.0]})
    >>> latest_round(said)["score"].tolist()
    [6.0]
    """
    known = scores[scores["score"].notna()].sort_values("round", kind="stable")
    found = known.drop_duplicates(["who", "account", "criterion"], keep="last")
    return found.sort_values(["who", "account", "criterion"], ignore_index=True)


def mean_correlation(scores: pd.DataFrame) -> pd.DataFrame:
    """Return how alike each evaluator's scores on different criteria are: the halo.

    The mean of Pearson's r over all pairs of criteria that he scored on at least four common accounts. An
    evaluator who gives every account the same mark on all criteria has r = 1.

    Parameters
    ----------
    scores : DataFrame
        ``who``, ``round``, ``account``, ``criterion``, ``score``.

    Returns
    -------
    DataFrame
        ``who``, ``correlation`` (-1 to 1; missing where no pair can be compared), ``pairs``; by name.

    Examples
    --------
    >>> said = pd.DataFrame({"who": "Vera", "round": 1, "account": list("ABCD") * 2,
    ...     "criterion": ["fit"] * 4 + ["gain"] * 4, "score": [2.0, 4, 6, 8, 3, 5, 7, 9]})
    >>> mean_correlation(said).round(2)
        who  correlation  pairs
    0  Vera          1.0      1
    """
    rows = []
    for who, own in latest_round(scores).groupby("who"):
        table = own.pivot(index="account", columns="criterion", values="score")
        pairs = pair_correlations(table)
        rows.append({"who": who, "correlation": pairs["correlation"].mean(), "pairs": len(pairs)})
    return pd.DataFrame(rows, columns=["who", "correlation", "pairs"])


def pair_correlations(table: pd.DataFrame) -> pd.DataFrame:
    """Return Pearson's r of each pair of columns, over the rows that both know.

    Pearson's and not Spearman's: points are added up, so that what is counted twice is what two columns share
    on a straight line.

    Examples
    --------
    >>> pair_correlations(pd.DataFrame({"a": [1.0, 2, 3, 4], "b": [2.0, 4, 6, 8]})).round(2)
      one other  correlation
    0   a     b          1.0
    """
    names = list(table.columns)
    values = table.astype("float64").corr(min_periods=LEAST_ACCOUNTS).to_numpy()
    pairs = combinations(range(len(names)), 2)
    rows = [(names[one], names[other], float(values[one, other])) for one, other in pairs]
    found = pd.DataFrame(rows, columns=["one", "other", "correlation"])
    return found[found["correlation"].notna()].reset_index(drop=True)


def own_and_others(scores: pd.DataFrame, managers: pd.Series) -> pd.DataFrame:
    """Return how much more each evaluator gives his own accounts than the others give them.

    own = mean of (his score - mean of the others' on the same account and criterion) over the accounts that
    he manages; elsewhere = the same over all other accounts: his general level. extra = own - elsewhere, the
    difference in differences, so that a generous evaluator is not taken for a partial one.

    Parameters
    ----------
    scores : DataFrame
        ``who``, ``round``, ``account``, ``criterion``, ``score``.
    managers : Series
        By account: its manager, named as evaluators are.

    Returns
    -------
    DataFrame
        ``who``, ``own``, ``elsewhere``, ``extra`` (points), ``accounts``: own ones that others scored too;
        for evaluators with such accounts, by name. Missing where he scored nothing else.

    Examples
    --------
    >>> said = pd.DataFrame({"who": ["Vera", "Adam"] * 2, "round": 1, "account": ["A", "A", "B", "B"],
    ...                      "criterion": "fit", "score": [8.0, 5.0, 5.0, 4.0]})
    >>> own_and_others(said, pd.Series({"A": "Vera", "B": "Cyril"}))[["who", "own", "elsewhere", "extra"]]
        who  own  elsewhere  extra
    0  Vera  3.0        1.0    2.0
    """
    known = latest_round(scores)
    cells = known.groupby(["account", "criterion"])["score"]
    total, count = cells.transform("sum"), cells.transform("size")
    others = (total - known["score"]) / (count - 1).where(count > 1)
    mine = known["account"].map(managers).eq(known["who"])
    rows = known.assign(extra=known["score"] - others, mine=mine).dropna(subset=["extra"])
    means = rows.groupby(["who", "mine"])["extra"].mean().unstack("mine").reindex(columns=[True, False])
    counts = rows[rows["mine"]].groupby("who")["account"].nunique()
    own, elsewhere = (means[mine].loc[counts.index] for mine in (True, False))
    table = pd.DataFrame({"own": own, "elsewhere": elsewhere, "extra": own - elsewhere, "accounts": counts})
    return table.reset_index()
