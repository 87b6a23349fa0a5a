"""Which accounts: the key accounts, all of the study, or those that the user names."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from kamlib.flow.key_accounts import key_accounts
from kamlib.flow.named import account_named, split_names
from kamlib.flow.prepare import prepared
from kamlib.problems import KamError, problem
from kamlib.study.folder import Study
from kamlib.words import phrase

KEY, ALL = "key", "all"


@dataclass(frozen=True)
class Which:
    """The accounts of a run.

    Parameters
    ----------
    chosen : DataFrame
        ``account`` and ``name``, in the order of the run.
    stay : dict of str to str
        Accounts whose results of earlier runs stay, with their names: those of the list where a list was
        asked for, else all that the study still has.
    """

    chosen: pd.DataFrame
    stay: dict[str, str]


def which_accounts(study: Study, words: Sequence[str]) -> Which:
    """Return the accounts that the words name.

    Parameters
    ----------
    study : Study
    words : sequence of str
        ``key``, ``all``, keys, names or parts of names, in each text separated by commas; several are joined.
        None: the key accounts.

    Raises
    ------
    KamError
        With every word that names no account or several, or when the study has no key account.
    """
    accounts = prepared(study).accounts[["account", "name"]]
    parts, problems = [], []
    names = split_names(accounts, words or (KEY,))
    for word in names:
        try:
            parts.append(_named(study, accounts, word))
        except KamError as error:
            problems += error.problems
    if problems:
        raise KamError(problems)
    chosen = pd.concat([accounts.head(0), *parts]).drop_duplicates("account", ignore_index=True)
    if chosen.empty:
        raise KamError(problem("no-accounts", file=phrase("the-study")))
    stay = chosen if {KEY, ALL} & set(names) else accounts
    return Which(chosen, dict(zip(stay["account"], stay["name"], strict=True)))


def _named(study: Study, accounts: pd.DataFrame, word: str) -> pd.DataFrame:
    if word == ALL:
        return accounts
    if word == KEY:
        return key_accounts(study)[["account", "name"]]
    return accounts[accounts["account"] == account_named(accounts, word)]
