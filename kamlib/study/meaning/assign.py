"""One column for each meaning and one meaning for each column, so that the sum of the points is largest."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

import numpy as np

Row = TypeVar("Row", bound=Hashable)
Col = TypeVar("Col", bound=Hashable)

TIE = 1e-9
"""What an earlier column is worth more than a later one: it decides ties and nothing else."""


def assign(
    points: Mapping[tuple[Row, Col], float], rows: Sequence[Row], cols: Sequence[Col]
) -> dict[Row, Col]:
    """Return row -> column with the largest sum of points; rows without positive points are left out.

    Ties go to the earlier column, so that the order of ``cols`` decides them and nothing else.

    Examples
    --------
    >>> assign({("a", "x"): 3, ("a", "y"): 2, ("b", "x"): 2}, ["a", "b"], ["x", "y"])
    {'a': 'y', 'b': 'x'}
    """
    from scipy.optimize import linear_sum_assignment  # here, so that a start does not wait for it

    worth = np.array([[points.get((row, col), -1.0) for col in cols] for row in rows]).reshape(
        len(rows), len(cols)
    )
    # A column of its own for each row: nothing assigned costs nothing, anything of no points costs more.
    free = np.zeros((len(rows), len(rows)))
    chosen = zip(
        *linear_sum_assignment(np.hstack([worth - TIE * np.arange(len(cols)), free]), maximize=True),
        strict=True,
    )
    return {rows[row]: cols[col] for row, col in chosen if col < len(cols)}
