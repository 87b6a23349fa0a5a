"""Where an account loses its place: the criterion on which it falls behind the last one in most."""

import pandas as pd

from kamlib.method.base.weights import normalised

COLUMNS = ["account", "rival", "lacks", "points", "rival_points"]


def lacking(matrix: pd.DataFrame, weights: pd.Series, rival: str) -> pd.DataFrame:
    """Return for each account the criterion that costs it most against one rival.

    k* = the k with the largest w_k x (s_rival,k - s_k); an account that is behind on no criterion is left
    out. Equal losses: the criterion that stands first.

    Parameters
    ----------
    matrix : DataFrame
        Index account, one column for each criterion, 1 to 10.
    weights : Series
        Main criterion -> weight.
    rival : str
        The account to compare with, such as the last one on the list.

    Returns
    -------
    DataFrame
        ``account``, ``rival``, ``lacks`` (criterion), ``points`` and ``rival_points`` (1 to 10 on it); no
        rows when the rival has no points.

    Examples
    --------
    >>> matrix = pd.DataFrame({"fit": [8.0, 4.0], "gain": [4.0, 5.0]}, index=["A", "B"])
    >>> lacking(matrix, pd.Series({"fit": 1.0, "gain": 3.0}), "A").to_dict("records")
    [{'account': 'B', 'rival': 'A', 'lacks': 'fit', 'points': 4.0, 'rival_points': 8.0}]
    """
    if rival not in matrix.index:
        return pd.DataFrame({name: pd.Series(dtype="object") for name in COLUMNS})
    main = matrix[weights.index]
    lost = (main.loc[rival] - main) * normalised(weights)
    behind = lost[lost.max(axis=1) > 0]
    worst = behind.idxmax(axis=1)
    rows = [(key, rival, name, main.at[key, name], main.at[rival, name]) for key, name in worst.items()]
    return pd.DataFrame(rows, columns=COLUMNS)
