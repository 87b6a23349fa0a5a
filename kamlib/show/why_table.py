"""Why each account is on the list, or is not: one sentence for everybody."""

from collections.abc import Mapping

import pandas as pd

from kamlib.show.tables import Table, table
from kamlib.show.why import why_sentence
from kamlib.text import N_, _

VERDICTS = {"key": N_("key"), "waiting": N_("waiting"), "not nominated": N_("not nominated"),
            "unknown": N_("open"), "knocked out": N_("ruled out"), "not key": N_("not key")}


def why_table(
    listed: pd.DataFrame, evidence: pd.DataFrame, *, labels: Mapping[str, str], questions: Mapping[str, str],
    places: int, currency: str, ask: str = "", together: bool = False,
    made_yearly: Mapping[str, str] | None = None,
) -> Table:
    """Return accounts with their verdict and the reason: by place, then by revenue.

    Parameters
    ----------
    listed : DataFrame
        From `company_list`, with yearly ``revenue`` and what was ``sold``.
    evidence, labels, questions, places, currency
        See `why_sentence`.
    ask : str
        Only accounts with these letters in their name or key.
    together : bool
        Accounts with the same answer stand in one row, without revenue.
    made_yearly : mapping, optional
        The heading of ``revenue`` where it is made yearly from fewer months.

    Returns
    -------
    Table
        Empty, with a caption that says so, where nobody has that name.
    """
    order = listed.sort_values(["place", "revenue", "account"], ascending=[True, False, True])
    words = ask.strip().casefold()
    names = order["name"].astype("str").str.casefold() + "\n" + order["account"].str.casefold()
    chosen = order[names.str.contains(words, regex=False)] if words else order
    by_account = dict(list(evidence.groupby("account")))
    unnamed = chosen.assign(name=_("It"))  # the name stands in its own column
    sentences = [
        " ".join(why_sentence(row, by_account.get(row["account"], evidence.head(0)), labels=labels,
                              questions=questions, places=places, currency=currency).sentences)
        for _place, row in unnamed.iterrows()
    ]  # fmt: skip
    told = chosen.assign(why=sentences, verdict=[_(VERDICTS.get(v, v)) for v in chosen["verdict"]])
    told = _together(told) if together else told
    heads = {"name": _("Account"), "sold": _("Revenue"), **(made_yearly or {}), "verdict": _("Verdict"),
             "why": _("Why")}
    found = table(told, heads, currency=currency, rows=max(1, len(told)))
    if told.empty:
        found.set_caption(_("Nobody has {} in the name.").format(ask))
    return found


def _together(told: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each answer, in the order of the first account that has it."""
    rows = told.groupby(["verdict", "why"], sort=False, as_index=False)
    return rows.agg(name=("name", ", ".join))
