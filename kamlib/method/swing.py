"""Weights by swings: how much it is worth to go from the worst to the best of this list."""

import pandas as pd

from kamlib.method.base.refuse import refuse
from kamlib.method.base.weights import normalised
from kamlib.text import _

LARGEST = 100.0


def swing_weights(points: pd.Series) -> pd.Series:
    """Return weights in proportion to the points that people gave to each swing.

    All criteria stand at their worst; the one whose swing to its best is worth most has 100 points, the
    others a share of it, 0 for a swing that is worth nothing. w_k = points_k / sum of points
    [vonwinterfeldt1986]_. Unlike weights "by importance", swings depend on how far apart the accounts of this
    list really are, as they should.

    Parameters
    ----------
    points : Series
        By criterion, 0 to 100; the largest is 100.

    Returns
    -------
    Series
        By criterion, adding up to 1.

    Raises
    ------
    KamError
        When no swing has 100 points or one has more; as `normalised`.

    Examples
    --------
    >>> swing_weights(pd.Series({"potential": 100, "status": 60, "tenure": 40})).tolist()
    [0.5, 0.3, 0.2]
    """
    shares = normalised(points)
    above = points.index[points > LARGEST]
    if len(above):
        refuse("swing-above", _("has more than 100 points"), _("write points from 0 to 100"), above)
    if points.max() != LARGEST:
        refuse("swing-largest", _("is the largest swing and has less than 100 points"),
               _("give the swing that is worth most 100, and the others a share of it"), [points.idxmax()])
    return shares.rename("weight")
