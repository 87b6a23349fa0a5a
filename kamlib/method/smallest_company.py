"""The smallest change of one answer that would bring an account onto the company's list."""

import math
from collections.abc import Callable, Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd

from kamlib.method.base.least import COLUMNS, least
from kamlib.method.base.points import HIGHEST

WHOLE_COMPANY = ""  # stands where a manager's name stands for his list


def smallest_company_change(
    accounts: pd.Series, matrix: pd.DataFrame, screen: pd.DataFrame, *,
    listed: Callable[[pd.DataFrame, pd.DataFrame], Collection[str]], settled: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return for each account the smallest change of one answer after which it is on the company's list.

    One criterion with more points (a point is a step), or one unknown test that holds (one step); the whole
    list is computed again for each. An account that lacks both a test and points has no single answer.

    Parameters
    ----------
    accounts : Series
        Keys of those not on the list.
    matrix : DataFrame
        Points, 1 to 10: index account, one column for each criterion that decides.
    screen : DataFrame
        ``account``, ``nominated`` (boolean), ``asking`` (open tests that could nominate, joined by commas).
    listed : callable
        Takes a matrix and a screen and returns the keys of the accounts on the list.
    settled : DataFrame of bool, optional
        In the form of ``matrix``: where the points follow from sales that have been made. No answer changes
        them, so that none is offered.

    Returns
    -------
    DataFrame
        ``account``, ``kind`` ("score", "test" or ""), ``question`` (criterion or test), ``before``,
        ``after``, ``steps``, ``others``.

    Examples
    --------
    >>> points = pd.DataFrame({"fit": [8.0, 5.0]}, index=["A", "B"])
    >>> screen = pd.DataFrame({"account": ["A", "B"], "nominated": True, "asking": ""})
    >>> smallest_company_change(pd.Series(["B"]), points, screen,
    ...                         listed=lambda matrix, _screen: [matrix["fit"].idxmax()])[
    ...     ["account", "kind", "question", "before", "after", "steps"]]
      account   kind question  before  after  steps
    0       B  score      fit     5.0    9.0      4
    """
    open_ = matrix if settled is None else matrix.mask(settled)
    options = pd.DataFrame([*_points(accounts, open_), *_tests(accounts, screen)], columns=COLUMNS)

    def moves(tried: pd.DataFrame) -> np.ndarray:
        return np.array([row["account"] in listed(*_changed(row, matrix, screen))
                         for row in tried.to_dict("records")], dtype=bool)

    cases = pd.DataFrame({"manager": WHOLE_COMPANY, "account": list(accounts)})
    return least(cases, options, moves, step=1.0).drop(columns="manager")


def _points(accounts: pd.Series, matrix: pd.DataFrame) -> list[dict[str, object]]:
    return [
        {"manager": WHOLE_COMPANY, "account": account, "kind": "score", "question": criterion,
         "before": float(before), "after": float(after), "steps": math.ceil(after - before)}
        for account in accounts if account in matrix.index
        for criterion, before in matrix.loc[account].dropna().items()
        for after in range(math.floor(before) + 1, int(HIGHEST) + 1)
    ]


def _tests(accounts: pd.Series, screen: pd.DataFrame) -> list[dict[str, object]]:
    asking = screen.set_index("account")["asking"].reindex(list(accounts)).fillna("")
    return [
        {"manager": WHOLE_COMPANY, "account": account, "kind": "test", "question": test,
         "before": float("nan"), "after": 1.0, "steps": 1}
        for account, tests in asking.items() for test in str(tests).split(",") if test
    ]


def _changed(
    option: Mapping[Any, Any], matrix: pd.DataFrame, screen: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Let the option be the answer."""
    if option["kind"] == "score":
        points = matrix[option["question"]].mask(matrix.index == option["account"], option["after"])
        return matrix.assign(**{option["question"]: points}), screen
    return matrix, screen.assign(
        nominated=screen["nominated"].astype("boolean").mask(screen["account"] == option["account"], True))
