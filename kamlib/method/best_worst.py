"""Weights from comparing every criterion with the best and with the worst one only."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kamlib.method.base.refuse import refuse
from kamlib.text import _

SCALE = 9.0


@dataclass(frozen=True)
class BestWorst:
    """Weights that add up to 1, and ``gap``: how far, in weight, the worst answer is missed; 0 is perfect."""

    weights: pd.Series
    gap: float


def best_worst(best_to_others: pd.Series, others_to_worst: pd.Series) -> BestWorst:
    """Weights from 2n - 3 comparisons, by the linear best-worst method [rezaei2016]_.

    Least gap so that |w_B - a_Bj w_j| <= gap and |w_j - a_jW w_W| <= gap for all j, sum of w = 1, w >= 0: a
    linear programme with one solution. The tables that turn the gap into a "consistency" are disputed, so
    none is given.

    Parameters
    ----------
    best_to_others : Series
        By criterion: how many times as important the best is, 1 to 9; 1 for the best itself.
    others_to_worst : Series
        By criterion: how many times as important it is as the worst, 1 to 9; 1 for the worst itself.

    Returns
    -------
    BestWorst
        ``weights`` in the order of ``best_to_others``, and ``gap``.

    Raises
    ------
    KamError
        When the criteria differ, an answer is outside 1 to 9, or no criterion is the best or the worst.

    Examples
    --------
    >>> best = pd.Series({"potential": 1, "status": 2, "tenure": 6})
    >>> worst = pd.Series({"potential": 6, "status": 3, "tenure": 1})
    >>> best_worst(best, worst).weights.round(3).tolist()
    [0.6, 0.3, 0.1]
    """
    from scipy.optimize import linprog  # here, so that a start does not wait for it

    to_worst = others_to_worst.reindex(best_to_others.index)
    best = _own(best_to_others, set(best_to_others.index) == set(others_to_worst.index))
    worst = _own(to_worst, True)
    n = len(best_to_others)
    rows = [row for j in range(n) for row in (
        _gap_row(n, best, j, float(best_to_others.iloc[j])), _gap_row(n, j, worst, float(to_worst.iloc[j])))]
    upper = np.array([sign * row - np.eye(n + 1)[n] for row in rows for sign in (1, -1)])
    total = np.append(np.ones(n), 0.0)[None, :]
    found = linprog(np.eye(n + 1)[n], A_ub=upper, b_ub=np.zeros(len(upper)), A_eq=total, b_eq=[1.0])
    return BestWorst(pd.Series(found.x[:n], best_to_others.index, name="weight"), float(found.x[n]))


def _own(answers: pd.Series, same: bool) -> int:
    """Return where the criterion stands that is compared with itself; refuse answers that can't be meant."""
    if not same:
        refuse("criteria-differ", _("the two lists of answers name other criteria"), _("answer both for all"))
    beyond = answers.index[~answers.between(1, SCALE)]
    if len(beyond):
        refuse("comparison-beyond", _("is compared outside 1 to 9"), _("write 1 to 9"), beyond)
    if not (answers == 1).any():
        remedy = _("the best, and the worst, is 1 to itself")
        refuse("own-missing", _("no criterion has the answer 1"), remedy)
    return int((answers == 1).to_numpy().argmax())


def _gap_row(n: int, one: int, other: int, times: float) -> np.ndarray:
    """Return the row of w_one - times x w_other; the last column is that of the gap."""
    row = np.zeros(n + 1)
    row[one] += 1
    row[other] -= times
    return row
