"""Why an account is on the list, or is not: the answer to the sceptical question, with its figures."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from kamlib.show.readings import Reading
from kamlib.show.words import hundredths, money, number, percent, short
from kamlib.text import _

NAME = 28
TOLD = 3
OF_PEOPLE = ("status", "partner", "complex")


def why_sentence(
    row: "pd.Series[Any]",
    evidence: pd.DataFrame,
    *,
    labels: Mapping[str, str],
    questions: Mapping[str, str],
    places: int,
    currency: str,
    computed: bool = False,
) -> Reading:
    """Answer "why is it on the list, or not?" for one account.

    Parameters
    ----------
    row : Series
        A row of `company_list`; with ``lacks``, ``rival_name``, ``points`` and ``rival_points`` where the
        criterion that costs the place is to be told, ``in_list`` and ``sure`` where the chance is.
    evidence : DataFrame
        The long frame of `screen`.
    labels : dict of str to str
        Test or criterion -> name on screen.
    questions : dict of str to str
        Fact -> its question.
    places : int
        How many places there are.
    currency : str
        The currency.
    computed : bool
        Say what the rules give, whatever people decided.

    Returns
    -------
    Reading
        One or two sentences, each with the figures that decided.
    """
    name, said = short(row["name"], NAME), evidence[evidence["account"] == row["account"]]
    if row["decided"] and not computed:
        words = (
            _("{name} is on the list because people decided so")
            if row["decided"] == "key"
            else _("{name} is not on the list because people decided so")
        )
        first = words.format(name=name)
        by = _("{words} ({by})").format(words=first, by=row["by"]) if row["by"] else first
        reason = _("{by}: {reason}.").format(by=by, reason=row["reason"]) if row["reason"] else f"{by}."
        rest = why_sentence(
            row, evidence, labels=labels, questions=questions, places=places, currency=currency, computed=True
        )
        return Reading(reason, _("The rules alone would say this."), *rest.sentences)
    verdict = row["computed"] if computed else row["verdict"]
    if verdict == "key":
        return Reading(_in_places(row, name, labels, places), _contested(row), _top(row))
    if verdict == "waiting":
        after = _after_cut(row, name, labels, places, computed)
        return Reading(after, _behind(row, labels), _contested(row), _incomplete(row))
    if verdict == "knocked out":
        rules = _names(row["knocked_out_by"], {"compliance": _("compliance"), **labels})
        return Reading(
            _("{name} is out whatever else it has: {rules} rules it out.").format(name=name, rules=rules)
        )
    if verdict == "unknown":
        return _open(row, name, said, labels, questions)
    return Reading(
        _("{name} is not nominated: no test holds.").format(name=name), *_failed(said, labels, currency)
    )


def _in_places(row: "pd.Series[Any]", name: str, labels: Mapping[str, str], places: int) -> str:
    words = _(
        "{name} is key: it is nominated ({holding}), and {score} points give it place {place} of {places}."
    )
    return words.format(
        name=name,
        holding=_names(row["holding"], labels).lower(),
        score=number(row["score"], 2),
        place=number(row["place"]),
        places=number(places),
    )


def _after_cut(
    row: "pd.Series[Any]", name: str, labels: Mapping[str, str], places: int, computed: bool
) -> str:
    holding = _names(row["holding"], labels).lower()
    if row["why"] == "places taken by decisions" and not computed:
        words = _(
            "{name} is nominated ({holding}) and has place {place} by its points, but people decided "
            "otherwise on the places."
        )
        return words.format(name=name, holding=holding, place=number(row["place"]))
    words = _(
        "{name} is nominated ({holding}), but {score} points give it place {place}; the last of "
        "{places} places has {cut}."
    )
    return words.format(
        name=name,
        holding=holding,
        score=number(row["score"], 2),
        place=number(row["place"]),
        places=number(places),
        cut=number(row["cut_score"], 2),
    )


def _behind(row: "pd.Series[Any]", labels: Mapping[str, str]) -> str:
    """Name the criterion that costs the place; see `kamlib.method.lacking`."""
    if not isinstance(row.get("lacks"), str):
        return ""
    words = _("It falls behind {rival} most on {criterion}: {points} points against {theirs}.")
    return words.format(
        rival=short(row["rival_name"], NAME),
        criterion=labels.get(row["lacks"], row["lacks"]),
        points=number(row["points"], 1),
        theirs=number(row["rival_points"], 1),
    )


def _contested(row: "pd.Series[Any]") -> str:
    if row.get("sure") == "unknown":
        return _("Too little is known to call this place sure.")
    words = _("The place is contested: in the list in {} of 100 draws. Talk about it.")
    return words.format(hundredths(row["in_list"])) if row.get("sure") == "contested" else ""


def _incomplete(row: "pd.Series[Any]") -> str:
    words = _("Not all its points are known: where nobody knows, the median stands.")
    return words if row["incomplete"] else ""


def _top(row: "pd.Series[Any]") -> str:
    return (
        _("Nothing but partner or complex holds: it is key for top management.")
        if row["top_management"]
        else ""
    )


def _open(
    row: "pd.Series[Any]",
    name: str,
    said: pd.DataFrame,
    labels: Mapping[str, str],
    questions: Mapping[str, str],
) -> Reading:
    """Say which questions would settle it, and who contradicts whom."""
    tests = _names(row["asking"], labels).lower()
    words = _("{name} is neither in nor out: no test holds so far, and open is {tests}.")
    first = f"{words.format(name=name, tests=tests)} {_would_do(row)}".rstrip()
    asked = said[said["test"].isin(row["asking"].split(",")) & said["answer"].isna()]
    apart = asked[asked["said"] != ""]
    quarrel = [
        _("{question} {said}.").format(question=questions.get(part, part), said=words)
        for part, words in zip(apart["part"], apart["said"], strict=True)
    ]
    data = {
        "share_of_wallet": _("our share of its wallet"),
        "tenure": _("since when it has been a client"),
        "reachable_margin": _("what more it could buy"),
        "regular": _("how regularly it buys"),
        "margin": _("its margin"),
    }
    parts = [words for part, words in data.items() if part in set(asked["part"])]
    parts += [questions[part] for part in asked["part"] if part in questions][: TOLD - len(parts)]
    asks = " ".join(part if part.endswith("?") else f"{part};" for part in parts).rstrip(";")
    return Reading(first, _("Ask: {}").format(asks) if parts else "", *quarrel)


def _would_do(row: "pd.Series[Any]") -> str:
    """Say whether a yes would be enough for a place."""
    if pd.isna(row["gap"]):
        return ""
    return (
        _("With a yes its points would be enough for a place.")
        if row["gap"] > 0
        else _("Even with a yes its points would leave it after the last place.")
    )


def _failed(said: pd.DataFrame, labels: Mapping[str, str], currency: str) -> list[str]:
    """Say of each test that fails what was measured and what is asked for."""
    no = said[~said["answer"].fillna(True).astype("bool") & (said["test"] != "")]
    sentences = [words for row in no.to_dict("records") if (words := _measured(row, currency))]
    answered = [labels[test].lower() for test in OF_PEOPLE if test in set(no["test"])]
    return [*sentences, _("People say no to {}.").format(", ".join(answered)) if answered else ""]


def _measured(row: Mapping[Any, Any], currency: str) -> str:
    value, limit = row["value"], row["threshold"]
    in_money: Callable[[float], str] = lambda amount: money(amount, currency)  # noqa: E731
    if row["part"] == "margin" and value <= 0:
        return _("It earns nothing: its margin is {} a year.").format(in_money(value))
    words, writer = {
        "margin": (_("Large begins at a margin of {limit} a year; it has {value}."), in_money),
        "revenue": (_("Large begins at a revenue of {limit} a year; it has {value}."), in_money),
        "regular": (
            _("It bought in {value} of the periods, and loyal asks for {limit}."),
            lambda share: percent(share, 0),
        ),
        "tenure": (
            _("It has been a client for {value} years, and loyal asks for {limit}."),
            lambda years: number(years, 1),
        ),
        "share_of_wallet": (
            _("It buys {value} of its wallet from us, and loyal asks for {limit}."),
            lambda share: percent(share, 0),
        ),
        "reachable_margin": (
            _("Promising begins at {limit} more margin a year; it could bring {value}."),
            in_money,
        ),
    }.get(row["part"], ("", in_money))
    return words.format(value=writer(value), limit=writer(limit)) if words and pd.notna(limit) else ""


def _names(keys: str, labels: Mapping[str, str]) -> str:
    found = [labels.get(key, key) for key in keys.split(",") if key]
    return _("{} and {}").format(", ".join(found[:-1]), found[-1]) if len(found) > 1 else "".join(found)
