"""Low, base and high of a perspective plan: the fan of its revenue and how likely it reaches its target."""

import zlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from kamlib.method.base.draws import refuse_counts
from kamlib.method.base.plan_outcomes import ENDS, WHAT, Case, Drawn, cases, ranges
from kamlib.method.base.plan_paths import Floats
from kamlib.method.base.shares import ROUNDING

FAN = ["account", "year", "what"]
CHANCES = ["account", "target", "chance", "median", "chance_of_worth", "ranged", "assumptions", "crossed"]
SCENARIOS = ["account", "scenario", "revenue", "margin", "npv_frozen", "npv_held"]


class Scenarios(NamedTuple):
    """Three frames: the fan by year, the chances of each plan, and its three scenarios."""

    fan: pd.DataFrame
    chances: pd.DataFrame
    scenarios: pd.DataFrame


def plan_scenarios(
    lines: pd.DataFrame, quantities: pd.DataFrame, budgets: pd.DataFrame, plans: pd.DataFrame, *,
    discount_rate: float, draws: int, seed: int, quantiles: Sequence[float], together: bool = False,
) -> Scenarios:
    """Draw the assumptions of each plan many times and look at what comes out.

    Growth of the wallet, our share in the last year and our margin rate in the last year are triangular
    (low, base, high) [johnson1997]_. The path of a share goes along with its end: (share_t - share_0) keeps
    its part of (share_n - share_0), or, where the typed path turns, the part of the years gone; a margin rate
    moves evenly from year 0. Draws are independent, which narrows the fan: what goes wrong in one line is
    made good by another. With ``together`` all assumptions of a plan rise and fall as one, the widest fan;
    the truth lies between. The same seed gives the same draws, whatever other plans there are.

    Parameters
    ----------
    lines, quantities : DataFrame
        From `plan_quantities`, and what it was given, with the ends as in `plan_assumptions`.
    budgets : DataFrame
        From `plan_budget`.
    plans : DataFrame
        ``account``, perhaps ``discount_rate``.
    discount_rate : float
        A year, where the plan does not say.
    draws, seed : int
        How many draws, and where they begin.
    quantiles : sequence of float
        Which quantiles of the fan, 0 to 1, rising.
    together : bool
        Whether all assumptions of a plan move as one.

    Returns
    -------
    Scenarios
        ``fan``: ``account``, ``year``, ``what`` ("revenue" or "margin"), one column for each quantile such as
        ``p10``, and ``low``, ``base``, ``high``: all assumptions at that end; money.
        ``chances``: ``account``; ``target`` (the plan's revenue of the last year) and ``chance`` to reach it,
        ``median`` of that revenue, ``chance_of_worth`` (value over held shares above zero), missing where no
        assumption has a range: then nothing is drawn; ``ranged`` of ``assumptions``, and ``crossed`` ones.
        ``scenarios``: ``account``, ``scenario``, ``revenue`` and ``margin`` of the last year, both values.

    Raises
    ------
    KamError
        When nothing is to be drawn.

    Examples
    --------
    >>> from kamlib.method.plan_quantities import plan_quantities
    >>> typed = pd.DataFrame({"account": "A", "line": ["1"], "name": "Valves", "wallet": 100.0, "growth": 0.0,
    ...     "margin_rate": 0.2, "share_0": 0.2, "share_1": 0.4, "share_low": 0.2, "share_high": 0.4})
    >>> plan = pd.DataFrame({"account": ["A"]})
    >>> lines = plan_quantities(typed, plan, years=1)
    >>> nothing = pd.DataFrame(columns=["account", "year", "budget"])
    >>> found = plan_scenarios(lines, typed, nothing, plan, discount_rate=0.2, draws=10_000, seed=1,
    ...                        quantiles=[0.25, 0.5])
    >>> found.fan.loc[1, ["p25", "p50", "low", "high"]].round().tolist()
    [30.0, 34.0, 20.0, 40.0]
    >>> found.chances[["target", "chance", "ranged", "assumptions"]]
       target  chance  ranged  assumptions
    0    40.0     0.0       1            3
    """
    refuse_counts(1, draws)
    fans, chances, scenarios = [], [], []
    for account, typed, one in cases(lines, quantities, budgets, plans, discount_rate=discount_rate):
        ends = one.outcomes(np.stack([one.ends[end] for end in ENDS]))
        drawn = one.outcomes(_draws(one, account, draws=draws, seed=seed, together=together))
        fans += [_fan(account, what, drawn, ends, quantiles) for what in ("revenue", "margin")]
        chances.append([account, *_chances(typed, one, drawn, ends)])
        scenarios += [[account, end, ends.revenue[place, -1], ends.margin[place, -1], ends.npv_frozen[place],
                       ends.npv_held[place]] for place, end in enumerate(ENDS)]
    names = [*FAN, *(_name(level) for level in quantiles), *ENDS]
    return Scenarios(pd.concat(fans, ignore_index=True) if fans else pd.DataFrame(columns=names),
                     pd.DataFrame(chances, columns=CHANCES), pd.DataFrame(scenarios, columns=SCENARIOS))


def _draws(one: Case, account: str, *, draws: int, seed: int, together: bool) -> Floats:
    """Draw each assumption by the inverse of its triangle; one without a range stays what it is."""
    low, base, high = (one.ends[end] for end in ENDS)
    source = np.random.default_rng([seed, zlib.crc32(account.encode())])
    luck = source.random((draws, 1 if together else len(base)))
    width = high - low
    span = np.where(width > 0, width, 1.0)
    peak = np.where(width > 0, (base - low) / span, 0.0)
    rising = low + np.sqrt(luck * peak) * span
    falling = high - np.sqrt((1 - luck) * (1 - peak)) * span
    found: Floats = np.where(width > 0, np.where(luck < peak, rising, falling), base)
    return found


def _name(level: float) -> str:
    return f"p{100 * level:g}"


def _fan(
    account: str, what: str, drawn: Drawn, ends: Drawn, quantiles: Sequence[float]
) -> pd.DataFrame:
    of_draws, of_ends = getattr(drawn, what), getattr(ends, what)
    levels = np.quantile(of_draws, quantiles, axis=0)
    columns = dict(zip(map(_name, quantiles), levels, strict=True)) | dict(zip(ENDS, of_ends, strict=True))
    return pd.DataFrame({"account": account, "year": range(of_draws.shape[1]), "what": what, **columns})


def _chances(typed: pd.DataFrame, one: Case, drawn: Drawn, ends: Drawn) -> list[object]:
    told = pd.concat([ranges(typed, one.years)[what] for what in WHAT])
    last, target = drawn.revenue[:, -1], float(ends.revenue[ENDS.index("base"), -1])
    known = bool(told["ranged"].any()) and not np.isnan(target)
    reached = float((last >= target * (1 - ROUNDING)).mean()) if known else float("nan")
    worth = known and not np.isnan(drawn.npv_held).any()
    above = float((drawn.npv_held > 0).mean()) if worth else float("nan")
    return [target, reached, float(np.median(last)), above, int(told["ranged"].sum()), len(told),
            int(told["crossed"].sum())]
