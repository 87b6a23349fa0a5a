"""Weights from comparing criteria two at a time, and how far the answers contradict one another."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kamlib.method.base.refuse import refuse
from kamlib.text import _

# Saaty's mean consistency index of random matrices, by their size.
RANDOM = {1: 0.0, 2: 0.0, 3: 0.58, 4: 0.90, 5: 1.12, 6: 1.24, 7: 1.32, 8: 1.41, 9: 1.45, 10: 1.49}
SCALE = 9.0
RECIPROCAL = 0.05  # 1/3 written as 0.33 is meant as a third


@dataclass(frozen=True)
class Compared:
    """Weights from comparisons; ``ratio`` above 0.1: talk about the ``worst`` answer again.

    ``largest`` is the principal eigenvalue, ``index`` = (largest - n) / (n - 1), ``ratio`` = index / that of
    random answers; ``worst`` the pair whose answer fits the weights least, ``said`` times how much the first
    was said to count, ``fits`` how much it would be by the weights.
    """

    weights: pd.Series
    largest: float
    index: float
    ratio: float
    worst: tuple[str, str]
    said: float
    fits: float


def comparison_matrix(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the square matrix of comparisons from one row for each pair.

    Parameters
    ----------
    answers : DataFrame
        ``first``, ``second``, ``times``: how many times as important the first is, from 1/9 to 9. Each pair
        once, in either direction.

    Returns
    -------
    DataFrame
        Criteria x criteria in the order in which they first stand; a_ji = 1 / a_ij, 1 on the diagonal.

    Raises
    ------
    KamError
        Naming pairs that are missing or stand twice.

    Examples
    --------
    >>> rows = [("fit", "tenure", 3.0), ("fit", "status", 2.0), ("tenure", "status", 0.5)]
    >>> comparison_matrix(pd.DataFrame(rows, columns=["first", "second", "times"])).round(2)
             fit  tenure  status
    fit     1.00     3.0     2.0
    tenure  0.33     1.0     0.5
    status  0.50     2.0     1.0
    """
    criteria = list(dict.fromkeys([*answers["first"], *answers["second"]]))
    place = {name: at for at, name in enumerate(criteria)}
    matrix = np.where(np.eye(len(criteria)) > 0, 1.0, np.nan)
    for first, second, times in answers[["first", "second", "times"]].itertuples(index=False):
        i, j = place[first], place[second]
        if not np.isnan(matrix[i, j]):
            refuse("pair-twice", _("are compared twice"), _("keep one answer"), [first, second])
        matrix[i, j], matrix[j, i] = times, 1 / times
    gaps = [f"{criteria[i]} – {criteria[j]}" for i, j in np.argwhere(np.isnan(np.triu(matrix)))]
    if gaps:
        refuse("pair-missing", _("is not compared"), _("answer it too"), gaps)
    return pd.DataFrame(matrix, index=criteria, columns=criteria)


def pairwise_weights(matrix: pd.DataFrame, *, by: str = "eigenvector") -> Compared:
    """Weights that fit all comparisons best, with their consistency.

    ``eigenvector``: A w = largest x w, scaled to 1 [saaty2008]_; ``geometric``: w_i in proportion to the
    geometric mean of row i [crawford1985]_. Both are the same where nothing contradicts. Fit for at most six
    criteria; tiring beyond.

    Parameters
    ----------
    matrix : DataFrame
        Criteria x criteria, a_ij = how many times as important i is as j, 1/9 to 9, a_ji = 1 / a_ij.
    by : {"eigenvector", "geometric"}
        The way; the eigenvalue, and with it the consistency, is the same for both.

    Returns
    -------
    Compared
        See there.

    Raises
    ------
    KamError
        When the matrix is not square, not reciprocal, outside 1/9 to 9, or larger than ten.

    Examples
    --------
    >>> answers = pd.DataFrame([[1, 3, 2], [1/3, 1, 1/2], [1/2, 2, 1]],
    ...                        index=["fit", "tenure", "status"], columns=["fit", "tenure", "status"])
    >>> found = pairwise_weights(answers)
    >>> found.weights.round(2).tolist(), round(found.ratio, 3)
    ([0.54, 0.16, 0.3], 0.008)
    """
    answers = _checked(matrix)
    n = len(answers)
    values, vectors = np.linalg.eig(answers)
    at = int(values.real.argmax())
    largest = float(values[at].real)
    means = np.exp(np.log(answers).mean(axis=1))
    weights = means if by == "geometric" else np.abs(vectors[:, at].real)
    weights = weights / weights.sum()
    index = max(0.0, largest - n) / (n - 1) if n > 2 else 0.0
    ratio = index / RANDOM[n] if n > 2 else 0.0
    i, j = _worst(answers, weights)
    pair = (str(matrix.index[i]), str(matrix.index[j]))
    shown = pd.Series(weights, matrix.index, name="weight")
    said, fits = float(answers[i, j]), float(weights[i] / weights[j])
    return Compared(shown, largest, index, ratio, pair, said, fits)


def group_pairwise(matrices: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Join the comparisons of several people: the geometric mean of each, which keeps a_ji = 1 / a_ij.

    The arithmetic mean would not: 3 and 1/3 are no agreement on 1.67 but on 1 [aczel1983]_.

    Parameters
    ----------
    matrices : iterable of DataFrame
        One for each person, the same criteria in any order.

    Returns
    -------
    DataFrame
        In the order of the first.

    Raises
    ------
    KamError
        When there is none, or they have other criteria; as `pairwise_weights`.

    Examples
    --------
    >>> one = pd.DataFrame([[1, 3], [1/3, 1]], index=["fit", "tenure"], columns=["fit", "tenure"])
    >>> group_pairwise([one, one.T]).round(9)
            fit  tenure
    fit     1.0     1.0
    tenure  1.0     1.0
    """
    people = list(matrices)
    if not people:
        refuse("nobody-compared", _("nobody has compared the criteria"), _("ask at least one person"))
    first = people[0]
    for other in people[1:]:
        if set(other.index) != set(first.index):
            odd = sorted(map(str, set(other.index) ^ set(first.index)))
            refuse("criteria-differ", _("is not compared by everybody"), _("ask all for the same pairs"), odd)
    logs = [np.log(_checked(other.loc[first.index, first.index])) for other in people]
    return pd.DataFrame(np.exp(np.mean(logs, axis=0)), index=first.index, columns=first.index)


def _checked(matrix: pd.DataFrame) -> np.ndarray:
    """Return the comparisons made exactly reciprocal; refuse what is no set of comparisons."""
    n = len(matrix)
    if list(matrix.index) != list(matrix.columns):
        refuse("matrix-not-square", _("rows and columns of the comparisons differ"),
               _("name the same criteria in the same order"))
    if n not in RANDOM:
        refuse("criteria-many", _("criteria are too many, or none, to compare in pairs"),
               _("compare two to ten, better three to six"), [n])
    answers = matrix.to_numpy("float64")
    fits = np.isclose(answers * answers.T, 1, atol=RECIPROCAL) & (answers > 0)
    if not fits.all():
        i, j = np.argwhere(~fits)[0]
        refuse("not-reciprocal", _("are not one another's inverse, or missing"),
               _("if A counts 3 times B, B counts 1/3 of A"), [matrix.index[i], matrix.columns[j]])
    beyond = np.argwhere(np.maximum(answers, answers.T) > SCALE * (1 + RECIPROCAL))
    if len(beyond):
        i, j = beyond[0]
        refuse("comparison-beyond", _("are compared outside 1/9 to 9"), _("9 is the most, absolutely more"),
               [matrix.index[i], matrix.columns[j]])
    exact: np.ndarray = np.sqrt(answers / answers.T)
    return exact


def _worst(answers: np.ndarray, weights: np.ndarray) -> tuple[int, int]:
    """Return the pair whose answer is furthest, as a ratio, from what the weights say."""
    off = np.triu(np.abs(np.log(answers * weights[None, :] / weights[:, None])), 1)
    i, j = np.unravel_index(int(off.argmax()), off.shape)
    return (int(i), int(j)) if answers[i, j] >= 1 else (int(j), int(i))
