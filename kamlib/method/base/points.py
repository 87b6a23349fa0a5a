"""Points of a measure on a written scale, and points as a share of the scale."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kamlib.method.base.refuse import refuse
from kamlib.text import _

POINTS = (1.0, 3.0, 5.0, 8.0, 10.0)
LOWEST, HIGHEST = POINTS[0], POINTS[-1]
SCALE = (LOWEST, HIGHEST)


def anchored(values: pd.Series, anchors: Sequence[float]) -> pd.Series:
    """Return the points of each value on a scale with written anchors.

    Linear between the anchors at 1, 3, 5, 8 and 10 points, clipped at both ends. The scale is absolute: the
    points of an account do not depend on who else is in the list, so that nobody's entry changes the order of
    others.

    Parameters
    ----------
    values : Series
        The measure, in its own unit; missing stays missing.
    anchors : sequence of five floats
        The measure at 1, 3, 5, 8 and 10 points, rising, or falling where less is better.

    Returns
    -------
    Series
        Points, 1 to 10.

    Raises
    ------
    KamError
        When the anchors are not five numbers that rise or fall throughout.

    Examples
    --------
    >>> anchored(pd.Series([0.0, 0.375, 2.0]), [0, 0.25, 0.5, 0.75, 1]).tolist()
    [1.0, 4.0, 10.0]
    >>> anchored(pd.Series([60.0, 1.5]), [60, 30, 14, 3, 0]).tolist()
    [1.0, 9.0]
    """
    steps = np.diff(np.asarray(anchors, dtype="float64"))
    if len(anchors) != len(POINTS) or not (np.all(steps > 0) or np.all(steps < 0)):
        refuse("anchors", _("are no five anchors that rise, or fall, throughout"),
               _("write five numbers such as [0, 1, 3, 7, 12]"), [list(anchors)])
    turn = 1 if steps[0] > 0 else -1
    found = np.interp(values.astype("float64"), list(anchors)[::turn], POINTS[::turn])
    return pd.Series(found, index=values.index).where(values.notna())


def as_share(points: pd.Series) -> pd.Series:
    """Return points 1 to 10 as a share of the scale, (s - 1) / 9: 0 for the worst, 1 for the best.

    Examples
    --------
    >>> as_share(pd.Series([1.0, 5.0, 10.0])).round(3).tolist()
    [0.0, 0.444, 1.0]
    """
    return (points - LOWEST) / (HIGHEST - LOWEST)
