"""The first year of a plan in quarters, and what was sold in them."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from kamlib.show import style
from kamlib.show.words import Scale, money, number, scale_of, short, signed
from kamlib.text import N_, _, ngettext

NAME = 24
STATES = {"reached": N_("reached"), "short": N_("short"), "running, on plan": N_("running, on plan"),
          "running, short": N_("running, short"), "to come": N_("to come"), "unknown": N_("not known")}


def plan_quarters_bars(quarters: pd.DataFrame, fact: pd.DataFrame, *, name: str, currency: str) -> Figure:
    """Draw the quarters of a plan's first year and what was sold in them.

    Parameters
    ----------
    quarters : DataFrame
        From `plan_quarters`, of one account.
    fact : DataFrame
        From `plan_against_fact`, of the same account.
    name, currency : str

    Returns
    -------
    Figure
        Closed; a slide that says why where the first year is not planned.
    """
    known = fact[fact["plan"].notna()] if len(fact) else fact
    if known.empty:
        return style.note(_("The first year of this plan has no figure yet"), _(
            "Its quarters follow from the revenue of year 1: a line lacks its share or its wallet."))
    scale = scale_of([*fact["plan"], *fact["fact"].dropna()], currency)
    origin = _(_ORIGINS[str(quarters["share_from"].iloc[0])]).format(number(quarters["years"].iloc[0]))
    about = style.subtitle(short(name, NAME), _("Revenue, {}").format(scale.unit), origin)
    with style.slide(_quarters_title(fact, currency), about, left=0.07, bottom=0.22) as (figure, axes):
        labels, aside = [], 0.19 if fact["fact"].notna().any() else 0.0
        for place, (_i, row) in enumerate(fact.iterrows()):
            axes.bar(place - aside, row["plan"], 0.34, facecolor="white", edgecolor=style.BLUE, lw=2)
            _number(axes, place - aside, row["plan"], scale, "normal")
            if pd.notna(row["fact"]):
                axes.bar(place + 0.19, row["fact"], 0.34, color=style.BLUE)
                _number(axes, place + 0.19, row["fact"], scale, "bold")
            if row["state"].startswith("running") and pd.notna(row["plan_so_far"]):
                axes.plot([place - 0.36, place - 0.02], [row["plan_so_far"]] * 2, color=style.INK, lw=2.4)
            labels.append(_quarter_words(row, scale))
        axes.set_xticks(range(len(fact)), labels, size=style.SMALL)
        axes.tick_params(axis="x", length=0, pad=6)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        ends = fact[["plan", "fact"]].to_numpy("float64")
        low, high = min(0.0, float(np.nanmin(ends))), max(0.0, float(np.nanmax(ends)))
        axes.set_ylim(low, high * 1.14 or 1.0)
        axes.set_xlim(-0.55, len(fact) - 0.45)
        axes.axhline(0, color=style.GREY, lw=0.8)
        _quarter_legend(figure, bool(fact["fact"].notna().any()),
                        bool(fact["state"].str.startswith("running").any()))
    return figure


_ORIGINS = {"typed": N_("shares of the quarters as typed"),
            "own seasonality": N_("split by the account's own seasons of {} years"),
            "equal": N_("in equal parts: no season is known")}


def _number(axes: Axes, place: float, value: float, scale: Scale, weight: str) -> None:
    axes.annotate(scale.of(value), (place, max(value, 0.0)), xytext=(0, 4), textcoords="offset points",
                  ha="center", size=style.SMALL, weight=weight)


def _quarter_words(row: "pd.Series[Any]", scale: Scale) -> str:
    year = f" {int(row['calendar'])}" if pd.notna(row["calendar"]) else ""
    head = _("quarter {quarter}{year}").format(quarter=number(row["quarter"]), year=year)
    gap = f" {signed(scale.of(row['difference']), row['difference'])}" if pd.notna(row["difference"]) else ""
    return f"{head}\n{_(STATES[str(row['state'])])}{gap}"


def _quarters_title(fact: pd.DataFrame, currency: str) -> str:
    over = fact[fact["state"].isin(["reached", "short"])]
    total = money(fact["plan"].sum(), currency)
    if over.empty:
        open_ = fact[fact["state"].str.startswith("running")]
        if open_.empty:
            return _("{} are planned for the first year; no quarter of it is over").format(total)
        words = _("The first quarter runs on plan") if (open_["state"] == "running, on plan").all() \
            else _("The first quarter runs short of its plan")
        return _("{words}; {total} are planned for the year").format(words=words, total=total)
    gap = float(over["difference"].sum())
    reached = int((over["state"] == "reached").sum())
    first = ngettext("{n} of {all} quarter reached", "{n} of {all} quarters reached", len(over)).format(
        n=number(reached), all=number(len(over)))
    beside = _("{} above the plan so far") if gap >= 0 else _("{} below the plan so far")
    return f"{first}, {beside.format(money(abs(gap), currency))}"


def _quarter_legend(figure: Figure, sold: bool, running: bool) -> None:
    kinds: list[Any] = [Patch(facecolor="white", edgecolor=style.BLUE, lw=2, label=_("plan"))]
    if sold:
        kinds.append(Patch(color=style.BLUE, label=_("sold")))
    if running:
        kinds.append(Line2D([], [], color=style.INK, lw=2.4, label=_("plan for the days gone")))
    figure.legend(handles=kinds, loc="lower left", bbox_to_anchor=(style.LEFT, 0.0), ncols=len(kinds),
                  frameon=False, fontsize=style.SMALL, handlelength=1.6, columnspacing=1.6)
