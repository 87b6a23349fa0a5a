"""The page of a meeting in sections of short lines: the printed page and the chapter say the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kamlib.show.words import change, money, number, percent, signed
from kamlib.show.words_meeting import LACKS, STATES, credit_sentences, gap_sentences
from kamlib.tables.brief import Brief
from kamlib.text import N_, _, ngettext

_FIGURES = {
    "revenue": N_("Revenue"), "margin": N_("Gross margin"), "margin_rate": N_("Margin rate"),
    "share_of_wallet": N_("Our share of what they buy"), "wallet": N_("What they buy a year"),
    "payment_days": N_("They pay after"),
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One line of a section: what it says, what is beside it, and a word that stands out."""

    words: str
    beside: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Section:
    """One part of the page.

    Parameters
    ----------
    key, title : str
    entries : tuple of Entry
        The most important first; those at the end go when there is no room.
    empty : str
        What is said where there is nothing.
    """

    key: str
    title: str
    entries: tuple[Entry, ...]
    empty: str = ""


def brief_sections(brief: Brief) -> dict[str, Section]:
    """Return the sections of the page by their keys.

    Parameters
    ----------
    brief : Brief

    Returns
    -------
    dict of str to Section
        ``people``, ``questions``, ``promises``, ``figures``, ``credit``, ``contracts``, ``offers``,
        ``objections``, ``steps``, ``goals``, ``missing``.
    """
    sections = (
        Section("people", _("People"), tuple(_people(brief)), _no("buying-centre", brief)),
        Section("questions", _questions_title(brief), tuple(_questions(brief)), _("None is prepared.")),
        Section("promises", _("Promises"), tuple(_promises(brief)), _("None is open.")),
        Section("figures", _figures_title(brief), tuple(_figures(brief)), _("Nothing sold yet.")),
        Section("credit", _("Before an offer"), tuple(Entry(words) for words in _credit(brief))),
        Section("contracts", _("Contracts of rivals that end"), tuple(_contracts(brief)),
                _("None is known that ends soon.")),
        Section("offers", _offers_title(brief), tuple(_offers(brief)), _("None is prepared.")),
        Section("objections", _("Objections"), tuple(_objections(brief)), _("None is expected.")),
        Section("steps", _("Steps of the plan that are due"), tuple(_steps(brief)), _no("plan", brief)),
        Section("goals", _("The client's own goals"), tuple(_goals(brief)), _("None is recorded.")),
        Section("missing", _("Still missing"), tuple(_missing(brief)), _("Nothing: everything is there.")),
    )  # fmt: skip
    return {section.key: section for section in sections}


def day_words(day: pd.Timestamp) -> str:
    """Write a day with its weekday; where there is none, say so.

    Examples
    --------
    >>> day_words(pd.Timestamp("2026-02-05"))
    'Thursday, 2026-02-05'
    """
    names = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"),
             _("Sunday"))
    return _("no day agreed") if pd.isna(day) else f"{names[day.weekday()]}, {day:%Y-%m-%d}"


def _no(what: str, brief: Brief) -> str:
    words = {"plan": _("None is due."), "buying-centre": _("Nobody is named.")}[what]
    return _("There is {}.").format(_(LACKS[what])) if what in brief.lacks else words


def _people(brief: Brief) -> Iterator[Entry]:
    for _i, row in brief.people.iterrows():
        ours = row["side"] == "ours"
        about = [str(row["position"] or ""), str(row["roles"] or "")]
        if ours:
            about.append(_("ours"))
        else:
            about += [_attitude(row), _contact(row)]
        yield Entry(str(row["person"]), ", ".join(word for word in about if word),
                    "" if ours or not row["assumed"] else _("assumed"))


def _attitude(row: "pd.Series[Any]") -> str:
    if pd.isna(row["attitude"]):
        return _("attitude unknown")
    value = float(row["attitude"])
    return _("attitude {}").format(signed(number(value), value))


def _contact(row: "pd.Series[Any]") -> str:
    if pd.isna(row["contact"]):
        return _("contact unknown")
    words = _("contact {}").format(number(row["contact"]))
    if row["wanted"] > row["contact"]:
        words = _("contact {now}, wanted {wanted}").format(
            now=number(row["contact"]), wanted=number(row["wanted"]))
    return words if pd.isna(row["last"]) else _("{contact}, last {day}").format(
        contact=words, day=f"{row['last']:%Y-%m-%d}")


def _questions(brief: Brief) -> Iterator[Entry]:
    for _i, row in brief.questions.iterrows():
        yield Entry(str(row["words"]), "", _("promise") if row["source"] == "promise" else "")


def _questions_title(brief: Brief) -> str:
    proposed = len(brief.questions) > 0 and bool(brief.questions["proposed"].all())
    return _("Questions to ask (proposed)") if proposed else _("Questions to ask")


def _promises(brief: Brief) -> Iterator[Entry]:
    for _i, row in brief.promises.iterrows():
        late = row["state"] == "overdue"
        days = "" if not late else ngettext("overdue for {} day", "overdue for {} days",
                                            int(row["days_overdue"])).format(number(row["days_overdue"]))
        who = row["by"] or _("nobody")
        who = _("{ours} to {theirs}").format(ours=who, theirs=row["to"]) if row["to"] else who
        day = row["kept"] if row["state"] == "kept" else row["until"]
        when = _("no day") if pd.isna(day) else f"{day:%Y-%m-%d}"
        state = _(STATES[str(row["state"])])
        yield Entry(str(row["promise"]), f"{who}, {when}" + ("" if late else f", {state}"), days)


def _figures(brief: Brief) -> Iterator[Entry]:
    for _i, row in brief.figures.iterrows():
        words = [_value(row["value"], str(row["kind"]), brief.currency)]
        if row["kind"] == "money" and row["before"] > 0 and pd.notna(row["value"]):
            words.append(change(row["value"] / row["before"] - 1, 0))
        if row["what"] == "payment_days" and brief.figures["what"].eq("terms_days").any():
            terms = brief.figures.set_index("what")["value"]["terms_days"]
            words.append(_("agreed {}").format(number(terms)))
        if row["what"] != "terms_days":
            label = _FIGURES.get(str(row["what"]))
            yield Entry(_("{what}: {value}").format(
                what=_(label) if label else row["what"], value=", ".join(words)))


def _figures_title(brief: Brief) -> str:
    """Say of which time the figures are, and against what the changes stand."""
    money = brief.figures[brief.figures["kind"] == "money"]
    if money.empty:
        return _("Figures")
    words = _("Figures, {period} and change on the year before") if money["before"].notna().any() else _(
        "Figures, {period}")
    return words.format(period=money["period"].iloc[0])


def _value(value: float, kind: str, currency: str) -> str:
    if pd.isna(value):
        return _("not known")
    if kind == "days":
        return ngettext("{} day", "{} days", round(value)).format(number(value))
    return percent(value, 1) if kind == "percent" else money(value, currency)


def _credit(brief: Brief) -> list[str]:
    return credit_sentences(brief.credit, currency=brief.currency, known_until=brief.known_until,
                            today=brief.today)


def _contracts(brief: Brief) -> Iterator[Entry]:
    for _i, row in brief.contracts.iterrows():
        share = "" if pd.isna(row["share"]) else _("{} of it").format(percent(row["share"], 0))
        months = ngettext("in {} month", "in {} months", round(row["months"])).format(number(row["months"]))
        what = str(row["group"]) or _("all groups")
        yield Entry(_("{supplier}: {what}").format(supplier=row["supplier"], what=what),
                    ", ".join(filter(None, (share, f"{row['contract_end']:%Y-%m-%d}"))), months)


def _offers_title(brief: Brief) -> str:
    titles = {"stopped": _("Offers: stopped"), "unknown": _("Offers"), "free": _("Offers")}
    return titles[str(brief.credit.get("offer", "unknown"))]


def _offers(brief: Brief) -> Iterator[Entry]:
    for _i, row in brief.offers.iterrows():
        about = [_("data sheet") if row["sheet"] == "yes" else "", str(row["stock"] or ""),
                 str(row["lead_time"] or ""), str(row["reference"] or "")]
        amount = "" if pd.isna(row["amount"]) else _("{} a year").format(money(row["amount"], brief.currency))
        yield Entry(str(row["offer"]), ", ".join(filter(None, (amount, *about))))
    if brief.offers.empty:
        for _i, row in brief.proposals.iterrows():
            amount = _("about {} a year").format(money(row["amount"], brief.currency))
            yield Entry(str(row["group"]), amount, _("could be offered"))


def _objections(brief: Brief) -> Iterator[Entry]:
    labels = (("question", _("ask: {}")), ("fact", _("fact: {}")), ("concession", _("give: {}")))
    for _i, row in brief.objections.iterrows():
        answers = [words.format(row[name]) for name, words in labels if str(row[name] or "").strip()]
        yield Entry(str(row["objection"]), "; ".join(answers), "" if answers else _("no answer yet"))


def _steps(brief: Brief) -> Iterator[Entry]:
    for _i, row in brief.steps.iterrows():
        theirs = _("the client: {}").format(row["client_action"]) if row["client_action"] else ""
        who = str(row["responsible"] or _("nobody"))
        until = _("no day") if pd.isna(row["until"]) else f"{row['until']:%Y-%m-%d}"
        beside = ", ".join(filter(None, (who, until, theirs)))
        yield Entry(str(row["action"]), beside, _("late") if row["late"] else "")


def _goals(brief: Brief) -> Iterator[Entry]:
    for _i, row in brief.goals.iterrows():
        gain = "" if pd.isna(row["gain"]) else _("worth {} a year to him").format(
            money(row["gain"], brief.currency))
        day = "" if pd.isna(row["until"]) else f"{row['until']:%Y-%m-%d}"
        yield Entry(str(row["goal"]), ", ".join(filter(None, (day, gain))))


def _missing(brief: Brief) -> Iterator[Entry]:
    if "meeting" in brief.lacks:
        yield Entry(_("No workbook of the meeting"), _("kam forms meeting makes it; the rest of the page is "
                                                       "what is known without it"))
    else:
        for mistake, words in gap_sentences(brief.gaps):
            yield Entry(mistake, words)
    told = [_(LACKS[what]) for what in brief.lacks if what != "meeting"]
    if told:
        yield Entry(_("The page had to do without"), "; ".join(told))
