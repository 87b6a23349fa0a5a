"""The search for the smallest single change that is enough."""

import math
from collections.abc import Callable

import numpy as np
import pandas as pd

COLUMNS = ["manager", "account", "kind", "question", "before", "after", "steps"]
CASE = ["manager", "account"]
ANSWER = [*CASE, "kind", "question"]
FINER = ("wallet",)


def least(
    cases: pd.DataFrame, options: pd.DataFrame, moves: Callable[[pd.DataFrame], np.ndarray], *, step: float
) -> pd.DataFrame:
    """Return for each case the option with the fewest steps that moves it.

    First the largest change of every answer is tried; an answer that does not move the case then is left
    out, so that most cases cost one trial for each answer. Amounts are then made finer, to two digits.

    Parameters
    ----------
    cases : DataFrame
        ``manager``, ``account``.
    options : DataFrame
        ``manager``, ``account``, ``kind``, ``question``, ``before``, ``after``, ``steps``; of equal steps the
        first row comes first.
    moves : callable
        Takes rows of options and says of each whether it moves its case.
    step : float
        One step of an amount, as a share.

    Returns
    -------
    DataFrame
        As `smallest_change`.

    Examples
    --------
    >>> options = pd.DataFrame([["Ada", "A", "score", "fit", 4.0, 5.0 + n, 1 + n] for n in range(3)],
    ...                        columns=COLUMNS)
    >>> least(options[CASE].head(1), options, lambda tried: (tried["after"] > 5.5).to_numpy(), step=0.25)[
    ...     ["question", "before", "after", "steps", "others"]]
      question  before  after  steps  others
    0      fit     4.0    6.0      2       0
    """
    table = options.reset_index(drop=True).assign(order=range(len(options)))
    extreme = table.loc[table.groupby(ANSWER)["after"].idxmax()] if len(table) else table
    open_ = extreme[moves(extreme)] if len(extreme) else extreme
    tried = table.merge(open_[ANSWER], on=ANSWER)
    good = tried[moves(tried)] if len(tried) else tried
    first = good.sort_values("after").drop_duplicates(ANSWER)
    first = pd.concat([first[~first["kind"].isin(FINER)], _finer(first, tried, moves, step)])
    count = first.groupby(CASE).size() - 1
    best = first.sort_values(["steps", "order"]).drop_duplicates(CASE).drop(columns="order")
    # Without any case or answer pandas knows no kind of the columns, and would refuse to join them.
    words = dict.fromkeys(CASE, "str")
    found = cases[CASE].drop_duplicates().astype(words).merge(best.astype(words), on=CASE, how="left")
    others = pd.Series(count.reindex(pd.MultiIndex.from_frame(found[CASE])).to_numpy(), index=found.index)
    found = found.assign(kind=found["kind"].fillna(""), question=found["question"].fillna(""),
                         steps=found["steps"].astype("Int64"), others=others.fillna(0).astype("int64"))
    return found.astype({"before": "float64", "after": "float64"})


def steps_of(before: float, after: float, step: float) -> int:
    """Return how many steps an amount goes up; one where it was not known or not above zero.

    Examples
    --------
    >>> steps_of(100.0, 150.0, 0.25), steps_of(float("nan"), 5.0, 0.25)
    (2, 1)
    """
    if not before > 0:
        return 1
    return max(1, math.ceil(math.log(after / before) / math.log(1 + step) - 1e-9))


def _finer(
    first: pd.DataFrame, tried: pd.DataFrame, moves: Callable[[pd.DataFrame], np.ndarray], step: float
) -> pd.DataFrame:
    """Try numbers of two digits between the amount that is enough and the one below it that is not."""
    coarse = first[first["kind"].isin(FINER)]
    rows = []
    for row in coarse.to_dict("records"):
        same = tried[(tried[ANSWER] == pd.Series({key: row[key] for key in ANSWER})).all(axis=1)]
        below = same.loc[same["after"] < row["after"], "after"].max()
        low = max(x for x in (below, row["before"], row["after"] / 10) if not math.isnan(x))
        amounts = {float(f"{low + (row['after'] - low) * part / 10:.2g}") for part in range(11)}
        rows += [{**row, "after": amount, "steps": steps_of(row["before"], amount, step)}
                 for amount in sorted(amounts) if low < amount < row["after"]]
    fine = pd.DataFrame(rows, columns=tried.columns).astype(dict.fromkeys(CASE, "str"))
    good = fine[moves(fine)] if len(fine) else fine
    return pd.concat([coarse, good]).sort_values("after").drop_duplicates(ANSWER)
