"""Tables of chapter 07: the dossiers, what is only believed, whom to ask what, what time takes away."""

from collections.abc import Sequence

import pandas as pd

from kamlib.flow.books import troubles
from kamlib.flow.dossiers import Dossiers, OneDossier
from kamlib.method.dossier_answers import dossier_answers
from kamlib.text import N_, _

KINDS = {
    "fresh and full": N_("fresh and full"), "full, not fresh": N_("full, not fresh"),
    "fresh, not full": N_("fresh, not full"), "neither": N_("neither full nor fresh"),
    "empty": N_("no answer yet"),
}  # fmt: skip
AHEAD = (0, 90, 180, 365)


def dossier_list(found: Dossiers) -> pd.DataFrame:
    """Return the dossiers of the key accounts: those with answers first, least that holds on top.

    Returns
    -------
    DataFrame
        The columns of `dossier_summary`, with ``kind_words``; shares of what has no answer are missing.
    """
    empty = found.summary["answered"] == 0
    told = found.summary.assign(
        empty=empty, kind_words=found.summary["kind"].map({key: _(words) for key, words in KINDS.items()}))
    order = ["empty", "core_valid_share", "complete", "account"]
    return told.sort_values(order, ascending=[True, True, False, True], ignore_index=True)


def believed(one: OneDossier, *, sensitive: bool = False) -> pd.DataFrame:
    """Return the answers of one account that are not known for certain: assumed, expired or without a day.

    Parameters
    ----------
    one : OneDossier
    sensitive : bool
        Whether answers marked as sensitive are shown; else a word stands for them.

    Returns
    -------
    DataFrame
        Rows of `dossier_questions` that have an answer; the most worth asking again first.
    """
    told = one.open_questions
    told = told[told["why"].isin(["assumed", "expired", "undated"])]
    return shown_answers(told, sensitive=sensitive)


def shown_answers(answers: pd.DataFrame, *, sensitive: bool = False) -> pd.DataFrame:
    """Return answers for many eyes: a word stands for what somebody marked as sensitive."""
    if sensitive or "sensitive" not in answers:
        return answers.reset_index(drop=True)
    hidden = (answers["sensitive"] == "yes") & (answers["value"] != "")
    return answers.assign(value=answers["value"].mask(hidden, _("(sensitive)"))).reset_index(drop=True)


def interview_guide(one: OneDossier, *, rows: int) -> pd.DataFrame:
    """Return the questions most worth asking about one account, by whom to ask; core ones first.

    Parameters
    ----------
    one : OneDossier
    rows : int
        At most so many questions.

    Returns
    -------
    DataFrame
        The first ``rows`` of its open questions; whoever can answer the most valuable comes first, and all
        that he is asked stands together.
    """
    first = one.open_questions.head(rows)
    turn = first.groupby("ask")["worth"].transform("sum")
    order = first.assign(turn=turn).sort_values(["turn", "ask", "worth"], ascending=[False, True, False],
                                                kind="stable", ignore_index=True)
    return order.drop(columns="turn")


def unused_questions(found: Dossiers) -> pd.DataFrame:
    """Return the questions whose answer is used nowhere: nobody should be asked them."""
    return found.questions[found.questions["used_in"] == ""].reset_index(drop=True)


def held_later(found: Dossiers, days: Sequence[int] = AHEAD) -> pd.DataFrame:
    """Return how much of today's core answers still holds later, if nobody asks again.

    Parameters
    ----------
    found : Dossiers
    days : sequence of int
        From today on.

    Returns
    -------
    DataFrame
        ``day``, ``answers`` (core ones of all key accounts), ``hold``, ``share``, ``accounts``: how many of
        those with core answers are fresh then.
    """
    core = found.questions[found.questions["level"] == "core"]
    fresh = found.force.value("fresh_from")
    rows = []
    for ahead in days:
        day = found.today + pd.Timedelta(days=ahead)
        told = dossier_answers(found.raw, core, found.accounts, today=day, expires_days=0)
        told = told[told["validity"] != ""]
        holds = told["valid"].fillna(False).astype("float64")
        by = holds.groupby(told["account"]).mean()
        share = float(holds.mean()) if len(told) else float("nan")
        rows.append({"day": day, "answers": len(told), "hold": int(holds.sum()), "share": share,
                     "accounts": int((by >= fresh).sum())})
    return pd.DataFrame(rows)


def dossier_troubles(found: Dossiers) -> pd.DataFrame:
    """Return what of the workbooks could not be taken as it stands: ``place``, ``found``, ``what``."""
    return troubles(found.problems)
