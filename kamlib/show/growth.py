"""Figures of growth on equal months, and of what it is made of."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kamlib.show import style
from kamlib.show.words import Scale, change, number, scale_of, signed
from kamlib.tables.results import PriceIndex, Split
from kamlib.text import _

SHOWN = 5


def _too_short() -> Figure:
    return style.note(
        _("No growth yet: the file is too short"),
        _(
            "Growth is measured on the same months of two years, and this file holds fewer than "
            "13 complete months."
        ),
    )


def growth_bars(grown: pd.DataFrame, *, period: str, currency: str) -> Figure:
    """Draw the accounts that gained and lost most money on equal months.

    Parameters
    ----------
    grown : DataFrame
        From `growth` by account: ``account``, perhaps ``name``, ``before``, ``now``, ``change``, ``growth``,
        ``status``; largest gain first.
    period, currency : str
        Label of the two windows, and the currency.

    Returns
    -------
    Figure
        Closed; without rows a slide that says why.
    """
    if grown.empty:
        return _too_short()
    up = grown[grown["change"] > 0].head(SHOWN)
    down = grown[grown["change"] < 0].tail(SHOWN)
    shown = pd.concat([up, down])
    before, now = float(grown["before"].sum()), float(grown["now"].sum())
    scale = scale_of(shown["change"], currency)
    title = _("Revenue {change} on equal months: {up} accounts bought more, {down} less").format(
        change=change(now / before - 1) if before > 0 else signed(scale.of(now - before), now - before),
        up=number(int((grown["change"] > 0).sum())),
        down=number(int((grown["change"] < 0).sum())),
    )
    about = style.subtitle(_("Largest gains and losses, {}").format(scale.unit), period)
    names = shown["name"] if "name" in shown else shown["account"]
    with style.slide(title, about, left=0.29, bottom=0.13) as (figure, axes):
        colours = [style.BLUE if gained else style.VERMILION for gained in shown["change"] > 0]
        axes.barh(range(len(shown)), shown["change"], 0.66, color=colours)
        rows: Any = shown.itertuples()
        for place, row in enumerate(rows):
            style.at_end(axes, max(row.change, 0.0), place, _change_words(row, scale))
        axes.axvline(0, color=style.GREY, lw=0.8)
        axes.spines["left"].set_visible(False)
        low, high = min(0.0, float(shown["change"].min())), max(0.0, float(shown["change"].max()))
        axes.set_xlim(low * 1.05, high + 0.38 * (high - low))
        style.names_beside(axes, names.tolist())
        axes.set_xlabel(_("Change of revenue, {}").format(scale.unit))
        style.money_axis(axes.xaxis, scale)
    return figure


def _change_words(row: Any, scale: Scale) -> str:
    """Money, and in brackets the growth or why there is none."""
    gained, status, rate = row.change, row.status, row.growth
    reason = {"new": _("new"), "stopped": _("stopped")}.get(status, change(rate, 0))
    return f"{signed(scale.of(gained), gained)} ({reason})"


def price_quantity(split: Split, *, period: str, currency: str, mix: PriceIndex | None = None) -> Figure:
    """Draw the bridge from last year's revenue to this year's: pieces, perhaps mix, and price.

    Parameters
    ----------
    split : Split
        From `growth_split`.
    period, currency : str
        Label of the two windows, and the currency.
    mix : PriceIndex, optional
        From `price_index`: price told from mix, article by article.

    Returns
    -------
    Figure
        Closed; a slide that says why where there are no months or no quantities.
    """
    if not split.months:
        return _too_short()
    if pd.isna(split.quantity_index):
        rose = change(split.revenue_index - 1)
        unsplit = _("Revenue {}, and price can't be told from quantity").format(rose)
        return style.note(unsplit, _("The file holds no quantities: rising prices are inside the growth."))
    pieces, prices = change(split.quantity_index - 1), change(split.price_index - 1)
    words = _("Revenue {}: pieces {}, price per piece {}")
    steps = [
        (_("pieces {}").format(pieces), split.quantity_effect),
        (_("price per piece {}").format(prices), split.price_effect),
    ]
    if mix is not None and pd.notna(mix.fisher):
        words, prices = _("Revenue {}: pieces {}, prices article by article {}"), change(mix.fisher - 1)
        steps = [
            (_("pieces {}").format(pieces), mix.quantity_effect),
            (_("mix of articles"), mix.mix_effect),
            (_("prices {}").format(prices), mix.price_effect),
        ]
    title = words.format(change(split.revenue_index - 1), pieces, prices)
    about = style.subtitle(_("From the revenue of a year ago to that of now"), period)
    scale = scale_of([split.before, split.now], currency)
    with style.slide(title, about, left=0.11, bottom=0.11) as (figure, axes):
        _bridge(axes, split, steps, scale)
        axes.set_ylabel(_("Revenue, {}").format(scale.unit))
        style.money_axis(axes.yaxis, scale)
    return figure


def _bridge(axes: Axes, split: Split, steps: list[tuple[str, float]], scale: Scale) -> None:
    """Draw totals at both ends and floating steps between them."""
    names = [_("a year ago"), *(name for name, _effect in steps), _("now")]
    level, bars = split.before, [(0.0, split.before, style.GREY)]
    for _name, effect in steps:
        bars.append((level, effect, style.BLUE if effect >= 0 else style.VERMILION))
        axes.plot([len(bars) - 2 + 0.3, len(bars) - 1 - 0.3], [level, level], color=style.GREY, lw=1)
        level += effect
    axes.plot([len(bars) - 1 + 0.3, len(bars) - 0.3], [level, level], color=style.GREY, lw=1)
    bars.append((0.0, split.now, style.GREY))
    for place, (bottom, height, colour) in enumerate(bars):
        axes.bar(place, height, 0.6, bottom=bottom, color=colour)
        ends = place in (0, len(bars) - 1)
        words = scale.of(height) if ends else signed(scale.of(height), height)
        axes.annotate(
            words,
            (place, max(bottom, bottom + height)),
            xytext=(0, 6),
            ha="center",
            textcoords="offset points",
            size=16,
            weight="bold",
            color=style.INK,
        )
    axes.set_xticks(range(len(names)), names, size=style.LABEL)
    axes.tick_params(axis="x", length=0)
    top = max(bottom + max(0.0, height) for bottom, height, _colour in bars)
    axes.set_ylim(min(0.0, *(b + min(0.0, h) for b, h, _colour in bars)), top * 1.17)
