"""Sentences on how sure a list is, in the words of the room."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kamlib.show.lab import nothing_cut, of_hundred
from kamlib.show.readings import NAME, TOLD, Reading
from kamlib.show.words import TINY, accounts, number, percent, short
from kamlib.text import _, ngettext

LISTED = 5  # names in one sentence


def read_acceptability(
    found: pd.DataFrame, *, places: int, drawn: str, safe: float, caution: str = ""
) -> Reading:
    """Say what was drawn, who is safe under it, and who is contested.

    Parameters
    ----------
    found : DataFrame
        From `certainty`.
    places : int
        Length of the list.
    drawn : str
        What was drawn, in words.
    safe : float
        Share of the draws from which on a place is safe.
    caution : str
        What the order rests on where no place can be called safe, in words.
    """
    if found.empty:
        return Reading(_("No accounts are ranked."))
    if caution:
        return Reading(f"{caution}.", _("No place is safe: let people score, or find out what is unknown."))
    if len(found) <= places:
        return Reading(f"{nothing_cut(found, places)}.")
    sure, contested = (found[found["verdict"] == word] for word in ("safe", "contested"))
    words = _(
        "Of {places} {safe} safe: in the list in at least {limit} of 100 draws, {drawn}."
    )
    first = words.format(
        places=ngettext("{} place", "{} places", places).format(number(places)),
        safe=ngettext("{} is", "{} are", len(sure)).format(number(len(sure))),
        limit=number(100 * safe),
        drawn=drawn,
    )
    beside = _beside(found, safe) if "any_weights" in found else ""
    beside = " ".join(part for part in (beside, _not_drawn(found)) if part)
    if contested.empty:
        return Reading(first, beside, _("Nobody contests a place."))
    told = ", ".join(
        _("{name} in {often} draws").format(name=short(name, NAME), often=of_hundred(share))
        for name, share in zip(_names(contested).head(LISTED), contested["in_list"], strict=False)
    )
    more = _(" and {} more").format(accounts(len(contested) - LISTED)) if len(contested) > LISTED else ""
    return Reading(
        first, beside, _("Talk about these: in the list are {told}{more}.").format(told=told, more=more)
    )


def _beside(found: pd.DataFrame, safe: float) -> str:
    """Say how many places are safe when weights alone vary, and with any weights."""
    alone, free = (
        int((found[name] >= safe - TINY).sum()) for name in ("weights_alone", "any_weights")
    )
    words = _("With points as they are {alone} would be safe; with any weights at all, {free}.")
    return words.format(alone=number(alone), free=number(free))


def _not_drawn(found: pd.DataFrame) -> str:
    """Name those whom people put on the list or took off, against the points: the draws ignore it."""
    if "decided" not in found or not (found["decided"] != "").any():
        return ""
    words = {"key": _("{}, put on"), "not key": _("{}, taken off")}
    people = found[found["decided"] != ""]
    told = "; ".join(words[said].format(short(name, NAME))
                     for name, said in zip(_names(people), people["decided"], strict=True))
    return _("This goes by points alone; decisions of people are not drawn ({}).").format(told)


def read_stability(
    stable: pd.DataFrame, *, labels: Mapping[str, str] | None = None, names: Mapping[str, str] | None = None
) -> Reading:
    """Say which weight decides, who then comes in, and how far each weight may go before the list changes.

    ``stable`` comes from `weight_stability`.
    """
    sentences = []
    for kept, rows in stable.groupby("kept", sort=False):
        critical = rows[rows["critical"]]
        sentences.append(
            _critical(critical.iloc[0], str(kept), labels or {}, names or {})
            if len(critical)
            else _("No weight alone changes {what}.").format(what=_what(str(kept)))
        )
    sentences.append(_limits(stable[stable["kept"] == "list"], labels or {}))
    moved = stable[stable["critical"]]
    heaviest = set(stable.loc[stable["weight"] >= stable["weight"].max(), "criterion"])
    other = len(moved) > 0 and not heaviest & set(moved["criterion"])
    return Reading(*sentences, _("It is not the heaviest criterion that decides.") if other else "")


def read_agreement(
    found: Any, left_out: pd.DataFrame | None = None, *, on: str = "", chance: float = 0.05, cut: bool = True
) -> Reading:
    """Say how far the evaluators agree, and whose absence would change the list.

    Parameters
    ----------
    found : Agreement or None
        From `kendall_w`; None where fewer than two people scored the same accounts.
    left_out : DataFrame, optional
        From `leave_one_out`.
    on : str
        The criteria that people decide, by name.
    chance : float
        From this probability on it is said that so much agreement comes by chance; a convention.
    cut : bool
        Whether there are more nominees than places; else nobody's absence could change the list.
    """
    if found is None:
        words = _("Fewer than two people scored the same accounts; nobody can say whether they agree.")
        return Reading(words)
    if pd.isna(found.w):
        first = _("Nobody tells the accounts apart: all scores are alike.")
    else:
        about = _("{people} agree to {w} of 1 on the order of {accounts} by {on}: {band} agreement.")
        if not on:
            about = _("{people} agree to {w} of 1 on the order of {accounts}: {band} agreement.")
        first = about.format(
            on=on,
            people=ngettext("{} evaluator", "{} evaluators", found.evaluators).format(
                number(found.evaluators)
            ),
            w=number(found.w, 2),
            accounts=accounts(found.accounts),
            band=_(found.band),
        )
    words = _("So much agreement comes by chance in {often} cases: don't build on it.")
    luck = words.format(often=of_hundred(found.p)) if found.p >= chance else ""
    few = (
        _("{} not scored by everybody are left out.").format(accounts(found.left_out))
        if found.left_out
        else ""
    )
    return Reading(first, luck, few, _left(left_out) if cut and left_out is not None else "")


def read_opinions(found: pd.DataFrame, *, places: int) -> Reading:
    """Say on how many places three methods agree and where they don't; ``found`` is from `second_opinion`."""
    if found.empty:
        return Reading(_("No accounts are ranked."))
    if len(found) <= places:
        words = ngettext("The {n} nominee has a place by every method: only ranks can differ.",
                         "All {n} nominees have a place by every method: only ranks can differ.", len(found))
        return Reading(words.format(n=number(len(found))))
    split = found[found["lists"].between(1, 2)]
    if split.empty:
        return Reading(_("Three methods give the same list: it does not hang on the method."))
    sure = int((found["lists"] == 3).sum())
    first = _("Three methods agree on {sure} of {places}.").format(
        sure=number(sure),
        places=ngettext("{} place", "{} places", places).format(number(min(places, len(found)))),
    )
    told = ", ".join(
        _("{name} (rank {ranks})").format(
            name=short(row["name"] if "name" in split else row["account"], NAME),
            ranks=" / ".join(number(row[f"rank_{way}"]) for way in ("sum", "topsis", "promethee")),
        )
        for _i, row in split.head(LISTED).iterrows()
    )
    more = _(" and {} more").format(accounts(len(split) - LISTED)) if len(split) > LISTED else ""
    return Reading(
        first, _("They differ on {told}{more}: look at these by hand.").format(told=told, more=more)
    )


def read_information(
    worth: pd.DataFrame, *, labels: Mapping[str, str] | None = None, caution: str = ""
) -> Reading:
    """Say which open fact to ask for first; ``worth`` comes from `information_value`.

    ``caution`` says what the order rests on where hardly anything is known: then all facts are missing.
    """
    if caution:
        return Reading(f"{caution}.", _("Scores of people are missing most: no single fact settles it."))
    if worth.empty:
        return Reading(_("No contested account has an open score: more facts would not change the list."))
    sentences = []
    for _i, row in worth.head(TOLD).iterrows():
        words = _("{name}, {criterion}: in {now} draws now, {low} if it turns out low, {high} if high.")
        sentences.append(
            words.format(
                name=short(row["name"] if "name" in worth else row["account"], NAME),
                criterion=(labels or {}).get(row["criterion"], row["criterion"]),
                now=of_hundred(row["in_list"]),
                low=of_hundred(row["if_low"]),
                high=of_hundred(row["if_high"]),
            )
        )
    settling, able = worth[worth["settles"]], worth[worth["can_settle"]]
    last = _("No single fact settles a place: weigh them together, or talk about the weights.")
    if len(able):
        last = ngettext(
            "{} open fact can settle its account alone: at one end it is safe, at the other out.",
            "{} open facts can each settle their account alone: at one end it is safe, at the other out.",
            len(able),
        ).format(number(len(able)))
    if len(settling):
        count = len(settling)
        last = ngettext(
            "{} open fact would alone probably settle its account.",
            "{} open facts would each alone probably settle their account.",
            count,
        ).format(number(count))
    return Reading(*sentences, last)


def _names(frame: pd.DataFrame) -> pd.Series:
    return frame["name"] if "name" in frame else frame["account"]


def _what(kept: str) -> str:
    return _("the leader") if kept == "leader" else _("the list")


def _critical(row: Any, kept: str, labels: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Say where the critical weight turns, and who comes in for whom."""
    down = row["weight"] - row["low"] if pd.notna(row["below_in"]) else float("inf")
    up = row["high"] - row["weight"] if pd.notna(row["above_in"]) else float("inf")
    side, to, way = ("above", row["high"], _("above")) if up <= down else ("below", row["low"], _("below"))
    comes, goes = (
        short(names.get(row[f"{side}_{end}"], row[f"{side}_{end}"]), NAME) for end in ("in", "out")
    )
    words = (
        _("{criterion} at {weight}: {way} {to} {comes} leads instead of {goes}.")
        if kept == "leader"
        else _("{criterion} at {weight}: {way} {to} {comes} comes into the list for {goes}.")
    )
    return words.format(
        criterion=labels.get(row["criterion"], row["criterion"]),
        weight=percent(row["weight"]),
        way=way,
        to=percent(to),
        comes=comes,
        goes=goes,
    )


def _limits(rows: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """Say between which weights of each criterion the list stays, the one that turns first before all."""
    able = rows.dropna(subset="change").sort_values("change", kind="stable")
    if able.empty:
        return ""
    told = "; ".join(
        _("{criterion} from {low} to {high}").format(
            criterion=labels.get(row["criterion"], row["criterion"]),
            low=percent(row["low"]), high=percent(row["high"]))
        for _i, row in able.iterrows()
    )
    return _("The list stays with {told}, each alone.").format(told=told)


def _left(left_out: pd.DataFrame) -> str:
    """Name those without whom the list would be another."""
    moving = left_out[left_out["who"].notna() & (left_out["changes"] > 0)]
    if moving.empty:
        return _("Whoever is left out, the list stays.")
    told = ", ".join(
        _("{who} ({changes})").format(
            who=short(row["who"], NAME),
            changes=ngettext("{} place", "{} places", row["changes"]).format(number(row["changes"])),
        )
        for _i, row in moving.head(LISTED).iterrows()
    )
    return _("The list would be another without {told}.").format(told=told)
