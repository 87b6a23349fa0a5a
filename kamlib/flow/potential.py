"""What the accounts of a study could buy: wallets, what can be reached, white space."""

from dataclasses import dataclass, replace

import pandas as pd

from kamlib.flow.named import account_named
from kamlib.flow.said import said
from kamlib.flow.settings import InForce
from kamlib.flow.yearly import Yearly, yearly
from kamlib.method.base.wallet_cells import EVERYBODY
from kamlib.method.margin_rates import margin_rates
from kamlib.method.peers import expected
from kamlib.method.reachable import reachable
from kamlib.method.reachable_of_accounts import reachable_of_accounts
from kamlib.method.rivals import rivals
from kamlib.method.wallet import wallets
from kamlib.method.wallet_of_accounts import wallet_of_accounts
from kamlib.method.white_space import candidates, white_space
from kamlib.problems import KamError, Problem
from kamlib.study.folder import Study
from kamlib.text import _

_NAMED = 4
_KNOWN = ["account", "name", "manager", "segment"]


@dataclass(frozen=True)
class Potential:
    """What each account buys, from whom, and what of it can be reached; money a year.

    Parameters
    ----------
    wallets, groups, rivals, expected, white_space, candidates : DataFrame
        From the functions of the method with these names (``groups``: `reachable`), each with the ``name`` of
        the account.
    accounts : DataFrame
        One row for each account, targets among them: ``account``, ``name``, ``manager``, ``segment``,
        ``target``, and the columns of `wallet_of_accounts` and `reachable_of_accounts`; most to gain first,
        those of whom nothing is known last.
    typed, yearly : Typed, Yearly
        What it stands on.
    horizon : int
        Years ahead.
    """

    wallets: pd.DataFrame
    groups: pd.DataFrame
    accounts: pd.DataFrame
    rivals: pd.DataFrame
    expected: pd.DataFrame
    white_space: pd.DataFrame
    candidates: pd.DataFrame
    typed: "Typed"
    yearly: Yearly
    horizon: int


@dataclass(frozen=True)
class Typed:
    """What people typed of wallets, and what else the reckoning takes.

    Parameters
    ----------
    statements : DataFrame
        Table of wallets.
    ours : str
        Our own name as a supplier.
    turnover : Series or None
        By account: what the client itself sells.
    rates : DataFrame
        See `margin_rates`.
    force : InForce
        Settings of the section ``potential``.
    """

    statements: pd.DataFrame
    ours: str
    turnover: pd.Series | None
    rates: pd.DataFrame
    force: InForce

    def reckoned(self, bought: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return wallets and what can be reached of them, group by group."""
        value = self.force.value
        held = wallets(self.statements, bought, ours=self.ours, turnover=self.turnover)
        reached = reachable(held, self.rates, years=value("horizon"), wallet_growth=value("wallet_growth"),
                            reachable_share=value("reachable_share"))
        return held, reached

    def by_account(self, held: pd.DataFrame, reached: pd.DataFrame) -> pd.DataFrame:
        """Return wallet, share and reach of each account."""
        value = self.force.value
        gained = reachable_of_accounts(reached, years=value("horizon"), rate=value("discount_rate"))
        return wallet_of_accounts(held).merge(gained.drop(columns="complete"), on="account", how="left")


def potential(study: Study, force: InForce) -> Potential:
    """Return the potential of every account of a study.

    Parameters
    ----------
    study : Study
    force : InForce
        Settings of the section ``potential``.

    Returns
    -------
    Potential

    Raises
    ------
    KamError
        When something stops the study, or a wallet contradicts itself.

    Examples
    --------
    >>> from kamlib.flow import open_study, settings_in_force
    >>> study = open_study()
    >>> found = potential(study, settings_in_force(study, "potential"))
    >>> len(found.accounts), int(found.accounts["target"].sum())
    (116, 4)
    """
    year = yearly(study)
    typed = Typed(said(study, year.ready, "wallets"), study.company or _("ours"), _turnover(year.accounts),
                  margin_rates(_with_group(year.bought)), force)
    held, reached = typed.reckoned(year.bought)
    likely = expected(_with_group(year.bought), _kinds(year.accounts), peers_min=force.value("peers_min"),
                      buying_from=force.value("peers_buying"))
    white = white_space(held, likely, _groups(year.bought))
    frames = {"wallets": held, "groups": reached, "rivals": rivals(held, as_of=year.ready.as_of),
              "expected": likely, "white_space": white, "candidates": candidates(white)}
    named = {key: _named(frame, year.accounts) for key, frame in frames.items()}
    accounts = _accounts(year, typed.by_account(held, reached))
    return Potential(**named, accounts=accounts, typed=typed, yearly=year, horizon=force.value("horizon"))


def with_wallets(found: Potential, asked: pd.DataFrame) -> pd.DataFrame:
    """Return what accounts would be if people said that they buy so much a year, all groups together.

    Parameters
    ----------
    found : Potential
    asked : DataFrame
        ``account`` and ``asked`` (money a year, from everybody); the index names each row.

    Returns
    -------
    DataFrame
        The columns of `wallet_of_accounts` and `reachable_of_accounts`, by the index of ``asked``.
    """
    copies = pd.DataFrame({"account": asked["account"], "copy": asked.index.astype("str")})

    def copied(frame: pd.DataFrame) -> pd.DataFrame:
        both = frame.merge(copies, on="account")
        return both.assign(account=both["copy"]).drop(columns="copy")

    known, rates = found.typed.statements, found.typed.rates
    whole = pd.DataFrame({"account": copies["copy"], "group": "", "supplier": "", "base": asked["asked"]})
    told = copied(known[(known["group"] != "") | (known["supplier"] != "")])
    rows = pd.concat([told, whole], ignore_index=True).reindex(columns=known.columns)
    rows = rows.fillna(dict.fromkeys(("group", "supplier", "source"), "")).astype(known.dtypes.to_dict())
    own = pd.concat([rates[rates["account"] == EVERYBODY], copied(rates)], ignore_index=True)
    one = replace(found.typed, statements=rows, turnover=None, rates=own)
    return one.by_account(*one.reckoned(copied(found.yearly.bought))).set_index("account")


def _with_group(bought: pd.DataFrame) -> pd.DataFrame:
    if "group" in bought:
        return bought
    return bought.assign(group=pd.Series(None, index=bought.index, dtype="str"))


def _turnover(accounts: pd.DataFrame) -> pd.Series | None:
    return accounts.set_index("account")["turnover"] if "turnover" in accounts else None


def _kinds(accounts: pd.DataFrame) -> pd.Series:
    """Return the kind of each client; where the study tells no kinds, all clients are of one."""
    table = accounts.set_index("account")
    return table["segment"] if "segment" in table else pd.Series(_("all clients"), index=table.index)


def _groups(bought: pd.DataFrame) -> list[str]:
    """Return the product groups, largest first."""
    if "group" not in bought:
        return []
    sums = bought.groupby("group")["amount"].sum().reset_index()
    return sums.sort_values(["amount", "group"], ascending=[False, True])["group"].tolist()


def _named(frame: pd.DataFrame, accounts: pd.DataFrame) -> pd.DataFrame:
    names = accounts.set_index("account")["name"]
    return frame.assign(name=frame["account"].map(names).fillna(frame["account"]))


def _accounts(year: Yearly, told: pd.DataFrame) -> pd.DataFrame:
    known = year.accounts[[name for name in _KNOWN if name in year.accounts]]
    table = known.merge(told, on="account", how="left")
    bought = year.ready.sales["account"].unique()
    table = table.assign(target=~table["account"].isin(bought), revenue=table["revenue"].fillna(0.0))
    order = ["reachable_margin", "more_revenue", "revenue", "account"]
    return table.sort_values(order, ascending=[False, False, False, True], ignore_index=True)


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
        nothing known), ``accounts``, ``revenue``, ``wallet_low``, ``wallet``, ``wallet_high`` (sums of money
        a year, missing where nothing is known); largest wallet first.
    """
    words = found.accounts["source"].replace({"": _("nothing known"), "bound": _("bounded by its own sales")})
    told = found.accounts.assign(source=words)
    sums = told.groupby("source").agg(
        accounts=("account", "size"), revenue=("revenue", "sum"),
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
    if kind and kind not in set(rows["segment"]):
        known = ", ".join(sorted(set(rows["segment"].dropna())))
        remedy = _("there are: {}").format(known)
        raise KamError(Problem("kind-unknown", _("is no kind of client here"), remedy, found=kind))
    order = ["buying", "peers", "segment", "group"]
    telling = rows[rows["expected"].notna()].sort_values(order, ascending=[True, False, True, True])
    chosen = kind or next(iter(telling["segment"]), "")
    mine = rows[(rows["segment"] == chosen) & rows["peers"].gt(0)]
    sums = mine.groupby(["segment", "group", "peers", "buyers", "buying"], as_index=False, dropna=False).agg(
        median=("median", "first"), median_of_all=("bought", "median"), expected=("expected", "first"))
    lacks = mine[mine["bought"] <= 0].sort_values("name").groupby("group")["name"].agg(_some_names)
    sums = sums.assign(without=sums["group"].map(lacks).fillna(""))
    return sums.sort_values(["buyers", "group"], ignore_index=True)


def _some_names(names: pd.Series) -> str:
    shown = ", ".join(names.head(_NAMED))
    more = len(names) - _NAMED
    return _("{names} and {count} more").format(names=shown, count=more) if more > 0 else shown
