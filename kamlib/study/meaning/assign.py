"""One column for each meaning and one meaning for each column, so that the sum of the points is largest."""

from collections.abc import Hashable, Mapping, Sequence
from itertools import count
from typing import TypeVar

Row = TypeVar("Row", bound=Hashable)
Col = TypeVar("Col", bound=Hashable)


def assign(
    points: Mapping[tuple[Row, Col], float], rows: Sequence[Row], cols: Sequence[Col]
) -> dict[Row, Col]:
    """Return row -> column with the largest sum of points; rows without positive points are left out.

    The Hungarian method with potentials, rows added one by one: O(rows² x columns). Ties go to the earlier
    column, so that the order of ``cols`` decides them and nothing else.
    Source: H. W. Kuhn, The Hungarian method for the assignment problem, Naval Research Logistics 2 (1955).

    Examples
    --------
    >>> assign({("a", "x"): 3, ("a", "y"): 2, ("b", "x"): 2}, ["a", "b"], ["x", "y"])
    {'a': 'y', 'b': 'x'}
    """
    # A row of its own for each meaning: nothing assigned costs nothing, anything of no points costs more.
    cost = [[-points.get((row, col), -1.0) for col in cols] + [0.0] * len(rows) for row in rows]
    taken = _matched_rows(cost, len(cols) + len(rows))
    return {rows[row]: cols[col] for row, col in sorted((r, c) for c, r in taken.items() if c < len(cols))}


def _matched_rows(cost: list[list[float]], width: int) -> dict[int, int]:
    """Column -> row of the cheapest assignment of every row."""
    of_row, of_col = [0.0] * len(cost), [0.0] * width
    row_at: dict[int, int] = {}
    for start in range(len(cost)):
        came_from: dict[int, int] = {}
        slack = [float("inf")] * width
        done: list[int] = []
        row, col = start, -1
        for _step in count():
            for other in range(width):
                if other in done:
                    continue
                reduced = cost[row][other] - of_row[row] - of_col[other]
                if reduced < slack[other] - 1e-12:
                    slack[other], came_from[other] = reduced, col
            nearest = min((c for c in range(width) if c not in done), key=lambda c: (slack[c], c))
            step = slack[nearest]
            of_row[start] += step
            for other in done:
                of_row[row_at[other]] += step
                of_col[other] -= step
            slack = [left - step if c not in done else left for c, left in enumerate(slack)]
            done.append(nearest)
            col = nearest
            if col not in row_at:
                break
            row = row_at[col]
        _shift(row_at, came_from, col, start)
    return row_at


def _shift(row_at: dict[int, int], came_from: dict[int, int], col: int, start: int) -> None:
    """Give each row on the path the column that it reached."""
    while col != -1:
        before = came_from[col]
        row_at[col] = start if before == -1 else row_at[before]
        col = before
