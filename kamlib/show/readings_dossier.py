"""The sentences on dossiers: what is known, what of it still holds, and whom to ask what first."""

from typing import Any

import pandas as pd

from kamlib.show.dossier import key_accounts
from kamlib.show.readings import Reading
from kamlib.show.readings_manager import named
from kamlib.show.words import number, percent, short
from kamlib.text import N_, _, ngettext

NAME, WORDS = 28, 90
TOLD = 3
WHY = {
    "open": N_("nobody answered"), "undated": N_("no day"), "expired": N_("expired"),
    "expiring": N_("expires soon"), "assumed": N_("only assumed"),
}  # fmt: skip


def read_dossiers(summary: pd.DataFrame) -> Reading:
    """Say how many dossiers there are, how much of the core still holds, and which are full but old.

    Parameters
    ----------
    summary : DataFrame
        From `dossier_summary`.

    Returns
    -------
    Reading
        Up to five sentences.
    """
    known = summary[summary["answered"] > 0]
    if known.empty:
        return Reading(_("Nobody has answered a question about {} yet.").format(key_accounts(len(summary))))
    words = ngettext("{n} of {all} has a dossier with answers.", "{n} of {all} have a dossier with answers.",
                     len(known))
    first = words.format(n=number(len(known)), all=key_accounts(len(summary)))
    return Reading(_headline(known), first, _stale(known), _assumed(known), _nothing(summary))


def _headline(known: pd.DataFrame) -> str:
    """Say what of the core answers holds: it is the headline."""
    told, valid, soon, over, undated = (
        int(known[f"core_{name}"].sum()) for name in ("answered", "valid", "expiring", "expired", "undated"))
    if not told:
        return _("No core question is answered yet.")
    words = _("Of {n} core answers {share} still hold").format(
        n=number(told), share=percent((valid + soon) / told, 0))
    parts = [
        ngettext("{} of them expires soon", "{} of them expire soon", soon).format(number(soon)) * bool(soon),
        ngettext("{} is expired", "{} are expired", over).format(number(over)) * bool(over),
        ngettext("{} has no day", "{} have no day", undated).format(number(undated)) * bool(undated),
    ]
    return "; ".join([words, *filter(None, parts)]) + "."


def _stale(known: pd.DataFrame) -> str:
    """Set the fullest dossier that is old beside the freshest that is half empty."""
    order = known.sort_values("valid_share", kind="stable")
    stale, half = (order[order["kind"] == kind] for kind in ("full, not fresh", "fresh, not full"))
    if stale.empty:
        return ""
    first = stale.iloc[0]
    words = _("Full is not fresh: {name} has answered {full} and {fresh} of that still holds").format(
        name=short(first["name"], NAME), full=percent(first["complete"], 0),
        fresh=percent(first["valid_share"], 0))
    if half.empty:
        return f"{words}."
    other = half.iloc[-1]
    return _("{words}; {name} has answered {full} and {fresh} of it holds.").format(
        words=words, name=short(other["name"], NAME), full=percent(other["complete"], 0),
        fresh=percent(other["valid_share"], 0))


def _assumed(known: pd.DataFrame) -> str:
    assumed, told = int(known["assumed"].sum()), int(known["answered"].sum())
    if not assumed:
        return ""
    return _("{share} of the answers are assumed: believed, and said by nobody.").format(
        share=percent(assumed / told, 0))


def _nothing(summary: pd.DataFrame) -> str:
    empty = summary[summary["answered"] == 0]
    if empty.empty:
        return ""
    return _("Without an answer: {}.").format(named(empty["name"].tolist(), TOLD))


def read_dossier(row: "pd.Series[Any]", questions: pd.DataFrame) -> Reading:
    """Say how full and how fresh one dossier is, and the question to ask first.

    Parameters
    ----------
    row : Series
        A row of `dossier_summary`.
    questions : DataFrame
        Of the account, from `dossier_questions`.

    Returns
    -------
    Reading
        Up to four sentences.
    """
    name = short(row["name"], NAME)
    if not row["answered"]:
        return Reading(_("Nobody has answered a question about {} yet.").format(name), _ask(questions))
    words = ngettext("{name}: of {n} question {told} are answered, {full} by importance; {holds} of the "
                     "answers still hold.",
                     "{name}: of {n} questions {told} are answered, {full} by importance; {holds} of the "
                     "answers still hold.", int(row["questions"]))
    first = words.format(name=name, n=number(row["questions"]), told=number(row["answered"]),
                         full=percent(row["complete"], 0),
                         holds=number(row["valid"] + row["expiring"]))
    age = _("Half of them are {} months old or older.").format(number(row["median_age"])) \
        if pd.notna(row["median_age"]) else _("None of them has a day.")
    return Reading(first, age, _weak(row), _ask(questions))


def _weak(row: "pd.Series[Any]") -> str:
    """Say how many core answers are missing, and how many are no more than assumed."""
    parts = [
        ngettext("{} core question is open", "{} core questions are open", int(row["core_open"])).format(
            number(row["core_open"])) if row["core_open"] else "",
        ngettext("{} answer is assumed", "{} answers are assumed", int(row["assumed"])).format(
            number(row["assumed"])) if row["assumed"] else "",
    ]
    words = _(" and ").join(part for part in parts if part)
    return f"{words}." if words else ""


def _ask(questions: pd.DataFrame) -> str:
    """Name the question of most worth, whom to ask, and why."""
    if questions.empty:
        return _("There is nothing to ask: every answer holds.")
    first = questions.iloc[0]
    who = _(" (ask {})").format(first["ask"]) if first["ask"] else ""
    return _("Ask first{who}: {words}").format(who=who, words=short(first["words"], WORDS))


def read_guide(guide: pd.DataFrame, *, every: int) -> Reading:
    """Say how many questions go to whom.

    Parameters
    ----------
    guide : DataFrame
        From `kamlib.flow.interview_guide`: ``ask`` and ``worth``, the most valuable first.
    every : int
        How many questions are open in all.
    """
    if guide.empty:
        return Reading(_("There is nothing to ask: every answer holds."))
    counts = guide.groupby("ask", sort=False).size()
    told = ", ".join(f"{who or _('anybody')} {number(count)}" for who, count in counts.items())
    words = ngettext("The most valuable question of {every} that are open, expired or assumed: {told}.",
                     "The {n} most valuable questions of {every} that are open, expired or assumed, by "
                     "whom to ask: {told}.",
                     len(guide))
    return Reading(words.format(n=number(len(guide)), every=number(every), told=told))


def why_asked(questions: pd.DataFrame) -> pd.Series:
    """Return in words why each question is asked."""
    return questions["why"].map({key: _(text) for key, text in WHY.items()})
