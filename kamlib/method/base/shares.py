"""Shares of a whole, and the two numbers that sum them up."""

import math

import pandas as pd

from kamlib.method.base.refuse import refuse
from kamlib.text import _

ROUNDING = 1e-9  # 0.2 * 635 may come out a hair above 127
NEARLY = 0.005 + ROUNDING  # typed shares are rounded: those that add up to 99.5 to 100.5 % are a whole


def shares(values: pd.Series) -> pd.Series:
    """Share of each value in the total, s_i = x_i / sum of x; zero stays zero.

    Raises
    ------
    KamError
        Naming what is below zero, or when the total is zero: there are no shares of nothing.

    Examples
    --------
    >>> shares(pd.Series({"Alder": 3.0, "Birch": 1.0})).to_dict()
    {'Alder': 0.75, 'Birch': 0.25}
    """
    below = values.index[values < 0]
    if len(below):
        refuse("value-below-zero", _("is below zero and has no share of the total"),
               _("leave it out and say so"), below)
    total = float(values.sum())
    if total <= 0:
        refuse("total-zero", _("the total is zero, so there are no shares"), _("choose a period with sales"))
    return values / total


def herfindahl(values: pd.Series) -> float:
    """H = sum of s_i ** 2: 1 when one has it all, 1/n when n have the same [hirschman1964]_.

    Raises
    ------
    KamError
        As `shares`.

    Examples
    --------
    >>> round(herfindahl(pd.Series([0.35, 0.2, 0.15, 0.1, 0.1, 0.1])), 3)
    0.215
    """
    return float((shares(values) ** 2).sum())


def top_count(accounts: int, *, share: float) -> int:
    """How many accounts are the top ``share`` of them: the smallest whole number that is at least that share.

    18 of 89 are "20 %" (17.8 rounded up), 127 of 635 are exactly 20 %; at least one as long as there is one.

    Examples
    --------
    >>> top_count(89, share=0.2), top_count(635, share=0.2), top_count(3, share=0.2)
    (18, 127, 1)
    """
    return math.ceil(accounts * share - ROUNDING)
