"""The sentences on hours: who has too many accounts, who could carry them, what one more manager changes."""

import pandas as pd

from kamlib.show.readings import Reading
from kamlib.show.readings_manager import named
from kamlib.show.words import accounts, number, percent, short
from kamlib.text import _, ngettext

NAME = 28
TOLD = 4
OVER = 0.05  # hours; less is a matter of rounding


def read_loads(loads: pd.DataFrame) -> Reading:
    """Say who has more than his hours, who has room, and what equal treatment would leave; from `loads`."""
    known = loads[loads["load"].notna()]
    if known.empty:
        return Reading(_("Nobody's hours are known: type them in the form for managers."))
    over = known[known["hours"] > known["limit"] + OVER].sort_values("load", ascending=False)
    words = ngettext("{n} takes {hours} hours a month of the {limit} that {name} has.",
                     "{n} take {hours} hours a month of the {limit} that {name} has.", 2)
    first = " ".join(words.format(
        name=short(row["manager"], NAME), n=accounts(int(row["accounts"])), hours=number(row["hours"]),
        limit=number(row["limit"])) for _i, row in over.head(2).iterrows())
    more = _("So it is with {} more.").format(number(len(over) - 2)) if len(over) > 2 else ""
    least = known.sort_values("load").iloc[0]
    room = _("Most room has {name}: {hours} of {limit} hours, {n}.").format(
        name=short(least["manager"], NAME), hours=number(least["hours"]), limit=number(least["limit"]),
        n=accounts(int(least["accounts"])))
    unknown = int(loads["unknown"].sum())
    gap = ngettext("For {} nobody knows the hours; it counts as none.", "For {} nobody knows the hours; they "
                   "count as none.", unknown).format(accounts(unknown)) if unknown else ""
    return Reading(first or _("Nobody's accounts take more hours than there are."), more, room,
                   _equally(known), gap)


def _equally(known: pd.DataFrame) -> str:
    busy = known[known["minutes"].notna()].sort_values("minutes")
    if busy.empty:
        return ""
    row = busy.iloc[0]
    words = _("Treated equally, each account of {name} would get {minutes} minutes a week: equally well for "
              "all is equally average.")
    return words.format(name=short(row["manager"], NAME), minutes=number(row["minutes"]))


def read_assignment(found: pd.DataFrame, *, relation_years: float) -> Reading:
    """Say which accounts change hands, which stay without hours, and what is only assumed.

    Parameters
    ----------
    found : DataFrame
        From `assign`; perhaps with ``relation_unknown``: it buys, and no sale names its manager.
    relation_years : float
        Relations at least so old are not handed over.

    Returns
    -------
    Reading
        Up to six sentences.
    """
    moved, left = found[found["moved"]], found[~found["served"]]
    pairs = [_("{name} to {manager}").format(name=short(row["name"], NAME),
                                             manager=short(row["proposed"], NAME))
             for _i, row in moved.head(TOLD).iterrows()]
    more = _(" and {} more").format(number(len(moved) - TOLD)) if len(moved) > TOLD else ""
    words = ngettext("{n} changes hands: {pairs}{more}.", "{n} change hands: {pairs}{more}.", len(moved))
    first = words.format(n=accounts(len(moved)), pairs=", ".join(pairs), more=more)
    names = (left["name"] if "name" in left else left["account"]).tolist()
    second = _("For {n} no hours are left: {names}.").format(n=accounts(len(left)), names=named(names))
    kept = int((found["fixed"] == "years").sum())
    third = ngettext("{n} stays because the relation is {years} years old or older.",
                     "{n} stay because the relation is {years} years old or older.", kept).format(
        n=accounts(kept), years=number(relation_years)) if kept else ""
    shared = int((found["fixed"] == "shared").sum())
    also = ngettext("{n} stays because several managers sell to it.",
                    "{n} stay because several managers sell to them.", shared).format(
        n=accounts(shared)) if shared else ""
    assumed = int(found["assumed"].sum())
    fourth = _("That the new manager has the same influence is assumed for {}.").format(
        accounts(assumed)) if assumed else ""
    unknown = int(found.get("relation_unknown", pd.Series(dtype="bool")).sum())
    fifth = ngettext(
        "How old the relation of {n} is, is not known: no sale to it names its manager. It may change hands.",
        "How old the relations of {n} are is not known: no sale to them names their managers. "
        "They may change hands.", unknown).format(n=accounts(unknown)) if unknown else ""
    return Reading(first if len(moved) else _("Nothing has to change hands."),
                   second if len(left) else _("Everything fits into the hours there are."), third, also,
                   fourth, fifth)


def read_one_more(plans: pd.DataFrame) -> Reading:
    """Say what one more manager would change; from `one_more_manager`."""
    rows = plans.set_index("plan")
    counts = rows["accounts"].astype("int64")
    gained = counts["one_more"] - counts["proposal"]
    left = int(rows["unserved"].astype("int64")["proposal"])
    highest = rows["highest"].astype("float64")
    if not left:
        first = _("Nobody more is needed: the proposal serves every account.")
        after, before = (percent(highest[plan], 0) for plan in ("one_more", "proposal"))
        same = _("One more would not even lower the highest load: {}.").format(before)
        lower = _("With one more the highest load would be {after} and not {before}.")
        return Reading(first, same if after == before else lower.format(after=after, before=before))
    if not gained:
        return Reading(ngettext(
            "{n} stays without hours, and one more manager would not change that: it may not change hands, "
            "or takes more hours than anybody has.",
            "{n} stay without hours, and one more manager would not change that: they may not change hands, "
            "or take more hours than anybody has.",
            left).format(n=accounts(left)))
    words = _("One more manager would carry {n} more than the proposal; {left} would be left without hours.")
    return Reading(words.format(n=accounts(gained), left=number(left - gained)))
