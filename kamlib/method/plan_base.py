"""Year 0 of a perspective plan: what the sales and the wallets know of each line, and what people typed."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from kamlib.method.base.ratios import quotients
from kamlib.method.base.wallet_cells import CELL, EVERYBODY, NOBODY
from kamlib.names import plain

PROPOSED = "group "  # how the key of a line begins that was proposed for a group of the price list
DATA, TYPED, OTHERS, SHARE = "data", "typed", "all clients", "share"
_TYPED = [f"{name}_{end}" for name in ("growth", "share", "margin") for end in ("low", "high")]


def plan_base(
    quantities: pd.DataFrame, sold: pd.DataFrame, wallets: pd.DataFrame, rates: pd.DataFrame, *,
    groups: Collection[str], covered: Collection[str],
) -> pd.DataFrame:
    """Lay what is known of year 0 beside what was typed; what is known elsewhere is not asked twice.

    Sales and wallets of the groups of a line are added up; its margin rate is margin / (margin + cost) of our
    sales to the account. What they do not know is taken as it was typed; a margin rate that nobody knows is
    that of all clients in these groups, and said to be so. Growth is an assumption of the plan: what was
    typed counts, else that of the wallets, weighed by wallet. A wallet that nobody knows follows from our
    sales where somebody knows our share of it.

    A line that was only proposed, without a share or a range, counts no more where another line joins its
    group.

    Parameters
    ----------
    quantities : DataFrame
        As typed: ``account``, ``line``, ``name``, ``groups`` (parted by semicolons; empty: its name),
        ``wallet``, ``margin_rate``, ``growth``, ``share_0`` ...
    sold : DataFrame
        Our sales of year 0: ``account``, ``group``, ``amount``, perhaps ``cost`` and ``margin`` (money).
    wallets : DataFrame
        ``account``, ``group``, ``wallet`` (money a year), ``growth`` (a year), perhaps ``reachable`` (share).
    rates : DataFrame
        From `margin_rates`; those of all clients are looked at.
    groups : collection of str
        Product groups of the price list; capitals and spaces do not matter in the plan.
    covered : collection of str
        Accounts whose year 0 lies in the file: what it does not hold was not bought. Of others the revenue
        of year 0 is not known.

    Returns
    -------
    DataFrame
        The lines that count, with ``revenue`` (missing where the file does not tell it), ``wallet``,
        ``growth``, ``margin_rate``, ``wallet_from``, ``growth_from``, ``margin_from`` ("data", "typed",
        "share", "all clients", ""), ``reachable_share`` (of the wallet, where somebody said so), ``joined``
        (the groups as the price list writes them), ``unknown`` (what is no group of it), ``twice`` (groups
        that another line of the plan joins too).

    Examples
    --------
    >>> lines = pd.DataFrame({"account": "A", "line": ["group Gaskets", "1"], "name": ["Gaskets", "Kits"],
    ...     "groups": ["", "gaskets; bolts"], "wallet": None, "margin_rate": [None, 0.18], "growth": None,
    ...     "share_1": [None, 0.1]})
    >>> sold = pd.DataFrame({"account": ["A"], "group": ["Flanges"], "amount": [18.0]})
    >>> wallets = pd.DataFrame({"account": "A", "group": ["Gaskets", "Bolts"], "wallet": 5.0, "growth": 0.05})
    >>> nothing = pd.DataFrame(columns=["account", "group", "margin_rate"])
    >>> found = plan_base(lines, sold, wallets, nothing, groups=["Gaskets", "Bolts"], covered=["A"])
    >>> found[["name", "revenue", "wallet", "growth", "margin_from", "joined"]]
       name  revenue  wallet  growth margin_from          joined
    0  Kits      0.0    10.0    0.05       typed  Gaskets; Bolts
    """
    lines, parts = _without_proposals(quantities.reset_index(drop=True), groups)
    known = _known(_facts(parts, sold, wallets, rates, covered), lines.index)
    found = lines.assign(revenue=known["amount"])
    for name, fact in (("wallet", "wallet"), ("growth", "growth"), ("margin_rate", "rate")):
        sides = {DATA: known[fact], TYPED: lines[name].astype("float64")}
        first, second = (TYPED, DATA) if name == "growth" else (DATA, TYPED)
        found[name] = sides[first].fillna(sides[second])
        found[f"{name.split('_')[0]}_from"] = np.select(
            [sides[first].notna(), sides[second].notna()], [first, second], "")
    by_share = quotients(found["revenue"], lines["share_0"].astype("float64")) if "share_0" in lines else None
    if by_share is not None:
        found["wallet_from"] = found["wallet_from"].mask(found["wallet"].isna() & (by_share > 0), SHARE)
        found["wallet"] = found["wallet"].fillna(by_share.where(by_share > 0))
    others = found["margin_rate"].isna() & known["all_rate"].notna()
    found["margin_from"] = found["margin_from"].mask(others, OTHERS)
    found["margin_rate"] = found["margin_rate"].fillna(known["all_rate"])
    return found.assign(reachable_share=known["reachable"], **_words(lines, parts))


def _without_proposals(
    lines: pd.DataFrame, groups: Collection[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the lines that count, and one row for each of their groups."""
    said = [name for name in map(str, lines) if name in _TYPED or (name.startswith("share_") and
                                                                   name != "share_0")]
    bare = lines["line"].str.startswith(PROPOSED) & lines[said].isna().all(axis=1)
    parts = _parts(lines, groups)
    cell = pd.MultiIndex.from_frame(parts[CELL])
    meant = cell[~parts["at"].map(bare).astype("bool")]
    joined = pd.Series(cell.isin(meant), index=parts.index)
    every = joined.groupby(parts["at"]).all().reindex(lines.index, fill_value=False)
    kept = lines[~(bare & every)].reset_index(drop=True)
    return kept, _parts(kept, groups)


def _parts(lines: pd.DataFrame, groups: Collection[str]) -> pd.DataFrame:
    """Return one row for each line and group that it joins, under the name that the price list has."""
    known = {plain(group): group for group in groups}
    rows = []
    for at, account, name, joined in zip(lines.index, lines["account"], lines["name"], lines["groups"],
                                         strict=True):
        words = [part.strip() for part in str(joined).split(";") if part.strip()] or [str(name)]
        each = {plain(word): word for word in words}
        rows += [(at, account, known.get(key, word), key in known) for key, word in each.items()]
    return pd.DataFrame(rows, columns=["at", *CELL, "found"]).astype({"account": "str", "found": "bool"})


def _facts(
    parts: pd.DataFrame, sold: pd.DataFrame, wallets: pd.DataFrame, rates: pd.DataFrame,
    covered: Collection[str],
) -> pd.DataFrame:
    everybody = rates[(rates["account"] == EVERYBODY) & (rates["group"] != NOBODY)]
    money = sold.reindex(columns=[*CELL, "amount", "cost", "margin"])
    held = wallets.reindex(columns=[*CELL, "wallet", "growth", "reachable"])
    found = parts.merge(money, on=CELL, how="left").merge(held, on=CELL, how="left")
    found["all_rate"] = found["group"].map(everybody.set_index("group")["margin_rate"])
    numbers = ["amount", "cost", "margin", "wallet", "growth", "reachable", "all_rate"]
    found[numbers] = found[numbers].astype("float64")
    nothing = found["account"].isin(list(covered)) & found["found"] & found["amount"].isna()
    amount = found["amount"].mask(nothing, 0.0).where(found["account"].isin(list(covered)))
    costed = found["margin"].notna() & found["cost"].notna()
    return found.assign(amount=amount, margin=found["margin"].where(costed), cost=found["cost"].where(costed))


def _known(facts: pd.DataFrame, index: pd.Index) -> pd.DataFrame:
    """Add up the groups of each line; one that is unknown makes the sum unknown."""
    by = facts.groupby("at")
    sums = pd.DataFrame({name: by[name].sum().where(by[name].count() == by.size())
                         for name in ("amount", "wallet")})
    margin, cost = by["margin"].sum(min_count=1), by["cost"].sum(min_count=1)
    weight = facts["wallet"].where(facts["at"].map(sums["wallet"]) > 0, 1.0)
    for name in ("growth", "reachable", "all_rate"):
        weighed = (facts[name] * weight).groupby(facts["at"])
        sums[name] = (weighed.sum() / weight.groupby(facts["at"]).sum()).where(weighed.count() == by.size())
    return sums.assign(rate=quotients(margin, margin + cost)).reindex(index)


def _words(lines: pd.DataFrame, parts: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the groups of each line in words: all, those nobody knows, those in two lines."""
    shared = parts.groupby(CELL)["at"].transform("nunique") > 1
    said = {"joined": parts["found"], "unknown": ~parts["found"], "twice": shared & parts["found"]}
    told = {name: parts[rows].groupby("at")["group"].agg("; ".join) for name, rows in said.items()}
    return {name: words.reindex(lines.index).fillna("").astype("str") for name, words in told.items()}
