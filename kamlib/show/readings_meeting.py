"""The sentences on a meeting, on promises, and on the contact schedule."""

from typing import Any

import pandas as pd

from kamlib.show.brief import day_words
from kamlib.show.promises import promises_title
from kamlib.show.readings import Reading
from kamlib.show.words import accounts, money, number, percent, short
from kamlib.show.words_meeting import LACKS, gap_sentences
from kamlib.tables.brief import Brief
from kamlib.text import _, ngettext

NAME, SUBJECT = 28, 60
TOLD = 3


def read_readiness(brief: Brief) -> Reading:
    """Say what is missing before a meeting, and what the page had to do without."""
    if "meeting" in brief.lacks:
        words = _("Nobody has prepared a meeting with {name}: make its workbook with kam forms meeting.")
        first = words.format(name=short(brief.name, NAME))
    elif brief.gaps.empty:
        first = _("Nothing is missing for {name} on {day}.").format(
            name=short(brief.name, NAME), day=day_words(brief.day))
    else:
        told = [_("{mistake} ({what})").format(mistake=mistake.lower(), what=words)
                for mistake, words in gap_sentences(brief.gaps)]
        words = _("For {name} on {day} something is missing against {n} of the seven mistakes: {told}.")
        first = words.format(name=short(brief.name, NAME), day=day_words(brief.day), n=number(len(told)),
                             told="; ".join(told))
    lacks = [_(LACKS[what]) for what in brief.lacks if what != "meeting"]
    return Reading(first, _("The page had to do without: {}.").format("; ".join(lacks)) if lacks else "")


def read_finding(brief: Brief, promises: pd.DataFrame) -> Reading:
    """Say the chapter in two sentences: promises and the meeting; and why no offer may be made, if so."""
    name = short(brief.name, NAME)
    if "meeting" in brief.lacks:
        first = _("no meeting with {name} is prepared").format(name=name)
    else:
        missing = len(gap_sentences(brief.gaps))
        words = _("for {name} on {day} something is missing against {n} of the seven mistakes")
        first = words.format(name=name, day=day_words(brief.day), n=number(missing)) if missing else _(
            "for {name} on {day} nothing is missing").format(name=name, day=day_words(brief.day))
    sentence = _("{promises}; {meeting}.").format(promises=promises_title(promises), meeting=first)
    return Reading(sentence[:1].upper() + sentence[1:], _stopped(brief, name))


def _stopped(brief: Brief, name: str) -> str:
    """Say that no offer may be made to an account, and what has to be settled first."""
    if brief.credit.get("offer") != "stopped":
        return ""
    reasons = []
    for key, words in (("overdue", _("{} are overdue")), ("over_limit", _("{} are above the credit limit"))):
        amount = float(brief.credit.get(key, 0.0))
        if amount > 0:
            reasons.append(words.format(money(amount, brief.currency)))
    return _("Offers to {name} are stopped: {reasons}.").format(name=name, reasons=_(" and ").join(reasons))


def read_promises(promises: pd.DataFrame, by_person: pd.DataFrame) -> Reading:
    """Say what is overdue, where, for how long, and how many were kept in time.

    Parameters
    ----------
    promises : DataFrame
        From `promises_told`, with ``name``.
    by_person : DataFrame
        From `promises_by`, by who made them.

    Returns
    -------
    Reading
        Up to four sentences.
    """
    if promises.empty:
        return Reading(_("No promise is written down. That is not the same as none made."))
    first = _("{}.").format(promises_title(promises))
    late = promises[promises["state"] == "overdue"]
    oldest = ""
    if len(late):
        row = late.sort_values("days_overdue", ascending=False).iloc[0]
        days = ngettext("{} day", "{} days", int(row["days_overdue"])).format(number(row["days_overdue"]))
        oldest = _("The oldest is late by {days}: {name}, by {who}.").format(
            days=days, name=short(row["name"], NAME), who=short(row["by"] or _("nobody"), NAME))
    kept = promises[promises["state"] == "kept"]
    in_time = int((~(kept["late_by"] > 0)).sum())
    words = ngettext("Of {n} kept {m} was kept in time.", "Of {n} kept {m} were kept in time.", in_time)
    third = words.format(n=number(len(kept)), m=number(in_time)) if len(kept) else ""
    undated = promises[promises["undated"] & promises["state"].eq("open")]
    fourth = ngettext("{} has no day: it can never be overdue.", "{} have no day: they can never be overdue.",
                      len(undated)).format(number(len(undated))) if len(undated) else ""
    nobody = int(by_person.loc[by_person["by"] == "", "promises"].sum()) if len(by_person) else 0
    words = ngettext("{} is nobody's.", "{} are nobody's.", nobody)
    fifth = words.format(number(nobody)) if nobody else ""
    return Reading(first, oldest, third, fourth, fifth)


def read_processes(costs: pd.DataFrame, *, currency: str) -> Reading:
    """Say what the processes made for one client alone take, and of what."""
    if costs.empty:
        return Reading(_("No process made for one client alone is written down."))
    row = costs.iloc[0]
    first = _("For {name} alone we keep {n}: {hours} hours a month and {cost} a year").format(
        name=short(row["name"], NAME), hours=number(row["hours"]), cost=money(row["cost"], currency),
        n=ngettext("{} process", "{} processes", int(row["processes"])).format(number(row["processes"])))
    share = row["year"] / row["margin"] if row["margin"] > 0 else float("nan")
    beside = "."
    if share == share:
        beside = _(", together {share} of its gross margin.").format(share=percent(share, 0))
        if row["hours"] > 0:
            hour = (row["year"] - row["cost"]) / (12 * row["hours"])
            beside = _(", together {share} of its gross margin (an hour at {hour}).").format(
                hour=money(hour, currency), share=percent(share, 0))
    late = costs[costs["late_review"] > 0]
    words = _("Nobody has looked again at those of {} when it was due.")
    second = words.format(accounts(len(late))) if len(late) else ""
    unknown = int(costs["unknown"].sum())
    third = ngettext("Of {} hours or cost are not known, and count as nothing.",
                     "Of {} hours or cost are not known, and count as nothing.", unknown).format(
        ngettext("{} process", "{} processes", unknown).format(number(unknown))) if unknown else ""
    return Reading(first + beside, second, third)


def read_schedule(lines: pd.DataFrame, *, undated: int) -> Reading:
    """Say how much is to be done, what waits, what was moved or refused and why.

    Parameters
    ----------
    lines : DataFrame
        From `schedule`, with ``name``.
    undated : int
        Steps of plans without a deadline.

    Returns
    -------
    Reading
        Up to five sentences.
    """
    if lines.empty:
        return Reading(_("Nothing is to be done: no meeting, no open promise, no step of a plan, no contact "
                         "that is less than wanted."))
    state = lines["state"]
    there = lines[lines["week"].notna()]
    words = _("{n} fit into the weeks shown, {hours} hours in all; no visit is there to fill a number.")
    first = words.format(n=ngettext("{} line", "{} lines", len(there)).format(number(len(there))),
                         hours=number(float(there["hours"].sum())))
    waits = lines[state == "waits"]
    second = ngettext("{n} waits: {who}.", "{n} wait: {who}.", len(waits)).format(
        n=number(len(waits)), who=_lines_of(waits)) if len(waits) else ""
    late = lines[state == "late"]
    third = ngettext("{n} comes after its day, as the hours before are taken: {who}.",
                     "{n} come after their day, as the hours before are taken: {who}.", len(late)).format(
        n=number(len(late)), who=_lines_of(late)) if len(late) else ""
    decided = lines[state.isin(["moved", "refused"])]
    said = "; ".join(_("{line}: {reason}").format(line=_line(row), reason=row["reason"])
                     for _i, row in decided.head(TOLD).iterrows())
    fourth = _("Moved or refused by those who carry it: {}.").format(said) if len(decided) else ""
    fifth = ngettext("{} step of the plans has no deadline, so it is in no week.",
                     "{} steps of the plans have no deadline, so they are in no week.", undated).format(
        number(undated)) if undated else ""
    return Reading(first, second, third, fourth, fifth)


def _line(row: "pd.Series[Any]") -> str:
    """Return in words what a line of the schedule is: whom it is about, else what it is about."""
    name = short(row["name"], NAME)
    if row["person"]:
        return _("{name} ({who} with {person})").format(name=name, who=row["who"], person=row["person"])
    return _("{name} ({what})").format(name=name, what=short(row["subject"], SUBJECT))


def _lines_of(rows: pd.DataFrame) -> str:
    shown = "; ".join(_line(row) for _i, row in rows.head(TOLD).iterrows())
    more = len(rows) - TOLD
    return _("{some} and {count} more").format(some=shown, count=number(more)) if more > 0 else shown
