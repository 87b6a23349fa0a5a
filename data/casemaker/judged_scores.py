"""Score sheets of the six evaluators, silent first round: whole points on written scales."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from casemaker.accounts import keys_of
from casemaker.company import SEED
from casemaker.evaluators import EVALUATORS
from casemaker.people import SCORED_ON, SIX

SIZE = ("potential_history", "profit_potential", "order_value")
# Points for the size of an account: the logarithm of its revenue in mln, and the points there.
SIZE_POINTS = ((0.0, 0.7, 1.0, 1.3, 1.7, 2.3), (1, 3, 5, 6.5, 8, 10))
CRITERIA = ("product_fit", "values_fit", "solvency", "network", "geography", *SIZE)
# Accounts that people score, with how well what we sell fits them.
FIT = {
    "Granit": 9, "Kvarta Market": 3, "Zenit Energo": 8, "Orbita Energo": 7, "Volna Opt": 8, "Olimpia Opt": 6,
    "Horizont Neft": 6, "Bastila Stroy": 7, "Kobalt Chem": 8, "Lira Opt": 7, "Metida Opt": 6, "Lotos Opt": 6,
    "Etalon Mash": 7, "Amur Term": 6, "Strela Stroy": 5, "Karina Mash": 6, "Meridian Neft": 8,
    "Sfera Term": 5, "Ekran Term": 6, "Polana Aqua": 7, "Fenix Mash": 9, "Atlas Chem": 8, "Tundra Torg": 4,
    "Sigma Chem": 7, "Silva Term": 5, "Kaskad Aqua": 5, "Alta Opt": 6, "Duna Neft": 5, "Kama Chem": 6,
    "Rubin Neft": 5, "Triada Opt": 5, "Vektor Opt": 4, "Barka Stroy": 5, "Klin Torg": 5, "Zubr Opt": 6,
    "Mira Mash": 5,
}
NOT_APPLICABLE = (("Atlas Chem", "order_value"), ("Sigma Chem", "order_value"))


@dataclass(frozen=True)
class Dials:
    """How far people part; so chosen that agreement, halo and double counting come out as story 11 tells.

    ``luck`` is the seed of the marks. It was looked for once, among those with which all numbers of the story
    round as stated: another seed gives a story that is as good and other digits.
    """

    luck: int = 8171
    cell: float = 1.0  # points by which one mark parts from what the person thinks
    taste: float = 0.7  # points by which honest people part over an account as a whole
    partial_taste: float = 2.5
    halo_taste: float = 3.2
    size_noise: float = 0.3
    size_cell: float = 0.5  # points by which a person's three marks for size part from one another
    halo_slips: float = 0.15  # share of the marks of the one with the halo that part from her one mark


DIALS = Dials()
# Accounts that one of the six did not score at all, and single marks left empty.
UNSCORED = {"Kira Blum": ("Klin Torg", "Mira Mash"), "Anton Veles": ("Sigma Chem", "Vektor Opt")}
EMPTY = {"Igor Lang": (("Tundra Torg", "network"), ("Zubr Opt", "values_fit")),
         "Kira Blum": (("Atlas Chem", "solvency"), ("Duna Neft", "geography"), ("Sfera Term", "network"))}


def scores_tables(accounts: pd.DataFrame, sold: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Rows of ``scores/<person>.csv`` by person."""
    names = keys_of(accounts)
    chosen = accounts.loc[sorted(names[name] for name in FIT)]
    marks = make_marks(chosen, sold.loc[chosen.index].sum(axis=1), DIALS)
    return {who: _rows(who, part) for who, part in marks.items()}


def make_marks(chosen: pd.DataFrame, revenue: pd.Series, dials: Dials) -> dict[str, pd.DataFrame]:
    """Whole points of each evaluator: one row for each account, one column for each criterion."""
    rng = np.random.default_rng([SEED, dials.luck])
    meant = _meant(chosen, revenue, dials, rng)
    found = {}
    for who in SIX:
        if who == EVALUATORS.halo:
            found[who] = _halo(meant, dials, rng)
            continue
        far = dials.partial_taste if who == EVALUATORS.partial else dials.taste
        taste = rng.normal(0, far, len(meant))[:, None]
        found[who] = _whole(meant.to_numpy() + taste + _noise(meant, dials, rng), meant)
    found = {who: _left_empty(who, part, chosen["name"]) for who, part in found.items()}
    own = (chosen["manager"] == EVALUATORS.partial).to_numpy()
    found[EVALUATORS.partial] = _partial(found, own)
    return found


def _meant(chosen: pd.DataFrame, revenue: pd.Series, dials: Dials, rng: np.random.Generator) -> pd.DataFrame:
    """Return what the six have in common: the points that nobody knows exactly."""
    size = np.interp(np.log10(np.maximum(revenue, 1.0)), *SIZE_POINTS)
    common = rng.normal(0, 0.9, len(chosen))
    frame = pd.DataFrame({name: 5.6 + common + rng.normal(0, 1.0, len(chosen)) for name in CRITERIA},
                         index=chosen.index)
    frame["product_fit"] = chosen["name"].map(FIT).astype(float)
    for name in SIZE:
        frame[name] = size + rng.normal(0, dials.size_noise, len(chosen))
    return frame


def _noise(meant: pd.DataFrame, dials: Dials, rng: np.random.Generator) -> np.ndarray:
    """Noise of single marks; the three marks for size share most of it, because people look at size once."""
    noise = pd.DataFrame(rng.normal(0, dials.cell, meant.shape), columns=meant.columns)
    once = rng.normal(0, dials.cell, len(meant))[:, None]
    noise[list(SIZE)] = once + dials.size_cell / dials.cell * noise[list(SIZE)].to_numpy()
    return noise.to_numpy()


def _whole(marks: np.ndarray, like: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(np.clip(np.round(marks), 1, 10), index=like.index, columns=like.columns)


def _halo(meant: pd.DataFrame, dials: Dials, rng: np.random.Generator) -> pd.DataFrame:
    """One mark for everything, with a slip now and then."""
    one = np.round(np.clip(meant.mean(axis=1) + rng.normal(0, dials.halo_taste, len(meant)), 2, 9))
    slips = (rng.random(meant.shape) < dials.halo_slips) * rng.choice([-1, 1], meant.shape)
    return _whole(one.to_numpy()[:, None] + slips, meant)


def _partial(found: dict[str, pd.DataFrame], own: np.ndarray) -> pd.DataFrame:
    """Level the partial one with the others elsewhere, and lift him above them at his own accounts."""
    mine = found[EVALUATORS.partial].copy()
    others = _mean([part for who, part in found.items() if who != EVALUATORS.partial])
    for of_kind, bonus in ((~own, 0.0), (own, EVALUATORS.own_bonus)):
        mine.loc[of_kind] = _level(mine[of_kind].to_numpy(copy=True), others[of_kind] + bonus)
    return mine


def _mean(sheets: list[pd.DataFrame]) -> np.ndarray:
    """Mean mark of each cell over those who gave one; missing where nobody did."""
    marks = np.stack([sheet.to_numpy() for sheet in sheets])
    count = (~np.isnan(marks)).sum(axis=0)
    return np.divide(np.nansum(marks, axis=0), count, out=np.full(count.shape, np.nan), where=count > 0)


def _level(marks: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Shift marks by single points, accounts in turn, until their mean is that of the wanted ones."""
    given = ~np.isnan(marks)
    missing = round(float(wanted[given].sum() - marks[given].sum()))
    step = int(np.sign(missing))
    # Cells far apart in the sheet, so that no account and no criterion takes all of it.
    order = np.random.default_rng(SEED).permutation(marks.size)
    while missing:
        for cell in order:
            row, column = divmod(cell, marks.shape[1])
            if missing and given[row, column] and 1 <= marks[row, column] + step <= 10:
                marks[row, column] += step
                missing -= step
    return marks


def _left_empty(who: str, marks: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Return the marks without those that the person did not give."""
    keys = {name: account for account, name in names.items()}
    given = marks.copy()
    given.loc[[keys[name] for name in UNSCORED.get(who, ())]] = np.nan
    for name, criterion in (*EMPTY.get(who, ()), *NOT_APPLICABLE):
        given.loc[keys[name], criterion] = np.nan
    return given


def _rows(who: str, marks: pd.DataFrame) -> pd.DataFrame:
    rows = [
        {"who": who, "round": 1, "account": account, "criterion": criterion, "score": int(score), "note": "",
         "on": SCORED_ON}
        for account, row in marks.iterrows() for criterion, score in row.dropna().items()
    ]
    return pd.DataFrame(rows)
