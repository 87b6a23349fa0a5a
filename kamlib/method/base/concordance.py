"""Kendall's W from ranks."""

import numpy as np
import numpy.typing as npt


def concordance(ranks: npt.NDArray[np.float64]) -> float:
    """W from ranks, accounts x evaluators [kendall1939]_; missing when nobody tells accounts apart.

    Examples
    --------
    >>> same, opposite = np.array([[1.0, 1.0], [2.0, 2.0]]), np.array([[1.0, 2.0], [2.0, 1.0]])
    >>> concordance(same), concordance(opposite)
    (1.0, 0.0)
    """
    n, m = ranks.shape
    ties = sum(float((count**3 - count).sum()) for column in ranks.T
               for count in [np.unique(column, return_counts=True)[1].astype("float64")])
    most = m**2 * n * (n**2 - 1) - m * ties
    if most <= 0:
        return float("nan")
    return float((12 * (ranks.sum(axis=1) ** 2).sum() - 3 * m**2 * n * (n + 1) ** 2) / most)
