"""Figures of what hangs on one customer."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kamlib.show import style
from kamlib.show.words import Scale, decimals_beside, money, number, percent, scale_of, short
from kamlib.text import _, ngettext

NAME_WIDTH = 28
BROWN = "#8A5A00"  # orange is too pale for letters
WHITE = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}


def stress_bars(gone: pd.DataFrame, *, period: str, currency: str = "") -> Figure:
    """Draw what goes when each of the largest accounts goes: revenue, and margin where it is known.

    Parameters
    ----------
    gone : DataFrame
        From `stress`: ``account``, perhaps ``name``, ``share``, perhaps ``margin`` and ``margin_share``;
        largest first. Where an account has a negative margin, or the total gives no shares, margin is drawn
        in money: "minus 6 % of margin goes" can't be said aloud.
    period, currency : str
        The period in words, and the currency.

    Returns
    -------
    Figure
        Closed.
    """
    names = (gone["name"] if "name" in gone else gone["account"]).tolist()
    margins, scale = _margins(gone, currency)
    with_margin = bool(margins.notna().any())
    title = _("If {name} goes, {share} of revenue goes").format(
        name=short(names[0], NAME_WIDTH), share=percent(float(gone["share"].iloc[0])))
    if with_margin:
        first = float(margins.iloc[0])
        lost = money(first, currency) if scale else percent(first)
        title = _("{so_far}, and {margin} of margin").format(so_far=title, margin=lost)
    about = style.subtitle(_("What is lost when each of the {} largest accounts goes, one at a time").format(
        number(len(gone))), period)
    with style.slide(title, about, left=0.31, bottom=0.05) as (figure, axes):
        style.names_beside(axes, names)
        if not with_margin:
            _bars(axes, gone["share"], style.BLUE)
            return figure
        box = axes.get_position()
        axes.set_position((box.x0, box.y0, box.width * 0.46, box.height - 0.05))
        beside = figure.add_axes((box.x0 + box.width * 0.54, box.y0, box.width * 0.46, box.height - 0.05))
        beside.set(yticks=[], ylim=axes.get_ylim())
        _bars(axes, gone["share"], style.BLUE)
        _bars(beside, margins, style.ORANGE, scale)
        axes.set_title(_("of revenue"), loc="left", size=style.LABEL, color=style.BLUE, weight="bold")
        words = _("margin, {}").format(scale.unit) if scale and scale.unit else _("of margin")
        beside.set_title(words, loc="left", size=style.LABEL, color=BROWN, weight="bold")
    return figure


def _margins(gone: pd.DataFrame, currency: str) -> tuple[pd.Series, Scale | None]:
    """Return what goes of margin: shares, or money and its scale where shares say nothing."""
    shares = gone["margin_share"] if "margin_share" in gone else pd.Series(float("nan"), index=gone.index)
    if "margin" not in gone or not (shares.isna().all() or (gone["margin"] < 0).any()):
        return shares, None
    return gone["margin"], scale_of(gone["margin"], currency)


def _bars(axes: Axes, shares: pd.Series, colour: str, scale: Scale | None = None) -> None:
    """Draw bars with their numbers at their ends, and room for these; shares, or money in a scale."""
    axes.barh(range(len(shares)), shares, 0.64, color=colour)
    for place, share in enumerate(shares):
        if pd.notna(share):
            style.at_end(axes, share, place, scale.of(share) if scale else percent(share), weight="bold")
    low, high = min(0.0, float(shares.min())), max(0.0, float(shares.max()), 0.0 if scale else 0.01)
    room = 0.3 * (high - low)
    axes.set_xlim(low - room if low < 0 else 0, high + room)
    style.bare(axes)
    if low < 0:
        axes.spines["left"].set_visible(False)
        axes.axvline(0, color=style.GREY, lw=0.8)


def dependence_bars(managers: pd.DataFrame, *, threshold: float, period: str, most: int = 12) -> Figure:
    """Draw for each manager the share of the largest account, with its name and the threshold.

    Parameters
    ----------
    managers : DataFrame
        From `dependence` by manager: ``manager``, ``largest_name``, ``largest_share``, ``dependent``.
    threshold : float
        Share from which on a manager is dependent.
    period : str
        The period in words.
    most : int
        At most so many bars, the most dependent first; how many more there are is said.

    Returns
    -------
    Figure
        Closed; without rows a slide that says why.
    """
    if managers.empty:
        return style.note(_("No dependence by manager: the file names no managers"),
                          _("Ask for our manager of each sale; then this page shows whose plan hangs on one "
                            "account."))
    shown = managers.head(most)
    who = [_("no manager") if pd.isna(name) else str(name) for name in shown["manager"]]
    worst, several = shown.iloc[0], int(managers["dependent"].sum())
    decimals = decimals_beside(shown["largest_share"], threshold)
    title = ngettext(
        "{few} of {all} managers hangs on one account: {name} is {share} of the revenue of manager {worst}",
        "{few} of {all} managers hang on one account: {name} is {share} of the revenue of manager {worst}",
        several,
    ).format(few=number(several), all=number(len(managers)), worst=short(who[0], NAME_WIDTH),
             name=short(worst["largest_name"], NAME_WIDTH), share=percent(worst["largest_share"], decimals))
    if not several:
        title = _("No manager's largest account reaches {limit} of revenue; the highest is {share}").format(
            limit=percent(threshold, decimals), share=percent(worst["largest_share"], decimals))
    left_off = len(managers) - len(shown)
    more = _("{} more managers not shown").format(number(left_off)) if left_off else ""
    about = style.subtitle(_("Largest account's share of each manager's revenue"), more, period)
    with style.slide(title, about, left=0.2, right=0.62, bottom=0.09) as (figure, axes):
        _limit(axes, threshold, decimals)
        axes.barh(range(len(shown)), shown["largest_share"], 0.66,
                  color=[style.VERMILION if flag else style.SKY for flag in shown["dependent"]])
        rows: Any = shown.itertuples()
        room = axes.figure.bbox.width - axes.transAxes.transform((1.05, 0))[0] - 10
        for place, row in enumerate(rows):
            share = percent(row.largest_share, decimals)
            style.at_end(axes, row.largest_share, place, share, weight="bold", bbox=WHITE)
            style.write(axes, 1.05, place, style.cut(axes, row.largest_name, room), va="center",
                        transform=axes.get_yaxis_transform())
        style.names_beside(axes, who)
        axes.set_xlim(0, 1.18 * max(threshold, float(shown["largest_share"].max())))
        style.bare(axes)
    return figure


def _limit(axes: Axes, threshold: float, decimals: int) -> None:
    """Draw the threshold behind the bars and name it below them."""
    axes.axvline(threshold, color=style.GREY, lw=1.5, ls=(0, (4, 3)), zorder=0)
    words = _("limit {}").format(percent(threshold, decimals))
    axes.annotate(words, (threshold, 0), xycoords=("data", "axes fraction"), xytext=(0, -4), ha="center",
                  va="top", textcoords="offset points", size=style.SMALL, color=style.GREY)
