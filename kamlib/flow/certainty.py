"""How sure each place on the company's list is: what is drawn, and what it is called."""

from typing import Any

import pandas as pd

from kamlib.flow.settings import InForce
from kamlib.method.acceptability import acceptability, unjudged, verdicts
from kamlib.method.scores import Scored
from kamlib.text import _


def draws_of(force: InForce, scored: Scored, weights: pd.Series, rows: list[str]) -> dict[str, Any]:
    """Return how weightings and score sheets of some accounts are drawn, as `acceptability` takes it."""
    parts = {part: getattr(scored, part).loc[rows, weights.index] for part in ("low", "base", "high")}
    return parts | {
        "weights": weights, "missing": scored.source.loc[rows, weights.index] == "missing",
        "draws": force.value("draws"), "seed": force.value("seed"), "sampling": force.value("sampling"),
        "spread": force.value("weights_spread"),
    }  # fmt: skip


def certainty(
    force: InForce, scored: Scored, weights: pd.Series, listed: pd.DataFrame, *, by_size: bool
) -> pd.DataFrame:
    """Return in how many draws each account that competes for a place is in the list.

    Parameters
    ----------
    force : InForce
        Settings of the section ``selection``.
    scored : Scored
    weights : Series
        Of the main criteria.
    listed : DataFrame
        From `company_list`.
    by_size : bool
        See `rests_on_size`: then no place is called safe.

    Returns
    -------
    DataFrame
        See `acceptability` and `verdicts`, with ``name``. ``in_list``: weights as the settings say and points
        within their ranges; ``weights_alone``: the same weights, points as they stand; ``any_weights``: every
        weighting that is possible, points within their ranges. ``decided``: "key" or "not key" where people
        put an account on the list or took it off, against the points; the draws know nothing of it.
    """
    rows = sorted(listed.loc[listed["place"].notna(), "account"])
    drawn, places = draws_of(force, scored, weights, rows), force.value("places")
    still = {"low": drawn["base"], "high": drawn["base"], "missing": None}
    found = verdicts(acceptability(**drawn, places=places), safe=force.value("safe"), out=force.value("out"))
    for name, other in (("weights_alone", still), ("any_weights", {"sampling": "simplex"})):
        beside = acceptability(**drawn | other, places=places, ranks=False)
        found[name] = found["account"].map(beside.set_index("account")["in_list"]).astype("float64")
    people = listed.set_index("account")
    against = (people["verdict"] == "key") != (people["computed"] == "key")
    found = found.assign(name=found["account"].map(people["name"]),
                         decided=found["account"].map(people["decided"].where(against, "")))
    return unjudged(found) if by_size else found


def drawn_in_words(force: InForce) -> str:
    """Return what is drawn, in words for a page.

    Parameters
    ----------
    force : InForce
        Settings of the section ``selection``.
    """
    words = {
        "around": _("weights varied by ±{:.0f} %").format(100 * force.value("weights_spread")),
        "simplex": _("any weights"), "ordered": _("any weights of the same order"),
        "fixed": _("weights as they are"),
    }  # fmt: skip
    return _("{}, points within their ranges").format(words[str(force.value("sampling"))])


def rests_on(
    source: pd.DataFrame, weights: pd.Series, used: pd.Series, labels: dict[str, str], unknown: float
) -> str:
    """Say that a list rests on size alone, or on what else is known, and how much of the weight is unknown.

    Parameters
    ----------
    source : DataFrame
        See `score_matrix`.
    weights : Series
        Of the main criteria.
    used : Series
        See `measures_used`.
    labels : dict of str to str
        Criterion -> its name on screen.
    unknown : float
        See `unknown_weight`.
    """
    known = [key for key in weights.index if used[key] != "revenue" and (source[key] == "data").any()]
    names = ", ".join(labels[key].lower() for key in known)
    by = _("By {} and size only").format(names) if known else _("By size only")
    words = _("{by}: nobody has scored, and {unknown:.0f} % of the weight is unknown")
    return words.format(by=by, unknown=100 * unknown)
