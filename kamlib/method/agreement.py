"""How far evaluators agree on the order of accounts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamlib.method.base.concordance import concordance
from kamlib.method.base.refuse import refuse
from kamlib.text import N_, _

Floats = npt.NDArray[np.float64]
FEW = 7  # up to so many accounts the chi-square is no good approximation, and orders are drawn instead
BANDS = (N_("weak"), N_("moderate"), N_("good"), N_("strong"))
DIGITS = 9  # sums equal to so many digits are equal
TIE = 1e-9  # sums of ranks are halves; this is far below one


@dataclass(frozen=True)
class Agreement:
    """Kendall's ``w`` (0 to 1, missing when nobody tells accounts apart), and how likely it is by chance.

    ``band`` is it in a word; ``left_out`` accounts were not scored by everybody.
    """

    w: float
    chi_square: float
    df: int
    p: float
    band: str
    evaluators: int
    accounts: int
    left_out: int


def kendall_w(scores: pd.DataFrame, *, bands: Sequence[float], draws: int, seed: int) -> Agreement:
    """Kendall's coefficient of concordance: whether the evaluators put the accounts in the same order.

    W = (12 sum of R_i^2 - 3 m^2 n (n + 1)^2) / (m^2 n (n^2 - 1) - m sum of (t^3 - t)), with R_i the sum of
    the ranks of account i over m evaluators and t the sizes of groups of equal ranks [kendall1939]_.
    Chi-square = m (n - 1) W with n - 1 degrees of freedom; for seven accounts or fewer p is the share of
    random orders with at least this W [legendre2005]_.

    Parameters
    ----------
    scores : DataFrame
        Index account, one column for each evaluator; the higher the better. Accounts that somebody did not
        score are left out.
    bands : sequence of three floats
        From which W on agreement is moderate, good, strong; a convention.
    draws, seed : int
        Random orders for the permutation test, and their seed.

    Returns
    -------
    Agreement
        See there.

    Raises
    ------
    KamError
        With fewer than two evaluators, or fewer than two accounts that all of them scored.

    Examples
    --------
    >>> points = pd.DataFrame({"Ann": [8, 6, 6, 3, 1], "Bob": [9, 7, 5, 5, 2], "Cy": [6, 8, 5, 4, 1]})
    >>> found = kendall_w(points, bands=(0.3, 0.5, 0.7), draws=999, seed=1)
    >>> round(found.w, 4), round(found.chi_square, 3), found.df, found.band
    (0.9138, 10.966, 4, 'strong')
    """
    complete = scores.dropna()
    n, m = complete.shape
    if m < 2:
        refuse("evaluators-few", _("is too few to agree"), _("ask a second person"), [m])
    if n < 2:
        refuse("accounts-few", _("is too few accounts that everybody scored"), _("ask all for the same"), [n])
    ranks = complete.round(DIGITS).rank().to_numpy()
    w = concordance(ranks)
    chi_square = m * (n - 1) * w
    p = _chi_square_tail(chi_square, n - 1) if n > FEW else _by_chance(ranks, w, draws, seed)
    band = BANDS[int(np.searchsorted(bands, w + TIE))] if not np.isnan(w) else ""
    return Agreement(w, chi_square, n - 1, p, band, m, n, len(scores) - n)


def _chi_square_tail(chi_square: float, df: int) -> float:
    from scipy.special import gammaincc  # here, so that a start does not wait for it

    return float(gammaincc(df / 2, chi_square / 2))


def _by_chance(ranks: Floats, w: float, draws: int, seed: int) -> float:
    """Return the share of random orders, the one found among them, whose W is at least as large."""
    if np.isnan(w):
        return float("nan")
    luck = np.random.default_rng(seed)
    mixed = luck.permuted(np.broadcast_to(ranks, (draws, *ranks.shape)), axis=1)
    sums = (mixed.sum(axis=2) ** 2).sum(axis=1)
    # W grows with the sum of squares alone: the ties of an evaluator stay whatever the order.
    least = (ranks.sum(axis=1) ** 2).sum() - TIE
    return float((1 + (sums >= least).sum()) / (1 + draws))
