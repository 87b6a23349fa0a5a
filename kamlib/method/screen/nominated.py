"""Who may be key for the company, and why: six tests with three answers [seed003]_."""

import pandas as pd

from kamlib.method.base.joined import joined
from kamlib.method.base.kleene import all_hold, any_holds, enough_hold
from kamlib.method.base.stated import stated
from kamlib.method.screen.evidence import EVIDENCE
from kamlib.method.screen.growth import promising
from kamlib.method.screen.loyalty import loyal
from kamlib.method.screen.size import large

TESTS = ("large", "loyal", "promising", "status", "partner", "complex")
FOR_THE_TOP = ("partner", "complex")


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
    holding, asking = joined(holds), joined(open_).where(nominated.isna(), "")
    alone = nominated.fillna(False) & ~holds.drop(columns=list(FOR_THE_TOP)).any(axis=1)
    return pd.DataFrame({"nominated": nominated, "holding": holding, "asking": asking,
                         "top_management": alone.astype("bool")})
