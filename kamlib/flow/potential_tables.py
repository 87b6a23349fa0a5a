"""Tables of chapter 03: one account, one group, one kind of client, and where the wallets come from."""

import pandas as pd

from kamlib.flow.named import account_named
from kamlib.flow.potential import Potential
from kamlib.flow.settings import InForce
from kamlib.method.base.ratios import quotients
from kamlib.method.base.shares import ROUNDING
from kamlib.method.base.wallet_cells import OUR_SALES
from kamlib.problems import KamError, Problem
from kamlib.text import _

_NAMED = 4


def potential_of_account(found: Potential, account: str = "") -> pd.DataFrame:
    """Return one account group by group, as `reachable` gives it; the one with most to gain without a name.

    Parameters
    ----------
    found : Potential
    account : str
        Key or name; a part of the name does, where only one account has it.

    Raises
    ------
    KamError
        When no account, or more than one, has that name.
    """
    key = account_named(found.accounts, account) if account else str(found.accounts["account"].iloc[0])
    mine = found.groups[found.groups["account"] == key]
    return mine.sort_values(["revenue", "group"], ascending=[False, True], ignore_index=True)


def statements(found: Potential, account: str = "") -> pd.DataFrame:
    """Return what is known of one account's purchases, by group and supplier; largest wallet first.

    Where the file covers less than a year, the source of our own sales says from how many months they are
    made yearly.

    Parameters
    ----------
    found : Potential
    account : str
        Key or name; without it the account with most to gain.

    Raises
    ------
    KamError
        When no account, or more than one, has that name.
    """
    key = account_named(found.accounts, account) if account else str(found.accounts["account"].iloc[0])
    mine = found.wallets[found.wallets["account"] == key]
    for made in found.yearly.made_yearly.values():
        told = mine["source"] + ", " + made
        mine = mine.assign(source=mine["source"].where(mine["source"] != OUR_SALES, told))
    order = ["wallet", "group", "own", "base"]
    return mine.sort_values(order, ascending=[False, True, False, False], ignore_index=True)


def not_bought_yet(found: Potential, group: str = "") -> pd.DataFrame:
    """Return the groups that clients of the same kind buy and the account does not; most expected first.

    Parameters
    ----------
    found : Potential
    group : str
        Only this product group; all without it.

    Returns
    -------
    DataFrame
        See `kamlib.method.expected`; accounts that buy anything, where enough of their kind can be compared.

    Raises
    ------
    KamError
        When the study has no such group.
    """
    known = found.expected[found.expected["expected"].notna() & (found.expected["bought"] <= 0)]
    buying = found.accounts.loc[found.accounts["revenue"] > 0, "account"]
    known = known[known["account"].isin(buying)]
    if group:
        groups = found.expected["group"].unique()
        if group not in groups:
            remedy = _("there are: {}").format(", ".join(groups))
            raise KamError(Problem("group-unknown", _("is no product group here"), remedy, found=group))
        known = known[known["group"] == group]
    order = ["expected", "account", "group"]
    return known.sort_values(order, ascending=[False, True, True], ignore_index=True)


def wallet_sources(found: Potential) -> pd.DataFrame:
    """Return how much of the wallets rests on which source.

    Parameters
    ----------
    found : Potential

    Returns
    -------
    DataFrame
        ``source`` (the weakest that an account's wallet rests on; a bound from the client's own turnover;
        nothing known), ``accounts``, ``sold``, ``revenue``, ``wallet_low``, ``wallet``, ``wallet_high`` (sums
        of money, all but the first a year, missing where nothing is known); largest wallet first.
    """
    words = found.accounts["source"].fillna("").replace(
        {"": _("nothing known"), "bound": _("bounded by its own sales")})
    told = found.accounts.assign(source=words)
    sums = told.groupby("source").agg(
        accounts=("account", "size"), sold=("sold", "sum"), revenue=("revenue", "sum"),
        **{name: (name, lambda column: column.sum(min_count=1)) for name in
           ("wallet_low", "wallet", "wallet_high")},
    )  # fmt: skip
    sums["wallet_low"] = sums["wallet_low"].where(sums["wallet"].notna())
    return sums.reset_index().sort_values(["wallet", "revenue"], ascending=False, ignore_index=True)


def kind_of_clients(found: Potential, kind: str = "") -> pd.DataFrame:
    """Return what clients of one kind buy, group by group, and why the median over all of them misleads.

    Parameters
    ----------
    found : Potential
    kind : str
        A kind of client; without it the one with the group that the smallest share of them buys and that
        still counts.

    Returns
    -------
    DataFrame
        ``segment``, ``group``, ``peers``, ``buyers``, ``buying`` (share), ``median`` of the buyers,
        ``median_of_all`` (zero for those who do not buy), ``expected`` (money a year), ``without``: names of
        those who do not buy; fewest buyers first. No rows where no kind has enough clients.

    Raises
    ------
    KamError
        When the study has no such kind of client.
    """
    buying = set(found.accounts.loc[found.accounts["revenue"] > 0, "account"])
    rows = found.expected[found.expected["account"].isin(buying)]
    kinds = _kinds_of_clients(found.expected, rows, found.typed.force)
    if kind and kind not in set(rows["segment"]):
        known = ", ".join(sorted(set(rows["segment"].dropna())))
        remedy = _("there are: {}").format(known)
        raise KamError(Problem("kind-unknown", _("is no kind of client here"), remedy, found=kind))
    order = ["buying", "peers", "segment", "group"]
    telling = kinds[kinds["expected"].notna()].sort_values(order, ascending=[True, False, True, True])
    chosen = kind or next(iter(telling["segment"]), "")
    mine, sums = rows[rows["segment"] == chosen], kinds[kinds["segment"] == chosen]
    lacks = mine[mine["bought"] <= 0].sort_values("name").groupby("group")["name"].agg(_some_names)
    sums = sums.assign(without=sums["group"].map(lacks).fillna(""))
    return sums.sort_values(["buyers", "group"], ignore_index=True)


def _kinds_of_clients(every: pd.DataFrame, buying: pd.DataFrame, force: InForce) -> pd.DataFrame:
    """Count who of each kind buys a group, and what one more client of the kind would be expected to buy."""
    bought = every[(every["bought"] > 0) & every["segment"].notna()]
    table = buying.groupby(["segment", "group"], as_index=False).agg(median_of_all=("bought", "median"))
    buyers = bought.groupby(["segment", "group"])["bought"].agg(buyers="size", median="median").reset_index()
    table = table.merge(buyers, on=["segment", "group"], how="left").fillna({"buyers": 0})
    peers = table["segment"].map(bought.groupby("segment")["account"].nunique()).fillna(0)
    table = table.assign(buyers=table["buyers"].astype("int64"), peers=peers.astype("int64"),
                         buying=quotients(table["buyers"], peers))
    enough = (peers >= force.value("peers_min")) & (table["buying"] >= force.value("peers_buying") - ROUNDING)
    table["expected"] = (table["buying"] * table["median"]).where(enough)
    return table[table["peers"] > 0]


def _some_names(names: pd.Series) -> str:
    shown = ", ".join(names.head(_NAMED))
    more = len(names) - _NAMED
    return _("{names} and {count} more").format(names=shown, count=more) if more > 0 else shown
