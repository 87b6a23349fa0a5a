"""One plan with its assumptions moved: revenue, margin and value for many cases at once."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kamlib.method.base.plan_paths import Floats, part, toward

WHAT = ("growth", "share", "margin")
ENDS = ("low", "base", "high")


@dataclass(frozen=True)
class Drawn:
    """What came out, one row a case: revenue and margin by year, and the two values."""

    revenue: Floats
    margin: Floats
    npv_frozen: Floats
    npv_held: Floats


@dataclass(frozen=True)
class Case:
    """One plan as arrays: lines by years, and low, base and high of its assumptions, one after the other."""

    wallet: Floats
    revenue_0: Floats
    shares: Floats
    rate: Floats
    ends: dict[str, Floats]
    budget: Floats
    discount_rate: float

    @property
    def years(self) -> int:
        """Years ahead."""
        return len(self.budget)

    def outcomes(self, assumed: Floats) -> Drawn:
        """Reckon the plan for each row of assumptions: growth of every line, last shares, then last rates.

        The held shares live in the same world: their wallets grow as drawn, at the margin rate of year 0.
        """
        growth, last, rate = np.split(assumed, 3, axis=1)
        way, turn = toward(self.shares), np.linspace(0.0, 1.0, self.years + 1)
        revenue, margin, held = (np.empty((len(assumed), self.years + 1)) for _each in range(3))
        for year in range(self.years + 1):
            wallet = self.wallet * (1 + growth) ** year
            shift = np.nan_to_num(way[:, year] * (last - self.shares[:, -1]))
            share = np.clip(self.shares[:, year] + shift, 0.0, 1.0)
            ours = part(wallet, share) if year else np.broadcast_to(self.revenue_0, wallet.shape)
            revenue[:, year] = ours.sum(axis=1)
            margin[:, year] = part(ours, self.rate + turn[year] * (rate - self.rate)).sum(axis=1)
            kept = part(wallet, self.shares[:, 0]) if year else ours
            held[:, year] = kept.sum(axis=1)
        held = part(held, self._rate_0(revenue[:, :1], margin[:, :1]))
        own, market = margin - held, held - margin[:, :1]
        factors = (1 + self.discount_rate) ** -np.arange(1.0, self.years + 1)
        return Drawn(revenue, margin, ((market + own)[:, 1:] - self.budget) @ factors,
                     (own[:, 1:] - self.budget) @ factors)

    @staticmethod
    def _rate_0(revenue: Floats, margin: Floats) -> Floats:
        rate: Floats = np.divide(margin, revenue, out=np.full_like(margin, np.nan), where=revenue > 0)
        return rate


def ranges(typed: pd.DataFrame, years: int) -> dict[str, pd.DataFrame]:
    """Return low, base and high of growth, last share and last margin rate; a missing end is the base.

    Ends on the wrong side of the base give no range: the line is ``crossed``.
    """
    found = {}
    for what, base in zip(WHAT, ("growth", f"share_{years}", "margin_rate"), strict=True):
        middle = _column(typed, base)
        low, high = (_column(typed, f"{what}_{end}") for end in ("low", "high"))
        crossed = (low > middle) | (high < middle)
        found[what] = pd.DataFrame({
            "low": low.mask(crossed).fillna(middle), "base": middle,
            "high": high.mask(crossed).fillna(middle),
            "ranged": (low.notna() | high.notna()) & ~crossed & middle.notna(), "crossed": crossed})
    return found


def _column(typed: pd.DataFrame, name: str) -> pd.Series:
    missing = pd.Series(float("nan"), index=typed.index)
    return typed[name].astype("float64") if name in typed else missing


def case(
    lines: pd.DataFrame, typed: pd.DataFrame, budget: Floats, *, years: int, discount_rate: float
) -> Case:
    """Bring one plan into arrays.

    Parameters
    ----------
    lines : DataFrame
        Of one account, from `plan_quantities`.
    typed : DataFrame
        The same lines as they were typed, in the same order.
    budget : array
        Money of year 1 to n.
    """
    told = ranges(typed, years)
    ends = {end: np.concatenate([told[what][end].to_numpy("float64") for what in WHAT]) for end in ENDS}
    size = (len(typed), years + 1)
    first = lines[lines["year"] == 0]
    return Case(first["wallet"].to_numpy("float64"), first["revenue"].to_numpy("float64"),
                lines["share"].to_numpy("float64").reshape(size), first["margin_rate"].to_numpy("float64"),
                ends, budget, discount_rate)


def cases(
    lines: pd.DataFrame, quantities: pd.DataFrame, budgets: pd.DataFrame, plans: pd.DataFrame, *,
    discount_rate: float,
) -> Iterator[tuple[str, pd.DataFrame, Case]]:
    """Yield each plan: account, its typed lines and its case; steps without a budget cost nothing here.

    Parameters
    ----------
    lines, quantities : DataFrame
        From `plan_quantities`, and what it was given.
    budgets : DataFrame
        From `plan_budget`.
    plans : DataFrame
        ``account``, perhaps ``discount_rate``, which counts before the default.
    """
    rates = plans.set_index("account").get("discount_rate", pd.Series(dtype="float64")).dropna()
    for account, rows in lines.groupby("account", sort=False):
        years = int(rows["year"].max())
        own = budgets[budgets["account"] == account].set_index("year")["budget"]
        budget = own.reindex(range(1, years + 1)).fillna(0.0).to_numpy("float64")
        typed = quantities[quantities["account"] == account].reset_index(drop=True)
        rate = float(rates.get(account, discount_rate))
        yield str(account), typed, case(rows, typed, budget, years=years, discount_rate=rate)
