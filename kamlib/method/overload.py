"""Who carries more than he can, and alone: the manager whose illness would cost most."""

import pandas as pd

from kamlib.method.base.kleene import all_hold
from kamlib.method.base.shares import ROUNDING


def overload(
    loads: pd.DataFrame, shares: pd.DataFrame, *, quarters: int, share: float
) -> pd.DataFrame:
    """Return which managers are overloaded: too many hours for some quarters, and too much on them alone.

    Load above capacity in ``quarters`` quarters one after the other, the last one among them, *and* more
    than ``share`` of the margin of his key accounts without a second active contact of ours. Source 004
    names the cause: the more depends on one, the greater the stress; the rule is ours.

    Parameters
    ----------
    loads : DataFrame
        ``manager``, ``quarter`` (sortable), ``hours`` that his accounts took a month, ``unknown`` (accounts
        whose hours nobody knows, which are not in ``hours``), ``limit`` (hours that he has).
    shares : DataFrame
        ``manager``, ``share_without`` and ``share_highest`` as in `margin_by_second`.
    quarters : int
        So many quarters one after the other.
    share : float
        More than this share (0 to 1); exactly that share is not more.

    Returns
    -------
    DataFrame
        ``manager``; ``load`` of the last quarter (hours / limit); ``too_long`` (above capacity in all of the
        last quarters), ``alone`` (too much margin without a second contact) and ``overloaded``, each true,
        false or unknown; ``quarters_known``. By name.

    Examples
    --------
    >>> loads = pd.DataFrame({"manager": "Ada", "quarter": ["2025Q3", "2025Q4"], "hours": [110.0, 120.0],
    ...                       "unknown": 0, "limit": 100.0})
    >>> own = pd.DataFrame({"manager": ["Ada"], "share_without": [0.4], "share_highest": [0.4]})
    >>> overload(loads, own, quarters=2, share=0.3)[["load", "too_long", "alone", "overloaded"]]
       load  too_long  alone  overloaded
    0   1.2      True   True        True
    """
    last = sorted(loads["quarter"].unique())[-quarters:]
    recent = loads[loads["quarter"].isin(last)].sort_values(["manager", "quarter"])
    limit = recent["limit"].astype("float64")
    over = (recent["hours"] > limit + ROUNDING).astype("boolean")
    over = over.mask(limit.isna() | (~over & (recent["unknown"] > 0)))
    long_ = all_hold(over, recent["manager"])
    known = recent.groupby("manager").size()
    # A quarter without a row is one of which nothing is known.
    long_ = long_.mask(long_.fillna(False) & (known.reindex(long_.index) < quarters))
    if len(last) < quarters:
        long_ = long_.mask(long_.fillna(False))
    people = pd.DataFrame({"manager": sorted({*shares["manager"].dropna(), *loads["manager"]})})
    load = recent.assign(load=recent["hours"] / limit).groupby("manager")["load"].last()
    names = people["manager"]
    found = people.assign(
        load=names.map(load), too_long=names.map(long_).astype("boolean"),
        alone=_alone(people, shares, share), quarters_known=names.map(known).fillna(0).astype("int64"))
    found["overloaded"] = found["too_long"] & found["alone"]
    return found


def _alone(found: pd.DataFrame, shares: pd.DataFrame, share: float) -> pd.Series:
    """Whether more than the limit hangs on one contact: or whether it is not known yet."""
    own = shares.dropna(subset="manager").set_index("manager").reindex(found["manager"])
    sure, perhaps = (own[name] > share + ROUNDING for name in ("share_without", "share_highest"))
    alone = sure.astype("boolean").mask(~sure & perhaps).mask(own["share_highest"].isna())
    return alone.reset_index(drop=True)
