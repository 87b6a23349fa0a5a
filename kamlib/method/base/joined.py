"""Names of the columns that are marked, in one word for each row."""

import pandas as pd


def joined(marked: pd.DataFrame) -> pd.Series:
    """Return for each row the names of its true columns, joined by commas.

    Examples
    --------
    >>> joined(pd.DataFrame({"large": [True, False], "loyal": [True, False]})).tolist()
    ['large,loyal', '']
    """
    names = marked.columns.to_numpy()
    words = [",".join(names[row]) for row in marked.to_numpy(bool)]
    return pd.Series(words, index=marked.index, dtype="str")
