"""Whether a column of a list of clients names the companies that they belong to, and not persons or kinds."""

import pandas as pd

from kamlib.lexicon import lists
from kamlib.study.meaning.catalogue import Said, say
from kamlib.study.meaning.fits import Fit
from kamlib.study.meaning.proposal import HEARD, SURE
from kamlib.study.proposals.names import has_form, name_words, says_none, stem
from kamlib.text import _

ENOUGH = 0.5
"""Share of the values that must be clients or firms where the heading alone does not say so."""
REFUTED, PROVED = -3.0, 1.5
_GROUP = frozenset(lists("names")["group"])


def owner_fit(frame: pd.DataFrame, column: str, said: Said, table: str) -> Fit:
    """Return what the values of a column say for or against its naming the parents of the clients.

    Parameters
    ----------
    frame : DataFrame
        The list of clients, or the table of parents.
    column : str
        The column that is judged.
    said : Said
        What its heading says: *parent company* says all, *group* or *owner* needs values that are firms.
    table : str
        ``"accounts"`` or ``"parents"``.

    Examples
    --------
    >>> clients = pd.DataFrame({"Client": ["Acme", "Acme North"], "Owner": ["", "Acme"]})
    >>> owner_fit(clients, "Owner", say("Owner", "accounts", "parent"), "accounts").points
    1.5
    """
    named = {text for text in _texts(frame[column]) if not says_none(text)}
    if not named:
        return Fit(REFUTED, (_("names no company"),))
    clients = {key for name in map(str, frame.columns) if name != column and _names_clients(name, table)
               for text in _texts(frame[name]) for key in _keys(text)}
    known = sum(bool(_keys(text) & clients) for text in named)
    firms = sum(bool(_keys(text) & clients) or _is_firm(text) for text in named) / len(named)
    words = (_("{} different, {} of them clients").format(len(named), known),)
    if said.strength >= SURE:
        return Fit(0.0, words)
    return Fit(PROVED if firms >= ENOUGH else REFUTED, words)


def _texts(values: pd.Series) -> set[str]:
    return set(values.dropna().astype("str").str.strip()) - {""}


def _names_clients(heading: str, table: str) -> bool:
    return any(say(heading, table, meaning).strength >= HEARD for meaning in ("account", "name"))


def _keys(text: str) -> set[str]:
    """Return a name as typed and its stem; a number proves nothing, since managers and kinds have them."""
    root = stem(text)
    return {text.casefold(), *([root] if len(root) > 2 else [])} if any(map(str.isalpha, text)) else set()


def _is_firm(text: str) -> bool:
    """Whether a legal form beside the name says that it is a firm; *retail group* is none."""
    return has_form(tuple(word for word in name_words(text) if word not in _GROUP)) and len(stem(text)) > 2
