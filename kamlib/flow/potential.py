"""What the accounts of a study could buy: wallets, what can be reached, white space."""

from dataclasses import dataclass

import pandas as pd

from kamlib.flow.named import account_named
from kamlib.flow.said import said
from kamlib.flow.settings import InForce
from kamlib.flow.yearly import Yearly, yearly
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
        ``target``, and the columns of `wallet_of_accounts` and `reachable_of_accounts`; most to gain first,
        those of whom nothing is known last.
    yearly : Yearly
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
    yearly: Yearly
    horizon: int


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
    held = wallets(said(study, year.ready, "wallets"), year.bought, ours=study.company or _("ours"),
                   turnover=_turnover(year.accounts))
    rates = margin_rates(_with_group(year.bought))
    reached = reachable(held, rates, years=force.value("horizon"), wallet_growth=force.value("wallet_growth"),
                        reachable_share=force.value("reachable_share"))
    likely = expected(_with_group(year.bought), _kinds(year.accounts), peers_min=force.value("peers_min"),
                      buying_from=force.value("peers_buying"))
    white = white_space(held, likely, _groups(year.bought))
    gained = reachable_of_accounts(reached, years=force.value("horizon"), rate=force.value("discount_rate"))
    frames = {"wallets": held, "groups": reached, "rivals": rivals(held, as_of=year.ready.as_of),
              "expected": likely, "white_space": white, "candidates": candidates(white)}
    named = {key: _named(frame, year.accounts) for key, frame in frames.items()}
    return Potential(**named, accounts=_accounts(year, held, gained), yearly=year,
                     horizon=force.value("horizon"))


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


def _accounts(year: Yearly, held: pd.DataFrame, gained: pd.DataFrame) -> pd.DataFrame:
    known = year.accounts[[name for name in _KNOWN if name in year.accounts]]
    table = known.merge(wallet_of_accounts(held), on="account", how="left")
    table = table.merge(gained.drop(columns="complete"), on="account", how="left")
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
