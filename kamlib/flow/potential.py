"""What the accounts of a study could buy: wallets, what can be reached, white space."""

from dataclasses import dataclass, replace

import pandas as pd

from kamlib.flow.once import once
from kamlib.flow.said import said
from kamlib.flow.settings import InForce
from kamlib.flow.yearly import Yearly, yearly
from kamlib.method.base.wallet_cells import ENDS, EVERYBODY, cells
from kamlib.method.margin_rates import margin_rates
from kamlib.method.peers import expected
from kamlib.method.reachable import reachable
from kamlib.method.reachable_of_accounts import reachable_of_accounts
from kamlib.method.rivals import rivals
from kamlib.method.wallet import wallets
from kamlib.method.wallet_of_accounts import wallet_of_accounts
from kamlib.method.white_space import candidates, white_space
from kamlib.study.folder import Study
from kamlib.text import _

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
        ``target``, ``sold`` (money of the months covered), and the columns of `wallet_of_accounts` and
        `reachable_of_accounts`; most to gain first, those of whom nothing is known last.
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

    def reckoned(
        self, bought: pd.DataFrame, times: pd.Series | None = None
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return wallets and what can be reached of them, group by group; each account's ``times`` larger."""
        value = self.force.value
        held = wallets(self.statements, bought, ours=self.ours, turnover=self.turnover)
        if times is not None:
            ends = [f"wallet{end}" for end in ENDS]
            held[ends] = held[ends].mul(held["account"].map(times).fillna(1.0), axis=0)
        reached = reachable(held, self.rates, years=value("horizon"), wallet_growth=value("wallet_growth"),
                            reachable_share=value("reachable_share"))
        return held, reached

    def by_account(self, held: pd.DataFrame, reached: pd.DataFrame) -> pd.DataFrame:
        """Return wallet, share and reach of each account."""
        value = self.force.value
        gained = reachable_of_accounts(reached, years=value("horizon"), rate=value("discount_rate"))
        return wallet_of_accounts(held).merge(gained.drop(columns="complete"), on="account", how="left")


@once(books=False)
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
    accounts = year.with_sold(_accounts(year, typed.by_account(held, reached)))
    named["groups"] = year.with_sold(named["groups"])
    return Potential(**named, accounts=accounts, typed=typed, yearly=year, horizon=force.value("horizon"))


def with_wallets(found: Potential, asked: pd.DataFrame) -> pd.DataFrame:
    """Return what accounts would be if they bought so much a year, all groups together.

    A known wallet grows alike in all groups, and what people typed of growth and of the share that can be
    reached stays. Where the wallet is unknown it is one amount for all groups together.

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
    times = _times(found, asked)
    new = copies[times.isna().to_numpy()]
    whole = known[(known["group"] == "") & (known["supplier"] == "")].drop_duplicates("account", keep="last")
    whole = new.merge(whole[["account", "growth", "reachable"]], on="account", how="left")
    whole = whole.assign(account=new["copy"].to_numpy(), group="", supplier="",
                         base=asked.loc[times.isna().to_numpy(), "asked"].to_numpy()).drop(columns="copy")
    kept = copied(known)
    replaced = kept["account"].isin(new["copy"]) & (kept["group"] == "") & (kept["supplier"] == "")
    rows = pd.concat([kept[~replaced], whole], ignore_index=True).reindex(columns=known.columns)
    rows = rows.fillna(dict.fromkeys(("group", "supplier", "source"), "")).astype(known.dtypes.to_dict())
    own = pd.concat([rates[rates["account"] == EVERYBODY], copied(rates)], ignore_index=True)
    one = replace(found.typed, statements=rows, turnover=None, rates=own)
    times = times.fillna(1.0).set_axis(copies["copy"])
    return one.by_account(*one.reckoned(copied(found.yearly.bought), times)).set_index("account")


def _times(found: Potential, asked: pd.DataFrame) -> pd.Series:
    """Return how many times each wallet grows; missing where it is unknown. Sales without a group stay."""
    today = found.accounts.set_index("account")["wallet"]
    every = cells(found.wallets)
    groups = every[every["group"] != ""].groupby("account")["wallet"].sum(min_count=1)
    typed = every[every["group"] == ""].set_index("account")["wallet"].notna()
    outside = (today - groups).mask(typed.reindex(today.index, fill_value=False), 0.0).fillna(0.0)
    wallet, rest = (asked["account"].map(part) for part in (today, outside))
    return ((asked["asked"] - rest) / (wallet - rest)).where(wallet > rest)


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
