"""Accounts by their keys, their names, or parts of their names."""

import re
from collections.abc import Iterator, Sequence

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
    said = _even(words)
    names = accounts.set_index("account")["name"].astype("str").map(_even)
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


def split_names(accounts: pd.DataFrame, words: Sequence[str]) -> list[str]:
    """Return the names in texts in which commas part them; a comma within an account's name parts nothing."""
    names = accounts["name"].astype("str").map(_even)
    return [name for text in words for name in _split(text, set(names), "\n".join(names))]


def _split(text: str, names: set[str], together: str) -> Iterator[str]:
    pieces = [piece.strip() for piece in text.split(",")]
    at = 0
    while at < len(pieces):
        ends = range(len(pieces), at + 1, -1)
        runs = {end: _even(", ".join(pieces[at:end])) for end in ends}
        whole = next((end for end in ends if runs[end] in names), 0)
        part = next((end for end in ends if runs[end] in together), 0)
        end = whole or (0 if _even(pieces[at]) in names else part) or at + 1
        if any(pieces[at:end]):
            yield ", ".join(pieces[at:end])
        at = end


def _even(words: str) -> str:
    """Return words as names are compared: without capitals, with one space after each comma."""
    return re.sub(r"\s*,\s*", ", ", " ".join(words.casefold().split())).strip()
