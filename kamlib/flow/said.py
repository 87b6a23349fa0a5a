"""What people typed about the accounts of a study, under the keys that the accounts have here."""

import pandas as pd

from kamlib.flow.prepare import Prepared
from kamlib.problems import Problem
from kamlib.study.folder import Study
from kamlib.study.people import read_judged, read_people
from kamlib.tables import JUDGED, PEOPLE
from kamlib.text import _


def said(study: Study, ready: Prepared, name: str) -> pd.DataFrame:
    """Return a table of ``judgement/`` with each account under its key.

    A row may name an account by its key, by one of its legal entities or by its name where only one account
    has it. Rows that name no account of the study are left out here; `strangers` names them.

    Parameters
    ----------
    study : Study
    ready : Prepared
        For the accounts and the grouping of entities.
    name : str
        A table of people (``scores``, ``facts``, ``influence``) or a shared one (``wallets``, ``hours`` ...).

    Returns
    -------
    DataFrame
        As `kamlib.study.people` reads it; no rows where nobody typed anything.

    Raises
    ------
    KamError
        With every cell that is not right.
    """
    typed = _typed(study, name)
    if "account" not in typed:
        return typed
    keyed = typed.assign(account=_keys(typed["account"], ready))
    return keyed[keyed["account"].notna()].reset_index(drop=True)


def strangers(study: Study, ready: Prepared) -> list[Problem]:
    """Return a note for each name in ``judgement/`` that no account of the study has."""
    found = []
    for name in (*PEOPLE, *JUDGED):
        typed = _typed(study, name)
        if "account" not in typed:
            continue
        unknown = typed.loc[_keys(typed["account"], ready).isna(), "account"].value_counts()
        message = _("is no account of this study; what was typed about it is kept and not counted")
        remedy = _("write its key as the sales name it, or add it to the list of accounts")
        found += [
            Problem("account-stranger", message, remedy, file=f"judgement/{name}", found=str(account),
                    severity="warning", count=int(rows))
            for account, rows in unknown.items()
        ]  # fmt: skip
    return found


def _typed(study: Study, name: str) -> pd.DataFrame:
    return read_people(study.folder, name) if name in PEOPLE else read_judged(study.folder, name)


def _keys(words: pd.Series, ready: Prepared) -> pd.Series:
    """Return the key of the account that each word names; missing where none does."""
    accounts = ready.accounts["account"]
    names = ready.accounts.set_index("account")["name"].str.strip().str.casefold()
    once = names[~names.duplicated(keep=False)]
    entities = ready.groups[ready.groups["in_force"]].set_index("entity")["account"]
    known = dict(zip(once, once.index, strict=True)) | entities.to_dict()
    known |= dict(zip(accounts, accounts, strict=True))
    said = words.str.strip()
    return said.map(known).fillna(said.str.casefold().map(known)).astype("str")
