"""Story 20: who was key since the programme began, who is compared with them, and how each has grown."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from casemaker.company import dice


@dataclass(frozen=True)
class ProgrammeFacts:
    """Growth: revenue of the two years with the programme over the two years before, minus 1."""

    before: tuple[int, ...] = (2022, 2023)
    after: tuple[int, ...] = (2024, 2025)
    accounts: int = 14
    key_growth: float = 0.18
    comparable_growth: float = 0.15
    # Standard deviation over accounts and correlation inside pairs: both the interval of paired differences
    # and the one of two separate groups come out at 12 points to each side.
    spread: float = 0.1544
    correlation: float = 0.0935
    t_paired: float = 2.1604


PROGRAMME = ProgrammeFacts()


def make_programme(entities: pd.DataFrame) -> pd.DataFrame:
    """Pairs of key and comparable account with the growth that each shall show.

    Comparable accounts are the largest ordinary ones of managers who were there in all four years; paired by
    order of size.
    """
    amounts = entities.groupby("account")["mln_2025"].sum()
    stories = entities.groupby("account")["stories"].first()
    key = amounts[stories.map(lambda told: 20 in told)].sort_values(ascending=False)
    steady = entities[(entities["kind"] == "ordinary") & ~entities["manager"].isin([2, 8])]
    comparable = amounts[steady["account"].unique()].nlargest(PROGRAMME.accounts)
    key_growth, comparable_growth = _growth()
    return pd.DataFrame({
        "key": key.index, "comparable": comparable.index,
        "key_growth": key_growth, "comparable_growth": comparable_growth,
    })


def _growth() -> tuple[np.ndarray, np.ndarray]:
    """Two series of growth with exactly the stated means, spread and correlation."""
    rng = dice("programme")
    first, second = (_standard(rng.standard_normal(PROGRAMME.accounts)) for _ in range(2))
    second = _standard(second - first * (first @ second) / (first @ first))
    r = PROGRAMME.correlation
    other = r * first + np.sqrt(1 - r**2) * second
    return (PROGRAMME.key_growth + PROGRAMME.spread * first,
            PROGRAMME.comparable_growth + PROGRAMME.spread * other)


def _standard(values: np.ndarray) -> np.ndarray:
    centred = values - values.mean()
    return centred / np.sqrt((centred @ centred) / (len(centred) - 1))
