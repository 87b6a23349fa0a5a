"""Quotients that stay unknown where they would mean nothing."""

import pandas as pd


def quotient(part: float, whole: float) -> float:
    """Return part / whole; missing where the whole is not above zero."""
    return part / whole if whole > 0 else float("nan")


def quotients(part: pd.Series, whole: pd.Series) -> pd.Series:
    """Return part / whole row by row; missing where the whole is not above zero."""
    return part / whole.where(whole > 0)
