"""What is said of a meeting: the seven mistakes, what is missing, and whether an offer may be made."""

import math
from collections.abc import Mapping

import pandas as pd

from kamlib.show.words import money, number, short
from kamlib.text import N_, _, ngettext

LONGEST = 90
TOLD = 3
MISTAKES = {
    "late": N_("Being late"), "arguing": N_("Arguing"), "interrupting": N_("Interrupting"),
    "uninformed": N_("Having no information"), "unprepared": N_("Not being prepared"),
    "manners": N_("Bad manners"), "product": N_("Not knowing the product"),
}  # fmt: skip
_ITEMS = {
    "place": N_("the place"), "time": N_("the time"), "travel": N_("how long it takes to get there"),
    "buffer": N_("minutes in hand"), "confirms": N_("who confirms it, and when"),
    "objections": N_("what they may say against it"), "leads": N_("who of us leads"),
    "agenda": N_("the agenda"), "dossier": N_("a dossier with answers to the core questions"),
    "business": N_("the client's business"), "questions": N_("a question"),
    "needs": N_("the client's needs, asked beforehand"),
    "proposals": N_("a proposal of interest to the client"),
    "procedure": N_("how the client buys"), "use": N_("what our product can do for the client"),
    "goal": N_("the goal"), "fallback": N_("the fallback"),
    "protocol": N_("names, titles, forms of address, language, dress"),
    "people": N_("who of theirs will be there"),
    "sheet": N_("data sheet"), "stock": N_("stock"), "lead_time": N_("time of delivery"),
    "reference": N_("reference"), "price_limit": N_("limit of the price"),
}  # fmt: skip
STATES = {
    "overdue": N_("overdue"), "open": N_("open"), "kept": N_("kept"), "broken": N_("broken"),
    "withdrawn": N_("withdrawn"),
}  # fmt: skip
LACKS = {
    "meeting": N_("no workbook of the meeting (kam forms meeting)"),
    "dossier": N_("no dossier"), "buying-centre": N_("no buying centre"), "plan": N_("no perspective plan"),
    "wallets": N_("no wallet: nobody said what the client buys"),
    "payments": N_("no days of payment in the sales"), "sales": N_("no sales yet: a target account"),
}  # fmt: skip


def gap_sentences(gaps: pd.DataFrame) -> list[tuple[str, str]]:
    """Return what is missing before a meeting: for each mistake its name and one sentence part.

    Parameters
    ----------
    gaps : DataFrame
        From `readiness`: ``mistake``, ``item``, ``subject``.

    Examples
    --------
    >>> gap_sentences(pd.DataFrame({"mistake": "late", "item": ["place", "time"], "subject": ""}))
    [('Being late', 'the place, the time')]
    """
    found = []
    for mistake, rows in gaps.groupby("mistake", sort=False):
        parts = _products(rows) if mistake == "product" else [
            part for item, mine in rows.groupby("item", sort=False) for part in _parts(str(item), mine)]
        found.append((_(MISTAKES[str(mistake)]), ", ".join(parts)))
    return found


def _parts(item: str, rows: pd.DataFrame) -> list[str]:
    subjects = [short(words, LONGEST) for words in rows["subject"]]
    if item in _ITEMS:
        return [_(_ITEMS[item])]
    if item == "open_questions":
        there, wanted = subjects[0].split("/")
        return [_("open questions: {there} of {wanted}").format(there=there, wanted=wanted)]
    words = {
        "answer": _("an answer to {}"), "overdue": _("an answer to the overdue promise {}"),
        "core": _("not known, or no longer: {}"), "stranger": _("whom nobody knows: {}"),
        "position": _("the position of {}"),
    }[item]  # fmt: skip
    return [words.format(_some(subjects))]


def _products(rows: pd.DataFrame) -> list[str]:
    told = []
    for offer, mine in rows.groupby("subject", sort=False):
        items = ", ".join(_(_ITEMS[str(item)]) for item in mine["item"])
        told.append(_("{offer} without {items}").format(offer=short(offer, 40), items=items))
    return told


def _some(words: list[str]) -> str:
    shown = "; ".join(words[:TOLD])
    more = len(words) - TOLD
    return _("{some} and {count} more").format(some=shown, count=number(more)) if more > 0 else shown


def credit_sentences(
    credit: Mapping[str, float | str], *, currency: str, known_until: pd.Timestamp, today: pd.Timestamp
) -> list[str]:
    """Say whether an offer may be made, with limit and overdue; what nobody knows is said.

    Parameters
    ----------
    credit : dict of str to float or str
        See `Brief`.
    currency : str
    known_until, today : Timestamp
        The last day of which the sales know payments, and the day of the page.

    Examples
    --------
    >>> day = pd.Timestamp("2026-01-30")
    >>> told = credit_sentences({"offer": "unknown", "owed": 5.0, "overdue": 0.0}, currency="",
    ...                         known_until=day, today=day)
    >>> told[0]
    'Not known whether an offer may be made.'
    """
    told = {key: float("nan") if value is None or isinstance(value, str) else float(value)
            for key, value in credit.items()}
    known = {key for key, value in told.items() if not math.isnan(value)}
    first = {"stopped": _("No offer before this is settled."), "free": _("An offer may be made."),
             "unknown": _("Not known whether an offer may be made.")}[str(credit.get("offer", "unknown"))]
    lines = [first]
    if "overdue" not in known:
        lines.append(_("Overdue: not known; the sales tell no days of payment."))
    elif told["overdue"] > 0:
        lines += _overdue(told, known_until, today, currency)
    else:
        lines.append(_("Nothing overdue."))
    lines.append(_limit(told, known, currency))
    if told.get("fell_due", 0.0) > 0:
        lines.append(_("{} fell due since the sales end: paid or not, nobody knows.").format(
            money(told["fell_due"], currency)))
    return lines


def _overdue(
    told: Mapping[str, float], known_until: pd.Timestamp, today: pd.Timestamp, currency: str
) -> list[str]:
    """Say what was overdue when the sales end, for how long, and for how long today if nothing came since."""
    oldest = int(told.get("oldest_days", 0))
    days = ngettext("the oldest for {} day", "the oldest for {} days", oldest).format(number(oldest))
    owed = money(told["overdue"], currency)
    since = (today - known_until).days
    if since <= 0:
        return [_("Overdue: {money}, {days}.").format(money=owed, days=days)]
    words = _("Overdue on {end}: {money}, {days}.")
    then = words.format(end=f"{known_until:%Y-%m-%d}", money=owed, days=days)
    now = _("On {today} it is {later} days, if nothing was paid since.")
    return [then, now.format(today=f"{today:%Y-%m-%d}", later=number(oldest + since))]


def _limit(told: Mapping[str, float], known: set[str], currency: str) -> str:
    owed = money(told["owed"], currency) if "owed" in known else _("not known")
    if "credit_limit" not in known:
        return _("Owed: {owed}; credit limit not known.").format(owed=owed)
    limit = money(told["credit_limit"], currency)
    words = _("Owed: {owed} of a limit of {limit}.")
    if told.get("over_limit", 0.0) > 0:
        words = _("Owed: {owed}, {over} above the limit of {limit}.")
    return words.format(owed=owed, limit=limit, over=money(told.get("over_limit", 0.0), currency))
