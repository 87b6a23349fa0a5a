"""Figures on how sure a list is: under other weightings, and by other methods."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from kamlib.show import style
from kamlib.show.words import TINY, accounts, hundredths, number, percent, short
from kamlib.text import _, ngettext

ROWS = 16
NAME_WIDTH = 30
HUNDRED = 100
TIED = 0.0005  # a change of a weight that is none in tenths of a percent
# Told apart without colour: filled, hatched, hollow.
LOOK: dict[str, dict[str, Any]] = {
    "safe": {"color": style.BLUE},
    "contested": {"fc": "white", "ec": style.VERMILION, "hatch": "////", "lw": 1.2},
    "out": {"fc": "white", "ec": style.GREY, "lw": 1.2},
}


def of_hundred(share: float) -> str:
    """Write a share of the draws as so many of 100; neither 0 nor 100 unless it is so.

    Examples
    --------
    >>> of_hundred(0.524), of_hundred(0.998), of_hundred(1.0)
    ('52 of 100', '99 of 100', '100 of 100')
    """
    return _("{count} of {all}").format(count=hundredths(share), all=number(HUNDRED))


def acceptability_bars(
    found: pd.DataFrame, *, places: int, about: str = "", caution: str = "", most: int = ROWS
) -> Figure:
    """Draw in how many of 100 draws each account is in the list, around the cut.

    Parameters
    ----------
    found : DataFrame
        From `verdicts`: ``account``, perhaps ``name``, ``in_list``, ``verdict``; most often in first.
    places : int
        Length of the list; a line is drawn below so many accounts.
    about : str
        What was varied, in words, for the line below the title.
    caution : str
        What the order rests on where no place can be called safe, in words.
    most : int
        At most so many accounts, the same number above and below the cut; how many more there are is said.

    Returns
    -------
    Figure
        Closed; without rows a slide that says why.
    """
    if found.empty:
        return style.note(_("No accounts are ranked, so there is no list to test"),
                          _("Score at least one account; then this page shows how sure its place is."))
    if (found["verdict"] == "unknown").all():
        return style.note(caution or _("Too little is known to call any place safe"),
                          _("Send the forms for scores: what people say decides most of the weight."))
    start = max(0, min(places - most // 2, len(found) - most))
    shown = found.iloc[start : start + most]
    what = _("In how many of {} draws each account is in the list").format(number(HUNDRED))
    people = _by_people(found)
    told = style.subtitle(what, about, _("decisions of people are not drawn") if any(people) else "",
                          _("filled: safe"), _("hatched: contested"), _("hollow: out"),
                          _left_off(start, len(found) - start - most))
    with style.slide(_verdict_title(found, places), told, left=0.3, bottom=0.04) as (figure, axes):
        rows = zip(shown["in_list"], shown["verdict"], people[start : start + most], strict=True)
        for place, (share, verdict, decided) in enumerate(rows):
            axes.barh(place, share, 0.62, **LOOK[verdict])
            weight = "bold" if verdict == "contested" else "normal"
            end = ", ".join(part for part in (of_hundred(share), decided) if part)
            style.at_end(axes, share, place, end, weight=weight)
        style.names_beside(axes, _names(shown).tolist())
        axes.set_xlim(0, 1.42)
        style.bare(axes)
        _cut_below(axes, places - start, len(shown), places)
    return figure


def rank_ranges(found: pd.DataFrame, *, places: int, about: str = "", most: int = ROWS) -> Figure:
    """Draw the ranks of each account in 90 of 100 draws, with the middle one and the cut.

    Parameters
    ----------
    found : DataFrame
        From `acceptability`: ``account``, perhaps ``name``, ``rank_low``, ``rank_median``, ``rank_high``.
    places, about, most
        As `acceptability_bars`.

    Returns
    -------
    Figure
        Closed; without rows a slide that says why.
    """
    if found.empty:
        return style.note(_("No accounts are ranked, so there are no ranks to compare"),
                          _("Score at least one account; then this page shows between which ranks it moves."))
    across = int(((found["rank_low"] <= places) & (found["rank_high"] > places)).sum())
    words = ngettext("{} is now inside and now outside the list",
                     "{} are now inside and now outside the list", across)
    title = words.format(accounts(across)) if across else _("Nobody's rank reaches over the end of the list")
    start = max(0, min(places - most // 2, len(found) - most))
    shown = found.iloc[start : start + most]
    told = style.subtitle(_("Ranks in 90 of 100 draws, and the middle one"), about,
                          _left_off(start, len(found) - start - most))
    with style.slide(title, told, left=0.3, right=0.96, bottom=0.14) as (figure, axes):
        rows: Any = shown.itertuples()
        for place, row in enumerate(rows):
            over = row.rank_low <= places < row.rank_high
            colour = style.VERMILION if over else style.BLUE if row.rank_high <= places else style.GREY
            axes.plot([row.rank_low, row.rank_high], [place, place], color=colour, lw=5 if over else 3,
                      solid_capstyle="round")
            axes.plot(row.rank_median, place, "o", ms=9, mfc="white" if over else colour, mec=colour, mew=2)
        style.names_beside(axes, _names(shown).tolist())
        axes.axvline(places + 0.5, color=style.INK, lw=1.2, ls="--")
        last = max(float(shown["rank_high"].max()), places + 1)
        axes.set(xlim=(0.4, last + 0.6), xlabel=_("Rank; the list ends at the broken line"))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    return figure


def stability_ranges(
    stable: pd.DataFrame, *, kept: str = "list", labels: Mapping[str, str] | None = None, about: str = ""
) -> Figure:
    """Draw how far each weight may move, alone, before the leader or the list changes.

    Parameters
    ----------
    stable : DataFrame
        From `weight_stability`: ``criterion``, ``kept``, ``weight``, ``low``, ``high``, ``critical``.
    kept : {"leader", "list"}
        What is to stay.
    labels : mapping, optional
        Criterion -> its name on screen.
    about : str
        More for the line below the title.

    Returns
    -------
    Figure
        Closed.
    """
    rows = stable[stable["kept"] == kept].reset_index(drop=True)
    names = [(labels or {}).get(key, key) for key in rows["criterion"]]
    hatched = _("hatched: the smallest change, as a share of today's weight")
    hatched = hatched if rows["critical"].any() else ""
    told = style.subtitle(_("Weight of each criterion (dot) and the range in which {} stays").format(
        _("the list") if kept == "list" else _("the leader")), hatched, about)
    title = _stable_title(rows, names, kept)
    with style.slide(title, told, left=0.3, right=0.94, bottom=0.14) as (figure, axes):
        drawn: Any = rows.itertuples()
        for place, row in enumerate(drawn):
            colour = style.VERMILION if row.critical else style.BLUE
            axes.barh(place, row.high - row.low, 0.5, left=row.low, color=style.PALE, ec=colour,
                      lw=2 if row.critical else 0.8, hatch="////" if row.critical else None)
            axes.plot(row.weight, place, "o", ms=11, color=colour, mec="white", mew=1.5)
            if row.high < 1 - TINY:
                style.at_end(axes, row.high, place, percent(row.high))
            if row.low > TINY:
                axes.annotate(percent(row.low), (row.low, place), xytext=(-6, 0), ha="right", va="center",
                              textcoords="offset points", size=style.SMALL, parse_math=False)
        style.names_beside(axes, [_("{weight} {name}").format(weight=percent(weight, 0), name=name)
                                  for name, weight in zip(names, rows["weight"], strict=True)])
        axes.axvline(0, color=style.GREY, lw=0.8)
        axes.spines["left"].set_visible(False)
        axes.set(xlim=(-0.09, 1.08), xlabel=_("Weight; the others keep their proportions"))
        style.percent_axis(axes.xaxis)
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1])
    return figure


def opinions_slope(found: pd.DataFrame, *, places: int, about: str = "", most: int = 14) -> Figure:
    """Draw the places of the best accounts by three methods, a line for each account.

    Parameters
    ----------
    found : DataFrame
        From `second_opinion`: ``account``, perhaps ``name``, ``rank_sum``, ``rank_topsis``,
        ``rank_promethee``, ``lists``; by ``rank_sum``.
    places, about, most
        As `acceptability_bars`; who stands further up or down by another method ends at the edge in
        an arrow.

    Returns
    -------
    Figure
        Closed; without rows a slide that says why.
    """
    if found.empty:
        return style.note(_("No accounts are ranked, so there is nothing to compare"),
                          _("Score at least two accounts; then this page ranks them by three methods."))
    columns = ["rank_sum", "rank_topsis", "rank_promethee"]
    stood = found.sort_values("account")[columns].rank(method="first").astype(int).loc[found.index]
    start = max(0, min(places - most // 2, len(found) - most))
    shown, names = stood.iloc[start : start + most] - start, _names(found).iloc[start : start + most]
    all_three = int((found["lists"] == len(columns)).sum())
    title = _("All three methods have the same list") if not found["lists"].between(1, 2).any() else _(
        "All three methods agree on {some} of {places} places").format(
            some=number(all_three), places=number(min(places, len(found))))
    top = 0 if (shown < 1).any(axis=None) else 1
    bottom = len(shown) + (1 if (shown > len(shown)).any(axis=None) else 0)
    cut = (shown < top).any(axis=None) or (shown > bottom).any(axis=None)
    further = _("▲ ▼: goes further") if cut else ""
    told = style.subtitle(_("Places by three methods from the same scores"), about, further,
                          _left_off(start, len(found) - start - most))
    with style.slide(title, told, left=0.3, right=0.91, bottom=0.04) as (figure, axes):
        for lists, row in zip(found["lists"].iloc[start:], shown.to_numpy(), strict=False):
            changed = 0 < lists < len(columns)
            colour = style.VERMILION if changed else style.BLUE if lists else style.GREY
            seen = row.clip(top, bottom) - 1
            axes.plot(range(3), seen, color=colour, lw=3 if changed else 1.6, ls="--" if changed else "-",
                      clip_on=False)
            for mark, there in (("^", row < top), ("v", row > bottom), ("o", (row >= top) & (row <= bottom))):
                axes.plot(np.flatnonzero(there), seen[there], mark, color=colour, clip_on=False,
                          ms=7 if mark == "o" else 11)
        style.names_beside(axes, names.tolist())
        axes.set(xlim=(-0.05, 2.05), ylim=(bottom - 0.4, top - 1.6), xticks=range(3))
        axes.xaxis.tick_top()
        axes.set_xticklabels([_("weighted sum"), _("nearest to the best"), _("pair by pair")])
        axes.tick_params(axis="x", length=0)
        for spine in ("bottom", "left"):
            axes.spines[spine].set_visible(False)
        if 0 < places - start < bottom:
            axes.axhline(places - start - 0.5, color=style.INK, lw=1.2, ls=":")
    return figure


def _names(frame: pd.DataFrame) -> pd.Series:
    return frame["name"] if "name" in frame else frame["account"]


def _by_people(found: pd.DataFrame) -> list[str]:
    """Say of each account whether people put it on the list or took it off, against the points."""
    words = {"key": _("put on"), "not key": _("taken off")}
    return [words.get(said, "") for said in found["decided"]] if "decided" in found else [""] * len(found)


def _left_off(above: int, below: int) -> str:
    """Say how many accounts are not drawn."""
    parts = [_("{} more above").format(number(above)) if above > 0 else "",
             _("{} more below").format(number(below)) if below > 0 else ""]
    return ", ".join(part for part in parts if part)


def _verdict_title(found: pd.DataFrame, places: int) -> str:
    safe, contested = (int((found["verdict"] == word).sum()) for word in ("safe", "contested"))
    if len(found) <= places:
        return nothing_cut(found, places)
    if not contested:
        return _("The list is sure: {} in it, and nobody contests a place").format(accounts(safe))
    left = min(places, len(found)) - safe
    if not safe:
        return ngettext("No place is sure: {who} contests {left}", "No place is sure: {who} contest {left}",
                        contested).format(who=accounts(contested), left=_places(left))
    words = ngettext("{safe} safe in the list, {who} contests {left} more",
                     "{safe} safe in the list, {who} contest {left} more", contested)
    return words.format(safe=accounts(safe), who=number(contested), left=_places(left))


def nothing_cut(found: pd.DataFrame, places: int) -> str:
    """Say that there are no more nominees than places, so that the draws decide nothing."""
    return ngettext("{n} nominee for {places}: nothing is cut, whatever is drawn",
                    "{n} nominees for {places}: nothing is cut, whatever is drawn",
                    len(found)).format(n=number(len(found)), places=_places(places))


def _places(count: int) -> str:
    return ngettext("{} place", "{} places", count).format(number(count))


def _cut_below(axes: Axes, row: int, shown: int, places: int) -> None:
    """Draw the end of the list, if it lies among the rows."""
    if not 0 < row < shown:
        return
    axes.axhline(row - 0.5, color=style.INK, lw=1.2, ls="--")
    style.write(axes, 1.415, row - 0.5, _places(places), ha="right", va="center", weight="bold")


def _stable_title(rows: pd.DataFrame, names: list[str], kept: str) -> str:
    """Name the weight whose smallest relative change does it."""
    what = _("the list") if kept == "list" else _("the leader")
    if not rows["critical"].any():
        return _("No weight alone changes {what}, whatever it is").format(what=what)
    at = int(rows["critical"].to_numpy().argmax())
    row = rows.iloc[at]
    down = row["weight"] - row["low"] if pd.notna(row["below_in"]) else float("inf")
    up = row["high"] - row["weight"] if pd.notna(row["above_in"]) else float("inf")
    if min(up, down) < TIED:
        return _("{what} hangs on a tie: the least change of {name} changes it").format(
            what=what.capitalize(), name=short(names[at], NAME_WIDTH))
    to, way = (row["high"], _("above")) if up <= down else (row["low"], _("below"))
    words = _("{name} decides: {way} {to} instead of {weight} {what} changes")
    return words.format(name=short(names[at], NAME_WIDTH), way=way, to=percent(to),
                        weight=percent(row["weight"]), what=what)
