"""Reads the tables of ``data/judgement/`` with plain pandas."""

from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from case.case_files import DATA

LEVERS = ["assortment", "volume", "timing", "rival_share", "access"]


def read_judged(name: str, data: Path = DATA) -> pd.DataFrame:
    """One table, or the files of all persons together."""
    path = data / "judgement" / name
    paths = sorted(path.glob("*.csv")) if path.is_dir() else [path.with_suffix(".csv")]
    return pd.concat([pd.read_csv(one, dtype={"account": "str"}, encoding="utf-8-sig") for one in paths],
                     ignore_index=True)


def totals_by_evaluator(scores: pd.DataFrame) -> pd.DataFrame:
    """Each evaluator's points on product fit, the main criterion that people decide, where all scored it."""
    fit = scores[scores["criterion"] == "product_fit"]
    return fit.pivot(index="account", columns="who", values="score").dropna()


def concordance(totals: pd.DataFrame) -> float:
    """Kendall's W with ties, method.md 3.5: rows are accounts, columns evaluators."""
    n, m = totals.shape
    ranks = rankdata(totals.to_numpy(), axis=0)
    counts = [np.unique(column, return_counts=True)[1] for column in ranks.T]
    ties = sum(int((count**3 - count).sum()) for count in counts)
    sums = (ranks.sum(axis=1) ** 2).sum()
    return float((12 * sums - 3 * m**2 * n * (n + 1) ** 2) / (m**2 * n * (n**2 - 1) - m * ties))


def mean_pair_correlation(table: pd.DataFrame) -> float:
    """Mean of Pearson's r over all pairs of columns."""
    values = table.corr().to_numpy()
    return float(values[np.triu_indices(len(values), 1)].mean())


def above_the_others(scores: pd.DataFrame, who: str) -> pd.DataFrame:
    """Marks of a person less the mean of the others' for the same account and criterion."""
    cells = scores.pivot(index=["account", "criterion"], columns="who", values="score")
    gap = cells[who] - cells.drop(columns=who).mean(axis=1)
    return gap.dropna().rename("gap").reset_index()
