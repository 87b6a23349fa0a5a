"""What could be reached: the increase of yearly revenue and gross margin at the horizon."""

import pandas as pd

from kamlib.method.base.ratios import quotients
from kamlib.method.base.refuse import refuse
from kamlib.method.base.shares import ROUNDING
from kamlib.method.base.wallet_cells import BOUND, CELL, ENDS, EVERYBODY, NOBODY, cells
from kamlib.method.base.wallet_ranges import larger
from kamlib.text import _

RANGED = ("wallet_future", "reachable_revenue", "more_revenue", "reachable_margin")


def reachable(
    wallets: pd.DataFrame, margins: pd.DataFrame, *, years: int, wallet_growth: float, reachable_share: float
) -> pd.DataFrame:
    """Reckon what each account could bring in ``years`` years, group by group.

    increase = (W x (1 + g) ** years x reachable share - present revenue) x margin rate. The reachable share
    is never below today's: what is ours already can be reached. It, and the growth g, are those typed for
    the group, else those typed for all groups of the account, else the defaults. The margin rate is the
    account's own in that group, else that of the group over all accounts.

    Low, base and high are those of the wallet alone. A wallet of which only the low end is known has only
    a low end here: "at least". A turnover bounds a wallet, not what can be reached.

    Parameters
    ----------
    wallets : DataFrame
        From `wallets`.
    margins : DataFrame
        ``account`` ("" for all accounts), ``group``, ``margin_rate``, from `margin_rates`; without rows no
        margin is known, and the increase of revenue is still told.
    years : int
        Years to the horizon, at least one.
    wallet_growth : float
        Growth of a wallet a year where nobody typed one (0.05 is 5 %), nominal.
    reachable_share : float
        Share of a wallet that can be reached where nobody typed one, 0 to 1.

    Returns
    -------
    DataFrame
        One row for each account and group; where a wallet is typed for all groups together, one with the
        group "" for what of it is in no known group. ``revenue`` today, ``wallet``, ``growth``,
        ``wallet_future`` (_low, _high), ``share_today``, ``reachable_share`` in force, ``share_from``
        ("typed", "typed for all groups", "default", "today's share"), ``reachable_revenue`` at the horizon,
        ``more_revenue`` and ``reachable_margin``: the increases of yearly revenue and gross margin, each with
        _low and _high; ``margin_rate`` and ``margin_from`` ("own", "group", ""); ``typed``. Sorted.

    Raises
    ------
    KamError
        When the horizon is below one year, or the default share is none.

    Examples
    --------
    >>> from kamlib.method.wallet import wallets
    >>> bought = pd.DataFrame({"account": ["A"], "group": ["Flanges"], "amount": [18.0]})
    >>> typed = pd.DataFrame({"account": ["A"], "group": ["Flanges"], "base": [40.0]})
    >>> rates = pd.DataFrame({"account": [""], "group": ["Flanges"], "margin_rate": [0.15]})
    >>> found = reachable(wallets(typed, bought, ours="we"), rates, years=3, wallet_growth=0.0,
    ...                   reachable_share=0.5)
    >>> found[["reachable_revenue", "more_revenue", "reachable_margin"]].round(2)
       reachable_revenue  more_revenue  reachable_margin
    0               20.0           2.0               0.3
    """
    if years < 1:
        refuse("horizon-too-short", _("is no horizon in years"), _("write 1 or more"), [years])
    if not 0 <= reachable_share <= 1:
        refuse("share-outside", _("is no share"), _("write a share from 0 to 1"), [reachable_share])
    found = _in_force(_split(cells(wallets)), wallet_growth, reachable_share)
    found = _rated(found, margins)
    times = (1 + found["growth"]) ** years
    for end in ENDS:
        wallet, revenue = found[f"wallet{end}"], found["revenue"]
        reached = larger(wallet * found["reachable_share"], revenue).where(wallet.notna()) * times
        more = reached - revenue
        found = found.assign(**{f"wallet_future{end}": wallet * times, f"reachable_revenue{end}": reached,
                                f"more_revenue{end}": more})
    found = _with_margin(found)
    today = found["share_today"] > found["reachable_share"]
    found = found.assign(share_from=found["share_from"].mask(today, "today's share"),
                         reachable_share=larger(found["reachable_share"], found["share_today"]))
    placed: pd.DataFrame = found[_columns()].sort_values(CELL, ignore_index=True)
    return placed


def _split(every: pd.DataFrame) -> pd.DataFrame:
    """Keep the groups with a known wallet, and put what else is known of the account into one row."""
    named = every.rename(columns={"ours": "revenue"})
    whole, groups = named[named["group"] == NOBODY].set_index("account"), named[named["group"] != NOBODY]
    told = whole.index[whole["typed"]]
    inside = groups["account"].isin(told)
    known = groups[groups["wallet"].notna() & inside]
    rest = whole.loc[told].copy()
    for name in ("revenue", "wallet_low", "wallet", "wallet_high"):
        held = known.groupby("account")[name].sum().reindex(rest.index).fillna(0.0)
        rest[name] = (rest[name] - held).clip(lower=0.0)
    all_known = groups["wallet"].notna().groupby(groups["account"]).all()
    in_groups = all_known.reindex(rest.index, fill_value=False)
    held = known.groupby("account")["wallet"].sum().reindex(rest.index).fillna(0.0) + rest["revenue"]
    in_groups &= whole.loc[told, "wallet_low"] <= held + ROUNDING
    some = rest["wallet_high"] > ROUNDING * whole.loc[told, "wallet_high"]
    some |= rest["wallet"].isna() & ~in_groups
    in_a_group = groups[~inside | groups["wallet"].notna()]
    some |= ~rest.index.isin(in_a_group["account"])  # a wallet of 0 that is in no group is known to be 0
    kept = pd.concat([in_a_group, rest[some].reset_index()])
    answers = whole[["growth", "reachable"]].add_suffix("_whole")
    split: pd.DataFrame = kept.sort_values(CELL, ignore_index=True).join(answers, on="account")
    return split


def _in_force(found: pd.DataFrame, growth: float, share: float) -> pd.DataFrame:
    """Take growth and reachable share of the group, else of the account as a whole, else the default."""
    typed, whole = found["reachable"], found["reachable_whole"]
    origin = pd.Series("default", index=found.index, dtype="str").mask(whole.notna(), "typed for all groups")
    return found.assign(
        growth=found["growth"].fillna(found["growth_whole"]).fillna(growth),
        reachable_share=typed.fillna(whole).fillna(share), share_from=origin.mask(typed.notna(), "typed"),
        share_today=quotients(found["revenue"], found["wallet"]),
        wallet_high=found["wallet_high"].mask(found["wallet_source"] == BOUND),
    )


def _rated(found: pd.DataFrame, margins: pd.DataFrame) -> pd.DataFrame:
    """Take the account's own margin rate in the group, else that of the group over all accounts."""
    rates = margins.set_index(CELL)["margin_rate"]
    own = rates.reindex(pd.MultiIndex.from_frame(found[CELL])).to_numpy()
    group = rates.reindex(pd.MultiIndex.from_frame(found[CELL].assign(account=EVERYBODY))).to_numpy()
    mine, theirs = pd.Series(own, index=found.index), pd.Series(group, index=found.index)
    origin = pd.Series("", index=found.index, dtype="str").mask(theirs.notna(), "group")
    return found.assign(margin_rate=mine.fillna(theirs), margin_from=origin.mask(mine.notna(), "own"))


def _with_margin(found: pd.DataFrame) -> pd.DataFrame:
    """Multiply by the margin rate, where there is anything to multiply; one below zero turns the ends."""
    more = {end: found[f"more_revenue{end}"] for end in ENDS}
    parts = {end: (more[end] * found["margin_rate"]).mask(more[end] == 0, 0.0) for end in ENDS}
    turned = found["margin_rate"] < 0
    return found.assign(
        reachable_margin_low=parts["_low"].mask(turned, parts["_high"]), reachable_margin=parts[""],
        reachable_margin_high=parts["_high"].mask(turned, parts["_low"]),
    )


def _columns() -> list[str]:
    ranged = [f"{name}{end}" for name in RANGED for end in ENDS]
    return [*CELL, "revenue", "wallet", "growth", "share_today", "reachable_share", "share_from", *ranged,
            "margin_rate", "margin_from", "typed"]
