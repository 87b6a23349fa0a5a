"""Which of several managers takes which of many accounts: the search, in stages."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack

SAME = 1e-4  # sums of scores that differ by less than a ten-thousandth are the same
LEAST = 1e-2  # an account that nobody scored still counts this share of the best one
HINT = 1e-6
EXACT = 150  # up to so many pairs the search goes on to the very best
CLOSE, CLOSE_MOVES, CLOSE_LOAD = 3e-4, 0.05, 0.02  # above, it ends so close to the best that can be


@dataclass(frozen=True)
class Pairs:
    """The possible pairs of account and manager, by place, ``stays`` where nothing changes.

    ``hours`` and ``score`` are those of the accounts, ``limits`` the hours of the managers.
    """

    account: np.ndarray
    manager: np.ndarray
    stays: np.ndarray
    hours: np.ndarray
    score: np.ndarray
    limits: np.ndarray


def placed(pairs: Pairs) -> np.ndarray:
    """Return which pairs are chosen: the most score, then the fewest changes, then the lowest highest load.

    Each stage is a mixed-integer programme within the optimum of those before it [huangfu2018]_. Equal input
    gives equal output: the search is limited by its steps, not by a clock.

    Examples
    --------
    >>> both = Pairs(np.array([0, 1, 1]), np.array([0, 0, 1]), np.array([True, True, False]),
    ...              np.array([6.0, 6.0]), np.array([1.0, 1.0]), np.array([8.0, 8.0]))
    >>> placed(both).tolist()
    [True, False, True]
    """
    if not len(pairs.account):
        return np.zeros(0, dtype=bool)
    rows, best = [_once(pairs, 0), _within_hours(pairs)], np.zeros(len(pairs.account))
    most = float(pairs.score.max(initial=0.0)) or 1.0
    worth = np.maximum(pairs.score / most, LEAST)[pairs.account]
    moves = (~pairs.stays).astype("float64")
    # Of equal scores the search likes those first that move nobody; the second stage makes sure of it.
    best = _solved(moves * HINT - worth, rows, best, close=CLOSE)
    rows[0] = _once(pairs, int(best.sum() == len(pairs.hours)))
    rows.append(LinearConstraint(csr_array(worth[None, :]), (1 - SAME) * float(worth @ best), np.inf))
    best = _solved(moves, rows, best, close=CLOSE_MOVES)
    rows.append(LinearConstraint(csr_array(moves[None, :]), -np.inf, float(moves @ best) + 0.5))
    return (_evenly(pairs, rows, best) if moves @ best else best) > 0.5


def _once(pairs: Pairs, least: int) -> LinearConstraint:
    """Each account goes to one manager at most; to one exactly where all can be served."""
    size = (len(pairs.hours), len(pairs.account))
    ones = csr_array((np.ones(size[1]), (pairs.account, np.arange(size[1]))), shape=size)
    return LinearConstraint(ones, least, 1)


def _loads(pairs: Pairs) -> csr_array:
    size = (len(pairs.limits), len(pairs.account))
    return csr_array((pairs.hours[pairs.account], (pairs.manager, np.arange(size[1]))), shape=size)


def _within_hours(pairs: Pairs) -> LinearConstraint:
    return LinearConstraint(_loads(pairs), -np.inf, pairs.limits + 1e-9)


def _solved(
    goal: np.ndarray, rows: Sequence[LinearConstraint], before: np.ndarray, *, close: float
) -> np.ndarray:
    """Return the best choice found; what the stage before chose where the search finds nothing better.

    Unknowns beyond those of ``before`` need not be whole.
    """
    whole, upper = np.zeros(len(goal)), np.full(len(goal), np.inf)
    whole[: len(before)], upper[: len(before)] = 1, 1
    gap, nodes = (0.0, 2000) if len(before) <= EXACT else (close, 30)
    options = {"mip_rel_gap": gap, "node_limit": nodes}
    found = milp(goal, integrality=whole, bounds=Bounds(0, upper), constraints=rows, options=options)
    if found.x is None:
        return before
    chosen = np.asarray(np.round(found.x[: len(before)]))
    plain = goal[: len(before)]
    return chosen if len(goal) > len(before) or plain @ chosen <= plain @ before else before


def _evenly(pairs: Pairs, rows: list[LinearConstraint], best: np.ndarray) -> np.ndarray:
    """Lower the highest load as far as the earlier stages allow; of equal loads the first pairs change."""
    used = pairs.limits > 0
    share = csr_array(_loads(pairs)[used] / pairs.limits[used][:, None])
    wide = [LinearConstraint(hstack([row.A, csr_array((row.A.shape[0], 1))]), row.lb, row.ub) for row in rows]
    top = LinearConstraint(hstack([share, csr_array(-np.ones((int(used.sum()), 1)))]), -np.inf, 0)
    first = ~pairs.stays * np.arange(1, len(best) + 1) / len(best)
    goal = np.append(SAME * first / first.sum(), 1.0)
    even = _solved(goal, [*wide, top], best, close=CLOSE_LOAD)
    return even if (share @ even).max() <= (share @ best).max() + 1e-9 else best
