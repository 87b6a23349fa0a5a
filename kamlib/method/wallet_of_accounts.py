"""The wallet of each account: all its groups together, our share, and who holds the rest."""

import pandas as pd

from kamlib.method.base.ratios import quotients
from kamlib.method.base.shares import ROUNDING
from kamlib.method.base.wallet_cells import BOUND, NOBODY, cells, weakest
from kamlib.method.base.wallet_ranges import larger, smaller

COLUMNS = ["account", "revenue", "wallet_low", "wallet", "wallet_high", "share_of_wallet",
           "share_of_wallet_low", "share_of_wallet_high", "groups", "groups_known", "competitors", "others",
           "rival", "rival_share", "source", "complete", "typed", "raised"]


def wallet_of_accounts(wallets: pd.DataFrame) -> pd.DataFrame:
    """Add up the wallets of each account, W = sum over groups of W_g, and our share of it, revenue / W.

    A wallet typed for all groups together counts instead of the sum, unless the groups hold more. Where
    neither is known completely, or a competitor named for the whole sells more than the groups hold, the
    wallet is missing: its low end then says "at least" and its high end "at most". The low end of the share
    comes from the high end of the wallet.

    Parameters
    ----------
    wallets : DataFrame
        From `wallets`.

    Returns
    -------
    DataFrame
        One row for each account, sorted:

        * ``revenue``, ``wallet_low``, ``wallet``, ``wallet_high``: money a year;
        * ``share_of_wallet``, ``share_of_wallet_low``, ``share_of_wallet_high``: shares (0 to 1); the low one
          missing where nothing bounds the wallet from above, the high one where our sales are all that is
          known;
        * ``groups`` in which the account buys from us or somebody typed a wallet, ``groups_known`` of them;
        * ``competitors`` (named) and ``others`` (not named): money of the wallet, ``others`` missing without
          a wallet; ``rival``: the largest named one, and ``rival_share`` of the wallet;
        * ``source``: the weakest that the wallet rests on; ``"bound"`` where only a turnover bounds it;
        * ``complete``: the wallet is known; ``typed``: somebody typed something; ``raised``: our sales and
          those of competitors exceed a typed wallet.

    Examples
    --------
    >>> from kamlib.method.wallet import wallets
    >>> bought = pd.DataFrame({"account": "A", "group": ["Flanges", "Valves"], "amount": [18.0, 6.0]})
    >>> typed = pd.DataFrame({"account": ["A"], "low": [40.0], "base": [48.0], "high": [60.0]})
    >>> found = wallet_of_accounts(wallets(typed, bought, ours="we"))
    >>> found[["revenue", "share_of_wallet_low", "share_of_wallet", "share_of_wallet_high"]]
       revenue  share_of_wallet_low  share_of_wallet  share_of_wallet_high
    0     24.0                  0.4              0.5                   0.6
    """
    found = _ranges(cells(wallets)).join(_rivals(wallets))
    found["competitors"] = found["competitors"].fillna(0.0)
    rest = found["wallet"] - found["revenue"] - found["competitors"]
    says_nothing = found["wallet"].isna() & (found["wallet_low"] <= found["revenue"] * (1 + ROUNDING))
    found = found.assign(
        share_of_wallet=quotients(found["revenue"], found["wallet"]),
        share_of_wallet_low=quotients(found["revenue"], found["wallet_high"]),
        share_of_wallet_high=quotients(found["revenue"], found["wallet_low"]).mask(says_nothing),
        others=rest.clip(lower=0.0), rival_share=quotients(found["rival_base"], found["wallet"]),
        complete=found["wallet"].notna(),
    )
    return found.reset_index()[COLUMNS]


def _ranges(every: pd.DataFrame) -> pd.DataFrame:
    """Low, base and high of each account, from its groups and from what is known of it as a whole."""
    whole = every[every["group"] == NOBODY].set_index("account")
    groups = _of_groups(every[every["group"] != NOBODY])
    both = groups.join(whole, how="outer", rsuffix="_whole")
    for flag in ("typed", "raised", "typed_whole", "raised_whole"):
        both[flag] = both[flag].eq(True)
    revenue = both["ours_whole"].fillna(both["ours"])
    # Sales without a group are bought too; where all sales are, they are inside the groups' wallets.
    outside = (revenue - both["ours"]).clip(lower=0.0).fillna(0.0)
    # Where more is sold than the groups hold, somebody sells what is in none of them.
    summed = (both["wallet"] + outside).mask(both["wallet_low_whole"] > both["wallet"] + outside + ROUNDING)
    wallet = both["wallet_whole"].fillna(summed)
    low = larger(both["wallet_low_whole"], both["wallet_low"] + outside)
    at_most = smaller(both["wallet_high_whole"], (both["wallet_high"] + outside).where(summed.notna()))
    high = both["wallet_high_whole"].where(both["wallet_whole"].notna(), at_most)
    bounded = wallet.isna() & (both["wallet_source_whole"] == BOUND)
    source = both["wallet_source_whole"].where(both["wallet_whole"].notna(), both["wallet_source"])
    return pd.DataFrame({
        "revenue": revenue, "wallet_low": low, "wallet": wallet,
        "wallet_high": larger(high, wallet.fillna(low)).where(high.notna()),
        "groups": both["groups"].fillna(0).astype("int64"),
        "groups_known": both["groups_known"].fillna(0).astype("int64"),
        "source": source.where(wallet.notna(), "").mask(bounded, BOUND),
        "typed": both["typed"] | both["typed_whole"], "raised": both["raised"] | both["raised_whole"],
    }).rename_axis("account")


def _of_groups(groups: pd.DataFrame) -> pd.DataFrame:
    """Add up the groups; missing where one of them is."""
    by_account = groups.assign(known=groups["wallet"].notna()).groupby("account")
    ends = ["ours", "wallet_low", "wallet", "wallet_high"]
    sums = by_account[ends].sum().mask(by_account[ends].count().lt(by_account.size(), axis=0))
    return sums.assign(
        groups=by_account.size(), groups_known=by_account["known"].sum(), typed=by_account["typed"].any(),
        raised=by_account["raised"].any(), wallet_source=by_account["wallet_source"].agg(weakest),
    )


def _rivals(wallets: pd.DataFrame) -> pd.DataFrame:
    """Add up what named competitors hold of each account, and name the largest."""
    named = wallets[~wallets["own"] & (wallets["supplier"] != NOBODY)]
    told_whole = wallets.loc[wallets["group"] == NOBODY, "account"]
    named = named[(named["group"] == NOBODY) | ~named["account"].isin(told_whole)]
    by_supplier = named.groupby(["account", "supplier"])["base"].sum(min_count=1).reset_index()
    placed = by_supplier.sort_values(["base", "supplier"], ascending=[False, True])
    first = placed.drop_duplicates("account").set_index("account")
    held = by_supplier.groupby("account")["base"].sum(min_count=1)
    return pd.DataFrame({"competitors": held, "rival": first["supplier"], "rival_base": first["base"]})
