"""The pitfalls of scoring that fired, each in a sentence with its evidence."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kamlib.show.readings import Reading
from kamlib.show.words import number, percent, short
from kamlib.text import _

NAME = 28
TOLD = 3


class Bullets(Reading):
    """Sentences one below the other; escaped in a notebook, one a line in a terminal."""

    def __repr__(self) -> str:
        return "\n".join(self.sentences)

    def _repr_html_(self) -> str:
        inner = "".join(Reading(sentence)._repr_html_().replace("p>", "li>") for sentence in self.sentences)
        return f"<ul>{inner}</ul>"


def read_pitfalls(found: pd.DataFrame, *, labels: Mapping[str, str], names: Mapping[str, str]) -> Reading:
    """Say each pitfall that fired with its evidence; ``labels`` of criteria, ``names`` of accounts."""
    if found.empty:
        return Reading(_("No pitfall of scoring fired."))
    return Bullets(*(_warning(row, labels, names) for row in found.to_dict("records")))


def _warning(row: Mapping[Any, Any], labels: Mapping[str, str], names: Mapping[str, str]) -> str:
    told = {**labels, **names}
    what, evidence = (_several(row[part], told) for part in ("what", "evidence"))
    shares = {"tie_at_the_cut": percent, "one_project": percent}
    decimals = 2 if row["code"] in ("double_counting", "scored_twice", "direction", "halo") else 1
    value, limit = (
        shares[row["code"]](row[part]) if row["code"] in shares else number(row[part], decimals)
        for part in ("value", "limit")
    )
    words = {
        "double_counting": _("Counted twice: {what} and {evidence} are alike (r = {value}, limit {limit})."),
        "scored_twice": _(
            "Asked twice: people's points on {what} and {evidence} are alike (r = {value}, limit {limit})."
        ),
        "direction": _(
            "Turned round? The points on {what} fall while the measure ({evidence}) rises "
            "(rho = {value}, limit {limit})."
        ),
        "unanchored": _(
            "No written scale: {what} has {value} of the {limit} {evidence} it needs, so that "
            "a 7 means something else to everybody."
        ),
        "no_discrimination": _("Tells nobody apart: all points on {what} lie within {value}, limit {limit}."),
        "tie_at_the_cut": _(
            "A tie at the cut: {value} lie between {what}, the last one in, and {evidence} "
            "(limit {limit}). Talk, don't count."
        ),
        "missing_as_zero": _("Empty became {value}: {what} of {evidence}. Missing is not zero."),
        "halo": _(
            "One mark for everything: the points of {what} on different criteria move together "
            "(r = {value}, limit {limit})."
        ),
        "own_votes": _(
            "Own accounts: {what} gives them {value} points more than the others do, the general "
            "level taken off (limit {limit}): {evidence}."
        ),
        "compensated": _(
            "Compensated: {what} would be in the list with {value} points, but {evidence} rules it out."
        ),
        "no_knock_out": _(
            "No knock-out: strength in one criterion can pay for any weakness in another. Set "
            "one, such as solvency."
        ),
        "many_criteria": _(
            "Too many main criteria: {value}, and the limit is {limit}. Each new one makes all "
            "of them weigh less."
        ),
        "one_project": _("One project: {value} of the growth of {what} lies in its largest invoices."),
    }
    if row["code"] == "one_project" and row["value"] >= 1:
        return _("One project: without its largest invoices {what} would not have grown.").format(what=what)
    return words[row["code"]].format(what=what, evidence=evidence, value=value, limit=limit)


def _several(keys: str, told: Mapping[str, str]) -> str:
    found = [short(told.get(key, key), NAME) for key in keys.split(",")]
    more = len(found) - TOLD
    shown = ", ".join(found[:TOLD])
    return _("{} and {} more").format(shown, number(more)) if more > 1 else ", ".join(found)
