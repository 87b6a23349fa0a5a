"""The sentences on managers' lists and their difference from the company's."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from kamlib.show.readings import Reading
from kamlib.show.words import accounts, money, number, short
from kamlib.text import N_, _, ngettext

NAME = 28
TOLD = 4
DECIDE = {
    "company": N_("Who serves it, at which cost, and who owns it at the top?"),
    "manager": N_("What would the company have to know?"),
}


def named(names: Sequence[object], most: int = TOLD) -> str:
    """Join names; those beyond the first few are counted."""
    shown = ", ".join(short(name, NAME) for name in names[:most])
    more = len(names) - most
    return _("{} and {} more").format(shown, number(more)) if more > 0 else shown


def _told(frame: pd.DataFrame) -> list[object]:
    return (frame["name"] if "name" in frame else frame["account"]).tolist()


def _two(value: float) -> str:
    """Write an answer on influence: two decimals, no more than are needed."""
    return number(value, 2) if round(value, 1) != round(value, 2) else number(value, 1)


def read_influence(strength: pd.DataFrame, *, of: int) -> Reading:
    """Say who can be influenced, who is served, what is open, and where the two answers differ.

    Parameters
    ----------
    strength : DataFrame
        From `gate`, with ``name``.
    of : int
        How many accounts there are, with and without answers.

    Returns
    -------
    Reading
        Up to five sentences.
    """
    known = strength[strength["answered"] != "none"]
    if known.empty:
        return Reading(_("Nobody has answered the questions on influence: every account is a question, "
                         "none a no."))
    sold, served = (known[known["passes"].eq(word).fillna(False)] for word in (True, False))
    first = ngettext("{n} of {of} has answers; {sold} can be influenced.",
                     "{n} of {of} have answers; {sold} of them can be influenced.", len(known)).format(
        n=number(len(known)), of=accounts(of), sold=number(len(sold)))
    second = ngettext("{n} is a served account (no active selling): {names}.",
                      "{n} are served accounts (no active selling): {names}.", len(served)).format(
        n=number(len(served)), names=named(_told(served))) if len(served) else ""
    open_ = known[known["passes"].isna()]
    third = _("Not decided, because answers are missing: {}.").format(named(_told(open_))) \
        if len(open_) else ""
    return Reading(first, second, _levers(sold), third, _doubts(known))


def _levers(sold: pd.DataFrame) -> str:
    """Say who passes by one lever only: a mean would drop them."""
    one = sold[sold["reason"] == "lever"]
    return _("By one lever alone: {}; a mean would have dropped them.").format(
        named(_told(one))) if len(one) else ""


def _doubts(known: pd.DataFrame) -> str:
    apart, assumed = known[known["differs"]], int(known["assumed"].sum())
    words = [_("Manager and supervisor differ on {}: talk about it.").format(named(_told(apart)))] \
        if len(apart) else []
    if assumed:
        words.append(ngettext("{} rests on no evidence and is assumed.", "{} rest on no evidence and are "
                              "assumed.", assumed).format(accounts(assumed)))
    return " ".join(words)


def read_two_lists(lists: pd.DataFrame) -> Reading:
    """Say how the two lists differ and which decisions that asks for; from `two_lists`."""
    sizes = lists["cell"].value_counts()
    both, company, mine = (int(sizes.get(cell, 0)) for cell in ("both", "company", "manager"))
    open_ = int(sizes.get("open", 0))
    if not both + company + mine:
        return Reading(_("Neither list can be compared yet: {} wait for answers.").format(accounts(open_)))
    first = ngettext("{n} is on both lists: the manager carries it.",
                     "{n} are on both lists: the managers carry them.", both).format(n=accounts(both))
    second = ngettext("{n} is key for the company only: decide who serves it, at which cost, and who owns it "
                      "at the top.", "{n} are key for the company only: decide who serves them, at which "
                      "cost, and who owns them at the top.", company).format(n=accounts(company))
    third = ngettext("{n} is key for its manager only: what would the company have to know?",
                     "{n} are key for their managers only: what would the company have to know?",
                     mine).format(n=accounts(mine))
    half = lists[lists["half"]]
    words = _("{n} are key on one list, and the other cannot say yet: {names}.")
    if len(half) == 1:
        words = _("{n} is key on one list, and the other cannot say yet: {names}.")
    fourth = words.format(n=accounts(len(half)), names=named(_told(half))) if len(half) else ""
    blank = open_ - len(half)
    fifth = ngettext("{n} is not decided: ask first.", "{n} are not decided: ask first.",
                     blank).format(n=accounts(blank))
    total = lists.loc[lists["cell"].isin(["both", "company", "manager"]) | lists["half"], "account"].nunique()
    zeroth = ngettext("{} is key on at least one list.", "{} are key on at least one list.", total).format(
        accounts(total))
    return Reading(zeroth, first, second if company else "", third if mine else "", fourth,
                   fifth if blank else "")


def difference_sentence(
    row: "pd.Series[Any]", *, tests: Mapping[str, str], questions: Mapping[str, str]
) -> Reading:
    """Say why one account is on one list only, with the figures that decided, and what to decide.

    Parameters
    ----------
    row : Series
        A row of `two_lists`, with ``name``.
    tests, questions : dict of str to str
        Test -> name on screen, question on influence -> name on screen.

    Returns
    -------
    Reading
        Empty for an account on both lists or on neither.
    """
    name, manager = short(row["name"], NAME), short(row.get("manager"), NAME)
    if row["cell"] == "company":
        where = _("{name} is key for the company{why}").format(name=name, why=_why(row, "company", tests))
        return Reading(_company_only(row, where, manager, questions), _(DECIDE["company"]))
    if row["cell"] == "manager":
        mine = _("{name} is key for {manager}{why}").format(
            name=name, manager=manager, why=_why(row, "", tests))
        decide = _("Who tells {}?").format(manager) if row["reason"] == "decided" else _(DECIDE["manager"])
        return Reading(_manager_only(row, mine), decide)
    if row["cell"] == "open":
        return Reading(_open(row, name, manager, tests))
    return Reading("")


def _why(row: "pd.Series[Any]", side: str, tests: Mapping[str, str]) -> str:
    """Return the tests that hold and the place, in brackets."""
    holding = row.get("company_holding" if side else "holding")
    rank = row.get("company_rank" if side else "place")
    held = [str(tests.get(test, test)).lower() for test in _split(holding)]
    place = _("place {}").format(number(float(rank))) if pd.notna(rank) else ""
    if side and row.get("decided") == "key":
        place = _("decided by people")
    parts = [", ".join(held), place]
    words = "; ".join(part for part in parts if part)
    return f" ({words})" if words else ""


def _split(keys: object) -> list[str]:
    return [key for key in str(keys).split(",") if key] if isinstance(keys, str) else []


def _company_only(row: "pd.Series[Any]", where: str, manager: str, questions: Mapping[str, str]) -> str:
    if row["reason"] == "served":
        lever = short(questions.get(str(row["lever"]), row["lever"]), NAME)
        strongest = _(", strongest lever {lever} {value}").format(
            lever=lever, value=_two(row["lever_value"])) if pd.notna(row["lever_value"]) else ""
        return _("{where}, and a served account (no active selling) for {manager}: influence "
                 "{value}{strongest}.").format(where=where, manager=manager, strongest=strongest,
                                               value=_strength(row))
    if row["reason"] == "waiting":
        return _("{where}, and waits at {manager}: place {place}, and the hours carry {places}.").format(
            where=where, manager=manager, place=number(row["place"]), places=number(row["places"]))
    if row["reason"] == "none":
        return _("{where}; {manager} could influence it, yet for him it is neither large nor to be defended "
                 "or extended, promising or of use as a reference.").format(where=where, manager=manager)
    return _("{where}, and no manager has it.").format(where=where)


def _strength(row: "pd.Series[Any]") -> str:
    value = row["influence"]
    if pd.isna(value):
        return _("{} to {}").format(_two(row["low"]), _two(row["high"]))
    return _two(value)


def _manager_only(row: "pd.Series[Any]", mine: str) -> str:
    said = _("{mine} with influence {value}").format(mine=mine, value=_strength(row))
    if row["reason"] == "cut":
        return _("{said}; on the company's list it has place {rank}, below the cut.").format(
            said=said, rank=number(row["company_rank"])) if pd.notna(row.get("company_rank")) else _(
            "{said}; on the company's list it is below the cut.").format(said=said)
    if row["reason"] == "decided":
        return _("{said}; people decided that it is not key for the company.").format(said=said)
    if row["reason"] == "ruled_out":
        return _("{said}; a rule keeps it off the company's list.").format(said=said)
    if row["reason"] == "unknown":
        return _("{said}; whether it is key for the company is an open question.").format(said=said)
    return _("{said}; none of the company's tests holds.").format(said=said)


def _open(row: "pd.Series[Any]", name: str, manager: str, tests: Mapping[str, str]) -> str:
    asks = [_("the influence") if part == "influence" else str(tests.get(part, part)).lower()
            for part in _split(row.get("ask"))]
    if not asks:
        return _("{name} is not decided for the company: answer its open tests first.").format(name=name)
    return _("{name} is not decided for {manager}: ask about {asks}.").format(
        name=name, manager=manager, asks=", ".join(asks))


def change_sentence(
    row: "pd.Series[Any]", *, questions: pd.DataFrame, labels: Mapping[str, str], currency: str
) -> Reading:
    """Say the smallest change of one answer that would move an account onto the other list.

    Parameters
    ----------
    row : Series
        A row of `smallest_change` or of `smallest_company_change`, with ``name``; ``onto`` says "company"
        where both stand in one frame.
    questions : DataFrame
        The pack's questions on influence: ``key``, ``label``, ``words``.
    labels : dict of str to str
        Fact -> its question, test or criterion -> its name.
    currency : str
        The currency.

    Returns
    -------
    Reading
        One sentence.
    """
    name = short(row["name"], NAME)
    whose = None if row.get("onto") == "company" else row.get("manager")
    onto = _("the list of {}").format(short(whose, NAME)) if isinstance(whose, str) and whose \
        else _("the company's list")
    if not row["kind"]:
        return Reading(_("No single answer would bring {name} onto {list}.").format(name=name, list=onto))
    say = {"influence": _influence, "fact": _fact, "wallet": _wallet, "score": _score, "test": _test,
           "purchases": _purchases}
    condition = say[str(row["kind"])](row, questions, labels, currency)
    words = _("{condition}, {name} would be on {list}.")
    return Reading(words.format(condition=condition, name=name, list=onto))


def _influence(row: "pd.Series[Any]", questions: pd.DataFrame, _labels: object, _currency: str) -> str:
    asked = questions.set_index("key").loc[row["question"]]
    marks = list(asked["words"])
    step = round(float(row["after"]) * (len(marks) - 1)) if len(marks) else -1
    meaning = _(' ("{}")').format(marks[step]) if step >= 0 else ""
    today = _("unknown") if pd.isna(row["before"]) else _two(row["before"])
    return _("If the answer on {question} were {after}{meaning} and not {before}").format(
        question=asked["label"], after=_two(row["after"]), meaning=meaning, before=today)


def _fact(row: "pd.Series[Any]", _questions: object, labels: Mapping[str, str], _currency: str) -> str:
    question = labels.get(str(row["question"]), str(row["question"]))
    answer = _("yes") if row["after"] == 1 else number(row["after"])
    return _('If "{question}" were answered with {answer} (today unknown)').format(
        question=question, answer=answer)


def _wallet(row: "pd.Series[Any]", _questions: object, _labels: object, currency: str) -> str:
    after = money(row["after"], currency)
    if pd.isna(row["before"]):
        return _("If {after} more margin a year were within reach (today unknown)").format(after=after)
    return _("If {after} more margin a year were within reach and not {before}").format(
        after=after, before=money(row["before"], currency))


def _purchases(row: "pd.Series[Any]", _questions: object, _labels: object, currency: str) -> str:
    after = money(row["after"], currency)
    if pd.isna(row["before"]):
        return _("If it bought {after} a year from everybody (today unknown)").format(after=after)
    return _("If it bought {after} a year from everybody and not {before}").format(
        after=after, before=money(row["before"], currency))


def _score(row: "pd.Series[Any]", _questions: object, labels: Mapping[str, str], _currency: str) -> str:
    name, before = labels.get(str(row["question"]), str(row["question"])), float(row["before"])
    points = number(before, 0 if abs(before - round(before)) < 0.05 else 1)
    return _("With {after} points and not {before} for {name}").format(
        after=number(row["after"]), before=points, name=name)


def _test(row: "pd.Series[Any]", _questions: object, labels: Mapping[str, str], _currency: str) -> str:
    name = labels.get(str(row["question"]), str(row["question"]))
    return _("If the test {name} held (today unknown)").format(name=name)
