"""Figures of the points: the ranking with its cut, and the spread between people."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from kamlib.show import style
from kamlib.show.selection import legend_below
from kamlib.show.words import hundredths, number, percent, short
from kamlib.text import _, ngettext

NAME = 20
STACK = (style.BLUE, style.ORANGE, style.GREEN, style.SKY, style.VERMILION, "#CC79A7", "#F0E442", style.GREY)
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
AFTER = 2  # accounts shown behind the cut


def score_bars(
    ranked: pd.DataFrame, parts: pd.DataFrame, *, places: int, labels: Mapping[str, str], tie_gap: float,
    period: str, ranges: pd.DataFrame | None = None, chances: pd.DataFrame | None = None, caution: str = "",
    most: int = 17,
) -> Figure:
    """Draw the ranking with its cut: what each criterion adds, how far each score may move, who is contested.

    Parameters
    ----------
    ranked : DataFrame
        From `ranking`, only the accounts that compete for a place: ``account``, ``name``, ``score``,
        ``incomplete``; best first.
    parts : DataFrame
        From `contributions`: index account, one column for each main criterion.
    places : int
        Where the list is cut.
    labels : dict of str to str
        Criterion -> name on screen.
    tie_gap : float
        A gap at the cut below this share of the score is a tie.
    period : str
        The period in words.
    ranges : DataFrame, optional
        From `score_range`: index account, ``score_low``, ``score_high``.
    chances : DataFrame, optional
        ``account``, ``in_list`` (share of the draws), ``verdict``; contested ones are marked.
    caution : str
        What the order rests on where that is little, in words: it is the title then.
    most : int
        At most so many rows, those around the cut.

    Returns
    -------
    Figure
        Closed; without accounts a slide that says so.
    """
    if ranked.empty:
        return style.note(_("Nobody is nominated, so there is no order"),
                          _("Answer the open questions of the screen first."))
    start = max(0, min(places + AFTER, len(ranked)) - most)
    shown = ranked.iloc[start:start + most]
    about = style.subtitle(
        _("Points, 1 to 10, by main criterion"),
        _("ranks {} to {} of {}").format(*map(number, (start + 1, start + len(shown), len(ranked))))
        if len(shown) < len(ranked) else "", period)
    low = 0.13 if len(parts.columns) < 4 else 0.18
    title = caution or _cut_title(ranked, places, tie_gap)
    with style.slide(title, about, left=0.3, right=0.97, bottom=low) as drawn:
        figure, axes = drawn
        _stacks(axes, shown, parts, labels)
        ends = _whiskers(axes, shown, ranges)
        odds = {} if chances is None else _contested(chances)
        for place, (account, score, incomplete) in enumerate(
                zip(shown["account"], shown["score"], shown["incomplete"], strict=True)):
            words = " ".join(part for part in (number(score, 2), "?" if incomplete else "",
                                               odds.get(account, "")) if part)
            style.at_end(axes, ends[place], place, words, weight="bold" if account in odds else "normal")
        style.names_beside(axes, [f"{start + place}  {name}" for place, name in enumerate(shown["name"], 1)])
        axes.set(xlim=(0, 14.2 if odds else 12.0), xticks=[])
        axes.spines["bottom"].set_visible(False)
        cut = places - start
        if 0 < cut < len(shown):
            axes.hlines(cut - 0.5, 0, min(ends[cut - 1], ends[cut]), color=style.INK, lw=2, ls=(0, (4, 2)))
        marks: list[Any] = [Patch(color=colour, label=short(labels.get(key, key), 22))
                            for key, colour in zip(parts.columns, STACK, strict=False)]
        if 0 < cut < len(shown):
            marks.append(Line2D([], [], color=style.INK, lw=2, ls=(0, (3, 1.5)), label=_("the cut")))
        notes = [_("whisker: all points low or high")] if ranges is not None else []
        notes += [_("?: not all is known")] if shown["incomplete"].any() else []
        notes += [_("bold: contested, in so many of 100 draws")] if odds else []
        legend_below(axes, marks, columns=4, up=0.035)
        figure.text(style.LEFT, 0.018, style.subtitle(*notes), size=12, color=style.GREY)
    return figure


def _cut_title(ranked: pd.DataFrame, places: int, tie_gap: float) -> str:
    """State the finding at the cut."""
    first = ranked.iloc[0]
    if len(ranked) <= places:
        return ngettext("{n} nominee for {places} places: nothing is cut; {first} leads with {score}",
                        "{n} nominees for {places} places: nothing is cut; {first} leads with {score}",
                        len(ranked)).format(n=number(len(ranked)), places=number(places),
                                            first=short(first["name"], NAME), score=number(first["score"], 2))
    last, out = ranked.iloc[places - 1], ranked.iloc[places]
    gap = (last["score"] - out["score"]) / last["score"]
    words = _("{places} of {n} nominees have a place; {last} is in and {out} is out by {gap}")
    if gap < tie_gap:
        words = _("{places} of {n} nominees have a place; the cut is a tie: {gap} between {last} and {out}")
    return words.format(places=number(places), n=number(len(ranked)), gap=percent(gap),
                        last=short(last["name"], NAME), out=short(out["name"], NAME))


def _stacks(axes: Axes, shown: pd.DataFrame, parts: pd.DataFrame, labels: Mapping[str, str]) -> None:
    table = parts.reindex(shown["account"])
    left = pd.Series(0.0, index=table.index)
    for key, colour in zip(table, STACK, strict=False):
        axes.barh(range(len(table)), table[key], 0.72, left=left.to_numpy(), color=colour, edgecolor="white",
                  linewidth=0.8)
        left = left + table[key].fillna(0.0)


def _whiskers(axes: Axes, shown: pd.DataFrame, ranges: pd.DataFrame | None) -> list[float]:
    """Draw how far each score may move; return where its row ends."""
    if ranges is None:
        return [float(score) for score in shown["score"]]
    ends = ranges.reindex(shown["account"])
    places = range(len(shown))
    axes.hlines(places, ends["score_low"], ends["score_high"], color=style.INK, lw=1.3)
    for column in ("score_low", "score_high"):
        axes.plot(ends[column], places, "|", ms=7, mew=1.3, color=style.INK)
    return [max(float(high), float(score)) for high, score in zip(ends["score_high"], shown["score"],
                                                                  strict=True)]


def _contested(chances: pd.DataFrame) -> dict[str, str]:
    rows = chances[chances["verdict"] == "contested"]
    return {account: _("· in {} of 100").format(hundredths(share))
            for account, share in zip(rows["account"], rows["in_list"], strict=True)}


def spread_dots(
    points: pd.DataFrame, *, what: str, period: str, most: int = 12
) -> Figure:
    """Draw what each evaluator gave to each account, those they agree on least first.

    Parameters
    ----------
    points : DataFrame
        One row for each account and evaluator: ``account``, ``name``, ``who``, ``score``; from `by_evaluator`
        or of one criterion.
    what : str
        What was scored: "weighted score", or the name of a criterion.
    period : str
        The period or the round in words.
    most : int
        At most so many accounts.

    Returns
    -------
    Figure
        Closed; with fewer than two evaluators a slide that says so.
    """
    people = sorted(points["who"].unique())
    spread = _spread(points)
    if len(people) < 2 or spread.empty:
        return style.note(_("No spread: fewer than two people have scored the same account"),
                          _("Send the forms to several people, and collect them before anybody talks."))
    shown = spread.head(most)
    first = shown.iloc[0]
    title = _("People agree least on {name}: from {low} to {high}").format(
        name=short(first["name"], NAME), low=number(first["low"], 1), high=number(first["high"], 1))
    if first["high"] - first["low"] <= 1:
        title = _("People agree: no account's points lie more than {} apart").format(
            number(first["high"] - first["low"], 1))
    left = len(spread) - len(shown)
    more = _("{} more not shown").format(number(left)) if left else ""
    about = style.subtitle(_("Points of each person: {what}").format(what=what), _("line: the median"), more,
                           period)
    with style.slide(title, about, left=0.28, right=0.95, bottom=0.2) as (figure, axes):
        axes.hlines(range(len(shown)), shown["low"], shown["high"], color=style.PALE, lw=6)
        few = len(people) <= len(MARKERS)
        for place, who in enumerate(people):
            own = points[points["who"] == who].set_index("account")["score"].reindex(shown["account"])
            aside = (place - (len(people) - 1) / 2) * min(0.1, 0.6 / len(people))
            axes.plot(own, [row + aside for row in range(len(shown))], MARKERS[place if few else 0], ms=8,
                      color=STACK[place if few else 0], mec="white", mew=0.6, alpha=0.95)
        axes.plot(shown["median"], range(len(shown)), "|", ms=20, mew=2.2, color=style.INK, zorder=5)
        style.names_beside(axes, shown["name"].tolist())
        axes.set(xlim=(0.7, 10.3), xticks=range(1, 11))
        axes.tick_params(axis="x", length=0)
        marks: list[Any] = [
            Line2D([], [], marker=mark, ms=9, lw=0, color=colour, label=short(who, 18))
            for who, mark, colour in zip(people, MARKERS, STACK, strict=False)]
        legend_below(axes, marks if few else [], columns=4)
    return figure


def _spread(points: pd.DataFrame) -> pd.DataFrame:
    groups = points.groupby("account")
    table = groups["score"].agg(["min", "max", "median", "size"])
    table = table.rename(columns={"min": "low", "max": "high"}).assign(name=groups["name"].first())
    table = table[table["size"] > 1].assign(range=table["high"] - table["low"]).reset_index()
    return table.sort_values(["range", "account"], ascending=[False, True], ignore_index=True)
