"""Weights from comparing criteria two at a time, and how far the answers contradict one another."""

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
