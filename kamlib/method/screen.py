"""The screen: who may be key for the company, and why. Six tests with three answers [seed003]_."""

import pandas as pd

from kamlib.method.base.kleene import UNKNOWN, all_hold, any_holds, at_least, by_bounds, enough_hold
from kamlib.method.base.shares import ROUNDING
from kamlib.method.base.stated import stated

TESTS = ("large", "loyal", "promising", "status", "partner", "complex")
FOR_THE_TOP = ("partner", "complex")
EVIDENCE = ["account", "test", "part", "answer", "value", "threshold", "unit", "said"]


def large(
    measures: pd.DataFrame, *, share: float, at_most: int, cost_known_from: float
) -> pd.DataFrame:
    """Find the large accounts: the smallest set that holds a share of the positive margins.

    Margins of accounts that lose money are not part of the sum: in one of the two real studies they pressed
    the set from 31 accounts to 4. Revenue stands for margin where costs are known for too little of it. An
    account that loses money can be large by revenue only: when it is in the smallest set by revenue, with the
    same share and the same limit. Such accounts are marked and counted apart.

    Parameters
    ----------
    measures : DataFrame
        ``account``, ``target``, ``revenue``, ``margin``, ``cost_known``.
    share : float
        Of the sum of positive margins (0 to 1); the account that crosses it is in.
    at_most : int
        At most so many accounts are in each of the two sets.
    cost_known_from : float
        From this share of revenue with a known cost on, margin decides.

    Returns
    -------
    DataFrame
        ``account``, ``test``, ``part`` ("margin", "revenue", "revenue_only": loses money and is large by
        revenue; "not_applicable" for targets), ``answer`` (unknown where an account's own margin is not
        known), ``value`` and ``threshold``, the smallest value in the set, both money a year, ``unit``.

    Examples
    --------
    >>> measured = pd.DataFrame({"account": list("ABCD"), "target": False, "cost_known": 1.0,
    ...                          "revenue": [90.0, 50.0, 40.0, 20.0], "margin": [-9.0, 6.0, 4.0, 3.0]})
    >>> found = large(measured, share=0.5, at_most=3, cost_known_from=0.95)
    >>> found[["account", "part", "answer", "threshold"]]
      account          part  answer  threshold
    0       A  revenue_only    True       50.0
    1       B        margin    True        4.0
    2       C        margin    True        4.0
    3       D        margin   False        4.0
    """
    table = measures.set_index("account")
    basis = _basis(table, cost_known_from)
    value = table[basis].mask(table["target"])
    threshold, chosen = _smallest_set(value, share, at_most)
    answer = pd.Series(table.index.isin(chosen), index=table.index, dtype="boolean")
    answer = answer.where(value.notna() | table["target"], UNKNOWN)
    part = pd.Series(basis, index=table.index).mask(table["target"], "not_applicable")
    found = pd.DataFrame({"part": part, "answer": answer, "value": value, "threshold": threshold})
    if basis == "margin":
        by_revenue, rich = _smallest_set(table["revenue"].mask(table["target"]), share, at_most)
        marked = found.index.isin(rich) & (value <= 0)
        found = found.assign(
            part=found["part"].mask(marked, "revenue_only"), answer=found["answer"].mask(marked, True),
            value=found["value"].mask(marked, table["revenue"]),
            threshold=found["threshold"].mask(marked, by_revenue))
    return _as_evidence(found, "large", "money")


def _basis(table: pd.DataFrame, cost_known_from: float) -> str:
    """Return what stands for size: margin where costs are known and somebody earns something."""
    sold = table["revenue"].clip(lower=0)
    known = (table["cost_known"].fillna(0) * sold).sum()
    enough = known >= (cost_known_from - ROUNDING) * sold.sum()
    return "margin" if enough and (table["margin"] > 0).any() else "revenue"


def _smallest_set(value: pd.Series, share: float, at_most: int) -> tuple[float, list[str]]:
    """Return the smallest value in the set, and its members, largest first."""
    positive = value[value > 0].rename_axis("account").reset_index(name="value")
    placed = positive.sort_values(["value", "account"], ascending=[False, True])
    before = placed["value"].cumsum() - placed["value"]
    chosen = placed[before < share * placed["value"].sum() - ROUNDING].head(at_most)
    return float(chosen["value"].min()), chosen["account"].tolist()


def loyal(
    measures: pd.DataFrame, *, regularity: float, periods: int, years: float, share_of_wallet: float
) -> pd.DataFrame:
    """Answer the three parts of loyal: buys regularly, for long, and much of what it needs.

    All three must hold; the test is Kleene's "and" of its parts, so that one "no" settles it and an unknown
    share of wallet never becomes a "no".

    Parameters
    ----------
    measures : DataFrame
        ``account``, ``target``, ``regularity``, ``periods``, ``tenure_years``, ``tenure_cut``,
        ``share_of_wallet`` with ``_low`` and ``_high``.
    regularity : float
        Share of the periods (0 to 1) bought in.
    periods : int
        With fewer periods regularity is unknown.
    years : float
        Of tenure; below them, "at least n years" is unknown, not "no".
    share_of_wallet : float
        From 0 to 1; decided by its range where that settles it, else by its likeliest value.

    Returns
    -------
    DataFrame
        As `large`, one row for each account and part: "regular", "tenure", "share_of_wallet".

    Examples
    --------
    >>> measured = pd.DataFrame({"account": ["A"], "target": False, "regularity": 0.9, "periods": 8,
    ...     "tenure_years": 1.8, "tenure_cut": True, "share_of_wallet": 0.6,
    ...     "share_of_wallet_low": 0.4, "share_of_wallet_high": 0.8})
    >>> found = loyal(measured, regularity=0.75, periods=8, years=3, share_of_wallet=0.5)
    >>> found[["part", "answer"]]
                  part  answer
    0          regular    True
    1           tenure    <NA>
    2  share_of_wallet    True
    """
    table = measures.set_index("account")
    regular = at_least(table["regularity"].where(table["periods"] >= periods), regularity)
    long = at_least(table["tenure_years"], years)
    long = long.mask(table["tenure_cut"].astype("bool") & ~long.fillna(True), UNKNOWN)
    wallet = by_bounds(table["share_of_wallet_low"], table["share_of_wallet"],
                       table["share_of_wallet_high"], share_of_wallet)
    parts = {
        "regular": (regular, table["regularity"], regularity, "share"),
        "tenure": (long, table["tenure_years"], years, "years"),
        "share_of_wallet": (wallet, table["share_of_wallet"], share_of_wallet, "share"),
    }
    rows = []
    for part, (answer, value, limit, unit) in parts.items():
        found = pd.DataFrame({"part": part, "answer": answer, "value": value, "threshold": limit})
        found = found.assign(part=found["part"].mask(table["target"], "not_applicable"),
                             answer=found["answer"].mask(table["target"], False))
        rows.append(_as_evidence(found, "loyal", unit))
    whole = pd.concat(rows).drop_duplicates(["account", "part"])
    return whole.sort_values("account", kind="stable", ignore_index=True)


def promising(measures: pd.DataFrame, large: pd.DataFrame) -> pd.DataFrame:
    """Answer promising: whether we could gain as much margin a year as a usual large account brings today.

    The reachable increase of yearly margin against the median of the positive margins of the large accounts.
    Money against money: a ratio to today's revenue would let every tiny account in. Decided by the range of
    the increase where that settles it, else by its likeliest value; without an estimate it is unknown.

    Parameters
    ----------
    measures : DataFrame
        ``account``, ``margin``, ``reachable_margin`` with ``_low`` and ``_high`` (money a year).
    large : DataFrame
        From `large`.

    Returns
    -------
    DataFrame
        As `large`, one row for each account, part "reachable_margin". Where no large account has a known
        margin there is nothing to compare with: all answers are unknown.

    Examples
    --------
    >>> measured = pd.DataFrame({"account": ["A", "B"], "margin": [6.0, 1.0], "reachable_margin": [None, 5.0],
    ...                          "reachable_margin_low": [None, 3.0], "reachable_margin_high": [None, 9.0]})
    >>> sizes = pd.DataFrame({"account": ["A", "B"], "answer": pd.array([True, False], dtype="boolean")})
    >>> promising(measured, sizes)[["account", "answer", "value", "threshold"]]
      account  answer  value  threshold
    0       A    <NA>    NaN        6.0
    1       B   False    5.0        6.0
    """
    table = measures.set_index("account")
    members = large.loc[large["answer"].fillna(False), "account"]
    margins = table.loc[members, "margin"]
    limit = float(margins[margins > 0].median())
    base = table["reachable_margin"].astype("float64")
    answer = by_bounds(table["reachable_margin_low"], base, table["reachable_margin_high"], limit)
    found = pd.DataFrame({"part": "reachable_margin", "answer": answer, "value": base, "threshold": limit})
    return _as_evidence(found, "promising", "money")


def screen(
    measures: pd.DataFrame, facts: pd.DataFrame, catalogue: pd.DataFrame, *,
    large_share: float, max_large: int, cost_known_from: float, loyal_regularity: float, loyal_periods: int,
    loyal_years: float, loyal_share_of_wallet: float, min_criteria: int,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Put the six tests to every account: who is nominated, by what, and what must be asked.

    Status, partner and complex hold when one of their facts does (Kleene's "or"). Unknown is never "no":
    an account that an open test could still make key is neither in nor out, and the test is named.

    Parameters
    ----------
    measures : DataFrame
        From `measures`.
    facts : DataFrame
        ``who``, ``account``, ``fact``, ``answer`` ("yes", "no" or a number), perhaps ``on``.
    catalogue : DataFrame
        The facts of the pack: ``key``, ``test``, ``kind``, ``holds``, ``level``; those of the manager's level
        are not looked at.
    large_share, max_large, cost_known_from : float, int, float
        See `large`.
    loyal_regularity, loyal_periods, loyal_years, loyal_share_of_wallet : float, int, float, float
        See `loyal`.
    min_criteria : int
        How many tests must hold; 1 is "one or several" [seed003]_.

    Returns
    -------
    tuple of two DataFrames
        One row for each account, by key: ``account``, ``name``, ``target``, the six tests and ``nominated``
        (True, False, unknown), ``holding`` (tests that hold), ``asking`` (open tests that could make it key),
        both as keys joined by commas, ``top_management`` (in by partner or complex alone) and
        ``revenue_only`` (large, and loses money). Then the evidence, one row for each account, test and part
        (for people's tests, each fact): ``account``, ``test`` ("" for facts that feed none), ``part``,
        ``answer``, ``value``, ``threshold``, ``unit``, ``said`` (who said what, where people contradict each
        other: then the fact is unknown).

    Raises
    ------
    KamError
        When an answer can't be read, or its fact is not in the catalogue.

    Examples
    --------
    >>> measured = pd.DataFrame({"account": ["A", "B"], "name": ["Alder", "Birch"], "target": [False, True],
    ...     "revenue": [9.0, 0.0], "margin": [3.0, 0.0], "cost_known": [1.0, None], "regularity": [1.0, None],
    ...     "periods": [8, None], "tenure_years": [2.0, None], "tenure_cut": False}).assign(
    ...     **{f"{name}{end}": float("nan") for name in ("share_of_wallet", "reachable_margin")
    ...        for end in ("_low", "", "_high")})
    >>> facts = pd.DataFrame({"who": ["Vera"], "account": ["B"], "fact": ["leader"], "answer": ["yes"]})
    >>> catalogue = pd.DataFrame({"key": ["leader"], "test": ["status"], "kind": ["yes_no"], "holds": [1.0],
    ...                           "level": ["both"]})
    >>> wide, evidence = screen(measured, facts, catalogue, large_share=0.5, max_large=15,
    ...     cost_known_from=0.95, loyal_regularity=0.75, loyal_periods=8, loyal_years=3,
    ...     loyal_share_of_wallet=0.5, min_criteria=1)
    >>> wide[["account", "large", "loyal", "promising", "status", "nominated", "holding"]]
      account  large  loyal  promising  status  nominated holding
    0       A   True  False       <NA>    <NA>       True   large
    1       B  False  False       <NA>    True       True  status
    """
    sizes = large(measures, share=large_share, at_most=max_large, cost_known_from=cost_known_from)
    loyalty = loyal(measures, regularity=loyal_regularity, periods=loyal_periods, years=loyal_years,
                    share_of_wallet=loyal_share_of_wallet)
    growth = promising(measures, sizes)
    company = catalogue[catalogue["level"] != "manager"]
    known = stated(facts, company, measures["account"], among=catalogue["key"])
    evidence = pd.concat([sizes, loyalty, growth, known], ignore_index=True)[EVIDENCE]
    tests = _tests(evidence, measures["account"])
    wide = measures[["account", "name", "target"]].set_index("account").join(tests)
    wide = wide.join(_verdicts(tests, min_criteria))
    marked = sizes.loc[sizes["part"] == "revenue_only", "account"]
    wide = wide.assign(revenue_only=wide.index.isin(marked)).sort_index().reset_index()
    return wide, evidence.sort_values(["account"], kind="stable", ignore_index=True)


def _tests(evidence: pd.DataFrame, accounts: pd.Series) -> pd.DataFrame:
    """Return the six answers, one column for each test; a test that nobody can answer is unknown."""
    columns = {}
    for test in TESTS:
        parts = evidence[evidence["test"] == test]
        together = all_hold if test == "loyal" else any_holds
        columns[test] = together(parts["answer"], parts["account"]).reindex(accounts.to_list())
    return pd.DataFrame(columns)


def _verdicts(tests: pd.DataFrame, least: int) -> pd.DataFrame:
    nominated = enough_hold(tests, least)
    holds, open_ = tests.fillna(False).astype("bool"), tests.isna()
    holding, asking = _joined(holds), _joined(open_).where(nominated.isna(), "")
    alone = nominated.fillna(False) & ~holds.drop(columns=list(FOR_THE_TOP)).any(axis=1)
    return pd.DataFrame({"nominated": nominated, "holding": holding, "asking": asking,
                         "top_management": alone.astype("bool")})


def _joined(flags: pd.DataFrame) -> pd.Series:
    return flags.apply(lambda row: ",".join(row.index[row]), axis=1).astype("str")


def _as_evidence(found: pd.DataFrame, test: str, unit: str) -> pd.DataFrame:
    whole = found.assign(test=test, unit=unit, said="").rename_axis("account").reset_index()
    return whole.astype({"answer": "boolean"})[EVIDENCE]
