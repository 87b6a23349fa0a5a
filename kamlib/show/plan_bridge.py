"""The value of a plan as a bridge: what our shares bring, what it costs, what the market adds anyway."""

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from kamlib.show import style
from kamlib.show.plan_fan import terms_words
from kamlib.show.words import money, number, percent, scale_of, short
from kamlib.text import _, ngettext

NAME, WIDE = 24, 0.56


def plan_bridge(worth: pd.DataFrame, *, name: str, currency: str) -> Figure:
    """Draw the value of a plan: what our shares bring, what it costs, and what the market adds anyway.

    Parameters
    ----------
    worth : DataFrame
        From `plan_worth`, the row of one account.
    name, currency : str

    Returns
    -------
    Figure
        Closed; a slide that says why where no value can be reckoned.
    """
    if worth.empty or pd.isna(worth["npv_held"].iloc[0]):
        return style.note(_("This plan has no value yet"), _(
            "A share, a wallet or a margin rate is missing in some year: nothing is put in its place."))
    row = worth.iloc[0]
    steps = [
        (_("our larger\nshares"), 0.0, row["plan_worth"], style.BLUE, ""),
        (_("budget"), row["plan_worth"], -row["budget_worth"], style.VERMILION, "////"),
        (_("over held\nshares"), 0.0, row["npv_held"], style.INK, ""),
        (_("the market"), row["npv_held"], row["market_worth"], style.PALE, "...."),
        (_("over the\nfrozen year"), 0.0, row["npv_frozen"], style.GREY, ""),
    ]
    scale = scale_of([row[column] for column in ("plan_worth", "npv_held", "npv_frozen", "budget_worth")],
                     currency)
    about = style.subtitle(short(name, NAME), _("Worth today, {}").format(scale.unit),
                           _("{} a year").format(percent(row["discount_rate"], 0)), terms_words(row["terms"]),
                           _at_most(row))
    with style.slide(_bridge_title(row, currency), about, left=0.07, right=0.97, bottom=0.15) as (_f, axes):
        for place, (_label, start, height, colour, hatch) in enumerate(steps):
            sum_ = place in (2, 4)
            axes.bar(place, height, WIDE, bottom=start, facecolor=colour if not hatch else "white",
                     edgecolor=style.GREY if colour == style.PALE else colour, hatch=hatch, lw=1.2)
            written = scale.of(abs(height)) if not sum_ else scale.of(height)
            label = written if sum_ else f"{'−' if height < 0 else '+'}{written}"
            end = max(start, start + height)
            axes.annotate(label, (place, end), xytext=(0, 5), textcoords="offset points", ha="center",
                          size=style.LABEL, weight="bold" if sum_ else "normal")
            if place < len(steps) - 1:
                level = start + height
                axes.plot([place + WIDE / 2, place + 1 - WIDE / 2], [level, level], color=style.GREY, lw=1)
        axes.axhline(0, color=style.INK, lw=1)
        axes.set_xticks(range(len(steps)), [label for label, *_rest in steps], size=style.LABEL)
        axes.tick_params(axis="x", length=0)
        axes.set_yticks([])
        axes.spines[["left", "bottom"]].set_visible(False)
        ends = [start + part for _l, start, height, *_rest in steps for part in (0.0, height)]
        low, high = min(0.0, *ends), max(0.0, *ends)
        axes.set_ylim(low - 0.02 * (high - low), high + 0.12 * ((high - low) or 1.0))
        axes.tick_params(axis="x", pad=6)
    return _f


def _at_most(row: "pd.Series[Any]") -> str:
    count = int(row["without_budget"])
    return ngettext("at most: {} step has no budget", "at most: {} steps have no budget", count).format(
        number(count)) if count else ""


def _bridge_title(row: "pd.Series[Any]", currency: str) -> str:
    held, frozen = money(row["npv_held"], currency), money(row["npv_frozen"], currency)
    if row["npv_held"] < 0:
        return _("Against held shares the plan costs {} more than it brings").format(
            money(-row["npv_held"], currency))
    if pd.isna(row["market_part"]) or row["market_part"] <= 0:
        return _("The plan is worth {held} today over held shares").format(held=held)
    return _("The plan itself is worth {held} today; {part} of the {frozen} over the frozen year is the "
             "market's").format(held=held, part=percent(row["market_part"], 0), frozen=frozen)
