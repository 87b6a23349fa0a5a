"""One form for what an answer rests on."""

import pandas as pd

EVIDENCE = ["account", "test", "part", "answer", "value", "threshold", "unit", "said"]


def as_evidence(found: pd.DataFrame, test: str, unit: str) -> pd.DataFrame:
    """Return the answers to one test, index account, in the columns of all evidence."""
    whole = found.assign(test=test, unit=unit, said="").rename_axis("account").reset_index()
    return whole.astype({"answer": "boolean"})[EVIDENCE]
