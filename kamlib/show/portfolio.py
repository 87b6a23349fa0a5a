"""Figures of a portfolio: who brings how much, and how few they are."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kamlib.show import style
from kamlib.show.words import accounts, number, percent
from kamlib.text import _

LARGEST_ROOM = 420  # pixels for the name of the largest account
LORENZ_ROOM = 0.09  # below this share the label of the point would stand on the axis
NEARLY = 0.005  # shares that are the same in whole percent


def pareto_curve(
    curve: pd.DataFrame, *, what: str, period: str, claimed: tuple[float, float] = (0.2, 0.8)
) -> Figure:
    """Draw what the largest accounts bring together, and the claim of the sources beside it.

    Parameters
    ----------
    curve : DataFrame
        From `pareto`: ``accounts_share`` and ``cumulative`` (shares), largest account first.
    what : str
        What is shared: "revenue", "margin".
    period : str
        The period in words.
    claimed : tuple of two floats
        Share of accounts and share of the total that the sources claim [seed002]_.

    Returns
    -------
    Figure
        Closed.
    """
    of_accounts, of_total = claimed
    n = len(curve)
    at = int((curve["accounts_share"] >= of_accounts - 1e-9).to_numpy().argmax())
    held = float(curve["cumulative"].iloc[at])
    needed = int((curve["cumulative"] >= of_total - 1e-9).to_numpy().argmax()) + 1
    title = _("{top} of {all} accounts ({part}) bring {held} of {what}").format(
        top=number(at + 1), all=number(n), part=percent(of_accounts, 0), held=percent(held), what=what)
    title += _verdict(held, of_total)
    about = style.subtitle(_("Share of {what}, largest accounts first").format(what=what), period)
    with style.slide(title, about) as (figure, axes):
        x = np.concatenate([[0.0], curve["accounts_share"]])
        y = np.concatenate([[0.0], curve["cumulative"]])
        axes.plot(x, y, color=style.BLUE, lw=3, solid_joinstyle="round")
        axes.plot([0, 1], [0, 1], color=style.PALE, lw=1.5, zorder=0)
        axes.plot(*claimed, "D", ms=11, mfc="white", mec=style.VERMILION, mew=2.5)
        axes.plot(x[at + 1], held, "o", ms=12, color=style.BLUE)
        axes.plot(needed / n, y[needed], "o", ms=8, mfc="white", mec=style.BLUE, mew=2)
        top = max(1.04, 1.06 * float(y.max()))
        _claim_label(axes, claimed, held, top)
        own = _("this study: {}, {}").format(accounts(at + 1), percent(held))
        crowded = -0.05 * top <= held - of_total <= 0.2 * top
        below = of_total - 0.19 * top if crowded else held - 0.06 * top
        style.write(axes, x[at + 1] + 0.03, below, own, color=style.BLUE, weight="bold", va="center")
        if needed > at + 3:
            words = _("{} bring {}").format(accounts(needed), percent(of_total, 0))
            style.write(axes, needed / n + 0.02, y[needed] - 0.045, words, color=style.BLUE, va="center")
        axes.set(xlim=(0, 1.0), ylim=(0, top), xlabel=_("Share of accounts"))
        axes.set_ylabel(_("Share of {what}").format(what=what))
        style.percent_axis(axes.xaxis)
        style.percent_axis(axes.yaxis)
    return figure


def _verdict(held: float, claimed: float) -> str:
    """Close the title: how the study stands to the claim."""
    if held > 1:
        return _(": others lose it again")
    return _(", as claimed") if abs(held - claimed) < NEARLY else _(", not {}").format(percent(claimed, 0))


def _claim_label(axes: Axes, claimed: tuple[float, float], held: float, top: float) -> None:
    """Name the claim on the side of its point where the curve does not run."""
    x, y = claimed
    words = _("claimed: {}").format(percent(y, 0))
    how: dict[str, Any] = {"color": style.VERMILION, "va": "center"}
    if held < y - 0.05 * top:
        style.write(axes, x - 0.02, y, words, ha="right", **how)
    else:
        style.write(axes, x + 0.025, y if held > y + 0.2 * top else y - 0.1 * top, words, **how)


def abc_bars(summary: pd.DataFrame, *, what: str, period: str) -> Figure:
    """Draw for each class its share of the accounts beside its share of the money.

    Parameters
    ----------
    summary : DataFrame
        From `abc_summary`: ``abc``, ``accounts``, ``accounts_share``, ``share``.
    what, period : str
        What is shared, and the period in words.

    Returns
    -------
    Figure
        Closed.
    """
    first, last = summary.iloc[0], summary.iloc[-1]
    title = _("{some} (class {one}) bring {most} of {what}, {many} (class {other}) bring {little}").format(
        some=accounts(int(first["accounts"])), one=first["abc"], most=percent(first["share"]), what=what,
        many=accounts(int(last["accounts"])), other=last["abc"], little=percent(last["share"]))
    about = style.subtitle(_("Share of accounts and share of {what} by class").format(what=what), period)
    with style.slide(title, about, left=0.11, bottom=0.05) as (figure, axes):
        classes: Any = summary.itertuples()
        for place, row in enumerate(classes):
            axes.barh(place - 0.19, row.accounts_share, 0.34, color=style.PALE)
            axes.barh(place + 0.19, row.share, 0.34, color=style.BLUE)
            many = _("{} ({} of all)").format(accounts(row.accounts), percent(row.accounts_share, 0))
            bring = _("{} of {}").format(percent(row.share), what)
            style.write(axes, row.accounts_share + 0.012, place - 0.19, many, va="center", size=style.LABEL)
            style.write(axes, row.share + 0.012, place + 0.19, bring, va="center", size=style.LABEL,
                        color=style.BLUE, weight="bold")
            style.write(axes, -0.03, place, row.abc, size=26, weight="bold", ha="right", va="center")
        axes.set(xlim=(0, 1.28), ylim=(len(summary) - 0.45, -0.5), yticks=[], xticks=[])
        axes.spines["bottom"].set_visible(False)
    return figure


def equal_clients(shares: pd.DataFrame, *, effective: float, what: str, period: str) -> Figure:
    """Draw the real shares above as many equal blocks as would give the same concentration.

    Parameters
    ----------
    shares : DataFrame
        ``share`` of each account (0 to 1, none below zero), largest first, and ``name`` or ``account``.
    effective : float
        From `effective_number`; drawn as the nearest whole number, at least one.
    what, period : str
        What is shared, and the period in words.

    Returns
    -------
    Figure
        Closed.
    """
    equal = max(1, round(effective))
    title = _("You have {all}, and it is as if you had {few} equal ones").format(
        all=accounts(len(shares)), few=number(equal))
    about = style.subtitle(_("Share of {what}; a block is one account").format(what=what), period)
    names = shares["name"] if "name" in shares else shares["account"]
    with style.slide(title, about, left=0.04, right=0.95, bottom=0.12) as (figure, axes):
        _blocks(axes, shares["share"].to_numpy(), 1.0, style.BLUE)
        _blocks(axes, np.full(equal, 1 / equal), 0.0, style.ORANGE)
        largest = _("really: the largest is {name}, {share}").format(
            name=style.cut(axes, names.iloc[0], LARGEST_ROOM), share=percent(float(shares["share"].iloc[0])))
        style.write(axes, 0, 1.38, largest, size=style.LABEL, color=style.BLUE, weight="bold")
        same = _("as if: {} equal ones of {} each").format(number(equal), percent(1 / equal))
        style.write(axes, 0, 0.38, same, size=style.LABEL, color="#8A5A00", weight="bold")
        axes.set(xlim=(0, 1), ylim=(-0.4, 1.65), yticks=[], xlabel=_("Share of {what}").format(what=what))
        axes.spines["left"].set_visible(False)
        style.percent_axis(axes.xaxis)
    return figure


def _blocks(axes: Axes, widths: np.ndarray, place: float, colour: str) -> None:
    edge = 1.4 if len(widths) <= 60 else 0.5 if len(widths) <= 150 else 0.25
    axes.barh(np.full(len(widths), place), widths, 0.62, left=np.cumsum(widths) - widths, color=colour,
              edgecolor="white", linewidth=edge)


def top_shares(tops: pd.DataFrame, *, what: str, period: str) -> Figure:
    """Draw what the largest 1, 3, 5 and 10 accounts bring together.

    Parameters
    ----------
    tops : DataFrame
        From the method's `top_shares`: ``accounts``, ``share``.
    what, period : str
        What is shared, and the period in words.

    Returns
    -------
    Figure
        Closed.
    """
    rows = tops.drop_duplicates("accounts")
    last = rows.iloc[-1]
    one = percent(float(rows["share"].iloc[0]))
    title = _("The {few} largest accounts bring {share} of {what}, the largest alone {one}").format(
        few=number(last["accounts"]), share=percent(last["share"]), what=what, one=one)
    about = style.subtitle(_("Share of {what} held by the largest accounts").format(what=what), period)
    with style.slide(title, about, left=0.2, bottom=0.05) as (figure, axes):
        colours = [style.SKY] * (len(rows) - 1) + [style.BLUE]
        axes.barh(range(len(rows)), rows["share"], 0.6, color=colours)
        for place, share in enumerate(rows["share"]):
            style.at_end(axes, share, place, percent(share), size=18, weight="bold")
        style.names_beside(axes, [_("the largest") if n == 1 else _("the {} largest").format(number(n))
                                  for n in rows["accounts"]])
        axes.set(xlim=(0, min(1.12, max(0.3, 1.3 * float(last["share"])))))
        style.bare(axes)
    return figure


def lorenz_curve(points: pd.DataFrame, *, gini: float, what: str, period: str) -> Figure:
    """Draw the Lorenz curve: the smaller the accounts, the less they bring (for the analyst).

    Parameters
    ----------
    points : DataFrame
        From `lorenz`: ``accounts_share``, ``value_share``.
    gini : float
        From `gini`.
    what, period : str
        What is shared, and the period in words.

    Returns
    -------
    Figure
        Closed.
    """
    half = float(np.interp(0.5, points["accounts_share"], points["value_share"]))
    title = _("The smaller half of the accounts brings {half} of {what} (Gini {gini})").format(
        half=percent(half), what=what, gini=number(gini, 2)).replace("(Gini ", "(Gini\u00a0")
    about = style.subtitle(_("Share of {what}, smallest accounts first").format(what=what), period)
    with style.slide(title, about) as (figure, axes):
        x, y = points["accounts_share"], points["value_share"]
        axes.plot([0, 1], [0, 1], color=style.GREY, lw=1.5)
        axes.fill_between(x, y, x, color=style.SKY, alpha=0.25, lw=0)
        axes.plot(x, y, color=style.BLUE, lw=3)
        axes.plot(0.5, half, "o", ms=12, color=style.BLUE)
        low = half < LORENZ_ROOM
        style.write(axes, 0.48 if low else 0.5, half + 0.06 if low else half - 0.06, percent(half),
                    color=style.BLUE, weight="bold", ha="right" if low else "left", va="center",
                    size=style.LABEL)
        style.write(axes, 0.36, 0.42, _("if all were equal"), color=style.GREY, ha="right", va="center")
        style.write(axes, 0.62, 0.41, _("Gini {}: twice this area").format(number(gini, 2)), ha="center")
        axes.set(xlim=(0, 1), ylim=(0, 1.02), xlabel=_("Share of accounts, smallest first"))
        axes.set_ylabel(_("Share of {what}").format(what=what))
        style.percent_axis(axes.xaxis)
        style.percent_axis(axes.yaxis)
    return figure
