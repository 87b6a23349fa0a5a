"""What the data know of an account, one line for each matter."""

from typing import Any

import pandas as pd

from kamlib.show.tables import Table, table
from kamlib.show.words import money, number, percent
from kamlib.text import _, ngettext

_TIMED = ("turnover", "competitors", "white_space")  # facts of one matter that are not all of one time


def facts_table(facts: pd.DataFrame, *, currency: str, rows: int = 12) -> Table:
    """Return what the data know of one account as a table with one row for each matter.

    Parameters
    ----------
    facts : DataFrame
        ``topic``, ``matter``, ``line``, ``what``, ``amount``, ``text``, ``unit`` ("money", "share", "days",
        ""), ``of``, ``source``.
    currency : str
    rows : int
        At most so many matters.

    Returns
    -------
    Table
        Matter, what is known of it, where it is kept.
    """
    told = facts.assign(words=[_fact(row, currency) for row in facts.to_dict("records")])
    joined = told.groupby("matter", sort=False).agg(words=("words", "; ".join), source=("source", _sources))
    names = {"matter": _("Matter"), "words": _("What the data know"), "source": _("Kept in")}
    return table(joined.reset_index(), names, rows=rows)


def _fact(row: dict[Any, Any], currency: str) -> str:
    """Write one fact: what, how much, of when where that is not the same for all."""
    what = row["line"] if row["topic"] == "turnover" else row["what"]
    written = row["text"] or _amount(row["amount"], row["unit"], currency)
    told = row["of"] and row["topic"] in _TIMED and row["of"] != _("the whole year")
    when = f" ({row['of']})" if told else ""
    return f"{what} {written}{when}".strip()


def _amount(amount: float, unit: str, currency: str) -> str:
    if unit == "share":
        return percent(amount, 0)
    if unit == "days":
        return ngettext("{} day", "{} days", round(amount)).format(number(amount))
    return money(amount, currency) if unit == "money" else ""


def _sources(sources: pd.Series) -> str:
    """Return where facts are kept, each place once, without what stands behind its colon."""
    return ", ".join(dict.fromkeys(source.split(":")[0] for source in sources))
