"""The whale curve: profit rises to a peak, and the tail eats a part of it."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from kamlib.show import style
from kamlib.show.words import accounts, money, number, percent, scale_of
from kamlib.text import _

TALL = 2.0  # a peak of more than so many totals is drawn in money


def whale_curve(curve: pd.DataFrame, *, what: str, period: str, currency: str) -> Figure:
    """Draw profit added up from the best account to the worst; in money where the total gives no shares.

    A total that is not above zero has no shares, and those of a tiny one ("562 %") say nothing to a room.

    Parameters
    ----------
    curve : DataFrame
        From `whale`: ``profit``, ``cumulative``, best account first; without rows a slide says why.
    what : str
        What is added up: "margin", "profit after cost to serve".
    period, currency : str
        The period in words, and the currency.

    Returns
    -------
    Figure
        Closed.
    """
    if curve.empty:
        return style.note(_("No whale curve: the file holds no costs"),
                          _("Ask for the cost of the goods on each line; then this page shows who feeds us "
                            "and who eats."))
    profit = curve["profit"]
    total, peak, loss = float(profit.sum()), float(profit[profit > 0].sum()), float(-profit[profit < 0].sum())
    best, losing = int((profit > 0).sum()), int((profit < 0).sum())
    in_shares = total > 0 and peak <= TALL * total
    unit = total if in_shares else 1.0
    heights = np.concatenate([[0.0], curve["cumulative"]]) / unit
    about = style.subtitle(_("{what} added up, best account first").format(what=what.capitalize()), period)
    with style.slide(_title(best, losing, peak, loss, what, currency), about, left=0.12) as (figure, axes):
        places = np.arange(len(heights))
        axes.axhline(0, color=style.GREY, lw=0.8)
        axes.plot(places[: best + 1], heights[: best + 1], color=style.BLUE, lw=3.5)
        if losing:
            tail = slice(-losing - 1, None)
            axes.plot(places[tail], heights[tail], color=style.VERMILION, lw=3.5)
            axes.fill_between(places[tail], heights[tail], heights[best], color=style.VERMILION,
                              alpha=0.13, lw=0)
        low, high = min(0.0, heights.min()), max(heights.max(), 0.0)
        axes.set(xlim=(0, len(heights) - 1), ylim=(low - 0.06 * (high - low), high + 0.2 * (high - low)))
        _labels(axes, best, losing, heights,
                _peak_words(peak, total, currency, share=in_shares and losing > 0),
                _("left: {}").format(money(total, currency)))
        axes.set_xlabel(_("Accounts, best first"))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda n, _place: number(n)))
        _unit_axis(axes, in_shares, heights, what, currency)
    return figure


def _title(best: int, losing: int, peak: float, loss: float, what: str, currency: str) -> str:
    if not losing:
        return _("No account eats: all {many} bring {peak} of {what}").format(
            many=number(best), peak=money(peak, currency), what=what)
    return _("{best} bring {peak} of {what}; {losing} eat {loss} of it again").format(
        best=accounts(best), peak=money(peak, currency), what=what, losing=accounts(losing),
        loss=money(loss, currency))


def _peak_words(peak: float, total: float, currency: str, *, share: bool) -> str:
    """Name the peak in money, and in shares where they mean something."""
    words = _("peak: {}").format(money(peak, currency))
    return f"{words} = {percent(peak / total, 0)}" if share else words


def _labels(axes: Axes, best: int, losing: int, heights: np.ndarray, words: str, left: str) -> None:
    """Write beside the peak and beside the end."""
    room = 0.05 * float(np.ptp(axes.get_ylim()))
    place = best / (len(heights) - 1)
    side = "left" if place < 0.25 else "right" if place > 0.75 else "center"
    axes.plot(best, heights[best], "o", ms=11, color=style.BLUE)
    style.write(axes, best, heights[best] + room, words, color=style.BLUE, weight="bold", ha=side,
                size=style.LABEL)
    if not losing:
        return
    end = len(heights) - 1
    axes.plot(end, heights[-1], "o", ms=11, color=style.VERMILION, clip_on=False)
    # High up, the curve still runs beside its end; further down it falls steeply and leaves room.
    high = heights[-1] > 0.35 * heights[best]
    style.write(axes, end - 0.02 * end, heights[-1] - high * room, left, color=style.VERMILION, weight="bold",
                ha="right", va="top" if high else "center", size=style.LABEL)


def _unit_axis(axes: Axes, in_shares: bool, heights: np.ndarray, what: str, currency: str) -> None:
    if in_shares:
        axes.set_ylabel(_("Share of the total"))
        style.percent_axis(axes.yaxis)
        return
    scale = scale_of(heights, currency)
    axes.set_ylabel(_("{what}, {unit}").format(what=what.capitalize(), unit=scale.unit))
    style.money_axis(axes.yaxis, scale)
