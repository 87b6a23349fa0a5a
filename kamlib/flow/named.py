"""One account by its key, its name, or a part of its name."""

import pandas as pd

from kamlib.problems import KamError, Problem
from kamlib.text import _

_SHOWN = 4


def account_named(accounts: pd.DataFrame, words: str) -> str:
    """Return the key of the account that ``words`` name.

    Parameters
    ----------
    accounts : DataFrame
        ``account`` and ``name``.
    words : str
        A key, a name, or a part of one name.

    Raises
    ------
    KamError
        When no account, or more than one, answers to the words; the nearest are named.

    Examples
    --------
    >>> account_named(pd.DataFrame({"account": ["00474"], "name": ["Tundra Torg"]}), "tundra")
    '00474'
    """
    said = words.strip().casefold()
    names = accounts.set_index("account")["name"].astype("str").str.casefold()
    for found in (names.index[names.index == words.strip()], names.index[names == said],
                  names.index[names.str.contains(said, regex=False)]):
        if len(found) == 1:
            return str(found[0])
        if len(found) > 1:
            several = accounts.set_index("account")["name"][found[:_SHOWN]]
            shown = ", ".join(f"{name} ({key})" for key, name in several.items())
            raise KamError(Problem("account-several", _("names several accounts: {}").format(shown),
                                   _("write more of it, or the key in brackets"), found=words))
    raise KamError(Problem("account-unknown", _("is no account of this study"),
                           _("write its key or its name"), found=words))
