"""What an absence cost: orders and revenue of those weeks, with and without a second contact."""

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from kamlib.show import style
from kamlib.show.readings import Reading
from kamlib.show.words import accounts, change, number, percent, short
from kamlib.text import N_, _, ngettext

NAME = 26
FEW = 4  # with fewer bars the slide stays as it is with so many
KINDS = {"single": N_("one contact"), "second": N_("second contact"), "unknown": N_("not known")}


def absence_bars(absences: pd.DataFrame) -> Figure:
    """Draw how orders, or revenue, of the weeks away differ from the same weeks a year earlier.

    Parameters
    ----------
    absences : DataFrame
        From `kamlib.flow`: ``person``, ``side``, ``first`` (day), ``kind``, ``name``, ``lines``,
        ``orders_before``, ``orders``, ``orders_change``, ``amount_change``; of ours orders count, of theirs
        revenue.

    Returns
    -------
    Figure
        Closed; without rows a slide that says so.
    """
    ours = absences["side"] == "ours"
    known = absences.assign(change=absences["orders_change"].where(ours, absences["amount_change"]))
    known = known.dropna(subset="change").head(8).reset_index(drop=True)
    if known.empty:
        return style.note(_("Nobody was away, as far as anybody wrote it down"), _(
            "Write in judgement/absences.csv who of ours or of theirs was away or has left, from when to "
            "when; then the sales of those weeks tell what hung on that person."))
    about = _("Against the same weeks a year earlier; one of ours away: orders; one of theirs left: revenue")
    with style.slide(_absence_title(known), about, left=0.47, bottom=0.06) as (figure, axes):
        looks = {"single": style.VERMILION, "itself": style.VERMILION, "unknown": style.GREY}
        colours = [looks.get(kind, style.BLUE) for kind in known["kind"]]
        axes.barh(range(len(known)), known["change"], 0.6, color=colours)
        low, high = min(0.0, float(known["change"].min())), max(0.0, float(known["change"].max()))
        for place, row in enumerate(known.to_dict("records")):
            # Words stand right of zero, where falls leave room.
            style.at_end(axes, max(row["change"], 0.0), place, _absence_words(row))
        style.names_beside(axes, [_absence_name(row) for row in known.to_dict("records")])
        axes.axvline(0, color=style.INK, lw=1)
        axes.set_xlim(low * 1.05 if low < 0 else -0.02, high + 0.75 * max(high - low, 0.1))
        axes.set_ylim(max(len(known), FEW) - 0.4, -0.6)
        axes.spines["left"].set_visible(False)
        style.bare(axes)
    return figure


def _absence_name(row: dict[Any, Any]) -> str:
    if row["side"] == "ours":
        return _("{who} away {month}, {kind}").format(
            who=short(row["person"], 20), month=row["first"].strftime("%Y-%m"), kind=_(KINDS[row["kind"]]))
    lines = ngettext("{} line", "{} lines", int(row["lines"])).format(number(row["lines"]))
    return _("{name}, {lines}").format(name=short(row["name"], NAME), lines=lines)


def _absence_words(row: dict[Any, Any]) -> str:
    if row["side"] == "ours":
        return _("{change}: {before} to {now} orders").format(
            change=_change(row["change"]), before=number(row["orders_before"]), now=number(row["orders"]))
    who = _("{} left").format(short(row["person"], 20)) if row["kind"] == "itself" else _("nobody left")
    return _("{change}: {who}").format(change=_change(row["change"]), who=who)


def _change(share: float) -> str:
    """Write a change; one that rounds to nothing without a sign."""
    return percent(0.0, 0) if abs(share) < 0.005 else change(share, 0)


def _absence_title(known: pd.DataFrame) -> str:
    ours = known[known["side"] == "ours"]
    for (person, _day), mine in ours.groupby(["person", "first"], sort=False):
        kinds = mine.set_index("kind")["change"]
        if {"single", "second"} <= set(kinds.index):
            words = _("While {who} was away: {one} without a second contact, {two} with one")
            one, two = (_fewer(float(kinds[kind])) for kind in ("single", "second"))
            return words.format(who=short(person, NAME), one=one, two=two)
    first = known.iloc[0]
    who, move = short(first["person"], NAME), float(first["change"])
    if first["side"] == "ours":
        return _("While {who} was away: {how}").format(who=who, how=_fewer(move))
    return _("{who} left, and the revenue of {name} changed by {how}").format(
        who=who, how=_change(move), name=short(first["name"], NAME))


def _fewer(share: float) -> str:
    """Say a change of the number of orders."""
    if abs(share) < 0.005:
        return _("as many orders")
    words = _("{} fewer orders") if share < 0 else _("{} more orders")
    return words.format(percent(abs(share), 0))


def read_absences(absences: pd.DataFrame) -> Reading:
    """Say what the weeks away did to orders with and without a second contact, and where somebody left."""
    if absences.empty:
        return Reading(_("Nobody wrote down an absence; the sales can't tell what one cost."))
    told = []
    for (person, side, _day), rows in absences.groupby(["person", "side", "first"], sort=False):
        kinds = rows.set_index("kind")
        who = short(person, NAME)
        told.append(_ours_away(who, kinds) if side == "ours" else _theirs_left(who, kinds))
    return Reading(*told[:4])


def _ours_away(who: str, kinds: pd.DataFrame) -> str:
    span = _("{:%Y-%m-%d} to {:%Y-%m-%d}").format(kinds["first"].iloc[0], kinds["last"].iloc[0])
    words = {"single": _("{n} without a second contact ordered {how} ({before} to {now} orders)"),
             "second": _("{n} with one ordered {how} ({before} to {now})"),
             "unknown": _("{n} of which nobody wrote down who knew them ordered {how} ({before} to {now})")}
    parts = [
        words[str(kind)].format(n=accounts(int(row["accounts"])), how=_moved(row["orders_change"]),
                                before=number(row["orders_before"]), now=number(row["orders"]))
        for kind, row in kinds.to_dict("index").items()
    ]
    return _("{who} was away from {span}: {parts}.").format(who=who, span=span, parts=", ".join(parts))


def _theirs_left(who: str, kinds: pd.DataFrame) -> str:
    rows = kinds.to_dict("index")
    itself = rows["itself"]
    lines = ngettext("{} two-way line", "{} two-way lines", int(itself["lines"])).format(
        number(itself["lines"]))
    first = _("{who} left {name}, which had {lines}: revenue {how} since").format(
        who=who, name=short(itself["name"], NAME), lines=lines, how=_moved(itself["amount_change"]))
    if "twin" not in rows:
        return first + "."
    twin = rows["twin"]
    more = ngettext("{} line", "{} lines", int(twin["lines"])).format(number(twin["lines"]))
    return _("{first}; at {name}, most like it and with {lines}, {how}.").format(
        first=first, name=short(twin["name"], NAME), lines=more, how=_moved(twin["amount_change"]))


def _moved(share: float) -> str:
    if pd.isna(share):
        return _("(nothing to compare with)")
    if abs(share) < 0.005:
        return _("as much as a year before")
    return _("{} against the year before").format(change(share, 0))
