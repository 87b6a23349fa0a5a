"""The tornado of a plan: which assumption alone moves its value most."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from kamlib.show import style
from kamlib.show.words import Scale, number, percent, scale_of, short
from kamlib.text import N_, _

NAME, SHOWN, FEWEST = 24, 9, 4
HATCH = "////"
WHAT = {"growth": N_("growth a year"), "share": N_("share"), "margin": N_("margin rate")}
_STARTS = {"growth": N_("The growth"), "share": N_("Our share"), "margin": N_("The margin rate")}


def plan_tornado_bars(tornado: pd.DataFrame, *, name: str, currency: str, most: int = SHOWN) -> Figure:
    """Draw how far each assumption alone moves the value of a plan over held shares.

    Parameters
    ----------
    tornado : DataFrame
        From `plan_tornado`, of one account.
    name : str
        The account.
    currency : str
    most : int
        At most so many bars; how many more there are is said.

    Returns
    -------
    Figure
        Closed; a slide that says why where no assumption has a range, or no value can be reckoned.
    """
    if tornado.empty:
        return style.note(_("No assumption of this plan has a low and a high"), _(
            "Ask for both ends of each growth, share and margin rate: they show what to find out first."))
    known = tornado[tornado["swing"].notna()]
    if known.empty:
        return style.note(_("The value of this plan is not known, so nothing moves it"), _(
            "A share, a wallet or a margin rate is missing: the table of quantities says which."))
    shown = known.head(most).reset_index(drop=True)
    base = float(shown["npv_base"].iloc[0])
    scale = scale_of([*shown["npv_low"], *shown["npv_high"], base], currency)
    more = _("{} smaller ones not shown").format(number(len(known) - len(shown))) \
        if len(known) > len(shown) else ""
    about = style.subtitle(short(name, NAME), _("Value over held shares, {}").format(scale.unit),
                           _("one moved at a time"), more)
    with style.slide(_tornado_title(shown.iloc[0], scale), about, left=0.36, bottom=0.17) as (figure, axes):
        for place, (_i, row) in enumerate(shown.iterrows()):
            _swing(axes, place, row, base)
        axes.axvline(base, color=style.INK, lw=1.2, zorder=3)
        labels = [f"{_(WHAT[row['what']])}: {row['name']}" for _i, row in shown.iterrows()]
        style.names_beside(axes, labels)
        axes.set_ylim(max(len(labels), FEWEST) - 0.4, -0.6)
        _room(axes, shown, base)
        style.money_axis(axes.xaxis, scale)
        if axes.get_xlim()[0] < 0 < axes.get_xlim()[1]:
            axes.axvline(0, color=style.GREY, lw=0.8, ls=(0, (4, 3)), zorder=0)
        axes.annotate(_("plan {}").format(scale.of(base)), (base, 1), xycoords=("data", "axes fraction"),
                      xytext=(0, 4), textcoords="offset points", ha="center", size=style.SMALL,
                      weight="bold", parse_math=False)
        _tornado_legend(figure)
    return figure


def _tornado_title(row: "pd.Series[Any]", scale: Scale) -> str:
    low, high = sorted((row["npv_low"], row["npv_high"]))
    return _("{what} of {name} moves the value most: from {low} to {high} {unit}").format(
        what=_(_STARTS[row["what"]]), name=short(row["name"], NAME), low=scale.of(low), high=scale.of(high),
        unit=scale.unit).strip()


def _swing(axes: Axes, place: int, row: "pd.Series[Any]", base: float) -> None:
    """Draw both sides of one assumption, each with the assumed number at its end."""
    looks: dict[str, dict[str, Any]] = {
        "low": {"facecolor": "white", "edgecolor": style.VERMILION, "hatch": HATCH},
        "high": {"facecolor": style.BLUE, "edgecolor": style.BLUE}}
    for end, look in looks.items():
        to = float(row[f"npv_{end}"])
        if abs(to - base) <= 1e-12 * max(1.0, abs(base)):
            continue
        axes.barh(place, to - base, 0.62, left=base, linewidth=1.2, zorder=2, **look)
        left = to < base
        decimals = 0 if abs(100 * row[end] - round(100 * row[end])) < 0.05 else 1
        axes.annotate(percent(row[end], decimals), (to, place), xytext=(-6 if left else 6, 0), va="center",
                      textcoords="offset points", ha="right" if left else "left", size=style.SMALL,
                      parse_math=False)


def _room(axes: Axes, shown: pd.DataFrame, base: float) -> None:
    low = min(base, float(shown[["npv_low", "npv_high"]].min().min()))
    high = max(base, float(shown[["npv_low", "npv_high"]].max().max()))
    width = (high - low) or max(abs(base), 1.0)
    axes.set_xlim(low - 0.2 * width, high + 0.18 * width)


def _tornado_legend(figure: Figure) -> None:
    kinds = [Patch(facecolor="white", edgecolor=style.VERMILION, hatch=HATCH, label=_("at its low")),
             Patch(facecolor=style.BLUE, label=_("at its high"))]
    figure.legend(handles=kinds, loc="lower left", bbox_to_anchor=(style.LEFT, 0.0), ncols=2, frameon=False,
                  fontsize=style.SMALL, handlelength=1.8, columnspacing=1.6)
